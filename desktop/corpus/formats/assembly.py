"""Owns how stretches of marked-up text become one canonical text with blocks and marks."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from desktop.corpus.text.blocks import Block, Kind, Mark
from desktop.corpus.text.canonical import canonical


class Passage(NamedTuple):
    """One block before it has a place: its text, and marks that point into that text."""

    kind: Kind
    text: str
    level: int = 0
    style: str = ""
    marks: Sequence[Mark] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A canonical text with its blocks and marks, as a Reading wants them."""

    text: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]


def assemble(passages: Iterable[Passage]) -> Page:
    """Join passages by blank lines; empty ones vanish, marks move along."""
    texts: list[str] = []
    blocks: list[Block] = []
    marks: list[Mark] = []
    place = 0
    for passage in passages:
        kind, text, level, style, inner = passage
        settled = _settled(text)
        if settled is not text:
            inner = _moved(inner, text, settled)
            text = settled
        if not text:
            continue
        end = place + len(text)
        blocks.append(Block(kind, place, end, level, style))
        for name, start, stop, target in ((m.name, m.start, m.end, m.target) for m in inner):
            marks.append(Mark(name, place + start, place + stop, target))
        texts.append(text)
        place = end + 2
    return Page("\n\n".join(texts), tuple(blocks), tuple(marks))


def _settled(text: str) -> str:
    """Return the canonical form of a passage without white space around it, itself if it is that."""
    stripped = text.strip()
    if stripped.isascii() and stripped.isprintable():
        return text if len(stripped) == len(text) else stripped
    settled = canonical(stripped).strip()
    while settled.startswith("\ufeff"):
        settled = settled.lstrip("\ufeff").strip()
    return text if settled == text else settled


def _moved(marks: Sequence[Mark], text: str, settled: str) -> list[Mark]:
    """Return marks for the settled text; those that cannot be placed with certainty are dropped."""
    if not marks:
        return []
    lead = len(text) - len(text.lstrip())
    if text.strip() != settled:
        return _normalised(marks, text, settled)
    moved = [
        Mark(m.name, max(m.start - lead, 0), min(m.end - lead, len(settled)), m.target)
        for m in marks
    ]
    return [mark for mark in moved if mark.start < mark.end]


def _normalised(marks: Sequence[Mark], text: str, settled: str) -> list[Mark]:
    """Place marks in a text that has become another by counting what is before them.

    A mark is kept if the text before it and inside it settle each for itself.
    """
    kept: list[Mark] = []
    edges = sorted({edge for mark in marks for edge in (mark.start, mark.end)})
    places: dict[int, int] = {}
    done, length = 0, 0
    for edge in edges:
        piece = canonical(text[done:edge])
        piece = piece.lstrip() if not length else piece
        length += len(piece)
        done = edge
        places[edge] = length
    for mark in marks:
        start, end = places[mark.start], min(places[mark.end], len(settled))
        inner = unicodedata.normalize("NFC", text[mark.start : mark.end]).strip()
        if start < end and settled[start:end].strip() == inner:
            kept.append(Mark(mark.name, start, end, mark.target))
    return kept
