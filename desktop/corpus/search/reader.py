"""Owns the columns as Whoosh sees them: an IndexReader, so that what Whoosh can run runs on them.

`ColumnsReader` numbers documents by their row in the catalogue; its terms are folds. A leaf of our
tree stands for a set of forms, which Whoosh is given as one term (`term_for`), so that forms are
summed before they are weighed. `as_whoosh` turns a tree into one of Whoosh's own queries.
"""

from collections.abc import Generator, Iterator
from typing import Any, Literal

import numpy as np
from whoosh import fields, formats, matching, reading
from whoosh.analysis import IDAnalyzer
from whoosh.query import And, Every, Not, NullQuery, Or, Query, Term
from whoosh.query.positional import Sequence as WhooshSequence

from desktop.corpus.errors import Trouble
from desktop.corpus.query.tree import FIELDS, Filter, Gap, Leaf, Near, Phrase, Within, Word
from desktop.corpus.search.expansion import Expander, Expansion
from desktop.corpus.search.ground import Ground
from desktop.corpus.search.result import Tier
from desktop.corpus.search.stretches import admitted_stretches, weights_of

_FORMAT = formats.Positions()
_NEXT_TO_NOTHING = 1e-12
"""The score of a document that only a filter matches: Whoosh's union of many drops those with 0."""


class ColumnsReader(reading.IndexReader):
    """An IndexReader over the live documents, in one scope of boilerplate ("no", "yes", "only")."""

    def __init__(self, ground: Ground, expander: Expander, *, boilerplate: str) -> None:
        self.schema = fields.Schema(
            **{name: fields.TEXT(analyzer=IDAnalyzer(), phrase=True) for name in FIELDS}
        )
        self.is_closed = False
        self._ground = ground
        self._expander = expander
        self._boilerplate = boilerplate
        self._terms: dict[bytes, Expansion | None] = {}
        self._lengths = self._lengths_by_row()

    def term_for(self, expansion: Expansion | None) -> str:
        """Return the text of a term whose postings are those of an expansion; None is any word."""
        for text, known in self._terms.items():
            if known is expansion:
                return text.decode()
        text = f"\x00{len(self._terms)}"
        self._terms[text.encode()] = expansion
        return text

    def as_whoosh(self, tree: Query) -> Query:
        """Return Whoosh's own query with the meaning of a tree of ours."""
        match tree:
            case Gap():
                return Term(tree.fieldname, self.term_for(None))
            case Filter():
                return _Rows(self._rows_admitted(tree))
            case Phrase():
                return WhooshSequence([self.as_whoosh(part) for part in tree.subqueries])
            case Near():
                return tree.apply(self.as_whoosh)
            case Within():
                raise Trouble("Whoosh has no query for several words within a distance.")
            case Not():
                return _Without(self.as_whoosh(tree.query))
            case Every():
                return _Rows(list(self.all_doc_ids()))
            case And() | Or():
                return type(tree)([self.as_whoosh(child) for child in tree.subqueries])
            case Word():
                return self._word(tree)
            case _ if isinstance(tree, Leaf):
                return Term(tree.fieldname, self.term_for(self._expander.expand(tree)))
        return tree if tree != NullQuery else NullQuery

    # What Whoosh asks of a reader

    def __contains__(self, term: tuple[str, Any]) -> bool:
        return len(self._postings(*term)[0]) > 0

    def indexed_field_names(self) -> list[str]:
        """Name the fields."""
        return list(FIELDS)

    def all_terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield every fold in every field in which it stands."""
        for name in sorted(FIELDS):
            for text in self.lexicon(name):
                yield name, text

    def lexicon(self, fieldname: str) -> Generator[bytes, None, None]:
        """Yield the folds that stand in a field, in order."""
        forms = self._ground.columns.forms
        folds = {forms.fold(number) for number in range(len(forms))}
        for text in sorted(text.encode() for text in folds):
            if (fieldname, text) in self:
                yield text

    def term_info(self, fieldname: str, text: Any) -> reading.TermInfo:
        """Return the statistics of a term."""
        rows, weights, _ = self._postings(fieldname, text)
        if not len(rows):
            raise reading.TermNotFound(f"{fieldname}:{text}")
        info = reading.TermInfo()
        for row, weight in zip(rows.tolist(), weights.tolist(), strict=True):
            info.add_posting(row, weight, int(self._lengths[row]))
        return info

    def has_deletions(self) -> bool:
        """Say no: only live documents have a row."""
        return False

    def is_deleted(self, docnum: int) -> bool:
        """Say no: only live documents have a row."""
        return False

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """Return the catalogue values that filters look at."""
        table = self._ground.catalogue
        return {
            "source": table.sources[docnum],
            "author": table.authors[docnum],
            "date": table.date_of(docnum),
            "lang": table.languages[docnum],
            "format": table.formats[docnum],
            "path": table.places[docnum],
            "duplicates": table.copies[docnum],
        }

    def doc_count_all(self) -> int:
        """Count the documents."""
        return len(self._ground.catalogue)

    def doc_count(self) -> int:
        """Count the documents."""
        return len(self._ground.catalogue)

    def frequency(self, fieldname: str, text: Any) -> float:
        """Sum the weights of a term."""
        return float(self._postings(fieldname, text)[1].sum())

    def doc_frequency(self, fieldname: str, text: Any) -> int:
        """Count the documents of a term."""
        return len(self._postings(fieldname, text)[0])

    def field_length(self, fieldname: str) -> int:
        """Sum the words of all documents; every field has the length of its document."""
        return int(self._lengths.sum())

    def min_field_length(self, fieldname: str) -> int:
        """Return the words of the shortest document."""
        return int(self._lengths.min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        """Return the words of the longest document."""
        return int(self._lengths.max(initial=0))

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return the words of a document."""
        return int(self._lengths[docnum])

    def postings(self, fieldname: str, text: Any, scorer: Any = None) -> matching.ListMatcher:
        """Return the postings of a term as a matcher with positions."""
        rows, weights, positions = self._postings(fieldname, text)
        if not len(rows):
            raise reading.TermNotFound(f"{fieldname}:{text}")
        return matching.ListMatcher(
            rows.tolist(),
            weights=weights.tolist(),
            values=[_FORMAT.encode(places) for places in positions],
            format=_FORMAT,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        """Say no: there are no term vectors."""
        return False

    def vector(self, docnum: int, fieldname: str, format_: Any = None) -> Any:
        """Refuse: there are no term vectors."""
        raise KeyError(f"no vector for {fieldname}")

    # Private

    def _word(self, leaf: Word) -> Query:
        words: list[Query] = [Term(leaf.fieldname, self.term_for(self._expander.expand(leaf)))]
        for alias in self._expander.alias_phrases((leaf.text,)):
            slots = self._expander.alias_slots(leaf.typed, alias)
            terms = [Term(leaf.fieldname, self.term_for(slot)) for slot in slots]
            words.append(WhooshSequence(terms))
        return words[0] if len(words) == 1 else Or(words)

    def _rows_admitted(self, wanted: Filter) -> list[int]:
        rows = [
            row[mask & (row >= 0)]
            for row, mask in zip(self._ground.rows, self._ground.admitted(wanted), strict=True)
        ]
        return np.sort(np.concatenate(rows)).tolist()

    def _lengths_by_row(self) -> np.ndarray:
        lengths = np.zeros(len(self._ground.catalogue), dtype=np.int64)
        columns = self._ground.columns
        for rows, live, words in zip(self._ground.rows, columns.live, columns.lengths, strict=True):
            lengths[rows[live]] = words[live]
        return lengths

    def _expansion(self, text: Any) -> Expansion | None:
        key = text if isinstance(text, bytes) else str(text).encode()
        if key in self._terms:
            return self._terms[key]
        return self._expander.of_folds("", [key.decode()], Tier.FOLDED)

    def _postings(
        self, fieldname: str, text: Any
    ) -> tuple[np.ndarray, np.ndarray, list[list[int]]]:
        """Return rows, weights and positions inside the document of a term, by ascending row."""
        expansion = self._expansion(text)
        admitted = admitted_stretches(fieldname, self._boilerplate)
        found: list[tuple[int, float, list[int]]] = []
        columns = self._ground.columns
        for number, segment in enumerate(columns.segments):
            if expansion is None:
                positions = np.arange(segment.n_tokens, dtype=np.int64)
            else:
                positions = segment.positions(expansion.numbers)
            rows = segment.documents_at(positions)
            keep = admitted[segment.stretches[positions]] & columns.live[number][rows]
            if expansion is not None and expansion.by_language is not None:
                keep &= expansion.is_in_language(
                    segment.forms[positions], self._ground.languages[number][rows]
                )
            positions, rows = positions[keep], rows[keep]
            for local in np.unique(rows).tolist():
                own = positions[rows == local]
                # Any word, in a phrase, says nothing about a document, so it weighs nothing.
                weight = float(weights_of(segment.stretches[own]).sum()) if expansion else 0.0
                places = (own - segment.starts[local]).tolist()
                found.append((int(self._ground.rows[number][local]), weight, places))
        found.sort()
        return (
            np.array([row for row, _, _ in found], dtype=np.int64),
            np.array([weight for _, weight, _ in found]),
            [places for _, _, places in found],
        )


class _Without(Query):
    """Documents that another query does not match; they add nothing to a score.

    Whoosh's own Not under an Or means "and not".
    """

    boost = 1.0

    def __init__(self, query: Query) -> None:
        self._query = query

    def is_leaf(self) -> Literal[True]:
        """Say yes: whoever looks for terms finds none."""
        return True

    def estimate_size(self, ixreader: Any) -> int:
        """Estimate from above: all documents."""
        return ixreader.doc_count()

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Match the documents that are left."""
        found = set(self._query.matcher(searcher, searcher.boolean_context()).all_ids())
        rows = [row for row in range(searcher.doc_count_all()) if row not in found]
        return matching.ListMatcher(rows, weights=[_NEXT_TO_NOTHING] * len(rows))


class _Rows(Query):
    """Documents by their numbers; they add nothing to a score."""

    boost = 1.0

    def __init__(self, rows: list[int]) -> None:
        self._rows = rows

    def is_leaf(self) -> Literal[True]:
        """Say yes: there is nothing below."""
        return True

    def estimate_size(self, ixreader: Any) -> int:
        """Count the documents."""
        return len(self._rows)

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Match these documents."""
        return matching.ListMatcher(list(self._rows), weights=[_NEXT_TO_NOTHING] * len(self._rows))
