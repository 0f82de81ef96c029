"""Owns the page: the viewport in which a document is read, its hits marked, its text selected."""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop.corpus.text.blocks import Block, Mark
from desktop.ui.reader.canvas import Canvas, paint_words
from desktop.ui.reader.fold_words import fold_words
from desktop.ui.reader.hand import Hand
from desktop.ui.reader.layout import DEFAULT_MEASURE, DEFAULT_POINTS, Typesetter
from desktop.ui.reader.marking import NOTHING, Marked, marked
from desktop.ui.reader.pieces import Style, TitleBlock
from desktop.ui.reader.sheet import Sheet
from desktop.ui.theme import Theme

_MARGIN = 26
_PLACE_AFTER_MS = 250
_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_BY_KEY = (*_KEYBOARD, Qt.FocusReason.ShortcutFocusReason)


class Page(QAbstractScrollArea):
    """Shows one document. All places are code points of its text."""

    view_changed = Signal()  # scrolled, resized, set anew, marked anew
    place_changed = Signal(int)  # the first code point in view, a moment after scrolling
    hit_shown = Signal(int)
    citation_wanted = Signal(int, int)
    search_wanted = Signal(str)  # words of the text
    switching_wanted = Signal(list, bool)  # starts of blocks, whether they become boilerplate
    zoom_wanted = Signal(int)  # steps, negative for smaller

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._points = DEFAULT_POINTS
        self._measure = float(DEFAULT_MEASURE)
        self._sheet: Sheet | None = None
        self._hits = NOTHING
        self._found = NOTHING
        self._empty_words = ""
        self._pin: int | None = None
        self._synced = 0
        self._is_syncing = False
        self._focus_is_shown = False
        self._later = QTimer(self)
        self.hand = Hand(self)
        self._build()

    @property
    def sheet(self) -> Sheet | None:
        """The document as it is set, if there is one."""
        return self._sheet

    @property
    def hits(self) -> Marked:
        """The hits of the search."""
        return self._hits

    @property
    def marks_shown(self) -> Marked:
        """What is marked at present: what the find bar found, else the hits."""
        return self._found if len(self._found) else self._hits

    def show_text(
        self, text: str, blocks: tuple[Block, ...], marks: tuple[Mark, ...], above: TitleBlock
    ) -> None:
        """Show a document from its beginning, without hits."""
        self._hits = self._found = NOTHING
        self._pin = None
        self._sheet = Sheet(text, blocks, marks, above, self._typesetter(), fold_words)
        self.hand.take(self._sheet)
        self._settle()

    def show_nothing(self, words: str) -> None:
        """Show no document but a sentence that says what to do."""
        self._sheet = None
        self._hits = self._found = NOTHING
        self._empty_words = words
        self.hand.take(None)
        self._settle()

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        self._theme = theme
        self._set_anew()

    def set_type(self, points: float, measure: float) -> None:
        """Set the text in another size and with about so many characters in a line."""
        if (points, measure) != (self._points, self._measure):
            self._points, self._measure = points, measure
            self._set_anew()

    def set_hits(self, starts: ArrayLike, ends: ArrayLike, current: int = -1) -> None:
        """Mark the hits of the search; their order is the order of the text."""
        self._hits = marked(starts, ends, current)
        self._changed()

    def set_found(self, found: Marked) -> None:
        """Mark what the find bar found; while there is any, the hits are not marked."""
        self._found = found
        self._changed()

    def show_hit(self, index: int) -> None:
        """Make a hit the current one and scroll to it."""
        if self._sheet is None or not 0 <= index < len(self._hits):
            return
        self._hits = replace(self._hits, current=index)
        self.reveal(int(self._hits.starts[index]))
        self.hit_shown.emit(index)

    def next_hit(self) -> bool:
        """Show the next hit; False if there is none."""
        current = self._hits.current
        if current < 0:
            current = int(np.searchsorted(self._hits.starts, self.place(), side="left")) - 1
            current = -1 if current + 1 >= len(self._hits) else current
        if self._sheet is None or current + 1 >= len(self._hits):
            return False
        self.show_hit(current + 1)
        return True

    def previous_hit(self) -> bool:
        """Show the hit before; False if there is none."""
        current = self._hits.current
        if current < 0:
            current = int(np.searchsorted(self._hits.starts, self.place(), side="left"))
        if self._sheet is None or current <= 0:
            return False
        self.show_hit(current - 1)
        return True

    def reveal(self, place: int) -> None:
        """Scroll so that a place stands about a third from the top; unfold what hides it."""
        if self._sheet is not None:
            self._sheet.uncover(place)
            self.put(place, self.viewport().height() // 3)
            self._show_first_line_whole()

    def show_place(self, place: int) -> None:
        """Scroll so that the line of a place is the first in view."""
        if self._sheet is None:
            return
        if place <= 0:
            self.scroll_to(0)
        else:
            self._sheet.uncover(place)
            self.put(place, 0)

    def put(self, place: int, at: int) -> None:
        """Scroll so that the line of a place stands so many pixels below the upper edge."""
        if self._sheet is not None:
            spot = self._sheet.spot(place)
            self._pin = None
            self._sheet.flow.put(spot.piece, int(np.ceil(spot.top)), at, self.viewport().height())
            self._settle()

    def place(self) -> int:
        """Return the first code point in view; 0 at the very top."""
        if self._sheet is None or self._sheet.flow.position() == 0:
            return 0
        for piece, top in self._sheet.flow.visible(self.viewport().height()):
            if not self._sheet.pieces.is_own(piece):
                shape = self._sheet.shape(piece)
                line = shape.line_at(max(-top, 0))
                return shape.start if line is None else shape.place(line.textStart())
        return 0

    def place_at(self, point: QPointF) -> int:
        """Return the code point nearest to a point of the viewport."""
        found = self._piece_at(point.y())
        if found is None or self._sheet is None:
            return 0
        piece, top = found
        return self._sheet.place_in(piece, point.x() - self._left(), point.y() - top)

    def fold_at(self, point: QPointF) -> int:
        """Return the fold whose line is at a point of the viewport, or -1."""
        found = self._piece_at(point.y())
        if found is None or self._sheet is None:
            return -1
        return self._sheet.fold_of_row(found[0])

    def first_fold(self) -> int:
        """Return the first fold whose line is in view, or -1."""
        if self._sheet is None:
            return -1
        view = self.viewport().height()
        folds = (self._sheet.fold_of_row(p) for p, _ in self._sheet.flow.visible(view))
        return next((fold for fold in folds if fold >= 0), -1)

    def toggle_fold(self, fold: int) -> None:
        """Open a fold, or close it."""
        if self._sheet is not None:
            is_open = fold in self._sheet.flow.open_folds
            self._sheet.set_fold(fold, is_open=not is_open)
            self._settle()

    def scroll_by(self, pixels: int) -> None:
        """Scroll down by some pixels, or up."""
        if self._sheet is not None:
            self._pin = None
            self._sheet.flow.move_by(pixels, self.viewport().height())
            self._settle()

    def scroll_to(self, position: int) -> None:
        """Scroll to a distance from the top, in pixels."""
        if self._sheet is not None:
            self._pin = None
            self._sheet.flow.move_to(max(position, 0), self.viewport().height())
            self._settle()

    def ensure_in_view(self, place: int) -> None:
        """Scroll no more than is needed to see a place."""
        if self._sheet is None or self._sheet.flow.is_hidden(self._sheet.pieces.at(place)):
            return
        spot = self._sheet.spot(place)
        top = self._sheet.flow.top_of(spot.piece) + spot.top - self._sheet.flow.position()
        view = self.viewport().height()
        if top < 0:
            self.scroll_by(round(top) - 8)
        elif top + spot.height > view:
            self.scroll_by(round(top + spot.height) - view + 8)

    def sizeHint(self) -> QSize:
        return QSize(640, 700)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._theme.page))
        if self._sheet is None:
            area = self.viewport().rect().adjusted(_MARGIN, 0, -_MARGIN, -self.height() // 6)
            paint_words(painter, area, self._empty_words, self._theme)
        else:
            view = self.viewport().height()
            canvas = Canvas(painter, self._theme, self._left(), view, QRectF(event.rect()))
            canvas.paint(self._sheet, self.marks_shown, self.hand.selection)
            if self.hand.caret_is_shown and self.hasFocus():
                canvas.paint_caret(self._sheet, self.hand.selection)
        if self._focus_is_shown:
            painter.fillRect(0, 0, 2, self.viewport().height(), QColor(self._theme.accent))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._sheet is None or self._typesetter().width == self._sheet.setter.width:
            self._settle()
        else:
            self._set_anew()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._is_syncing or self._sheet is None:
            return
        bar, view = self.verticalScrollBar(), self.viewport().height()
        moved = bar.value() - self._synced
        self._pin = None
        if bar.value() == bar.maximum():
            self._sheet.flow.move_to(self._sheet.flow.total(), view)
        elif abs(moved) <= 2 * view and bar.value() > 0:
            self._sheet.flow.move_by(moved, view)
        else:
            self._sheet.flow.move_to(bar.value(), view)
        self._settle()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.hand.show_tip(event.globalPos(), QPointF(event.pos()))
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hand.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.hand.double_click(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.hand.release(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.hand.show_menu(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.hand.key(event):
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._focus_is_shown = event.reason() in _BY_KEY
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._focus_is_shown = False
        super().focusOutEvent(event)
        self.viewport().update()

    def _build(self) -> None:
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Text of the document"))
        self._later.setSingleShot(True)
        self._later.setInterval(_PLACE_AFTER_MS)
        self._later.timeout.connect(self._tell_place)

    def _typesetter(self) -> Typesetter:
        available = self.viewport().width() - 2 * _MARGIN
        return Typesetter(self._theme, self._points, self._measure, available)

    def _set_anew(self) -> None:
        """Set everything again, and keep what was first in view where it was."""
        if self._sheet is not None:
            pin = self.place() if self._pin is None else self._pin
            self._sheet.reset(self._typesetter())
            self.show_place(pin)
            self._pin = pin
        self._settle()

    def _show_first_line_whole(self) -> None:
        """Scroll up by less than a line if the upper edge cuts one."""
        assert self._sheet is not None
        view = self.viewport().height()
        piece, top = self._sheet.flow.visible(view)[0]
        shape = self._sheet.shape(piece)
        line = shape.line_at(max(-top, 0))
        above = top + shape.y + line.y() if line is not None else 0.0
        if line is not None and above < 0 < above + line.height():
            self._sheet.flow.move_by(int(np.floor(above)) - 1, view)
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
                line = round(self._sheet.setter.setting(Style.PARAGRAPH).pitch)
                bar.setPageStep(max(view - 2 * line, line))
                bar.setSingleStep(2 * line)
                bar.setValue(self._sheet.flow.position())
            self._later.start()
        self._synced = bar.value()
        self._is_syncing = False
        self._changed()

    def _changed(self) -> None:
        self.viewport().update()
        self.view_changed.emit()

    def _tell_place(self) -> None:
        place = self.place()
        if self._sheet is not None:
            start, end = self._sheet.block_bounds(place)
            self.setAccessibleDescription(self._sheet.text[start : min(end, start + 4000)])
        self.place_changed.emit(place)

    def _left(self) -> int:
        assert self._sheet is not None
        return max((self.viewport().width() - self._sheet.setter.width) // 2, 0)

    def _piece_at(self, y: float) -> tuple[int, int] | None:
        """Return the piece at a height of the viewport, the nearest if there is none, and its top."""
        if self._sheet is None:
            return None
        found = self._sheet.flow.visible(self.viewport().height())
        below = [item for item in found if item[1] <= y]
        return below[-1] if below else (found[0] if found else None)
