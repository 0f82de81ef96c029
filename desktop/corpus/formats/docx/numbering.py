"""Owns the numbers of a Word document's lists and headings, as its pages show them."""

import re
from dataclasses import dataclass, field, replace

from desktop.corpus.formats.docx.names import W, value
from desktop.corpus.formats.docx.styles import Styles
from desktop.corpus.formats.numerals import numeral
from desktop.corpus.formats.xml_tree import Element

_PLACE = re.compile(r"%([1-9])")
_ABSTRACT, _NUMBER = W + "abstractNum", W + "num"
_ABSTRACT_ID, _NUMBER_ID = W + "abstractNumId", W + "numId"
_IN_WORDS = ("cardinalText", "ordinalText")
_HIGHEST = 100_000_000


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level is counted and shown: what stands first, then levels and what follows each."""

    start: int = 1
    format: str = "decimal"
    lead: str = ""
    shown: tuple[tuple[int, str], ...] = ()


_PLAIN = _Level()


@dataclass(slots=True)
class _List:
    """One list definition: its levels, and the counts that it shares with lists of its kind."""

    counts: dict[int, int]
    levels: dict[int, _Level] = field(default_factory=dict)
    overrides: dict[int, int] = field(default_factory=dict)
    is_begun: bool = False


class Numbering:
    """The lists of a document and where each of them has got to."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._known: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._abstracts: dict[str, Element] = {}
        self._numbers: dict[str, Element] = {}
        for element in () if root is None else root.iterchildren(_ABSTRACT):
            self._abstracts[element.get(_ABSTRACT_ID) or ""] = element
        for element in () if root is None else root.iterchildren(_NUMBER):
            self._numbers[element.get(_NUMBER_ID) or ""] = element

    def is_list(self, identifier: str | None, level: int) -> bool:
        """Say whether a paragraph of this list and level is an item: it shows a number or a bullet."""
        found = self._list(identifier or "")
        if found is None:
            return False
        level_of = found.levels.get(level)
        return level_of is not None and (
            level_of.format != "none" or bool(level_of.lead or level_of.shown)
        )

    def next(self, identifier: str, level: int) -> str:
        """Count one item on and return its number as shown, without a bullet."""
        found = self._known.get(identifier) or self._list(identifier)
        if found is None:
            return ""
        counts, levels = found.counts, found.levels
        if not found.is_begun:
            found.is_begun = True
            for number, start in found.overrides.items():
                counts[number] = start - 1
        here = levels.get(level, _PLAIN)
        count = counts.get(level, here.start - 1) + 1
        counts[level] = count if count < _HIGHEST else _HIGHEST
        if len(counts) > 1:
            for deeper in [number for number in counts if number > level]:
                del counts[deeper]
        if here.format == "bullet":
            return ""
        text = here.lead
        for number, following in here.shown:
            above = levels.get(number, _PLAIN)
            text += numeral(counts.get(number, above.start), above.format) + following
        return text.strip()

    def _list(self, identifier: str) -> _List | None:
        """Return a list by its identifier, read when it is first asked for."""
        if identifier not in self._known:
            number = self._numbers.get(identifier)
            abstract = None if number is None else self._abstract(number)
            found = None
            if abstract is not None:
                counter = abstract.get(W + "abstractNumId") or ""
                found = _list(number, abstract, self._counts.setdefault(counter, {}))
                if not self._styles.language.lower().startswith("en"):
                    _without_words(found)
            self._known[identifier] = found
        return self._known[identifier]

    def _abstract(self, number: Element) -> Element | None:
        """Return the definition behind a list; it may be that of a list style."""
        abstract = self._abstracts.get(value(number, "abstractNumId"))
        if abstract is not None and (link := value(abstract, "numStyleLink")):
            linked = self._numbers.get(self._styles.get(link).list_id or "")
            behind = None if linked is None else self._abstracts.get(value(linked, "abstractNumId"))
            return abstract if behind is None else behind
        return abstract


def _list(number: Element, abstract: Element, counts: dict[int, int]) -> _List:
    found = _List(counts)
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


def _without_words(found: _List) -> None:
    """Let a list that shows numbers in words of a language other than English show digits."""
    for number, level in found.levels.items():
        if level.format in _IN_WORDS:
            found.levels[number] = replace(level, format="decimal")


def _level(element: Element) -> _Level:
    kind = value(element, "numFmt") or "decimal"
    pattern = value(element, "lvlText")
    lead, *pieces = _PLACE.split(pattern)
    shown = tuple(
        (int(place) - 1, following)
        for place, following in zip(pieces[::2], pieces[1::2], strict=True)
    )
    return _Level(_integer(value(element, "start") or "1"), kind, lead, shown)


def _integer(text: str | None) -> int:
    return min(int(text), _HIGHEST) if text and text.isdecimal() else 0
