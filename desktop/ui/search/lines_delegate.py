"""Owns how a concordance line is painted: three parts, aligned on the match.

Each part is a layout of its own, so that the bidirectional algorithm cannot carry anything across
the edges of the match. In a right-to-left line everything is mirrored: what stands before the
match stands at its right.
"""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.corpus.concordance.lines import Line
from desktop.ui.search.lines_model import LineRole, one_space
from desktop.ui.search.text_button import draw_focus
from desktop.ui.theme import Theme, sans, serif

_MARGIN = 14
_MATCH_AT = 0.43
_WIDE = 760
_TITLE_WIDTH = 170
_POINTS = 10.5


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a line's parts stand in a row: the text from `left` to `right`, the match at `match`."""

    left: float
    match: float
    right: float

    def mirrored(self) -> "Columns":
        """The same for a line that runs from right to left; `match` is then its right edge."""
        return Columns(self.left, self.left + self.right - self.match, self.right)


class LinesDelegate(QStyledItemDelegate):
    """Paints lines in the theme's inks; rows are 25 pixels high at the usual text size."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_theme(theme)

    @property
    def row_height(self) -> int:
        """The height of every row, in pixels."""
        return self._row_height

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks and faces."""
        self._theme = theme
        self._plain = serif(_POINTS)
        self._bold = serif(_POINTS, bold=True)
        self._small = sans(8.0)
        self._row_height = max(25, round(QFontMetricsF(self._plain).height()) + 4)

    def characters(self, width: int) -> int:
        """How many characters each side needs to fill a row of `width` pixels."""
        narrow = max(QFontMetricsF(self._plain).averageCharWidth() * 0.6, 2.0)
        return max(40, -(-round(width * (1 - _MATCH_AT) / narrow) // 40) * 40)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, self._row_height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        is_current = bool(index.data(LineRole.IS_CURRENT))
        if is_current or state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(self._theme.selected_row))
        if is_current:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), self._accent())
        line = index.data(LineRole.LINE)
        if line is None:
            self._paint_words(painter, rect, str(index.data()))
        else:
            columns = self._columns(rect)
            self._paint_line(
                painter, rect, line, columns, is_mirrored=index.data(LineRole.IS_RIGHT_TO_LEFT)
            )
            if rect.width() >= _WIDE:
                self._paint_title(painter, rect, str(index.data(LineRole.TITLE)))
        if state & QStyle.StateFlag.State_HasFocus:
            draw_focus(painter, rect, self._theme)
        painter.restore()

    def _accent(self) -> QColor:
        return QColor(self._theme.accent)

    def _columns(self, rect: QRect) -> Columns:
        right = rect.right() - _MARGIN
        if rect.width() >= _WIDE:
            right -= _TITLE_WIDTH + _MARGIN
        left = rect.left() + _MARGIN
        return Columns(left, left + round((right - left) * _MATCH_AT), right)

    def _paint_line(
        self, painter: QPainter, rect: QRect, line: Line, columns: Columns, *, is_mirrored: bool
    ) -> None:
        """Paint from the match outwards; `sign` is the direction in which the text runs."""
        sign = -1 if is_mirrored else 1
        if is_mirrored:
            columns = columns.mirrored()
        begin, end = (columns.right, columns.left) if is_mirrored else (columns.left, columns.right)
        space = QFontMetricsF(self._plain).horizontalAdvance(" ")
        before, after = one_space(line.before), one_space(line.after)
        match = self._elided(
            one_space(line.match),
            self._bold,
            Qt.TextElideMode.ElideMiddle,
            abs(end - columns.match),
        )
        muted, ink = QColor(self._theme.muted_ink), QColor(self._theme.ink)
        at = columns.match
        at += sign * self._draw(painter, rect, match, self._bold, self._accent(), at, sign)
        gap = space if after.startswith(" ") else 0.0
        room = sign * (end - at) - gap
        after = self._elided(after.strip(), self._plain, Qt.TextElideMode.ElideRight, room)
        self._draw(painter, rect, after, self._plain, ink, at + sign * gap, sign)
        gap = space if before.endswith(" ") else 0.0
        room = sign * (columns.match - begin) - gap
        before = self._elided(before.strip(), self._plain, Qt.TextElideMode.ElideLeft, room)
        self._draw(
            painter, rect, before, self._plain, muted, columns.match - sign * gap, -sign, runs=sign
        )

    def _elided(self, text: str, font: QFont, mode: Qt.TextElideMode, room: float) -> str:
        return QFontMetricsF(font).elidedText(text, mode, max(room, 0.0))

    def _draw(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        font: QFont,
        ink: QColor,
        edge: float,
        side: int,
        *,
        runs: int = 0,
    ) -> float:
        """Draw `text` to the right of `edge` (`side` 1) or to its left (-1); gives its width.

        `runs` is the direction of the text itself where that is not `side`.
        """
        layout = QTextLayout(text, font)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        is_rtl = (runs or side) < 0
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight
        )
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        layout.setCacheEnabled(False)
        layout.beginLayout()
        row = layout.createLine()
        if not row.isValid():
            layout.endLayout()
            return 0.0
        row.setLineWidth(1_000_000)
        row.setPosition(QPointF(0, 0))
        layout.endLayout()
        width = row.naturalTextWidth()
        left = edge if side > 0 else edge - width
        painter.setPen(ink)
        top = rect.top() + (rect.height() - row.height()) / 2
        layout.draw(painter, QPointF(left, top))
        return width

    def _paint_title(self, painter: QPainter, rect: QRect, title: str) -> None:
        painter.setFont(self._small)
        painter.setPen(QColor(self._theme.muted_ink))
        place = QRectF(
            rect.right() - _MARGIN - _TITLE_WIDTH, rect.top(), _TITLE_WIDTH, rect.height()
        )
        text = self._elided(title, self._small, Qt.TextElideMode.ElideRight, _TITLE_WIDTH)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_words(self, painter: QPainter, rect: QRect, text: str) -> None:
        painter.setFont(self._small)
        painter.setPen(QColor(self._theme.muted_ink))
        inner = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
