"""Owns the list itself: rows of one height, and selections as arrays, fit for 100,000 documents.

It is a table of one column: a list view asks the model for every row when it is set anew, which takes a
second at 100,000 rows in Python (Qt 6.11); a table view asks for those in sight.
"""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.ui.library.delegate import DocumentDelegate
from desktop.ui.library.model import LibraryRole


class DocumentList(QTableView):
    """One column without headers or grid; several rows can be selected.

    `opening_wanted` gives a row and whether what it stands for is to be shown below it.
    """

    opening_wanted = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Documents"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def set_delegate(self, delegate: DocumentDelegate) -> None:
        """Paint with a delegate; its hint is the height of every row."""
        self.setItemDelegate(delegate)
        self._delegate = delegate
        height = delegate.sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height // 2)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        area = self._delegate.more_area(
            self.visualRect(index), index, is_right_to_left=self.isRightToLeft()
        )
        if event.button() == Qt.MouseButton.LeftButton and area.contains(point):
            self.opening_wanted.emit(index.row(), not self._is_open(index.row()))
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens, closes = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.isRightToLeft():
            opens, closes = closes, opens
        if event.key() in (opens, closes) and self.currentIndex().isValid():
            self.opening_wanted.emit(self.currentIndex().row(), event.key() == opens)
        else:
            super().keyPressEvent(event)

    def selected_rows(self) -> NDArray[np.int64]:
        """Return the numbers of the selected rows, ascending."""
        ranges = self.selectionModel().selection()
        parts = [
            np.arange(part.top(), part.bottom() + 1, dtype=np.int64)
            for part in (ranges.at(number) for number in range(ranges.count()))
        ]
        if not parts:
            return np.empty(0, dtype=np.int64)
        rows = np.sort(np.concatenate(parts))  # np.unique takes 120 ms for 100,000 (numpy 2.3)
        return rows[np.diff(rows, prepend=-1) > 0]

    def select_rows(self, rows: NDArray[np.int64]) -> None:
        """Add rows, given ascending, to what is selected."""
        model, selection = self.model(), QItemSelection()
        for run in np.split(rows, np.flatnonzero(np.diff(rows) != 1) + 1):
            if len(run):
                first, last = model.index(int(run[0]), 0), model.index(int(run[-1]), 0)
                selection.merge(
                    QItemSelection(first, last), QItemSelectionModel.SelectionFlag.Select
                )
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)

    def _is_open(self, row: int) -> bool:
        """Say whether the row below is a copy that this one shows."""
        below = self.model().index(row + 1, 0)
        return below.isValid() and bool(below.data(LibraryRole.IS_COPY))
