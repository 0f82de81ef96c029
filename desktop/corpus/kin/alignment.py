"""Owns the alignment of two sequences of numbers: which stretches of the one are those of the other.

Runs that stand once in each are anchors (the idea of patience diff, Bram Cohen); what lies between
anchors is aligned by edit distance. That stays fast on long texts and keeps moved passages out.
"""

from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel, Levenshtein

from desktop.corpus.kin.shingles import mixed

Items = NDArray[np.int64]

_ANCHOR_LENGTHS = (12, 4, 1)
_MOST_CELLS_EXACT = 25_000_000
_MOST_CELLS = 20_000_000_000
_SHORT_ISLAND = 2


class Run(NamedTuple):
    """`length` items from `a` on in the first sequence are those from `b` on in the second."""

    a: int
    b: int
    length: int


def align(first: Items, second: Items) -> list[Run]:
    """Return the runs that two sequences share, in order in both, joined where they touch."""
    return _joined(_aligned(first, second, 0, 0, _ANCHOR_LENGTHS))


def without_islands(runs: list[Run], n_first: int, n_second: int) -> list[Run]:
    """Drop runs of one or two items in the middle of a change: they are alike by chance.

    A run stays if there is little change before it or after it.
    """
    kept: list[Run] = []
    bounds = [Run(0, 0, 0), *runs, Run(n_first, n_second, 0)]
    for before, run, after in zip(bounds, runs, bounds[2:], strict=False):
        left = max(run.a - before.a - before.length, run.b - before.b - before.length)
        right = max(after.a - run.a - run.length, after.b - run.b - run.length)
        if run.length > _SHORT_ISLAND or min(left, right) <= 2 * run.length:
            kept.append(run)
    return kept


def _aligned(a: Items, b: Items, at_a: int, at_b: int, lengths: tuple[int, ...]) -> list[Run]:
    """Align two stretches that begin at these places; anchors of these lengths are still to try."""
    head = _n_same(a, b)
    tail = _n_same(a[head:][::-1], b[head:][::-1])
    inner_a, inner_b = a[head : len(a) - tail], b[head : len(b) - tail]
    runs = [Run(at_a, at_b, head)] if head else []
    if len(inner_a) and len(inner_b):
        runs += _between(inner_a, inner_b, at_a + head, at_b + head, lengths)
    if tail:
        runs.append(Run(at_a + len(a) - tail, at_b + len(b) - tail, tail))
    return runs


def _between(a: Items, b: Items, at_a: int, at_b: int, lengths: tuple[int, ...]) -> list[Run]:
    """Align two stretches that begin and end with other items."""
    if not lengths or len(a) * len(b) <= _MOST_CELLS_EXACT // 100:
        return _by_distance(a, b, at_a, at_b)
    length, shorter = lengths[0], lengths[1:]
    anchors = _anchors(a, b, length)
    if not anchors:
        return _between(a, b, at_a, at_b, shorter)
    runs: list[Run] = []
    place_a = place_b = 0
    for run in [*anchors, Run(len(a), len(b), 0)]:
        gap_a, gap_b = a[place_a : run.a], b[place_b : run.b]
        if len(gap_a) and len(gap_b):
            runs += _aligned(gap_a, gap_b, at_a + place_a, at_b + place_b, lengths)
        if run.length:
            runs.append(Run(at_a + run.a, at_b + run.b, run.length))
        place_a, place_b = run.a + run.length, run.b + run.length
    return runs


def _anchors(a: Items, b: Items, length: int) -> list[Run]:
    """Return runs of `length` or more items that stand once in each, in an order that both have."""
    in_a, in_b = _once(a, length), _once(b, length)
    _, rows_a, rows_b = np.intersect1d(in_a[0], in_b[0], assume_unique=True, return_indices=True)
    if not len(rows_a):
        return []
    at_a, at_b = in_a[1][rows_a], in_b[1][rows_b]
    order = np.argsort(at_a)
    chosen = _longest_rise(at_b[order].tolist())
    runs: list[Run] = []
    for n in chosen:
        place_a, place_b = int(at_a[order[n]]), int(at_b[order[n]])
        last = runs[-1] if runs else Run(0, 0, 0)
        end_a, end_b = last.a + last.length, last.b + last.length
        if runs and place_a - last.a == place_b - last.b and place_a <= end_a:
            runs[-1] = Run(last.a, last.b, place_a - last.a + length)
        elif place_a >= end_a and place_b >= end_b:
            runs.append(Run(place_a, place_b, length))
    return [run for run in runs if np.array_equal(*_stretches(a, b, run))]


def _stretches(a: Items, b: Items, run: Run) -> tuple[Items, Items]:
    return a[run.a : run.a + run.length], b[run.b : run.b + run.length]


def _once(items: Items, length: int) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return numbers of the runs that stand once in a sequence, ascending, and their places."""
    n = len(items) - length + 1
    if n <= 0:
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    words = mixed(items)
    runs = words[:n].copy()
    for offset in range(1, length):
        runs *= np.uint64(0x9E3779B97F4A7C15)
        runs += words[offset : offset + n]
    numbers, places, counts = np.unique(runs, return_index=True, return_counts=True)
    return numbers[counts == 1], places[counts == 1]


def _longest_rise(values: list[int]) -> list[int]:
    """Return the indices of a longest rising subsequence."""
    tails: list[int] = []
    tail_values: list[int] = []
    before: list[int] = []
    for n, value in enumerate(values):
        at = bisect_left(tail_values, value)
        before.append(tails[at - 1] if at else -1)
        if at == len(tails):
            tails.append(n)
            tail_values.append(value)
        else:
            tails[at], tail_values[at] = n, value
    rise: list[int] = []
    n = tails[-1] if tails else -1
    while n >= 0:
        rise.append(n)
        n = before[n]
    return rise[::-1]


def _by_distance(a: Items, b: Items, at_a: int, at_b: int) -> list[Run]:
    """Align by the fewest insertions and deletions; two very long stretches are simply different."""
    cells = len(a) * len(b)
    if cells > _MOST_CELLS:
        return []
    # Indel keeps a bit for every pair of items, Levenshtein can do with less on long stretches.
    measure = Indel if cells <= _MOST_CELLS_EXACT else Levenshtein
    steps = measure.opcodes(a.tolist(), b.tolist())
    return [
        Run(at_a + step.src_start, at_b + step.dest_start, step.src_end - step.src_start)
        for step in steps
        if step.tag == "equal"
    ]


def _n_same(a: Items, b: Items) -> int:
    """Return how many items two sequences have in common at their beginning."""
    n = min(len(a), len(b))
    differs = np.flatnonzero(a[:n] != b[:n])
    return int(differs[0]) if len(differs) else n


def _joined(runs: list[Run]) -> list[Run]:
    joined = runs[:1]
    for before, run in pairwise(runs):
        last = joined[-1]
        touches = before.a + before.length == run.a and before.b + before.length == run.b
        if touches:
            joined[-1] = Run(last.a, last.b, last.length + run.length)
        else:
            joined.append(run)
    return joined
