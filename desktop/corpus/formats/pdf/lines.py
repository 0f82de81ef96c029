"""Owns the lines of a page: what PDFium gives, cut into lines with their places."""

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.formats.pdf.bidi import NOT_PLAIN, Glyph, Steps, logical, steps_of, turned
from desktop.corpus.formats.pdf.door import PageText
from desktop.corpus.formats.pdf.letters import (
    HYPHEN,
    RIGHT_TO_LEFT,
    is_right_to_left,
    n_unreadable,
    settled,
)

# PDFium puts the sign for a divided word in place of the line's end.
_LINE = re.compile("[^\n\ufffe]+\ufffe?")
_SAMPLES = 4
_LEAST_SAMPLED = 8
_WIDE_GAP = 1.3
_LEAST_CHARACTERS = 24
_FEW_CHARACTERS = 10


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with its box in points, `bottom` being where its letters stand.

    `size` is that of its font. `page` counts from 0. `is_divided` says that its last word goes on in the next line.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    page: int
    is_bold: bool = False
    is_rtl: bool = False
    is_divided: bool = False

    @property
    def is_upright(self) -> bool:
        """Say whether it runs along the page, as far as that shows."""
        return len(self.text) < 3 or self.right - self.left > (self.top - self.bottom) * 0.6


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of one page in PDFium's order, its size, and how many of its characters are no text.

    `is_picture` says that it has next to no text and something is drawn on it.
    """

    lines: tuple[Line, ...]
    width: float
    height: float
    n_characters: int
    n_unreadable: int
    is_picture: bool = False


def lines_of(page: PageText, number: int) -> PageLines:
    """Cut a page (from 0) into lines."""
    lines: list[Line] = []
    text = page.text
    gapped = _gapped(page)
    places: _Places | None = None
    for found in _LINE.finditer(text):
        start, part = found.start(), found[0]
        stripped = part.strip()
        if not stripped or stripped == HYPHEN:
            continue
        first = start + part.index(stripped[0])
        end = first + len(stripped)
        if not stripped.isascii() and is_right_to_left(stripped):
            places = places or _Places.of(page)
            lines += _right_to_left(page, places, first, end, number)
        elif gapped:
            lines += [_line(page, *span, number) for span in _pieces(page, first, end)]
        else:
            lines.append(_line(page, first, end, number))
    kept = tuple(line for line in lines if line.text)
    is_picture = len(text) < _FEW_CHARACTERS and page.is_picture()
    return PageLines(
        kept, page.width, page.height, len(text), n_unreadable(text), is_picture=is_picture
    )


def _line(page: PageText, start: int, end: int, number: int) -> Line:
    text = page.text[start:end]
    a, b = page.box(start), page.box(end - 1)
    is_divided = text.endswith((HYPHEN, "\u00ad"))
    text = text.rstrip(HYPHEN + "\u00ad").replace(HYPHEN, "-")
    size, base = page.size_and_base(start)
    is_upright = abs(a.bottom - b.bottom) < size * 2
    return Line(
        text=settled(text),
        left=min(a.left, b.left),
        bottom=base if is_upright else min(a.bottom, b.bottom),
        right=max(a.right, b.right),
        top=base + size if is_upright else max(a.top, b.top),
        size=size,
        page=number,
        is_bold=page.is_bold(start) and page.is_bold(end - 1),
        is_divided=is_divided,
    )


class _Places(NamedTuple):
    """Where the characters of a page stand, for lines from right to left."""

    boxes: NDArray[np.float32]
    steps: Steps

    @classmethod
    def of(cls, page: PageText) -> "_Places":
        boxes = page.boxes()
        return cls(boxes, steps_of(boxes))


def _right_to_left(
    page: PageText, places: _Places, start: int, end: int, number: int
) -> list[Line]:
    text = page.text[start:end]
    here = places.boxes[start:end]
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)
    drawn = here[(codes > 32) & (codes != 0xA0)]
    size, base = page.size_and_base(start)
    line = Line(
        text="",
        left=float(drawn[:, 0].min()),
        bottom=base,
        right=float(drawn[:, 2].max()),
        top=base + size,
        size=size,
        page=number,
        is_bold=page.is_bold(start),
        is_rtl=True,
    )
    is_turned = line.right - line.left < size and len(text) > 3
    is_back, is_same = places.steps.is_back[start : end - 1], places.steps.is_same[start : end - 1]
    if is_turned or not (is_back.any() or NOT_PLAIN.search(text)):
        written = turned(text, is_same) if is_same.any() else text
        return [replace(line, text=settled(written))]
    sides = here[:, [0, 2]].tolist()
    glyphs = [
        Glyph(letter, left, right, letter.isspace() and page.is_generated(start + n))
        for n, (letter, (left, right)) in enumerate(zip(text, sides, strict=True))
    ]
    lines: list[Line] = []
    for piece in logical(glyphs, size):
        written = settled(piece.text.replace(HYPHEN, "-"))
        lines.append(replace(line, text=written, left=piece.left, right=piece.right))
    return lines


def _gapped(page: PageText) -> bool:
    """Say whether lines of the page seem to run over the space between columns: a few are looked at."""
    text = page.text
    spans: list[tuple[int, int]] = []
    for found in _LINE.finditer(text):
        stripped = found[0].rstrip()
        if (
            len(stripped) >= 2 * _LEAST_CHARACTERS
            and " " in stripped
            and not RIGHT_TO_LEFT.search(stripped)
        ):
            spans.append((found.start(), found.start() + len(stripped)))
    if len(spans) < _LEAST_SAMPLED:
        return False
    step = len(spans) / _SAMPLES
    sampled = [spans[int((n + 0.5) * step)] for n in range(_SAMPLES)]
    return sum(len(_pieces(page, *span)) > 1 for span in sampled) * 3 >= len(sampled)


def _pieces(page: PageText, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a stretch of a line where the space between two words is as wide as between columns."""
    text = page.text
    pieces: list[tuple[int, int]] = []
    begin = start
    place = text.find(" ", start, end)
    while place > 0:
        after = place + 1
        while after < end and text[after] == " ":
            after += 1
        if after < end and place > begin:
            before, behind = page.box(place - 1), page.box(after)
            tall = min(before.top - before.bottom, behind.top - behind.bottom)
            if behind.left - before.right > tall * _WIDE_GAP or behind.right < before.left:
                pieces.append((begin, place))
                begin = after
        place = text.find(" ", after, end)
    return [*pieces, (begin, end)]
