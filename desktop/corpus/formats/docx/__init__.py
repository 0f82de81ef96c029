"""Owns Word documents (DOCX, DOCM, DOTX; also the strict kind): the package and what is in its parts.

`styles` and `numbering` say what paragraphs are, `condensed` shortens the main part, `walk` goes
through its tree, `parts` knows where things stand in the package, `line` and `table` (shared with the
other office formats) build blocks.
"""

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.assembly import Passage
from desktop.corpus.formats.docx.numbering import Numbering
from desktop.corpus.formats.docx.paragraphs import Paragraphs
from desktop.corpus.formats.docx.parts import Parts, main_part
from desktop.corpus.formats.docx.style_sheet import sheet_of
from desktop.corpus.formats.docx.styles import Styles
from desktop.corpus.formats.docx.walk import Walker
from desktop.corpus.formats.office_reading import Found, needs_password, reading_of
from desktop.corpus.formats.package import Package
from desktop.corpus.formats.xml_tree import Element
from desktop.corpus.text.blocks import Kind, Reading

_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment"))


def read_docx(data: bytes, name: str) -> Reading:
    """Read a Word document. Raises FileTrouble if it is encrypted, damaged, hostile or empty."""
    needs_password(data)
    package = Package(data)
    parts = main_part(package)
    sheet = parts.content("styles") or b""
    styles = Styles(sheet_of(sheet))
    root, stated = parts.main(styles.look)
    if root is None:
        raise FileTrouble("The document is damaged: the part with its text cannot be read.")
    counts = parts.mentions(b"numPr") or b"numPr" in sheet
    numbering = Numbering(parts.tree("numbering") if counts else None, styles)
    walker = Walker(
        styles=styles,
        paragraphs=Paragraphs(styles, stated, numbering),
        numbering=numbering,
        linked=parts.addresses,
        notes=_notes(parts),
        inner=parts.passages,
    )
    passages = _body(walker, root)
    walker.comments_left()
    furniture = [
        passage
        for style in ("header", "footer")
        for part in parts.trees(style)
        for passage in _furniture(walker, part, style)
    ]
    properties, pages = parts.properties()
    return reading_of(
        Found(
            passages=[*passages, *walker.found_notes, *walker.found_comments, *furniture],
            stated=properties,
            language=styles.language,
            pages=pages,
            holds_hidden=walker.holds_hidden,
            is_damaged=package.is_damaged or parts.is_damaged,
        ),
        format="docx",
        name=name,
    )


def _body(walker: Walker, root: Element) -> list[Passage]:
    return [passage for passage in walker.read(root) if passage.text.strip()]


def _notes(parts: Parts) -> dict[tuple[str, str], Element]:
    """Return the notes and comments by kind and identifier."""
    notes: dict[tuple[str, str], Element] = {}
    for part, kind in _NOTES:
        if kind != "comment" and not parts.mentions(kind.encode() + b"Reference"):
            continue
        root = parts.tree(part)
        for element in () if root is None else root:
            if isinstance(element.tag, str) and element.tag.endswith("}" + kind):
                identifier = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
                notes.setdefault((kind, identifier), element)
    return notes


def _furniture(walker: Walker, part: Element, style: str) -> list[Passage]:
    """Return what a header or footer says, as one line of furniture."""
    texts = [passage.text.strip() for passage in walker.read(part) if passage.style != "deleted"]
    text = "\n".join(filter(None, texts))
    return [Passage(Kind.BOILERPLATE, text, 0, style)] if text else []
