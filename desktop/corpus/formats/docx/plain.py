"""Owns paragraphs that hold nothing but words: many of them become one element, to be read at once.

Most paragraphs of most documents are like that once their properties are known by a number (see
`condensed`). As lines of one text they cost a parser and a walk next to nothing.
"""

import re
from collections.abc import Iterator

from desktop.corpus.formats.docx.names import W
from desktop.corpus.formats.xml_tree import Element

PLAIN = W + "plainParagraphs"
"""The element that stands for some plain paragraphs."""

_START, _END = b"<w:plainParagraphs>", b"</w:plainParagraphs>"
_NOTED = re.compile(
    rb'<w:p(?: (?:w:rsid\w{1,8}|w14:(?:paraId|textId))="[0-9A-Fa-f]{8}"){1,8}+(/?+)>'
)
_PARAGRAPH = rb'<w:p(?: n="\d++")?+(?:>(?:<w:t>[^<>&\t\n\r]++</w:t>)?+</w:p>|/>)'
# Fewer are not worth it; more might be a longer text than a parser takes. The first stands apart so
# that the places where it may begin are found quickly.
_PARAGRAPHS = re.compile(_PARAGRAPH + rb"(?:" + _PARAGRAPH + rb"){2,999}+")

_MANY, _SHORT = 20, 160
"""From so many paragraphs on, of at most so many bytes, looking for plain ones saves time."""


def with_plain_together(source: bytes) -> bytes:
    """Put plain paragraphs that follow each other into one element; `read_plain` reads it."""
    n_paragraphs = source.count(b"</w:p><w:p")
    if n_paragraphs < _MANY or len(source) > n_paragraphs * _SHORT or _START in source:
        return source
    return _PARAGRAPHS.sub(_together, _NOTED.sub(rb"<w:p\1>", source))


def read_plain(element: Element) -> Iterator[tuple[str, str]]:
    """Yield number (as in `condensed`, "" for none) and text of each paragraph."""
    for line in (element.text or "").split("\n")[:-1]:
        number, _, text = line.partition('">')
        yield number, text


def says(element: Element) -> bool:
    """Say whether any of the paragraphs holds a word."""
    return any(text for _, text in read_plain(element))


def _together(paragraphs: re.Match[bytes]) -> bytes:
    """Return the paragraphs as lines: number, quotation mark and ">", text (that holds none)."""
    source = paragraphs[0].replace(b"</w:t></w:p>", b"\n").replace(b"</w:p>", b"\n")
    source = source.replace(b"/>", b">\n").replace(b"<w:t>", b"").replace(b"<w:p>", b'<w:p n="">')
    return _START + source.replace(b'<w:p n="', b"") + _END
