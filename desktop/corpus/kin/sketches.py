"""Owns how documents of one kin are found among many: sketches first, then the shingles themselves.

A sketch is the few lowest numbers of a document's shingles, which is an even choice of them. Sketches
that share much are looked at closely; nothing is taken for alike on the sketch alone.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from desktop.corpus.kin.shingles import Numbers, Shingles, likeness

SIZE = 24
NEAR = 0.8
"""From this Jaccard index on, a document is a near-duplicate of the first of its family."""

NOBODY = -1

_SHARE = 0.4  # of a sketch, for a closer look; of two texts at 0.8 one pair in 100,000 has less
_FEW = 6
_FULL = 64  # so many families with one shingle: it is a commonplace
_MOST_LOOKS = 32
_PARTS_BITS = 5
_CHOSEN_BITS = 3
CHOSEN_BELOW = np.uint64(1 << (64 - _CHOSEN_BITS))
"""One in eight numbers lies below this."""


class Sketch(NamedTuple):
    """The lowest numbers of a document's shingles, ascending, and how many shingles there are.

    They are SIZE of them, and more where more lie below CHOSEN_BELOW.
    """

    numbers: Numbers
    size: int

    @property
    def lowest(self) -> Numbers:
        """At most SIZE numbers, by which documents are compared that may be the same."""
        return self.numbers[:SIZE]

    @property
    def chosen(self) -> Numbers:
        """An even choice of the shingles: of all texts the same ones."""
        return self.numbers[: int(self.numbers.searchsorted(CHOSEN_BELOW))]


EMPTY = Sketch(np.zeros(0, dtype=np.uint64), 0)


def sketch_of(shingles: Shingles) -> Sketch:
    """Return the sketch of a document; of a text of millions of words only the lowest numbers."""
    numbers, level = shingles
    n_chosen = int(numbers.searchsorted(CHOSEN_BELOW)) if level <= _CHOSEN_BITS else 0
    return Sketch(numbers[: max(SIZE, n_chosen)].copy(), len(numbers) << level)


class Shared:
    """Which numbers of many sketches stand in more than one of them: a rank for each of these."""

    def __init__(self, sketches: Sequence[Numbers]) -> None:
        self._sketches = sketches
        self._ranks = np.zeros(0, dtype=np.int64)
        self._bounds = np.zeros(len(sketches) + 1, dtype=np.int64)

    def compare(self) -> Iterator[None]:
        """Compare all sketches, part by part; only then `of` has an answer."""
        sizes = np.array([len(sketch) for sketch in self._sketches], dtype=np.int64)
        numbers = np.concatenate([*self._sketches, np.zeros(0, dtype=np.uint64)])
        ranks = np.full(len(numbers), NOBODY, dtype=np.int64)
        parts = (numbers >> np.uint64(64 - _PARTS_BITS)).astype(np.uint8)
        n_ranks = 0
        for part in range(1 << _PARTS_BITS):
            yield
            at = np.flatnonzero(parts == part)
            _, own, counts = np.unique(numbers[at], return_inverse=True, return_counts=True)
            ranks[at] = np.where(counts[own] > 1, own + n_ranks, NOBODY)
            n_ranks += len(counts)
        owners = np.repeat(np.arange(len(sizes)), sizes)[ranks != NOBODY]
        self._ranks = ranks[ranks != NOBODY]
        self._bounds = np.searchsorted(owners, np.arange(len(sizes) + 1))

    def of(self, number: int) -> list[int]:
        """Return the ranks of one sketch's numbers that it shares with others."""
        return self._ranks[self._bounds[number] : self._bounds[number + 1]].tolist()


class Families:
    """Puts documents into families one after the other.

    A document joins the family whose first member it is most like, if it is NEAR enough to it; else
    it begins a family of its own. So all of a family are like its first, and chains do not drift.
    """

    def __init__(self, shared: Shared, fetch: Callable[[int], Shingles]) -> None:
        """`fetch` returns the shingles of a document by its number."""
        self._shared = shared
        self._fetch = fetch
        self._firsts: dict[int, list[int]] = {}

    def place(self, number: int, sketch: Numbers) -> tuple[int, float]:
        """Return the first of this document's family and how alike they are; NOBODY if it is new."""
        ranks = self._shared.of(number)
        best, best_likeness, own = NOBODY, 0.0, None
        for candidate in self._candidates(ranks, len(sketch)):
            own = own or self._fetch(number)
            alike = likeness(own, self._fetch(candidate))
            if alike >= NEAR and (-alike, candidate) < (-best_likeness, best):
                best, best_likeness = candidate, alike
        if best == NOBODY:
            self._begin(number, ranks)
        return best, best_likeness

    def begin(self, number: int) -> None:
        """Take a document for the first of a family without looking; it is known to be one."""
        self._begin(number, self._shared.of(number))

    def _begin(self, number: int, ranks: Sequence[int]) -> None:
        for rank in ranks:
            firsts = self._firsts.setdefault(rank, [])
            if len(firsts) < _FULL:
                firsts.append(number)

    def _candidates(self, ranks: Sequence[int], size: int) -> list[int]:
        """Return the firsts whose sketch shares enough with this one, the likeliest first.

        Commonplaces say little, so they count only if there is next to nothing else.
        """
        lists = [self._firsts.get(rank, ()) for rank in ranks]
        telling = [firsts for firsts in lists if len(firsts) < _FULL]
        n_full = len(lists) - len(telling)
        if n_full and size - n_full < _FEW:
            telling, n_full = lists, 0
        counts: dict[int, int] = {}
        for firsts in telling:
            for first in firsts:
                counts[first] = counts.get(first, 0) + 1
        enough = _SHARE * (size - n_full)
        chosen = [first for first, count in counts.items() if count >= enough]
        return sorted(chosen, key=lambda first: (-counts[first], first))[:_MOST_LOOKS]
