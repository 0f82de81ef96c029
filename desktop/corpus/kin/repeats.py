"""Owns passages that are repeated across documents: the furniture of pages, and copy taken over.

A passage is what one block says, compared by the folds of its words. What is found is a proposal:
nothing is changed here, `switching` does that for the passages that the reader wants.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from time import monotonic
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.columns import Columns
from desktop.corpus.kin.find import Comparing
from desktop.corpus.kin.judging import FEW_DOCUMENTS, Judgement, judge
from desktop.corpus.kin.shingles import Numbers, mixed, word_numbers
from desktop.corpus.library import Library
from desktop.corpus.library.kin_rows import BlockRows
from desktop.corpus.text.blocks import Kind

_STEP_SECONDS = 0.05
_FEWEST_WORDS = 3
_COPY_WORDS = 25
_MOST_PASSAGES = 2_000
_PARTS_BITS = 5
_MOST_SHOWN = 400  # characters
_NEVER = (Kind.TITLE, Kind.BYLINE, Kind.DATE)
_FACTOR = np.uint64(0xD1342543DE82EF95)


@dataclass(frozen=True, slots=True)
class Repeat:
    """A passage that stands in several documents.

    `is_furniture` tells what belongs to the page from copy that some documents share; `is_sure` what
    may be left out without a further look. That is judged by the `share` of the documents of one
    source, called `origin`, in which it stands, and by its `place` there ("beginning", "end", "same"
    or empty). `documents` counts documents, duplicates of each other once. `places` are (document,
    start of the block); `is_boilerplate` says of each whether it is boilerplate already, `is_kept`
    whether somebody has said by hand that it is text.
    """

    text: str
    words: int
    documents: int
    is_furniture: bool
    places: tuple[tuple[int, int], ...]
    is_boilerplate: tuple[bool, ...]
    is_kept: tuple[bool, ...]
    is_sure: bool = False
    share: float = 0.0
    origin: str = ""
    place: str = ""

    @property
    def to_switch(self) -> tuple[tuple[int, int], ...]:
        """The places that count as text so far and may be switched to boilerplate."""
        states = zip(self.places, self.is_boilerplate, self.is_kept, strict=True)
        return tuple(place for place, already, kept in states if not (already or kept))

    @property
    def switched_off(self) -> tuple[tuple[int, int], ...]:
        """The places that are boilerplate and may be made text again."""
        states = zip(self.places, self.is_boilerplate, strict=True)
        return tuple(place for place, is_off in states if is_off)


@dataclass(frozen=True, slots=True)
class Repeats:
    """All repeated passages: furniture before copy, the sure before the rest, then by their room."""

    passages: tuple[Repeat, ...]

    @property
    def sure(self) -> tuple[Repeat, ...]:
        """What is proposed and may be left out without a further look."""
        return tuple(each for each in self.proposed if each.is_sure)

    @property
    def proposed(self) -> tuple[Repeat, ...]:
        """The furniture that counts as text so far."""
        return tuple(each for each in self.passages if each.is_furniture and each.to_switch)


def find_repeats(library: Library) -> Iterator[Comparing | Repeats]:
    """Look at every block of every document; the last step is what was found."""
    with library.snapshot():
        ids = library.live_serials()[0]
        yield Comparing(0, len(ids))
        catalogue = library.catalogue()
        yield Comparing(0, len(ids))
        words = word_numbers(Columns.open(library, catalogue))
        yield Comparing(0, len(ids))
        kin = {each.document_id: each.family for each in library.kin.families()}
        origins = library.kin.origins()
        kept = library.kin.kept_as_text()
    found = _Blocks()
    since = monotonic()
    yield Comparing(0, len(ids))
    for number, rows in enumerate(library.kin.block_rows(ids.tolist())):
        found.add(rows, words)
        if monotonic() - since > _STEP_SECONDS:
            yield Comparing(number, len(ids))
            since = monotonic()
    names, own = np.unique([origins[number] for number in ids.tolist()], return_inverse=True)
    families = np.array([kin.get(number, number) for number in ids.tolist()], dtype=np.int64)
    world = _World(ids, families, own)
    sizes = world.sizes()
    chosen: list[_Chosen] = []
    for table in found.tables():
        yield Comparing(len(ids), len(ids))
        for each in _choose(library, table, world, sizes):
            chosen.append(each)
            if monotonic() - since > _STEP_SECONDS:
                yield Comparing(len(ids), len(ids))
                since = monotonic()
    chosen.sort(key=_Chosen.order)
    yield Repeats(tuple(_repeat(each, kept, names.tolist()) for each in chosen[:_MOST_PASSAGES]))


class _Table(NamedTuple):
    """Parallel columns over blocks, ordered by passage, then document, then place.

    `from_start` and `from_end` count the blocks before and behind each in its document.
    """

    passages: Numbers
    documents: NDArray[np.int64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    words: NDArray[np.int32]
    kinds: NDArray[np.uint8]
    from_start: NDArray[np.int32]
    from_end: NDArray[np.int32]


class _World(NamedTuple):
    """Parallel columns over documents by id: their family, and a number for where they come from."""

    ids: NDArray[np.int64]
    families: NDArray[np.int64]
    origins: NDArray[np.int64]

    def sizes(self) -> dict[int, int]:
        """Return how many documents come from each origin, duplicates of each other counted once."""
        pairs = np.unique(np.stack([self.origins, self.families], axis=1), axis=0)
        names, counts = np.unique(pairs[:, 0], return_counts=True)
        return dict(zip(names.tolist(), counts.tolist(), strict=True))


class _Blocks:
    """The blocks of all documents that are long enough to be looked at, as columns."""

    def __init__(self) -> None:
        self._parts: list[tuple[NDArray, ...]] = []
        self._waiting: list[tuple[NDArray, ...]] = []

    def add(self, rows: BlockRows, words: Numbers) -> None:
        """Add the blocks of one document."""
        kinds, starts, ends = rows.kinds, rows.starts, rows.ends
        first = rows.token_starts.searchsorted(starts)
        last = rows.token_starts.searchsorted(ends)
        is_wanted = (last - first >= _FEWEST_WORDS) & ~np.isin(kinds, _NEVER)
        if not is_wanted.any():
            return
        first, last = first[is_wanted], last[is_wanted]
        counts = last - first
        begins = np.cumsum(counts) - counts
        inside = np.arange(int(counts.sum())) - np.repeat(begins, counts)
        at = inside + np.repeat(first, counts)
        numbers = mixed(words[rows.forms[at]] + inside.astype(np.uint64) * _FACTOR)
        passages = mixed(np.add.reduceat(numbers, begins) + counts.astype(np.uint64))
        self._waiting.append(
            (
                passages,
                np.full(len(first), rows.document_id, dtype=np.int64),
                starts[is_wanted],
                ends[is_wanted],
                counts.astype(np.int32),
                kinds[is_wanted].astype(np.uint8),
                np.arange(len(kinds), dtype=np.int32)[is_wanted],
                np.arange(len(kinds), dtype=np.int32)[::-1][is_wanted],
            )
        )
        if len(self._waiting) >= 4_096:
            self._settle()

    def tables(self) -> Iterator[_Table]:
        """Yield all blocks whose passage stands more than once, part by part."""
        self._settle()
        columns = [np.concatenate(column) for column in zip(*self._parts, strict=True)]
        parts = (columns[0] >> np.uint64(64 - _PARTS_BITS)).astype(np.uint8) if columns else []
        for part in range(1 << _PARTS_BITS if columns else 0):
            here = np.flatnonzero(parts == part)
            _, own, counts = np.unique(columns[0][here], return_inverse=True, return_counts=True)
            here = here[counts[own] > 1]
            here = here[np.argsort(columns[0][here], kind="stable")]
            yield _Table(*(column[here] for column in columns))

    def _settle(self) -> None:
        """Join what waits, so that there are not as many small arrays as documents."""
        if self._waiting:
            self._parts.append(
                tuple(np.concatenate(column) for column in zip(*self._waiting, strict=True))
            )
            self._waiting.clear()


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The rows of one repeated passage, its text (or the beginning), and what is thought of it."""

    documents: NDArray[np.int64]
    starts: NDArray[np.int32]
    kinds: NDArray[np.uint8]
    text: str
    words: int
    n_families: int
    judgement: Judgement

    def order(self) -> tuple[bool, bool, int]:
        """Return what they are sorted by."""
        judged = self.judgement
        return not judged.is_furniture, not judged.is_sure, -self.words * self.n_families


def _choose(
    library: Library, table: _Table, world: _World, sizes: dict[int, int]
) -> Iterator[_Chosen]:
    """Yield the passages that are furniture or copy."""
    rows = np.searchsorted(world.ids, table.documents)
    family, origin = world.families[rows], world.origins[rows]
    bounds = np.flatnonzero(np.diff(table.passages)) + 1
    for start, end in pairwise([0, *bounds.tolist(), len(rows)] if len(rows) else []):
        here = slice(start, end)
        n_words, n_families = int(table.words[start]), len(np.unique(family[here]))
        if n_families < 2 or (n_words < _COPY_WORDS and n_families < FEW_DOCUMENTS):
            continue
        text_start, text_end = int(table.starts[start]), int(table.ends[start])
        text = library.kin.text_between(int(table.documents[start]), text_start, text_end)
        judged = judge(
            text,
            n_words,
            table.kinds[here],
            table.from_start[here],
            table.from_end[here],
            _shares(origin[here], family[here], sizes),
        )
        if judged.is_furniture or n_words >= _COPY_WORDS:
            yield _Chosen(
                table.documents[here],
                table.starts[here],
                table.kinds[here],
                text[:_MOST_SHOWN],
                n_words,
                n_families,
                judged,
            )


def _shares(
    origin: NDArray[np.int64], family: NDArray[np.int64], sizes: dict[int, int]
) -> list[tuple[int, int, float]]:
    """Return in how many documents of each source a passage stands, and which part of them that is."""
    pairs = np.unique(np.stack([origin, family], axis=1), axis=0)
    names, counts = np.unique(pairs[:, 0], return_counts=True)
    return [
        (name, count, count / sizes[name])
        for name, count in zip(names.tolist(), counts.tolist(), strict=True)
    ]


def _repeat(chosen: _Chosen, kept: set[tuple[int, int]], origins: list[str]) -> Repeat:
    places = tuple(zip(chosen.documents.tolist(), chosen.starts.tolist(), strict=True))
    judged = chosen.judgement
    return Repeat(
        chosen.text,
        chosen.words,
        chosen.n_families,
        judged.is_furniture,
        places,
        tuple((chosen.kinds == Kind.BOILERPLATE).tolist()),
        tuple(place in kept for place in places),
        is_sure=judged.is_sure,
        share=judged.share,
        origin=origins[judged.origin] if judged.origin >= 0 else "",
        place=judged.place,
    )
