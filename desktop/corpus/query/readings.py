"""Owns the readings of a typed line: what else a line may mean of which nothing is found as it is.

A passage that was copied from a text has signs in it that mean something else in a query.
"""

from collections.abc import Iterator
from dataclasses import replace

import regex

from desktop.corpus.errors import QueryTrouble
from desktop.corpus.query.parse import Query, parse
from desktop.corpus.query.pieces import Kind
from desktop.corpus.query.quotes import CLOSING, whole_passage
from desktop.corpus.query.scan import LONGEST_LINE, scan
from desktop.corpus.query.words import Typed, has_letter, phrase, without_ending_marks

_MANY_WORDS = 4
_SCOPE = regex.compile(r"\s+boilerplate:(yes|only|no)\s*$", regex.IGNORECASE)
_PASTED = "To find a passage as it stands, put it in quotation marks."


def readings(typed: str) -> Iterator[Query]:
    """Yield what a line may mean; each is searched only if the one before it finds nothing.

    First, if the line is quoted as a whole and has more marks inside, the passage between the first
    and the last of them; then the line as the rules say; then the line with its lone `*` and the
    `?` at the end of words taken for signs of the text. A long line that breaks the rules is a
    passage, or else QueryTrouble is raised, with advice for what looks like one.
    """
    scope = _SCOPE.search(typed)
    head = typed[: scope.start()] if scope else typed
    inside = whole_passage(head) if len(typed) <= LONGEST_LINE else None
    try:
        query = parse(typed)
    except QueryTrouble as trouble:
        if len(typed.split()) < _MANY_WORDS and inside is None:
            raise
        if len(typed) > LONGEST_LINE or not has_letter(typed):
            raise
        yield _passage(typed, *(inside or (0, len(head))), scope=scope)
        if inside is not None:
            return
        raise _advised(typed, trouble) from trouble
    if inside is not None:
        passage = _passage(typed, *inside, scope=scope)
        if passage.tree != query.tree:
            yield passage
    yield query
    bare, note = _as_written(typed)
    if bare != typed:
        written = parse(bare)
        yield replace(written, typed=typed, notes=(*written.notes, note))


def _passage(typed: str, start: int, end: int, *, scope: regex.Match[str] | None) -> Query:
    """Read a stretch of the line as one phrase, whatever its signs would mean in a query.

    `scope` is what is said of boilerplate behind it.
    """
    tree = phrase(Typed(typed[start:end], start))
    boilerplate = scope[1].lower() if scope else "no"
    return Query(
        tree, boilerplate, typed, ("The line was read as one passage, with all its signs.",)
    )


def _as_written(typed: str) -> tuple[str, str]:
    """Return the line with spaces for signs that may be no pattern, and a sentence that says so."""
    line = list(typed)
    for piece in scan(typed)[0]:
        if piece.kind is Kind.PHRASE and not piece.number:
            place = piece.inner
            for run in piece.text.split(" "):
                if run and not run.strip("*"):
                    line[place : place + len(run)] = " " * len(run)
                place += len(run) + 1
        elif piece.kind is Kind.WORD and not (piece.is_literal or piece.is_exact):
            end = piece.inner + len(piece.text)
            line[piece.inner : end] = without_ending_marks(piece.text)
    bare = "".join(line)
    changed = {before for before, after in zip(typed, bare, strict=True) if before != after}
    signs = " and ".join(f"“{sign}”" for sign in sorted(changed))
    return (
        bare,
        f"Nothing is found with {signs} as a pattern, so it was read as a sign of the text.",
    )


def _advised(typed: str, trouble: QueryTrouble) -> QueryTrouble:
    """Say what to do with a passage: most who meet a fault in a long line have pasted it."""
    if typed.lstrip()[:1] in CLOSING:
        return trouble
    return QueryTrouble(
        trouble.sentence,
        start=trouble.start,
        end=trouble.end,
        advice=f"{trouble.advice} {_PASTED}".strip(),
    )
