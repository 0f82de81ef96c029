"""Owns the part of a Word document that defines its styles: found by identifier, read when used.

Word defines hundreds of styles in every document, which uses a few. Where they are written as Word
writes them, each is cut out by itself; otherwise the part is parsed as a whole.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.docx.names import MAIN, VAL, W, is_usual
from desktop.corpus.formats.docx.style_said import Said, said_by_element, said_by_source
from desktop.corpus.formats.xml_tree import Element, parse

_BOUND = b'xmlns:w="' + MAIN + b'"'
_STYLE, _END = b"<w:style ", b"</w:style>"
_IDENTIFIER = b' w:styleId="'
_DEFAULT = b' w:default="'
_IS_DEFAULT = re.compile(rb' w:default="(?:1|true|on)"')
_PARAGRAPH = b' w:type="paragraph"'
_LANGUAGE = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"
_DEFAULTS, _DEFAULTS_END = b"<w:docDefaults>", b"</w:docDefaults>"
_SMALL = rb'(?:\s*+<\w++:\w++(?: [\w:]++="[^"<>&\x00-\x1f]*+")*+\s*+/>)*+'
_USUAL_DEFAULTS = re.compile(
    rb"<w:docDefaults>\s*+<w:rPrDefault>\s*+<w:rPr>("
    + _SMALL
    + rb")\s*+</w:rPr>\s*+</w:rPrDefault>"
    rb"(?:\s*+<w:pPrDefault>(?:\s*+<w:pPr>" + _SMALL + rb"\s*+</w:pPr>)?+\s*+</w:pPrDefault>"
    rb"|\s*+<w:pPrDefault\s*+/>)?+\s*+</w:docDefaults>"
)
_LANG = re.compile(rb"<w:lang(?=[\s/])([^<>]*)/>")
_SPOKEN = re.compile(rb' w:val="([^"]*)"')
_LATENT_END = b"</w:latentStyles>"
_ON = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What finds a style by its identifier, the usual style of paragraphs, the usual language."""

    said: Callable[[str], Said | None]
    default: str = ""
    language: str = ""


def sheet_of(content: bytes | None) -> Sheet:
    """Return the styles of a part; none if there is no such part, or it is damaged altogether."""
    if not content:
        return Sheet(lambda identifier: None)
    return _cut(content) or _parsed(content)


def _cut(content: bytes) -> Sheet | None:
    """Return the styles without parsing them; None if they are not written as Word writes them."""
    if not is_usual(content):
        return None
    default = ""
    place = content.find(_DEFAULT)
    while place >= 0:
        head = content[content.rfind(b"<", 0, place) : content.find(b">", place)]
        if head.startswith(_STYLE) and _PARAGRAPH in head and _IS_DEFAULT.search(head):
            default = head.partition(_IDENTIFIER)[2].partition(b'"')[0].decode("utf-8", "replace")
        place = content.find(_DEFAULT, place + 1)
    place, end = content.find(_DEFAULTS), content.find(_DEFAULTS_END)
    language = _language(content[place : end + len(_DEFAULTS_END)]) if 0 <= place < end else ""
    whole = cache(lambda: _parsed(content))
    # Nobody need search through the hundreds of styles that Word could have but does not.
    begin = max(content.find(_LATENT_END), 0)
    if content.find(_IDENTIFIER, 0, begin) >= 0:
        begin = 0

    def said(identifier: str) -> Said | None:
        wanted = _IDENTIFIER + escape(identifier).encode("utf-8", "replace") + b'"'
        at = content.find(wanted, begin)
        if at < 0:
            if not identifier or content.count(_STYLE) == content.count(_IDENTIFIER):
                return None
            return whole().said(identifier)
        start = content.rfind(b"<", 0, at)
        source = content[start : content.find(_END, at)] + _END
        told = said_by_source(source)
        if told is None:
            element = next(iter(_root(source)), None)
            told = None if element is None else said_by_element(element)
        return told

    return Sheet(said, default, language)


def _language(defaults: bytes) -> str:
    """Return the language that the usual properties of text state, as Word writes it."""
    if usual := _USUAL_DEFAULTS.fullmatch(defaults):
        found = _LANG.findall(usual[1])
        told = _SPOKEN.findall(found[0]) if found else []
        if len(found) < 2 and len(told) < 2:
            return told[0].decode("utf-8", "replace") if told else ""
    lang = _root(defaults).find(_LANGUAGE)
    return "" if lang is None else lang.get(VAL) or ""


def _root(source: bytes) -> Element:
    """Return the root of a piece that was cut out."""
    return parse(b"<w:styles " + _BOUND + b">" + source + b"</w:styles>")[0]


def _parsed(content: bytes) -> Sheet:
    try:
        root, _ = parse(content)
    except FileTrouble:  # the words of the document do not stand here
        return Sheet(lambda identifier: None)
    elements: dict[str, Element] = {}
    default = ""
    for element in root.iterchildren(W + "style"):
        identifier = element.get(W + "styleId") or ""
        elements.setdefault(identifier, element)
        if element.get(W + "type") == "paragraph" and element.get(W + "default") in _ON:
            default = identifier
    lang = root.find(_LANGUAGE)

    def said(identifier: str) -> Said | None:
        element = elements.get(identifier)
        return None if element is None else said_by_element(element)

    return Sheet(said, default, "" if lang is None else lang.get(VAL) or "")
