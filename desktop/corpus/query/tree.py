"""Owns the leaves of a parsed line; And, Or, Not and Every are Whoosh's own.

Every leaf is a Whoosh query with the same meaning, so that Whoosh's `Searcher` can run the tree over
a reader whose fields are FIELDS and whose terms are folds. Each knows its place in the typed line.
"""

import calendar
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import regex
from whoosh import matching
from whoosh.query import And, Every, Not, NullQuery, Or, Query, Term, spans
from whoosh.query.positional import Sequence as WhooshSequence
from whoosh.query.terms import FuzzyTerm, PatternQuery, Regex, Wildcard

from desktop.corpus.text.fold import fold

__all__ = [
    "FIELDS",
    "And",
    "Every",
    "Exact",
    "Expression",
    "Family",
    "Filter",
    "Fuzzy",
    "Gap",
    "Leaf",
    "Near",
    "Not",
    "NullQuery",
    "Or",
    "Pattern",
    "Phrase",
    "Place",
    "Query",
    "Within",
    "Word",
    "leaves",
]

FIELDS = ("text", "title", "heading", "caption", "quote")
"""`text` is all of a document; the others are stretches of it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a leaf stands in the typed line (code points), and what was typed with its sign."""

    typed: str = ""
    start: int = 0
    end: int = 0


NOWHERE = Place()


class Placed:
    """What every leaf has beside its Whoosh part: the place in the typed line."""

    place: Place = NOWHERE

    def stand(self, place: Place) -> None:
        """Say where in the typed line this stands; Whoosh has its own names for it."""
        self.place = place
        self.startchar, self.endchar = place.start, place.end

    @property
    def typed(self) -> str:
        """What was typed."""
        return self.place.typed

    @property
    def start(self) -> int:
        """Where it begins in the typed line."""
        return self.place.start

    @property
    def end(self) -> int:
        """Where it ends in the typed line."""
        return self.place.end


class Word(Placed, Term):
    """A typed word: every form whose fold is `text`."""

    def __init__(self, fieldname: str, text: str, place: Place = NOWHERE) -> None:
        super().__init__(fieldname, text)
        self.stand(place)


class Exact(Placed, Term):
    """`=Mosul`: the one form that is written like `text`."""

    def __init__(self, fieldname: str, text: str, place: Place = NOWHERE) -> None:
        super().__init__(fieldname, text)
        self.stand(place)


class Family(Placed, Term):
    """`walk+`: every form with the stem of `text` (a fold) in the language of its document."""

    def __init__(self, fieldname: str, text: str, place: Place = NOWHERE) -> None:
        super().__init__(fieldname, text)
        self.stand(place)


class Pattern(Placed, Wildcard):
    """`fall*`: every form whose fold (its written form, if `is_exact`) the whole `text` matches."""

    def __init__(
        self, fieldname: str, text: str, place: Place = NOWHERE, *, is_exact: bool = False
    ) -> None:
        super().__init__(fieldname, text)
        self.is_exact = is_exact
        self.stand(place)

    def __eq__(self, other: object) -> bool:
        return bool(super().__eq__(other)) and self.is_exact == getattr(other, "is_exact", None)

    def __hash__(self) -> int:
        return super().__hash__() ^ hash(self.is_exact)

    def normalize(self) -> Any:
        """Stay a pattern: Whoosh would make another query of it and lose the place."""
        return self


class Gap(Placed, Wildcard):
    """A lone `*` in a phrase: exactly one token, whichever."""

    def __init__(self, fieldname: str, place: Place = NOWHERE) -> None:
        super().__init__(fieldname, "*")
        self.stand(place)

    def normalize(self) -> Any:
        """Stay a gap: Whoosh would make `Every` of it, which has no positions."""
        return self

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Match every term, with positions."""
        return PatternQuery.matcher(self, searcher, context)


class Expression(Placed, Regex):
    """`/fall?u[gj].*/`: every form whose fold (or written form) `text` matches as a whole.

    `text` is a pattern of the `regex` module, already without capitals and accents unless
    `is_exact`.
    """

    def __init__(
        self, fieldname: str, text: str, place: Place = NOWHERE, *, is_exact: bool = False
    ) -> None:
        super().__init__(fieldname, text)
        self.is_exact = is_exact
        self.stand(place)

    def __eq__(self, other: object) -> bool:
        return bool(super().__eq__(other)) and self.is_exact == getattr(other, "is_exact", None)

    def __hash__(self) -> int:
        return super().__hash__() ^ hash(self.is_exact)

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Match with positions, also for `.*`, of which Whoosh would make `Every`."""
        return PatternQuery.matcher(self, searcher, context)

    def _btexts(self, ixreader: Any) -> Any:
        compiled: regex.Pattern[str] = regex.compile(self.text)
        from_bytes = ixreader.schema[self.fieldname].from_bytes
        for term in ixreader.lexicon(self.fieldname):
            if compiled.fullmatch(from_bytes(term)):
                yield term


class Fuzzy(Placed, FuzzyTerm):
    """`falluja~2`: every form whose fold is within `maxdist` (1 or 2) edits of `text`."""

    def __init__(
        self, fieldname: str, text: str, place: Place = NOWHERE, *, maxdist: int = 1
    ) -> None:
        super().__init__(fieldname, text, maxdist=maxdist, prefixlength=0)
        self.stand(place)


Leaf = Word | Exact | Family | Pattern | Gap | Expression | Fuzzy
"""What stands for one token."""


class Phrase(Placed, WhooshSequence):
    """Leaves at adjacent positions, in this order; `subqueries` holds two or more."""

    def __init__(self, subqueries: Sequence[Query], place: Place = NOWHERE) -> None:
        super().__init__(list(subqueries))
        self.stand(place)

    def __repr__(self) -> str:
        return f"Phrase({self.subqueries!r})"

    def apply(self, fn: Callable[[Query], Query]) -> Any:
        """Return the phrase with every part replaced by what `fn` makes of it."""
        return Phrase([fn(part) for part in self.subqueries], self.place)

    def normalize(self) -> Any:
        """Stay as it is: the parts of a phrase are leaves."""
        return self


class Near(Placed, spans.SpanNear):
    """`a NEAR/5 b`: spans of `a` and `b` apart by 1 to `distance` positions, in either order.

    Operands are leaves, phrases, nears, and Or of these. The distance of two spans is counted from
    the last position of the one to the first of the other, so spans that overlap are not near.
    """

    def __init__(self, a: Query, b: Query, distance: int, place: Place = NOWHERE) -> None:
        super().__init__(a, b, slop=distance, ordered=False, mindist=1)
        self.distance = distance
        self.stand(place)

    def __repr__(self) -> str:
        return f"Near({self.a!r}, {self.b!r}, {self.distance})"

    def children(self) -> Iterator[Query]:
        """Yield both operands."""
        return iter((self.a, self.b))

    def apply(self, fn: Callable[[Query], Query]) -> Any:
        """Return the near with both operands replaced by what `fn` makes of them."""
        return Near(fn(self.a), fn(self.b), self.distance, self.place)

    def estimate_size(self, ixreader: Any) -> int:
        """Estimate as Whoosh does for And."""
        return self.q.estimate_size(ixreader)


class Within(Placed, Query):
    """`"a b c"~5`: one span of each part, all with positions that differ by at most `distance`.

    `parts` are three or more; of two it is a Near. No token serves two parts.
    """

    boost = 1.0

    def __init__(self, parts: Sequence[Query], distance: int, place: Place = NOWHERE) -> None:
        self.parts = tuple(parts)
        self.distance = distance
        self.stand(place)

    def __repr__(self) -> str:
        return f"Within({list(self.parts)!r}, {self.distance})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Within) and (self.parts, self.distance) == (
            other.parts,
            other.distance,
        )

    def __hash__(self) -> int:
        return hash((self.parts, self.distance))

    def children(self) -> Iterator[Query]:
        """Yield the parts."""
        return iter(self.parts)

    def apply(self, fn: Callable[[Query], Query]) -> Any:
        """Return the same of what `fn` makes of the parts."""
        return Within([fn(part) for part in self.parts], self.distance, self.place)

    def estimate_size(self, ixreader: Any) -> int:
        """Estimate as Whoosh does for And."""
        return And(list(self.parts)).estimate_size(ixreader)


class Filter(Placed, Query):
    """`source:` and its like: documents whose catalogue value is admitted.

    `fieldname` is source, author, year, date, lang, format, path or duplicates. `value` is what was
    typed, for year and date empty; these have `low` and `high`, ISO days, both inclusive, empty
    where open.
    """

    boost = 1.0

    def __init__(
        self,
        fieldname: str,
        value: str,
        place: Place = NOWHERE,
        *,
        low: str = "",
        high: str = "",
    ) -> None:
        self.fieldname = fieldname
        self.value = value
        self._pieces = _folded(value).split("*")
        self.low = low
        self.high = high
        self.stand(place)

    def __repr__(self) -> str:
        wanted = repr(self.value) if self.value else f"{self.low!r} to {self.high!r}"
        return f"Filter({self.fieldname!r}, {wanted})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Filter) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def admits(self, catalogue_value: str) -> bool:
        """Say whether a document with this value in its catalogue is meant; empty is unknown.

        Text is compared folded: source, author and path anywhere in the value, lang and format
        as a whole, `*` standing for anything. A date must lie in the range as far as it is known.
        Of duplicates the value is "first" or "repeat": "no" admits all but repeats, "only" both.
        """
        if self.fieldname == "duplicates":
            left_out = {"no": "repeat", "only": ""}.get(self.value)
            return catalogue_value != left_out
        if not catalogue_value:
            return False
        if self.fieldname in ("year", "date"):
            first, last = days(catalogue_value)
            return (not self.low or first >= self.low) and (not self.high or last <= self.high)
        is_whole = self.fieldname in ("lang", "format")
        return _glob(self._pieces, _folded(catalogue_value), is_whole=is_whole)

    def estimate_size(self, ixreader: Any) -> int:
        """Estimate from above: all documents."""
        return ixreader.doc_count()

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Match by what the reader has stored under the field's name ("date" for year)."""
        reader = searcher.reader()
        name = "date" if self.fieldname == "year" else self.fieldname
        numbers = [
            number
            for number in reader.all_doc_ids()
            if self.admits(reader.stored_fields(number).get(name) or "")
        ]
        return matching.ListMatcher(numbers, all_weights=self.boost)

    def _key(self) -> tuple[str, str, str, str]:
        return self.fieldname, "*".join(self._pieces), self.low, self.high


def leaves(tree: Query) -> Iterator[Leaf | Filter]:
    """Yield the leaves and filters of a tree in the order in which they were typed."""
    if isinstance(tree, Word | Exact | Family | Pattern | Gap | Expression | Fuzzy | Filter):
        yield tree
    else:
        for child in tree.children():
            yield from leaves(child)


def days(date: str) -> tuple[str, str]:
    """Return the first and the last day of an ISO date (2016, 2016-10 or 2016-10-16)."""
    parts = date.split("-")
    if len(parts) == 1:
        return f"{date}-01-01", f"{date}-12-31"
    if len(parts) == 2:
        # The calendar repeats every 400 years; the module wants no year 0.
        n_days = calendar.monthrange(int(parts[0]) % 400 + 400, int(parts[1]))[1]
        return f"{date}-01", f"{date}-{n_days:02}"
    return date, date


def _folded(value: str) -> str:
    return " ".join(fold(piece) for piece in value.split())


def _glob(pieces: Sequence[str], value: str, *, is_whole: bool) -> bool:
    """Say whether the pieces stand in the value one after the other (at its ends if `is_whole`)."""
    place = 0
    for piece in pieces:
        found = value.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    if not is_whole:
        return True
    is_bounded = value.startswith(pieces[0]) and value.endswith(pieces[-1])
    return is_bounded and (len(pieces) > 1 or value == pieces[0])
