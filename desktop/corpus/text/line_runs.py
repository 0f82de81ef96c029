"""Owns how lines that follow each other without a blank one fall into pieces."""

import re
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import pairwise
from operator import sub
from typing import NamedTuple, Self

from .markers import MAY_BEGIN, marker_of
from .pieces import ends_sentence
from .tables import may_be_row, table_runs

LONG_RUN = 40
"""A run of so many wrapped lines is hardly one paragraph."""
UNDERLINE_SIGNS = "=-~"

_COLUMN_SIGNS = ("\t", "|", "   ")
_WORD_LIST_WIDTH = 40
_UNDERLINE = re.compile(r"=+|-{3,}|~{3,}")
_CUE = re.compile("(?:by|von|par|por) [A-ZÀ-ÖØ-Þ]")
_HASHES = re.compile(r"#{1,6}\s")


class _Lines(NamedTuple):
    """Lines without white space at their ends, and how many white characters begin them."""

    bare: list[str]
    indents: list[int]
    open_text: bool

    def part(self, first: int, after: int) -> Self:
        bare, indents, open_text = self
        return type(self)(bare[first:after], indents[first:after], open_text and not first)


class Stretch(NamedTuple):
    """Lines of a text that are one piece, without white space around them, and their place."""

    bare: str
    start: int
    is_parted: bool
    is_table: bool


_STRETCH = partial(tuple.__new__, Stretch)


def cut_run(
    run: str, start: int, *, is_parted: bool, width: int, may_hold_table: bool = True
) -> list[Stretch]:
    """Cut lines that stand at `start`, none of which is blank; say whether a blank one is before them.

    `width` is that of wrapped lines, 0 if every paragraph is a line.
    """
    raw = run.split("\n")
    lines = _Lines(list(map(str.strip, raw)), _indents(raw), start == 0)
    tables = dict(_tables(lines.bare)) if may_hold_table else {}
    begins = _around_tables(lines, tables, width) if tables else _breaks(lines, width)
    if len(begins) == 1:
        return [_STRETCH((run.strip(), start + lines.indents[0], is_parted, 0 in tables))]
    begins.append(len(raw))
    stretches: list[Stretch] = []
    for begin, after in pairwise(begins):
        whole = raw[begin] if after == begin + 1 else "\n".join(raw[begin:after])
        bare = lines.bare[begin] if after == begin + 1 else whole.strip()
        place = start + lines.indents[begin]
        stretches.append(_STRETCH((bare, place, is_parted, begin in tables)))
        start += len(whole) + 1
        is_parted = False
    return stretches


def _around_tables(lines: _Lines, tables: dict[int, int], width: int) -> list[int]:
    """Return where pieces begin among lines some of which are tables: from the first up to another."""
    begins: list[int] = []
    first, n_lines = 0, len(lines.bare)
    for table_first, table_after in [*tables.items(), (n_lines, n_lines)]:
        if table_first > first:
            begins += [first + begin for begin in _breaks(lines.part(first, table_first), width)]
        if table_after > table_first:
            begins.append(table_first)
        first = table_after
    return begins


def _tables(bare: Sequence[str]) -> list[tuple[int, int]]:
    joined = "\n".join(bare)
    if not any(sign in joined for sign in _COLUMN_SIGNS) or sum(map(may_be_row, bare)) < 2:
        return []
    return table_runs(bare, 0, len(bare))


def _indents(raw: Sequence[str]) -> list[int]:
    return list(map(sub, map(len, raw), map(len, map(str.lstrip, raw))))


def _breaks(lines: _Lines, width: int) -> list[int]:
    """Return where pieces begin in a run of lines without a table."""
    return _wrapped_breaks(lines, width) if width else _line_breaks(lines)


def _line_breaks(lines: _Lines) -> list[int]:
    """Return where pieces begin in a text of one paragraph a line: lines that go on are joined.

    `may_go_on` says which lines alone can.
    """
    bare, indents, _ = lines
    begins = [0]
    for number in range(1, len(bare)):
        line, before = bare[number], bare[number - 1]
        if line[0] == ">" and before[0] == ">":
            continue
        if begins[-1] == number - 1 and _is_rule(line):
            continue
        if (
            line[0].islower()
            and before[-1].isalpha()
            and ";" not in before[-8:]
            and (len(before) > 60 or indents[number] > indents[number - 1])
            and not _CUE.match(line)
        ):
            continue
        if (
            indents[number] > indents[begins[-1]] + 1
            and marker_of(bare[begins[-1]])
            and not ends_sentence(before)
            and not marker_of(line)
            and not line[0].isascii()
            and len(before) > 40
        ):
            continue
        begins.append(number)
    return begins


def may_go_on(line: str, *, is_indented: bool) -> bool:
    """Say quickly whether a line can go on with the one before where every paragraph is a line."""
    first = line[0]
    return (
        first.islower()
        or first == ">"
        or first in UNDERLINE_SIGNS
        or (is_indented and not first.isascii())
    )


def _wrapped_breaks(lines: _Lines, width: int) -> list[int]:
    """Return where pieces begin in a run of wrapped lines: at items, indents and headings."""
    bare = lines.bare
    first, n_lines = 0, len(bare)
    while first + 1 < n_lines and _is_rule(bare[first + 1]):
        first += 2
    if not first:
        return _plain_breaks(lines, width)
    below = _plain_breaks(lines.part(first, n_lines), width) if first < n_lines else ()
    return [*range(0, first, 2), *(first + begin for begin in below)]


def _is_rule(line: str) -> bool:
    return line[0] in UNDERLINE_SIGNS and bool(_UNDERLINE.fullmatch(line))


def _plain_breaks(lines: _Lines, width: int) -> list[int]:
    """Return where pieces begin in a run of wrapped lines the first of which has no rule below."""
    bare = lines.bare
    n_lines = len(bare)
    begins: set[int] = {0}
    maybe = [number for number, found in enumerate(map(MAY_BEGIN, bare)) if found]
    marked = {number: marker for number in maybe if (marker := marker_of(bare[number]))}
    if marked and (0 in marked or len(marked) > 1 or next(iter(marked.values())).style == "bullet"):
        begins.update(marked)
    else:
        begins.update(_indent_breaks(lines))
    for number in maybe:
        if bare[number][0] == "#" and _HASHES.match(bare[number]):
            begins.update({number, number + 1} - {n_lines})
    if (
        n_lines > 1
        and heading_room(bare[0], width) > 1
        and is_heading_line(bare[0], bare[1], width)
    ):
        begins.add(1)
    if n_lines >= LONG_RUN and len(begins) <= 2:
        begins.update(_short_line_breaks(bare, width))
    return sorted(begins)


def _short_line_breaks(bare: Sequence[str], width: int) -> Iterable[int]:
    """Return the lines after those that end a sentence well before the margin.

    It is all that shows paragraphs in long wrapped texts without blank lines. A long column of
    short lines is a list of words: each of them stands for itself.
    """
    if width <= _WORD_LIST_WIDTH and len(bare) >= LONG_RUN * 5:
        return range(len(bare))
    return [
        number
        for number, line in enumerate(bare[:-1], 1)
        if len(line) < width * 0.75 and ends_sentence(line)
    ]


def _indent_breaks(lines: _Lines) -> Sequence[int]:
    """Return the lines that begin a paragraph by standing further in than the others."""
    indents = lines.indents
    deepest = max(indents)
    if not deepest:
        return ()
    begins: list[int] = []
    base = min(indents)
    if not indents[0] and (lines.open_text or lines.bare[0].isupper()):
        flush = next(number for number, indent in enumerate(indents) if indent)
        if all(indents[flush:]):
            begins.append(flush)  # a head line at the margin, above an indented text
            base = min(indents[flush:])
    if deepest >= base + 3:
        begins += [number for number, indent in enumerate(indents) if indent >= base + 3]
    return begins


def heading_room(line: str, width: int) -> float:
    """Return how many characters the first word below a line has, at most, if the line is a heading."""
    return width * 0.8 - len(line) - 1


def is_heading_line(line: str, following: str, width: int) -> bool:
    """Say whether a line above another stops short although the next word had room in it."""
    return (
        heading_room(line, width) > len(following.split(maxsplit=1)[0])
        and len(following) >= width * 0.6
        and line[0] not in '"“«„'
        and not (line[-1] in ",;-–—" or (ends_sentence(line) and not line.isupper()))
        and (line[-1] != ":" or len(line.split()) <= 4)
    )
