"""Owns what is found of a word: its places in a segment; and the memory of it from search to search.

While somebody types, and from one question to the next, the frequent words come again.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

_MOST_BYTES = 48_000_000

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A word's places in one segment: positions, the rows of their documents, weights summed by row.

    `which` says which number of the expansion stands at each position.
    """

    positions: NDArray[np.int64]
    rows: NDArray[np.int32]
    which: NDArray[np.integer]
    frequencies: NDArray[np.float64]

    @property
    def n_bytes(self) -> int:
        """How much memory it takes."""
        arrays = (self.positions, self.rows, self.which, self.frequencies)
        return sum(array.nbytes for array in arrays)


class Remembered:
    """What was found last, as long as it takes no more than so many bytes; for one ground."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._founds: OrderedDict[Key, list[Found]] = OrderedDict()
        self._n_bytes = 0
        self._lock = Lock()

    def get(self, key: Key) -> list[Found] | None:
        """Return what was found of this, by segment; None if it is not known any more."""
        with self._lock:
            if key in self._founds:
                self._founds.move_to_end(key)
            return self._founds.get(key)

    def keep(self, key: Key, founds: list[Found]) -> None:
        """Remember this, and forget what was asked longest ago."""
        n_bytes = _size(founds)
        with self._lock:
            if n_bytes > self._most_bytes or key in self._founds:
                return
            self._founds[key] = founds
            self._n_bytes += n_bytes
            while self._n_bytes > self._most_bytes:
                self._n_bytes -= _size(self._founds.popitem(last=False)[1])


def _size(founds: list[Found]) -> int:
    return sum(found.n_bytes for found in founds)
