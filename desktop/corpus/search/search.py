"""Owns a search from the parsed line to the result: ranked documents, all hits, forms, suggestions."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.columns import Columns, Segment
from desktop.corpus.query import Query, readings
from desktop.corpus.query.tree import And, Exact, Filter, Gap, Leaf, Word, leaves
from desktop.corpus.search.evaluate import Evaluation
from desktop.corpus.search.expansion import Expander
from desktop.corpus.search.ground import Ground
from desktop.corpus.search.matched import Matched, Use, merge, within_documents
from desktop.corpus.search.ordering import stable_argsort
from desktop.corpus.search.positional import Spans
from desktop.corpus.search.result import (
    FormCount,
    Hits,
    Missing,
    Result,
    Switches,
    Tier,
    everything,
    no_hits,
)
from desktop.corpus.text.blocks import Kind
from desktop.corpus.text.fold import fold
from desktop.corpus.text.stretches import KIND_BITS

_RANKS = np.array([Tier(n).rank for n in range(len(Tier))], dtype=np.uint8)
_NO_TIER = 9


class FormTable(NamedTuple):
    """The forms of one typed word, parallel: numbers, tiers, hits (int64) and whether they are on."""

    numbers: NDArray[np.int64]
    tiers: NDArray[np.uint8]
    hits: NDArray[np.int64]
    is_on: NDArray[np.bool_]


class FormCounts(Sequence[FormCount]):
    """The forms of a result, word by word in the order typed; each is made when it is looked at."""

    def __init__(
        self, typed: Sequence[str], tables: Sequence[FormTable], form_of: Callable[[int], str]
    ) -> None:
        self._typed = typed
        self._tables = tables
        self._starts = np.cumsum([0, *(len(table.numbers) for table in tables)])
        self._form_of = form_of

    def __len__(self) -> int:
        return int(self._starts[-1])

    @overload
    def __getitem__(self, index: int) -> FormCount: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[FormCount]: ...

    def __getitem__(self, index: int | slice) -> FormCount | Sequence[FormCount]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        number = range(len(self))[index]
        word = int(np.searchsorted(self._starts, number, side="right")) - 1
        table, row = self._tables[word], number - int(self._starts[word])
        return FormCount(
            self._typed[word],
            self._form_of(int(table.numbers[row])),
            Tier(int(table.tiers[row])),
            int(table.hits[row]),
            bool(table.is_on[row]),
        )


def search(
    ground: Ground, typed: str, *, switches: Switches, without_repeats: bool = False
) -> Result:
    """Answer one typed line. Raises QueryTrouble with its place, Trouble for a boundless pattern.

    Of the readings of the line the first that finds anything is the answer, else the last. Without
    repeats it is as if `duplicates:no` stood behind the whole line.
    """
    began = time.perf_counter()
    expander = Expander(ground.columns.forms, ground.aliases, ground.language_names, switches)
    result = everything(typed, no_hits().document, generation=ground.columns.generation)
    for query in readings(typed):
        if without_repeats:
            query = replace(query, tree=And([query.tree, Filter("duplicates", "no")]))
        result = _answer(ground, query, expander)
        if result.n_documents or result.boilerplate_hits:
            break
    return replace(result, typed=typed, seconds=time.perf_counter() - began)


def _answer(ground: Ground, query: Query, expander: Expander) -> Result:
    matched = _evaluate(ground, query, expander, query.boilerplate)
    result = _result(ground, query, matched)
    apart = result.n_hits
    if query.boilerplate != "only":
        apart = _boilerplate_hits(ground, query, expander)
    missing = _missing(ground, query, expander) if not result.n_documents else ()
    is_vain = not result.n_documents and not apart
    return replace(
        result,
        boilerplate_hits=apart,
        forms=_form_counts(ground, matched),
        missing=missing,
        generation=ground.columns.generation,
        notes=(*query.notes, *query.vain_notes) if is_vain else query.notes,
        boilerplate=query.boilerplate,
    )


def _evaluate(
    ground: Ground,
    query: Query,
    expander: Expander,
    boilerplate: str,
    *,
    among: list[NDArray[np.bool_]] | None = None,
) -> Matched:
    evaluation = Evaluation(
        ground.columns,
        expander,
        boilerplate=boilerplate,
        admit=ground.admitted,
        languages=ground.languages,
        remembered=ground.remembered,
        among=among,
    )
    return within_documents(evaluation.run(query.tree))


def _result(ground: Ground, query: Query, matched: Matched) -> Result:
    """Put the segments together: hits in document order, documents by tier, score and order."""
    ids, scores, counts, tiers, hits = [], [], [], [], []
    for number, segment in enumerate(ground.columns.segments):
        mask = matched.documents[number]
        spans = merge(matched.spans[number])
        per_document = np.bincount(spans.rows, minlength=len(segment.ids))
        ids.append(segment.ids[mask])
        scores.append(matched.scores[number][mask])
        counts.append(per_document[mask])
        tiers.append(_best_ranks(spans.tiers, per_document)[mask])
        hits.append(_hits(segment, spans, per_document))
    document, score, count, tier = (np.concatenate(parts) for parts in (ids, scores, counts, tiers))
    order = _ranked(document, score, tier)
    return Result(query.typed, document[order], score[order], count[order], _in_order(hits), 0)


def _best_ranks(tiers: NDArray[np.uint8], per_document: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return for each document the rank of the best tier of its hits; hits are in their order."""
    best = np.full(len(per_document), _NO_TIER, dtype=np.uint8)
    rows = np.flatnonzero(per_document)
    if len(rows) and tiers[0] == tiers.max() == tiers.min():
        best[rows] = _RANKS[tiers[0]]
    elif len(rows):
        ends = np.cumsum(per_document[rows])
        ranks = _RANKS[tiers] if tiers.max() == Tier.PATTERN else tiers
        lowest = np.minimum.reduceat(ranks, ends - per_document[rows])
        best[rows] = lowest if ranks is not tiers else _RANKS[lowest]  # ranks grow with tiers
    return best


def _ranked(
    document: NDArray[np.int64], score: NDArray[np.float64], tier: NDArray[np.uint8]
) -> NDArray[np.int64]:
    """Return the order by tier, then score (the highest first), then document."""
    groups = [np.flatnonzero(tier == each) for each in np.flatnonzero(np.bincount(tier))]
    if len(document) and (document[1:] < document[:-1]).any():
        groups = [rows[np.argsort(document[rows])] for rows in groups]
    parts = [rows[stable_argsort(-score[rows])] for rows in groups]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _hits(segment: Segment, spans: Spans, per_document: NDArray[np.int64]) -> Hits:
    origin = np.repeat(segment.starts[:-1], per_document)
    first = (spans.starts - origin).astype(np.int32)
    last = first if spans.are_words else (spans.ends - origin).astype(np.int32)
    document = np.repeat(segment.ids, per_document)
    return Hits(document, first, last, spans.tiers, spans.starts)


def _in_order(parts: list[Hits]) -> Hits:
    """Join the hits of segments; a document's hits all lie in one of them."""
    parts = [part for part in parts if len(part)] or [no_hits()]
    if len(parts) == 1:
        return parts[0]
    document = np.concatenate([part.document for part in parts])
    order = np.argsort(document, kind="stable")
    return Hits(
        document[order],
        *(
            np.concatenate([getattr(part, name) for part in parts])[order]
            for name in ("first", "last", "tier", "position")
        ),
    )


def _boilerplate_hits(ground: Ground, query: Query, expander: Expander) -> int:
    """Count the hits, boilerplate included, of which a word stands in boilerplate."""
    among = ground.with_boilerplate
    if not any(mask.any() for mask in among):
        return 0
    matched = _evaluate(ground, query, expander, "yes", among=among)
    total = 0
    for number, segment in enumerate(ground.columns.segments):
        spans = merge(matched.spans[number])
        starts, ends = spans.starts, spans.ends
        touches = np.zeros(len(starts), dtype=bool)
        longest = int((ends - starts).max()) if len(starts) else -1
        for offset in range(longest + 1):
            at = np.minimum(starts + offset, ends)
            touches |= segment.stretches[at] & KIND_BITS == Kind.BOILERPLATE
        total += int(touches.sum())
    return total


def _form_counts(ground: Ground, matched: Matched) -> FormCounts:
    """Count how often each form takes part in the hits of the matching documents."""
    by_typed: dict[str, list[Use]] = {}
    for use in matched.uses:
        by_typed.setdefault(use.expansion.typed, []).append(use)
    parts = [_counted(uses) for uses in by_typed.values()]
    return FormCounts(list(by_typed), parts, ground.columns.forms.form)


def _counted(uses: list[Use]) -> FormTable:
    """Return the forms of one typed word: by tier, the most frequent first, those off at the end."""
    uses = _distinct(uses)
    numbers = np.concatenate([use.expansion.numbers for use in uses])
    tiers = np.concatenate([use.expansion.tiers for use in uses])
    off_numbers = np.concatenate([use.expansion.off_numbers for use in uses])
    off_tiers = np.concatenate([use.expansion.off_tiers for use in uses])
    counts = _uses_of(uses[0]) if len(uses) == 1 else _uses_together(uses, numbers)
    hits = np.concatenate([counts, np.zeros(len(off_numbers), dtype=np.int64)])
    is_on = np.arange(len(hits)) < len(numbers)
    numbers, tiers = np.concatenate([numbers, off_numbers]), np.concatenate([tiers, off_tiers])
    if len(uses) > 1:  # a form may have come in twice: the better tier stays
        order = np.lexsort((tiers, numbers))
        first = order[np.diff(numbers[order], prepend=-1) != 0]
        numbers, tiers, hits, is_on = numbers[first], tiers[first], hits[first], is_on[first]
    order = np.lexsort((numbers, -hits, tiers, ~is_on))
    return FormTable(numbers[order], tiers[order], hits[order], is_on[order])


def _distinct(uses: Sequence[Use]) -> list[Use]:
    """Leave out a use that is another one again, as in `the OR the`."""
    kept: list[Use] = []
    for use in uses:
        if not any(use.is_same(other) for other in kept):
            kept.append(use)
    return kept


def _uses_of(use: Use) -> NDArray[np.int64]:
    """Count how often each number of an expansion is used."""
    n = len(use.expansion.numbers)
    counts = np.zeros(n, dtype=np.int64)
    for which in use.which:
        counts += np.bincount(which, minlength=n)
    return counts


def _uses_together(uses: Sequence[Use], numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Count how often each of some numbers is used; what several uses share counts once."""
    counts = np.zeros(int(numbers.max(initial=0)) + 1, dtype=np.int64)
    for segment in range(len(uses[0].positions)):
        positions = np.concatenate([use.positions[segment] for use in uses])
        forms = np.concatenate([use.expansion.numbers[use.which[segment]] for use in uses])
        order = np.argsort(positions, kind="stable")  # merges what is ascending already
        forms = forms[order][np.diff(positions[order], prepend=-1) != 0]
        counts += np.bincount(forms, minlength=len(counts))
    return counts[numbers]


def _missing(ground: Ground, query: Query, expander: Expander) -> tuple[Missing, ...]:
    """Return the typed words that stand nowhere in the corpus, with the nearest forms."""
    found: dict[str, Missing] = {}
    for leaf in _as_typed(query):
        if isinstance(leaf, Filter | Gap) or leaf.typed in found:
            continue
        expansion = expander.expand(leaf)
        if len(expansion.numbers) or len(expansion.off_numbers) or _is_alias(expander, leaf):
            continue
        nearest: list[str] = []
        if isinstance(leaf, Word | Exact):
            nearest = _nearest(ground, leaf)
        found[leaf.typed] = Missing(leaf.typed, tuple(nearest[:5]))
    return tuple(found.values())


def _as_typed(query: Query) -> list[Leaf | Filter]:
    """Return the leaves of a query, of two readings of one sign only one: the likelier to be meant.

    That is `this` of `this?`, but `wom?n` instead of `wom` and `n`.
    """
    found = sorted(leaves(query.tree), key=lambda leaf: (leaf.start, -leaf.end))
    kept: list[Leaf | Filter] = []
    place = 0
    while place < len(found):
        outer = found[place]
        end = place + 1
        while end < len(found) and found[end].end <= outer.end:
            end += 1
        inner = [
            each
            for each in found[place + 1 : end]
            if each.end - each.start < outer.end - outer.start
        ]
        is_one = len({(each.start, each.end) for each in inner}) == 1
        kept.append(inner[0] if is_one else outer)
        place = end
    return sorted(kept, key=lambda leaf: leaf.start)


def _nearest(ground: Ground, leaf: Word | Exact) -> list[str]:
    """Return forms that look most like a missing word: those of its own fold first, most frequent first."""
    forms = ground.columns.forms
    text = fold(leaf.text)
    own = {number: _frequency(ground.columns, number) for number in forms.of_fold(text).tolist()}
    own = {number: count for number, count in own.items() if count}
    in_order = sorted(own, key=lambda number: (-own[number], int(forms.ranks[number])))
    found = [forms.form(number) for number in in_order]
    for near in forms.nearest(text):
        numbers = forms.of_fold(near).tolist()
        counts = [_frequency(ground.columns, number) for number in numbers]
        if sum(counts):
            found.append(forms.form(numbers[int(np.argmax(counts))]))
    return found


def _is_alias(expander: Expander, leaf: Leaf) -> bool:
    return isinstance(leaf, Word) and bool(expander.alias_phrases((leaf.text,)))


def _frequency(columns: Columns, number: int) -> int:
    return sum(
        len(segment.positions(np.array([number], dtype=np.int64))) for segment in columns.segments
    )
