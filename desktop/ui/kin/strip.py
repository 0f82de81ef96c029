"""Owns the strip that shows a comparison of all documents under way, and lets the reader stop it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QVBoxLayout, QWidget

from desktop.ui.hairline import hairline


class ComparisonStrip(QWidget):
    """A thin bar, what is being done, and Stop; hidden when nothing is compared."""

    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Comparison of the documents"))
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(150)
        self.bar.setAccessibleName(self.tr("Progress of the comparison"))
        self.words = QLabel(self)
        self.stop_button = QToolButton(self)
        self.stop_button.setText(self.tr("Stop"))
        self.stop_button.clicked.connect(self._stop)
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 10, 4)
        row.setSpacing(12)
        row.addWidget(self.bar)
        row.addWidget(self.words, 1)
        row.addWidget(self.stop_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(hairline())
        self.hide()

    def show_start(self) -> None:
        """Show that a comparison begins."""
        self.bar.setRange(0, 0)
        self.words.setText(self.tr("Comparing all documents with each other…"))
        self.stop_button.setEnabled(True)
        self.show()

    def show_progress(self, done: int, of: int) -> None:
        """Show how far it is."""
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)

    def _stop(self) -> None:
        self.stop_button.setEnabled(False)
        self.words.setText(self.tr("Stopping…"))
        self.stop_wanted.emit()
