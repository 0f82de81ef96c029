"""Owns cells and rows that OpenDocument says once though they stand in a table many times.

Spreadsheets write neighbours that are alike as one with a number. What a file may make of that is
bounded: a few characters could otherwise stand for a million cells.
"""

from collections.abc import Iterable

from desktop.corpus.formats.assembly import Passage
from desktop.corpus.formats.odt.names import TABLE
from desktop.corpus.formats.xml_tree import Element

_MOST_CHARACTERS = 5_000_000
_COLUMNS, _ROWS = TABLE + "number-columns-repeated", TABLE + "number-rows-repeated"


class Repeated:
    """How often things are repeated in one document; `is_cut` says that it was too often."""

    def __init__(self) -> None:
        self._n_characters = 0
        self.is_cut = False

    def cells(self, element: Element, passages: list[Passage]) -> list[list[Passage]]:
        """Return a cell as often as it stands there; one that is empty once."""
        return [passages] * self._times(element.get(_COLUMNS), passages)

    def rows(self, element: Element, cells: list[list[Passage]]) -> list[list[list[Passage]]]:
        """Return a row as often as it stands there; one that is empty once."""
        return [cells] * self._times(element.get(_ROWS), [p for cell in cells for p in cell])

    def _times(self, told: str | None, passages: Iterable[Passage]) -> int:
        if not told or not told.isdecimal() or told == "1":
            return 1
        length = sum(len(passage.text) + 1 for passage in passages if passage.text.strip())
        if not length:
            return 1
        wanted = max(int(told[:9]), 1) - 1
        times = min(wanted, (_MOST_CHARACTERS - self._n_characters) // length)
        self.is_cut |= times < wanted
        self._n_characters += times * length
        return times + 1
