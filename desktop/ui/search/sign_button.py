"""Owns the three plain signs at the end of the search field: clear, history, help."""

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.ui.search.text_button import draw_focus
from desktop.ui.theme import Theme, sans

Sign = Literal["clear", "history", "help"]


class SignButton(QAbstractButton):
    """A plain sign in muted ink at the end of the field; reached by Tab."""

    def __init__(self, sign: Sign, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._sign = sign
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks."""
        self._theme = theme
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            event.accept()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._theme.ink if self.underMouse() else self._theme.muted_ink
        painter.setPen(QPen(QColor(ink), 1.5))
        middle = QPointF(self.width() / 2, self.height() / 2)
        if self._sign == "clear":
            painter.drawLine(middle + QPointF(-4, -4), middle + QPointF(4, 4))
            painter.drawLine(middle + QPointF(-4, 4), middle + QPointF(4, -4))
        elif self._sign == "history":
            points = [middle + QPointF(x, y) for x, y in ((-4.5, -2), (0, 2.5), (4.5, -2))]
            painter.drawPolyline(QPolygonF(points))
        else:
            painter.setFont(sans(11.0))
            painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, "?")
        if self.hasFocus():
            draw_focus(painter, self.rect(), self._theme)
        painter.end()
