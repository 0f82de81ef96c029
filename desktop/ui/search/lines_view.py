"""Owns the list of concordance lines: choosing, selecting, and staying with the current hit."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from desktop.ui.search.lines_delegate import LinesDelegate
from desktop.ui.search.lines_model import LinesModel
from desktop.ui.theme import Theme


class LinesView(QTableView):
    """Lines of one height; a click or Enter chooses a hit, Ctrl and Shift select several.

    A table of one column, since its header knows the place of 700,000 equal rows at once, where
    QListView lays out each of them.
    """

    line_chosen = Signal(int)
    copy_wanted = Signal()
    pointed_at = Signal(QModelIndex)  # the line under the mouse, else the current one

    def __init__(self, theme: Theme, model: LinesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = model
        self._delegate = LinesDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self._build()
        self.entered.connect(self.pointed_at)
        self.selectionModel().currentChanged.connect(self.pointed_at)
        model.modelReset.connect(lambda: self.pointed_at.emit(self.currentIndex()))

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks and faces."""
        self._delegate.set_theme(theme)
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height)
        self._fit_width()
        self.viewport().update()

    def show_hit(self, hit: int) -> None:
        """Mark the row of a hit and bring it into view; the selection stays as it is."""
        self._lines.set_current(hit)
        row = self._lines.row_of(hit)
        if row < 0:
            return
        index = self._lines.index(row)
        is_far = not self.viewport().rect().intersects(self.visualRect(index))
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        hint = QTableView.ScrollHint
        self.scrollTo(index, hint.PositionAtCenter if is_far else hint.EnsureVisible)

    def selected_hits(self) -> NDArray[np.int64]:
        """The indices of the selected hits, in the order in which they are shown."""
        selection = self.selectionModel().selection()
        stretches = [selection.at(n) for n in range(selection.count())]
        rows = [np.arange(stretch.top(), stretch.bottom() + 1) for stretch in stretches]
        if not rows:
            return np.empty(0, dtype=np.int64)
        return self._lines.hits_at(np.sort(np.concatenate(rows)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() != Qt.MouseButton.LeftButton or not is_plain:
            return
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index == self.currentIndex():
            self._choose(index)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed_at.emit(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_width()

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Lines"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header = self.verticalHeader()
        header.hide()
        header.setMinimumSectionSize(1)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultSectionSize(self._delegate.row_height)

    def _fit_width(self) -> None:
        self._lines.set_width(self._delegate.characters(self.viewport().width()))

    def _choose(self, index: QModelIndex) -> None:
        self.line_chosen.emit(self._lines.hit_at(index.row()))
