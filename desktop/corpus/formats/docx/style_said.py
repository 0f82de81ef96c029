"""Owns what one style of a Word document says of itself: read from its source, or from its element.

Word writes a style as a list of small elements, which one expression reads much sooner than a parser
would build a tree of them; whatever is written in another way is parsed.
"""

import re
from typing import NamedTuple

from desktop.corpus.formats.docx.names import OFF, W, is_on, value
from desktop.corpus.formats.docx.properties import BODY_TEXT, Stated, integer, stated_by
from desktop.corpus.formats.xml_tree import Element

_ATTRIBUTES = rb'(?: [\w:]++="[^"<>&\x00-\x1f]*+")*+'
_SMALL = rb"(?:\s*+<\w++:\w++" + _ATTRIBUTES + rb"\s*+/>)*+\s*+"
_NESTED = rb"|".join(
    rb"\s*+<w:" + name + rb">" + _SMALL + rb"</w:" + name + rb">\s*+"
    for name in (b"numPr", b"pBdr", b"tabs")
)
_USUAL = re.compile(
    rb"<w:style(" + _ATTRIBUTES + rb")>(" + _SMALL + rb")"
    rb"(?:<w:pPr>((?:\s*+<\w++:\w++"
    + _ATTRIBUTES
    + rb"\s*+/>|"
    + _NESTED
    + rb")*+\s*+)</w:pPr>\s*+)?+"
    rb"(?:<w:rPr>(" + _SMALL + rb")</w:rPr>\s*+)?+</w:style>"
)
_TOLD = re.compile(
    rb"<w:(name|basedOn|numPr|outlineLvl|ilvl|numId|vanish|b|i)(?=[\s/>])(" + _ATTRIBUTES + rb")"
)
_LIST = re.compile(rb"<w:numPr>(.*?)</w:numPr>", re.DOTALL)
_VALUE = re.compile(rb' w:val="([^"]*)"')
_TYPE, _IDENTIFIER = re.compile(rb' w:type="([^"]*)"'), re.compile(rb' w:styleId="([^"]*)"')


class Said(NamedTuple):
    """What a style says in its own words; None where it leaves things as they are."""

    is_paragraph: bool
    identifier: str
    name: str
    based_on: str
    stated: Stated | None
    is_strong: bool | None
    is_em: bool | None
    is_hidden: bool | None


def said_by_source(source: bytes) -> Said | None:
    """Return what the source of a style says, None if only a parser can tell."""
    usual = _USUAL.fullmatch(source)
    if usual is None:
        return None
    own, head, properties, look = usual.groups()
    types, identifiers = _TYPE.findall(own), _IDENTIFIER.findall(own)
    naming, looks = _told(head), _told(look or b"")
    if len(types) > 1 or len(identifiers) > 1 or naming is None or looks is None:
        return None
    stated = None
    if properties is not None and (stated := _stated(properties)) is None:
        return None
    return Said(
        is_paragraph=types != [b"character"],
        identifier=_text(identifiers[0]) if identifiers else "",
        name=naming.get(b"name") or "",
        based_on=naming.get(b"basedOn") or "",
        stated=stated,
        is_strong=looks[b"b"] not in OFF if b"b" in looks else None,
        is_em=looks[b"i"] not in OFF if b"i" in looks else None,
        is_hidden=looks[b"vanish"] not in OFF if b"vanish" in looks else None,
    )


def said_by_element(element: Element) -> Said:
    """Return what the element of a style says."""
    properties = next(element.iterchildren(W + "pPr"), None)
    look = next(element.iterchildren(W + "rPr"), None)
    strong, em, hidden = (
        None if look is None else is_on(look, name) for name in ("b", "i", "vanish")
    )
    return Said(
        is_paragraph=element.get(W + "type") != "character",
        identifier=element.get(W + "styleId") or "",
        name=value(element, "name"),
        based_on=value(element, "basedOn"),
        stated=None if properties is None else stated_by(properties),
        is_strong=strong,
        is_em=em,
        is_hidden=hidden,
    )


def _stated(properties: bytes) -> Stated | None:
    """Return what the properties of a paragraph state, None if only a parser can tell."""
    told = _told(properties)
    if told is None:
        return None
    if b"ilvl" in told or b"numId" in told:
        inside = _LIST.search(properties)
        listed = _told(inside[1]) if inside else None
        if not listed or (b"ilvl" in listed) + (b"numId" in listed) != (b"ilvl" in told) + (
            b"numId" in told
        ):
            return None
    outline = None
    if b"outlineLvl" in told:
        outline = integer(told[b"outlineLvl"])
        outline = BODY_TEXT if outline is None else outline
    return Stated(
        outline=outline, list_id=told.get(b"numId"), list_level=integer(told.get(b"ilvl"))
    )


def _told(source: bytes) -> dict[bytes, str | None] | None:
    """Return the values of the elements that matter, by name; None if one comes twice."""
    told: dict[bytes, str | None] = {}
    for name, attributes in _TOLD.findall(source):
        values = _VALUE.findall(attributes)
        if name in told or len(values) > 1:
            return None
        told[name] = _text(values[0]) if values else None
    return told


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
