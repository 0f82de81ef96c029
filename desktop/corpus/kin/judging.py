"""Owns the judgement whether a repeated passage is furniture of the page, and how sure that is.

What tells it from sentences that laws, reports and agencies repeat: it stands in a great part of the
documents of one source, and where their pages begin or end.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import regex
from numpy.typing import NDArray

from desktop.corpus.text.blocks import Kind

FEW_DOCUMENTS = 5
_SHARE = 0.2  # of the documents of one source
_SHARE_OF_SENTENCES = 0.5
_LONG_WORDS = 60
_LONG_SHARE = 0.5
_SURE_SHARE = 0.5
_SURE_DOCUMENTS = 8
_SURE_WORDS = 30
_FEWEST_BLOCKS = 3  # of a document: what is most of it is not to be left out unseen
_NEAR = 6  # blocks from the beginning or the end
_AT = 3  # blocks: at the very edge
_MOSTLY, _NEARLY_ALWAYS = 0.6, 0.8
_SHORT_WORDS = 6  # what is longer must stand at the beginning or end, not only at one place
_ENDING = regex.compile(r"[.!?…。؟۔][\"'”’»)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Judgement:
    """In how great a part of the documents of one source a passage stands, and where on the page.

    `origin` is the number of that source; `place` is "beginning", "end", or "same" if it is always
    as many blocks from one of them, else empty.
    """

    origin: int
    share: float
    place: str
    is_furniture: bool = False
    is_sure: bool = False


def judge(
    text: str,
    n_words: int,
    kinds: NDArray[np.uint8],
    from_start: NDArray[np.int32],
    from_end: NDArray[np.int32],
    shares: Sequence[tuple[int, int, float]],
) -> Judgement:
    """Judge a passage by its text, its blocks, and how many blocks stand before and behind each.

    `shares` are, by source, (its number, how many of its documents have the passage, which part of
    them that is).
    """
    origin, n_documents, share = max(
        (each for each in shares if each[1] >= FEW_DOCUMENTS),
        key=lambda each: (each[2], each[1]),
        default=(-1, 0, 0.0),
    )
    place = _place(from_start, from_end)
    found = Judgement(origin, share, place)
    is_sentence = _ENDING.search(text) is not None
    is_structure = float((kinds == Kind.HEADING).mean()) > 0.5
    wanted = _SHARE_OF_SENTENCES if is_sentence or is_structure else _SHARE
    if n_words > _LONG_WORDS:
        wanted = max(wanted, _LONG_SHARE)
    if share < wanted or not place or (place == "same" and n_words > _SHORT_WORDS):
        return found
    is_at_edge = float((np.minimum(from_start, from_end) < _AT).mean()) >= _NEARLY_ALWAYS
    has_more = float(np.median(from_start + from_end + 1)) >= _FEWEST_BLOCKS
    is_sure = (
        is_at_edge
        and has_more
        and n_documents >= _SURE_DOCUMENTS
        and n_words <= _SURE_WORDS
        and not is_structure
        and share >= (_NEARLY_ALWAYS if is_sentence else _SURE_SHARE)
    )
    return Judgement(origin, share, place, is_furniture=True, is_sure=is_sure)


def _place(from_start: NDArray[np.int32], from_end: NDArray[np.int32]) -> str:
    if float((from_end < _NEAR).mean()) >= _NEARLY_ALWAYS:
        return "end"
    if float((from_start < _NEAR).mean()) >= _NEARLY_ALWAYS:
        return "beginning"
    commonest = max(
        int(np.unique(each, return_counts=True)[1].max()) for each in (from_start, from_end)
    )
    return "same" if commonest >= _MOSTLY * len(from_start) else ""
