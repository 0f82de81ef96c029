"""Owns how lines that form columns are told from running text."""

import re
from collections import Counter
from collections.abc import Sequence

from .markers import marker_of

_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_LONGEST_LINE = 300


def table_runs(bare: Sequence[str], first: int, after: int) -> list[tuple[int, int]]:
    """Return the stretches of lines, among those from `first` to `after`, that form columns.

    Columns are made by bars, by tabs, or by spaces at the same place in every line.
    """
    runs: list[tuple[int, int]] = []
    begin = first
    while begin < after:
        end = begin
        while end < after and may_be_row(bare[end]):
            end += 1
        if end - begin > 1 and _forms_columns(bare[begin:end]):
            runs.append((begin, end))
        begin = max(end, begin + 1)
    return runs


def may_be_row(line: str) -> bool:
    """Say whether a line could be a row of columns, if its neighbours are such too."""
    return len(line) < _LONGEST_LINE and ("|" in line or "   " in line or _has_tab(line))


def _has_tab(line: str) -> bool:
    if "\t" not in line:
        return False
    marker = marker_of(line)
    return not marker or "\t" in line[marker.length :]


def _forms_columns(rows: Sequence[str]) -> bool:
    for mark in "|\t":
        counts = Counter(row.count(mark) for row in rows)
        usual, n_rows = counts.most_common(1)[0]
        if mark == "|" and usual == 1 and len(rows) < 3:
            continue  # two lines with a bar each are seldom a table
        if usual and n_rows >= len(rows) * 0.6 and all(mark in row for row in rows):
            return True
    if len(rows) < 3:
        return False
    places = Counter(gap.end() for row in rows for gap in _GAP.finditer(row))
    return bool(places) and places.most_common(1)[0][1] >= len(rows) * 0.7
