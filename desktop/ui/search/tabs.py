"""Owns the tabs of the search pane: plain words, the chosen one underlined in the accent."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from desktop.ui.search.text_button import draw_focus
from desktop.ui.theme import Theme, sans

_PADDING = 11


class TextTabs(QTabBar):
    """A tab bar painted as words on the pane's ground."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks and faces."""
        self._theme = theme
        self.setFont(sans(10.0))
        self.update()

    def tabSizeHint(self, index: int) -> QSize:
        metrics = QFontMetrics(self.font())
        width = metrics.horizontalAdvance(self.tabText(index))
        return QSize(width + 2 * _PADDING, metrics.height() + 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        for index in range(self.count()):
            rect = self.tabRect(index)
            is_chosen = index == self.currentIndex()
            ink = self._theme.ink if is_chosen else self._theme.muted_ink
            painter.setPen(QColor(ink))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.tabText(index))
            if is_chosen:
                line = QRect(rect.left() + 2, rect.bottom() - 2, rect.width() - 4, 2)
                painter.fillRect(line, QColor(self._theme.accent))
                if self.hasFocus():
                    draw_focus(painter, rect.adjusted(2, 5, -2, -5), self._theme)
        painter.end()
