"""Owns the table of an office document: rows and cells of passages to one block, or to their blocks."""

from collections.abc import Sequence

from desktop.corpus.formats.assembly import Passage
from desktop.corpus.text.blocks import Kind, Mark

Cell = Sequence[Passage]

_LONGEST_MEAN = 160
_BREAKS = str.maketrans("\t\n", "  ")


def table(rows: Sequence[Sequence[Cell]]) -> list[Passage]:
    """Return one TABLE (rows as lines, cells parted by tabs and marked) if the table holds data.

    A table that only lays out a page (one row, headings, tables or long texts in its cells) gives
    the blocks of its cells in reading order. What was deleted in the cells follows the table.
    """
    cells = [cell for row in rows for cell in row]
    if not _is_data(rows, cells):
        return [passage for cell in cells for passage in cell]
    pieces: list[str] = []
    marks: list[Mark] = []
    after: list[Passage] = []
    length = 0
    for row in rows:
        lead = "\n" if pieces else ""
        for cell in row:
            pieces.append(lead)
            length += len(lead)
            lead, start = "\t", length
            for passage in cell:
                if passage.style == "deleted":
                    after.append(passage)
                    continue
                text = passage.text.translate(_BREAKS)
                if not text.strip():
                    continue
                if length > start:
                    pieces.append(" ")
                    length += 1
                marks += [
                    Mark(m.name, length + m.start, length + m.end, m.target) for m in passage.marks
                ]
                pieces.append(text)
                length += len(text)
            if length > start:
                marks.append(Mark("cell", start, length))
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    return [Passage(Kind.TABLE, "".join(pieces), 0, "", marks), *after]


def _is_data(rows: Sequence[Sequence[Cell]], cells: Sequence[Cell]) -> bool:
    """Say whether a table holds data rather than the layout of the page."""
    if len(rows) < 2 or len(cells) < 4:
        return False
    total = 0
    for cell in cells:
        for passage in cell:
            if passage.kind in (Kind.TABLE, Kind.HEADING, Kind.TITLE):
                return False
            total += len(passage.text)
    return total < _LONGEST_MEAN * len(cells)
