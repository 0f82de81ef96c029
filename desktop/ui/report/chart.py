"""Owns what the pictures of the report have in common: bars that can be hovered, walked along and chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.ui.theme import Theme

_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}
_CHOOSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what stands beside it, its length, what it says when the mouse rests on it.

    `is_unknown` is that of the documents of which nothing is known; it is hatched.
    """

    label: str
    count: int
    tip: str
    is_unknown: bool = False


class Chart(QWidget):
    """Bars in the theme's colours. A click or Enter chooses one, the arrow keys walk along them.

    `bar_chosen` gives the number of the bar.
    """

    bar_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bars: tuple[Bar, ...] = ()
        self._current = 0
        self._hovered = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._bars

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars."""
        self._bars = tuple(bars)
        self._current = 0
        self._hovered = -1
        self._describe()
        self.updateGeometry()
        self.update()

    def area(self, number: int) -> QRectF:
        """Return where a bar with its label can be clicked."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self._bars:
            step = _STEPS[key]
            if self.isRightToLeft() and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                step = -step
            self._current = min(max(self._current + step, 0), len(self._bars) - 1)
            self._describe()
            self.update()
        elif key in _CHOOSES and self._bars:
            self.bar_chosen.emit(self._current)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        if number >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._current = number
            self.update()
            self.bar_chosen.emit(number)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._bars[number].tip if number >= 0 else "")
            return True
        return super().event(event)

    def fill(self, painter: QPainter, number: int, area: QRectF) -> None:
        """Paint the body of a bar; one that is not empty can always be seen."""
        is_marked = number == self._hovered or (number == self._current and self.hasFocus())
        ink = QColor(self._theme.ink if is_marked else self._theme.accent)
        if self._bars[number].is_unknown:
            painter.fillRect(area, QColor(self._theme.hairline))
            ink = QColor(self._theme.ink if is_marked else self._theme.muted_ink)
            painter.fillRect(area, _hatched(ink))
        else:
            painter.fillRect(area, ink)

    def frame_current(self, painter: QPainter) -> None:
        """Show where the keyboard is."""
        if self.hasFocus() and self._bars:
            painter.setPen(QColor(self._theme.accent))
            painter.drawRect(self.area(self._current).adjusted(0, 0, -1, -1))

    def _at(self, point: QPointF) -> int:
        numbers = range(len(self._bars))
        return next((n for n in numbers if self.area(n).contains(point)), -1)

    def _hover(self, number: int) -> None:
        if number != self._hovered:
            self._hovered = number
            hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
            self.setCursor(hand if number >= 0 else arrow)
            self.update()

    def _describe(self) -> None:
        """Say to a screen reader the bar that the keyboard is on, then all of them."""
        tips = [bar.tip for bar in self._bars]
        here = tips[self._current : self._current + 1]
        self.setAccessibleDescription("; ".join([*here, *tips]))


def _hatched(ink: QColor) -> QBrush:
    return QBrush(ink, Qt.BrushStyle.BDiagPattern)
