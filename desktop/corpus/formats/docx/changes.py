"""Owns what a Word document tells of its changes: by whom and when, and what was deleted."""

from desktop.corpus.formats.assembly import Passage
from desktop.corpus.formats.docx.names import W
from desktop.corpus.formats.xml_tree import Element
from desktop.corpus.text.blocks import Kind


def changed_by(element: Element) -> str:
    """Return who changed something and when: "James Verini, 2016-10-16"."""
    author = " ".join((element.get(W + "author") or "").split())
    return ", ".join(filter(None, (author[:200], (element.get(W + "date") or "")[:10])))


def deleted(passage: Passage) -> Passage:
    """Return a block as one that was deleted."""
    return Passage(Kind.PARAGRAPH, passage.text, 0, "deleted")
