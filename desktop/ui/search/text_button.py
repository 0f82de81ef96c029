"""Owns words that can be pressed: a button without a box, in the theme's inks."""

from enum import Enum
from math import ceil

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFontMetrics,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.ui.direction import isolated
from desktop.ui.theme import Theme, sans, serif

PADDING = 4


class Ink(Enum):
    """Which of the theme's inks the words take."""

    ACCENT = "accent"
    MUTED = "muted_ink"
    PLAIN = "ink"


class TextButton(QAbstractButton):
    """Words that can be pressed, underlined under the mouse, framed when focused.

    A checkable one is struck through while it is off. Enter and Space press it.
    """

    def __init__(
        self,
        text: str,
        theme: Theme,
        *,
        ink: Ink = Ink.ACCENT,
        points: float = 9.0,
        is_serif: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ink = ink
        self._points = points
        self._is_serif = is_serif
        self._is_hovered = False
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks and faces."""
        self._theme = theme
        self.setFont(serif(self._points) if self._is_serif else sans(self._points))
        self.updateGeometry()
        self.update()

    def set_ink(self, ink: Ink) -> None:
        """Change the ink of the words."""
        self._ink = ink
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        width = ceil(metrics.horizontalAdvance(self.text())) + 2 * PADDING + 2
        return QSize(width, ceil(metrics.height()) + 6)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), 40), hint.height())

    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._is_hovered = False
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        is_off = self.isCheckable() and not self.isChecked()
        ink = Ink.MUTED if is_off or not self.isEnabled() else self._ink
        font = self.font()
        font.setStrikeOut(is_off)
        font.setUnderline(self._is_hovered and not is_off)
        painter.setFont(font)
        painter.setPen(QColor(getattr(self._theme, ink.value)))
        inner = self.rect().adjusted(PADDING, 0, -PADDING, 0)
        text = QFontMetrics(font).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, isolated(text))
        if self.hasFocus():
            draw_focus(painter, self.rect(), self._theme)
        painter.end()


def draw_focus(painter: QPainter, rect: QRect, theme: Theme) -> None:
    """Draw the frame that says where the keyboard is."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.accent), 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.toRectF().adjusted(1, 1, -1, -1), 3, 3)
    painter.restore()
