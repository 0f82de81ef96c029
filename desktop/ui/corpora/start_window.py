"""Owns what stands on screen when no corpus could be opened: why, and what can be opened instead."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.corpus.errors import Trouble
from desktop.corpus.places import data_folder
from desktop.ui.corpora import choosing


class StartWindow(QWidget):
    """A sentence, the recent corpora, Open and New."""

    corpus_wanted = Signal(Path)
    new_corpus_wanted = Signal(Path)

    def __init__(self, trouble: Trouble, recent: Sequence[Path]) -> None:
        super().__init__()
        self.setWindowTitle("Nineveh")
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(560, 320)
        name = QLabel("Nineveh", self)
        name.setProperty("ink", "title")
        self.sentence = QLabel(str(trouble), self)
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(36, 28, 36, 28)
        layout.setSpacing(14)
        layout.addWidget(name)
        layout.addWidget(self.sentence)
        self.recent_buttons = [self._recent_button(folder) for folder in recent[:5]]
        if self.recent_buttons:
            lately = QLabel(self.tr("Opened before:"), self)
            lately.setProperty("ink", "muted")
            layout.addWidget(lately)
        for button in self.recent_buttons:
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.open_button = QPushButton(self.tr("Open another corpus…"), self)
        self.new_button = QPushButton(self.tr("New corpus…"), self)
        self.open_button.clicked.connect(self._open)
        self.new_button.clicked.connect(self._make)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.close)
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addWidget(self.new_button)
        row.addStretch(1)
        layout.addLayout(row)

    def _recent_button(self, folder: Path) -> QPushButton:
        button = QPushButton(folder.name.removesuffix(choosing.SUFFIX).replace("&", "&&"), self)
        button.setProperty("look", "quiet")
        button.setToolTip(str(folder))
        button.clicked.connect(lambda: self.corpus_wanted.emit(folder))
        return button

    def _open(self) -> None:
        if (folder := choosing.choose_corpus(self, data_folder())) is not None:
            self.corpus_wanted.emit(folder)

    def _make(self) -> None:
        if (folder := choosing.choose_new_corpus(self, data_folder())) is not None:
            self.new_corpus_wanted.emit(folder)
