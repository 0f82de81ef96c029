"""Owns the tables of contents at the beginning of plain texts."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from .pieces import Piece

_LONGEST = 120
_MOST = 800
_FEWEST = 4
_CUE_PIECES = 10
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u0640]+")
_NUMBER = re.compile(r"^[\W_]*(?:\d{1,3}|[IVXL]{1,7})\s*[-.:)–]\s*")
_DEEP_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+")
_PAGE = re.compile(r"(?:\s*\.{2,}|\s*…+|\s{2,}|\t)\s*\d{1,4}$")
_CUES = frozenset(
    (
        "contents", "table of contents", "inhalt", "inhaltsverzeichnis", "sommaire",
        "table des matières", "índice", "índice general", "indice", "sumário", "содержание",
        "оглавление", "المحتويات", "الفهرس", "فهرس", "فهرس المحتويات", "ناوەڕۆک",
    )
)  # fmt: skip
_EDIT = re.compile(r"\s*\[(?:edit|bearbeiten|modifier|editar|عدل|править)(?: source)?\]$")


class Contents(NamedTuple):
    """The entries as they may stand in the text, and the pieces from `first` to `end` that hold them.

    `cue` is the piece that says "Contents", None if the table begins the text without a word.
    """

    entries: frozenset[str]
    first: int
    end: int
    cue: int | None = None


def plain(line: str) -> str:
    """Return a line as it is compared with others: without invisible characters and number."""
    return _NUMBER.sub("", _visible(line)).strip().casefold()


def _visible(line: str) -> str:
    return line if line.isascii() else _INVISIBLE.sub("", line)


def contents_of(pieces: Sequence[Piece]) -> Contents:
    """Return the table of contents at the beginning; an empty one if there is none.

    It is a row of short lines that come again later, in their order. It begins the text, or it
    follows a line that says so.
    """
    for number, piece in enumerate(pieces[:_CUE_PIECES]):
        if piece.size <= 30 and piece.head.strip(" :.*_#").casefold() in _CUES:
            found = _row_from(pieces, number + 1)
            if found.end:
                return found._replace(cue=number)
    return _row_from(pieces, 0)


def _row_from(pieces: Sequence[Piece], first: int) -> Contents:
    row = first
    limit = min(len(pieces), first + _MOST)
    while row < limit and pieces[row].size <= _LONGEST and pieces[row].n_lines == 1:
        row += 1
    if row < first + 2:
        return Contents(frozenset(), 0, 0)
    lines = [plain(piece.head) for piece in pieces[first:row]]
    end = first + _repeated_half(lines) * 2
    if end == first and row >= first + _FEWEST:
        end = _listed_again(pieces, first, row)
    if end == first:
        return Contents(frozenset(), 0, 0)
    entries = (_variants(piece.head) for piece in pieces[first:end])
    return Contents(frozenset(variant for entry in entries for variant in entry), first, end)


def _listed_again(pieces: Sequence[Piece], first: int, row: int) -> int:
    """Return where the lines end that come again after this row; where they began if too few do."""
    later = {_EDIT.sub("", piece.head) for piece in pieces[row - 1 :] if piece.size <= _LONGEST}
    if first:  # below a cue the row may run on into the text's first heading
        later.update(piece.head for piece in pieces[first + _FEWEST : row])
    end = first
    while end < row and not later.isdisjoint(_variants(pieces[end].head)):
        is_first_heading = end - first >= _FEWEST and _named(pieces[end]) == _named(pieces[first])
        if first and is_first_heading:
            break
        end += 1
    return end if end - first >= _FEWEST else first


def _named(piece: Piece) -> str:
    """Return what an entry names, without number and page."""
    return plain(_PAGE.sub("", piece.head))


def _variants(line: str) -> tuple[str, ...]:
    """Return how an entry may stand in the text: with its number, without, and without its page."""
    visible = _PAGE.sub("", _visible(line).strip())
    return line, visible, _NUMBER.sub("", visible), _DEEP_NUMBER.sub("", visible)


def _repeated_half(lines: Sequence[str]) -> int:
    """Return how many lines the beginning has that stands there twice in a row, 0 if none."""
    for size in range(1, len(lines) // 2 + 1):
        if lines[size] == lines[0] and lines[:size] == lines[size : size * 2]:
            longer = size > 1
            # A single line that stands there twice is a title, unless it comes twice again.
            if longer or lines[2:4] == [lines[0], lines[0]]:
                return size
    return 0
