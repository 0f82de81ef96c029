"""Owns the comparison of all documents of a corpus: which are the same, which nearly, in families.

`find_families` looks at every document and writes what it finds into the library, with a stamp that
tells later whether it still holds.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np

from desktop.corpus.columns import Columns, Segment
from desktop.corpus.errors import CorpusIsReadOnly
from desktop.corpus.kin.shingles import (
    Numbers,
    Shingles,
    shingles_between,
    shingles_of,
    word_numbers,
)
from desktop.corpus.kin.sketches import NOBODY, Families, Shared, sketch_of
from desktop.corpus.library import Library
from desktop.corpus.library.kin_rows import Kin, Sums

_STEP_SECONDS = 0.05
_CHUNK_TOKENS = 100_000
_CHUNK_DOCUMENTS = 500
_MOST_REMEMBERED = 4_000_000  # shingles


@dataclass(frozen=True, slots=True)
class Comparing:
    """So many of the documents were looked at; each is looked at twice."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Compared:
    """All documents were compared: how many stand in a family, and how many families there are."""

    documents: int
    families: int


def find_families(library: Library) -> Iterator[Comparing | Compared]:
    """Compare all documents and write the families down; the last step says what came of it.

    Nothing is written before the end, so it can be stopped at any step. Raises CorpusIsReadOnly.
    """
    if library.is_read_only:
        raise CorpusIsReadOnly("This corpus cannot be changed: its folder is read-only.")
    with library.snapshot():
        stamp = library.kin.due()
        sums = library.kin.sums()
        yield Comparing(0, 2 * len(sums))
        catalogue = library.catalogue()
        yield Comparing(0, 2 * len(sums))
        columns = Columns.open(library, catalogue)
    yield Comparing(0, 2 * len(sums))
    documents = _Documents(columns, sums)
    yield Comparing(0, 2 * len(sums))
    for step in documents.sketch():
        yield Comparing(step, 2 * len(sums))
    shared = Shared(documents.sketches)
    for _ in shared.compare():
        yield Comparing(len(sums), 2 * len(sums))
    kin: list[Kin] = []
    for step in documents.place(shared, kin):
        yield Comparing(len(sums) + step, 2 * len(sums))
    with library.group():
        for _ in library.kin.write_families(kin, stamp):
            yield Comparing(2 * len(sums), 2 * len(sums))
    yield Compared(len(kin), len({each.family for each in kin}))


class _Documents:
    """The documents of a corpus, numbered by ascending id, with their sketches."""

    def __init__(self, columns: Columns, sums: Sequence[Sums]) -> None:
        self._segments = columns.segments
        self._words = word_numbers(columns)
        self._ids = [each.document_id for each in sums]
        self._firsts = _same_ones(sums)
        self._where = _places(columns, self._ids)
        self._known: OrderedDict[int, Shingles] = OrderedDict()
        self._n_known = 0
        self.sketches: list[Numbers] = [self._words[:0]] * len(self._ids)

    def sketch(self) -> Iterator[int]:
        """Sketch every document whose text did not come before; yield how many are done."""
        number_at = {place: number for number, place in enumerate(self._where)}
        since, done = monotonic(), 0
        for at, segment in enumerate(self._segments):
            for rows in _chunks(segment):
                for row, shingles in zip(
                    rows, shingles_between(segment, rows, self._words), strict=True
                ):
                    number = number_at.get((at, row), NOBODY)
                    if number != NOBODY:
                        done += 1
                        if self._firsts[number] == number:
                            self.sketches[number] = sketch_of(shingles)
                if monotonic() - since > _STEP_SECONDS:
                    yield done
                    since = monotonic()

    def place(self, shared: Shared, kin: list[Kin]) -> Iterator[int]:
        """Put every document into its family; fill `kin` with those that are not alone."""
        families = Families(shared, self._shingles)
        found: list[tuple[int, float]] = []
        since = monotonic()
        for number, same in enumerate(self._firsts):
            if same != number:
                found.append(found[same])
            else:
                first, alike = families.place(number, self.sketches[number])
                found.append((number, 1.0) if first == NOBODY else (first, alike))
            if monotonic() - since > _STEP_SECONDS:
                yield number
                since = monotonic()
        sizes = np.bincount([first for first, _ in found], minlength=len(found))
        for number, (first, alike) in enumerate(found):
            if sizes[first] > 1:
                kind = "near" if self._firsts[number] != first else "same"
                kind = "first" if number == first else kind
                kin.append(Kin(self._ids[number], self._ids[first], kind, alike))

    def _shingles(self, number: int) -> Shingles:
        """Return the shingles of a document; what was looked at last is remembered."""
        found = self._known.get(number)
        if found is not None:
            self._known.move_to_end(number)
            return found
        at, row = self._where[number]
        found = self._known[number] = shingles_of(self._segments[at], row, self._words)
        self._n_known += len(found.numbers)
        while self._n_known > _MOST_REMEMBERED and len(self._known) > 2:
            self._n_known -= len(self._known.popitem(last=False)[1].numbers)
        return found


def _same_ones(sums: Sequence[Sums]) -> list[int]:
    """Return for each document the number of the first one with the same text or the same source."""
    seen: dict[str, int] = {}
    firsts: list[int] = []
    for number, each in enumerate(sums):
        first = min(seen.get(each.text, number), seen.get(each.source, number))
        first = firsts[first] if first < number else number
        firsts.append(first)
        seen.setdefault(each.text, first)
        seen.setdefault(each.source, first)
    return firsts


def _places(columns: Columns, ids: Sequence[int]) -> list[tuple[int, int]]:
    """Return for each document the number of its segment and its row there."""
    place_of: dict[int, tuple[int, int]] = {}
    for at, (segment, live) in enumerate(zip(columns.segments, columns.live, strict=True)):
        rows = np.flatnonzero(live)
        place_of |= {
            document_id: (at, row)
            for document_id, row in zip(segment.ids[rows].tolist(), rows.tolist(), strict=True)
        }
    return [place_of[document_id] for document_id in ids]


def _chunks(segment: Segment) -> Iterator[range]:
    """Yield ranges of rows with about as many tokens as can be looked at in one step."""
    row, n = 0, len(segment.ids)
    while row < n:
        limit = int(segment.starts[row]) + _CHUNK_TOKENS
        end = int(np.searchsorted(segment.starts, limit, side="right")) - 1
        end = min(max(end, row + 1), row + _CHUNK_DOCUMENTS, n)
        yield range(row, end)
        row = end
