"""Owns what depends on the order of words: phrases and words near each other, as array operations.

Positions are those of one segment; a span is a pair of positions, both inclusive.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int64]


class Spans(NamedTuple):
    """Spans in ascending order of start, then end; parallel int64 arrays, and uint8 tiers."""

    starts: Positions
    ends: Positions
    tiers: NDArray[np.uint8]

    def kept(self, chosen: NDArray) -> "Spans":
        """Return some of the spans, by a mask or by numbers."""
        return Spans(self.starts[chosen], self.ends[chosen], self.tiers[chosen])


def chain(slots: Sequence[tuple[int, Positions]], *, n_tokens: int) -> Positions:
    """Return where a phrase begins: `slots` are (distance from its begin, positions of the word).

    The positions are ascending and without repeats. Bounds of documents are the caller's business.
    """
    slots = sorted(slots, key=lambda slot: len(slot[1]))
    offset, positions = slots[0]
    begins = positions - offset
    begins = begins[begins >= 0]
    for offset, positions in slots[1:]:
        begins = begins[_is_in(begins + offset, positions, n_tokens)]
    return begins


def _is_in(wanted: Positions, positions: Positions, n_tokens: int) -> NDArray[np.bool_]:
    """Say which of the wanted positions occur among the ascending `positions`."""
    if not len(positions) or not len(wanted):
        return np.zeros(len(wanted), dtype=bool)
    if len(wanted) * 4 > len(positions) and n_tokens < 1 << 28:
        table = np.zeros(n_tokens + 1, dtype=bool)
        table[positions] = True
        return table[np.minimum(wanted, n_tokens)]
    place = np.minimum(np.searchsorted(positions, wanted), len(positions) - 1)
    return positions[place] == wanted


def near(parts: Sequence[Spans], distance: int, documents: Positions) -> Spans:
    """Return the minimal spans in which all parts stand within `distance`, in any order.

    Within a distance means that the positions of words differ by at most so much; between phrases
    the gap between the end of one and the start of the other counts, as if each were one word; no
    token serves two parts. `documents` int64: where each document begins, and the end of the last.
    """
    spans = (
        _near_two(parts[0], parts[1], distance) if len(parts) == 2 else _near_many(parts, distance)
    )
    if len(spans.starts):
        rows = np.searchsorted(documents, spans.starts, side="right")
        inside = spans.ends < documents[rows]
        spans = spans.kept(inside)
    return _minimal(spans)


def _near_two(a: Spans, b: Spans, distance: int) -> Spans:
    first, second = _followers(a, b, distance), _followers(b, a, distance)
    return joined([first, second])


def _followers(a: Spans, b: Spans, distance: int) -> Spans:
    """Pair each span of a with the first of b that starts behind it, if it is near enough."""
    if not len(a.starts) or not len(b.starts):
        return Spans(a.starts[:0], a.ends[:0], a.tiers[:0])
    place = np.searchsorted(b.starts, a.ends, side="right")
    there = place < len(b.starts)
    place = np.minimum(place, len(b.starts) - 1)
    keep = there & (b.starts[place] - a.ends <= distance)
    return Spans(
        a.starts[keep], b.ends[place[keep]], np.maximum(a.tiers[keep], b.tiers[place[keep]])
    )


def _near_many(parts: Sequence[Spans], distance: int) -> Spans:
    """Several words within a window: from each place on, the next of each part that fits in."""
    found: list[tuple[int, int, int]] = []
    starts = np.unique(np.concatenate([part.starts for part in parts]))
    lows = [np.searchsorted(part.starts, starts) for part in parts]
    highs = [np.searchsorted(part.starts, starts + distance, side="right") for part in parts]
    possible = np.all([high > low for low, high in zip(lows, highs, strict=True)], axis=0)
    for number in np.flatnonzero(possible):
        start = int(starts[number])
        choices = [
            [
                (int(part.starts[n]), int(part.ends[n]), int(part.tiers[n]))
                for n in range(low[number], high[number])
            ]
            for part, low, high in zip(parts, lows, highs, strict=True)
        ]
        best = _choose(choices, start, distance)
        if best is not None:
            found.append((start, *best))
    table = np.array(found, dtype=np.int64).reshape(-1, 3)
    return Spans(table[:, 0], table[:, 1], table[:, 2].astype(np.uint8))


def _choose(
    choices: list[list[tuple[int, int, int]]], start: int, distance: int
) -> tuple[int, int] | None:
    """Choose one span of each part, none overlapping, one at `start`; return least end and tier."""
    best: tuple[int, int] | None = None

    def extend(number: int, taken: list[tuple[int, int, int]]) -> None:
        nonlocal best
        if number == len(choices):
            last_start = max(span[0] for span in taken)
            first_end = (
                min(span[1] for span in taken if span[0] == start)
                if any(span[0] == start for span in taken)
                else None
            )
            if first_end is None or last_start - first_end > distance:
                return
            candidate = (max(span[1] for span in taken), max(span[2] for span in taken))
            best = candidate if best is None else min(best, candidate)
            return
        for span in choices[number]:
            if best is not None and span[1] > best[0]:
                continue
            if all(span[0] > other[1] or span[1] < other[0] for other in taken):
                extend(number + 1, [*taken, span])

    extend(0, [])
    return best


def joined(parts: Sequence[Spans]) -> Spans:
    """Return the spans of all parts, one after the other."""
    return Spans(
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
        np.concatenate([part.tiers for part in parts]),
    )


def _minimal(spans: Spans) -> Spans:
    """Keep the spans that hold no other of them; of equal ones the best tier."""
    if not len(spans.starts):
        return spans
    order = np.lexsort((spans.tiers, spans.ends, spans.starts))
    starts, ends, tiers = spans.kept(order)
    is_first = np.concatenate([[True], (starts[1:] != starts[:-1]) | (ends[1:] != ends[:-1])])
    starts, ends, tiers = starts[is_first], ends[is_first], tiers[is_first]
    # Of those that start later, or at the same place and end earlier, does one end by here?
    earliest_later = np.minimum.accumulate(ends[::-1])[::-1]
    holds_later = np.concatenate([earliest_later[1:] <= ends[:-1], [False]])
    holds_same_start = np.concatenate([[False], starts[1:] == starts[:-1]])
    keep = ~(holds_later | holds_same_start)
    return Spans(starts[keep], ends[keep], tiers[keep])
