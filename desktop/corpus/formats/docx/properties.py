"""Owns what a paragraph of a Word document states for itself, on top of its style."""

from typing import NamedTuple

from desktop.corpus.formats.docx.names import VAL, W
from desktop.corpus.formats.xml_tree import Element

_STYLE, _OUTLINE, _LIST, _MARK = W + "pStyle", W + "outlineLvl", W + "numPr", W + "rPr"
_LIST_ID, _LIST_LEVEL, _DELETED = W + "numId", W + "ilvl", W + "del"
BODY_TEXT = 9
"""The outline level of what is no heading."""


class Stated(NamedTuple):
    """What a paragraph states; None and "" where it leaves things to its style."""

    style: str = ""
    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    end_is_deleted: bool = False


def stated_by(properties: Element) -> Stated:
    """Read the properties of a paragraph in one go."""
    style, outline, list_id, list_level, end_is_deleted = Stated()
    for child in properties:
        tag = child.tag
        if tag == _STYLE:
            style = child.get(VAL) or ""
        elif tag == _LIST:
            for inner in child:
                if inner.tag == _LIST_ID:
                    list_id = inner.get(VAL)
                elif inner.tag == _LIST_LEVEL:
                    list_level = integer(inner.get(VAL))
        elif tag == _OUTLINE:
            outline = integer(child.get(VAL))
            outline = BODY_TEXT if outline is None else outline
        elif tag == _MARK:
            end_is_deleted = next(child.iterchildren(_DELETED), None) is not None
    return Stated(style, outline, list_id, list_level, end_is_deleted)


def integer(text: str | None) -> int | None:
    """Return a small number that stands in an attribute, None if there is none."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else None
