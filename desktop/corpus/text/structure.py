"""Owns the structure of a plain text: its blocks and what it says about itself.

The parts: `pieces` cuts, `furniture` finds boilerplate, `lists` items, tables and quotations,
`front` the title and what stands around it, `headings` the rest; `cues` reads names and dates.
"""

from collections.abc import Sequence
from functools import partial

from . import cues
from .blocks import Block, Catalogue, Kind
from .cues import Credit
from .front import Front, closing_credits, entries, front, named, signatures
from .furniture import furniture
from .headings import headings
from .labels import Label, Labels
from .language import language_of
from .lists import list_items, tables_and_quotations
from .mastheads import stated_title
from .pieces import Piece, cut

_LISTINGS = (".csv", ".tsv", ".tab", ".log", ".json", ".jsonl", ".xml", ".srt", ".vtt", ".sql")
_TAIL_PIECES = 6
_HEADER_PIECES = 30
_DATELINE_PIECES = 3


def recognise(
    text: str, *, language: str | None = None, file_name: str = ""
) -> tuple[tuple[Block, ...], Catalogue]:
    """Return the blocks of a canonical plain text, in order, and its catalogue data.

    Every character that is not white space is in exactly one block. `language` is recognised if it
    is not given. A file whose name says that it is a listing (`.csv`, `.log`, …) has paragraphs
    only.
    """
    spoken = language or language_of(text)
    if file_name.lower().endswith(_LISTINGS):
        pieces, _ = cut(text, one_a_line=True)
        return _blocks(pieces, {}), Catalogue(language=spoken)
    pieces, width = cut(text)
    labels = furniture(pieces)
    for number, label in tables_and_quotations(text, pieces).items():
        labels.setdefault(number, label)
    items, numbered = list_items(pieces)
    for number, label in items.items():
        labels.setdefault(number, label)
    first = front(pieces, labels)
    labels.update(first.labels)
    labels.update(entries(pieces, first))
    for number, label in closing_credits(pieces, first.credits).items():
        labels.setdefault(number, label)
    if author := first.credits.get("author"):
        for number, label in signatures(pieces, author.value).items():
            labels.setdefault(number, label)
    labels.update(headings(pieces, labels, numbered=numbered, contents=first.contents, width=width))
    catalogue = _catalogue(text, pieces, labels, first, language=spoken)
    if catalogue.author and "author" not in first.credits:
        labels.update(named(pieces, catalogue.author))
    return _blocks(pieces, labels), catalogue


_PARAGRAPH = Label(Kind.PARAGRAPH)


# What Block._make does, without a call in Python for each.
_BLOCK = partial(tuple.__new__, Block)


def _blocks(pieces: Sequence[Piece], labels: Labels) -> tuple[Block, ...]:
    kinds = [Kind.PARAGRAPH] * len(pieces)
    levels = [0] * len(pieces)
    styles = [""] * len(pieces)
    for number, (kind, level, style) in labels.items():
        kinds[number] = kind
        levels[number] = level
        if style != "cue":
            styles[number] = style
    starts = [piece[0] for piece in pieces]
    ends = [piece[1] for piece in pieces]
    return tuple(map(_BLOCK, zip(kinds, starts, ends, levels, styles, strict=True)))


def _catalogue(
    text: str, pieces: Sequence[Piece], labels: Labels, first: Front, *, language: str | None
) -> Catalogue:
    found = dict(first.credits)
    if first.title is not None:
        head = pieces[first.title].head
        title = " ".join((stated_title(head) or head).split()).removeprefix("# ")
        found["title"] = Credit(title, title)
    body = [n for n in range(len(pieces)) if labels.get(n, _PARAGRAPH).kind == Kind.PARAGRAPH]
    for number in body[:_DATELINE_PIECES]:
        agency, dated = cues.dateline(pieces[number].head)
        for field, credit in (("source", agency), ("published", dated)):
            if credit:
                found.setdefault(field, credit)
    for field, credit in _header(pieces, labels).items():
        found.setdefault(field, credit)
    for field, credit in _lives(text, pieces, body).items():
        found.setdefault(field, credit)
    values = {field: credit.value for field, credit in found.items()}
    evidence = {field: credit.evidence for field, credit in found.items()}
    return Catalogue(**values, language=language, evidence=evidence)


def _header(pieces: Sequence[Piece], labels: Labels) -> dict[str, Credit]:
    """Return what the header of a message or of a licensed book says: `Title:`, `From:`, `Date:`."""
    found: dict[str, Credit] = {}
    for number, piece in enumerate(pieces[:_HEADER_PIECES]):
        if labels.get(number, _PARAGRAPH).kind == Kind.BOILERPLATE:
            for line in piece.head.split("\n"):
                told = cues.header_field(line)
                if told:
                    found.setdefault(*told)
    return found


def _told_of(text: str, name: str) -> int:
    """Return where a text first tells of a person; a line that holds the name alone tells nothing."""
    place = text.find(name)
    while place >= 0:
        end = place + len(name)
        is_line = text[end : end + 1] in ("\n", "") and (place == 0 or text[place - 1] == "\n")
        if not is_line:
            return place
        place = text.find(name, end)
    return place


def _lives(text: str, pieces: Sequence[Piece], body: Sequence[int]) -> dict[str, Credit]:
    """Return author and photographer as the last paragraphs of a text introduce them.

    Whom the text itself has told of before is no author, but for a line of credit.
    """
    found: dict[str, Credit] = {}
    if any(cues.is_salutation(pieces[number].head) for number in body[:_TAIL_PIECES]):
        for number in body[-_TAIL_PIECES:]:
            following = pieces[number + 1].head if number + 1 < len(pieces) else ""
            if signed := cues.valediction(pieces[number].head, following):
                found["author"] = signed
    if len(body) <= _TAIL_PIECES:
        return found
    for number in body[-_TAIL_PIECES:]:
        told = cues.life(pieces[number].head)
        if not told or told[0] in found:
            continue
        before = _told_of(text, told[1].value)
        if before == pieces[number].start or before < pieces[body[0]].start:
            found[told[0]] = told[1]
    return found
