"""Owns what a node of a query gives: matching documents, scores, hits, and the words that were used."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.search.expansion import Expansion
from desktop.corpus.search.positional import Spans, joined

Positions = NDArray[np.int64]

_TIER_BITS = 3
_TIER_MASK = (1 << _TIER_BITS) - 1


@dataclass(frozen=True, slots=True)
class Use:
    """The places of one expansion's words that take part in hits: per segment, ascending.

    Beside the positions the rows of the documents in which they lie, and which number of the
    expansion stands there.
    """

    expansion: Expansion
    positions: list[Positions]
    rows: list[NDArray[np.int32]]
    which: list[NDArray[np.integer]]

    def kept(self, chosen: Sequence[NDArray[np.bool_] | None]) -> "Use":
        """Return the use with some of its places, by a mask for each segment; by None all of them."""
        if all(mask is None for mask in chosen):
            return self
        return Use(
            self.expansion,
            list(map(_chosen, self.positions, chosen)),
            list(map(_chosen, self.rows, chosen)),
            list(map(_chosen, self.which, chosen)),
        )


@dataclass(frozen=True, slots=True)
class Matched:
    """What a node gives, per segment: documents (bool), scores (float64, 0 outside), hits, uses."""

    documents: list[NDArray[np.bool_]]
    scores: list[NDArray[np.float64]]
    spans: list[list[Spans]]
    uses: list[Use] = field(default_factory=list)


def _chosen(array: NDArray, mask: NDArray[np.bool_] | None) -> NDArray:
    return array if mask is None else array[mask]


def within_documents(matched: Matched) -> Matched:
    """Keep the hits and the words that lie in matching documents."""
    known: dict[tuple[int, int], tuple[NDArray[np.int32], NDArray[np.bool_] | None]] = {}

    def chosen(number: int, rows: NDArray[np.int32]) -> NDArray[np.bool_] | None:
        """Say which to keep, once for each array: hits and words often are the same."""
        key = (number, id(rows))
        if key not in known:
            mask = matched.documents[number][rows]
            known[key] = rows, None if mask.all() else mask
        return known[key][1]

    spans = [
        [part.kept(chosen(number, part.rows)) for part in parts]
        for number, parts in enumerate(matched.spans)
    ]
    uses = [
        use.kept([chosen(number, rows) for number, rows in enumerate(use.rows)])
        for use in matched.uses
    ]
    return Matched(matched.documents, matched.scores, spans, uses)


def merge(parts: Sequence[Spans]) -> Spans:
    """Return distinct spans in ascending order; of equal ones the better tier.

    The spans of one part are ascending and distinct already.
    """
    if len(parts) == 1:
        return parts[0]
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        return Spans(none, none, none.astype(np.uint8), none.astype(np.int32))
    if all(part.are_words for part in parts):
        return _merged_words(parts)
    return in_order(joined(parts))


def _merged_words(parts: Sequence[Spans]) -> Spans:
    """Merge single words: place and tier as one number, of which runs ascend already."""
    parts = list({id(part.starts): part for part in parts if len(part.starts)}.values())
    if len(parts) < 2:
        return merge(parts)
    parts.sort(key=lambda part: len(part.starts))
    if sum(len(part.starts) for part in parts[:-1]) * 8 < len(parts[-1].starts):
        return _put_in(merge(parts[:-1]), parts[-1])
    keys = np.concatenate([(part.starts << _TIER_BITS) | part.tiers for part in parts])
    rows = np.concatenate([part.rows for part in parts])
    order = np.argsort(keys, kind="stable")  # merges what is ascending already
    keys, rows = keys[order], rows[order]
    starts = keys >> _TIER_BITS
    is_again = starts[1:] == starts[:-1]
    if is_again.any():  # the first of equal ones has the best tier
        is_first = np.concatenate([[True], ~is_again])
        keys, rows, starts = keys[is_first], rows[is_first], starts[is_first]
    return Spans(starts, starts, (keys & _TIER_MASK).astype(np.uint8), rows)


def _put_in(few: Spans, many: Spans) -> Spans:
    """Put a few words among many; where a word is there already it gets the better tier."""
    places = np.searchsorted(many.starts, few.starts)
    at = np.minimum(places, len(many.starts) - 1)
    is_there = many.starts[at] == few.starts
    tiers = many.tiers
    if is_there.any():
        tiers = tiers.copy()
        tiers[at[is_there]] = np.minimum(tiers[at[is_there]], few.tiers[is_there])
        few, places = few.kept(~is_there), places[~is_there]
    starts = np.insert(many.starts, places, few.starts)
    tiers = np.insert(tiers, places, few.tiers)
    return Spans(starts, starts, tiers, np.insert(many.rows, places, few.rows))


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
    rows = spans.rows[order]
    if not longest:
        return Spans(keys, keys, tiers, rows)
    return Spans(spans.starts[order], spans.ends[order], tiers, rows)


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


def inside(positions: Positions, spans: Spans) -> NDArray[np.bool_]:
    """Say which positions lie inside one of the spans (minimal ones: ends ascend too)."""
    place = np.searchsorted(spans.ends, positions)
    there = place < len(spans.ends)
    if not len(spans.ends):
        return there
    return there & (spans.starts[np.minimum(place, len(spans.ends) - 1)] <= positions)


def by_segment(children: Sequence[Matched], name: str) -> list[tuple]:
    return list(zip(*(getattr(child, name) for child in children), strict=True))
