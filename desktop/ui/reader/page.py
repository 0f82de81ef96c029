"""Owns the page: the viewport in which a document is read, its hits marked, its text selected."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop.corpus.text.blocks import Block, Mark
from desktop.ui.reader.layout import DEFAULT_MEASURE, DEFAULT_POINTS, Shape, Typesetter
from desktop.ui.reader.pieces import Style, TitleBlock
from desktop.ui.reader.sheet import Sheet
from desktop.ui.theme import Theme

_MARGIN = 28
_PLACE_EVERY_MS = 250


@dataclass(frozen=True, slots=True)
class Marked:
    """Stretches of the text, in order: `starts` and `ends` in code points; one may be current."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    current: int = -1
    reach: NDArray[np.int64] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        reach = np.maximum.accumulate(self.ends) if len(self.ends) else self.ends
        object.__setattr__(self, "reach", reach)

    def __len__(self) -> int:
        return len(self.starts)

    def within(self, start: int, end: int) -> range:
        """Return the numbers of those that touch a stretch."""
        first = int(np.searchsorted(self.reach, start, side="right"))
        return range(first, int(np.searchsorted(self.starts, end, side="left")))


NOTHING = Marked(np.zeros(0, np.int64), np.zeros(0, np.int64))


class Page(QAbstractScrollArea):
    """Shows one document. All places are code points of its text."""

    view_changed = Signal()  # scrolled, resized, set anew, marked anew
    place_changed = Signal(int)  # the first code point in view, a moment after scrolling
    hit_shown = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._points = DEFAULT_POINTS
        self._measure = DEFAULT_MEASURE
        self._sheet: Sheet | None = None
        self._hits = NOTHING
        self._found = NOTHING
        self._empty_words = ""
        self._pin: int | None = None
        self._synced = 0
        self._is_syncing = False
        self._later = QTimer(self)
        self._build()

    def show_text(
        self,
        text: str,
        blocks: tuple[Block, ...],
        marks: tuple[Mark, ...],
        above: TitleBlock,
    ) -> None:
        """Show a document from its beginning, without hits."""
        self._hits = self._found = NOTHING
        self._pin = None
        self._sheet = Sheet(text, blocks, marks, above, self._typesetter(), self._fold_words)
        if not len(self._sheet.pieces):
            self._sheet = None
        self._settle()

    def show_nothing(self, words: str) -> None:
        """Show no document but a sentence that says what to do."""
        self._sheet = None
        self._hits = self._found = NOTHING
        self._empty_words = words
        self._settle()

    def set_hits(self, hits: Marked) -> None:
        """Mark the hits of the search."""
        self._hits = hits
        self._changed()

    def set_found(self, found: Marked) -> None:
        """Mark what the find bar found; while there is any, the hits are not marked."""
        self._found = found
        self._changed()

    @property
    def marked(self) -> Marked:
        """What is marked at present."""
        return self._found if len(self._found) else self._hits

    def reveal(self, place: int) -> None:
        """Scroll so that a place stands about a third from the top; unfold what hides it."""
        if self._sheet is None:
            return
        self._sheet.uncover(place)
        spot = self._sheet.spot(place)
        view = self.viewport().height()
        self._pin = None
        self._sheet.flow.put(spot.piece, round(spot.top), view // 3, view)
        self._settle()

    def _fold_words(self, lines: int, is_open: bool) -> str:
        if is_open:
            return self.tr("Page furniture, %n line(s) — hide", "", lines)
        return self.tr("Left out: %n line(s) of page furniture — show", "", lines)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._theme.page))
        if self._sheet is None:
            return
        view = self.viewport().height()
        left = self._left()
        clip = QRectF(event.rect())
        for piece, top in self._sheet.flow.visible(view):
            shape = self._sheet.shape(piece)
            is_muted = self._sheet.pieces.is_dim[piece]
            is_muted |= self._sheet.setter.setting(self._sheet.pieces.styles[piece]).is_muted
            self._sheet.setter.paint(
                painter,
                shape,
                QPointF(left, top),
                ink=QColor(self._theme.muted_ink if is_muted else self._theme.ink),
                grounds=self._grounds(shape),
                clip=clip,
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._set_anew()
        else:
            self._settle()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._is_syncing or self._sheet is None:
            return
        bar, view = self.verticalScrollBar(), self.viewport().height()
        moved = bar.value() - self._synced
        self._pin = None
        if abs(moved) <= 2 * view and bar.minimum() < bar.value() < bar.maximum():
            self._sheet.flow.move_by(moved, view)
        elif bar.value() == bar.maximum():
            self._sheet.flow.move_to(self._sheet.flow.total(), view)
        else:
            self._sheet.flow.move_to(bar.value(), view)
        self._settle()

    def _build(self) -> None:
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._later.setSingleShot(True)
        self._later.setInterval(_PLACE_EVERY_MS)

    def _typesetter(self) -> Typesetter:
        available = self.viewport().width() - 2 * _MARGIN
        return Typesetter(self._theme, self._points, self._measure, available)

    def _set_anew(self) -> None:
        if self._sheet is not None:
            self._sheet.reset(self._typesetter())
        self._settle()

    def _settle(self) -> None:
        """Bring the view and the scroll bar in step with the flow."""
        view = self.viewport().height()
        bar = self.verticalScrollBar()
        self._is_syncing = True
        if self._sheet is None:
            bar.setRange(0, 0)
        else:
            self._sheet.flow.settle(view)
            if not bar.isSliderDown():
                bar.setRange(0, max(self._sheet.flow.total() - view, 0))
                bar.setPageStep(view)
                bar.setSingleStep(round(self._sheet.setter.setting(Style.PARAGRAPH).pitch * 2))
                bar.setValue(self._sheet.flow.position())
        self._synced = bar.value()
        self._is_syncing = False
        self._changed()

    def _changed(self) -> None:
        self.viewport().update()
        self.view_changed.emit()

    def _left(self) -> int:
        assert self._sheet is not None
        return max((self.viewport().width() - self._sheet.setter.width) // 2, 0)

    def _grounds(self, shape: Shape) -> list[tuple[int, int, str]]:
        """Return what is marked in one piece: start, end, colour."""
        marked = self.marked
        return [
            (
                int(marked.starts[i]),
                int(marked.ends[i]),
                self._theme.current_hit if i == marked.current else self._theme.hit,
            )
            for i in marked.within(shape.start, shape.start + len(shape.text))
        ]
