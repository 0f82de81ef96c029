"""Owns the strip beside the scroll bar: every hit of the document, and the part in view."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.reader.page import Page
from desktop.ui.reader.sheet import Sheet
from desktop.ui.theme import Theme

_WIDTH = 14
_DASH = 2
_CHANGE_SEEN = 0.004  # of the height of the document; less moves no dash


class Strip(QWidget):
    """Shows where the marked stretches of a page's document stand; a click scrolls there."""

    def __init__(self, page: Page, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._theme = theme
        self._sheet: Sheet | None = None
        self._starts: NDArray[np.int64] | None = None
        self._total = 0
        self._height = 0
        self._dashes: NDArray[np.int64] = np.zeros(0, np.int64)
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName(self.tr("Hits in the whole document"))
        self.setToolTip(self.tr("Hits in the whole document; click to go there"))
        page.view_changed.connect(self.update)

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        self._theme = theme
        self.update()

    def dashes(self) -> NDArray[np.int64]:
        """Return the upper edges of the dashes, ascending, in pixels of the strip."""
        sheet, marks = self._page.sheet, self._page.marks_shown
        if sheet is None or not len(marks):
            return np.zeros(0, np.int64)
        total = max(sheet.flow.total(), 1)
        is_same = sheet is self._sheet and marks.starts is self._starts
        is_same = is_same and self.height() == self._height
        if not is_same or abs(total - self._total) > _CHANGE_SEEN * total:
            self._sheet, self._starts = sheet, marks.starts
            self._total, self._height = total, self.height()
            share = sheet.flow.places_of(marks.starts) / max(total, self._page.viewport().height())
            self._dashes = np.unique((share * (self.height() - _DASH)).astype(np.int64))
        return self._dashes

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 100)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.page))
        sheet = self._page.sheet
        if sheet is None:
            return
        painter.fillRect(self._in_view(sheet), QColor(self._theme.hairline))
        accent = QColor(self._theme.accent)
        for y in self.dashes().tolist():
            painter.fillRect(3, y, _WIDTH - 6, _DASH, accent)
        marks = self._page.marks_shown
        if marks.current >= 0:
            place = sheet.flow.places_of(marks.starts[marks.current : marks.current + 1])
            share = float(place[0]) / max(sheet.flow.total(), self._page.viewport().height())
            painter.fillRect(0, round(share * (self.height() - _DASH)) - 1, _WIDTH, 4, accent)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def _go(self, event: QMouseEvent) -> None:
        sheet = self._page.sheet
        if sheet is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        share = min(max(event.position().y() / max(self.height(), 1), 0.0), 1.0)
        view = self._page.viewport().height()
        self._page.scroll_to(round(share * sheet.flow.total()) - view // 2)

    def _in_view(self, sheet: Sheet) -> QRect:
        total = max(sheet.flow.total(), self._page.viewport().height())
        top = round(sheet.flow.position() / total * self.height())
        height = round(self._page.viewport().height() / total * self.height())
        return QRect(0, top, _WIDTH, max(height, 6))
