"""Owns the lines of a page that run from right to left: what they say, and where they stand."""

from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.formats.pdf.bidi import (
    NOT_PLAIN,
    Glyph,
    Steps,
    is_given,
    logical,
    steps_of,
    turned,
)
from desktop.corpus.formats.pdf.door import PageText
from desktop.corpus.formats.pdf.letters import HYPHEN, settled
from desktop.corpus.formats.pdf.lines import Line

_NO_BREAK_SPACE = 0xA0


class Places(NamedTuple):
    """Where the characters of a page stand: their boxes, their sides without white space, their steps.

    `n_same` and `n_back` count the flags of `steps` before each character.
    """

    boxes: NDArray[np.float32]
    lefts: NDArray[np.float32]
    rights: NDArray[np.float32]
    steps: Steps
    n_same: list[int]
    n_back: list[int]


def places_of(page: PageText) -> Places:
    """Ask where all characters of a page stand."""
    boxes = page.boxes()
    codes = np.frombuffer(page.text.encode("utf-32-le", "replace"), dtype=np.uint32)
    is_blank = (codes <= ord(" ")) | (codes == _NO_BREAK_SPACE)
    steps = steps_of(boxes)
    return Places(
        boxes,
        np.where(is_blank, np.inf, boxes[:, 0]),
        np.where(is_blank, -np.inf, boxes[:, 2]),
        steps,
        list(accumulate(steps.is_same.tolist(), initial=0)),
        list(accumulate(steps.is_back.tolist(), initial=0)),
    )


def leftward(page: PageText, places: Places, start: int, end: int, number: int) -> list[Line]:
    """Return the line that stands at a stretch of a page's text (from 0), cut where columns are apart."""
    text = page.text[start:end]
    _, bottom, _, top = places.boxes[start].tolist()
    left, right = float(places.lefts[start:end].min()), float(places.rights[start:end].max())
    size, base = (
        page.set_at(start, bottom, top)
        if right - left > top - bottom > 0
        else page.size_and_base(start)
    )
    line = Line(
        text="",
        left=left,
        bottom=base,
        right=right,
        top=base + size,
        size=size,
        page=number,
        is_bold=page.bold_at([start])[0],
        is_rtl=True,
    )
    is_turned = right - left < size and len(text) > 3
    is_back = places.n_back[end - 1] > places.n_back[start]
    is_same = places.steps.is_same[start : end - 1]
    n_same = places.n_same[end - 1] - places.n_same[start]
    if is_turned or not (is_back or NOT_PLAIN.search(text)) or (n_same > 3 and is_given(is_same)):
        if n_same:
            text = turned(text, is_same)
        return [line._replace(text=settled(text))]
    sides = places.boxes[start:end, [0, 2]].tolist()
    glyphs = [
        Glyph(letter, left, right, letter.isspace() and page.is_generated(start + n))
        for n, (letter, (left, right)) in enumerate(zip(text, sides, strict=True))
    ]
    lines: list[Line] = []
    for piece in logical(glyphs, size):
        written = settled(piece.text.replace(HYPHEN, "-"))
        lines.append(line._replace(text=written, left=piece.left, right=piece.right))
    return lines
