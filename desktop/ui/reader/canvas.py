"""Owns how the pieces in view are painted: their ink, what is marked behind them, the caret."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from desktop.ui.reader.layout import DEFAULT_POINTS
from desktop.ui.reader.marking import Marked
from desktop.ui.reader.pieces import Style
from desktop.ui.reader.selection import Selection
from desktop.ui.reader.shape import Shape
from desktop.ui.reader.sheet import Sheet
from desktop.ui.theme import Theme, sans, serif

_LABEL_SIZE = 8 / 14  # of a page's number in the margin, as a part of the body's
_LABEL_GAP = 12


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where is painted: `left` is the column's edge and `view` the height, in pixels."""

    painter: QPainter
    theme: Theme
    left: int
    view: int
    clip: QRectF

    def paint(self, sheet: Sheet, marks: Marked, selection: Selection | None) -> None:
        """Paint the pieces in view."""
        ink, muted = QColor(self.theme.ink), QColor(self.theme.muted_ink)
        line = sheet.setter.setting(Style.PARAGRAPH).pitch
        for piece, top in sheet.flow.visible(self.view):
            shape = sheet.shape(piece)
            setting = sheet.setter.setting(sheet.pieces.styles[piece])
            is_muted = setting.is_muted or sheet.pieces.is_dim[piece]
            is_own = sheet.pieces.is_own(piece)
            sheet.setter.paint(
                self.painter,
                shape,
                QPointF(self.left, top),
                ink=muted if is_muted else ink,
                grounds=[] if is_own else self._grounds(shape, marks, selection),
                clip=self.clip,
            )
            self._paint_labels(sheet, shape, top)
            if piece == sheet.pieces.has_rule:
                y = top + shape.height - round(line)
                self.painter.fillRect(self.left, y, sheet.setter.width, 1, ink)

    def paint_caret(self, sheet: Sheet, selection: Selection | None) -> None:
        """Paint the caret, if it is not folded away."""
        if selection is None or sheet.flow.is_hidden(sheet.pieces.at(selection.caret)):
            return
        spot = sheet.spot(selection.caret)
        top = sheet.flow.top_of(spot.piece) - sheet.flow.position() + spot.top
        box = QRectF(self.left + spot.x - 1, top, 2, spot.height)
        self.painter.fillRect(box, QColor(self.theme.accent))

    def _paint_labels(self, sheet: Sheet, shape: Shape, top: int) -> None:
        """Paint the numbers of pages, or times, into the margin where they begin."""
        labels = sheet.labels_in(shape.piece)
        if not labels:
            return
        self.painter.setPen(QColor(self.theme.muted_ink))
        self.painter.setFont(sans(sheet.setter.points * _LABEL_SIZE))
        metrics = self.painter.fontMetrics()
        lowest = -1.0
        for label in labels:
            line = shape.line_of(max(label.start, shape.start))
            width = metrics.horizontalAdvance(label.target)
            x = self.left - _LABEL_GAP - width
            if line is None or x < 2:  # the window is too narrow for a margin
                continue
            y = top + shape.y + line.y() + line.ascent()
            if y > lowest:  # of several pages that begin in one line, the first is named
                self.painter.drawText(QPointF(x, y), label.target)
                lowest = y

    def _grounds(
        self, shape: Shape, marks: Marked, selection: Selection | None
    ) -> list[tuple[int, int, str]]:
        """Return what is marked or selected in one piece: start, end, colour."""
        end = shape.start + len(shape.text)
        found = [
            (
                int(marks.starts[i]),
                int(marks.ends[i]),
                self.theme.current_hit if i == marks.current else self.theme.hit,
            )
            for i in marks.within(shape.start, end)
        ]
        if selection is not None and selection.start < end and selection.end > shape.start:
            found.append((selection.start, selection.end, self.theme.selection))
        return found


def paint_words(painter: QPainter, area: QRect, words: str, theme: Theme) -> None:
    """Paint a sentence in the middle of an empty page."""
    painter.setPen(QColor(theme.muted_ink))
    painter.setFont(serif(DEFAULT_POINTS, italic=True))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
