"""Owns finding a typed string in one text: any case, accent and letter variant, exact places."""

import unicodedata

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.text.fold import APOSTROPHES, fold

_SAME = {
    **dict.fromkeys(APOSTROPHES, "'"),
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
}
_LAST = 0x110000


class FoldedText:
    """A text with case, accents and letter variants taken off, and the way back to its places."""

    def __init__(self, text: str) -> None:
        if text.isascii():
            self._folded = text.lower().translate(str.maketrans("\n\t", "  "))
            self._origins: NDArray[np.int64] | None = None
        else:
            self._folded, self._origins = _folded(text)
        self._length = len(text)

    def find(self, typed: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return starts and ends (code points of the text) of all places that read as typed.

        Places do not overlap; what reads as nothing is nowhere.
        """
        wanted, _ = _folded(typed)
        found: list[int] = []
        at = self._folded.find(wanted) if wanted.strip() else -1
        while at >= 0:
            found.append(at)
            at = self._folded.find(wanted, at + len(wanted))
        starts = np.array(found, dtype=np.int64)
        return self._origin(starts), self._end(starts + len(wanted) - 1)

    def _origin(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        return places if self._origins is None else self._origins[places]

    def _end(self, last: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the end of what the last character came from, with the marks that follow it."""
        if self._origins is None:
            return last + 1
        extended = np.append(self._origins, self._length)
        ends = extended[last + 1]
        inside = ends == extended[last]  # one character that reads as two
        return np.where(inside, extended[last] + 1, ends)


def _folded(text: str) -> tuple[str, NDArray[np.int64] | None]:
    """Return the folded text, and where each of its characters came from; None if all stayed."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    seen = np.zeros(_LAST, bool)
    seen[codes] = True
    single = np.arange(_LAST, dtype="<u4")
    lengths = np.ones(_LAST, np.uint8)
    several: dict[int, str] = {}
    for code in np.flatnonzero(seen).tolist():
        reads = _reads(chr(code))
        lengths[code] = len(reads)
        if len(reads) == 1:
            single[code] = ord(reads)
        elif reads:
            several[code] = reads
    if (lengths[seen] == 1).all():
        return single[codes].tobytes().decode("utf-32-le", "surrogatepass"), None
    counts = lengths[codes]
    origins = np.repeat(np.arange(len(codes)), counts)
    result = single[codes][origins]
    for code, reads in several.items():
        first = np.flatnonzero((codes[origins] == code) & (np.diff(origins, prepend=-1) > 0))
        for step, character in enumerate(reads):
            result[first + step] = ord(character)
    return result.tobytes().decode("utf-32-le", "surrogatepass"), origins


def _reads(character: str) -> str:
    """Return what one character is taken as; the fold of a form, for one character in a word."""
    if character in _SAME:
        return _SAME[character]
    if character.isspace():
        return " "
    if unicodedata.category(character) == "Cs":
        return character
    return fold("a" + character)[1:]
