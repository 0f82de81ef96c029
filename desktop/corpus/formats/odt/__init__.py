"""Owns OpenDocument files (ODT, also flat FODT; ODP, ODS and ODG with the same reader).

`styles` says what paragraphs are, `walk` goes through the tree; `line` and `table` (shared with the
other office formats) build blocks.
"""

from itertools import islice

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.assembly import Passage
from desktop.corpus.formats.odt.names import META, OFFICE, STYLE
from desktop.corpus.formats.odt.styles import Styles
from desktop.corpus.formats.odt.walk import Walker
from desktop.corpus.formats.office_reading import (
    Found,
    needs_password,
    password_trouble,
    reading_of,
)
from desktop.corpus.formats.package import Package
from desktop.corpus.formats.xml_tree import Element, local, parse, words
from desktop.corpus.text.blocks import Kind, Reading

_STATED = {"title": ("title", "dc:title"), "date": ("updated", "dc:date")}
_FURNITURE = {
    "header": "header",
    "header-left": "header",
    "header-first": "header",
    "footer": "footer",
    "footer-left": "footer",
    "footer-first": "footer",
}
_BODY = OFFICE + "body"
_MOST_PAGES = 100_000


def read_odt(data: bytes, name: str, *, format: str = "odt") -> Reading:  # noqa: A002 - the contract's word
    """Read an OpenDocument file, zipped or flat.

    Raises FileTrouble if it is encrypted, damaged, hostile or empty.
    """
    needs_password(data)
    roots, is_damaged = _zipped(data) if data.startswith(b"PK") else _flat(data)
    bodies = [body for root in roots for body in _bodies(root)]
    if not bodies:
        raise FileTrouble("The document is damaged: the part with its text is missing.")
    styles = Styles(roots)
    walker = Walker(styles)
    passages = [passage for body in bodies for passage in walker.read(body)]
    furniture = [
        passage
        for root in roots
        for masters in root.iterchildren(OFFICE + "master-styles")
        for passage in _furniture(walker, masters)
    ]
    stated, pages = _properties(roots)
    return reading_of(
        Found(
            passages=[*passages, *walker.found_notes, *walker.found_comments, *furniture],
            stated=stated,
            language=styles.language,
            pages=walker.n_slides or pages,
            holds_hidden=walker.holds_hidden,
            is_damaged=is_damaged,
            notes=(_CUT,) if walker.repeated.is_cut else (),
            doubts=("cut",) if walker.repeated.is_cut else (),
        ),
        format=format,
        name=name,
    )


_CUT = "Cells are repeated so often that some of them were left out."


def _bodies(root: Element) -> list[Element]:
    """Return the bodies of a part; in a damaged one they stand where they were found."""
    return list(root.iterchildren(_BODY)) or list(islice(root.iter(_BODY), 1))


def _flat(data: bytes) -> tuple[list[Element], bool]:
    root, is_damaged = parse(data)
    return [root], is_damaged


def _zipped(data: bytes) -> tuple[list[Element], bool]:
    """Return the roots of the parts that hold text, styles and properties."""
    package = Package(data)
    if b"encryption-data" in (package.read("META-INF/manifest.xml") or b""):
        raise password_trouble()
    roots: list[Element] = []
    is_damaged = False
    for part in ("content.xml", "styles.xml", "meta.xml"):
        content = package.read(part)
        if content:
            root, damage = parse(content)
            roots.append(root)
            is_damaged |= damage
        elif part == "content.xml":
            raise FileTrouble("The document is damaged: the part with its text is missing.")
    return roots, is_damaged or package.is_damaged


def _furniture(walker: Walker, masters: Element) -> list[Passage]:
    """Return what the headers and footers of the page styles say, each as one block."""
    found: list[Passage] = []
    for element in masters.iter(*(STYLE + name for name in _FURNITURE)):
        texts = [passage.text.strip() for passage in walker.read(element)]
        if text := "\n".join(filter(None, texts)):
            found.append(Passage(Kind.BOILERPLATE, text, 0, _FURNITURE[local(element)]))
    return sorted(found, key=lambda passage: passage.style == "footer")


def _properties(roots: list[Element]) -> tuple[dict[str, tuple[str, str]], int | None]:
    """Return what the document says about itself (see `office_catalogue`), and its pages."""
    stated: dict[str, tuple[str, str]] = {}
    pages = None
    authors: dict[str, str] = {}
    for meta in (meta for root in roots for meta in root.iterchildren(OFFICE + "meta")):
        for element in meta:
            name, text = local(element), words(element)
            if name in _STATED and text:
                field, place = _STATED[name]
                stated.setdefault(field, (text, place))
            elif name in ("initial-creator", "creator"):
                authors.setdefault(name, text)
            elif name == "document-statistic":
                count = element.get(META + "page-count") or ""
                pages = (
                    int(count) if count.isdecimal() and 0 < int(count[:9]) < _MOST_PAGES else pages
                )
    # Who wrote it, else who saved it last.
    for name, place in (("initial-creator", "meta:initial-creator"), ("creator", "dc:creator")):
        if authors.get(name):
            stated.setdefault("author", (authors[name], place))
    return stated, pages
