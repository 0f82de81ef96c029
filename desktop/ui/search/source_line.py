"""Owns the line below the concordance that says where the line in question stands."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.ui.direction import isolated
from desktop.ui.theme import sans

_SPACE = 9


class SourceLine(QLabel):
    """“Surviving the Fall of ISIS · THIS IS OUR HOME · page 3”; it keeps its place while it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("ink", "muted")
        self.setFont(sans(9.0))
        self.setContentsMargins(16, 0, 12, 0)
        self.setAccessibleName(self.tr("Where the line stands"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_source(self, words: str) -> None:
        """Say where a line stands; nothing if there is none."""
        self.setText(words)
        self.setToolTip(words)

    def sizeHint(self) -> QSize:
        return QSize(100, self.fontMetrics().height() + _SPACE)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self.contentsRect()
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, area.width()
        )
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        self.style().drawItemText(
            painter, area, side, self.palette(), True, isolated(words), self.foregroundRole()
        )
        painter.end()
