"""Owns how the command line prints: JSON, tables of plain text, and text that cannot play tricks."""

import json
import sys
import unicodedata
from collections.abc import Sequence

_GAP = "  "
_CONTROLS = {code: f"\\x{code:02x}" for code in [*range(0x20), *range(0x7F, 0xA0)]}
_IN_TEXT = {code: escape for code, escape in _CONTROLS.items() if chr(code) not in "\n\t"}


_encode = json.JSONEncoder(ensure_ascii=False).encode


def print_json(value: object, *, at_once: bool = True) -> None:
    """Print one JSON value on a line of its own; if not at once, then with what is printed next."""
    sys.stdout.write(_encode(value) + "\n")
    if at_once:
        sys.stdout.flush()


def print_table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under their heads; numbers to the right, the last column as long as it is."""
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max(map(text_width, column)) for column in zip(heads, *cells, strict=True)]
    is_number = [all(isinstance(row[n], int) for row in rows) for n in range(len(heads))]
    for row in [list(heads), *cells]:
        padded = [
            _padded(cell, width, to_right=right)
            for cell, width, right in zip(row, widths, is_number, strict=True)
        ]
        print(_GAP.join(padded).rstrip())


def one_line(text: str) -> str:
    """Return a text for one line of a terminal: control characters are shown, not obeyed."""
    return text.replace("\n", " ").replace("\t", " ").translate(_CONTROLS)


def print_text(text: str) -> None:
    """Print a document's text, with control characters shown."""
    print(text.translate(_IN_TEXT))


def text_width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return one_line(str(value)) if value is not None else ""


def _padded(cell: str, width: int, *, to_right: bool) -> str:
    gap = " " * (width - text_width(cell))
    return gap + cell if to_right else cell + gap
