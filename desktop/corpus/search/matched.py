"""Owns what a node of a query gives: matching documents, scores, hits, and the words that were used."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.search.expansion import Expansion
from desktop.corpus.search.positional import Spans, joined

Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Use:
    """The places of one expansion's words that take part in hits: per segment, ascending."""

    expansion: Expansion
    positions: list[Positions]


@dataclass(frozen=True, slots=True)
class Matched:
    """What a node gives, per segment: documents (bool), scores (float64, 0 outside), hits, uses."""

    documents: list[NDArray[np.bool_]]
    scores: list[NDArray[np.float64]]
    spans: list[list[Spans]]
    uses: list[Use] = field(default_factory=list)


def merge(parts: Sequence[Spans]) -> Spans:
    """Return distinct spans in ascending order; of equal ones the better tier.

    The spans of one part are ascending and distinct already.
    """
    if len(parts) == 1:
        return parts[0]
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        return Spans(none, none, none.astype(np.uint8))
    return in_order(joined(parts))


def in_order(spans: Spans) -> Spans:
    """Sort spans by start and end and join equal ones, which get the better tier."""
    if not len(spans.starts):
        return spans
    lengths = spans.ends - spans.starts
    longest = int(lengths.max())
    keys = spans.starts * (longest + 1) + lengths if longest else spans.starts
    order = np.argsort(keys, kind="stable")  # merges what is ascending already
    keys, tiers = keys[order], spans.tiers[order]
    is_first = np.diff(keys, prepend=-1) != 0
    if not is_first.all():
        firsts = np.flatnonzero(is_first)
        keys, order, tiers = keys[firsts], order[firsts], np.minimum.reduceat(tiers, firsts)
    if not longest:
        return Spans(keys, keys, tiers)
    return Spans(spans.starts[order], spans.ends[order], tiers)


def shared(parts: Sequence[Spans]) -> list[Spans]:
    """Give parts that are the same words one and the same array, by which `within` knows them."""
    kept: list[Spans] = []
    result = []
    for part in parts:
        same = [each for each in kept if np.array_equal(each.starts, part.starts)]
        same = [each for each in same if np.array_equal(each.ends, part.ends)]
        kept += [] if same else [part]
        result.append(same[0] if same else part)
    return result


def inside(positions: Positions, spans: Spans) -> Positions:
    """Return the positions that lie inside one of the spans (minimal ones: ends ascend too)."""
    place = np.searchsorted(spans.ends, positions)
    there = place < len(spans.ends)
    if not len(spans.ends):
        return positions[:0]
    return positions[there & (spans.starts[np.minimum(place, len(spans.ends) - 1)] <= positions)]


def by_segment(children: Sequence[Matched], name: str) -> list[tuple]:
    return list(zip(*(getattr(child, name) for child in children), strict=True))
