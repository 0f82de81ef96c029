"""Owns how a typed word becomes leaves: by the one tokenizer and the one fold.

A document is cut in one of three manners (English clitics, French and Italian elisions, neither),
so a typed word or phrase has up to three readings; they are joined by Or. So are those of the signs
in a phrase: a sentence that was pasted has question marks that are no pattern.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import regex

from desktop.corpus.query.tree import (
    Every,
    Exact,
    Family,
    Fuzzy,
    Gap,
    Leaf,
    Or,
    Pattern,
    Phrase,
    Place,
    Query,
    Word,
)
from desktop.corpus.text.fold import fold
from desktop.corpus.text.tokens import spans

# One language of each manner in which the tokenizer cuts; the first is what most people type.
_MANNERS = ("en", "de", "fr")
_SIGNS = regex.compile(r"[*?]")
_STARS = regex.compile(r"\*+")
_MARK = "!"  # cuts like the signs of patterns where these are not meant
# A star at the edge of a word is none of these: its pattern also finds the word as it is.
_PERHAPS_NO_PATTERN = regex.compile(
    r"\?+|(?<=\w)\*+(?=\w)|(?<=[^\s\w*])\*+(?![\w*])|(?<!\S)\*+(?=[^\s\w*])"
)
_APOSTROPHE = regex.compile("['\u2019\u2018\u02bc\uff07]")
_SHORTEST_WHOLE = 3
"""A pattern with an apostrophe is also read as one token if it has so many letters."""

ENDING_MARKS = regex.compile(
    r"[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}’'-]|[*?]+(?=[\p{L}\p{N}]))*\?+(?=[^\s\p{L}\p{N}?*]*(?:\s|$))"
)
"""A word with the question marks at its end, behind which at most punctuation follows."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed string at `start` of the line, in a field; in a literal one `*` and `?` are signs."""

    text: str
    start: int
    fieldname: str = "text"
    is_exact: bool = False
    is_literal: bool = False

    def place(self, *, before: str = "", after: str = "") -> Place:
        """Return the place of the whole, typed with the signs before and after it."""
        end = self.start + len(self.text)
        return Place(f"{before}{self.text}{after}", self.start, end)

    def slice(self, start: int, end: int) -> "Typed":
        """Return a part of it."""
        return Typed(
            self.text[start:end], self.start + start, self.fieldname, self.is_exact, self.is_literal
        )


def has_word(text: str, *, is_literal: bool = False) -> bool:
    """Say whether a typed string holds a token, or the sign of a pattern."""
    return bool(spans(text if is_literal else _masked(text), "en"))


def has_letter(text: str) -> bool:
    """Say whether a typed string holds a token when the signs of patterns are taken away."""
    return bool(spans(_SIGNS.sub(" ", text), "en"))


def word(typed: Typed) -> Query:
    """Return the query for a typed word or pattern; of several tokens it is the phrase."""
    if not typed.is_literal and not typed.text.strip("*"):
        # A stretch is said to be there by any word in it.
        return (
            Every() if typed.fieldname == "text" else Pattern(typed.fieldname, "*", typed.place())
        )
    return _joined([[_leaf(part) for part in parts] for parts in _readings(typed)], typed.place())


def phrase(typed: Typed) -> Query:
    """Return the query for tokens that stand side by side, in each of their readings.

    A `?` at the end of a word is also read as punctuation, and so are signs inside a word or beside
    other signs: what was pasted is found as it stands. A lone `*` stays a gap.
    """
    bare = _PERHAPS_NO_PATTERN.sub(lambda found: _MARK * len(found[0]), typed.text)
    texts = [typed.text]
    if not typed.is_literal:
        texts += [without_ending_marks(typed.text, sign=_MARK), bare]
    readings = [
        [_leaf(part) for part in parts]
        for text in dict.fromkeys(texts)
        for parts in _readings(replace(typed, text=text))
    ]
    return _joined(readings, typed.place())


def without_ending_marks(text: str, *, sign: str = " ") -> str:
    """Put another sign for each question mark at the end of a word."""
    return ENDING_MARKS.sub(lambda found: found[0].rstrip("?").ljust(len(found[0]), sign), text)


def fuzzy(typed: Typed, maxdist: int) -> Query:
    """Return the query for `falluja~`; of several tokens the last is the fuzzy one."""
    sign = "~" if maxdist == 1 else f"~{maxdist}"
    return _signed(
        typed,
        lambda part: Fuzzy(
            part.fieldname, _fold(part.text), part.place(after=sign), maxdist=maxdist
        ),
    )


def family(typed: Typed) -> Query:
    """Return the query for `walk+`; of several tokens the last is the one with a family."""
    return _signed(
        typed, lambda part: Family(part.fieldname, _fold(part.text), part.place(after="+"))
    )


def chunks(typed: Typed) -> list[Typed]:
    """Return the words of a phrase as they were typed, between spaces."""
    found = [typed.slice(*run.span()) for run in regex.finditer(r"\S+", typed.text)]
    return [chunk for chunk in found if has_word(chunk.text)]


def _signed(typed: Typed, make: Callable[[Typed], Leaf]) -> Query:
    """A sign goes with the last token; a word with an apostrophe is read as one."""
    *before, last = (typed.slice(*span) for span in spans(typed.text, "de"))
    leaves: list[Leaf] = [_leaf(part) for part in before]
    return _joined([[*leaves, make(last)]], typed.place())


def _readings(typed: Typed) -> list[list[Typed]]:
    """Cut a typed string in every manner; the parts of each distinct reading."""
    masked = typed.text if typed.is_literal else _masked(typed.text)
    readings = [[typed.slice(*span) for span in cut] for cut in _cuts(masked)]
    readings = [_without_idle_signs(parts) for parts in readings]
    sound = [parts for parts in readings if not any(_is_too_wide(part) for part in parts)]
    return sound or readings


def _without_idle_signs(parts: list[Typed]) -> list[Typed]:
    """Leave out signs that stand for nothing.

    Only where words are not spaced can signs be a part of their own and touch another: there each
    character is a token, so `城*` is no more than `城`, while in `城?` one more must follow.
    """
    is_clitic = _APOSTROPHE.match
    ends = {p.start + len(p.text) for p in parts if not is_clitic(p.text[-1])}
    starts = {p.start for p in parts if not is_clitic(p.text)}
    kept: list[Typed] = []
    for part in parts:
        touches = (part.start in ends) + (part.start + len(part.text) in starts)
        if part.is_literal or part.text.strip("*?"):
            kept.append(part)
        elif not part.text.strip("?"):
            kept += [part.slice(n, n + 1) for n in range(len(part.text)) if touches]
        elif part.text.strip("*") or touches != 1:
            kept.append(part)
    return kept


def _cuts(text: str) -> list[list[Span]]:
    """Return the distinct ways to cut a text; also with the other half of its first or last word.

    So `’s war` means the end of a word that the reader did not copy, and `qu’` the beginning of one.
    """
    cuts = [spans(text, language) for language in _MANNERS]
    if text and _APOSTROPHE.match(text[0]):
        first, *rest = spans(f"x{text}", "en")
        if first == (0, 1) and rest:
            cuts.append([(start - 1, end - 1) for start, end in rest])
    if text and _APOSTROPHE.match(text[-1]):
        *rest, last = spans(f"{text}x", "fr")
        if last == (len(text), len(text) + 1) and rest:
            cuts.append(rest)
    return [cut for number, cut in enumerate(cuts) if cut not in cuts[:number]]


def _is_too_wide(part: Typed) -> bool:
    """Say whether a part is like `l'*`, which read as one token (fold `l*`) finds far too much."""
    if part.is_literal or not _SIGNS.search(part.text) or not _APOSTROPHE.search(part.text):
        return False
    return sum(c.isalnum() for c in part.text) < _SHORTEST_WHOLE


def _leaf(part: Typed) -> Leaf:
    text = part.text
    place = part.place(before="=" if part.is_exact else "")
    if not part.is_literal and _SIGNS.search(text):
        if not text.strip("*?"):
            return Gap(part.fieldname, place)
        pattern = _STARS.sub("*", _written(text) if part.is_exact else _fold(text))
        return Pattern(part.fieldname, pattern, place, is_exact=part.is_exact)
    if part.is_exact:
        return Exact(part.fieldname, _written(text), place)
    return Word(part.fieldname, _fold(text), place)


def _joined(readings: Sequence[Sequence[Leaf]], place: Place) -> Query:
    """Join readings by Or; one that says the same as an earlier one is left out."""
    queries: list[Query] = []
    for leaves in readings:
        query = leaves[0] if len(leaves) == 1 else Phrase(leaves, place)
        if query not in queries:
            queries.append(query)
    return queries[0] if len(queries) == 1 else Or(queries)


def _masked(text: str) -> str:
    """Put a word character for each `*` and `?`, so that patterns are cut like words."""
    is_number = not any(c.isalpha() for c in text) and any(c.isdigit() for c in text)
    return _SIGNS.sub("0" if is_number else "x", text)


def _written(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _fold(text: str) -> str:
    return fold(_written(text))
