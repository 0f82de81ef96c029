"""Owns the line that says that duplicates are left out, or that they were not looked for lately."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui.search.text_button import PADDING, TextButton
from desktop.ui.theme import Theme, sans


class RepeatsLine(QWidget):
    """“Duplicates are left out (show them)”; hidden while there is nothing to say."""

    showing_wanted = Signal()
    comparison_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_on = self._is_corpus_empty = False
        self._are_known = self._are_current = True
        self.words = QLabel(self)
        self.words.setProperty("ink", "muted")
        self.words.setWordWrap(True)
        self.show_button = TextButton(self.tr("show them"), theme)
        self.compare_button = TextButton(self.tr("compare now"), theme)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.show_button)
        row.addWidget(self.compare_button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16 - PADDING, 0, 12, 4)
        self.words.setContentsMargins(PADDING, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.words)
        layout.addLayout(row)
        self.show_button.clicked.connect(self.showing_wanted)
        self.compare_button.clicked.connect(self.comparison_wanted)
        self.set_theme(theme)
        self._compose()

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks and faces."""
        self.words.setFont(sans(9.0))
        self.show_button.set_theme(theme)
        self.compare_button.set_theme(theme)

    def set_on(self, is_on: bool) -> None:
        """Say whether duplicates are left out."""
        self._is_on = is_on
        self._compose()

    def set_corpus_empty(self, is_empty: bool) -> None:
        """Say nothing while there are no documents."""
        self._is_corpus_empty = is_empty
        self._compose()

    def set_state(self, are_known: bool, are_current: bool) -> None:
        """Say whether the duplicates are known, and whether of the texts of today."""
        self._are_known, self._are_current = are_known, are_current
        self._compose()

    def _compose(self) -> None:
        if self._is_on and not self._are_known:
            words = self.tr("Duplicates are not known yet.")
        elif self._is_on and not self._are_current:
            words = self.tr("Duplicates are left out, as far as known.")
        elif self._is_on:
            words = self.tr("Duplicates are left out.")
        else:
            words = self.tr("Texts changed since duplicates were found.")
        self.words.setText(words)
        self.show_button.setVisible(self._is_on and self._are_known)
        self.compare_button.setVisible(not self._are_current)
        is_wanted = self._is_on or (self._are_known and not self._are_current)
        self.setVisible(is_wanted and not self._is_corpus_empty)
