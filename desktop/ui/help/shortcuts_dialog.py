"""Owns the list of keyboard shortcuts, made from the actions that carry them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.corpus.text.fold import fold

_ROW_SPACE = 9


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One row: under which heading it stands, what it does, and its keys as the system writes them."""

    heading: str
    does: str
    keys: str


class ShortcutsDialog(QDialog):
    """Every shortcut under its heading, with a field that filters."""

    def __init__(self, shortcuts: Sequence[Shortcut], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shortcuts = tuple(shortcuts)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self._build()
        self.filter_field.textChanged.connect(self._fill)
        self.buttons.rejected.connect(self.reject)
        self._fill("")
        self.resize(520, 620)

    def _build(self) -> None:
        self.filter_field = QLineEdit(self)
        self.filter_field.setPlaceholderText(self.tr("Filter shortcuts"))
        self.filter_field.setAccessibleName(self.tr("Filter shortcuts"))
        self.list = QTreeWidget(self)
        self.list.setAccessibleName(self.tr("Keyboard shortcuts"))
        self.list.setHeaderHidden(True)
        self.list.setColumnCount(2)
        self.list.setUniformRowHeights(True)
        self.list.setIndentation(16)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.filter_field)
        layout.addWidget(self.list)
        layout.addWidget(self.buttons)

    def _fill(self, typed: str) -> None:
        self.list.clear()
        headings: dict[str, QTreeWidgetItem] = {}
        needle = fold(typed.strip())
        row = QSize(0, self.list.fontMetrics().height() + _ROW_SPACE)
        for shortcut in self._shortcuts:
            if needle not in fold(shortcut.does) and needle not in fold(shortcut.keys):
                continue
            if shortcut.heading not in headings:
                heading = QTreeWidgetItem([shortcut.heading])
                heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
                heading.setSizeHint(0, row)
                headings[shortcut.heading] = heading
                self.list.addTopLevelItem(heading)
            headings[shortcut.heading].addChild(QTreeWidgetItem([shortcut.does, shortcut.keys]))
        self.list.expandAll()
