"""Owns where the blocks of a page are found again in the text that was extracted from it.

Both tell the same story in the same order. So the long blocks are looked for first, and a short one only
between the places of its neighbours: "News" in a menu is not taken for the line "News" in the text.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

_LONG = 40
_SLACK = 80
"""How many letters of the extracted text may stand between two blocks without being in any block."""


class Placed(NamedTuple):
    """Which block was found, and where in the text."""

    number: int
    start: int
    end: int


def aligned(keys: Sequence[str], whole: str) -> dict[int, Placed]:
    """Return the blocks that are found in the text in the order of both, by number.

    `keys` are the blocks' words, and `whole` those of the text, all with single spaces, `whole` with one
    at either end, too.
    """
    anchors = _in_order(_long_ones(keys, whole))
    found = {anchor.number: anchor for anchor in anchors}
    if not anchors:
        return found
    for placed in _backwards(keys, whole, anchors[0]):
        found[placed.number] = placed
    end = Placed(len(keys), len(whole) - 1, len(whole) - 1)
    for before, after in zip(anchors, [*anchors[1:], end], strict=True):
        for placed in _between(keys, whole, before, after):
            found[placed.number] = placed
    return found


def _long_ones(keys: Sequence[str], whole: str) -> list[Placed]:
    found: list[Placed] = []
    place = 0
    for number, key in enumerate(keys):
        if len(key) < _LONG:
            continue
        looked_for = f" {key} "
        start = whole.find(looked_for, place)
        if start < 0:
            start = whole.find(looked_for)
        if start >= 0:
            place = start + len(key) + 1
            found.append(Placed(number, start, place))
    return found


def _in_order(found: Sequence[Placed]) -> list[Placed]:
    """Return the most of these that follow each other in the text, too."""
    lasts: list[int] = []  # the start of the last one of the best row of each length
    rows: list[int] = []
    before: list[int] = []
    for n, placed in enumerate(found):
        length = bisect_left(lasts, placed.start)
        if length == len(lasts):
            lasts.append(placed.start)
            rows.append(n)
        else:
            lasts[length], rows[length] = placed.start, n
        before.append(rows[length - 1] if length else -1)
    chain: list[Placed] = []
    n = rows[-1] if rows else -1
    while n >= 0:
        chain.append(found[n])
        n = before[n]
    return chain[::-1]


def _between(keys: Sequence[str], whole: str, before: Placed, after: Placed) -> list[Placed]:
    found: list[Placed] = []
    place, passed = before.end, _SLACK
    for number in range(before.number + 1, after.number):
        key = keys[number]
        if not key or place + len(key) + 2 > after.start + 1:
            continue
        start = whole.find(f" {key} ", place, min(after.start + 1, place + passed + len(key) + 2))
        if start < 0:
            passed += len(key) + 1
            continue
        place, passed = start + len(key) + 1, _SLACK
        found.append(Placed(number, start, place))
    return found


def _backwards(keys: Sequence[str], whole: str, first: Placed) -> list[Placed]:
    """Return what is found before the first long block, beginning next to it."""
    found: list[Placed] = []
    place, passed = first.start, _SLACK
    for number in range(first.number - 1, -1, -1):
        key = keys[number]
        if place <= 0:
            break
        if not key:
            continue
        start = whole.rfind(f" {key} ", max(place - passed - len(key) - 1, 0), place + 1)
        if start < 0:
            passed += len(key) + 1
            continue
        place, passed = start, _SLACK
        found.append(Placed(number, start, start + len(key) + 1))
    return found
