"""Owns what depends on the order of words: phrases and words near each other, as array operations.

Positions are those of one segment; a span is a pair of positions, both inclusive.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.errors import Trouble

Positions = NDArray[np.int64]

_MOST_PAIRS = 5_000_000
"""More would take hundreds of megabytes."""
_MOST_TRIES = 3_000_000
"""More would take many seconds."""


class Spans(NamedTuple):
    """Spans in ascending order of start, then end; parallel int64 arrays, uint8 tiers, int32 rows.

    `rows` say in which document of the segment each lies; that is looked up once, since a look
    costs as much as a sort. The ends of single words are the very array of their starts.
    """

    starts: Positions
    ends: Positions
    tiers: NDArray[np.uint8]
    rows: NDArray[np.int32]

    @property
    def are_words(self) -> bool:
        """Say whether the spans are known to be single words."""
        return self.starts is self.ends

    def kept(self, chosen: NDArray | None) -> "Spans":
        """Return some of the spans, by a mask or by numbers; by None all of them."""
        if chosen is None:
            return self
        starts = self.starts[chosen]
        ends = starts if self.are_words else self.ends[chosen]
        return Spans(starts, ends, self.tiers[chosen], self.rows[chosen])


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


def near(
    a: Spans, b: Spans, distance: int, documents: Positions, *, only_shortest: bool = False
) -> Spans:
    """Return every span from one of `a` to one of `b`, in either order, at most `distance` apart.

    With `only_shortest`, of those that begin with the same one only the shortest: all that are
    minimal are among them. Raises Trouble if there are too many to be kept in memory.

    The distance of two spans is counted from the last position of the one to the first of the
    other, so of single words it is the difference of their positions; spans that overlap are not
    near. `documents` int64: where each document begins, and the end of the last.
    """
    orders = [(a, b), (b, a)]
    spans = joined([_pairs(*each, distance, only_shortest=only_shortest) for each in orders])
    return _in_one_document(spans, documents)


def _pairs(a: Spans, b: Spans, distance: int, *, only_shortest: bool) -> Spans:
    """Pair each span of a with those of b that start behind it, near enough."""
    if only_shortest and not b.are_words and len(b.starts):
        # Of those with one start the shortest will do.
        b = b.kept(b.ends == b.ends[np.searchsorted(b.starts, b.starts)])
    low = np.searchsorted(b.starts, a.ends, side="right")
    high = np.searchsorted(b.starts, a.ends + distance, side="right")
    if only_shortest and len(b.ends) and (b.are_words or (np.diff(b.ends) >= 0).all()):
        first = b.ends[np.minimum(low, len(b.ends) - 1)]
        high = np.minimum(high, np.maximum(low, np.searchsorted(b.ends, first, side="right")))
    counts = high - low
    total = int(counts.sum())
    if total > _MOST_PAIRS:
        raise _too_often()
    ends = np.cumsum(counts)
    other = np.repeat(low - (ends - counts), counts) + np.arange(total)
    return Spans(
        np.repeat(a.starts, counts),
        b.ends[other],
        np.maximum(np.repeat(a.tiers, counts), b.tiers[other]),
        np.repeat(a.rows, counts),
    )


def _too_often() -> Trouble:
    return Trouble(
        "These words stand near each other too often to look at them all.",
        advice="Take a smaller distance or rarer words.",
    )


def within(parts: Sequence[Spans], distance: int, documents: Positions) -> Spans:
    """Return spans that hold one of each part, their positions apart by at most `distance`.

    From each place on, the shortest. No token serves two parts; parts that are the same array are
    one word wanted several times. Raises Trouble if there are too many choices to try them all.
    """
    distinct = {id(part.starts): part for part in parts}
    wanted = [sum(part.starts is each.starts for each in parts) for part in distinct.values()]
    starts = np.concatenate([part.starts for part in distinct.values()])
    starts.sort(kind="stable")
    is_simple = not (np.diff(starts) == 0).any() and all(
        np.array_equal(part.starts, part.ends) for part in parts
    )
    if is_simple:
        spans = _windows(list(distinct.values()), wanted, distance)
    else:
        spans = _choices(parts, distance, documents)
    return _in_one_document(spans, documents)


def _windows(parts: Sequence[Spans], wanted: Sequence[int], distance: int) -> Spans:
    """Single words that share no token: from each of them on, the next ones of all parts."""
    found = []
    for part in parts:
        begins, tiers = part.starts, part.tiers
        ends = begins.copy()
        is_there = np.ones(len(begins), dtype=bool)
        for other, count in zip(parts, wanted, strict=True):
            last = np.searchsorted(other.starts, begins) + count - 1
            is_there &= last < len(other.starts)
            last = np.minimum(last, max(len(other.starts) - 1, 0))
            if not len(other.starts):
                is_there[:] = False
                continue
            ends = np.maximum(ends, other.starts[last])
            tiers = np.maximum(tiers, other.tiers[last])
        keep = is_there & (ends - begins <= distance)
        found.append(Spans(begins[keep], ends[keep], tiers[keep], part.rows[keep]))
    return joined(found)


def _choices(parts: Sequence[Spans], distance: int, documents: Positions) -> Spans:
    """Parts that may share tokens or have several: try every choice near each place."""
    found: list[tuple[int, int, int]] = []
    n_tries = 0
    starts = np.unique(np.concatenate([part.starts for part in parts]))
    longest = max(int((part.ends - part.starts).max(initial=0)) for part in parts)
    lows = [np.searchsorted(part.starts, starts) for part in parts]
    highs = [
        np.searchsorted(part.starts, starts + distance + longest, side="right") for part in parts
    ]
    possible = np.all([high > low for low, high in zip(lows, highs, strict=True)], axis=0)
    for number in np.flatnonzero(possible):
        choices = [
            [
                (int(part.starts[n]), int(part.ends[n]), int(part.tiers[n]))
                for n in range(low[number], high[number])
            ]
            for part, low, high in zip(parts, lows, highs, strict=True)
        ]
        start = int(starts[number])
        best, tried = _choose(choices, start, distance, most_tries=_MOST_TRIES - n_tries)
        n_tries += tried
        if best is not None:
            found.append((start, *best))
    table = np.array(found, dtype=np.int64).reshape(-1, 3)
    rows = (np.searchsorted(documents, table[:, 0], side="right") - 1).astype(np.int32)
    return Spans(table[:, 0], table[:, 1], table[:, 2].astype(np.uint8), rows)


def _choose(
    choices: list[list[tuple[int, int, int]]], start: int, distance: int, *, most_tries: int
) -> tuple[tuple[int, int] | None, int]:
    """Choose one span of each part, none overlapping, one at `start`; return least end and tier.

    With them comes how often was tried. Raises Trouble if that would be more than `most_tries`.
    """
    best: tuple[int, int] | None = None
    n_tries = 0

    def extend(number: int, taken: list[tuple[int, int, int]]) -> None:
        nonlocal best, n_tries
        n_tries += 1
        if n_tries > most_tries:
            raise _too_often()
        if number == len(choices):
            first = min(taken)
            is_near = max(span[0] for span in taken) - first[1] <= distance
            if first[0] == start and is_near:
                candidate = (max(span[1] for span in taken), max(span[2] for span in taken))
                best = candidate if best is None else min(best, candidate)
            return
        for span in choices[number]:
            if best is not None and span[1] > best[0]:
                continue
            if all(span[0] > other[1] or span[1] < other[0] for other in taken):
                extend(number + 1, [*taken, span])

    extend(0, [])
    return best, n_tries


def _in_one_document(spans: Spans, documents: Positions) -> Spans:
    return spans.kept(spans.ends < documents[spans.rows + 1])


def joined(parts: Sequence[Spans]) -> Spans:
    """Return the spans of all parts, one after the other."""
    return Spans(
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
        np.concatenate([part.tiers for part in parts]),
        np.concatenate([part.rows for part in parts]),
    )


def minimal(spans: Spans) -> Spans:
    """Keep the spans that hold no other of them; of equal ones the best tier."""
    if not len(spans.starts):
        return spans
    order = np.lexsort((spans.tiers, spans.ends, spans.starts))
    starts, ends, tiers, rows = spans.kept(order)
    is_first = np.concatenate([[True], (starts[1:] != starts[:-1]) | (ends[1:] != ends[:-1])])
    starts, ends, tiers, rows = (each[is_first] for each in (starts, ends, tiers, rows))
    # Of those that start later, or at the same place and end earlier, does one end by here?
    earliest_later = np.minimum.accumulate(ends[::-1])[::-1]
    holds_later = np.concatenate([earliest_later[1:] <= ends[:-1], [False]])
    holds_same_start = np.concatenate([[False], starts[1:] == starts[:-1]])
    keep = ~(holds_later | holds_same_start)
    return Spans(starts[keep], ends[keep], tiers[keep], rows[keep])
