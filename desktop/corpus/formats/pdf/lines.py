"""Owns the lines of a page: what PDFium gives, cut into lines with their places."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.formats.pdf.bidi import NOT_PLAIN, Glyph, Steps, logical, steps_of, turned
from desktop.corpus.formats.pdf.door import PageText
from desktop.corpus.formats.pdf.letters import (
    HYPHEN,
    RIGHT_TO_LEFT,
    is_plain,
    is_right_to_left,
    n_unreadable,
    settled,
)

# PDFium puts the sign for a divided word in place of the line's end.
_LINE = re.compile("[^\n\ufffe]+\ufffe?")
_SPACES = re.compile("(?<=[^ ]) +(?=[^ ])")
_SAMPLES = 4
_LEAST_SAMPLED = 8
_WIDE_GAP = 1.3
_LEAST_CUT = 2
_LEAST_CHARACTERS = 24
_FEW_CHARACTERS = 10


class Line(NamedTuple):
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
    text = page.text
    spans = _spans(text)
    has_rtl = not text.isascii() and RIGHT_TO_LEFT.search(text) is not None
    if has_rtl:
        lines = _mixed(page, spans, number)
    else:
        lines = _left_to_right(page, _cut(page, spans), number)
    kept = tuple(line for line in lines if line.text)
    is_picture = len(text) < _FEW_CHARACTERS and page.is_picture()
    return PageLines(
        kept, page.width, page.height, len(text), n_unreadable(text), is_picture=is_picture
    )


def _spans(text: str) -> list[tuple[int, int]]:
    """Return where the lines of a page stand in its text, without the white space around them."""
    spans: list[tuple[int, int]] = []
    for found in _LINE.finditer(text):
        part = found[0]
        stripped = part.strip()
        if stripped and stripped != HYPHEN:
            start = found.start() + (0 if part[0] == stripped[0] else part.index(stripped[0]))
            spans.append((start, start + len(stripped)))
    return spans


def _mixed(page: PageText, spans: Sequence[tuple[int, int]], number: int) -> list[Line]:
    """Return the lines of a page on which some run from right to left."""
    lines: list[Line] = []
    waiting: list[tuple[int, int]] = []
    is_gapped = _gapped(page, spans)
    places = _Places.of(page)
    for span in spans:
        part = page.text[slice(*span)]
        if part.isascii() or not is_right_to_left(part):
            waiting += _pieces(page, *span) if is_gapped else [span]
            continue
        lines += _left_to_right(page, waiting, number)
        waiting = []
        lines += _right_to_left(page, places, *span, number)
    return lines + _left_to_right(page, waiting, number)


def _left_to_right(page: PageText, spans: Sequence[tuple[int, int]], number: int) -> list[Line]:
    """Return lines from the places of their first and last characters."""
    if not spans:
        return []
    starts = [start for start, _ in spans]
    ends = [end - 1 for _, end in spans]
    is_settled = is_plain(page.text)
    lines: list[Line] = []
    for (start, end), a, b, is_bold in zip(
        spans, page.boxes_at(starts), page.boxes_at(ends), page.bold_at(starts), strict=True
    ):
        text = page.text[start:end]
        is_divided = text[-1] == HYPHEN or text[-1] == "\u00ad"
        if is_divided:
            text = text.rstrip(HYPHEN + "\u00ad")
        if HYPHEN in text:
            text = text.replace(HYPHEN, "-")
        left, bottom, right, top = a
        tall, across = top - bottom, b[2] - left
        if abs(bottom - b[1]) < tall and across > tall:
            size, bottom = page.set_at(start, bottom, top)
            top = bottom + size
        else:
            size, base = page.size_and_base(start)
            is_upright = abs(bottom - b[1]) < size * 2
            bottom, top = (base, base + size) if is_upright else (min(bottom, b[1]), max(top, b[3]))
        lines.append(
            Line(
                " ".join(text.split()) if is_settled else settled(text),
                left if left < b[0] else b[0],
                bottom,
                right if right > b[2] else b[2],
                top,
                size,
                number,
                is_bold and page.bold_at([end - 1])[0],
                False,
                is_divided,
            )
        )
    return lines


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
        is_bold=page.bold_at([start])[0],
        is_rtl=True,
    )
    is_turned = line.right - line.left < size and len(text) > 3
    is_back, is_same = places.steps.is_back[start : end - 1], places.steps.is_same[start : end - 1]
    if is_turned or not (is_back.any() or NOT_PLAIN.search(text)):
        written = turned(text, is_same) if is_same.any() else text
        return [line._replace(text=settled(written))]
    sides = here[:, [0, 2]].tolist()
    glyphs = [
        Glyph(letter, left, right, letter.isspace() and page.is_generated(start + n))
        for n, (letter, (left, right)) in enumerate(zip(text, sides, strict=True))
    ]
    lines: list[Line] = []
    for piece in logical(glyphs, size):
        written = settled(piece.text.replace(HYPHEN, "-"))
        lines.append(line._replace(text=written, left=piece.left, right=piece.right))
    return lines


def _cut(page: PageText, spans: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Return the lines of a page, cut where they run over the space between columns."""
    if not _gapped(page, spans):
        return spans
    return [piece for span in spans for piece in _pieces(page, *span)]


def _gapped(page: PageText, spans: Sequence[tuple[int, int]]) -> bool:
    """Say whether lines of the page seem to run over the space between columns: a few are looked at."""
    text = page.text
    long = [
        (start, end)
        for start, end in spans
        if end - start >= 2 * _LEAST_CHARACTERS
        and text.find(" ", start, end) > 0
        and not (not text.isascii() and RIGHT_TO_LEFT.search(text, start, end))
    ]
    if len(long) < _LEAST_SAMPLED:
        return False
    step = len(long) / _SAMPLES
    n_cut = 0
    for n in range(_SAMPLES):
        n_cut += len(_pieces(page, *long[int((n + 0.5) * step)])) > 1
        n_left = _SAMPLES - 1 - n
        if n_cut >= _LEAST_CUT or n_cut + n_left < _LEAST_CUT:
            break
    return n_cut >= _LEAST_CUT


def _pieces(page: PageText, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a stretch of a line where the space between two words is as wide as between columns."""
    spaces = [found.span() for found in _SPACES.finditer(page.text, start, end)]
    places = [place for first, last in spaces for place in (first - 1, last)]
    boxes = page.boxes_at(places)
    pieces: list[tuple[int, int]] = []
    begin = start
    for (first, last), before, behind in zip(spaces, boxes[::2], boxes[1::2], strict=True):
        tall = min(before[3] - before[1], behind[3] - behind[1])
        if behind[0] - before[2] > tall * _WIDE_GAP or behind[2] < before[0]:
            pieces.append((begin, first))
            begin = last
    return [*pieces, (begin, end)]
