"""Owns the order in which the lines of a page are read: columns one after the other.

The order in which a PDF draws its lines is mostly the order in which they are read. Only where it
jumps about is it made anew, from the places: what runs over the whole width parts the page into bands,
and the columns of a band follow each other, from the right if the page runs from right to left.
"""

from collections.abc import Sequence

from desktop.corpus.formats.pdf.lines import Line

_FEW_JUMPS = 2
_JUMPY_SHARE = 0.08
_WIDE_SHARE = 0.6
_LEAST_IN_COLUMN = 3


def in_reading_order(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """Return the lines of a page as they are read, and whether that order is doubtful."""
    lines = _rows_turned(lines)
    if len(lines) < _LEAST_IN_COLUMN:
        return lines, False
    n_jumps = _n_jumps(lines)
    if n_jumps <= max(_FEW_JUMPS, len(lines) * _JUMPY_SHARE) and not _zigzags(lines):
        return lines, False
    again = _by_columns(lines)
    n_again = _n_jumps(again)
    best, n_best = (again, n_again) if n_again <= n_jumps else (lines, n_jumps)
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
    """Count the steps up the page that do not lead to the head of the next column."""
    n_jumps = 0
    for above, line in zip(lines, lines[1:], strict=False):
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
    return n_jumps


def _zigzags(lines: Sequence[Line]) -> bool:
    """Say whether neighbours in a row follow each other as if two columns were read across."""
    across = [
        min(len(above.text), len(line.text)) >= 15
        for above, line in zip(lines, lines[1:], strict=False)
        if abs(above.bottom - line.bottom) < line.size * 0.4
        and (line.left >= above.right or line.right <= above.left)
    ]
    return sum(across) * 4 >= len(lines) and sum(across) >= _LEAST_IN_COLUMN


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
    columns: list[list[Line]] = []
    edge = 0.0
    for line in sorted(band, key=lambda line: line.left):
        if not columns or line.left > edge + line.size * 0.3:
            columns.append([])
            edge = line.right
        columns[-1].append(line)
        edge = max(edge, line.right)
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
