"""Owns passages that are repeated across documents: the furniture of pages, and copy taken over.

A passage is what one block says, compared by the folds of its words. What is found is a proposal:
nothing is changed here, `switching` does that for the passages that the reader wants.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.columns import Columns
from desktop.corpus.kin.find import Comparing
from desktop.corpus.kin.shingles import Numbers, mixed, word_numbers
from desktop.corpus.library import Library
from desktop.corpus.library.kin_rows import BlockRows
from desktop.corpus.text.blocks import Kind

_STEP_SECONDS = 0.05
_FEWEST_WORDS = 3
_LONG_WORDS = 60  # what is longer needs more documents to be taken for furniture
_COPY_WORDS = 25
_FEW_DOCUMENTS = 5
_SHARE_OF_ORIGIN = 0.05
_MANY_DOCUMENTS = 20
_MOST_PASSAGES = 2_000
_MOST_SHOWN = 400  # characters
_NEVER = (Kind.TITLE, Kind.BYLINE, Kind.DATE)
_FACTOR = np.uint64(0xD1342543DE82EF95)


@dataclass(frozen=True, slots=True)
class Repeat:
    """A passage that stands in several documents.

    `is_furniture` tells what belongs to the page (in many documents of one source, or in very many)
    from copy that some documents share. `documents` counts documents, duplicates of each other once.
    `places` are (document, start of the block); `is_boilerplate` says of each whether it is
    boilerplate already, `is_kept` whether somebody has said by hand that it is text.
    """

    text: str
    words: int
    documents: int
    is_furniture: bool
    places: tuple[tuple[int, int], ...]
    is_boilerplate: tuple[bool, ...]
    is_kept: tuple[bool, ...]

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
    """All repeated passages, those that fill most room first; furniture before copy."""

    passages: tuple[Repeat, ...]

    @property
    def proposed(self) -> tuple[Repeat, ...]:
        """The furniture that counts as text so far."""
        return tuple(each for each in self.passages if each.is_furniture and each.to_switch)


def find_repeats(library: Library) -> Iterator[Comparing | Repeats]:
    """Look at every block of every document; the last step is what was found."""
    with library.snapshot():
        ids = library.live_serials()[0]
        words = word_numbers(Columns.open(library, library.catalogue()))
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
    families = np.array([kin.get(number, number) for number in ids.tolist()], dtype=np.int64)
    chosen = _choose(found.table(), ids, families, np.array([origins[n] for n in ids.tolist()]))
    yield Comparing(len(ids), len(ids))
    yield Repeats(tuple(_repeat(library, each, kept) for each in chosen))


class _Table(dict[str, NDArray]):
    """Parallel columns over blocks: passage, document, start, end, words, kind."""


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
            )
        )
        if len(self._waiting) >= 4_096:
            self._settle()

    def table(self) -> _Table:
        """Return all blocks, ordered by passage, then document, then place."""
        self._settle()
        names = ("passage", "document", "start", "end", "words", "kind")
        if not self._parts:
            return _Table({name: np.zeros(0, dtype=np.int64) for name in names})
        columns = [np.concatenate(column) for column in zip(*self._parts, strict=True)]
        _, own, counts = np.unique(columns[0], return_inverse=True, return_counts=True)
        columns = [column[counts[own] > 1] for column in columns]
        order = np.argsort(columns[0], kind="stable")
        return _Table({name: column[order] for name, column in zip(names, columns, strict=True)})

    def _settle(self) -> None:
        """Join what waits, so that there are not as many small arrays as documents."""
        if self._waiting:
            self._parts.append(
                tuple(np.concatenate(column) for column in zip(*self._waiting, strict=True))
            )
            self._waiting.clear()


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The rows of one repeated passage."""

    documents: NDArray[np.int64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    kinds: NDArray[np.uint8]
    words: int
    n_families: int
    is_furniture: bool


def _choose(
    table: _Table,
    ids: NDArray[np.int64],
    families: NDArray[np.int64],
    origins: NDArray[np.int64],
) -> list[_Chosen]:
    """Return the passages that are furniture or copy, those that fill most room first."""
    rows = np.searchsorted(ids, table["document"])
    family, origin = families[rows], origins[rows]
    sizes = _sizes(origins, families)
    bounds = np.flatnonzero(np.diff(table["passage"], prepend=np.uint64(0)) != 0)
    bounds = np.unique(np.concatenate([[0], bounds, [len(rows)]]))
    chosen: list[_Chosen] = []
    for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        here = slice(start, end)
        n_words = int(table["words"][start])
        n_families = len(np.unique(family[here])) if end - start > 1 else 1
        if n_families < 2 or (n_words < _COPY_WORDS and n_families < _FEW_DOCUMENTS):
            continue
        is_furniture = n_families >= _MANY_DOCUMENTS or (
            n_words <= _LONG_WORDS and _is_of_origin(origin[here], family[here], sizes)
        )
        if is_furniture or n_words >= _COPY_WORDS:
            chosen.append(
                _Chosen(
                    table["document"][here],
                    table["start"][here],
                    table["end"][here],
                    table["kind"][here],
                    n_words,
                    n_families,
                    is_furniture,
                )
            )
    chosen.sort(key=lambda each: (not each.is_furniture, -each.words * each.n_families))
    return chosen[:_MOST_PASSAGES]


def _sizes(origins: NDArray[np.int64], families: NDArray[np.int64]) -> dict[int, int]:
    """Return how many documents come from each origin, duplicates of each other counted once."""
    pairs = np.unique(np.stack([origins, families], axis=1), axis=0)
    names, counts = np.unique(pairs[:, 0], return_counts=True)
    return dict(zip(names.tolist(), counts.tolist(), strict=True))


def _is_of_origin(
    origin: NDArray[np.int64], family: NDArray[np.int64], sizes: dict[int, int]
) -> bool:
    """Say whether a passage stands in enough documents of one source or folder."""
    pairs = np.unique(np.stack([origin, family], axis=1), axis=0)
    names, counts = np.unique(pairs[:, 0], return_counts=True)
    return any(
        count >= max(_FEW_DOCUMENTS, _SHARE_OF_ORIGIN * sizes[name])
        for name, count in zip(names.tolist(), counts.tolist(), strict=True)
    )


def _repeat(library: Library, chosen: _Chosen, kept: set[tuple[int, int]]) -> Repeat:
    places = tuple(zip(chosen.documents.tolist(), chosen.starts.tolist(), strict=True))
    number, start, end = places[0][0], int(chosen.starts[0]), int(chosen.ends[0])
    return Repeat(
        library.kin.text_between(number, start, min(end, start + _MOST_SHOWN)),
        chosen.words,
        chosen.n_families,
        chosen.is_furniture,
        places,
        tuple((chosen.kinds == Kind.BOILERPLATE).tolist()),
        tuple(place in kept for place in places),
    )


def passages_of(repeats: Repeats, *, chosen: Sequence[int]) -> list[tuple[int, int]]:
    """Return the places to switch of some passages, given by their numbers in `repeats.passages`."""
    return [place for number in chosen for place in repeats.passages[number].to_switch]
