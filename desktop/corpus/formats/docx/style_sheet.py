"""Owns the part of a Word document that defines its styles: found by identifier, parsed when used.

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
from desktop.corpus.formats.xml_tree import Element, parse

_BOUND = b'xmlns:w="' + MAIN + b'"'
_STYLE, _END = b"<w:style ", b"</w:style>"
_IDENTIFIER = b' w:styleId="'
_DEFAULT = b' w:default="'
_IS_DEFAULT = re.compile(rb' w:default="(?:1|true|on)"')
_PARAGRAPH = b' w:type="paragraph"'
_LANGUAGE = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"
_DEFAULTS, _DEFAULTS_END = b"<w:docDefaults>", b"</w:docDefaults>"
_ON = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What finds a style by its identifier, the usual style of paragraphs, the usual language."""

    element: Callable[[str], Element | None]
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
    language = ""
    place, end = content.find(_DEFAULTS), content.find(_DEFAULTS_END)
    if 0 <= place < end:
        lang = _root(content[place : end + len(_DEFAULTS_END)]).find(_LANGUAGE)
        language = "" if lang is None else lang.get(VAL) or ""

    whole = cache(lambda: _parsed(content))

    def element(identifier: str) -> Element | None:
        at = content.find(_IDENTIFIER + escape(identifier).encode("utf-8", "replace") + b'"')
        if at < 0:
            is_plain = content.count(_STYLE) == content.count(_IDENTIFIER)
            return None if is_plain or not identifier else whole().element(identifier)
        start = content.rfind(b"<", 0, at)
        return next(iter(_root(content[start : content.find(_END, at)] + _END)), None)

    return Sheet(element, default, language)


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
    return Sheet(elements.get, default, "" if lang is None else lang.get(VAL) or "")
