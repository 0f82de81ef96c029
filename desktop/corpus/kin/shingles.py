"""Owns shingles: a text as the set of its runs of five words, each as one 64-bit number.

Words are compared by their folds, and boilerplate is left out. Two texts are as alike as their sets
(Broder, On the resemblance and containment of documents, 1997).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.columns import Columns, Segment
from desktop.corpus.text.blocks import Kind
from desktop.corpus.text.stretches import KIND_BITS

LENGTH = 5
"""How many words a shingle has; a shorter text is one shingle."""

MOST_KEPT = 1 << 18
"""A longer text is stood for by an even choice of its shingles: those with the lowest numbers."""

_PIECE_TOKENS = 1 << 18
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no word gets lost
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_BOILERPLATE = np.uint8(Kind.BOILERPLATE)

Numbers = NDArray[np.uint64]


class Shingles(NamedTuple):
    """The distinct shingles of a text, ascending; of a long one those below 2 ** (64 - level)."""

    numbers: Numbers
    level: int


def mixed(numbers: NDArray[np.integer] | Numbers) -> Numbers:
    """Return numbers scattered evenly over 64 bits (the finaliser of splitmix64)."""
    x = numbers.astype(np.uint64) + _FACTOR
    x ^= x >> np.uint64(30)
    x *= _MIX_1
    x ^= x >> np.uint64(27)
    x *= _MIX_2
    x ^= x >> np.uint64(31)
    return x


def word_numbers(columns: Columns) -> Numbers:
    """Return a number for each form of the columns; forms of one fold have the same, always."""
    return mixed(columns.forms.fold_sums)


def shingles_of(segment: Segment, row: int, words: Numbers) -> Shingles:
    """Return the shingles of one document of a segment; `words` are those of `word_numbers`."""
    start, end = int(segment.starts[row]), int(segment.starts[row + 1])
    level = max(0, (end - start - 1) // MOST_KEPT).bit_length()
    pieces: list[Numbers] = []
    rest = words[:0]
    for place in range(start, end, _PIECE_TOKENS):
        here = slice(place, min(place + _PIECE_TOKENS, end))
        is_text = segment.stretches[here] & KIND_BITS != _BOILERPLATE
        rest = np.concatenate([rest, words[segment.forms[here][is_text]]])
        if len(rest) >= LENGTH:
            pieces.append(_below(_runs(rest), level))
            rest = rest[len(rest) - LENGTH + 1 :]
    if not pieces:
        return Shingles(_whole(rest), level)
    return Shingles(_distinct(np.concatenate(pieces)), level)


def shingles_between(segment: Segment, rows: range, words: Numbers) -> list[Shingles]:
    """Return the shingles of documents that follow each other in a segment, quickly for short ones."""
    first, last = int(segment.starts[rows.start]), int(segment.starts[rows.stop])
    if last - first > _PIECE_TOKENS:
        return [shingles_of(segment, row, words) for row in rows]
    is_text = segment.stretches[first:last] & KIND_BITS != _BOILERPLATE
    before = np.zeros(last - first + 1, dtype=np.int64)
    np.cumsum(is_text, out=before[1:])
    bounds = before[segment.starts[rows.start : rows.stop + 1] - first].tolist()
    own = words[segment.forms[first:last][is_text]]
    runs = _runs(own) if len(own) >= LENGTH else own[:0]
    found = []
    for start, end in zip(bounds, bounds[1:], strict=False):
        is_long = end - start >= LENGTH
        numbers = _distinct(runs[start : end - LENGTH + 1]) if is_long else _whole(own[start:end])
        found.append(Shingles(numbers, 0))
    return found


def n_shared(a: Shingles, b: Shingles) -> tuple[int, int, int]:
    """Return how many shingles two texts share and how many each has, where both were kept."""
    level = max(a.level, b.level)
    ours, theirs = at_level(a, level), at_level(b, level)
    if len(ours) > len(theirs):
        shared, n_theirs, n_ours = _overlap(theirs, ours), len(theirs), len(ours)
    else:
        shared, n_theirs, n_ours = _overlap(ours, theirs), len(theirs), len(ours)
    return shared, n_ours, n_theirs


def likeness(a: Shingles, b: Shingles) -> float:
    """Return the Jaccard index of two texts: the shingles that both have among those of either."""
    shared, n_ours, n_theirs = n_shared(a, b)
    either = n_ours + n_theirs - shared
    return shared / either if either else 0.0


def at_level(shingles: Shingles, level: int) -> Numbers:
    """Return the numbers that are kept at this level, which is not below the shingles' own."""
    if level == shingles.level:
        return shingles.numbers
    limit = np.uint64(1 << (64 - level))
    return shingles.numbers[: int(shingles.numbers.searchsorted(limit))]


def _runs(words: Numbers) -> Numbers:
    """Return a number for each run of LENGTH words."""
    n = len(words) - LENGTH + 1
    runs = words[:n].copy()
    for offset in range(1, LENGTH):
        runs *= _FACTOR
        runs += words[offset : offset + n]
    return mixed(runs)


def _whole(words: Numbers) -> Numbers:
    """Return the one shingle of a text that is too short for a run; none of a text without words."""
    if not len(words):
        return words
    number = np.array([len(words)], dtype=np.uint64)
    for word in words:
        number = number * _FACTOR + word
    return mixed(number)


def _below(numbers: Numbers, level: int) -> Numbers:
    return numbers[numbers < np.uint64(1 << (64 - level))] if level else numbers


def _distinct(numbers: Numbers) -> Numbers:
    ordered = np.sort(numbers)
    is_first = np.empty(len(ordered), dtype=bool)
    is_first[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return ordered[is_first]


def _overlap(few: Numbers, many: Numbers) -> int:
    if not len(few):
        return 0
    at = np.minimum(many.searchsorted(few), len(many) - 1)
    return int(np.count_nonzero(many[at] == few))
