"""Owns what mouse and keys do on the page: selecting, copying, scrolling, unfolding."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QClipboard, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolTip

from desktop.corpus.text.blocks import Kind
from desktop.ui.direction import isolated
from desktop.ui.reader.selection import Grain, Selection, Step
from desktop.ui.reader.sheet import Sheet

if TYPE_CHECKING:
    from desktop.ui.reader.page import Page

_SCROLL_EVERY_MS = 30
_TRIPLE_WITHIN = 6  # pixels
_MOST_SEARCHED = 300  # characters of a selection that can be searched for
_LONGEST_PRIMARY = 1_000_000  # characters given to the selection clipboard of X11 unasked

_Key = Qt.Key
_STEPS = {
    _Key.Key_Left: (Step.LETTER, Step.WORD),
    _Key.Key_Right: (Step.LETTER, Step.WORD),
    _Key.Key_Up: (Step.LINE, Step.BLOCK),
    _Key.Key_Down: (Step.LINE, Step.BLOCK),
    _Key.Key_Home: (Step.LINE_EDGE, Step.TEXT_EDGE),
    _Key.Key_End: (Step.LINE_EDGE, Step.TEXT_EDGE),
}
_FORWARD = (_Key.Key_Right, _Key.Key_Down, _Key.Key_End)


class Hand(QObject):
    """Acts on one page; `selection` is None while no document is shown."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._sheet: Sheet | None = None
        self.selection: Selection | None = None
        self.caret_is_shown = False
        self.more_actions: tuple[QAction, ...] = ()  # the context menu's, after ours
        self.more_menus: tuple[QMenu, ...] = ()
        self._is_dragging = False
        self._last_double = (QPointF(-99, -99), 0)
        self._pointer = QPointF()
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(_SCROLL_EVERY_MS)
        self._scrolling.timeout.connect(self._scroll_while_dragging)
        self.copy_action = self._action(
            self.tr("Copy"), QKeySequence(QKeySequence.StandardKey.Copy), self.copy
        )
        self.cite_action = self._action(
            self.tr("Copy with citation"), QKeySequence("Ctrl+Shift+C"), self.cite
        )
        self.all_action = self._action(
            self.tr("Select all"),
            QKeySequence(QKeySequence.StandardKey.SelectAll),
            self.select_all,
        )
        self.take(None)

    def take(self, sheet: Sheet | None) -> None:
        """Act on another document, nothing of it selected."""
        self._sheet = sheet
        self.selection = Selection(sheet) if sheet is not None else None
        self.caret_is_shown = self._is_dragging = False
        self._scrolling.stop()
        self._update_actions()

    def select(self, start: int, end: int) -> None:
        """Select a stretch of the text."""
        if self.selection is not None:
            self.selection.select(start, end)
            self._selected()

    def select_all(self) -> None:
        """Select the whole text."""
        if self._sheet is not None:
            self.select(0, len(self._sheet.text))

    def copy(self) -> None:
        """Put the selected slice of the text on the clipboard."""
        if self.selection is not None and self.selection.start < self.selection.end:
            QGuiApplication.clipboard().setText(self.selection.text())

    def cite(self) -> None:
        """Ask for the selected stretch with its citation."""
        if self.selection is not None and self.selection.start < self.selection.end:
            self._page.citation_wanted.emit(self.selection.start, self.selection.end)

    def searched_words(self, at: QPoint | None = None) -> str:
        """Return what a search would be for: the selected words, else the word at a point."""
        selection = self.selection
        if selection is not None and selection.start < selection.end:
            is_short = selection.end - selection.start <= _MOST_SEARCHED
            return " ".join(selection.text().split()) if is_short else ""
        if self._sheet is None or at is None or self._page.fold_at(QPointF(at)) >= 0:
            return ""
        word = Selection(self._sheet)
        word.grip(self._page.place_at(QPointF(at)), Grain.WORD)
        return "".join(word.text().split())

    def show_menu(self, at: QPoint) -> None:
        """Show what can be done with the text."""
        if self._sheet is None:
            return
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.copy_action, self.cite_action])
        if words := self.searched_words(self._page.viewport().mapFromGlobal(at)):
            action = menu.addAction(self.tr("Search for “{0}”").replace("{0}", _shortened(words)))
            action.triggered.connect(lambda: self._page.search_wanted.emit(words))
        menu.addSeparator()
        menu.addActions([self.all_action, *self.more_actions])
        menu.addSeparator()
        menu.addActions(self._switches(menu, self._page.viewport().mapFromGlobal(at)))
        menu.addSeparator()
        for more in self.more_menus:
            menu.addMenu(more)
        menu.popup(at)

    def show_tip(self, at: QPoint, point: QPointF) -> None:
        """Show where the link at a point of the viewport leads to."""
        target = self._sheet.link_at(self._page.place_at(point)) if self._sheet is not None else ""
        if target:
            QToolTip.showText(at, f"<qt>{escape(target)}</qt>", self._page.viewport())
        else:
            QToolTip.hideText()

    def press(self, event: QMouseEvent) -> None:
        """Begin or extend a selection, or unfold what is clicked."""
        if self.selection is None or event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position()
        fold = self._page.fold_at(point)
        if fold >= 0:
            self._page.toggle_fold(fold)
            return
        place = self._page.place_at(point)
        double_at, double_time = self._last_double
        interval = QGuiApplication.styleHints().mouseDoubleClickInterval()
        is_near = (point - double_at).manhattanLength() < _TRIPLE_WITHIN
        if is_near and event.timestamp() - double_time < interval:
            self.selection.grip(place, Grain.BLOCK)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.selection.extend(place)
        else:
            self.selection.grip(place, Grain.LETTER)
        self.caret_is_shown = False
        self._is_dragging = True
        self._selected()

    def double_click(self, event: QMouseEvent) -> None:
        """Select a word."""
        if self.selection is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._page.fold_at(event.position()) >= 0:
            self.press(event)
            return
        self._last_double = (event.position(), event.timestamp())
        self.selection.grip(self._page.place_at(event.position()), Grain.WORD)
        self._is_dragging = True
        self._selected()

    def move(self, event: QMouseEvent) -> None:
        """Extend the selection while dragging; else show what a click would do."""
        point = event.position()
        if self.selection is None:
            self._page.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        elif self._is_dragging:
            self._pointer = point
            self._drag()
            is_outside = not 0 <= point.y() < self._page.viewport().height()
            if is_outside and not self._scrolling.isActive():
                self._scrolling.start()
            elif not is_outside:
                self._scrolling.stop()
        else:
            is_fold = self._page.fold_at(point) >= 0
            shape = Qt.CursorShape.PointingHandCursor if is_fold else Qt.CursorShape.IBeamCursor
            self._page.viewport().setCursor(shape)

    def release(self, event: QMouseEvent) -> None:
        """End dragging; on X11 what is selected can now be pasted with the middle button."""
        self._is_dragging = False
        self._scrolling.stop()
        clipboard = QGuiApplication.clipboard()
        selection = self.selection
        if selection is None or not clipboard.supportsSelection():
            return
        if 0 < selection.end - selection.start <= _LONGEST_PRIMARY:
            clipboard.setText(selection.text(), QClipboard.Mode.Selection)

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key says; return whether it says anything here."""
        if self.selection is None:
            return False
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        has_shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        has_control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if modifiers & Qt.KeyboardModifier.AltModifier:
            return False
        key = Qt.Key(event.key())
        if has_shift and key in _STEPS:
            self.selection.step(_STEPS[key][has_control], is_forward=key in _FORWARD)
            self.caret_is_shown = True
            self._selected()
            self._page.ensure_in_view(self.selection.caret)
            return True
        return self._scroll(key, has_shift=has_shift)

    def _scroll(self, key: Qt.Key, *, has_shift: bool) -> bool:
        page, bar = self._page, self._page.verticalScrollBar()
        if key == Qt.Key.Key_Space:
            page.scroll_by(-bar.pageStep() if has_shift else bar.pageStep())
        elif key == Qt.Key.Key_PageDown:
            page.scroll_by(bar.pageStep())
        elif key == Qt.Key.Key_PageUp:
            page.scroll_by(-bar.pageStep())
        elif key == Qt.Key.Key_Down:
            page.scroll_by(bar.singleStep())
        elif key == Qt.Key.Key_Up:
            page.scroll_by(-bar.singleStep())
        elif key == Qt.Key.Key_Home:
            page.scroll_to(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and page.first_fold() >= 0:
            page.toggle_fold(page.first_fold())
        else:
            return False
        return True

    def _switches(self, menu: QMenu, at: QPoint) -> list[QAction]:
        """Return what can be done about the blocks that are selected, or the one at a point."""
        assert self._sheet is not None
        point = QPointF(at)
        fold, place = self._page.fold_at(point), self._page.place_at(point)
        selection = self.selection
        if fold >= 0:
            hidden = self._sheet.blocks_of_fold(fold)
            blocks = tuple(block for block in hidden if block.kind is Kind.BOILERPLATE)
        elif selection is not None and selection.start <= place < selection.end:
            blocks = self._sheet.blocks_between(selection.start, selection.end)
        else:
            blocks = self._sheet.blocks_between(place, place)
        found: list[QAction] = []
        for is_out, words in (
            (False, self.tr("Leave this out as boilerplate")),
            (True, self.tr("Count this as text")),
        ):
            starts = [b.start for b in blocks if (b.kind is Kind.BOILERPLATE) == is_out]
            if starts:
                action = QAction(words, menu)
                action.triggered.connect(
                    lambda _=False, starts=starts, to=not is_out: self._page.switching_wanted.emit(
                        starts, to
                    )
                )
                found.append(action)
        return found

    def _action(self, words: str, keys: QKeySequence, what: object) -> QAction:
        action = QAction(words, self._page)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(what)
        self._page.addAction(action)
        return action

    def _drag(self) -> None:
        if self.selection is not None:
            height = self._page.viewport().height()
            y = min(max(self._pointer.y(), 0.0), height - 1.0)
            self.selection.drag(self._page.place_at(QPointF(self._pointer.x(), y)))
            self._selected()

    def _scroll_while_dragging(self) -> None:
        y, height = self._pointer.y(), self._page.viewport().height()
        beyond = y if y < 0 else max(y - height, 0)
        self._page.scroll_by(round(beyond / 2) + (8 if beyond >= 0 else -8))
        self._drag()

    def _selected(self) -> None:
        self._update_actions()
        self._page.viewport().update()

    def _update_actions(self) -> None:
        selection = self.selection
        has_any = selection is not None and selection.start < selection.end
        self.copy_action.setEnabled(has_any)
        self.cite_action.setEnabled(has_any)
        self.all_action.setEnabled(selection is not None)


def _shortened(words: str) -> str:
    """Return words as a menu shows them: not too long, and no letter of them taken for a key."""
    shown = words if len(words) <= 30 else words[:29].rstrip() + "…"
    return isolated(shown.replace("&", "&&"))
