"""Owns lines of vowelled Arabic and Hebrew: letters with marks that are drawn apart from them.

Programs place each mark as a glyph of its own, a little higher or lower than the letters. PDFium takes
such a line for several, in an order that nobody reads. They are put together again by their heights.
"""

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

MARK = re.compile("[\u0591-\u05c7\u064b-\u0655\u0670]")
_LETTER = re.compile("[\u05d0-\u05ea\u0620-\u064a\u066e-\u066f\u0671-\u06d3\u0750-\u077f]")
_WORD = re.compile(r"[^\W_]")
_SHARE, _LEAST = 0.08, 5
_SAME_ROW, _NEAR, _SMALL = 0.3, 3.0, 0.5
_ABOVE, _REACH = 0.4, 0.4
_MOST_BACK = 40


def is_vowelled(text: str) -> bool:
    """Say whether many of the letters of a page have marks."""
    n_marks = len(MARK.findall(text))
    return n_marks >= _LEAST and n_marks > len(_LETTER.findall(text)) * _SHARE


def is_part(text: str) -> bool:
    """Say whether a stretch without such letters may belong to a vowelled line: it has signs alone."""
    return _WORD.search(text) is None


class _Open(NamedTuple):
    """A row that is being put together: its stretches, and the box of its letters."""

    spans: list[tuple[int, int]]
    box: list[float]

    def is_beside(self, box: Sequence[float]) -> bool:
        """Say whether a stretch stands on one line with the letters."""
        left, bottom, right, top = self.box
        tall = top - bottom
        return (
            abs(bottom + top - box[1] - box[3]) < tall * _SAME_ROW * 2
            and box[0] < right + tall * _NEAR
            and left < box[2] + tall * _NEAR
        )

    def gap(self, box: Sequence[float]) -> float:
        """Return how far marks stand above or below the place of marks, or infinity if beside it."""
        left, bottom, right, top = self.box
        tall, middle = top - bottom, (box[1] + box[3]) / 2
        if box[0] > right + tall or left > box[2] + tall:
            return math.inf
        return max(middle - top - tall * _ABOVE, bottom - middle, 0.0)

    def add(self, span: tuple[int, int], box: Sequence[float]) -> None:
        self.spans.append(span)
        self.box[0], self.box[2] = min(self.box[0], box[0]), max(self.box[2], box[2])


def rows_of(
    text: str, spans: Sequence[tuple[int, int]], boxes: NDArray[np.float32]
) -> list[tuple[tuple[int, int], ...]]:
    """Put the stretches of a page's text together that are one line, in the page's order.

    `boxes` are those of all characters. Marks alone go to the line whose letters are nearest. The
    first stretch of each line has letters if one has.
    """
    rows: list[_Open] = []
    pieces: list[tuple[tuple[int, int], list[float]]] = []
    usual = 0.0
    for span in spans:
        letters = [found.start() for found in _LETTER.finditer(text, *span)]
        box = _box([n for n in range(*span) if not text[n].isspace()], boxes)
        if letters:
            box[1::2] = _box(letters, boxes)[1::2]
            usual = max(usual, box[3] - box[1])
        if not letters or box[3] - box[1] < usual * _SMALL:
            pieces.append((span, box))
            continue
        near = [row for row in rows[-_MOST_BACK:] if row.is_beside(box)]
        if near:
            near[-1].add(span, box)
        else:
            rows.append(_Open([span], box))
    for span, box in pieces:
        gaps = [row.gap(box) for row in rows]
        nearest = min(gaps, default=math.inf)
        if nearest < usual * _REACH:
            rows[gaps.index(nearest)].add(span, box)
        else:
            rows.append(_Open([span], box))
    return [tuple(row.spans) for row in rows]


def _box(places: Sequence[int], boxes: NDArray[np.float32]) -> list[float]:
    """Return left edge, usual bottom, right edge and usual top of characters."""
    left, bottom, right, top = boxes[places].T
    return [float(left.min()), float(np.median(bottom)), float(right.max()), float(np.median(top))]
