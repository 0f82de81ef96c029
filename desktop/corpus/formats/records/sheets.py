"""Owns workbooks (XLSX): the values of their sheets, as rows of characters."""

import contextlib
import datetime
import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from lxml.etree import LxmlError
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.records.head import fitted, head_and_columns
from desktop.corpus.formats.records.mended_book import is_whole, mended
from desktop.corpus.formats.records.table import Table
from desktop.corpus.formats.zip_directory import listed

_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = b"http://schemas.openxmlformats.org/"
_MOST_MEMBER = 200_000_000
_MOST_RATIO = 200
_RATIO_MATTERS = 10_000_000
_DAMAGED = "The workbook is damaged: some of it may be missing."
_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 2_000
_MOST_EMPTY_ROWS = 10_000
_FAULTS = (
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    SyntaxError,  # what the parser of the standard library raises
    AssertionError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    LookupError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    LxmlError,
    InvalidFileException,
)  # openpyxl 3.1 trusts its files and raises whatever comes


class _Unreadable(Exception):
    """A workbook cannot be opened as it is."""


def tables_of_xlsx(data: bytes) -> Iterator[Table]:
    """Yield the sheets of a workbook that hold anything.

    Raises FileTrouble if it is locked, damaged or built to do harm.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileTrouble(
            "A password is needed to open it.",
            advice="Save a copy without the password and add that.",
        )
    _refuse_bomb(data)
    if is_whole(data):
        with contextlib.suppress(_Unreadable):
            yield from _tables(data, is_damaged=False)
            return
    with contextlib.suppress(_Unreadable):
        yield from _tables(mended(data), is_damaged=True)
        return
    try:
        yield from _tables(mended(data, is_styled=False), is_damaged=True)
    except _Unreadable as error:
        raise FileTrouble("The workbook is damaged.", advice="Try to get a whole copy.") from error


def _tables(data: bytes, *, is_damaged: bool) -> Iterator[Table]:
    """Yield the sheets of a workbook. Raises _Unreadable, before the first, if it cannot be opened."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out: pictures, rules
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = list(book.worksheets)
    except _FAULTS as error:
        raise _Unreadable from error
    if not sheets and _STRICT in _member(data, "xl/workbook.xml"):
        yield from _tables(_loosened(data), is_damaged=is_damaged)
    for sheet in sheets:
        rows = _rows(sheet)
        first = next(rows, None)
        if first is None:
            continue
        sample = list(islice(rows, 50))
        has_head, columns = head_and_columns(first, sample)
        every = chain(sample, rows) if has_head else chain([first], sample, rows)
        yield Table(
            columns,
            (fitted(row, len(columns)) for row in every),
            name=str(sheet.title),
            notes=(_DAMAGED,) if is_damaged else (),
            doubts=("damaged",) if is_damaged else (),
            has_head=has_head,
        )


def _rows(sheet: Any) -> Iterator[list[str]]:
    """Yield the rows of a sheet that hold anything, without the empty cells at their ends."""
    n_empty = 0
    try:
        sheet.reset_dimensions()  # what files say about their size is often wrong
        for cells in sheet.iter_rows(values_only=True, max_row=_MOST_ROWS, max_col=_MOST_COLUMNS):
            width = len(cells)
            while width and cells[width - 1] is None:  # a sheet may be thousands of columns wide
                width -= 1
            row = [_characters(value) for value in cells[:width]]
            while row and not row[-1]:
                row.pop()
            if row:
                n_empty = 0
                yield row
            else:
                n_empty += 1
                if n_empty > _MOST_EMPTY_ROWS:
                    return
    except _FAULTS as error:
        raise FileTrouble("The sheet is damaged.", advice="Try to get a whole copy.") from error


def _characters(value: Any) -> str:
    """Return a value as a spreadsheet shows it, dates as ISO."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return str(value.date()) if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)


def _member(data: bytes, name: str) -> bytes:
    """Return a member of a workbook that was found to be small enough; nothing if it is not there."""
    try:
        return zipfile.ZipFile(io.BytesIO(data)).read(name)
    except _FAULTS:
        return b""


def _loosened(data: bytes) -> bytes:
    """Return a workbook of the strict kind (ISO 29500) as one of the usual kind, which openpyxl reads."""
    held = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(data))
    with zipfile.ZipFile(held, "w") as target:
        for member in source.infolist():
            if member.filename.endswith((".xml", ".rels")):
                content = _member(data, member.filename)
                target.writestr(
                    member.filename,
                    content.replace(
                        _STRICT + b"spreadsheetml/main", _USUAL + b"spreadsheetml/2006/main"
                    ).replace(
                        _STRICT + b"officeDocument/relationships",
                        _USUAL + b"officeDocument/2006/relationships",
                    ),
                )
    return held.getvalue()


def _refuse_bomb(data: bytes) -> None:
    for member in listed(data) or ():
        size = member.size_bytes
        is_swollen = size > _RATIO_MATTERS and size > _MOST_RATIO * max(member.packed_bytes, 1)
        if size > _MOST_MEMBER or is_swollen:
            raise FileTrouble("The workbook is too large when it is unpacked.")
