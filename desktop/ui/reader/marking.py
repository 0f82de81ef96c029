"""Owns what is marked in a text: hits of the search, or what the find bar found."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True)
class Marked:
    """Stretches of the text, in order: `starts` and `ends` in code points; one may be current."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    current: int = -1
    reach: NDArray[np.int64] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        reach = np.maximum.accumulate(self.ends) if len(self.ends) else self.ends
        object.__setattr__(self, "reach", reach)

    def __len__(self) -> int:
        return len(self.starts)

    def within(self, start: int, end: int) -> range:
        """Return the numbers of those that touch a stretch."""
        first = int(np.searchsorted(self.reach, start, side="right"))
        return range(first, int(np.searchsorted(self.starts, end, side="left")))


def marked(starts: ArrayLike, ends: ArrayLike, current: int = -1) -> Marked:
    """Return what is marked from any two arrays of code points."""
    return Marked(np.asarray(starts, np.int64), np.asarray(ends, np.int64), current)


NOTHING = marked((), ())
