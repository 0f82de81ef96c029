"""Owns the way between code points, in which all places count, and Qt's UTF-16 units.

One pair of functions, used wherever a place meets Qt: `to_utf16` and `to_points`.
"""

import numpy as np
from numpy.typing import NDArray


def to_utf16(text: str, points: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the UTF-16 places of code point places in `text`, in the same order."""
    wide = _wide(text)
    return points if wide is None else points + np.searchsorted(wide, points, side="left")


def to_points(text: str, units: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the code point places of UTF-16 places; the middle of a pair is its beginning."""
    wide = _wide(text)
    if wide is None:
        return units
    pairs = wide + np.arange(len(wide))
    return units - np.searchsorted(pairs, units, side="left")


def is_narrow(text: str) -> bool:
    """Say whether both ways of counting agree: no character lies outside the first plane."""
    return text.isascii() or len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text)


def _wide(text: str) -> NDArray[np.int64] | None:
    """Return the places of the characters that take two units, or None if there are none."""
    if is_narrow(text):
        return None
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return np.flatnonzero(codes > 0xFFFF)
