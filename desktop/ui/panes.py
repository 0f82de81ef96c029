"""Owns the three panes side by side: which are shown, how wide, and where the keyboard is."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

_FIRST_WIDTHS = (292, 690, 498)
_LEAST_WIDTHS = (190, 300, 260)
_LEAST_FIRST_LIBRARY = 240
LIBRARY, READER, RESULTS = range(3)


class Panes(QSplitter):
    """The documents, the page and the results; each can be hidden as long as one is left."""

    shown_changed = Signal(int, bool)

    def __init__(self, panes: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._panes = tuple(panes)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for pane, width in zip(panes, _LEAST_WIDTHS, strict=True):
            pane.setMinimumWidth(width)
            self.addWidget(pane)
        for number, stretch in enumerate((0, 3, 2)):
            self.setStretchFactor(number, stretch)
        self.setSizes(list(_FIRST_WIDTHS))

    def slots(self, beside: QWidget) -> dict[str, Callable[[], None]]:
        """Return what walks round the panes and one widget beside them, by the name of the action."""
        return {
            "next_pane": lambda: self.step_focus(1, beside),
            "previous_pane": lambda: self.step_focus(-1, beside),
            "library": lambda: self.toggle(LIBRARY),
            "reader": lambda: self.toggle(READER),
            "results": lambda: self.toggle(RESULTS),
        }

    def widths(self) -> tuple[int, ...]:
        """Return what to remember: the widths of the panes, empty before the window was shown."""
        return tuple(self.sizes()) if self.isVisible() else ()

    def restore(self, widths: tuple[int, ...], *, window: int) -> None:
        """Give the panes remembered widths, or their shares of a window so wide."""
        first = [window * width // sum(_FIRST_WIDTHS) for width in _FIRST_WIDTHS]
        first[LIBRARY] = max(first[LIBRARY], _LEAST_FIRST_LIBRARY)
        if len(widths) == self.count() and sum(widths) > 0:
            first = [width or usual for width, usual in zip(widths, first, strict=True)]
        self.setSizes(first)

    def is_shown(self, number: int) -> bool:
        """Say whether a pane is not hidden."""
        return not self._panes[number].isHidden()

    def set_shown(self, number: int, is_shown: bool) -> None:
        """Show or hide a pane."""
        pane = self._panes[number]
        if pane.isHidden() is is_shown:
            pane.setVisible(is_shown)
            self.shown_changed.emit(number, is_shown)

    def toggle(self, number: int) -> None:
        """Bring the keyboard into a pane, showing it if need be; hide it if the keyboard is there."""
        others = [n for n in (READER, RESULTS, LIBRARY) if n != number and self.is_shown(n)]
        if others and self._holds_focus(number):
            self.focus(others[0])
            self.set_shown(number, False)
        else:
            self.set_shown(number, True)
            self.focus(number)

    def focus(self, number: int) -> None:
        """Bring the keyboard into a pane: to what had it there last, else to its first stop."""
        pane = self._panes[number]
        inner = pane.focusWidget()
        if inner is None or not inner.isVisibleTo(pane):
            inner = _first_stop(pane)
        inner.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def step_focus(self, step: int, beside: QWidget) -> None:
        """Walk the keyboard round the shown panes and one widget beside them."""
        numbers = [n for n in range(self.count()) if not self._panes[n].isHidden()]
        here = next((at for at, n in enumerate(numbers) if self._holds_focus(n)), len(numbers))
        there = (here + step) % (len(numbers) + 1)
        if there == len(numbers):
            beside.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.focus(numbers[there])

    def _holds_focus(self, number: int) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self._panes[number].isAncestorOf(focused)


def _first_stop(pane: QWidget) -> QWidget:
    """Return the first widget of a pane that the Tab key stops at, in the order of that key."""
    widget = pane.nextInFocusChain()
    while widget is not None and widget is not pane:
        if (
            pane.isAncestorOf(widget)
            and widget.isVisibleTo(pane)
            and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            return widget
        widget = widget.nextInFocusChain()
    return pane
