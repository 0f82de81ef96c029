"""Owns how stretches of marked-up text become one canonical text with blocks and marks."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
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


# What Block._make does, without a call in Python for each.
_BLOCK = partial(tuple.__new__, Block)


@dataclass(frozen=True, slots=True)
class Page:
    """A canonical text with its blocks and marks, as a Reading wants them."""

    text: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]


def assemble(passages: Sequence[Passage]) -> Page:
    """Join passages by blank lines; empty ones vanish, marks move along."""
    texts = [passage.text.strip() for passage in passages]
    text = "\n\n".join(filter(None, texts))
    if canonical(text) != text:
        texts = [text if _is_settled(text) else _settled(text) for text in texts]
        text = "\n\n".join(filter(None, texts))
    blocks: list[Block] = []
    marks: list[Mark] = []
    place = 0
    for (kind, source, level, style, inner), settled in zip(passages, texts, strict=True):
        if not settled:
            continue
        end = place + len(settled)
        blocks.append(_BLOCK((kind, place, end, level, style)))
        if inner:
            kept = _moved(inner, source, settled)
            marks += [Mark(m.name, place + m.start, place + m.end, m.target) for m in kept]
        place = end + 2
    return Page(text, tuple(blocks), tuple(marks))


def _is_settled(text: str) -> bool:
    """Say at a glance whether a passage is canonical: one line of printable ASCII."""
    return text.isascii() and text.isprintable()


def _settled(text: str) -> str:
    """Return the canonical form of a passage without white space around it."""
    settled = canonical(text).strip()
    while settled.startswith("\ufeff"):
        settled = settled.lstrip("\ufeff").strip()
    return settled


def _moved(marks: Sequence[Mark], text: str, settled: str) -> list[Mark]:
    """Return marks for the settled text; those that cannot be placed with certainty are dropped."""
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
