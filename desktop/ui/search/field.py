"""Owns the search field: typing, the history under it, and the mark on a faulty stretch."""

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QInputMethodEvent,
    QKeyEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QTextLayout,
    QTextLine,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.corpus.errors import QueryTrouble
from desktop.ui.search.fault_sentence import FaultSentence
from desktop.ui.search.history import HistoryPopup, remembered
from desktop.ui.search.sign_button import SignButton
from desktop.ui.theme import Theme
from desktop.ui.utf16 import is_narrow

_PAUSE_MS = 90
_SIGN = 26


class SearchField(QLineEdit):
    """The field above everything: `typed` follows the typing, `entered` asks for the first hit.

    Down opens the history, F1 in the field the query help. The window keeps the history: it is
    given in the constructor and every change is told by `history_changed` (newest first).
    """

    typed = Signal(str)
    entered = Signal()
    help_wanted = Signal()
    history_changed = Signal(object)

    def __init__(
        self, theme: Theme, *, history: tuple[str, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._history = tuple(history)
        self._trouble: QueryTrouble | None = None
        self._is_composing = False
        self._told = ""
        self._build()
        self._wire()
        self._place()

    @property
    def history(self) -> tuple[str, ...]:
        """Recent queries, newest first."""
        return self._history

    def set_history(self, history: tuple[str, ...]) -> None:
        """Take over a stored history; nothing is emitted."""
        self._history = tuple(history)

    def remember(self, query: str) -> None:
        """Put a query at the top of the history."""
        self._keep(remembered(self._history, query))

    def set_text(self, text: str, *, is_told: bool = True) -> None:
        """Show another query and, unless `is_told` is False, tell it at once."""
        self.setText(text)
        self._pause.stop()
        self._told = text
        if is_told:
            self.typed.emit(text)

    def show_trouble(self, trouble: QueryTrouble | None) -> None:
        """Mark the faulty stretch and say the sentence beneath; None takes both away."""
        self._trouble = trouble
        sentence = str(trouble) if trouble is not None else ""
        self.setAccessibleDescription(sentence)
        self._sentence.setText(sentence)
        self._place_sentence()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks and faces."""
        self._theme = theme
        self._popup.set_theme(theme)
        for sign in self._signs:
            sign.set_theme(theme)
        self._sentence.set_theme(theme)
        self.update()

    def open_history(self) -> None:
        """Open the recent queries under the field."""
        if self._history:
            self._popup.open_below(self, self._history)

    def sizeHint(self) -> QSize:
        return QSize(520, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.open_history()
        elif event.key() == Qt.Key.Key_F1:
            self.help_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self._is_composing = bool(event.preeditString())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._place_sentence()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._trouble is None or self._is_composing:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.accent), 1.6))
        left, right, y = self._faulty_stretch()
        inside = self.rect().adjusted(8, 0, -self.textMargins().right() - 8, 0)
        painter.setClipRect(inside)
        painter.drawPolyline(_wave(left, right, y))
        painter.end()

    def _build(self) -> None:
        self.setProperty("look", "search")
        self.setPlaceholderText(self.tr("Search the corpus"))
        self.setAccessibleName(self.tr("Search the corpus"))
        self.setMinimumWidth(220)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._popup = HistoryPopup(self._theme, self)
        self._sentence = FaultSentence(self._theme, self)
        self._clear = SignButton("clear", self._theme, self.tr("Clear the search"), self)
        self._recent = SignButton("history", self._theme, self.tr("Recent searches"), self)
        self._help = SignButton("help", self._theme, self.tr("What can be typed here"), self)
        self._signs = (self._clear, self._recent, self._help)
        self._clear.hide()

    def _wire(self) -> None:
        self.textChanged.connect(self._on_text_changed)
        self.returnPressed.connect(self._enter)
        self._pause.timeout.connect(self._tell)
        self._clear.clicked.connect(self._clear_text)
        self._recent.clicked.connect(self.open_history)
        self._help.clicked.connect(self.help_wanted)
        self._popup.query_wanted.connect(self.set_text)
        self._popup.history_changed.connect(self._keep)

    def _on_text_changed(self, text: str) -> None:
        if self._trouble is not None:
            self.show_trouble(None)
        self._clear.setVisible(bool(text))
        self._pause.start()

    def _tell(self) -> None:
        self._pause.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.typed.emit(self._told)

    def _enter(self) -> None:
        self._tell()
        self.remember(self.text())
        self.entered.emit()

    def _clear_text(self) -> None:
        self.clear()
        self.setFocus()

    def _keep(self, history: tuple[str, ...]) -> None:
        if tuple(history) != self._history:
            self._history = tuple(history)
            self.history_changed.emit(self._history)

    def _place(self) -> None:
        """Put the three signs at the end of the field and keep the text clear of them."""
        margin = 5
        self.setTextMargins(0, 0, len(self._signs) * _SIGN + margin - 6, 0)
        for at, sign in enumerate(reversed(self._signs)):
            x = self.width() - margin - (at + 1) * _SIGN
            if self.isRightToLeft():
                x = margin + at * _SIGN
            sign.setGeometry(x, (self.height() - _SIGN) // 2, _SIGN, _SIGN)
        if self.isRightToLeft():
            self.setTextMargins(len(self._signs) * _SIGN + margin - 6, 0, 0, 0)
        self._place_sentence()

    def _place_sentence(self) -> None:
        self._sentence.show_below(self)

    def _faulty_stretch(self) -> tuple[float, float, float]:
        """Where the faulty stretch is painted: left, right and the line under it, in pixels."""
        assert self._trouble is not None
        text = self.displayText()
        layout = QTextLayout(text, self.font())
        layout.beginLayout()
        line = layout.createLine()
        if line.isValid():
            line.setLineWidth(1_000_000)
        layout.endLayout()
        caret = self.cursorRect()
        y = caret.bottom() - 1.0
        if not line.isValid():
            return caret.left(), caret.left() + 14.0, y
        start = units_before(text, self._trouble.start)
        end = units_before(text, max(self._trouble.end, self._trouble.start + 1))
        # The caret's rectangle begins 5 pixels before its line (QWidgetLineControl, Qt 6.11).
        shift = caret.left() + 5 - _x_of(line, self.cursorPosition())
        left, right = sorted((_x_of(line, start) + shift, _x_of(line, end) + shift))
        return left, max(right, left + 8), y


def units_before(text: str, point: int) -> int:
    """The UTF-16 place of a code point place in a short text."""
    head = text[:point]
    return len(head) if is_narrow(head) else len(head.encode("utf-16-le", "surrogatepass")) // 2


def _x_of(line: QTextLine, unit: int) -> float:
    """The x of a UTF-16 place."""
    return float(line.cursorToX(unit)[0])  # pyright: ignore[reportIndexIssue]


def _wave(left: float, right: float, y: float) -> QPolygonF:
    """A small wave from `left` to `right`, as one underlines a mistake."""
    n_points = max(2, round((right - left) / 3) + 1)
    step = (right - left) / (n_points - 1)
    return QPolygonF([QPointF(left + at * step, y + 1.5 * (at % 2)) for at in range(n_points)])
