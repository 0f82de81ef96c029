"""Owns which row of a table names its columns, and how rows are fitted to them."""

import re
from collections.abc import Sequence

from desktop.corpus.formats.records.table import letters_of
from desktop.corpus.text.canonical import canonical

_VALUE = re.compile(r"[\s$€£-]*[\d.,:/ T+-]*\d[\d.,:/ TZ+-]*%?\s*|https?://\S+|\S+@\S+\.\S+")
_LONGEST_NAME = 80


def head_and_columns(
    first: Sequence[str], sample: Sequence[Sequence[str]]
) -> tuple[bool, tuple[str, ...]]:
    """Say whether the first row names the columns, and return their names, else A, B, …"""
    width = max(len(row) for row in (first, *sample))
    if not _is_head(first, sample):
        return False, tuple(map(letters_of, range(width)))
    names = [canonical(cell).strip() for cell in first]
    names += [""] * (width - len(names))
    return True, tuple(name or letters_of(number) for number, name in enumerate(names))


def fitted(row: Sequence[str], width: int) -> tuple[str, ...]:
    """Return a row as long as the head; what is too much stays in the last cell."""
    if len(row) == width:
        return tuple(row)
    if len(row) < width:
        return (*row, *[""] * (width - len(row)))
    return (*row[: width - 1], " ".join(row[width - 1 :]))


def _is_head(first: Sequence[str], sample: Sequence[Sequence[str]]) -> bool:
    """Say whether a row names the columns: short, distinct words, none of them a value."""
    names = [cell.strip() for cell in first]
    while names and not names[-1]:
        names.pop()
    if not names or not all(names) or len(set(names)) < len(names):
        return False
    if any(len(name) > _LONGEST_NAME or "\n" in name or _VALUE.fullmatch(name) for name in names):
        return False
    if len(first) == 1:
        return bool(sample) and len(names[0].split()) <= 3 and not re.search(r"[.,;!?]", names[0])
    return True
