"""Owns what the styles of a Word document say: which paragraphs are headings, lists, quotations …

A style inherits from the one it is based on. Built-in styles have English names in Word's own files;
other programs write the names of their language, so both names and identifiers are looked at.
"""

from dataclasses import dataclass, replace

from desktop.corpus.formats.docx.condensed import Look
from desktop.corpus.formats.docx.names import W, is_on, value
from desktop.corpus.formats.docx.properties import stated_by
from desktop.corpus.formats.docx.style_sheet import Sheet
from desktop.corpus.formats.style_names import kind_of_name
from desktop.corpus.formats.xml_tree import Element
from desktop.corpus.text.blocks import Kind

_DEEPEST_CHAIN = 40


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says; None where it leaves things as they are. `outline` counts from 0, 9 is text."""

    kind: Kind | None = None
    level: int = 0
    refinement: str = ""
    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    is_strong: bool | None = None
    is_em: bool | None = None
    is_hidden: bool | None = None


PLAIN = Style()


class Styles:
    """The styles of a document, by identifier."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._known: dict[str, Style] = {}
        self.default = sheet.default
        self.language = sheet.language

    def get(self, identifier: str) -> Style:
        """Return what a style and those it is based on say."""
        known = self._known.get(identifier)
        if known is None:
            known = self._resolved(identifier)
            self._known[identifier] = known
        return known

    def look(self, identifier: str) -> Look:
        """Return whether the words of a character style are strong, emphasised and hidden."""
        style = self.get(identifier)
        return style.is_strong, style.is_em, style.is_hidden

    def _resolved(self, identifier: str) -> Style:
        chain: list[Element] = []
        seen: set[str] = set()
        while identifier not in seen and len(chain) < _DEEPEST_CHAIN:
            element = self._sheet.element(identifier)
            if element is None:
                break
            seen.add(identifier)
            chain.append(element)
            identifier = value(element, "basedOn")
        style = PLAIN
        for element in reversed(chain):
            style = _with(style, element)
        return style


def _with(style: Style, element: Element) -> Style:
    """Return what a style says on top of the one it is based on."""
    is_paragraph = element.get(W + "type") != "character"
    changed: dict[str, object] = {}
    if is_paragraph:
        named = kind_of_name(value(element, "name")) or kind_of_name(element.get(W + "styleId"))
        if named:
            changed.update(kind=named.kind, level=named.level, refinement=named.style)
    properties = next(element.iterchildren(W + "pPr"), None)
    if properties is not None:
        stated = stated_by(properties)
        for field in ("outline", "list_id", "list_level"):
            if (own := getattr(stated, field)) is not None:
                changed[field] = own
    look = next(element.iterchildren(W + "rPr"), None)
    if look is not None:
        # The look of a heading or quotation as a whole is no emphasis.
        for name, field in (("vanish", "is_hidden"), ("b", "is_strong"), ("i", "is_em")):
            if (field == "is_hidden" or not is_paragraph) and (on := is_on(look, name)) is not None:
                changed[field] = on
    return replace(style, **changed) if changed else style
