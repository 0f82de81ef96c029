"""Owns the stretches of a page's lines that stand together: words, cut where wide space or a rule is."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.formats.pdf.bidi import Glyph, logical
from desktop.corpus.formats.pdf.door import PageText
from desktop.corpus.formats.pdf.drawn import Rule
from desktop.corpus.formats.pdf.letters import HYPHEN, is_right_to_left, settled

_WORD = re.compile(r"\S+")
_SPACE = 0.85
_TOUCH = 1.0
_DENSE = 0.48
_RAISED = 0.8


class Segment(NamedTuple):
    """Words of one line without wide space between them: their places in the page's text, their box.

    `line` is the number of the stretch they were cut from; `bottom` is that of the font's box.
    """

    line: int
    words: tuple[tuple[int, int], ...]
    left: float
    bottom: float
    right: float
    top: float
    is_rtl: bool

    @property
    def height(self) -> float:
        return self.top - self.bottom


def segments_of(
    page: PageText, spans: Sequence[tuple[int, int]], uprights: Sequence[Rule]
) -> list[Segment]:
    """Cut the lines at stretches of a page's text into segments, also where upright rules stand."""
    if not spans:
        return []
    is_rtl = [is_right_to_left(page.text[start:end]) for start, end in spans]
    words, lines = _words(page, spans)
    boxes = _boxes(page, words)
    order = np.arange(len(words))
    if any(is_rtl):
        backwards = np.array(is_rtl)[lines]
        order = np.lexsort((np.where(backwards, -boxes[:, 2], order), lines))
        boxes = boxes[order]
    begins = np.flatnonzero(np.r_[True, _cuts(boxes, lines, uprights)])
    edges = np.stack(
        (
            np.minimum.reduceat(boxes[:, 0], begins),
            np.minimum.reduceat(boxes[:, 1], begins),
            np.maximum.reduceat(boxes[:, 2], begins),
            np.maximum.reduceat(boxes[:, 3], begins),
        ),
        axis=1,
    ).tolist()
    ordered = [words[n] for n in order.tolist()]
    places = [*begins.tolist(), len(ordered)]
    of_lines = lines[begins].tolist()
    return [
        Segment(line, tuple(ordered[start:end]), left, bottom, right, top, is_rtl[line])
        for line, start, end, (left, bottom, right, top) in zip(
            of_lines, places, places[1:], edges, strict=False
        )
    ]


def written(page: PageText, segment: Segment, size: float) -> str:
    """Return what a segment says; `HYPHEN` at its end stays."""
    text = page.text
    if not segment.is_rtl:
        return settled(" ".join(text[start:end] for start, end in segment.words))
    glyphs: list[Glyph] = []
    for start, end in sorted(segment.words):
        boxes = page.boxes_at(range(start, end))
        if glyphs:
            glyphs.append(Glyph(" ", glyphs[-1].left, glyphs[-1].left, is_generated=True))
        glyphs += [
            Glyph(letter, box[0], box[2])
            for letter, box in zip(text[start:end], boxes, strict=True)
        ]
    return settled(" ".join(piece.text for piece in logical(glyphs, size)).replace(HYPHEN, "-"))


def _words(
    page: PageText, spans: Sequence[tuple[int, int]]
) -> tuple[list[tuple[int, int]], NDArray[np.int64]]:
    """Return the words of lines, and the number of each one's line.

    What is drawn at once and looks like running text is left whole.
    """
    wide = page.rows_at([place for start, end in spans for place in (start, end - 1)])
    first, last = wide[::2], wide[1::2]
    across = np.maximum(last[:, 2] - first[:, 0], first[:, 2] - last[:, 0])
    sizes = np.array([end - start for start, end in spans])
    is_dense = across < sizes * (first[:, 3] - first[:, 1]) * _DENSE
    words: list[tuple[int, int]] = []
    counts: list[int] = []
    for (start, end), dense in zip(spans, is_dense.tolist(), strict=True):
        if dense and page.is_one_piece(start, end):
            words.append((start, end))
            counts.append(1)
        else:
            found = [word.span() for word in _WORD.finditer(page.text, start, end)]
            words += found
            counts.append(len(found))
    return words, np.repeat(np.arange(len(spans)), counts)


def _boxes(page: PageText, words: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
    """Return the boxes of words by those of their first and last characters, one row each."""
    ends = page.rows_at([place for start, end in words for place in (start, end - 1)])
    first, last = ends[::2], ends[1::2]
    is_back = (first[:, 0] > last[:, 2])[:, np.newaxis]  # it runs from right to left
    first, last = np.where(is_back, last, first), np.where(is_back, first, last)
    return np.stack((first[:, 0], first[:, 1], last[:, 2], first[:, 3]), axis=1)


def _cuts(
    boxes: NDArray[np.float32], lines: NDArray[np.int64], uprights: Sequence[Rule]
) -> NDArray[np.bool_]:
    """Say of each word but the first whether a segment begins with it."""
    left, bottom, right, top = boxes.T
    gap = np.maximum(left[1:] - right[:-1], left[:-1] - right[1:])
    tall = np.minimum((top - bottom)[:-1], (top - bottom)[1:])
    cuts = (lines[1:] != lines[:-1]) | (gap > tall * _SPACE)
    cuts |= np.abs(bottom[1:] - bottom[:-1]) > tall * _RAISED
    if not uprights:
        return cuts
    is_first = np.r_[True, lines[1:] != lines[:-1]]
    middles = ((bottom + top) / 2)[is_first][np.cumsum(is_first) - 1]
    begin = np.minimum(right[:-1], right[1:]) - _TOUCH
    end = np.maximum(left[:-1], left[1:]) + _TOUCH
    places = np.flatnonzero(~cuts & (gap > 0))
    ruled = np.array(uprights, dtype=np.float64)
    middles, begin, end = (column[places, np.newaxis] for column in (middles, begin, end))
    is_between = (begin < ruled[:, 0]) & (ruled[:, 0] < end)
    is_between &= (ruled[:, 1] < middles) & (middles < ruled[:, 3])
    cuts[places] = is_between.any(axis=1)
    return cuts
