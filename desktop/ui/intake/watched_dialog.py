"""Owns the list of folders that are watched."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.corpora import choosing
from desktop.ui.counts import shown_path


class WatchedDialog(QDialog):
    """Folders can be added and taken off; `folders_wanted` gives all that are to be watched."""

    folders_wanted = Signal(list)

    def __init__(self, folders: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folders = list(folders)
        self.setWindowTitle(self.tr("Watched folders"))
        self._build()
        self._wire()
        self._list()
        self.resize(560, 340)

    def _build(self) -> None:
        told = QLabel(
            self.tr(
                "What is new or changed in these folders is taken in, when the corpus is opened and while "
                "it is open. What vanishes from them stays in the corpus until you say otherwise."
            ),
            self,
        )
        told.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Watched folders"))
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Save | standard.Cancel, self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.add_button = self.buttons.addButton(self.tr("Add folder…"), role)
        self.remove_button = self.buttons.addButton(self.tr("Do not watch"), role)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(told)
        layout.addWidget(self.list)
        layout.addWidget(self.buttons)

    def _wire(self) -> None:
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        self.list.itemSelectionChanged.connect(self._allow)
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)

    def _list(self) -> None:
        self.list.clear()
        self.list.addItems([shown_path(str(folder)) for folder in self._folders])
        self._allow()

    def _allow(self) -> None:
        self.remove_button.setEnabled(bool(self.list.selectedItems()))

    def _add(self) -> None:
        folder = choosing.choose_folder(self, Path.home())
        if folder is not None and folder not in self._folders:
            self._folders.append(folder)
            self._list()

    def _remove(self) -> None:
        gone = {self.list.row(item) for item in self.list.selectedItems()}
        self._folders = [each for row, each in enumerate(self._folders) if row not in gone]
        self._list()

    def _save(self) -> None:
        self.folders_wanted.emit(list(self._folders))
        self.accept()
