"""Owns which documents stand as a whole in longer ones: an article in a digest, a reprint with more.

An even choice of a document's shingles (those with low numbers) says in which others it may stand;
the shingles themselves decide (containment: Broder, On the resemblance and containment, 1997).
"""

from collections.abc import Callable, Iterator, Sequence
from time import monotonic
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.kin.shingles import Shingles, n_shared
from desktop.corpus.kin.sketches import Sketch

CONTAINED = 0.8
"""From this share of its shingles on, a document is taken to stand in a longer one."""

FEWEST = 40
"""A document needs so many shingles: a shorter one may stand in another by chance."""

_SHARE = 0.6  # of the chosen shingles, for a closer look
_FEWEST_CHOSEN = 3
_COMMON = 64  # a shingle in so many documents is a commonplace
_MOST_LOOKS = 8
_STEP_SECONDS = 0.05


class Container(NamedTuple):
    """The document in which another one stands, and how much of that one."""

    number: int
    share: float


def find_containers(
    numbers: Sequence[int],
    sketches: Sequence[Sketch],
    are_new: NDArray[np.bool_],
    fetch: Callable[[int], Shingles],
    found: dict[int, Container],
) -> Iterator[None]:
    """Fill `found` with the container of each of the documents `numbers` that has one.

    `sketches` and `are_new` are by number. Only pairs are looked at of which one is new. `fetch`
    returns the shingles of a document.
    """
    index = _Index(numbers, sketches, are_new)
    yield
    since = monotonic()
    for number in index.likely():
        size = sketches[number].size
        best: tuple[float, int, int] | None = None
        for other in index.candidates(number):
            is_longer = (sketches[other].size, -other) > (size, -number)
            if not is_longer or not (are_new[number] or are_new[other]):
                continue
            shared, n_own, _ = n_shared(fetch(number), fetch(other))
            share = shared / n_own if n_own else 0.0
            if share >= CONTAINED:
                best = max(best or (0.0, 0, 0), (share, -sketches[other].size, -other))
        if best is not None:
            found[number] = Container(-best[2], best[0])
        if monotonic() - since > _STEP_SECONDS:
            yield
            since = monotonic()


class _Index:
    """Which documents have which of the chosen shingles, of those that several have."""

    def __init__(
        self, numbers: Sequence[int], sketches: Sequence[Sketch], are_new: NDArray[np.bool_]
    ) -> None:
        parts = [sketches[number].chosen for number in numbers]
        lengths = np.array([len(part) for part in parts], dtype=np.int64)
        owners = np.repeat(np.array(numbers, dtype=np.int64), lengths)
        values = np.concatenate([np.zeros(0, dtype=np.uint64), *parts])
        order = np.argsort(values, kind="stable")
        values, owners = values[order], owners[order]
        starts = np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]]))
        starts = starts[: len(values)]
        counts = np.diff(np.append(starts, len(values)))
        n_new = np.add.reduceat(are_new[owners].astype(np.int64), starts) if len(starts) else counts
        is_telling = (counts > 1) & (counts <= _COMMON) & (n_new > 0)
        keep = np.repeat(is_telling, counts)
        is_common = np.repeat(counts > _COMMON, counts)
        n = len(sketches)
        self._n_common = np.bincount(owners[is_common], minlength=n)
        self._n_chosen = np.bincount(owners, minlength=n)
        self._owners = owners[keep]
        self._groups = np.cumsum(np.concatenate([[0], counts[is_telling]]))
        group_of = np.repeat(np.arange(int(is_telling.sum())), counts[is_telling])
        by_owner = np.argsort(self._owners, kind="stable")
        self._groups_by_owner = group_of[by_owner]
        self._bounds = np.searchsorted(self._owners[by_owner], np.arange(n + 1))
        self._sizes = np.array([sketch.size for sketch in sketches], dtype=np.int64)

    def likely(self) -> list[int]:
        """Return the documents that share enough with others to stand in one, by number."""
        n_telling = self._n_chosen - self._n_common
        n_shared_ = np.diff(self._bounds)
        enough = (n_shared_ >= _SHARE * n_telling) & (n_telling >= _FEWEST_CHOSEN)
        return np.flatnonzero(enough & (self._sizes >= FEWEST)).tolist()

    def candidates(self, number: int) -> list[int]:
        """Return the documents that have enough of this one's chosen shingles, the likeliest first."""
        groups = self._groups_by_owner[self._bounds[number] : self._bounds[number + 1]].tolist()
        owners = np.concatenate(
            [self._owners[self._groups[group] : self._groups[group + 1]] for group in groups]
        )
        others, counts = np.unique(owners[owners != number], return_counts=True)
        enough = counts >= _SHARE * (self._n_chosen[number] - self._n_common[number])
        others, counts = others[enough], counts[enough]
        return others[np.argsort(-counts, kind="stable")][:_MOST_LOOKS].tolist()
