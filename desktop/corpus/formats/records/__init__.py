"""Owns tables and lists of objects: a row or an object is a document, if it holds any running text.

`csv_rows`, `sheets` and `objects` read tables out of CSV, XLSX and JSON; `mapping` finds out which
column holds what; `documents` makes documents of rows. A table without running text is one document.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.inner import Names, refused
from desktop.corpus.formats.parts import Mapping, Part, Wishes
from desktop.corpus.formats.records.documents import parts_of_table
from desktop.corpus.formats.records.mapping import guessed
from desktop.corpus.formats.records.table import OTHERS, SAMPLE_ROWS, Table

__all__ = [
    "TableHead",
    "columns_of",
    "parts_of_csv",
    "parts_of_json",
    "parts_of_jsonl",
    "parts_of_xlsx",
]

_SHOWN_ROWS = 5


@dataclass(frozen=True, slots=True)
class TableHead:
    """What a dialog shows of a table: its columns, its first rows, and what was guessed of it.

    `mapping` has an empty `text` if no column holds running text: then the table is one document.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mapping: Mapping


def columns_of(data: bytes, name: str) -> TableHead | None:
    """Return the head of the first table in a file, None if it holds none or cannot be read."""
    from desktop.corpus.formats.sniff import sniff

    try:
        table = next(_tables(sniff(data, name), data, name), None)
        if table is None or not table.columns:
            return None
        sample = list(islice(table.rows, SAMPLE_ROWS))
    except FileTrouble:
        return None
    columns = tuple(name for name in table.columns if name != OTHERS)
    rows = tuple(row[: len(columns)] for row in sample)
    mapping = guessed(columns, rows) or Mapping(columns, "")
    return TableHead(columns, rows[:_SHOWN_ROWS], mapping)


def parts_of_csv(data: bytes, name: str, wishes: Wishes, *, level: int = 0) -> Iterator[Part]:
    """Yield the documents of a CSV or TSV file. Raises FileTrouble if it is empty."""
    for table in _tables("csv", data, name):
        yield from parts_of_table(table, wishes, format="csv")


def parts_of_xlsx(data: bytes, name: str, wishes: Wishes, *, level: int = 0) -> Iterator[Part]:
    """Yield the documents of the sheets of a workbook; a sheet that is damaged costs itself alone.

    Raises FileTrouble if the workbook cannot be opened or all of it is empty.
    """
    names = Names()
    n_parts = 0
    for table in _tables("xlsx", data, name):
        part_name = names.name(table.name.replace("/", "-"), otherwise="sheet")
        try:
            for part in parts_of_table(table, wishes, format="xlsx", prefix=part_name):
                n_parts += 1
                yield part
        except FileTrouble as trouble:
            n_parts += 1
            yield refused(part_name, trouble)
    if not n_parts:
        raise FileTrouble("The workbook is empty.")


def parts_of_json(data: bytes, name: str, wishes: Wishes, *, level: int = 0) -> Iterator[Part]:
    """Yield the documents of a JSON file: its objects, or the file itself as text if it is damaged."""
    from desktop.corpus.formats.records.objects import parts_of_damaged

    try:
        for table in _tables("json", data, name):
            yield from parts_of_table(table, wishes, format="json")
    except ValueError as error:  # JSON that is none is still a text
        yield parts_of_damaged(data, name, str(error))


def parts_of_jsonl(data: bytes, name: str, wishes: Wishes, *, level: int = 0) -> Iterator[Part]:
    """Yield the documents of a file with one object a line; a line that is none costs itself alone."""
    for table in _tables("jsonl", data, name):
        yield from parts_of_table(table, wishes, format="jsonl")


def _tables(kind: str, data: bytes, name: str) -> Iterator[Table]:
    if kind == "csv":
        from desktop.corpus.formats.records.csv_rows import table_of_csv

        yield table_of_csv(data, name)
    elif kind == "xlsx":
        from desktop.corpus.formats.records.sheets import tables_of_xlsx

        yield from tables_of_xlsx(data)
    elif kind == "json":
        from desktop.corpus.formats.records.objects import tables_of_json

        yield from tables_of_json(data)
    elif kind == "jsonl":
        from desktop.corpus.formats.records.objects import table_of_jsonl

        yield table_of_jsonl(data)
