"""Owns how the pages of a book become passages: headings from its contents, notes, page breaks."""

from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from desktop.corpus.formats.assembly import Passage
from desktop.corpus.formats.epub.opf import Entry
from desktop.corpus.formats.html.walk import Found, Spot, walk_book
from desktop.corpus.formats.page_marks import Turned
from desktop.corpus.text.blocks import Kind

_NEAR = 3
"""A heading so many blocks after the place that the contents lead to is its own."""
_LABELS = {
    Kind.HEADING: "heading",
    Kind.LIST: "list",
    Kind.TABLE: "table",
    Kind.CAPTION: "caption",
    Kind.QUOTATION: "quotation",
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """The passages of one file of a book, and where pages begin in them."""

    passages: tuple[Passage, ...]
    turned: tuple[Turned, ...]


def chapter_of(
    root: LexborNode, contents: Sequence[Entry], pages: Sequence[Entry], *, is_contents: bool
) -> Chapter:
    """Return the passages of a file; `contents` and `pages` are the entries that lead into it."""
    found, spots = walk_book(root)
    if is_contents:
        passages = [
            Passage(Kind.BOILERPLATE, b.text, b.level, _LABELS.get(b.kind, ""), b.marks)
            for b in found
        ]
        return Chapter(tuple(passages), ())
    turned = _turned(spots, pages)
    passages = [_passage(block) for block in found]
    for number, entry in sorted(_missing(found, spots, contents), key=lambda m: -m[0]):
        level = min(entry.depth, 6)
        at = passages[number] if number < len(passages) else None
        if at is not None and at.text.split() == entry.label.split():
            passages[number] = at._replace(kind=Kind.HEADING, level=level)
            continue
        passages.insert(number, Passage(Kind.HEADING, entry.label, level))
        turned = [
            turn._replace(number=turn.number + 1)
            if turn.number > number or (turn.number == number and turn.offset)
            else turn
            for turn in turned
        ]
    return Chapter(tuple(passages), tuple(turned))


def _passage(block: Found) -> Passage:
    style = block.style if block.kind == Kind.PARAGRAPH else ""
    return Passage(block.kind, block.text, block.level, style, block.marks)


def _turned(spots: Sequence[Spot], pages: Sequence[Entry]) -> list[Turned]:
    """Return where pages begin: at marked breaks, else at the places that the list of pages names."""
    breaks = [Turned(s.label, s.number, s.offset) for s in spots if s.name == "page"]
    if breaks:
        return breaks
    labels = {entry.fragment: entry.label for entry in pages}
    at_top = [Turned(labels[""], 0, 0)] if "" in labels else []
    return at_top + [
        Turned(labels[spot.label], spot.number, spot.offset)
        for spot in spots
        if spot.name == "id" and labels.get(spot.label)
    ]


def _missing(
    found: Sequence[Found], spots: Sequence[Spot], contents: Sequence[Entry]
) -> list[tuple[int, Entry]]:
    """Return the entries of the contents that lead to no heading, with the block they lead to."""
    places = {spot.label: spot.number for spot in reversed(spots) if spot.name == "id"}
    missing: list[tuple[int, Entry]] = []
    taken: set[int] = set()
    for entry in contents:
        number = places.get(entry.fragment) if entry.fragment else 0
        if number is None or not entry.label or number >= len(found) or number in taken:
            continue
        near = found[max(number - 1, 0) if entry.fragment else 0 : number + _NEAR]
        if any(block.kind == Kind.HEADING or _has_words(block, entry.label) for block in near):
            continue
        taken.add(number)
        missing.append((number, entry))
    return missing


def _has_words(block: Found, label: str) -> bool:
    """Say whether a block begins with the words of an entry and goes on: no heading, but they are read."""
    begins = " ".join(block.text[: 2 * len(label) + 20].split()).lower()
    wanted = " ".join(label.split()).lower()
    return begins.startswith(wanted) and begins != wanted
