"""Owns tables in characters (CSV, TSV and their kin): separator, head row, quotes that never close."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.records.head import fitted, head_and_columns
from desktop.corpus.formats.records.table import Table, opened

_SEPARATORS = ",\t;|"
_NONE = "\x1f"
_TRIED_LINES = 300
_LEAST_SHARE = 0.6
_MOST_LINES = 3_000
"""A cell of more lines is a quotation mark that is never closed."""
_MOST_COLUMNS = 2_000
_SAID = re.compile(r"\"?sep=(.)\"?\s*", re.IGNORECASE)


def table_of_csv(data: bytes, name: str) -> Table:
    """Return the table in a file. Raises FileTrouble if it is empty."""
    csv.field_size_limit(2**31 - 1)
    stream, encoding, is_doubtful = opened(data)
    lines = (line.replace("\0", "") for line in stream)
    head_lines = list(islice(lines, _TRIED_LINES))
    said = _SAID.fullmatch(head_lines[0]) if head_lines else None
    separator = said[1] if said else _separator(head_lines, name)
    rows = _rows(chain(head_lines[1:] if said else head_lines, lines), separator)
    first = next(rows, None)
    while first is not None and not any(map(str.strip, first)):
        first = next(rows, None)
    if first is None:
        raise FileTrouble("The table is empty.")
    sample = list(islice(rows, 50))
    has_head, columns = head_and_columns(first, sample)
    every = chain(sample, rows) if has_head else chain([first], sample, rows)
    notes = (f"The encoding is doubtful; {encoding} was taken.",) if is_doubtful else ()
    return Table(
        columns,
        (fitted(row, len(columns)) for row in every),
        encoding=encoding.removesuffix("-sig"),
        notes=notes,
        doubts=("encoding",) if is_doubtful else (),
        has_head=has_head,
    )


def _separator(lines: list[str], name: str) -> str:
    """Return what parts the columns: what gives most rows the same number of them."""
    best, found = 0.0, _NONE
    wanted = "\t" if name.lower().endswith((".tsv", ".tab")) else ","
    for separator in sorted(_SEPARATORS, key=lambda sign: sign != wanted):
        rows = list(csv.reader(lines, delimiter=separator))
        if len(lines) == _TRIED_LINES and len(rows) > 1:
            rows.pop()  # it may go on
        counts = Counter(map(len, rows))
        counts.pop(0, None)
        total = sum(counts.values())
        n_columns, n_rows = max(counts.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        share = n_rows / total if total else 0.0
        if n_columns > 1 and share >= _LEAST_SHARE and share * (1 + n_columns / 100) > best:
            best, found = share * (1 + n_columns / 100), separator
    return found


def _rows(lines: Iterator[str], separator: str) -> Iterator[list[str]]:
    """Yield rows; where a quotation mark is never closed, lines are taken as they stand."""
    source = iter(lines)
    held: list[str] = []

    def counted() -> Iterator[str]:
        for line in source:
            held.append(line)
            if len(held) > _MOST_LINES:
                return  # ends the reader in the middle of a cell
            yield line

    while True:
        for row in csv.reader(counted(), delimiter=separator):
            is_open = len(held) > 1 and sum(line.count('"') for line in held) % 2
            if len(held) > _MOST_LINES or is_open:
                break
            yield row[:_MOST_COLUMNS]
            held.clear()
        if not held:
            return
        for row in csv.reader(iter(held), delimiter=separator, quoting=csv.QUOTE_NONE):
            yield row[:_MOST_COLUMNS]
        held.clear()
