"""Owns the numbers of a Word document's lists and headings, as its pages show them."""

import re
from dataclasses import dataclass, field

from desktop.corpus.formats.docx.names import W, value
from desktop.corpus.formats.docx.styles import Styles
from desktop.corpus.formats.numerals import numeral
from desktop.corpus.formats.xml_tree import Element

_PLACE = re.compile(r"%([1-9])")
_HIGHEST = 100_000_000


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    pieces: tuple[str, ...] = ("",)


@dataclass(slots=True)
class _List:
    """One list definition: its levels, and the lists that count together by `counter`."""

    counter: str
    levels: dict[int, _Level] = field(default_factory=dict)
    overrides: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document and where each of them has got to."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if root is None:
            return
        abstracts = {
            element.get(W + "abstractNumId") or "": element
            for element in root.iterchildren(W + "abstractNum")
        }
        numbers = {
            element.get(W + "numId") or "": element for element in root.iterchildren(W + "num")
        }
        for identifier, element in numbers.items():
            abstract = _abstract(element, abstracts, numbers, styles)
            if abstract is not None:
                self._lists[identifier] = _list(element, abstract)

    def is_list(self, identifier: str | None, level: int) -> bool:
        """Say whether a paragraph of this list and level is an item: it shows a number or a bullet."""
        found = self._lists.get(identifier or "")
        if found is None:
            return False
        shown = found.levels.get(level)
        return shown is not None and not (shown.format == "none" and shown.pieces == ("",))

    def next(self, identifier: str, level: int) -> str:
        """Count one item on and return its number as shown, without a bullet."""
        found = self._lists[identifier]
        counts = self._counts.setdefault(found.counter, {})
        if identifier not in self._begun:
            self._begun.add(identifier)
            for number, start in found.overrides.items():
                counts[number] = start - 1
        here = found.levels.get(level, _Level())
        counts[level] = min(counts.get(level, here.start - 1) + 1, _HIGHEST)
        if len(counts) > 1:
            for deeper in [number for number in counts if number > level]:
                del counts[deeper]
        if here.format == "bullet":
            return ""

        pieces = list(here.pieces)
        for place in range(1, len(pieces), 2):  # every other one names a level
            number = int(pieces[place]) - 1
            above = found.levels.get(number, _Level())
            pieces[place] = numeral(counts.get(number, above.start), above.format)
        return "".join(pieces).strip()


def _abstract(
    number: Element, abstracts: dict[str, Element], numbers: dict[str, Element], styles: Styles
) -> Element | None:
    """Return the definition behind a list; it may be that of a list style."""
    abstract = abstracts.get(value(number, "abstractNumId"))
    if abstract is not None and (link := value(abstract, "numStyleLink")):
        linked = numbers.get(styles.get(link).list_id or "")
        behind = None if linked is None else abstracts.get(value(linked, "abstractNumId"))
        return abstract if behind is None else behind
    return abstract


def _list(number: Element, abstract: Element) -> _List:
    found = _List(abstract.get(W + "abstractNumId") or "")
    for element in abstract.iterchildren(W + "lvl"):
        found.levels[_integer(element.get(W + "ilvl"))] = _level(element)
    for override in number.iterchildren(W + "lvlOverride"):
        level = _integer(override.get(W + "ilvl"))
        own = override.find(W + "lvl")
        if own is not None:
            found.levels[level] = _level(own)
        if start := value(override, "startOverride"):
            found.overrides[level] = _integer(start)
    return found


def _level(element: Element) -> _Level:
    kind = value(element, "numFmt") or "decimal"
    pattern = value(element, "lvlText")
    return _Level(_integer(value(element, "start") or "1"), kind, tuple(_PLACE.split(pattern)))


def _integer(text: str | None) -> int:
    return min(int(text), _HIGHEST) if text and text.isdecimal() else 0
