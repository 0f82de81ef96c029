"""Owns the button above the list that says in which order the documents stand."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.ui.library.listing import Sort


class OrderButton(QToolButton):
    """“Sort”, with a menu of orders, and whether only documents with hits are listed."""

    order_changed = Signal(Sort, bool)
    only_hits_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "quiet")
        self.setText(self.tr("Sort"))
        self.setAccessibleName(self.tr("Order of the documents"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._build()

    @property
    def sort(self) -> Sort:
        """What the documents are sorted by."""
        return next(sort for sort, action in self._sorts.items() if action.isChecked())

    @property
    def descends(self) -> bool:
        """Say whether the last comes first."""
        return self._descends.isChecked()

    @property
    def only_hits(self) -> bool:
        """Say whether only documents with hits are listed."""
        return self._only_hits.isChecked()

    def set_order(self, sort: Sort, descends: bool) -> None:
        """Take over an order, telling nobody."""
        self._sorts[sort].setChecked(True)
        self._descends.setChecked(descends)

    def set_only_hits(self, is_on: bool) -> None:
        """Say whether only documents with hits are listed, telling nobody."""
        self._only_hits.setChecked(is_on)

    def _build(self) -> None:
        names = {
            Sort.INTAKE: self.tr("Order of intake"),
            Sort.TITLE: self.tr("Title"),
            Sort.AUTHOR: self.tr("Author"),
            Sort.DATE: self.tr("Date"),
            Sort.WORDS: self.tr("Words"),
            Sort.HITS: self.tr("Hits"),
        }
        menu = QMenu(self)
        group = QActionGroup(menu)
        self._sorts: dict[Sort, QAction] = {}
        for sort, name in names.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setActionGroup(group)
            self._sorts[sort] = action
        self._sorts[Sort.INTAKE].setChecked(True)
        menu.addSeparator()
        self._descends = menu.addAction(self.tr("Last first"))
        self._descends.setCheckable(True)
        for action in (*self._sorts.values(), self._descends):
            action.triggered.connect(lambda: self.order_changed.emit(self.sort, self.descends))
        self._only_hits = menu.addAction(self.tr("Only documents with hits"))
        self._only_hits.setCheckable(True)
        self._only_hits.triggered.connect(self.only_hits_changed)
        self.setMenu(menu)
