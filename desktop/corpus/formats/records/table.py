"""Owns what a table is on its way into documents, and how its bytes become characters in a stream."""

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.corpus.formats.encodings import decode

SAMPLE_ROWS = 200
"""So many rows are looked at to know what the columns hold."""

OTHERS = "…"
"""The last column of a table of objects: what stands in keys that the first objects do not have."""

_SMALL = 4_000_000
_STEP = 1 << 20


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows as characters; `rows` can be gone through once, and is read as it goes.

    Rows are as long as `columns`. With `is_single` the table is one object with one row, which is a
    document whatever it holds. `has_head` says that the columns' names stand in the file.
    """

    columns: tuple[str, ...]
    rows: Iterator[tuple[str, ...]]
    name: str = ""
    encoding: str | None = None
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    is_single: bool = False
    has_head: bool = True


def letters_of(number: int) -> str:
    """Return the name of a column without one, as spreadsheets count: A … Z, AA …"""
    name = ""
    while number >= 0:
        name = chr(ord("A") + number % 26) + name
        number = number // 26 - 1
    return name


def opened(data: bytes) -> tuple[io.TextIOWrapper, str, bool]:
    """Return the characters of a file as a stream, its encoding, and whether that is doubtful.

    Line ends come as they are. Files of any size: only a small one is decoded at once.
    """
    encoding, is_doubtful = _encoding(data)
    stream = io.TextIOWrapper(
        io.BytesIO(data), encoding=encoding, errors="replace", newline="", write_through=True
    )
    return stream, encoding, is_doubtful


def _encoding(data: bytes) -> tuple[str, bool]:
    if len(data) <= _SMALL or data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:200]:
        decoded = decode(data[:_SMALL])
        return _with_mark(decoded.encoding, data), decoded.is_doubtful
    place = _first_fault(data)
    if place < 0:
        return "utf-8-sig", False
    decoded = decode(data[max(0, place - _STEP) : place + _STEP])
    return decoded.encoding, decoded.is_doubtful


def _with_mark(encoding: str, data: bytes) -> str:
    """Return the codec that passes over the byte order mark, if one is there."""
    if encoding == "utf-8":
        return "utf-8-sig"
    is_marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return encoding[:6] if is_marked and encoding.startswith(("utf-16", "utf-32")) else encoding


def _first_fault(data: bytes) -> int:
    """Return where the first byte stands that is not UTF-8, -1 if all is."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _STEP):
        try:
            decoder.decode(data[start : start + _STEP], start + _STEP >= len(data))
        except UnicodeDecodeError as error:
            return start + error.start
    return -1
