"""Owns what the paragraphs of a Word document are: headings, items of lists, quotations, plain text.

Style, what a paragraph states itself and the lists decide together; the answer is found once for all
paragraphs that are alike.
"""

from collections.abc import Sequence
from typing import NamedTuple

from desktop.corpus.formats.docx.condensed import NUMBER
from desktop.corpus.formats.docx.names import W
from desktop.corpus.formats.docx.numbering import Numbering
from desktop.corpus.formats.docx.properties import Stated, integer, stated_by
from desktop.corpus.formats.docx.styles import Styles
from desktop.corpus.formats.xml_tree import Element
from desktop.corpus.text.blocks import Kind

_PROPERTIES = W + "pPr"
_NOTHING = Stated()


class What(NamedTuple):
    """What a paragraph is; `list_id` names the list it is counted in, if it is an item of one."""

    kind: Kind
    level: int
    refinement: str
    list_id: str | None
    depth: int
    is_hidden: bool
    end_is_deleted: bool


class Paragraphs:
    """What the paragraphs of one document are.

    `stated` holds what those paragraphs state that bear a number (see `condensed`).
    """

    def __init__(self, styles: Styles, stated: Sequence[Stated], numbering: Numbering) -> None:
        self._styles = styles
        self._stated = stated
        self._numbering = numbering
        self._by_number: dict[str, What] = {}
        self._by_stated: dict[Stated, What] = {}

    def what(self, element: Element) -> What:
        """Return what a paragraph is, by the number it bears or the properties it holds."""
        number = element.get(NUMBER)
        if number is not None:
            return self.numbered(number)
        properties = next(element.iterchildren(_PROPERTIES), None)
        return self._what(_NOTHING if properties is None else stated_by(properties))

    def numbered(self, number: str) -> What:
        """Return what the paragraphs of a number are; those of none state nothing."""
        known = self._by_number.get(number)
        if known is None:
            place = integer(number)
            if number and place is None:
                place = 0
            is_known = place is not None and place < len(self._stated)
            stated = self._stated[place] if is_known and place is not None else _NOTHING
            known = self._by_number[number] = self._what(stated)
        return known

    def _what(self, stated: Stated) -> What:
        known = self._by_stated.get(stated)
        if known is None:
            known = self._by_stated[stated] = self._decided(stated)
        return known

    def _decided(self, stated: Stated) -> What:
        """Return what a paragraph is by its style and what it states itself."""
        style = self._styles.get(stated.style or self._styles.default)
        outline = style.outline if stated.outline is None else stated.outline
        list_id = stated.list_id or style.list_id
        depth = min((style.list_level if stated.list_level is None else stated.list_level) or 0, 8)
        is_item = list_id is not None and self._numbering.is_list(list_id, depth)
        kind, level, refinement = style.kind or Kind.PARAGRAPH, style.level, style.refinement
        if style.kind == Kind.TITLE:
            level, refinement = 0, ""
        elif outline is not None and 0 <= outline <= 8:
            kind, level, refinement = Kind.HEADING, min(outline + 1, 6), ""
        elif style.kind == Kind.HEADING and outline is None:
            refinement = ""
        elif is_item:
            kind, level, refinement = Kind.LIST, depth + 1, ""
        elif style.kind is None or style.kind == Kind.HEADING:
            kind, level, refinement = Kind.PARAGRAPH, 0, ""
        counted = list_id if is_item else None
        hides = bool(style.is_hidden)
        return What(kind, level, refinement, counted, depth, hides, stated.end_is_deleted)
