"""Owns the lines of a page: what PDFium gives, cut into lines with their places."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.formats.pdf.bidi import NOT_PLAIN, Glyph, is_in_order, logical, turned
from desktop.corpus.formats.pdf.door import PageText, Rect
from desktop.corpus.formats.pdf.letters import (
    HYPHEN,
    is_right_to_left,
    n_unreadable,
    settled,
)

_SAMPLES = 6
_LEAST_SAMPLED = 8
_WIDE_GAP = 1.3
_LEAST_CHARACTERS = 24
_FEW_CHARACTERS = 10


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with its box in points. `size` is the height of its font's box.

    `page` counts from 0. `is_divided` says that its last word goes on in the next line.
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
    place = 0
    gapped = _gapped(page)
    boxes: NDArray[np.float32] | None = None
    for part in text.split("\n"):
        start, place = place, place + len(part) + 1
        stripped = part.strip()
        if not stripped:
            continue
        first = start + part.index(stripped[0])
        end = first + len(stripped)
        if not stripped.isascii() and is_right_to_left(stripped):
            boxes = page.boxes() if boxes is None else boxes
            lines += _right_to_left(page, boxes, first, end, number)
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
    return Line(
        text=settled(text),
        left=min(a.left, b.left),
        bottom=min(a.bottom, b.bottom),
        right=max(a.right, b.right),
        top=max(a.top, b.top),
        size=_size(a, b),
        page=number,
        is_bold=page.is_bold(start) and page.is_bold(end - 1),
        is_divided=is_divided,
    )


def _size(a: Rect, b: Rect) -> float:
    tall = a.top - a.bottom
    return max(round(tall if tall > 0 else b.top - b.bottom, 1), 0.1)


def _right_to_left(
    page: PageText, boxes: NDArray[np.float32], start: int, end: int, number: int
) -> list[Line]:
    text = page.text[start:end]
    here = boxes[start:end]
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)
    is_drawn = (codes > 32) & (codes != 0xA0)
    drawn = here[is_drawn]
    low, high = drawn.min(axis=0), drawn.max(axis=0)
    size = max(round(float((drawn[:, 3] - drawn[:, 1]).max()), 1), 0.1)
    line = Line(
        text="",
        left=float(low[0]),
        bottom=float(low[1]),
        right=float(high[2]),
        top=float(high[3]),
        size=size,
        page=number,
        is_bold=page.is_bold(start),
        is_rtl=True,
    )
    if not NOT_PLAIN.search(text) and is_in_order(drawn, size):
        written = turned(text, here)
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
    place = 0
    for part in text.split("\n"):
        stripped = part.rstrip()
        if len(stripped) >= 2 * _LEAST_CHARACTERS and " " in stripped:
            spans.append((place, place + len(stripped)))
        place += len(part) + 1
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
