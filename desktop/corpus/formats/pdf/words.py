"""Owns the stretches of a page's lines that stand together: words, cut where wide space or a rule is."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from desktop.corpus.formats.pdf.bidi import Glyph, logical
from desktop.corpus.formats.pdf.door import PageText, Rule
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


class _Word(NamedTuple):
    start: int
    end: int
    left: float
    bottom: float
    right: float
    top: float


def segments_of(
    page: PageText, spans: Sequence[tuple[int, int]], uprights: Sequence[Rule]
) -> list[Segment]:
    """Cut the lines at stretches of a page's text into segments, also where upright rules stand."""
    found: list[Segment] = []
    for line, words in enumerate(_words(page, spans)):
        is_rtl = is_right_to_left(page.text[slice(*spans[line])])
        if is_rtl:
            words.sort(key=lambda word: -word.right)
        group = [words[0]]
        middle = (words[0].bottom + words[0].top) / 2
        near = [rule for rule in uprights if rule.bottom < middle < rule.top]
        for before, word in pairwise(words):
            gap = max(word.left - before.right, before.left - word.right)
            tall = min(before.top - before.bottom, word.top - word.bottom)
            is_raised = abs(before.bottom - word.bottom) > tall * _RAISED
            if (
                is_raised
                or gap > tall * _SPACE
                or (near and gap > 0 and _is_parted(before, word, near))
            ):
                found.append(_segment(line, group, is_rtl=is_rtl))
                group = []
            group.append(word)
        found.append(_segment(line, group, is_rtl=is_rtl))
    return found


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


def _words(page: PageText, spans: Sequence[tuple[int, int]]) -> list[list[_Word]]:
    """Return the words of each line; what is drawn at once and looks like running text is left whole."""
    ends = page.boxes_at([place for start, end in spans for place in (start, end - 1)])
    places: list[list[tuple[int, int]]] = []
    for (start, end), first, last in zip(spans, ends[::2], ends[1::2], strict=True):
        wide = max(last[2] - first[0], first[2] - last[0])
        is_dense = wide < (end - start) * (first[3] - first[1]) * _DENSE
        if is_dense and page.is_one_piece(start, end):
            places.append([(start, end)])
        else:
            places.append([found.span() for found in _WORD.finditer(page.text, start, end)])
    edges = page.boxes_at([p for line in places for a, b in line for p in (a, b - 1)])
    boxes = zip(edges[::2], edges[1::2], strict=True)
    return [[_word(start, end, *next(boxes)) for start, end in line] for line in places]


def _word(start: int, end: int, first: Sequence[float], last: Sequence[float]) -> _Word:
    if first[0] > last[2]:  # it runs from right to left
        first, last = last, first
    return _Word(start, end, first[0], first[1], last[2], first[3])


def _segment(line: int, words: Sequence[_Word], *, is_rtl: bool) -> Segment:
    if len(words) == 1:
        start, end, left, bottom, right, top = words[0]
        return Segment(line, ((start, end),), left, bottom, right, top, is_rtl)
    return Segment(
        line,
        tuple((word.start, word.end) for word in words),
        min(word.left for word in words),
        min(word.bottom for word in words),
        max(word.right for word in words),
        max(word.top for word in words),
        is_rtl,
    )


def _is_parted(before: _Word, word: _Word, uprights: Sequence[Rule]) -> bool:
    """Say whether a rule stands between two words; all that are given cross their line."""
    left = min(before.right, word.right) - _TOUCH
    right = max(before.left, word.left) + _TOUCH
    return any(left < rule.left < right for rule in uprights)
