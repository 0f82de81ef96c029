"""Owns the pages of a book as a parser of HTML must see them: XHTML closes empty elements in itself."""

import re

from selectolax.lexbor import LexborNode

from desktop.corpus.formats.encodings import decode
from desktop.corpus.formats.html.guard import refuse_hostile
from desktop.corpus.formats.html.walk import page_of
from desktop.corpus.text.canonical import canonical

_SELF_CLOSED = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)[\s/>])"
    r"([A-Za-z][\w:.-]*)((?:\s[^<>]*?)?)\s*/>"
)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)


def page_of_book(data: bytes) -> LexborNode:
    """Parse one page of a book. Raises FileTrouble if it is built to do harm or too long."""
    source = canonical(decode(data).text)
    refuse_hostile(source)
    if "<![CDATA[" in source:
        source = _CDATA.sub(_escaped, source)
    return page_of(_SELF_CLOSED.sub(r"<\1\2></\1>", source))


def _escaped(found: re.Match[str]) -> str:
    return found[1].replace("&", "&amp;").replace("<", "&lt;")
