"""Owns the scrolling of two pages in step: what corresponds stands side by side."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF

from desktop.ui.reader.page import Page
from desktop.ui.reader.sheet import Sheet


class Lockstep(QObject):
    """Moves one page when the other one was scrolled.

    `places` are two parallel arrays of code points, ascending: what corresponds on either page.
    The height at which both are held together moves down from the upper edge as one reads on, so that
    the beginnings and the ends meet.
    """

    def __init__(
        self,
        pages: tuple[Page, Page],
        places: tuple[NDArray[np.int64], NDArray[np.int64]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._pages = pages
        self._places = places
        self._positions = [0, 0]
        self._is_moving = False
        for number, page in enumerate(pages):
            page.view_changed.connect(lambda at=number: self._follow(at))

    def hold(self) -> None:
        """Let both pages be moved by themselves, until `release`."""
        self._is_moving = True

    def release(self) -> None:
        """Keep step again from where both pages are."""
        self._positions = [_position(page) for page in self._pages]
        self._is_moving = False

    def _follow(self, number: int) -> None:
        page = self._pages[number]
        if self._is_moving or _position(page) == self._positions[number]:
            return
        self.hold()
        self._move(page, self._pages[1 - number], self._places[number], self._places[1 - number])
        self.release()

    def _move(
        self, page: Page, other: Page, ours: NDArray[np.int64], theirs: NDArray[np.int64]
    ) -> None:
        sheet, beside = page.sheet, other.sheet
        if sheet is None or beside is None:
            return
        view = page.viewport().height()
        position, room = sheet.flow.position(), sheet.flow.total() - view
        if position <= 0 or room <= 0:
            other.scroll_to(0)
            return
        if position >= room:
            other.scroll_to(beside.flow.total())
            return
        height = view * position / room
        place = page.place_at(QPointF(page.viewport().width() / 2, height))
        start, end = sheet.line_bounds(place)
        top, line = _line(sheet, place)
        inside = min(max((height - (top - position)) / max(line, 1.0), 0.0), 1.0)
        there = float(np.interp(start + inside * (end - start), ours, theirs))
        start, end = beside.line_bounds(int(there))
        inside = min(max((there - start) / max(end - start, 1), 0.0), 1.0)
        _, line = _line(beside, int(there))
        other.put(int(there), round(height - inside * line))


def _position(page: Page) -> int:
    return 0 if page.sheet is None else page.sheet.flow.position()


def _line(sheet: Sheet, place: int) -> tuple[float, float]:
    """Return the distance of a place's line from the top of everything, and its height."""
    spot = sheet.spot(place)
    return sheet.flow.top_of(spot.piece) + spot.top, spot.height
