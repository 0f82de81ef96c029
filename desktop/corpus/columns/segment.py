"""Owns a segment: the tokens of some documents one after the other, and the same grouped by form."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.library.rows import LiveTokens, StoredTokens

_LABEL_BITS = 8
_BLOCK_TOKENS = 4_000_000
_COUNTED_TOKENS = 500_000


class Segment(NamedTuple):
    """Parallel arrays over documents (ids, serials, starts) and over tokens (forms, stretches).

    `ids` int64 ascending; `serials` int64; `starts` int64 (documents + 1): where each document's
    tokens begin; `forms` int32; `stretches` uint8; `rows` int32: the document of each token, by row;
    `order` int32: positions grouped by form and ascending inside a group; `form_starts` int64:
    where each form's group begins (forms + 1).
    """

    ids: NDArray[np.int64]
    serials: NDArray[np.int64]
    starts: NDArray[np.int64]
    forms: NDArray[np.int32]
    stretches: NDArray[np.uint8]
    rows: NDArray[np.int32]
    order: NDArray[np.int32]
    form_starts: NDArray[np.int64]

    @property
    def n_tokens(self) -> int:
        """How many tokens the segment holds."""
        return len(self.forms)

    def positions(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return where these forms stand, ascending; int64 positions in this segment."""
        n_forms = len(self.form_starts) - 1
        numbers = numbers[numbers < n_forms]
        if len(numbers) == 1:
            number = int(numbers[0])
            return self.order[self.form_starts[number] : self.form_starts[number + 1]].astype(
                np.int64
            )
        counts = self.form_starts[numbers + 1] - self.form_starts[numbers]
        total = int(counts.sum())
        if total * 12 > self.n_tokens:
            chosen = np.zeros(n_forms, dtype=bool)
            chosen[numbers] = True
            return np.flatnonzero(chosen[self.forms])
        ends = np.cumsum(counts)
        places = np.repeat(self.form_starts[numbers] - (ends - counts), counts) + np.arange(total)
        found = self.order[places].astype(np.int64)
        found.sort(kind="stable")  # merges the groups, each of which is ascending
        return found

    def postings(self, numbers: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.integer]]:
        """Return where these forms stand, ascending, and which of them stands there.

        `numbers` ascend; the second array are places in `numbers`, parallel to the positions.
        """
        n_forms = len(self.form_starts) - 1
        known = numbers[numbers < n_forms]
        ends = self.form_starts[known + 1]
        counts = ends - self.form_starts[known]
        total = int(counts.sum())
        if len(known) > 1 << _LABEL_BITS or total * 12 > self.n_tokens:
            positions = self.positions(known)
            place_of = np.zeros(n_forms, dtype=np.int32)
            place_of[known] = np.arange(len(known), dtype=np.int32)
            return positions, place_of[self.forms[positions]]
        groups = [self.order[end - count : end] for end, count in zip(ends, counts, strict=True)]
        if len(groups) <= 1:
            positions = groups[0].astype(np.int64) if groups else np.zeros(0, dtype=np.int64)
            return positions, np.zeros(total, dtype=np.uint8)
        labelled = np.empty(total, dtype=np.int64)
        place = 0
        for label, group in enumerate(groups):
            own = labelled[place : place + len(group)]
            np.left_shift(group, _LABEL_BITS, out=own, dtype=np.int64)
            own |= label
            place += len(group)
        labelled.sort(kind="stable")  # merges the groups, each of which is ascending
        return labelled >> _LABEL_BITS, labelled.astype(np.uint8)  # the low bits are the label

    def documents_at(self, positions: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the row of the document in which each position lies."""
        return self.rows[positions]


def make_segment(
    ids: Sequence[int], serials: Sequence[int], tokens: Sequence[StoredTokens], n_forms: int
) -> Segment:
    """Lay the tokens of documents, given by ascending id, out as a segment."""
    live = LiveTokens(
        np.array(ids, dtype=np.int64),
        np.array(serials, dtype=np.int64),
        np.array([len(t.forms) for t in tokens], dtype=np.int64),
        np.concatenate([t.forms for t in tokens] or [np.zeros(0, np.int32)]),
        np.concatenate([t.stretches for t in tokens] or [np.zeros(0, np.uint8)]),
    )
    return segment_of(live, n_forms)


def segment_of(tokens: LiveTokens, n_forms: int) -> Segment:
    """Make a segment of the tokens of documents that lie one after the other."""
    starts = np.zeros(len(tokens.ids) + 1, dtype=np.int64)
    np.cumsum(tokens.counts, out=starts[1:])
    order, form_starts = invert(tokens.forms, n_forms)
    return Segment(
        tokens.ids,
        tokens.serials,
        starts,
        tokens.forms.astype(np.int32, copy=False),
        tokens.stretches.astype(np.uint8, copy=False),
        np.repeat(np.arange(len(tokens.ids), dtype=np.int32), tokens.counts),
        order,
        form_starts,
    )


def invert(
    forms: NDArray[np.int32], n_forms: int, *, block_tokens: int = _BLOCK_TOKENS
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return positions grouped by form, and where each group begins.

    They are sorted in blocks, and each block's put behind those before: of all tokens of a large corpus
    at once, that would take much memory.
    """
    form_starts = np.zeros(n_forms + 1, dtype=np.int64)
    np.cumsum(_counts(forms, n_forms), out=form_starts[1:])
    order = np.empty(len(forms), dtype=np.int32)
    ends = form_starts[:-1].copy()
    for start in range(0, len(forms), block_tokens):
        block = forms[start : start + block_tokens]
        order_here = _stable_order(block)
        if len(block) == len(forms):
            return order_here, form_starts
        counts = _counts(block, n_forms)
        places = (ends + counts - counts.cumsum())[block[order_here]]
        places += np.arange(len(block))
        order_here += start
        order[places] = order_here
        ends += counts
    return order, form_starts


def _counts(forms: NDArray[np.int32], n_forms: int) -> NDArray[np.int64]:
    """Return how often each form is there; piece by piece, since numpy makes wider copies of them."""
    counts = np.zeros(n_forms, dtype=np.int64)
    for start in range(0, len(forms), _COUNTED_TOKENS):
        counts += np.bincount(forms[start : start + _COUNTED_TOKENS], minlength=n_forms)
    return counts


def _stable_order(forms: NDArray[np.int32]) -> NDArray[np.int32]:
    """argsort(kind="stable") in a quarter of the time and memory: (form, position) sorted in place."""
    both = forms.astype(np.int64)
    both <<= 32
    both |= np.arange(len(forms), dtype=np.int64)
    both.sort()
    both &= 0xFFFFFFFF
    return both.astype(np.int32)


def join_segments(segments: Sequence[Segment], n_forms: int) -> Segment:
    """Return one segment with the documents of all, by ascending id."""
    ids = np.concatenate([s.ids for s in segments])
    pieces = [
        StoredTokens(
            s.forms[s.starts[row] : s.starts[row + 1]],
            np.zeros(0, np.int32),
            np.zeros(0, np.uint16),
            s.stretches[s.starts[row] : s.starts[row + 1]],
        )
        for s in segments
        for row in range(len(s.ids))
    ]
    serials = np.concatenate([s.serials for s in segments])
    by_id = np.argsort(ids, kind="stable")
    return make_segment(
        ids[by_id].tolist(), serials[by_id].tolist(), [pieces[n] for n in by_id], n_forms
    )
