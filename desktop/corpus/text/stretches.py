"""Owns in which stretch of a text each token stands: its kind of block, and whether it is quoted."""

import re
from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.text.blocks import Block, Kind

KIND_BITS = 0x0F
QUOTED = 0x10
"""A token's stretch is one byte: the number of its Kind, and this bit if it is quoted."""

_CLOSING = {
    "“": "”",
    "«": "»",
    "„": "“”",
    "»": "«",
    "‹": "›",
    '"': '"',
    "‘": "’",
    "‚": "‘",
    "「": "」",
    "『": "』",
}
_SINGLE_OPENING = "‘‚"
_OPENING = re.compile(rf"(?<![^\W_])[{_SINGLE_OPENING}]")
_SINGLE_CLOSING = re.compile(r"’(?![^\W_])")


def quotations(text: str, blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Return the quotations inside the blocks of a text: (start, end), marks included.

    A quotation ends where its mark is closed in the same block. One that is not closed reaches to
    the end of its block if the next block opens with the same mark (a quotation of several
    paragraphs), else it is none. A block of kind QUOTATION is one as a whole.
    """
    found = [(block.start, block.end) for block in blocks if block.kind is Kind.QUOTATION]
    openings = _openings(text)
    if not openings or not blocks:
        return found
    begins = [block.start for block in blocks]
    place = 0
    for start in openings:
        number = bisect_right(begins, start) - 1
        if start < place or number < 0:
            continue
        block = blocks[number]
        if start >= block.end or block.kind is Kind.QUOTATION:
            continue
        end = _closing(text, text[start], start + 1, block.end)
        if end < 0 and text[start] != '"':
            following = begins[number + 1] if number + 1 < len(begins) else len(text)
            end = block.end if text.startswith(text[start], following) else end
        if end > 0:
            found.append((start, end))
            place = end
    found.sort()
    return found


def _openings(text: str) -> list[int]:
    """Return the places of all marks that may open a quotation, in order.

    Most texts have few kinds of them, and looking for one character at a time is fastest.
    """
    places: list[int] = []
    for mark in _CLOSING:
        place = text.find(mark)
        is_doubtful = mark in _SINGLE_OPENING
        while place >= 0:
            if not is_doubtful or _OPENING.match(text, place):
                places.append(place)
            place = text.find(mark, place + 1)
    places.sort()
    return places


def _closing(text: str, mark: str, start: int, end: int) -> int:
    """Return the end of the quotation that `mark` opened before `start`, or -1."""
    closings = _CLOSING[mark]
    if mark == "‘":  # also an apostrophe: it closes only where no letter follows
        found = _SINGLE_CLOSING.search(text, start, end)
        return found.end() if found else -1
    places = [place for c in closings if (place := text.find(c, start, end)) >= 0]
    return min(places) + 1 if places else -1


def stretches(text: str, starts: NDArray[np.int32], blocks: Sequence[Block]) -> NDArray[np.uint8]:
    """Return for each token, given by where it starts, the byte that says where it stands."""
    if not len(starts) or not blocks:
        return np.full(len(starts), Kind.PARAGRAPH, dtype=np.uint8)
    rows = np.array([(block.start, block.end, block.kind) for block in blocks], dtype=np.int32)
    # Which block begins at or before a token; a token between blocks is in none of them.
    inside = rows[:, 0].searchsorted(starts, side="right") - 1
    result = rows[:, 2].astype(np.uint8)[inside]
    is_outside = starts >= rows[:, 1][inside]
    is_outside |= inside < 0
    result[is_outside] = Kind.PARAGRAPH
    quoted = quotations(text, blocks)
    if quoted:
        for low, high in starts.searchsorted(quoted).tolist():
            result[low:high] |= QUOTED
    return result
