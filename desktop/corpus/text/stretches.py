"""Owns in which stretch of a text each token stands: its kind of block, and whether it is quoted."""

from collections.abc import Sequence

import numpy as np
import regex
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
_OPENING = regex.compile(r"[“«„»\"「『‹]|(?<![\p{L}\p{N}])[‘‚]")
_SINGLE_CLOSING = regex.compile(r"’(?![\p{L}\p{N}])")


def quotations(text: str, blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Return the quotations inside the blocks of a text: (start, end), marks included.

    A quotation ends where its mark is closed in the same block. One that is not closed reaches to
    the end of its block if the next block opens with the same mark (a quotation of several
    paragraphs), else it is none. A block of kind QUOTATION is one as a whole.
    """
    found: list[tuple[int, int]] = []
    has_marks = _OPENING.search(text) is not None
    for number, block in enumerate(blocks):
        if block.kind is Kind.QUOTATION:
            found.append((block.start, block.end))
            continue
        if not has_marks:
            continue
        following = blocks[number + 1].start if number + 1 < len(blocks) else len(text)
        place = block.start
        while opening := _OPENING.search(text, place, block.end):
            mark = opening[0]
            end = _closing(text, mark, opening.end(), block.end)
            if end < 0 and text.startswith(mark, following) and mark != '"':
                end = block.end
            if end > 0:
                found.append((opening.start(), end))
            place = max(end, opening.end())
    return found


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
    result = np.full(len(starts), Kind.PARAGRAPH, dtype=np.uint8)
    if not len(starts) or not blocks:
        return result
    begins = np.array([block.start for block in blocks], dtype=np.int64)
    ends = np.array([block.end for block in blocks], dtype=np.int64)
    kinds = np.array([block.kind for block in blocks], dtype=np.uint8)
    inside = np.searchsorted(begins, starts, side="right") - 1
    is_inside = (inside >= 0) & (starts < ends[np.maximum(inside, 0)])
    result[is_inside] = kinds[inside[is_inside]]
    for start, end in quotations(text, blocks):
        low, high = np.searchsorted(starts, [start, end])
        result[low:high] |= QUOTED
    return result
