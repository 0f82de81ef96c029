"""Owns the numbers of lines at the margin, as on the minutes of a court: they are no part of its text.

A page is numbered if its rows count from one, one by one, at the same place; and that on two pages at
least, since a list or the contents of a book may do so once.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from desktop.corpus.formats.pdf.lines import Line, PageLines

_NUMBERED = re.compile(r"(\d{1,2})(?: +(?=\S)|$)")
_LEAST_ROWS, _LEAST_PAGES = 10, 2
_ROWS_SHARE = 0.75
_ASIDE, _SAME_ROW = 1.5, 0.4


def without_line_numbers(pages: Sequence[PageLines]) -> tuple[list[PageLines], list[Line]]:
    """Return pages whose numbers stand apart from their lines, and the lines that are such numbers."""
    counts = [_count(page) for page in pages]
    if sum(map(bool, counts)) < _LEAST_PAGES:
        return list(pages), []
    numbers: list[Line] = []
    parted: list[PageLines] = []
    for page, count in zip(pages, counts, strict=True):
        lines: list[Line] = []
        apart: list[Line] = []
        for line in page.lines:
            if id(line) not in count:
                lines.append(line)
                continue
            number, rest = _parted(line)
            apart.append(number)
            if rest:
                lines.append(rest)
        numbers += apart
        parted.append(replace(page, lines=(*lines, *apart)) if count else page)
    return parted, numbers


def _count(page: PageLines) -> frozenset[int]:
    """Return the `id` of the lines that begin with the number of their row, if the page has them."""
    found = [
        (line, int(told[1]))
        for line in page.lines
        if not line.is_table and (told := _NUMBERED.match(line.text))
    ]
    if len(found) < _LEAST_ROWS:
        return frozenset()
    found.sort(key=lambda pair: -pair[0].bottom)
    start = next((n for n, (_, value) in enumerate(found) if value == 1), 0)
    first = found[start][0]
    run = [pair for pair in found[start:] if abs(pair[0].left - first.left) < first.size * _ASIDE]
    end = 1
    while end < len(run) and run[end][1] == run[end - 1][1] + 1:
        end += 1
    run = run[:end]
    if run[0][1] != 1 or len(run) < _LEAST_ROWS:
        return frozenset()
    rows = _n_rows(page)
    is_at_edge = first.left <= min(line.left for line in page.lines) + first.size * _ASIDE
    is_most = len(run) > rows * _ROWS_SHARE
    return frozenset(id(line) for line, _ in run) if is_at_edge and is_most else frozenset()


def _n_rows(page: PageLines) -> int:
    places = sorted(line.bottom for line in page.lines)
    size = max(page.lines[0].size, 1.0)
    return 1 + sum(high - low > size * _SAME_ROW for low, high in pairwise(places))


def _parted(line: Line) -> tuple[Line, Line | None]:
    """Return the number of a line, and the line without it; where it begins is told by its letters."""
    told = _NUMBERED.match(line.text)
    end = told.end() if told else 0
    if not told or end == len(line.text):
        return line, None
    wide = (line.right - line.left) / len(line.text)
    number = line._replace(text=told[1], right=line.left + wide * len(told[1]), is_divided=False)
    return number, line._replace(text=line.text[end:], left=line.left + wide * end)
