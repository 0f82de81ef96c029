"""Owns the runs that were cut before, and their numbers: most of a text stood in it before.

Each is kept in a dictionary. In front of that stand two tables in which all runs of a text are looked
up at once by their bytes: a run has one place there, and who comes takes it.
"""

from collections.abc import Callable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.text.runs import ROOM, Runs

_WORD = 8  # bytes of a run that are compared as one number
_FEW_RUNS = 1_000  # numpy is no quicker with these
_LONGEST_KEPT = 64
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(_WORD + 1)], dtype=np.uint64)


class KnownRuns(dict[bytes, int]):
    """From a run to its number; one that is not known yet is learnt from the one who asked."""

    def __init__(self, learn: Callable[[str], int]) -> None:
        super().__init__()
        self._learn = learn

    def __missing__(self, run: bytes) -> int:
        number = self._learn(run.decode("utf-8", "surrogatepass"))
        if len(run) <= _LONGEST_KEPT:
            self[run] = number
        return number

    def numbers(self, runs: Runs) -> NDArray[np.int32]:
        """Return the numbers of all runs of a text."""
        if len(runs.starts) < _FEW_RUNS:
            each = runs.data.tobytes().split()
            return np.fromiter(map(self.__getitem__, each), dtype=np.int32, count=len(each))
        numbers = np.empty(len(runs.starts), dtype=np.int32)
        is_short = runs.sizes <= _WORD
        short = is_short.nonzero()[0]
        numbers[short] = self._find(self._short, runs, short)
        long = (~is_short & (runs.sizes <= ROOM)).nonzero()[0]
        numbers[long] = self._find(self._long, runs, long)
        longer = (runs.sizes > ROOM).nonzero()[0]
        numbers[longer] = self._learnt(runs, longer)
        return numbers

    @cached_property
    def _short(self) -> "_Table":
        return _Table(1, bits=17)

    @cached_property
    def _long(self) -> "_Table":
        return _Table(ROOM // _WORD, bits=16)

    def _find(self, table: "_Table", runs: Runs, chosen: NDArray[np.intp]) -> NDArray[np.int32]:
        keys, places = table.keys_of(runs, chosen)
        numbers = table.numbers[places]
        unknown = table.are_others(keys, places).nonzero()[0]
        if len(unknown):
            learnt = numbers[unknown] = self._learnt(runs, chosen[unknown])
            table.keep([key[unknown] for key in keys], places[unknown], learnt)
        return numbers

    def _learnt(self, runs: Runs, chosen: NDArray[np.intp]) -> NDArray[np.int32]:
        if not len(chosen):
            return np.zeros(0, dtype=np.int32)
        data, starts = runs.data.tobytes(), runs.starts[chosen]
        ends = (starts + runs.sizes[chosen]).tolist()
        each = [data[start:end] for start, end in zip(starts.tolist(), ends, strict=True)]
        return np.fromiter(map(self.__getitem__, each), dtype=np.int32, count=len(each))


class _Table:
    """Some runs with their numbers, each at the place that its bytes give.

    `keys` are the bytes of the run that stands at each place, eight in a number, zeros behind the last.
    """

    def __init__(self, n_words: int, *, bits: int) -> None:
        self._keys = [np.zeros(1 << bits, dtype=np.uint64) for _ in range(n_words)]
        self._shift = np.uint64(64 - bits)
        self._owners = np.zeros(1 << bits, dtype=np.int32)
        self.numbers = np.zeros(1 << bits, dtype=np.int32)

    def keys_of(
        self, runs: Runs, chosen: NDArray[np.intp]
    ) -> tuple[list[NDArray[np.uint64]], NDArray[np.intp]]:
        """Return the keys of the chosen runs, and where they would stand."""
        every = np.ndarray(len(runs.data) - _WORD + 1, "<u8", runs.data, strides=(1,))
        starts, sizes = runs.starts[chosen], runs.sizes[chosen]
        keys: list[NDArray[np.uint64]] = []
        hashes = np.zeros(len(chosen), dtype=np.uint64)
        for n, factor in enumerate(_FACTORS[: len(self._keys)]):
            left = (sizes - n * _WORD).clip(0, _WORD) if n or len(self._keys) > 1 else sizes
            key = every[starts + n * _WORD] & _MASKS[left]
            hashes ^= key * factor
            keys.append(key)
        return keys, (hashes >> self._shift).astype(np.intp)

    def are_others(
        self, keys: list[NDArray[np.uint64]], places: NDArray[np.intp]
    ) -> NDArray[np.bool_]:
        """Say at which places another run stands, or none."""
        result = self._keys[0][places] != keys[0]
        for kept, key in zip(self._keys[1:], keys[1:], strict=True):
            result |= kept[places] != key
        return result

    def keep(
        self, keys: list[NDArray[np.uint64]], places: NDArray[np.intp], numbers: NDArray[np.int32]
    ) -> None:
        """Let runs take their places; of several that want the same, one gets it whole."""
        order = np.arange(len(places), dtype=np.int32)
        self._owners[places] = order
        winners = (self._owners[places] == order).nonzero()[0]
        places = places[winners]
        for kept, key in zip(self._keys, keys, strict=True):
            kept[places] = key[winners]
        self.numbers[places] = numbers[winners]
