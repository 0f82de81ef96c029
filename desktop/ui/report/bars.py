"""Owns the bars that lie: one row for each format, language or source, with its number."""

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent

from desktop.ui.counts import number as written
from desktop.ui.report.chart import Chart
from desktop.ui.theme import sans

_ROW = 23
_THICKNESS = 9
_MOST_LABEL_SHARE = 0.62
_GAP = 8
_POINTS = 9.0


class Bars(Chart):
    """Labels at the side, bars beside them, and a number behind each bar."""

    def area(self, number: int) -> QRectF:
        return QRectF(0, number * _ROW, self.width(), _ROW)

    def sizeHint(self) -> QSize:
        return QSize(270, max(len(self.bars), 1) * _ROW + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(sans(_POINTS))
        metrics = QFontMetricsF(painter.font())
        most = max((bar.count for bar in self.bars), default=0)
        numbers = max((metrics.horizontalAdvance(written(b.count)) for b in self.bars), default=0)
        labels = max((metrics.horizontalAdvance(b.label) for b in self.bars), default=0)
        label = min(ceil(labels) + 9.0, self.width() * _MOST_LABEL_SHARE)
        room = max(self.width() - label - numbers - 2 * _GAP - 4, 10.0)
        for number, bar in enumerate(self.bars):
            row = self.area(number)
            length = max(room * bar.count / most, 2.0) if bar.count else 0.0
            words = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, label - 4)
            body = QRectF(label + _GAP, row.center().y() - _THICKNESS / 2, length, _THICKNESS)
            behind = QRectF(body.right() + _GAP, row.top(), numbers + 2, _ROW)
            muted = QColor(self._theme.muted_ink)
            painter.setPen(muted if bar.is_unknown else QColor(self._theme.ink))
            start, end = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
            self._write(painter, QRectF(4, row.top(), label - 4, _ROW), words, start)
            self.fill(painter, number, self._mirrored(body))
            painter.setPen(muted)
            self._write(painter, behind, written(bar.count), end)
        self.frame_current(painter)

    def _write(self, painter: QPainter, box: QRectF, words: str, side: Qt.AlignmentFlag) -> None:
        if self.isRightToLeft():
            right = side == Qt.AlignmentFlag.AlignLeft
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(self._mirrored(box), flags, words)

    def _mirrored(self, box: QRectF) -> QRectF:
        """Return the box where it stands if the program runs from right to left."""
        if self.isRightToLeft():
            return QRectF(self.width() - box.right(), box.top(), box.width(), box.height())
        return box
