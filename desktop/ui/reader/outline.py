"""Owns the outline: the headings of a document, from which one jumps."""

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from desktop.ui.fitting import fitted
from desktop.ui.reader.pieces import Pieces, Style
from desktop.ui.theme import serif

_POINTS = 11.5
_NARROWEST, _WIDEST = 220, 460
_MOST_MEASURED = 500
_MOST_ROWS = 16


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: its words on one line, where it begins, how deep it stands."""

    words: str
    place: int
    level: int


def headings(pieces: Pieces) -> tuple[Heading, ...]:
    """Return the headings of a document in the order of the text, without those left out."""
    is_heading = (pieces.styles == Style.HEADING) & pieces.is_first & ~pieces.is_dim
    found: list[Heading] = []
    for piece in np.flatnonzero(is_heading).tolist():
        start, end = int(pieces.starts[piece]), int(pieces.ends[piece])
        words = " ".join(pieces.text[start:end].split())
        found.append(Heading(words, start, max(int(pieces.levels[piece]), 1)))
    return tuple(found)


def section_at(found: tuple[Heading, ...], place: int) -> int:
    """Return which heading stands over a place, or -1 before the first."""
    return bisect_right(found, place, key=lambda heading: heading.place) - 1


class Outline(QFrame):
    """A list of headings that opens beside its button and closes when one is chosen."""

    heading_chosen = Signal(int)  # its place

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._headings: tuple[Heading, ...] = ()
        self._model = QStringListModel(self)
        self._list = QListView()
        self._build()
        self._wire()

    def set_headings(self, found: tuple[Heading, ...]) -> None:
        """List these headings."""
        self._headings = found
        shallowest = min((h.level for h in found), default=1)
        self._model.setStringList(["\u2003" * (h.level - shallowest) + h.words for h in found])

    def open_at(self, corner: QPoint, current: int) -> None:
        """Open with the upper corner of the end of a line at a point of the screen.

        A section is highlighted. The whole list stands on the screen.
        """
        rows = min(max(len(self._headings), 1), _MOST_ROWS)
        height = rows * max(self._list.sizeHintForRow(0), 20) + 14
        metrics = self._list.fontMetrics()
        words = self._model.stringList()[:_MOST_MEASURED]
        longest = max((metrics.horizontalAdvance(row) for row in words), default=0)
        width = min(max(longest + 54, _NARROWEST), _WIDEST)
        screen = QGuiApplication.screenAt(corner) or self.screen()
        left = corner.x() if self.isRightToLeft() else corner.x() - width
        wanted = QRect(left, corner.y(), width, height)
        self.setGeometry(fitted(wanted, screen.availableGeometry()))
        self.show()
        self._list.setFocus(Qt.FocusReason.PopupFocusReason)
        index = self._model.index(max(current, 0))
        self._list.setCurrentIndex(index)
        self._list.scrollTo(index, QListView.ScrollHint.PositionAtCenter)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in keys:
                self._choose(self._list.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self.setProperty("look", "popup")
        self._list.setModel(self._model)
        self._list.setUniformItemSizes(True)
        self._list.setFont(serif(_POINTS))
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setAccessibleName(self.tr("Headings of the document"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5, 5, 5, 5)
        layout.addWidget(self._list)

    def _wire(self) -> None:
        self._list.installEventFilter(self)
        self._list.clicked.connect(self._choose)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.close()
            self.heading_chosen.emit(self._headings[index.row()].place)
