"""Owns the structure of a plain text: its blocks and what it says about itself.

The parts: `cutting` cuts, `openings` sees which pieces may be what, `furniture` finds boilerplate,
`lists` items, tables and quotations, `front` the title and what stands around it, `headings` the rest;
`cues`, `dates` and `people` read who and when.
"""

from collections.abc import Iterable, Sequence
from functools import partial

from . import cues
from .blocks import Block, Catalogue, Kind
from .cues import Credit
from .cutting import cut
from .front import Front, closing_credits, entries, front, named, signatures
from .furniture import furniture
from .headings import headings
from .labels import Labels
from .language import language_of
from .lists import list_items, tables_and_quotations
from .mastheads import stated_title
from .openings import openings
from .pieces import Pieces

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
    may_be = openings(pieces.heads)
    boilerplate = furniture(pieces, may_be)
    is_message = any(label.style == "header" for label in boilerplate.values())
    items, numbered = list_items(pieces, may_be["item"])
    labels = items | tables_and_quotations(pieces, may_be["quotation"]) | boilerplate
    first = front(pieces, labels, is_message=is_message)
    labels.update(first.labels)
    labels.update(entries(pieces, first))
    labels = closing_credits(pieces, first.credits) | labels
    if author := first.credits.get("author"):
        labels = signatures(pieces, author.value) | labels
    labels.update(
        headings(*(pieces, labels, may_be), numbered=numbered, contents=first.contents, width=width)
    )
    catalogue = _catalogue(text, pieces, labels, first, language=spoken)
    if catalogue.author and "author" not in first.credits:
        labels.update(named(pieces, catalogue.author))
    return _blocks(pieces, labels), catalogue


# What Block._make does, without a call in Python for each.
_BLOCK = partial(tuple.__new__, Block)


def _blocks(pieces: Pieces, labels: Labels) -> tuple[Block, ...]:
    kinds = [Kind.PARAGRAPH] * len(pieces)
    levels = [0] * len(pieces)
    styles = [""] * len(pieces)
    for number, (kind, level, style) in labels.items():
        kinds[number] = kind
        levels[number] = level
        if style != "cue":
            styles[number] = style
    columns = zip(kinds, pieces.starts, pieces.ends, levels, styles, strict=True)
    return tuple(map(_BLOCK, columns))


def _catalogue(
    text: str, pieces: Pieces, labels: Labels, first: Front, *, language: str | None
) -> Catalogue:
    found = dict(first.credits)
    if first.title is not None:
        head = pieces.heads[first.title]
        title = " ".join((stated_title(head) or head).split()).removeprefix("# ")
        found["title"] = Credit(title, title)
    opening = _paragraphs(range(len(pieces)), labels, most=_TAIL_PIECES + 1)
    ending = _paragraphs(range(len(pieces))[::-1], labels, most=_TAIL_PIECES)[::-1]
    for number in opening[:_DATELINE_PIECES]:
        agency, dated = cues.dateline(pieces.heads[number])
        for field, credit in (("source", agency), ("published", dated)):
            if credit:
                found.setdefault(field, credit)
    for field, credit in _header(pieces, labels).items():
        found.setdefault(field, credit)
    for field, credit in _lives(text, pieces, opening, ending).items():
        found.setdefault(field, credit)
    values = {field: credit.value for field, credit in found.items()}
    evidence = {field: credit.evidence for field, credit in found.items()}
    return Catalogue(**values, language=language, evidence=evidence)


def _paragraphs(numbers: Iterable[int], labels: Labels, *, most: int) -> list[int]:
    """Return the first few of some pieces that are paragraphs."""
    found: list[int] = []
    for number in numbers:
        label = labels.get(number)
        if label is None or label.kind == Kind.PARAGRAPH:
            found.append(number)
            if len(found) == most:
                break
    return found


def _header(pieces: Pieces, labels: Labels) -> dict[str, Credit]:
    """Return what the header of a message or of a licensed book says: `Title:`, `From:`, `Date:`."""
    found: dict[str, Credit] = {}
    for number, head in enumerate(pieces.heads[:_HEADER_PIECES]):
        label = labels.get(number)
        if label and label.kind == Kind.BOILERPLATE:
            for line in head.split("\n"):
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


def _lives(
    text: str, pieces: Pieces, opening: Sequence[int], ending: Sequence[int]
) -> dict[str, Credit]:
    """Return author and photographer as the last paragraphs of a text introduce them.

    `opening` are the first paragraphs, `ending` the last ones. Whom the text itself has told of before is
    no author, but for a line of credit.
    """
    found: dict[str, Credit] = {}
    heads = pieces.heads
    if any(cues.is_salutation(heads[number]) for number in opening[:_TAIL_PIECES]):
        for number in ending:
            following = heads[number + 1] if number + 1 < len(pieces) else ""
            if signed := cues.valediction(heads[number], following):
                found["author"] = signed
    if len(opening) <= _TAIL_PIECES:
        return found
    for number in ending:
        told = cues.life(heads[number])
        if not told or told[0] in found:
            continue
        before = _told_of(text, told[1].value)
        if before == pieces.starts[number] or before < pieces.starts[opening[0]]:
            found[told[0]] = told[1]
    return found
