"""Owns the order of concordance lines: up to three keys, each deciding where the one before does not.

Words are compared by Unicode collation, in writing order (L is before the match and R after it, also
in scripts that run to the left). What all keys leave open stays in document order and place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.concordance.hit_places import hit_places
from desktop.corpus.corpus import Corpus
from desktop.corpus.errors import Trouble
from desktop.corpus.forms import collation_key
from desktop.corpus.library import CatalogueTable
from desktop.corpus.search.result import Hits, Result

MOST_KEYS = 3
FARTHEST = 5
NAMES = ("match", "document", "date", "place")

_BESIDE = re.compile(rf"([LR])([1-{FARTHEST}])")


@dataclass(frozen=True, slots=True)
class Key:
    """One key: `name` as it is written; `distance` -5 to 5 of the word for L5 to R5, else 0."""

    name: str
    distance: int = 0


def sort_keys(written: str) -> tuple[Key, ...]:
    """Read keys such as "R1,R2,match"; an empty string is no key. Raises Trouble."""
    names = [name for name in re.split(r"[\s,]+", written) if name]
    keys = tuple(map(_key, names))
    if len(keys) > MOST_KEYS:
        raise Trouble("Lines can be sorted by three keys at most.")
    for number, key in enumerate(keys):
        if key in keys[:number]:
            raise Trouble(f"“{key.name}” is named twice.")
    return keys


def order(corpus: Corpus, result: Result, keys: Sequence[Key]) -> NDArray[np.int64]:
    """Return the hits' numbers (int64, a permutation) in the order of the keys."""
    hits = result.hits
    columns: list[NDArray[np.int64]] = []
    for number, key in enumerate(keys):
        is_within = any(earlier.name == "document" for earlier in keys[:number])
        columns += _columns(corpus, hits, key, is_within_documents=is_within)
    if not columns:
        return np.arange(len(hits), dtype=np.int64)
    return sort_by_columns(columns)


def sort_by_columns(columns: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Sort by columns, the first weighing most, stably; like np.lexsort, which takes thrice as long.

    As many columns as fit into 63 bits are sorted as one number with the place behind them; what
    they leave open is sorted by the next ones: number of the run, columns, place.
    """
    n = len(columns[0])
    dense = [_dense(column) for column in columns]
    bits = [int(column.max(initial=0)).bit_length() for column in dense]
    place_bits = max(n - 1, 0).bit_length()
    places = np.arange(n, dtype=np.int64)
    order = places
    keys, run_bits, number = np.zeros(n, dtype=np.int64), 0, 0
    while number < len(dense):
        room = 63 - place_bits - run_bits
        if bits[number] > room:
            return np.lexsort(dense[::-1]).astype(np.int64, copy=False)
        while number < len(dense) and bits[number] <= room:
            column = dense[number]
            keys = (keys << bits[number]) | (column if order is places else column[order])
            room -= bits[number]
            number += 1
        keys = (keys << place_bits) | places
        keys.sort()
        order = order[keys & ((1 << place_bits) - 1)]
        if number < len(dense):
            keys >>= place_bits
            runs = np.zeros(n, dtype=np.int64)
            np.cumsum(keys[1:] != keys[:-1], out=runs[1:])
            keys, run_bits = runs, int(runs[-1]).bit_length() if n else 0
    return order


def _dense(column: NDArray[np.int64]) -> NDArray[np.int64]:
    """Put 0 for -1 (no word there; ranks begin above 0), and drop low bits that no value has."""
    raised = np.maximum(column, 0)
    in_use = int(np.bitwise_or.reduce(raised))
    n_unused = (in_use & -in_use).bit_length() - 1
    return raised >> n_unused if n_unused > 0 else raised


def _key(written: str) -> Key:
    beside = _BESIDE.fullmatch(written.upper())
    if beside:
        return Key(beside[0], int(beside[2]) if beside[1] == "R" else -int(beside[2]))
    if written.lower() in NAMES:
        return Key(written.lower())
    raise Trouble(
        f"“{written}” is not a key to sort by.",
        advice=f"The keys are L1 to L{FARTHEST}, R1 to R{FARTHEST}, match, document, date and place.",
    )


def _columns(
    corpus: Corpus, hits: Hits, key: Key, *, is_within_documents: bool
) -> list[NDArray[np.int64]]:
    """Return what is sorted by for one key, the first column weighing most."""
    if key.distance:
        return [corpus.ranks_beside(hits, key.distance)]
    if key.name == "match":
        ranks = corpus.ranks_of_match(hits)
        return [ranks[:, number] for number in range(ranks.shape[1])]
    if key.name == "place":
        # Inside a document the number of the token says it too, and is at hand.
        return [hits.first.astype(np.int64) if is_within_documents else _starts(corpus, hits)]
    table = corpus.last_catalogue()
    ranks = _title_ranks(table) if key.name == "document" else _date_ranks(table)
    if not len(table):
        return [np.zeros(len(hits), dtype=np.int64)]
    rows = np.searchsorted(table.ids, hits.document)
    is_there = table.ids[np.minimum(rows, len(table) - 1)] == hits.document
    return [ranks[np.where(is_there, rows, len(table))]]


def _starts(corpus: Corpus, hits: Hits) -> NDArray[np.int64]:
    """Return where each hit starts in its document, in code points."""
    starts = np.empty(len(hits), dtype=np.int64)
    edges = np.flatnonzero(np.diff(hits.document, prepend=-1, append=-1))
    for low, high in pairwise(edges.tolist()):
        indices = np.arange(low, high)
        starts[low:high] = hit_places(corpus, hits, indices, int(hits.document[low]))[0]
    return starts


@lru_cache(maxsize=1)
def _title_ranks(table: CatalogueTable) -> NDArray[np.int64]:
    """Rank all documents by title; those of one title by number, so that each stays together.

    One rank more, at the end, is for a document that is gone since.
    """
    titles = table.titles
    by_title = sorted(range(len(titles)), key=lambda number: (_title_key(titles[number]), number))
    ranks = np.empty(len(titles) + 1, dtype=np.int64)
    ranks[by_title] = np.arange(len(titles))
    ranks[-1] = -1
    return ranks


@lru_cache(maxsize=1)
def _date_ranks(table: CatalogueTable) -> NDArray[np.int64]:
    """Rank all documents by date, the oldest first, those without a date (or gone since) last."""
    dates = np.array([*(date or "~" for date in table.dates), "~"], dtype=str)
    return np.unique(dates, return_inverse=True)[1].astype(np.int64)


@lru_cache(maxsize=1 << 17)
def _title_key(title: str) -> bytes:
    return collation_key(title)
