"""Owns how families of duplicates stand in the list: as one row with “+n”, or opened."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Gathered:
    """Rows of the catalogue in the order of the list; `more` (int64) is parallel to them.

    `more` is 0 for a document that stands alone, n for one that stands for n more, -1 for one of those
    that an opened family shows below it.
    """

    rows: NDArray[np.int32]
    more: NDArray[np.int64]


def gather(
    rows: NDArray[np.int32],
    families: NDArray[np.int64],
    opened: Collection[int],
    *,
    ids: NDArray[np.int64],
) -> Gathered:
    """Put the listed members of each family under its first, hidden unless it is opened.

    If the first, by which the family is called, is not listed, the earliest stands for it.
    `families` and `ids` are the catalogue's columns; `opened` holds numbers of families.
    """
    more = np.zeros(len(rows), dtype=np.int64)
    own = families[rows]
    places = np.flatnonzero(own)
    if not len(places):
        return Gathered(rows, more)
    is_other = own[places] != ids[rows[places]]
    by_family = places[np.lexsort((rows[places], is_other, own[places]))]
    names, firsts, counts = np.unique(own[by_family], return_index=True, return_counts=True)
    heads = by_family[firsts]
    more[heads] = counts - 1
    is_shown = np.ones(len(rows), dtype=bool)
    is_shown[by_family] = False
    is_shown[heads] = True
    inside: dict[int, NDArray[np.int64]] = (
        {
            int(head): by_family[first + 1 : first + count]
            for name, head, first, count in zip(
                *(each.tolist() for each in (names, heads, firsts, counts)), strict=True
            )
            if name in opened and count > 1
        }
        if opened
        else {}
    )
    if not inside:
        return Gathered(rows[is_shown], more[is_shown])
    order: list[NDArray[np.int64]] = []
    since = 0
    for head in sorted(inside):
        shown = np.arange(since, head + 1)
        order += [shown[is_shown[since : head + 1]], inside[head]]
        more[inside[head]] = -1
        since = head + 1
    order.append(since + np.flatnonzero(is_shown[since:]))
    places = np.concatenate(order)
    return Gathered(rows[places], more[places])
