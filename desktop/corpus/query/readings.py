"""Owns the readings of a typed line: what else a line may mean of which nothing is found as it is.

A passage that was copied from a text has signs in it that mean something else in a query.
"""

from collections.abc import Iterator
from dataclasses import replace

import regex

from desktop.corpus.errors import QueryTrouble
from desktop.corpus.query.parse import Query, parse
from desktop.corpus.query.pieces import Kind, Piece
from desktop.corpus.query.quotes import CLOSING, whole_passage
from desktop.corpus.query.scan import LONGEST_LINE, scan
from desktop.corpus.query.words import Typed, has_letter, phrase, without_ending_marks

_MANY_WORDS = 4
_SCOPE = regex.compile(r"\s+boilerplate:(yes|only|no)\s*$", regex.IGNORECASE)
_GAP = regex.compile(r"(?<!\S)\*+(?!\S)")
_PASTED = "To find a passage as it stands, put it in quotation marks."


def readings(typed: str) -> Iterator[Query]:
    """Yield what a line may mean; each is searched only if the one before it finds nothing.

    First, if the line is quoted as a whole and has more marks inside, the passage between the first
    and the last of them; then the line as the rules say; then the line with the `?` at the end of
    words, and the lone `*` in long phrases, taken for signs of the text. A long line that breaks the
    rules is a passage, or else QueryTrouble is raised, with advice for what looks like one.
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
    advice = _advice_on_gaps(typed)
    yield replace(query, vain_notes=advice)
    bare, note = _as_written(typed)
    if bare != typed:
        written = parse(bare)
        yield replace(written, typed=typed, notes=(*written.notes, note), vain_notes=advice)


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
    for piece, words in _with_gaps(typed):
        if len(words) >= _MANY_WORDS:
            for gap in _GAP.finditer(piece.text):
                line[piece.inner + gap.start() : piece.inner + gap.end()] = " " * len(gap[0])
    for piece in scan(typed)[0]:
        if piece.kind is Kind.WORD and not (piece.is_literal or piece.is_exact):
            end = piece.inner + len(piece.text)
            line[piece.inner : end] = without_ending_marks(piece.text)
    bare = "".join(line)
    changed = {before for before, after in zip(typed, bare, strict=True) if before != after}
    signs = " and ".join(f"“{sign}”" for sign in sorted(changed))
    return (
        bare,
        f"Nothing is found with {signs} as a pattern, so it was read as a sign of the text.",
    )


def _advice_on_gaps(typed: str) -> tuple[str, ...]:
    """Say what else may be looked for where a short phrase has gaps.

    It is not looked for unasked: that count would be the answer to another question. A long phrase is
    a passage that was copied, in which an asterisk may be emphasis or the sign of a note.
    """
    without = typed
    for piece, words in reversed(_with_gaps(typed)):
        end = piece.inner + len(piece.text)
        without = f"{without[: piece.inner]}{' '.join(words)}{without[end:]}"
    if without == typed:
        return ()
    return (f"Each “*” in a phrase stands for one word. To search without it: {without}",)


def _with_gaps(typed: str) -> list[tuple[Piece, list[str]]]:
    """Return the phrases with gaps of one word, each with the words besides."""
    phrases = [p for p in scan(typed)[0] if p.kind is Kind.PHRASE and not p.number]
    return [(p, _GAP.sub(" ", p.text).split()) for p in phrases if _GAP.search(p.text)]


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
