"""Owns the bar above the list that says that only some documents are listed, and why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from desktop.ui.counts import counted


class OnlyBar(QWidget):
    """“Doubtful order: 12 documents ×”; hidden while all are listed."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(self)
        self.words.setProperty("ink", "accent")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.close_button = QToolButton(self)
        self.close_button.setText("×")
        self.close_button.setProperty("look", "quiet")
        self.close_button.setAccessibleName(self.tr("List all documents"))
        self.close_button.setToolTip(self.tr("List all documents (Esc)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(15, 0, 8, 6)
        row.addWidget(self.words, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.close_button.clicked.connect(self.closed)
        self.hide()

    def show_words(self, words: str, n_documents: int) -> None:
        """Say what the listed documents have in common."""
        documents = counted(n_documents, self.tr("{n} document"), self.tr("{n} documents"))
        self.words.setText(f"{words} · {documents}")
        self.setAccessibleName(self.words.text())
        self.show()
