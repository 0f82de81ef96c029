"""Owns the ground that the field's and the strip's pop-ups stand on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.theme import Theme


class Popup(QWidget):
    """A pop-up on the side pane's ground, with a hairline around it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks and faces."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.side_pane))
        painter.setPen(QColor(self._theme.hairline))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
