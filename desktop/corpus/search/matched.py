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

    def is_same(self, other: "Use") -> bool:
        """Say whether it is the same expansion at the same places."""
        return self.expansion is other.expansion and all(
            map(np.array_equal, self.positions, other.positions)
        )

    def kept(self, masks: Sequence[NDArray[np.bool_]]) -> "Use":
        """Return the use with some of its places, by a mask for each segment."""
        return Use(
            self.expansion,
            [part[mask] for part, mask in zip(self.positions, masks, strict=True)],
            [part[mask] for part, mask in zip(self.rows, masks, strict=True)],
            [part[mask] for part, mask in zip(self.which, masks, strict=True)],
        )


@dataclass(frozen=True, slots=True)
class Matched:
    """What a node gives, per segment: documents (bool), scores (float64, 0 outside), hits, uses."""

    documents: list[NDArray[np.bool_]]
    scores: list[NDArray[np.float64]]
    spans: list[list[Spans]]
    uses: list[Use] = field(default_factory=list)


def within_documents(matched: Matched) -> Matched:
    """Keep the hits and the words that lie in matching documents."""
    picks = [_Pick(documents) for documents in matched.documents]
    spans = [
        [pick.spans(part) for part in parts]
        for pick, parts in zip(picks, matched.spans, strict=True)
    ]
    uses = [
        Use(
            use.expansion,
            _picked(picks, use.positions, use.rows),
            _picked(picks, use.rows, use.rows),
            _picked(picks, use.which, use.rows),
        )
        for use in matched.uses
    ]
    return Matched(matched.documents, matched.scores, spans, uses)


class _Pick:
    """Picks what lies in some documents of a segment, each array once: hits often are the words."""

    def __init__(self, documents: NDArray[np.bool_]) -> None:
        self._documents = documents
        self._masks: dict[int, tuple[NDArray, NDArray[np.bool_] | None]] = {}
        self._picked: dict[tuple[int, int], tuple[NDArray, NDArray]] = {}

    def of(self, array: NDArray, rows: NDArray[np.int32]) -> NDArray:
        """Return what of an array lies in the documents; `rows` are those of its items."""
        if id(rows) not in self._masks:
            mask = self._documents[rows]
            self._masks[id(rows)] = rows, None if mask.all() else mask
        mask = self._masks[id(rows)][1]
        if mask is None:
            return array
        key = id(array), id(mask)
        if key not in self._picked:
            self._picked[key] = array, array[mask]
        return self._picked[key][1]

    def spans(self, part: Spans) -> Spans:
        """Return the spans that lie in the documents."""
        return Spans(*(self.of(array, part.rows) for array in part))


def _picked(
    picks: Sequence[_Pick], parts: Sequence[NDArray], rows: Sequence[NDArray[np.int32]]
) -> list[NDArray]:
    return [pick.of(*each) for pick, *each in zip(picks, parts, rows, strict=True)]


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
    """Merge single words: place, tier and row as one number, of which runs ascend already."""
    parts = [part for part in _united(parts) if len(part.starts)]
    if len(parts) < 2:
        return merge(parts)
    parts.sort(key=lambda part: len(part.starts))
    if sum(len(part.starts) for part in parts[:-1]) * 8 < len(parts[-1].starts):
        return _put_in(merge(parts[:-1]), parts[-1])
    row_bits = int(max(part.rows[-1] for part in parts)).bit_length()
    if int(max(part.starts[-1] for part in parts)).bit_length() + _TIER_BITS + row_bits > 63:
        return in_order(joined(parts))
    keys = np.concatenate([_packed(part, row_bits) for part in parts])
    keys.sort(kind="stable")  # merges what is ascending already
    rows = (keys & ((1 << row_bits) - 1)).astype(np.int32)
    keys >>= row_bits
    tiers = (keys & _TIER_MASK).astype(np.uint8)
    keys >>= _TIER_BITS
    is_again = keys[1:] == keys[:-1]
    if is_again.any():  # the first of equal ones has the best tier
        is_first = np.concatenate([[True], ~is_again])
        keys, tiers, rows = keys[is_first], tiers[is_first], rows[is_first]
    return Spans(keys, keys, tiers, rows)


def _packed(part: Spans, row_bits: int) -> NDArray[np.int64]:
    keys = part.starts << _TIER_BITS
    keys |= part.tiers
    keys <<= row_bits
    keys |= part.rows
    return keys


def _united(parts: Sequence[Spans]) -> list[Spans]:
    """Make one of parts that are the same places, each with the better of their tiers."""
    known: dict[int, Spans] = {}
    for part in parts:
        other = known.get(id(part.starts))
        if other is not None:
            part = part._replace(tiers=np.minimum(part.tiers, other.tiers))
        known[id(part.starts)] = part
    return list(known.values())


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
