"""Owns the question which page of the source to go to."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)


class PageDialog(QDialog):
    """Takes the label of a page as the source has it (12, xvii); only what is there can be gone to."""

    page_wanted = Signal(str)

    def __init__(self, labels: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels = {label.casefold(): label for label in labels}
        self.setWindowTitle(self.tr("Go to a page"))
        first_last = self.tr("Page, from {0} to {1}")
        self.label = QLabel(first_last.replace("{0}", labels[0]).replace("{1}", labels[-1]), self)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(self.tr("Page"))
        completer = QCompleter(list(labels), self)
        self.field.setCompleter(completer)
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Ok | standard.Cancel, self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.label)
        layout.addWidget(self.field)
        layout.addWidget(self.buttons)
        self.field.textChanged.connect(self._allow)
        self.buttons.accepted.connect(self._go)
        self.buttons.rejected.connect(self.reject)
        self._allow()

    def _allow(self) -> None:
        is_there = self.field.text().strip().casefold() in self._labels
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(is_there)

    def _go(self) -> None:
        label = self._labels.get(self.field.text().strip().casefold())
        if label is not None:
            self.accept()
            self.page_wanted.emit(label)
