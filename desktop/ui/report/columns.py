"""Owns the columns that stand: one for each year, with the years below."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent

from desktop.ui.counts import number as written
from desktop.ui.report.chart import Chart
from desktop.ui.theme import sans

_HEIGHT = 150
_WIDEST = 46.0
_POINTS = 8.5
_SHARE = 0.72  # of a column's room that is filled


class Columns(Chart):
    """Columns side by side, the highest as high as there is room; empty years stay empty."""

    def area(self, number: int) -> QRectF:
        room = self._room()
        return QRectF(number * room, 0, room, self.height())

    def sizeHint(self) -> QSize:
        return QSize(620, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(sans(_POINTS))
        metrics = QFontMetricsF(painter.font())
        line = metrics.height() + 2
        most = max((bar.count for bar in self.bars), default=0)
        floor = self.height() - line - 3
        for number, bar in enumerate(self.bars):
            place = self.area(number)
            height = max((floor - line) * bar.count / most, 2.0) if bar.count else 0.0
            width = max(place.width() * _SHARE, 1.0)
            left = place.center().x() - width / 2
            self.fill(painter, number, QRectF(left, floor - height, width, height))
            said = written(bar.count)
            if bar.count and metrics.horizontalAdvance(said) <= place.width():
                painter.setPen(QColor(self._theme.muted_ink))
                box = QRectF(place.left(), floor - height - line, place.width(), line)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)
        painter.fillRect(QRectF(0, floor, self.width(), 1), QColor(self._theme.hairline))
        self._write_labels(painter, metrics, floor + 3, line)
        self.frame_current(painter)

    def _write_labels(
        self, painter: QPainter, metrics: QFontMetricsF, top: float, line: float
    ) -> None:
        """Write as many labels as have room side by side, the first and the last among them."""
        painter.setPen(QColor(self._theme.muted_ink))
        widest = max((metrics.horizontalAdvance(bar.label) for bar in self.bars), default=0) + 8
        step = max(int(-(-widest // max(self._room(), 1.0))), 1)
        last = len(self.bars) - 1
        for number, bar in enumerate(self.bars):
            is_due = number % step == 0 and last - number >= step + (step > 1)
            if is_due or number == last:
                middle = self.area(number).center().x()
                wide = metrics.horizontalAdvance(bar.label) + 2
                left = min(max(middle - wide / 2, 0.0), max(self.width() - wide, 0.0))
                box = QRectF(left, top, wide, line)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, bar.label)

    def _room(self) -> float:
        return min(self.width() / max(len(self.bars), 1), _WIDEST)
