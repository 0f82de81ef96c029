"""Owns the concordance line: a hit with what stands before and after it, as slices of the text."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.concordance.hit_places import hit_places
from desktop.corpus.concordance.sorting import Key, order, sort_keys
from desktop.corpus.corpus import Corpus
from desktop.corpus.library import StoredText
from desktop.corpus.search.result import Hits, Result
from desktop.corpus.text.blocks import Block, Kind, Mark

__all__ = [
    "WIDTH",
    "Key",
    "Line",
    "cut",
    "cut_many",
    "heading_at",
    "lines",
    "order",
    "page_at",
    "sort_keys",
]

_T = TypeVar("_T")

WIDTH = 60
"""Code points on each side of the match."""

# The first lines come at once; later ones in batches that read each document once.
_FIRST_CHUNK = 200
_LARGEST_CHUNK = 50_000


@dataclass(frozen=True, slots=True)
class Line:
    """A hit in document `id`; `match` is `text[start:end]`, `before` and `after` adjoin it.

    All three are raw slices, line ends included. `heading` is the text of the nearest heading at or
    above the hit, `page` the label of the page on which the hit starts, if the source has pages.
    """

    id: int
    start: int
    end: int
    before: str
    match: str
    after: str
    heading: str | None = None
    page: str | None = None


def cut(corpus: Corpus, hits: Hits, index: int, width: int = WIDTH) -> Line:
    """Cut the line of one hit. Raises Trouble if its document is gone or shorter now."""
    document_id = int(hits.document[index])
    return _cut_one_document(corpus, hits, np.array([index]), document_id, width)[0]


def cut_many(
    corpus: Corpus, hits: Hits, indices: NDArray[np.int64], width: int = WIDTH
) -> Iterator[Line]:
    """Cut the lines of many hits, in the order of `indices`. Raises Trouble as `cut`."""
    first, size = 0, _FIRST_CHUNK
    while first < len(indices):
        yield from _chunk(corpus, hits, indices[first : first + size], width)
        first, size = first + size, min(size * 4, _LARGEST_CHUNK)


def lines(
    corpus: Corpus,
    result: Result,
    keys: Sequence[Key] = (),
    *,
    width: int = WIDTH,
    limit: int | None = None,
) -> Iterator[Line]:
    """Cut the lines of a result in the order of the keys, all of them or the first `limit`."""
    return cut_many(corpus, result.hits, order(corpus, result, keys)[:limit], width)


def heading_at(stored: StoredText, place: int) -> str | None:
    """Return the text of the nearest heading at or above a place, None if there is none."""
    starts, headings = _headings(_Same(stored.blocks))
    row = bisect_right(starts, place) - 1
    return stored.text[headings[row].start : headings[row].end] if row >= 0 else None


def page_at(stored: StoredText, place: int) -> str | None:
    """Return the label of the page on which a place stands, None if the text has no pages."""
    starts, pages = _pages(_Same(stored.marks))
    row = bisect_right(starts, place) - 1
    is_on_it = row >= 0 and place < pages[row].end  # what belongs to no page stands behind them
    return pages[row].target or None if is_on_it else None


def _cut_one_document(
    corpus: Corpus, hits: Hits, indices: NDArray[np.int64], document_id: int, width: int
) -> list[Line]:
    starts, ends = hit_places(corpus, hits, indices, document_id)
    stored = corpus.text(document_id)
    places = zip(starts.tolist(), ends.tolist(), strict=True)
    return [_line(stored, document_id, start, end, width) for start, end in places]


def _line(stored: StoredText, document_id: int, start: int, end: int, width: int) -> Line:
    text = stored.text
    return Line(
        document_id,
        start,
        end,
        text[max(start - width, 0) : start],
        text[start:end],
        text[end : end + width],
        heading_at(stored, start),
        page_at(stored, start),
    )


def _chunk(corpus: Corpus, hits: Hits, indices: NDArray[np.int64], width: int) -> list[Line]:
    """Cut document by document, so that each is read once, and put the lines into their order."""
    documents = hits.document[indices]
    by_document = np.argsort(documents, kind="stable")
    made: list[Line] = []
    for rows in np.split(by_document, np.flatnonzero(np.diff(documents[by_document])) + 1):
        chosen = indices[rows]
        document_id = int(documents[rows[0]])
        made += _cut_one_document(corpus, hits, chosen, document_id, width)
    place_of = np.argsort(by_document, kind="stable")
    return [made[place] for place in place_of.tolist()]


class _Same(Generic[_T]):
    """Something as a key of a cache: the same object, not an equal one, which would cost a comparison."""

    def __init__(self, it: _T) -> None:
        self.it = it

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.it is other.it


@lru_cache(maxsize=16)
def _headings(same: _Same[tuple[Block, ...]]) -> tuple[list[int], list[Block]]:
    """Return where the headings of a document start, and the headings."""
    found = [block for block in same.it if block.kind is Kind.HEADING]
    return [block.start for block in found], found


@lru_cache(maxsize=16)
def _pages(same: _Same[tuple[Mark, ...]]) -> tuple[list[int], list[Mark]]:
    """Return where the pages of a document start, and the pages."""
    found = sorted((mark for mark in same.it if mark.name == "page"), key=lambda mark: mark.start)
    return [mark.start for mark in found], found
