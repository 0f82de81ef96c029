"""Owns what the styles of a Word document say: which paragraphs are headings, lists, quotations …

A style inherits from the one it is based on. Built-in styles have English names in Word's own files;
other programs write the names of their language, so both names and identifiers are looked at.
"""

from dataclasses import dataclass, replace

from desktop.corpus.formats.docx.condensed import Look
from desktop.corpus.formats.docx.style_said import Said
from desktop.corpus.formats.docx.style_sheet import Sheet
from desktop.corpus.formats.style_names import kind_of_name
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
        chain: list[Said] = []
        seen: set[str] = set()
        while identifier not in seen and len(chain) < _DEEPEST_CHAIN:
            said = self._sheet.said(identifier)
            if said is None:
                break
            seen.add(identifier)
            chain.append(said)
            identifier = said.based_on
        style = PLAIN
        for said in reversed(chain):
            style = _with(style, said)
        return style


def _with(style: Style, said: Said) -> Style:
    """Return what a style says on top of the one it is based on."""
    changed: dict[str, object] = {}
    if said.is_paragraph:
        named = kind_of_name(said.name) or kind_of_name(said.identifier)
        if named:
            changed.update(kind=named.kind, level=named.level, refinement=named.style)
    if said.stated is not None:
        for field in ("outline", "list_id", "list_level"):
            if (own := getattr(said.stated, field)) is not None:
                changed[field] = own
    # The look of a heading or quotation as a whole is no emphasis.
    for field in ("is_hidden",) if said.is_paragraph else ("is_hidden", "is_strong", "is_em"):
        if (own := getattr(said, field)) is not None:
            changed[field] = own
    return replace(style, **changed) if changed else style
