"""Owns the comparison of the documents of a corpus: which are the same, nearly, or stand in others.

`find_families` looks at the texts that it does not know yet and writes what it finds into the
library, with a stamp that tells later whether it still holds. Of the texts that it has seen it keeps
sketches, so that after an intake only the new ones are looked at.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.columns import Columns, Segment
from desktop.corpus.errors import CorpusIsReadOnly
from desktop.corpus.kin.contained import Container, find_containers
from desktop.corpus.kin.kept import KeptSketches, load_sketches, save_sketches
from desktop.corpus.kin.shingles import (
    Shingles,
    n_shared,
    shingles_between,
    shingles_of,
    word_numbers,
)
from desktop.corpus.kin.sketches import EMPTY, NOBODY, Families, Shared, Sketch, sketch_of
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
    """All documents were compared: how many stand in a family, and how many families there are.

    `new` of them repeat another one and were not known to do so.
    """

    documents: int
    families: int
    new: int = 0


def find_families(library: Library) -> Iterator[Comparing | Compared]:
    """Compare all documents and write the families down; the last step says what came of it.

    Nothing is written before the end, so it can be stopped at any step. Raises CorpusIsReadOnly, and
    CorpusTrouble if what was found cannot be kept for the next time.
    """
    if library.is_read_only:
        raise CorpusIsReadOnly("This corpus cannot be changed: its folder is read-only.")
    with library.snapshot():
        stamp, known_stamp = library.kin.due(), library.kin.stamp()
        sums, before = library.kin.sums(), library.kin.families()
        yield Comparing(0, 2 * len(sums))
        catalogue = library.catalogue()
        yield Comparing(0, 2 * len(sums))
        columns = Columns.open(library, catalogue)
    yield Comparing(0, 2 * len(sums))
    kept = load_sketches(library.folder)
    documents = _Documents(columns, sums, catalogue.serials, kept)
    yield Comparing(0, 2 * len(sums))
    for step in documents.sketch():
        yield Comparing(step, 2 * len(sums))
    documents.settle(
        before if kept.stamp == known_stamp else [], is_known=kept.stamp == known_stamp
    )
    for step in documents.place():
        yield Comparing(len(sums) + step, 2 * len(sums))
    for _ in documents.put_into_longer():
        yield Comparing(2 * len(sums), 2 * len(sums))
    kin = documents.kin()
    with library.group():
        for _ in library.kin.write_families(kin, stamp):
            yield Comparing(2 * len(sums), 2 * len(sums))
    ids = [each.document_id for each in sums]
    save_sketches(library.folder, stamp, ids, catalogue.serials, documents.sketches)
    known = {each.document_id for each in before if each.kind != "first"}
    new = sum(each.kind != "first" and each.document_id not in known for each in kin)
    yield Compared(len(kin), len({each.family for each in kin}), new)


class _Documents:
    """The documents of a corpus, numbered by ascending id, with their sketches and places.

    A place is the number of the first of the family and how alike they are.
    """

    def __init__(
        self,
        columns: Columns,
        sums: Sequence[Sums],
        serials: NDArray[np.int64],
        kept: KeptSketches,
    ) -> None:
        self._segments = columns.segments
        self._words = word_numbers(columns)
        self._ids = [each.document_id for each in sums]
        self._same = _same_ones(sums)
        self._where = _places(columns, self._ids)
        self._known: OrderedDict[int, Shingles] = OrderedDict()
        self._n_known = 0
        self._containers: dict[int, Container] = {}
        self._placed: dict[int, tuple[int, float]] = {}
        self._inside: set[int] = set()
        keys = zip(self._ids, serials.tolist(), strict=True)
        found = [kept.sketches.get(key) for key in keys]
        self._is_new = np.array([sketch is None for sketch in found], dtype=bool)
        self.sketches: list[Sketch] = [sketch or EMPTY for sketch in found]

    def sketch(self) -> Iterator[int]:
        """Sketch every document that is new; yield how many are done."""
        number_at = {self._where[n]: n for n in np.flatnonzero(self._is_new).tolist()}
        since, done = monotonic(), len(self._ids) - len(number_at)
        for at, segment in enumerate(self._segments):
            wanted = np.array([row for place, row in number_at if place == at], dtype=np.int64)
            for rows in _chunks(segment):
                if not ((wanted >= rows.start) & (wanted < rows.stop)).any():
                    continue
                found = shingles_between(segment, rows, self._words)
                for row, shingles in zip(rows, found, strict=True):
                    number = number_at.get((at, row), NOBODY)
                    if number != NOBODY:
                        done += 1
                        self.sketches[number] = sketch_of(shingles)
                if monotonic() - since > _STEP_SECONDS:
                    yield done
                    since = monotonic()

    def settle(self, before: Sequence[Kin], *, is_known: bool) -> None:
        """Take over the places of documents that are not new, as far as they still hold.

        What stood in a longer document, or beside a first that has changed, is placed anew.
        """
        if not is_known:
            self._is_new[:] = True
        number_of = {document_id: number for number, document_id in enumerate(self._ids)}
        known = {number_of[each.document_id]: each for each in before}
        old = np.flatnonzero(~self._is_new).tolist()
        for number in old:
            is_first = number not in known or known[number].kind == "first"
            if is_first and self._same[number] == number:
                self._placed[number] = (number, 1.0)
        for number in old:
            kin = known.get(number)
            if kin is not None and kin.kind in ("same", "near"):
                first = number_of.get(kin.family, NOBODY)
                if first in self._placed:
                    self._placed[number] = (first, kin.likeness)
        self._is_new[:] = True
        self._is_new[list(self._placed)] = False

    def place(self) -> Iterator[int]:
        """Put every document into its family; those that are settled begin or keep theirs."""
        sketches = [
            (sketch if same == number else EMPTY).lowest
            for number, (sketch, same) in enumerate(zip(self.sketches, self._same, strict=True))
        ]
        shared = Shared(sketches)
        for _ in shared.compare():
            yield 0
        families = Families(shared, self._shingles)
        since = monotonic()
        settled = list(self._placed.items())
        for number, (first, _) in settled:
            if number == first:
                families.begin(number)
            if monotonic() - since > _STEP_SECONDS:
                yield 0
                since = monotonic()
        for number, same in enumerate(self._same):
            if number in self._placed:
                continue
            if same != number:
                self._placed[number] = self._placed[same]
            else:
                first, alike = families.place(number, sketches[number])
                self._placed[number] = (number, 1.0) if first == NOBODY else (first, alike)
            if monotonic() - since > _STEP_SECONDS:
                yield number
                since = monotonic()

    def put_into_longer(self) -> Iterator[None]:
        """Find the documents that stand in longer ones; only firsts of families are looked at."""
        firsts = [number for number, (first, _) in sorted(self._placed.items()) if number == first]
        yield from find_containers(
            firsts, self.sketches, self._is_new, self._shingles, self._containers
        )
        for number in sorted(self._placed):
            first, _ = self._placed[number]
            if first in self._containers:
                yield
                self._placed[number] = self._in_longer(number, first)

    def kin(self) -> list[Kin]:
        """Return all documents that are not alone."""
        sizes = np.bincount(
            [first for first, _ in self._placed.values()], minlength=len(self._placed)
        )
        return [
            Kin(self._ids[number], self._ids[first], self._kind(number, first), alike)
            for number, (first, alike) in sorted(self._placed.items())
            if sizes[first] > 1
        ]

    def _kind(self, number: int, first: int) -> str:
        if number == first:
            return "first"
        if number in self._inside:
            return "contained"
        return "same" if self._same[number] == self._same[first] else "near"

    def _in_longer(self, number: int, first: int) -> tuple[int, float]:
        """Return the longest document in which the first of a family stands, and the part in it."""
        seen = {first}
        while first in self._containers and self._containers[first].number not in seen:
            first = self._containers[first].number
            seen.add(first)
        self._inside.add(number)
        shared, n_own, _ = n_shared(self._shingles(number), self._shingles(first))
        return first, shared / n_own if n_own else 1.0

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
