"""Owns one piece as it was set: its lines, and the way between places and pixels."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextLayout, QTextLine

from desktop.ui.utf16 import to_points, to_utf16


@dataclass(slots=True)
class Shape:
    """One piece, set: `y` is where its first line begins below the piece's top."""

    piece: int
    layout: QTextLayout
    text: str
    start: int
    y: int
    height: int
    is_rtl: bool
    is_narrow: bool
    is_mixed: bool
    has_colours: bool
    bullet: str = ""

    def unit(self, place: int) -> int:
        """Return the UTF-16 place in the layout of a code point of the document."""
        inside = min(max(place - self.start, 0), len(self.text))
        return inside if self.is_narrow else int(to_utf16(self.text, np.array([inside]))[0])

    def place(self, unit: int) -> int:
        """Return the code point of the document of a UTF-16 place in the layout."""
        if not self.is_narrow:
            unit = int(to_points(self.text, np.array([unit]))[0])
        return self.start + min(unit, len(self.text))

    def line_at(self, y: float) -> QTextLine | None:
        """Return the line at a height below the piece's top, the nearest one if there is none."""
        count = self.layout.lineCount()
        if not count:
            return None
        low, high = 0, count - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.line_top(middle) <= y - self.y else (low, middle - 1)
        return self.layout.lineAt(low)

    def boxes(self, start: int, end: int, above: float, below: float) -> list[QRectF]:
        """Return the boxes behind a stretch of the document, from the layout's origin.

        Only lines between the heights `above` and `below` count. In a piece of mixed direction a
        stretch may stand in several places of one line.
        """
        first, last = self.unit(start), self.unit(end)
        found: list[QRectF] = []
        line = self.layout.lineForTextPosition(first)
        number = line.lineNumber() if line.isValid() else self.layout.lineCount()
        while number < self.layout.lineCount():
            line = self.layout.lineAt(number)
            line_start, line_end = line.textStart(), line.textStart() + line.textLength()
            if line_start >= last or line.y() > below:
                break
            if line.y() + line.height() >= above:
                found += self._boxes_in(line, max(first, line_start), min(last, line_end))
            number += 1
        return found

    def _boxes_in(self, line: QTextLine, first: int, last: int) -> list[QRectF]:
        top, height = line.y() + 0.08 * line.height(), 0.86 * line.height()
        if not self.is_mixed:
            one, other = x_of(line, first), x_of(line, last)
            return [QRectF(min(one, other), top, abs(other - one), height)]
        spans: list[tuple[float, float]] = []
        for run in line.glyphRuns(first, last - first):
            advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())
            edges = [p.x() for p in run.positions()]
            ends = [x + a.x() for x, a in zip(edges, advances, strict=True)]
            if edges:
                spans.append((min(edges), max(ends)))
        joined: list[tuple[float, float]] = []
        for left, right in sorted(spans):
            if joined and left <= joined[-1][1] + 0.5:
                joined[-1] = (joined[-1][0], max(right, joined[-1][1]))
            else:
                joined.append((left, right))
        return [QRectF(left, top, right - left, height) for left, right in joined]

    def line_top(self, number: int) -> float:
        """Return the upper edge of a line, from the layout's origin."""
        return self.layout.lineAt(number).y()

    def line_of(self, place: int) -> QTextLine | None:
        """Return the line that holds a code point of the document."""
        line = self.layout.lineForTextPosition(self.unit(place))
        if line.isValid():
            return line
        count = self.layout.lineCount()
        return self.layout.lineAt(count - 1) if count else None


def x_of(line: QTextLine, unit: int, edge: QTextLine.Edge = QTextLine.Edge.Leading) -> float:
    """Return where in its layout an edge of the character at a UTF-16 place stands."""
    found: Any = line.cursorToX(unit, edge)  # declared as object in PySide6 6.11; a pair
    return float(found[0])
