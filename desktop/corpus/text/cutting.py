"""Owns how a plain text falls into pieces.

A text is either one paragraph a line, or its lines are wrapped and paragraphs are parted by blank
lines or by indents. Most lines, or runs of lines, are a piece each, which is seen for a whole text at
once; `line_runs` looks closer at the others.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import add
from typing import NamedTuple, TypeVar

from .line_runs import (
    LONG_RUN,
    UNDERLINE_SIGNS,
    Stretch,
    cut_run,
    heading_room,
    is_heading_line,
    may_go_on,
)
from .markers import MARKS, MAY_BEGIN, marker_of
from .pieces import HEAD, Pieces
from .tables import may_be_row
from .wrapping import wrapped_width

_BLANK_LINES = re.compile(r"(\n\s*\n\s*)")
_INNER_SIGN = re.compile(rf"\n(?=[^\S\n]*(?:[{re.escape(UNDERLINE_SIGNS)}]|{MARKS}))")
_INNER_INDENT = re.compile(r"\n[^\S\n]").search
_INNER_COLUMN = re.compile(r"   (?<=[^\n ]   )")
# The commonest marks of items; they need no `marker_of`.
_PLAIN_MARK = re.compile(r"(?:\(\d{1,3}\)|\d{1,3}[.)]|[a-z]\))[ \t]").match
_SIGNS = f"#{UNDERLINE_SIGNS}"

_T = TypeVar("_T")


class Cut(NamedTuple):
    """The pieces of a text and the width to which its lines are wrapped (0: one paragraph a line)."""

    pieces: Pieces
    width: int


class _Stretches(NamedTuple):
    """What is to be one piece each, by columns: text, place, whether a blank line is before it."""

    bare: list[str]
    starts: list[int]
    are_parted: list[bool]


_Look = tuple[int, int, bool]
"""Stretches to be cut anew together, from one up to another, and whether a table may be in them."""


def cut(text: str, *, one_a_line: bool = False) -> Cut:
    """Cut a canonical text into pieces, in order; every character but white space is in one."""
    width = 0 if one_a_line else wrapped_width(text)
    stretches = _runs(text) if width else _lines(text)
    looks = _doubtful_runs(text, stretches, width) if width else _doubtful_lines(text, stretches)
    tables: frozenset[int] = frozenset()
    if looks:
        stretches, tables = _looked_closer(text, stretches, looks, width)
    bare, starts, are_parted = stretches
    sizes = list(map(len, bare))
    ends = list(map(add, starts, sizes))
    heads = [line[:HEAD] for line in bare]
    return Cut(Pieces(text, starts, ends, sizes, heads, are_parted, tables), width)


def _runs(text: str) -> _Stretches:
    """Return the stretches between blank lines."""
    margin = len(text) - len(text.lstrip())
    parts = _BLANK_LINES.split(text[margin:].rstrip())
    if not parts[0]:
        return _Stretches([], [], [])
    starts = list(accumulate(map(len, parts), initial=margin))[:-1:2]
    bare = list(map(str.rstrip, parts[::2]))
    are_parted = [True] * len(bare)
    are_parted[0] = "\n" in text[:margin]
    return _Stretches(bare, starts, are_parted)


def _lines(text: str) -> _Stretches:
    """Return the lines that are not blank."""
    raw = text.split("\n")
    bare = list(map(str.strip, raw))
    kept = [number for number, line in enumerate(bare) if line]
    places = list(accumulate(map((1).__add__, map(len, raw)), initial=0))
    starts = [places[n] + len(raw[n]) - len(raw[n].lstrip()) for n in kept]
    are_parted = [number > 0 and not bare[number - 1] for number in kept]
    return _Stretches([bare[number] for number in kept], starts, are_parted)


def _doubtful_runs(text: str, runs: _Stretches, width: int) -> list[_Look]:
    """Return the runs of wrapped lines that may be more than one piece.

    Inside them a line may begin with a mark, be a row of a table or a rule, or have an indent that is not
    that of an item; or their first line stops short.
    """
    if len(runs.bare) == 1:
        return [(0, 1, True)] if "\n" in runs.bare[0] else []
    with_columns = _runs_with_columns(text, runs.starts)
    short = heading_room("", width) - 1
    return [
        (number, number + 1, number in with_columns)
        for number, run in enumerate(runs.bare)
        if "\n" in run
        and (
            (_INNER_INDENT(run) and not (_PLAIN_MARK(run) or _is_marked(run)))
            or (_INNER_SIGN.search(run) and _begins_within(run))
            or (
                ((end := run.index("\n")) < short or run[end - 1].isspace())
                and _has_head(run, width)
            )
            or number in with_columns
            or run[0] == "#"
            or run.count("\n") >= LONG_RUN - 1
        )
    ]


def _first_line(run: str) -> str:
    return run[: run.index("\n")].rstrip()


def _is_marked(run: str) -> bool:
    line = _first_line(run)
    return bool(MAY_BEGIN(line) and marker_of(line))


def _has_head(run: str, width: int) -> bool:
    return is_heading_line(_first_line(run), run.split("\n", 2)[1].strip(), width)


def _begins_within(run: str) -> bool:
    """Say whether a line but the first begins with a mark or is a rule."""
    for found in _INNER_SIGN.finditer(run):
        end = run.find("\n", found.end())
        line = run[found.end() : end if end > 0 else None].strip()
        if line[0] in _SIGNS or marker_of(line):
            return True
    return False


def _runs_with_columns(text: str, starts: Sequence[int]) -> set[int]:
    """Return the runs with two signs of columns, such as rows of a table have."""
    places = [found.start() for found in _INNER_COLUMN.finditer(text)]
    for sign in "\t|":
        if sign in text:
            places += [found.start() for found in re.finditer(re.escape(sign), text)]
    once: set[int] = set()
    twice: set[int] = set()
    for place in places:
        number = bisect_right(starts, place) - 1
        (twice if number in once else once).add(number)
    return twice


def _doubtful_lines(text: str, lines: _Stretches) -> list[_Look]:
    """Return the lines that may be joined where every paragraph is a line, with those before them."""
    bare, starts = lines.bare, lines.starts
    goes_on = {
        number
        for number, line in enumerate(bare)
        if may_go_on(line, is_indented=starts[number] > 0 and text[starts[number] - 1] != "\n")
    }
    rows = {number for number, line in enumerate(bare) if may_be_row(line)}
    goes_on.update(number for number in rows if number - 1 in rows)
    found: list[_Look] = []
    for number in sorted(goes_on):
        if not number or lines.are_parted[number]:
            continue
        first = found.pop()[0] if found and found[-1][1] == number else number - 1
        found.append((first, number + 1, True))
    return found


def _looked_closer(
    text: str, stretches: _Stretches, looks: Sequence[_Look], width: int
) -> tuple[_Stretches, frozenset[int]]:
    """Return the stretches with those from `looks` cut anew, line by line, and which are tables."""
    fine: list[Stretch] = []
    untils: list[int] = []
    bare, starts, are_parted = stretches
    for first, after, may_hold_table in looks:
        start = text.rfind("\n", 0, starts[first]) + 1
        fine += cut_run(
            text[start : starts[after - 1] + len(bare[after - 1])],
            start,
            is_parted=are_parted[first],
            width=width,
            may_hold_table=may_hold_table,
        )
        untils.append(len(fine))
    fine_bare, fine_starts, fine_are_parted, are_tables = map(list, zip(*fine, strict=True))
    if looks[0][0] == 0 and looks[0][1] == len(bare):  # nothing to merge with
        tables = frozenset(number for number, is_one in enumerate(are_tables) if is_one)
        return _Stretches(fine_bare, fine_starts, fine_are_parted), tables
    merged = _Stretches(
        _merged(bare, looks, fine_bare, untils),
        _merged(starts, looks, fine_starts, untils),
        _merged(are_parted, looks, fine_are_parted, untils),
    )
    if not any(are_tables):
        return merged, frozenset()
    is_table = _merged([False] * len(bare), looks, are_tables, untils)
    return merged, frozenset(number for number, is_one in enumerate(is_table) if is_one)


def _merged(
    column: Sequence[_T], looks: Sequence[_Look], fine: Sequence[_T], untils: Sequence[int]
) -> list[_T]:
    """Return a column with the values of each look replaced by the finer ones, up to its `until`."""
    merged: list[_T] = []
    kept = used = 0
    for (first, after, _), until in zip(looks, untils, strict=True):
        merged += column[kept:first]
        merged += fine[used:until]
        kept, used = after, until
    merged += column[kept:]
    return merged
