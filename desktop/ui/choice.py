"""Owns the box to choose one of several from, with the sign that says so."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

_SIGN = "▾"
_EDGE = 9


class Choice(QComboBox):
    """A combo box whose sign is a letter of the window's face, in its own ink."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        is_rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignLeft if is_rtl else Qt.AlignmentFlag.AlignRight
        area = self.rect().adjusted(_EDGE, 0, -_EDGE, 0)
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, _SIGN)
