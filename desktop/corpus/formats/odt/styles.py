"""Owns what the styles of an OpenDocument file say: kinds of paragraphs, looks of words, list numbers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from desktop.corpus.formats.odt.names import FORMAT, OFFICE, STYLE, TEXT
from desktop.corpus.formats.style_names import kind_of_name
from desktop.corpus.formats.xml_tree import Element, local
from desktop.corpus.text.blocks import Kind

_DEEPEST_CHAIN = 40
_CONTAINERS = ("styles", "automatic-styles")


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says; None where it leaves things as they are."""

    kind: Kind | None = None
    level: int = 0
    refinement: str = ""
    is_strong: bool | None = None
    is_em: bool | None = None
    is_hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is counted; `format` is "" for bullets and for no number."""

    format: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    n_shown: int = 1


PLAIN = Style()


class Styles:
    """The styles of a document by family and name, and its list styles by name and level."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._known: dict[tuple[str, str], Style] = {}
        self.lists: dict[str, dict[int, ListLevel]] = {}
        self.outline: dict[int, ListLevel] = {}
        self.language = ""
        for root in roots:
            for container in root:
                if local(container) in _CONTAINERS and container.tag.startswith(OFFICE):
                    for element in container:
                        self._take(element)

    def get(self, family: str, name: str | None) -> Style:
        """Return what a style and those above it say; nothing for one that is not there."""
        if not name:
            return PLAIN
        known = self._known.get((family, name))
        if known is None:
            known = self._resolved(family, name)
            self._known[family, name] = known
        return known

    def _take(self, element: Element) -> None:
        tag = element.tag
        if tag == STYLE + "style":
            key = (element.get(STYLE + "family") or "", element.get(STYLE + "name") or "")
            self._elements.setdefault(key, element)
        elif tag == TEXT + "list-style":
            self.lists.setdefault(element.get(STYLE + "name") or "", _levels(element))
        elif tag == TEXT + "outline-style":
            self.outline = self.outline or _levels(element)
        elif tag == STYLE + "default-style" and element.get(STYLE + "family") == "paragraph":
            for look in element.iterchildren(STYLE + "text-properties"):
                self.language = self.language or look.get(FORMAT + "language") or ""

    def _resolved(self, family: str, name: str) -> Style:
        chain: list[tuple[str, Element]] = []
        seen: set[str] = set()
        while (element := self._elements.get((family, name))) is not None and name not in seen:
            seen.add(name)
            chain.append((name, element))
            name = element.get(STYLE + "parent-style-name") or ""
            if len(chain) >= _DEEPEST_CHAIN:
                break
        named = kind_of_name(name) if name not in seen else None  # a built-in one, left unsaid
        style = Style(named.kind, named.level, named.style) if named else PLAIN
        for own_name, element in reversed(chain):
            style = _with(style, own_name, element, is_paragraph=family == "paragraph")
        return style


def _with(style: Style, name: str, element: Element, *, is_paragraph: bool) -> Style:
    if is_paragraph:
        named = kind_of_name(name) or kind_of_name(element.get(STYLE + "display-name"))
        if named:
            style = replace(style, kind=named.kind, level=named.level, refinement=named.style)
    for look in element.iterchildren(STYLE + "text-properties"):
        if display := look.get(TEXT + "display"):
            style = replace(style, is_hidden=display == "none")
        if not is_paragraph:  # the look of a heading as a whole is no emphasis
            if weight := look.get(FORMAT + "font-weight"):
                style = replace(style, is_strong=weight in ("bold", "700", "800", "900"))
            if slant := look.get(FORMAT + "font-style"):
                style = replace(style, is_em=slant in ("italic", "oblique"))
    return style


def _levels(element: Element) -> dict[int, ListLevel]:
    levels: dict[int, ListLevel] = {}
    for level in element:
        number = level.get(TEXT + "level") or ""
        if not number.isdecimal():
            continue
        is_counted = local(level) in ("list-level-style-number", "outline-level-style")
        start, shown = (
            level.get(TEXT + "start-value") or "",
            level.get(TEXT + "display-levels") or "",
        )
        levels[int(number)] = ListLevel(
            format=(level.get(STYLE + "num-format") or "") if is_counted else "",
            prefix=(level.get(STYLE + "num-prefix") or "") if is_counted else "",
            suffix=(level.get(STYLE + "num-suffix") or "") if is_counted else "",
            start=int(start) if start.isdecimal() and len(start) < 9 else 1,
            n_shown=int(shown) if shown.isdecimal() and len(shown) < 3 else 1,
        )
    return levels
