"""Owns the blocks of an RTF text while they are read: a paragraph, the cells of a row, what is done."""

from dataclasses import dataclass, field

from desktop.corpus.formats.assembly import Passage
from desktop.corpus.formats.line import Line
from desktop.corpus.formats.table import table
from desktop.corpus.text.blocks import Kind

_LONGEST_HEADING = 400


@dataclass(slots=True)
class Builder:
    """Text of one sort ("" for the running text): the paragraph under way and what it hangs in."""

    sort: str = ""
    passages: list[Passage] = field(default_factory=list)
    line: Line = field(default_factory=Line)
    number: str = ""
    """The number or bullet before the paragraph, "" if it is no item."""
    _gone: Line = field(default_factory=Line)
    _gone_at: int = -1
    _after: list[Passage] = field(default_factory=list)
    _cell: list[Passage] = field(default_factory=list)
    _row: list[list[Passage]] = field(default_factory=list)
    _rows: list[list[list[Passage]]] = field(default_factory=list)

    def put_deleted(self, text: str, by: str) -> None:
        """Add deleted text; it will stand after the paragraph."""
        if self._gone.length and self._gone_at != self.line.length:
            self._after.append(self._gone.passage(Kind.PARAGRAPH, 0, "deleted"))
        start = self._gone.length
        self._gone.put(text)
        self._gone.mark("deleted", start, by)
        self._gone_at = self.line.length

    def put_after(self, passages: list[Passage]) -> None:
        """Add blocks that follow the paragraph under way."""
        self._after += passages

    def end_paragraph(self, kind: Kind, level: int, style: str, *, in_table: bool) -> None:
        """End the paragraph, in a cell or in the text."""
        ended: list[Passage] = []
        number = self.number.strip()
        if number and kind == Kind.PARAGRAPH:
            kind, level = Kind.LIST, max(level, 1)
        if self.line.length:
            if kind == Kind.HEADING and self.line.length > _LONGEST_HEADING:
                kind, level = Kind.PARAGRAPH, 0
            lead = f"{number} " if any(sign.isalnum() for sign in number[:-1]) else ""
            ended.append(self.line.passage(kind, level, style, lead))
        if self._gone.length:
            self._after.append(self._gone.passage(Kind.PARAGRAPH, 0, "deleted"))
        if self._after:
            ended += self._after
            self._after = []
        self.number = ""
        if in_table:
            self._cell += ended
        elif ended:
            self._end_table()
            self.passages += ended

    def end_cell(self) -> None:
        """End a cell; the paragraph in it has been ended."""
        self._row.append(self._cell)
        self._cell = []

    def end_row(self) -> None:
        """End a row of a table."""
        if self._cell:
            self.end_cell()
        if self._row:
            self._rows.append(self._row)
            self._row = []

    def finish(self) -> list[Passage]:
        """Return the blocks that hold text."""
        self.end_paragraph(Kind.PARAGRAPH, 0, "", in_table=bool(self._row or self._cell))
        self._end_table()
        return [passage for passage in self.passages if passage.text.strip()]

    def _end_table(self) -> None:
        self.end_row()
        if self._rows:
            self.passages += table(self._rows)
            self._rows = []
