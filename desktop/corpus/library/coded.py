"""Owns columns of values of which each is kept once: strings in one block of bytes, cut when looked at."""

from collections.abc import Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")

_ERRORS = "surrogatepass"  # a path that is not UTF-8 has surrogates in it


class CodedStrings(NamedTuple):
    """A column of strings as arrays: `codes` int32, a number for each row; the distinct strings one after

    the other in `letters` (uint8, UTF-8, a zero byte behind each), from `starts` (int64) on.
    """

    codes: NDArray[np.int32]
    starts: NDArray[np.int64]
    letters: NDArray[np.uint8]


def coded(column: Sequence[str]) -> CodedStrings:
    """Return a column of strings as arrays."""
    numbers: dict[str, int] = {}
    codes = [numbers.setdefault(value, len(numbers)) for value in column]
    parts = [value.encode("utf-8", _ERRORS) + b"\0" for value in numbers]
    ends = np.cumsum([len(part) for part in parts], dtype=np.int64)
    return CodedStrings(
        np.array(codes, dtype=np.int32),
        np.concatenate([np.zeros(1, dtype=np.int64), ends]),
        np.frombuffer(b"".join(parts), dtype=np.uint8),
    )


class Strings(Sequence[str]):
    """The distinct strings of a column; each is cut when it is asked for."""

    def __init__(self, arrays: CodedStrings) -> None:
        self._starts = arrays.starts
        self._letters = arrays.letters

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return list(self)[index]
        start, end = self._starts[index], self._starts[index + 1] - 1
        return self._letters[start:end].tobytes().decode("utf-8", _ERRORS)

    def __iter__(self) -> Iterator[str]:
        found = self._letters.tobytes().decode("utf-8", _ERRORS).split("\0")
        if len(found) == len(self) + 1:
            return iter(found[:-1])
        return (self[number] for number in range(len(self)))  # a zero byte is part of one


class Coded(Sequence[T], Generic[T]):
    """A column: for each row the number of a value."""

    def __init__(self, codes: NDArray[np.int32], values: Sequence[T]) -> None:
        self._codes = codes
        self._values = values

    def __len__(self) -> int:
        return len(self._codes)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            return [self._values[code] for code in self._codes[index].tolist()]
        return self._values[int(self._codes[index])]

    def __iter__(self) -> Iterator[T]:
        return map(list(self._values).__getitem__, self._codes.tolist())
