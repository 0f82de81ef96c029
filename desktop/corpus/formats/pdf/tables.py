"""Owns which lines of a page are a table, and its rows and cells: told by rules, or by aligned columns.

Running text must not be taken for a table: columns of prose, lists, contents with their page numbers
and forms of a few words stay what they are. What is doubtful is no table.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from desktop.corpus.formats.pdf.door import PageText
from desktop.corpus.formats.pdf.drawn import Rule
from desktop.corpus.formats.pdf.letters import HYPHEN
from desktop.corpus.formats.pdf.lines import Line
from desktop.corpus.formats.pdf.words import Segment, segments_of, written

_LEAST_ROWS, _LEAST_OF_TWO, _MANY_ROWS = 3, 4, 5
_WIDE_LETTERS, _SHORT, _LEAST_WIDE = 0.6, 30, 2
_SAME_ROW = 0.35
_FAR = 3.2
_CLOSE, _REST = 1.3, 0.75
_TOUCH = 3.0
_AT_LEAST = 0.8
"""How much of the characters of a cell stays when it is written, at least."""
_LONGEST_CELL, _LONGEST_COLUMN, _LONGEST_RULED = 34.0, 42.0, 120.0
_FULL, _FULL_OF_TWO, _FULL_OF_WORDS, _FULL_GRID = 0.6, 0.85, 0.8, 0.4
_LEAST_RULES = 3
_MOST_SEGMENTS, _MOST_RULES, _MOST_SINGLE = 3_000, 2_000, 4
_LONGEST_WORDS = 22
_OF_FIGURE = re.compile(r"[\d–—.…-]")
_FIGURE = re.compile(r"\W*(?:[\d\u0660-\u0669\u06f0-\u06f9]\S*\s?)+\W*|[-–—.…]+|n/?a|nil|x")
_WHOLE = re.compile(r"\d{1,9}(?![\d.,/])")
_ITEM = re.compile(r"[•‣▪▫■□●○◦➢➤►–—*·\uf0b7-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.):]|\[\d+\]")
_LEADER = re.compile(r"\.{4}|(?:\. ){3}|…{2}|_{4}")

Cells = list[list[str]]


class Table(NamedTuple):
    """A table: its lines by number, and itself as one line whose text has tabs and line ends."""

    lines: frozenset[int]
    line: Line


def may_hold_table(lines: Sequence[Line]) -> bool:
    """Say whether lines of a page have wide spaces in them or stand beside each other."""
    n_wide = 0
    rows: set[int] = set()
    for line in lines:
        n_letters = len(line.text)
        n_wide += line.right - line.left > line.size * n_letters * _WIDE_LETTERS > line.size
        if n_letters < _SHORT:
            row = round(line.bottom / 3)
            n_wide += row in rows
            rows.add(row)
        if n_wide >= _LEAST_WIDE:
            return True
    return False


def tables_of(page: PageText, spans: Sequence[tuple[int, int]], number: int) -> list[Table]:
    """Return the tables among the lines at stretches of a page's text (from 0)."""
    rules = page.drawn.rules()
    uprights = [rule for rule in rules if rule.top - rule.bottom > rule.right - rule.left]
    segments = segments_of(page, spans, uprights)
    if len(segments) > _MOST_SEGMENTS:
        return []
    found: list[Table] = []
    taken: set[int] = set()
    for grid in _grids(rules):
        inside = [segment for segment in segments if grid.holds(segment)]
        rows = grid.rows(inside)
        _add(found, taken, page, inside, rows, segments, number, is_ruled=True)
    left = [segment for segment in segments if segment.line not in taken]
    for rows in _aligned(left):
        inside = [segment for row in rows for cell in row for segment in cell]
        _add(found, taken, page, inside, rows, segments, number, is_ruled=False)
    return found


Rows = list[list[list[Segment]]]
"""The segments of each cell of each row, from the left."""


def _add(
    found: list[Table],
    taken: set[int],
    page: PageText,
    inside: Sequence[Segment],
    rows: Rows,
    segments: Sequence[Segment],
    number: int,
    *,
    is_ruled: bool,
) -> None:
    """Keep rows as a table if they are one and hold whole lines."""
    lines = {segment.line for segment in inside}
    n_all = sum(segment.line in lines for segment in segments)
    if not inside or n_all != len(inside) or lines & taken:
        return
    if not (is_ruled or _may_be_data(page.text, rows)):
        return
    first = inside[0]
    size, _ = page.set_at(first.words[0][0], first.bottom, first.top)
    cells = [[_joined(page, cell, size) for cell in row] for row in rows]
    cells = _without_empty(cells)
    letters = "".join(cell for row in cells for cell in row).replace(" ", "")
    if sum(map(str.isalnum, letters)) * 2 < len(letters):
        return
    if not (_is_grid(cells) if is_ruled else _is_data(cells)):
        return
    is_rtl = sum(segment.is_rtl for segment in inside) * 2 > len(inside)
    text = "\n".join("\t".join(row[::-1] if is_rtl else row) for row in cells)
    taken |= lines
    box = (
        min(segment.left for segment in inside),
        min(segment.bottom for segment in inside),
        max(segment.right for segment in inside),
        max(segment.top for segment in inside),
    )
    line = Line(text, *box, size, number, is_rtl=is_rtl, is_table=True)
    found.append(Table(frozenset(lines), line))


def _joined(page: PageText, cell: Sequence[Segment], size: float) -> str:
    text = ""
    for segment in sorted(cell, key=lambda segment: -segment.bottom):
        text = text.removesuffix(HYPHEN) if text.endswith(HYPHEN) else f"{text} "
        text += written(page, segment, size)
    return text.replace(HYPHEN, "-").strip()


def _without_empty(cells: Cells) -> Cells:
    """Return rows without columns and rows in which nothing stands."""
    kept = [n for n in range(max(map(len, cells), default=0)) if any(row[n] for row in cells)]
    return [[row[n] for n in kept] for row in cells if any(row)]


def _is_grid(cells: Cells) -> bool:
    """Say whether what stands between rules is a table rather than the layout of a page."""
    if len(cells) < 2 or len(cells[0]) < 2:
        return False
    filled = [cell for row in cells for cell in row if cell]
    n_shared = sum(sum(map(bool, row)) > 1 for row in cells)
    return (
        len(filled) >= max(4, _FULL_GRID * len(cells) * len(cells[0]))
        and n_shared * 2 >= len(cells)
        and n_shared >= 2
        and sum(map(len, filled)) < _LONGEST_RULED * len(filled)
    )


def _may_be_data(text: str, rows: Rows) -> bool:
    """Say what `_is_data` would say at best, from the characters of a page as PDFium has them.

    To write cells takes long, most of all from right to left.
    """
    columns = [column for column in zip(*rows, strict=True) if any(column)]
    n_rows = sum(map(any, rows))
    cells = [[_raw(text, cell) for cell in column if cell] for column in columns]
    n_filled = sum(map(len, cells))
    is_pair = len(columns) == 2
    if len(columns) < 2 or n_rows < (_LEAST_OF_TWO if is_pair else _LEAST_ROWS):
        return False
    if n_filled < (_FULL_OF_TWO if is_pair else _FULL) * len(columns) * n_rows:
        return False
    n_left = sum(len(cell) for column in cells for cell in column) * _AT_LEAST
    has_figures = any(sum(map(_may_be_figure, column)) > 0.6 * len(column) for column in cells)
    if has_figures:
        return n_left <= _LONGEST_CELL * n_filled
    return not is_pair and n_left < _LONGEST_WORDS * n_filled


def _raw(text: str, cell: Sequence[Segment]) -> str:
    return "".join(text[start:end] for segment in cell for start, end in segment.words)


def _may_be_figure(cell: str) -> bool:
    return len(cell) < 5 or _OF_FIGURE.search(cell) is not None


def _is_data(cells: Cells) -> bool:
    """Say whether aligned columns without rules are a table rather than text, a list or contents."""
    n_columns = len(cells[0]) if cells else 0
    filled = [cell for row in cells for cell in row if cell]
    is_pair = n_columns == 2
    if n_columns < 2 or len(cells) < (_LEAST_OF_TWO if is_pair else _LEAST_ROWS):
        return False
    if len(filled) < (_FULL_OF_TWO if is_pair else _FULL) * n_columns * len(cells):
        return False
    if sum(map(len, filled)) > _LONGEST_CELL * len(filled):
        return False
    columns = [[row[n] for row in cells if row[n]] for n in range(n_columns)]
    if any(sum(map(len, column)) > _LONGEST_COLUMN * len(column) for column in columns):
        return False
    edges = columns[0], columns[-1]
    if any(_share(_ITEM, edge) > 0.5 for edge in edges):
        columns = [column for column in columns if _share(_ITEM, column) <= 0.5]
        if len(columns) < 2:
            return False
    figures = [column for column in columns if _share(_FIGURE, column) > 0.6]
    free = [column for column in figures if not _counts_up(column)]
    if len(free) < 3 and sum(bool(_LEADER.search(" ".join(row))) for row in cells) >= 2:
        return False
    if free:
        return len(columns) > 2 or not any(map(_counts_up, columns))
    # The numbers of lines, of chapters and of their pages make no table of one column of text.
    words = [column for column in columns if not _counts_up(column)]
    filled = [cell for column in words for cell in column]
    if not words:
        return len(columns) > 2
    if len(filled) < _FULL_OF_WORDS * len(words) * len(cells):
        n_full = sum(len(column) >= _FULL_OF_TWO * len(cells) for column in words)
        if n_full < 2 or len(cells) < _MANY_ROWS:
            return False
    return len(words) > 2 - bool(figures) and sum(map(len, filled)) < _LONGEST_WORDS * len(filled)


def _share(pattern: re.Pattern[str], cells: Sequence[str]) -> float:
    return sum(bool(pattern.fullmatch(cell)) for cell in cells) / len(cells)


def _counts_up(cells: Sequence[str]) -> bool:
    """Say whether a column may be the numbers of a list or of pages: whole numbers that never go down."""
    numbers = [int(found[0]) for cell in cells if (found := _WHOLE.match(cell))]
    return len(numbers) * 2 > len(cells) and numbers == sorted(numbers)


class _Grid(NamedTuple):
    """Rules that touch: the places of the upright ones, and of the level ones from below."""

    xs: list[float]
    ys: list[float]

    def holds(self, segment: Segment) -> bool:
        middle = (segment.bottom + segment.top) / 2
        return (
            self.xs[0] - _TOUCH < segment.left
            and segment.right < self.xs[-1] + _TOUCH
            and self.ys[0] < middle < self.ys[-1]
        )

    def rows(self, inside: Iterable[Segment]) -> Rows:
        rows: Rows = [[[] for _ in self.xs[1:]] for _ in self.ys[1:]]
        for segment in inside:
            place = segment.right - 1 if segment.is_rtl else segment.left + 1
            column = min(max(bisect_right(self.xs, place) - 1, 0), len(self.xs) - 2)
            row = bisect_right(self.ys, (segment.bottom + segment.top) / 2) - 1
            rows[row][column].append(segment)
        return [line for row in rows[::-1] for line in _unstacked(row)]


def _unstacked(row: list[list[Segment]]) -> Rows:
    """Return the rows that stand between two rules: several if all columns have as many lines."""
    lines = [_by_height(cell) for cell in row if cell]
    n_lines = {len(column) for column in lines}
    if len(lines) < 2 or len(n_lines) != 1 or max(n_lines) < _LEAST_ROWS:
        return [row]
    cells = [_by_height(cell) or [[]] * max(n_lines) for cell in row]
    return [list(line) for line in zip(*cells, strict=True)]


def _grids(rules: Sequence[Rule]) -> list[_Grid]:
    """Put rules together that touch, and keep those that part a place into columns and rows."""
    n_upright = sum(r.top - r.bottom > r.right - r.left for r in rules)
    if len(rules) > _MOST_RULES or min(n_upright, len(rules) - n_upright) < _LEAST_RULES:
        return []
    found: list[_Grid] = []
    for group in _touching(rules):
        xs = _places(r.left for r in group if r.top - r.bottom > r.right - r.left)
        ys = _places(r.bottom for r in group if r.top - r.bottom <= r.right - r.left)
        if len(xs) > 2 and len(ys) > 2:
            found.append(_Grid(xs, ys))
    return found


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Group rules that touch each other, or others that do."""
    if not rules:
        return []
    left, bottom, right, top = np.array(rules, dtype=np.float64).T
    is_left = np.ones(len(rules), dtype=np.bool_)
    groups: list[list[Rule]] = []
    for first in range(len(rules)):
        if not is_left[first]:
            continue
        is_left[first] = False
        group = [first]
        for n in group:  # grows while it is walked
            is_near = (left - _TOUCH < right[n]) & (left[n] - _TOUCH < right) & is_left
            is_near &= (bottom - _TOUCH < top[n]) & (bottom[n] - _TOUCH < top)
            near = np.flatnonzero(is_near)
            is_left[near] = False
            group += near.tolist()
        groups.append([rules[n] for n in group])
    return groups


def _places(values: Iterable[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value > places[-1] + _TOUCH:
            places.append(value)
    return places


def _by_height(segments: Iterable[Segment]) -> list[list[Segment]]:
    """Put segments together that stand on one line, the highest first."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda segment: -segment.bottom):
        if rows and rows[-1][0].bottom - segment.bottom < segment.height * _SAME_ROW:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return rows


def _aligned(segments: Sequence[Segment]) -> list[Rows]:
    """Return stretches of rows in which the segments stand in columns."""
    rows = _by_height(segments)
    found: list[Rows] = []
    start = 0
    while start < len(rows):
        end, stripes = _run(rows, start)
        if end - start >= _LEAST_ROWS:
            found.append(_in_columns(rows[start:end], stripes))
            start = end
        else:
            start += 1
    return found


Stripe = tuple[float, float]


def _run(rows: Sequence[Sequence[Segment]], start: int) -> tuple[int, list[Stripe]]:
    """Return where the rows end that share columns with the first one, and the columns."""
    stripes = _merged((s.left, s.right) for s in rows[start])
    if len(stripes) < 2 or len(stripes) != len(rows[start]):
        return start, stripes
    end, last = start + 1, start + 1
    while end < len(rows) and end - last < _MOST_SINGLE:
        row, above = rows[end], rows[end - 1][0]
        if above.bottom - row[0].bottom > row[0].height * _FAR:
            break
        merged = _merged([*stripes, *((s.left, s.right) for s in row)])
        if len(row) > 1:
            if len(merged) < max(2, len(stripes)) or not _are_apart(row, merged):
                break
            last = end + 1
        elif len(merged) != len(stripes):
            break
        stripes = merged
        end += 1
    return last, stripes


def _merged(spans: Iterable[Stripe]) -> list[Stripe]:
    merged: list[Stripe] = []
    for left, right in sorted(spans):
        if merged and left < merged[-1][1] + 2:
            merged[-1] = merged[-1][0], max(merged[-1][1], right)
        else:
            merged.append((left, right))
    return merged


def _are_apart(row: Sequence[Segment], stripes: Sequence[Stripe]) -> bool:
    """Say whether each segment of a row stands in a column of its own."""
    edges = [left for left, _ in stripes]
    return len({bisect_right(edges, segment.left) for segment in row}) == len(row)


def _in_columns(rows: Sequence[Sequence[Segment]], stripes: Sequence[Stripe]) -> Rows:
    """Return rows by columns; a row that holds only what goes on in a cell above belongs to that."""
    edges = [left for left, _ in stripes]
    steps = sorted(above[0].bottom - row[0].bottom for above, row in pairwise(rows))
    widest = steps[len(steps) * 3 // 4]
    made: Rows = []
    before = 0.0
    for row in rows:
        cells: list[list[Segment]] = [[] for _ in stripes]
        for segment in row:
            cells[bisect_right(edges, segment.left) - 1].append(segment)
        step = before - row[0].bottom
        first = cells[-1] if row[0].is_rtl else cells[0]
        is_rest = len(row) == 1 or step < widest * _REST
        if made and is_rest and not first and step < row[0].height * _CLOSE:
            for above, cell in zip(made[-1], cells, strict=True):
                above += cell
        else:
            made.append(cells)
        before = row[0].bottom
    return made
