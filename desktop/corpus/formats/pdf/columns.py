"""Owns the order in which the lines of a page are read: columns one after the other.

The order in which a PDF draws its lines is mostly the order in which they are read. Only where it
jumps about is it made anew, from the places: what runs over the whole width parts the page into bands,
and the columns of a band follow each other, from the right if the page runs from right to left.
"""

from bisect import bisect_right
from collections.abc import Sequence

from desktop.corpus.formats.pdf.lines import Line

_FEW_JUMPS = 2
_JUMPY_SHARE = 0.08
_WIDE_SHARE = 0.6
_LEAST_IN_COLUMN = 3
_PROSE = 20


def in_reading_order(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """Return the lines of a page as they are read, and whether that order is doubtful."""
    lines = _unzipped(_rows_turned(lines))
    if len(lines) < _LEAST_IN_COLUMN:
        return lines, False
    n_jumps = _n_jumps(lines)
    if n_jumps <= max(_FEW_JUMPS, len(lines) * _JUMPY_SHARE):
        return lines, False
    again = _by_columns(lines)
    n_again = _n_jumps(again)
    best, n_best = (again, n_again) if n_again * 2 <= n_jumps else (lines, n_jumps)
    return best, n_best > max(2 * _FEW_JUMPS, len(lines) * 2 * _JUMPY_SHARE)


def _rows_turned(lines: Sequence[Line]) -> list[Line]:
    """Return lines with the pieces of a row from right to left in their order."""
    ordered: list[Line] = []
    for line in lines:
        place = len(ordered)
        while (
            place
            and line.is_rtl
            and abs(ordered[place - 1].bottom - line.bottom) < line.size * 0.3
            and ordered[place - 1].right <= line.left + line.size * 0.3
        ):
            place -= 1
        ordered.insert(place, line)
    return ordered


def _n_jumps(lines: Sequence[Line]) -> int:
    """Count the steps that no reader takes: up the page but not to the head of a column, and across."""
    n_jumps = 0
    for above, line in zip(lines, lines[1:], strict=False):
        is_beside = line.left >= above.right or line.right <= above.left
        if line.bottom > above.bottom + above.size:
            is_next_column = (
                line.right <= above.left + above.size
                if line.is_rtl
                else line.left >= above.right - above.size
            )
            is_after_short = (
                line.right < above.right if line.is_rtl else line.left > above.left + above.size * 4
            )
            n_jumps += not (is_next_column or is_after_short)
        elif is_beside and above.bottom - line.bottom < line.size * 0.8:
            n_jumps += min(len(above.text), len(line.text)) >= _PROSE
    return n_jumps


def _unzipped(lines: Sequence[Line]) -> list[Line]:
    """Return lines in which columns that were drawn row by row follow each other."""
    rows = _drawn_rows(lines)
    if sum(len(row) > 1 for row in rows) < _LEAST_IN_COLUMN:
        return list(lines)
    ordered: list[Line] = []
    start = 0
    while start < len(rows):
        end = start + 1
        if len(rows[start]) > 1:
            taken = list(rows[start])
            while end < len(rows) and _is_below(rows[end - 1], rows[end]):
                if len(_columns([*taken, *rows[end]])) < 2:
                    break
                taken += rows[end]
                end += 1
        ordered += _of_rows(rows[start:end])
        start = end
    return ordered


def _drawn_rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Group lines that follow each other on the same height."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(rows[-1][-1].bottom - line.bottom) < line.size * 0.4:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _is_below(row: Sequence[Line], following: Sequence[Line]) -> bool:
    step = row[0].bottom - following[0].bottom
    return 0 < step < following[0].size * 3


def _of_rows(rows: Sequence[Sequence[Line]]) -> list[Line]:
    """Return the lines of rows: column by column if they read as text, else as they are drawn."""
    lines = [line for row in rows for line in row]
    columns = _columns(lines)
    n_pairs = sum(len(row) > 1 for row in rows)
    is_prose = sum(len(line.text) for line in lines) >= _PROSE * len(lines)
    if (
        len(columns) < 2
        or n_pairs < _LEAST_IN_COLUMN
        or n_pairs * 2 < len(rows)
        or not is_prose
        or any(len(column) < _LEAST_IN_COLUMN for column in columns)
    ):
        return lines
    if sum(line.is_rtl for line in lines) * 2 > len(lines):
        columns.reverse()
    return [line for column in columns for line in column]


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    """Part lines, in their order, by the upright stripes in which none of them stands."""
    stripes: list[list[float]] = []
    for left, right in sorted((line.left, line.right) for line in lines):
        if stripes and left < stripes[-1][1] + 2:
            stripes[-1][1] = max(stripes[-1][1], right)
        else:
            stripes.append([left, right])
    columns: list[list[Line]] = [[] for _ in stripes]
    edges = [stripe[0] for stripe in stripes]
    for line in lines:
        columns[bisect_right(edges, line.left) - 1].append(line)
    return columns


def _by_columns(lines: Sequence[Line]) -> list[Line]:
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    wide = (right - left) * _WIDE_SHARE
    is_rtl = sum(line.is_rtl for line in lines) * 2 > len(lines)
    ordered: list[Line] = []
    band: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.bottom):
        if line.right - line.left > wide:
            ordered += _of_band(band, is_rtl=is_rtl)
            ordered.append(line)
            band = []
        else:
            band.append(line)
    return ordered + _of_band(band, is_rtl=is_rtl)


def _of_band(band: Sequence[Line], *, is_rtl: bool) -> list[Line]:
    """Order lines that are narrower than the page: columns are parted by where no line stands."""
    columns = _columns(band)
    if is_rtl:
        columns.reverse()
    if any(len(column) < _LEAST_IN_COLUMN for column in columns):
        return _row_by_row(band, is_rtl=is_rtl)
    return [line for column in columns for line in _row_by_row(column, is_rtl=is_rtl)]


def _row_by_row(lines: Sequence[Line], *, is_rtl: bool) -> list[Line]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.bottom):
        if rows and abs(rows[-1][0].bottom - line.bottom) < line.size * 0.4:
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda line: -line.right if is_rtl else line.left)
    return [line for row in rows for line in row]
