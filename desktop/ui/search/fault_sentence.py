"""Owns the line under the search field that says what is wrong with the query."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from desktop.ui.theme import Theme, sans


class FaultSentence(QLabel):
    """What is wrong with the query, in a small line under the field."""

    def __init__(self, theme: Theme, field: QWidget) -> None:
        super().__init__(field)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(10, 5, 10, 6)
        self.hide()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks and faces."""
        self._theme = theme
        self.setFont(sans(9.5))
        self.update()

    def show_below(self, field: QWidget) -> None:
        """Stand under `field`, above all else in its window; hidden while there is nothing to say."""
        window = field.window()
        if not self.text() or not field.isVisible():
            self.hide()
            return
        if self.parentWidget() is not window:
            self.setParent(window)
        self.setFixedWidth(field.width())
        self.setFixedHeight(self.heightForWidth(field.width()))
        self.move(field.mapTo(window, QPoint(0, field.height() + 3)))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.side_pane))
        painter.setPen(QColor(self._theme.hairline))
        painter.drawRect(QRect(0, 0, self.width() - 1, self.height() - 1))
        painter.fillRect(QRect(0, 0, 3, self.height()), QColor(self._theme.accent))
        painter.end()
        super().paintEvent(event)
