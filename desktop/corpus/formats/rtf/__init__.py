"""Owns RTF documents: `words` knows the control words, `walk` follows them, `builder` makes blocks."""

import datetime
import re

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.office_reading import Found, reading_of
from desktop.corpus.formats.rtf.walk import Walker
from desktop.corpus.text.blocks import Reading

_PARAGRAPH = re.compile(r"\\pard\b|\\sectd\b")
_CODE_PAGE = re.compile(r"\\ansicpg\d{1,5}")


def read_rtf(data: bytes, name: str) -> Reading:
    """Read an RTF document. Raises FileTrouble if it is none, or holds no text."""
    start = data[:4_096].find(b"{\\rtf")
    if start < 0:
        raise FileTrouble("This is no RTF document: its beginning is missing.")
    source = data[start:].decode("latin-1")
    walker = Walker()
    passages = walker.read(source)
    if walker.is_open and not passages:  # a lost bracket hides all in the tables before the text
        walker = Walker(walker.remembered, walker.revised, walker.language, walker.pages)
        passages = walker.read(_without_tables(source))
    stated = {
        field: (walker.remembered.get(field, ""), f"\\{field}") for field in ("title", "author")
    }
    stated["updated"] = (_revised(walker), "\\revtim")
    return reading_of(
        Found(
            passages=[*passages, *walker.notes, *walker.comments, *walker.furniture],
            stated=stated,
            language=walker.language,
            pages=walker.pages,
            holds_hidden=walker.holds_hidden,
            is_damaged=walker.is_open,
        ),
        format="rtf",
        name=name,
    )


def _without_tables(source: str) -> str:
    """Return a document from its first paragraph on, with brackets to spare."""
    first = _PARAGRAPH.search(source)
    page = _CODE_PAGE.search(source)
    return (
        f"{{\\rtf1\\ansi{page[0] if page else ''}{{{{{{{{{source[first.start() :] if first else ''}"
    )


def _revised(walker: Walker) -> str:
    """Return the day of the last change, nothing if none is stated."""
    parts = [walker.revised.get(word, 0) for word in ("yr", "mo", "dy")]
    try:
        return datetime.date(*parts).isoformat()
    except (ValueError, OverflowError):
        return ""
