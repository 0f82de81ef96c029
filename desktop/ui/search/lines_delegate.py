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
from desktop.ui.direction import isolated
from desktop.ui.search.lines_model import LineRole, one_space
from desktop.ui.search.text_button import draw_focus
from desktop.ui.theme import Theme, arabic, sans, serif

_MARGIN = 14
_MATCH_AT = 0.43
_WIDE = 760
_TITLE_WIDTH = 170
_POINTS = 10.5
_ARABIC_POINTS = 9.5
_UNBOUNDED = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a line's parts stand in a row: the text from `left` to `right`, the match at `match`."""

    left: float
    match: float
    right: float

    def mirrored(self) -> "Columns":
        """The same for a line that runs from right to left: `left` is where it begins, at right."""
        return Columns(self.right, self.left + self.right - self.match, self.left)


@dataclass(frozen=True, slots=True)
class Faces:
    """What a line is written in."""

    plain: QFont
    bold: QFont


@dataclass(frozen=True, slots=True)
class Row:
    """A row under the painter: where its parts stand, and how they run (1 rightwards, -1 leftwards)."""

    painter: QPainter
    columns: Columns
    runs: int
    faces: Faces
    baseline: float

    def paint(self, line: Line, theme: Theme) -> None:
        """Paint the three parts of a line, from the match outwards."""
        columns, plain = self.columns, self.faces.plain
        space = QFontMetricsF(plain).horizontalAdvance(" ")
        before, after = one_space(line.before), one_space(line.after)
        room = abs(columns.right - columns.match)
        match = elided(one_space(line.match), self.faces.bold, Qt.TextElideMode.ElideMiddle, room)
        width = self._draw(match, self.faces.bold, theme.accent, columns.match, side=self.runs)
        gap = space if after.startswith(" ") else 0.0
        after = elided(after.strip(), plain, Qt.TextElideMode.ElideRight, room - width - gap)
        edge = columns.match + self.runs * (width + gap)
        self._draw(after, plain, theme.ink, edge, side=self.runs)
        gap = space if before.endswith(" ") else 0.0
        room = abs(columns.match - columns.left) - gap
        before = elided(before.strip(), plain, Qt.TextElideMode.ElideLeft, room)
        edge = columns.match - self.runs * gap
        self._draw(before, plain, theme.muted_ink, edge, side=-self.runs)

    def _draw(self, text: str, font: QFont, ink: str, edge: float, *, side: int) -> float:
        """Draw `text` to the right of `edge` (`side` 1) or to its left (-1); gives its width."""
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        direction = (
            Qt.LayoutDirection.LeftToRight if self.runs > 0 else Qt.LayoutDirection.RightToLeft
        )
        option.setTextDirection(direction)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout = QTextLayout(text, font)
        layout.setTextOption(option)
        layout.beginLayout()
        row = layout.createLine()
        if row.isValid():
            row.setLineWidth(_UNBOUNDED)
        layout.endLayout()
        if not row.isValid():
            return 0.0
        width = row.naturalTextWidth()
        self.painter.setPen(QColor(ink))
        place = QPointF(edge if side > 0 else edge - width, self.baseline - row.ascent())
        layout.draw(self.painter, place)
        return width


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
        self._serif = Faces(serif(_POINTS), serif(_POINTS, bold=True))
        self._arabic = Faces(arabic(_ARABIC_POINTS), arabic(_ARABIC_POINTS, bold=True))
        self._small = sans(8.0)
        self._row_height = max(25, round(QFontMetricsF(self._serif.plain).height()) + 4)

    def characters(self, width: int) -> int:
        """How many characters each side needs to fill a row of `width` pixels."""
        narrow = max(QFontMetricsF(self._serif.plain).averageCharWidth() * 0.6, 2.0)
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
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        direction: Qt.LayoutDirection = option.direction
        is_current = bool(index.data(LineRole.IS_CURRENT))
        if is_current or state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(self._theme.selected_row))
        if is_current:
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(QStyle.visualRect(direction, rect, bar), self._accent())
        line = index.data(LineRole.LINE)
        if line is None:
            self._paint_words(painter, rect, str(index.data()))
        else:
            self._row(painter, rect, is_mirrored=index.data(LineRole.IS_RIGHT_TO_LEFT)).paint(
                line, self._theme
            )
            if rect.width() >= _WIDE:
                self._paint_title(painter, rect, str(index.data(LineRole.TITLE)))
        if state & QStyle.StateFlag.State_HasFocus:
            draw_focus(painter, rect, self._theme)
        painter.restore()

    def _accent(self) -> QColor:
        return QColor(self._theme.accent)

    def _row(self, painter: QPainter, rect: QRect, *, is_mirrored: bool) -> Row:
        columns = self._columns(rect)
        baseline = rect.center().y() + QFontMetricsF(self._serif.plain).capHeight() / 2 + 1
        if is_mirrored:
            return Row(painter, columns.mirrored(), -1, self._arabic, baseline)
        return Row(painter, columns, 1, self._serif, baseline)

    def _columns(self, rect: QRect) -> Columns:
        right = rect.right() - _MARGIN
        if rect.width() >= _WIDE:
            right -= _TITLE_WIDTH + _MARGIN
        left = rect.left() + _MARGIN
        return Columns(left, left + round((right - left) * _MATCH_AT), right)

    def _paint_title(self, painter: QPainter, rect: QRect, title: str) -> None:
        painter.setFont(self._small)
        painter.setPen(QColor(self._theme.muted_ink))
        place = QRectF(
            rect.right() - _MARGIN - _TITLE_WIDTH, rect.top(), _TITLE_WIDTH, rect.height()
        )
        text = elided(title, self._small, Qt.TextElideMode.ElideRight, _TITLE_WIDTH)
        painter.drawText(
            place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, isolated(text)
        )

    def _paint_words(self, painter: QPainter, rect: QRect, text: str) -> None:
        painter.setFont(self._small)
        painter.setPen(QColor(self._theme.muted_ink))
        inner = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def elided(text: str, font: QFont, mode: Qt.TextElideMode, room: float) -> str:
    """`text` as it fits into `room` pixels, with an ellipsis where it was cut."""
    return QFontMetricsF(font).elidedText(text, mode, max(room, 0.0))
