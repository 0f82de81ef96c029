"""Owns the numbers of an OpenDocument file's lists and headings, as its pages show them."""

from dataclasses import dataclass, field

from desktop.corpus.formats.numerals import numeral
from desktop.corpus.formats.odt.names import TEXT
from desktop.corpus.formats.odt.styles import ListLevel, Styles
from desktop.corpus.formats.xml_tree import Element

_ITEM = TEXT + "list-item"
_HIGHEST = 100_000_000


@dataclass(slots=True)
class _Open:
    """A list around the place of the walk: its style and the count of its items."""

    style: str
    count: int | None = None
    is_item: bool = False
    is_shown: bool = True


@dataclass(slots=True)
class Lists:
    """The lists around a paragraph, innermost last, and how far the headings are counted."""

    styles: Styles
    _open: list[_Open] = field(default_factory=list)
    _ended: dict[tuple[str, int], int] = field(default_factory=dict)
    _headings: dict[int, int] = field(default_factory=dict)

    @property
    def depth(self) -> int:
        """In how many lists the place is."""
        return len(self._open)

    def leave_all(self) -> list[_Open]:
        """Step out of all lists, into a cell, frame or note; return them for `return_to`."""
        around, self._open = self._open, []
        return around

    def return_to(self, around: list[_Open]) -> None:
        """Step back to where `leave_all` was called."""
        self._open = around

    def enter(self, element: Element) -> None:
        """Begin a list; it goes on counting where it says so."""
        style = element.get(TEXT + "style-name") or (self._open[-1].style if self._open else "")
        goes_on = (
            element.get(TEXT + "continue-numbering") == "true"
            or element.get(TEXT + "continue-list") is not None
        )
        count = self._ended.get((style, len(self._open))) if goes_on else None
        self._open.append(_Open(style, count))

    def leave(self) -> None:
        """End the innermost list."""
        ended = self._open.pop()
        if ended.count is not None:
            self._ended[ended.style, len(self._open)] = ended.count

    def item(self, element: Element) -> None:
        """Begin an item of the innermost list."""
        here = self._open[-1]
        here.is_item = element.tag == _ITEM
        here.is_shown = False
        start = element.get(TEXT + "start-value") or ""
        if here.is_item:
            begin = self._level(len(self._open)).start - 1 if here.count is None else here.count
            if start.isdecimal() and len(start) < 9:
                begin = int(start) - 1
            here.count = min(begin + 1, _HIGHEST)

    def number(self) -> str:
        """Return the number of the item the first time it is asked for, with a space behind it."""
        if not self._open or not self._open[-1].is_item or self._open[-1].is_shown:
            return ""
        self._open[-1].is_shown = True
        depth = len(self._open)
        level = self._level(depth)
        if not level.format:
            return ""
        first = max(1, depth - level.n_shown + 1)
        counts = [
            numeral(self._open[number - 1].count or 1, self._level(number).format)
            for number in range(first, depth + 1)
        ]
        return f"{level.prefix}{'.'.join(filter(None, counts))}{level.suffix}".strip() + " "

    def heading_number(self, depth: int) -> str:
        """Count one heading on and return its number, with a space behind it."""
        levels = self.styles.outline
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._headings
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [number for number in counts if number > depth]:
            del counts[deeper]
        if not level.format:
            return ""
        first = max(1, depth - level.n_shown + 1)
        shown = [
            numeral(counts.get(number, 1), levels[number].format)
            for number in range(first, depth + 1)
            if number in levels
        ]
        return f"{level.prefix}{'.'.join(filter(None, shown))}{level.suffix}".strip() + " "

    def _level(self, depth: int) -> ListLevel:
        style = self.styles.lists.get(self._open[depth - 1].style, {})
        return style.get(depth, ListLevel())
