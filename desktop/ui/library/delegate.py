"""Owns how a document's row is painted: its title in the serif, one muted line, its hits."""

import numpy as np
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPalette,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui.direction import isolated
from desktop.ui.library.model import PARTED, LibraryRole
from desktop.ui.theme import Theme, sans, serif
from desktop.ui.utf16 import to_points

_SIDE = 15
_ABOVE = 9
_BETWEEN = 3
_TITLE_LINES = 2
_TITLE_POINTS = 11.5
_DETAIL_POINTS = 8.5
_ACCENT_WIDTH = 3
_BESIDE = 10
_INSET = 18


class DocumentDelegate(QStyledItemDelegate):
    """Paints rows of one height: up to two lines of title above one line of details."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks."""
        self._theme = theme
        self._title_font = serif(_TITLE_POINTS, bold=True)
        self._detail_font = sans(_DETAIL_POINTS)
        title = QFontMetrics(self._title_font).lineSpacing()
        detail = QFontMetrics(self._detail_font).lineSpacing()
        self._height = 2 * _ABOVE + _TITLE_LINES * title + _BETWEEN + detail

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(80, self._height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        row = self._paint_ground(painter, option)
        inner = row.adjusted(_SIDE, _ABOVE, -_SIDE, -_ABOVE)
        is_mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        if index.data(LibraryRole.IS_COPY):
            inner = (
                inner.adjusted(0, 0, -_INSET, 0) if is_mirrored else inner.adjusted(_INSET, 0, 0, 0)
            )
        details = QFontMetrics(self._detail_font).lineSpacing()
        painter.setPen(QColor(self._theme.ink))
        title = self._laid_out(index.data(Qt.ItemDataRole.DisplayRole) or "", inner.width())
        used = sum(title.lineAt(number).height() for number in range(title.lineCount()))
        spare = inner.height() - used - _BETWEEN - details
        inner.adjust(0, round(max(spare, 0) / 2), 0, 0)
        self._paint_title(painter, inner, title)
        top = inner.top() + used + _BETWEEN
        line = QRect(inner.left(), round(top), inner.width(), details)
        self._paint_details(painter, line, index, is_right_to_left=is_mirrored)
        painter.restore()

    def more_area(self, row: QRect, index: QModelIndex, *, is_right_to_left: bool) -> QRect:
        """Return where in a row the “+n” can be clicked; empty if it stands for no others."""
        more = index.data(LibraryRole.MORE) or ""
        if not more:
            return QRect()
        metrics = QFontMetrics(self._detail_font)
        width = metrics.horizontalAdvance(more) + 2 * _BESIDE
        beside = self._width_of_hits(metrics, index) + _SIDE - _BESIDE
        left = row.left() + beside if is_right_to_left else row.right() - beside - width
        return QRect(left, row.center().y(), width, row.height() // 2)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> QRect:
        """Paint the row's ground and marks, and return its rectangle."""
        row: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, QColor(self._theme.selected_row))
            bar = QRect(row.left(), row.top(), _ACCENT_WIDTH, row.height())
            if option.direction is Qt.LayoutDirection.RightToLeft:
                bar.moveRight(row.right())
            painter.fillRect(bar, QColor(self._theme.accent))
        else:
            painter.fillRect(
                QRect(row.left() + _SIDE, row.bottom(), row.width() - 2 * _SIDE, 1),
                QColor(self._theme.hairline),
            )
        if state & QStyle.StateFlag.State_HasFocus:
            palette: QPalette = option.palette
            painter.setPen(palette.color(QPalette.ColorRole.Accent))
            painter.drawRect(row.adjusted(_ACCENT_WIDTH, 0, -1, -1))
        return row

    def _laid_out(self, title: str, width: int) -> QTextLayout:
        """Lay out at most two lines of a title."""
        layout = QTextLayout(title.replace("\n", " "), self._title_font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        layout.setTextOption(option)
        height = 0.0
        layout.beginLayout()
        for _ in range(_TITLE_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout

    def _paint_title(self, painter: QPainter, inner: QRect, layout: QTextLayout) -> None:
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            shown, behind = _points(layout.text(), line)
            if number == _TITLE_LINES - 1 and behind < len(layout.text()):
                self._paint_elided(painter, inner, layout.text()[shown:], line.y())
            else:
                line.draw(painter, QPointF(inner.topLeft()))

    def _paint_elided(self, painter: QPainter, inner: QRect, rest: str, height: float) -> None:
        metrics = QFontMetrics(self._title_font)
        painter.setFont(self._title_font)
        shown = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, inner.width())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        line = QRectF(inner.left(), inner.top() + height, inner.width(), metrics.height())
        painter.drawText(line, shown, option)

    def _paint_details(
        self,
        painter: QPainter,
        line: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        is_right_to_left: bool,
    ) -> None:
        metrics = QFontMetrics(self._detail_font)
        painter.setFont(self._detail_font)
        hits = index.data(LibraryRole.HITS) or ""
        beside = self._width_of_hits(metrics, index)
        more = index.data(LibraryRole.MORE) or ""
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        rest = line.adjusted(0, 0, -beside, 0)
        if is_right_to_left:
            near, far = far, near
            rest = line.adjusted(beside, 0, 0, 0)
        painter.setPen(QColor(self._theme.accent))
        painter.drawText(line, far | Qt.AlignmentFlag.AlignAbsolute, hits)
        painter.setPen(QColor(self._theme.ink))
        painter.drawText(rest, far | Qt.AlignmentFlag.AlignAbsolute, more)
        wide = metrics.horizontalAdvance(more) + _BESIDE if more else 0
        rest = rest.adjusted(wide, 0, 0, 0) if is_right_to_left else rest.adjusted(0, 0, -wide, 0)
        details = index.data(LibraryRole.DETAILS) or ""
        if metrics.horizontalAdvance(details) > rest.width():
            details = index.data(LibraryRole.SHORT_DETAILS) or ""
        details = shortened(details, metrics, rest.width())
        painter.setPen(QColor(self._theme.muted_ink))
        painter.drawText(rest, near | Qt.AlignmentFlag.AlignAbsolute, details)

    def _width_of_hits(
        self, metrics: QFontMetrics, index: QModelIndex | QPersistentModelIndex
    ) -> int:
        hits = index.data(LibraryRole.HITS) or ""
        return metrics.horizontalAdvance(hits) + _BESIDE if hits else 0


def shortened(details: str, metrics: QFontMetrics, width: int) -> str:
    """Cut a line of details to a width: the author first, who comes before date and words.

    An author whose direction is isolated stays so.
    """
    author, *others = details.rsplit(PARTED, 2)
    tail = "".join(PARTED + other for other in others)
    room = width - metrics.horizontalAdvance(tail)
    end = Qt.TextElideMode.ElideRight
    if room > metrics.horizontalAdvance("MMMM"):
        return isolated(metrics.elidedText(author.strip("\u2068\u2069"), end, room)) + tail
    if len(others) > 1:
        return shortened(PARTED.join((author, others[0])), metrics, width)
    return metrics.elidedText(details, end, width)


def _points(text: str, line: QTextLine) -> tuple[int, int]:
    """Return where a line begins and ends, in code points."""
    units = np.array([line.textStart(), line.textStart() + line.textLength()], dtype=np.int64)
    start, end = to_points(text, units).tolist()
    return start, end
