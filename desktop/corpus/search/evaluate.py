"""Owns the evaluator: a parsed line over the columns, as whole arrays. There is no other.

`Evaluation` walks the tree once for all segments. A node gives, for each segment, which documents
match, their scores, and the spans that are hits; leaves also say which of their words were used.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise, product
from math import log

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.columns import Columns, Segment
from desktop.corpus.errors import QueryTrouble, Trouble
from desktop.corpus.query.tree import (
    And,
    Every,
    Filter,
    Gap,
    Leaf,
    Near,
    Not,
    NullQuery,
    Or,
    Phrase,
    Query,
    Within,
    Word,
)
from desktop.corpus.search.expansion import Expander, Expansion
from desktop.corpus.search.found import Found, Remembered
from desktop.corpus.search.matched import (
    Matched,
    Use,
    by_segment,
    in_order,
    inside,
    merge,
    shared,
    within_documents,
)
from desktop.corpus.search.positional import Spans, chain, minimal, near, within
from desktop.corpus.search.result import Tier
from desktop.corpus.search.stretches import are_admitted, weighed

K1 = 1.2
B = 0.75
MOST_READINGS = 64
_FEW_LEFT_OUT = 4_000

Positions = NDArray[np.int64]


class Evaluation:
    """One search over one value of the columns, or over some documents (`among`, by segment).

    `admit` gives a filter's documents by segment, `languages` each document's language; `among` is
    the same for all searches over the columns, and `remembered` is what some of them have found.
    """

    def __init__(
        self,
        columns: Columns,
        expander: Expander,
        *,
        boilerplate: str,
        admit: Callable[[Filter], list[NDArray[np.bool_]]],
        languages: list[NDArray[np.str_]],
        remembered: Remembered,
        among: list[NDArray[np.bool_]] | None = None,
    ) -> None:
        self._remembered = remembered
        self._columns = columns
        self._segments = columns.segments
        self._live = columns.live if among is None else among
        self._among = None if among is None else [np.flatnonzero(mask) for mask in among]
        self._expander = expander
        self._boilerplate = boilerplate
        self._admit = admit
        self._languages = languages
        self._found: dict[tuple[str, int], list[Found]] = {}

    def run(self, tree: Query) -> Matched:
        """Evaluate a tree."""
        match tree:
            case Filter():
                pairs = zip(self._admit(tree), self._live, strict=True)
                return self._only_documents([admitted & live for admitted, live in pairs])
            case Every():
                return self._only_documents([live.copy() for live in self._live])
            case Not():
                inner = self.run(tree.query)
                pairs = zip(inner.documents, self._live, strict=True)
                return self._only_documents([live & ~found for found, live in pairs])
            case And():
                return self._all([self.run(child) for child in tree.subqueries])
            case Or():
                return self._any([self._branch(child) for child in tree.subqueries])
            case Phrase():
                return self._phrase(tree)
            case Near() | Within():
                return self._with_minimal_hits(self._nearness(tree, is_outermost=True))
            case _ if isinstance(tree, Leaf):
                return self._word(tree)
            case _ if tree == NullQuery:
                return self._only_documents([np.zeros_like(live) for live in self._live])
        raise TypeError(f"a tree holds {type(tree).__name__}")

    # Documents

    def _only_documents(self, documents: list[NDArray[np.bool_]]) -> Matched:
        return Matched(
            documents, [np.zeros(len(mask)) for mask in documents], [[] for _ in documents]
        )

    def _all(self, children: Sequence[Matched]) -> Matched:
        documents = [np.logical_and.reduce(masks) for masks in by_segment(children, "documents")]
        return self._together(children, documents)

    def _any(self, children: Sequence[Matched]) -> Matched:
        documents = [np.logical_or.reduce(masks) for masks in by_segment(children, "documents")]
        return self._together(children, documents)

    def _branch(self, tree: Query) -> Matched:
        """A branch of an OR: an AND gives its hits only where all of it matches."""
        matched = self.run(tree)
        if not isinstance(tree, And):
            return matched
        return within_documents(matched)

    def _together(self, children: Sequence[Matched], documents: list[NDArray[np.bool_]]) -> Matched:
        scores = [
            np.where(mask, np.sum(parts, axis=0), 0.0)
            for mask, parts in zip(documents, by_segment(children, "scores"), strict=True)
        ]
        spans = [[s for part in parts for s in part] for parts in by_segment(children, "spans")]
        return Matched(documents, scores, spans, [use for c in children for use in c.uses])

    # Words

    def _word(self, leaf: Leaf) -> Matched:
        """A word by itself: its forms, and what its aliases of several words find."""
        expansion = self._expander.expand(leaf)
        matched = self._leaf(leaf.fieldname, expansion)
        if not isinstance(leaf, Word):
            return matched
        return self._with_aliases(matched, leaf, (leaf.text,))

    def _with_aliases(self, matched: Matched, first: Leaf, words: tuple[str, ...]) -> Matched:
        others = [self._alias_phrase(first, alias) for alias in self._expander.alias_phrases(words)]
        return self._any([matched, *others]) if others else matched

    def _alias_phrase(self, leaf: Leaf, alias: tuple[str, ...]) -> Matched:
        return self._chain(leaf.fieldname, self._expander.alias_slots(leaf.typed, alias))

    def _leaf(self, fieldname: str, expansion: Expansion) -> Matched:
        founds = self._find(fieldname, expansion)
        documents = [found.frequencies > 0 for found in founds]
        spans = [
            [Spans(found.positions, found.positions, expansion.tiers[found.which], found.rows)]
            for found in founds
        ]
        use = Use(
            expansion,
            [found.positions for found in founds],
            [found.rows for found in founds],
            [found.which for found in founds],
        )
        return Matched(documents, self._scores(founds), spans, [use])

    def _which(self, segment: Segment, positions: Positions, expansion: Expansion) -> Positions:
        """Return which number of an expansion stands at each of some places of it."""
        return np.searchsorted(expansion.numbers, segment.forms[positions])

    def _find(self, fieldname: str, expansion: Expansion) -> list[Found]:
        """Return where the words of an expansion stand in the field, within the scope."""
        key = (fieldname, id(expansion))
        if key not in self._found:
            lasting = (fieldname, self._boilerplate, self._among is None)
            lasting = (*lasting, expansion.numbers.tobytes())
            is_lasting = expansion.by_language is None
            founds = self._remembered.get(lasting) if is_lasting else None
            if founds is None:
                numbers = range(len(self._segments))
                founds = [self._find_in(number, fieldname, expansion) for number in numbers]
                if is_lasting:
                    self._remembered.keep(lasting, founds)
            self._found[key] = founds
        return self._found[key]

    def _find_in(self, number: int, fieldname: str, expansion: Expansion) -> Found:
        segment, live = self._segments[number], self._live[number]
        positions, which = self._expander.postings(expansion, number, segment)
        if self._among is not None:
            rows = self._among[number]
            inside = _between(positions, segment.starts[rows], segment.starts[rows + 1])
            positions, which = positions[inside], which[inside]
        stretches = segment.stretches[positions]
        rows = segment.documents_at(positions)
        keep = are_admitted(stretches, fieldname, self._boilerplate)
        if not live.all():
            keep &= live[rows]
        if expansion.by_language is not None:
            keep &= expansion.is_in_language(
                expansion.numbers[which], self._languages[number][rows]
            )
        n_kept = int(np.count_nonzero(keep))
        if n_kept < len(keep):
            positions, which, stretches, rows = (
                _kept(array, keep, n_kept) for array in (positions, which, stretches, rows)
            )
        return Found(positions, rows, which, weighed(rows, stretches, n_rows=len(segment.ids)))

    def _scores(self, founds: Sequence[Found]) -> list[NDArray[np.float64]]:
        """BM25F as Whoosh computes it, over the summed forms; length is words outside boilerplate."""
        n_matching = sum(int(np.count_nonzero(found.frequencies)) for found in founds)
        idf = log(max(self._columns.n_documents, 1) / (n_matching + 1)) + 1
        mean = self._columns.mean_length or 1.0
        return [
            idf
            * (found.frequencies * (K1 + 1))
            / (found.frequencies + K1 * ((1 - B) + B * lengths / mean))
            for found, lengths in zip(founds, self._columns.lengths, strict=True)
        ]

    # Phrases and nearness

    def _phrase(self, tree: Phrase) -> Matched:
        """A phrase with the readings that aliases give its words."""
        words = tuple(part.text if isinstance(part, Word) else "" for part in tree.subqueries)
        options: list[list[list[Expansion | None]]] = []
        for part in tree.subqueries:
            if isinstance(part, Gap):
                options.append([[None]])
                continue
            readings: list[list[Expansion | None]] = [[self._expander.expand(part)]]
            if isinstance(part, Word):
                for alias in self._expander.alias_phrases((part.text,)):
                    folds = self._expander.alias_slots(part.typed, alias)
                    readings.append([*folds])
            options.append(readings)
        fieldname = next(p.fieldname for p in tree.subqueries)
        chains = [
            self._chain(fieldname, [slot for reading in readings for slot in reading])
            for readings, _ in zip(product(*options), range(MOST_READINGS), strict=False)
        ]
        first = tree.subqueries[0]
        if "" not in words and isinstance(first, Word):
            alone = self._expander.alias_words(words)
            typed = " ".join(p.typed for p in tree.subqueries)
            if alone:
                chains.append(
                    self._leaf(fieldname, self._expander.of_folds(typed, alone, Tier.ALIAS))
                )
            for alias in self._expander.alias_phrases(words):
                chains.append(self._chain(fieldname, self._expander.alias_slots(typed, alias)))
        return chains[0] if len(chains) == 1 else self._any(chains)

    def _chain(self, fieldname: str, slots: Sequence[Expansion | None]) -> Matched:
        """Adjacent words in order; None is any one word. Scored by the words it consists of."""
        founds = [None if slot is None else self._find(fieldname, slot) for slot in slots]
        spans: list[list[Spans]] = []
        begins_of: list[Positions] = []
        rows_of: list[NDArray[np.int32]] = []
        which_of: list[list[NDArray[np.integer]]] = [[] for _ in slots]
        for number, segment in enumerate(self._segments):
            placed = [
                (offset, found[number].positions) for offset, found in enumerate(founds) if found
            ]
            if placed:
                begins = chain(placed, n_tokens=segment.n_tokens)
            else:
                begins = np.arange(segment.n_tokens, dtype=np.int64)
            begins, rows = self._whole(number, begins, len(slots), fieldname)
            tiers = np.zeros(len(begins), dtype=np.uint8)
            for offset, slot in enumerate(slots):
                if slot is not None:
                    which = self._which(segment, begins + offset, slot)
                    which_of[offset].append(which)
                    tiers = np.maximum(tiers, slot.tiers[which])
            spans.append([Spans(begins, begins + len(slots) - 1, tiers, rows)])
            begins_of.append(begins)
            rows_of.append(rows)
        uses = [
            Use(slot, [begins + offset for begins in begins_of], rows_of, which_of[offset])
            for offset, slot in enumerate(slots)
            if slot is not None
        ]
        return self._with_hits(spans, [found for found in founds if found], uses)

    def _whole(
        self, number: int, begins: Positions, length: int, fieldname: str
    ) -> tuple[Positions, NDArray[np.int32]]:
        """Keep the begins from which `length` words lie in one document, scope and field; also its row."""
        segment = self._segments[number]
        begins = begins[begins + length <= segment.n_tokens]
        rows = segment.documents_at(begins)
        keep = (begins + length <= segment.starts[rows + 1]) & self._live[number][rows]
        for offset in range(length):
            at = np.minimum(begins + offset, segment.n_tokens - 1)
            keep &= are_admitted(segment.stretches[at], fieldname, self._boilerplate)
        return begins[keep], rows[keep]

    def _nearness(self, tree: Query, *, is_outermost: bool = False) -> Matched:
        """Nearness with every span, also those that hold another: an outer one may need them.

        The outermost needs but the shortest.
        """
        match tree:
            case Near():
                parts = [self._nearness(part) for part in (tree.a, tree.b)]
            case Within():
                parts = [self.run(part) for part in tree.parts]
            case Or():
                return self._any([self._nearness(part) for part in tree.subqueries])
            case _:
                return self.run(tree)
        spans: list[list[Spans]] = []
        for number, segment in enumerate(self._segments):
            of_parts = [merge(part.spans[number]) for part in parts]
            try:
                if isinstance(tree, Near):
                    a, b = of_parts
                    found = near(a, b, tree.distance, segment.starts, only_shortest=is_outermost)
                else:
                    found = within(shared(of_parts), tree.distance, segment.starts)
            except Trouble as trouble:
                raise QueryTrouble(
                    trouble.sentence, start=tree.start, end=tree.end, advice=trouble.advice
                ) from trouble
            spans.append([in_order(found)])
        documents = self._documents_of(spans)
        scores = [
            np.where(mask, np.sum(values, axis=0), 0.0)
            for mask, values in zip(documents, by_segment(parts, "scores"), strict=True)
        ]
        return Matched(documents, scores, spans, [use for part in parts for use in part.uses])

    def _with_minimal_hits(self, matched: Matched) -> Matched:
        """Keep the spans that hold no other, and the words inside them."""
        spans = [[minimal(merge(parts))] for parts in matched.spans]
        uses = [
            use.kept([inside(p, s[0]) for p, s in zip(use.positions, spans, strict=True)])
            for use in matched.uses
        ]
        return Matched(matched.documents, matched.scores, spans, uses)

    def _with_hits(
        self, spans: list[list[Spans]], founds: Sequence[Sequence[Found]], uses: list[Use]
    ) -> Matched:
        documents = self._documents_of(spans)
        scores = [np.zeros(len(mask)) for mask in documents]
        for found in founds:
            for number, score in enumerate(self._scores(found)):
                scores[number] += np.where(documents[number], score, 0.0)
        return Matched(documents, scores, spans, uses)

    def _documents_of(self, spans: list[list[Spans]]) -> list[NDArray[np.bool_]]:
        masks = []
        for segment, parts in zip(self._segments, spans, strict=True):
            mask = np.zeros(len(segment.ids), dtype=bool)
            for part in parts:
                mask[part.rows] = True
            masks.append(mask)
        return masks


def _kept(array: NDArray, keep: NDArray[np.bool_], n_kept: int) -> NDArray:
    """Return what a mask keeps; if nearly all, the stretches between, which is quicker."""
    if (len(keep) - n_kept) * _FEW_LEFT_OUT > n_kept:
        return array[keep]
    bounds = [-1, *np.flatnonzero(~keep).tolist(), len(keep)]
    return np.concatenate([array[low + 1 : high] for low, high in pairwise(bounds)])


def _between(positions: Positions, starts: Positions, ends: Positions) -> Positions:
    """Return which of the ascending positions lie in ranges, which ascend and do not overlap."""
    low, high = np.searchsorted(positions, starts), np.searchsorted(positions, ends)
    counts = high - low
    ends_of = np.cumsum(counts)
    total = int(ends_of[-1]) if len(ends_of) else 0
    return np.repeat(low - (ends_of - counts), counts) + np.arange(total)
