"""Owns the rows and cells of a Word table, which may stand in content controls and other wrappers."""

from collections.abc import Iterator

from desktop.corpus.formats.docx.names import W
from desktop.corpus.formats.xml_tree import Element

_ROW, _CELL = W + "tr", W + "tc"
_GONE = f"{W}trPr/{W}del"
_WRAPPERS = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "del")
)


def rows_of(table: Element) -> Iterator[tuple[list[Element], bool]]:
    """Yield the cells of each row, and whether the row was deleted."""
    for row in _within(table, _ROW):
        yield list(_within(row, _CELL)), row.find(_GONE) is not None


def _within(element: Element, tag: str) -> Iterator[Element]:
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            waiting += reversed(child)
