"""Owns the tables of contents at the beginning of plain texts."""

import re
from collections.abc import Sequence
from itertools import chain, compress
from typing import NamedTuple

from .pieces import Pieces

_LONGEST = 120
_MOST = 800
_FEWEST = 4
_CUE_PIECES = 10
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u0640]+")
_NUMBER = re.compile(r"[\W_]*(?:\d{1,3}|[IVXL]{1,7})\s*[-.:)–]\s*")
_DEEP_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+")
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


_NONE = Contents(frozenset(), 0, 0)


def plain(line: str) -> str:
    """Return a line as it is compared with others: without invisible characters and number."""
    return _without(_NUMBER, _visible(line)).strip().casefold()


def _without(number: re.Pattern[str], line: str) -> str:
    """Return a line without a number that begins it."""
    found = number.match(line)
    return line[found.end() :] if found else line


def _without_page(line: str) -> str:
    return _PAGE.sub("", line) if line[-1:].isdecimal() else line


def _visible(line: str) -> str:
    return line if line.isascii() else _INVISIBLE.sub("", line)


def contents_of(pieces: Pieces) -> Contents:
    """Return the table of contents at the beginning; an empty one if there is none.

    It is a row of short lines that come again later, in their order. It begins the text, or it
    follows a line that says so.
    """
    for number, head in enumerate(pieces.heads[:_CUE_PIECES]):
        if pieces.sizes[number] <= 30 and head.strip(" :.*_#").casefold() in _CUES:
            found = _row_from(pieces, number + 1)
            if found.end:
                return found._replace(cue=number)
    return _row_from(pieces, 0)


def _row_from(pieces: Pieces, first: int) -> Contents:
    heads, sizes = pieces.heads, pieces.sizes
    row = first
    limit = min(len(pieces), first + _MOST)
    while row < limit and sizes[row] <= _LONGEST and "\n" not in heads[row]:
        row += 1
    if row < first + 2:
        return _NONE
    end = first + _repeated_half(list(map(plain, heads[first:row]))) * 2
    if end == first and row >= first + _FEWEST:
        end = _listed_again(pieces, first, row)
    if end == first:
        return _NONE
    entries = map(_variants, heads[first:end])
    return Contents(frozenset(chain.from_iterable(entries)), first, end)


def _listed_again(pieces: Pieces, first: int, row: int) -> int:
    """Return where the lines end that come again after this row; where they began if too few do."""
    heads, sizes = pieces.heads, pieces.sizes
    short = compress(heads[row - 1 :], map(_LONGEST.__ge__, sizes[row - 1 :]))
    later = {head if head[-1] != "]" else _EDIT.sub("", head) for head in short}
    if first:  # below a cue the row may run on into the text's first heading
        later.update(heads[first + _FEWEST : row])
    end = first
    while end < row and not later.isdisjoint(_variants(heads[end])):
        if first and end - first >= _FEWEST and _named(heads[end]) == _named(heads[first]):
            break
        end += 1
    return end if end - first >= _FEWEST else first


def _named(head: str) -> str:
    """Return what an entry names, without number and page."""
    return plain(_without_page(head))


def _variants(line: str) -> tuple[str, ...]:
    """Return how an entry may stand in the text: with its number, without, and without its page."""
    visible = _without_page(_visible(line).strip())
    return line, visible, _without(_NUMBER, visible), _without(_DEEP_NUMBER, visible)


def _repeated_half(lines: Sequence[str]) -> int:
    """Return how many lines the beginning has that stands there twice in a row, 0 if none."""
    for size in range(1, len(lines) // 2 + 1):
        if lines[size] == lines[0] and lines[:size] == lines[size : size * 2]:
            longer = size > 1
            # A single line that stands there twice is a title, unless it comes twice again.
            if longer or lines[2:4] == [lines[0], lines[0]]:
                return size
    return 0
