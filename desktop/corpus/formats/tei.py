"""Owns TEI: editions, transcripts and corpora in the XML of the Text Encoding Initiative (P4, P5).

What stands in the source is the text: of `choice` the original spelling is kept (`orig`, `sic`,
`abbr`), not what the editors made of it, so that a search finds what was written; of `app` the reading
the editors prefer, of `subst` the later one. Notes go to the end of their chapter. `teiHeader`
gives the catalogue data and is no part of the text; a `teiCorpus` is one document.
"""

from dataclasses import replace

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.assembly import assemble
from desktop.corpus.formats.credits import catalogue, iso_date, language_code
from desktop.corpus.formats.page_marks import page_marks
from desktop.corpus.formats.stated_title import with_stated_title
from desktop.corpus.formats.xml import read_xml
from desktop.corpus.formats.xml_tree import (
    Element,
    attribute,
    every,
    first,
    local,
    own,
    parse,
    words,
)
from desktop.corpus.formats.xml_walk import Role, Rules, Walk
from desktop.corpus.text.blocks import Reading
from desktop.corpus.text.cues import Credit
from desktop.corpus.text.language import language_of

_BLOCKS = (
    "p ab lg sp stage opener closer salute signed dateline byline docAuthor docDate docEdition "
    "docImprint imprimatur trailer argument u entry bibl biblStruct listBibl epigraph address postscript castItem "
    "titlePart speaker front back titlePage"
)
_DIVISIONS = "div div0 div1 div2 div3 div4 div5 div6 div7 group floatingText castList"
_ROLES: dict[str, Role] = {
    **dict.fromkeys(_BLOCKS.split(), Role.BLOCK),
    **dict.fromkeys(_DIVISIONS.split(), Role.DIVISION),
    "head": Role.HEADING,
    "l": Role.LINE,
    "addrLine": Role.LINE,
    "lb": Role.BREAK,
    "pb": Role.PAGE,
    "note": Role.NOTE,
    "quote": Role.INLINE,
    "list": Role.LIST,
    "listPerson": Role.LIST,
    "item": Role.ITEM,
    "table": Role.TABLE,
    "row": Role.ROW,
    "cell": Role.CELL,
    "figDesc": Role.CAPTION,
    "hi": Role.EM,
    "emph": Role.EM,
    "title": Role.EM,
    "foreign": Role.EM,
    "ref": Role.LINK,
    "text": Role.BLOCK,
    "body": Role.BLOCK,
    "teiHeader": Role.SKIP,
    "fw": Role.SKIP,
    "facsimile": Role.SKIP,
    "sourceDoc": Role.SKIP,
    "standOff": Role.SKIP,
    "graphic": Role.SKIP,
    "index": Role.SKIP,
}
_CHOICES = {
    "choice": ("orig", "sic", "abbr", "unclear", "seg"),
    "app": ("lem", "rdg"),
    "subst": ("add",),
}
_QUOTING = ("quote", "cit", "q", "said")
_INSIDE = frozenset(("p", "ab", "l", "item", "cell", "head", "u", "note", "seg"))


class _Rules(Rules):
    """A quotation is a block of its own only where it does not stand in a sentence."""

    def role_of(self, element: Element, name: str) -> Role | None:
        """Return what an element is."""
        if name in _QUOTING:
            parent = element.getparent()
            is_inside = parent is not None and local(parent) in _INSIDE
            holds_blocks = any(local(child) in ("p", "lg", "l", "ab") for child in element)
            return Role.QUOTATION if holds_blocks or not is_inside else Role.INLINE
        if name == "lb" and attribute(element, "break") == "no":
            return Role.SKIP
        if name == "lb":
            return Role.SPACE
        return self.roles.get(name)


def read_tei(data: bytes, name: str) -> Reading:
    """Read a TEI document. Raises FileTrouble if it is damaged beyond reading or without text."""
    root, is_damaged = parse(data)
    walk = Walk(_Rules(_ROLES, _CHOICES))
    for element in _texts(root):
        walk.through(element)
    if is_damaged and not walk.passages:
        return replace(read_xml(data, name), format="tei")
    values, titles = _header(root)
    title = titles.get("title")
    passages = with_stated_title(walk.passages, title.value if title else None)
    page = assemble(passages)
    if not page.text:
        raise FileTrouble("The TEI document holds no text.")
    stated = next((attribute(e, "lang") for e in _texts(root) if attribute(e, "lang")), "")
    stated = stated or attribute(root, "lang") or _language(root)
    pages = page_marks(page, walk.pages, n_passages=len(passages))
    return Reading(
        text=page.text,
        blocks=page.blocks,
        catalogue=catalogue(
            page, values | titles, language=language_of(page.text) or language_code(stated)
        ),
        format="tei",
        marks=(*page.marks, *pages),
        notes=("The XML is damaged; what could be read was read.",) if is_damaged else (),
        pages=sum(1 for mark in pages if mark.target) or None,
        doubts=("damaged",) if is_damaged else (),
    )


def _texts(root: Element) -> list[Element]:
    """Return the outermost `text` elements, in order."""
    found = [element for element in root.iter() if local(element) == "text"]
    inside = {
        id(e) for e in found if any(local(up) in ("text", "group") for up in e.iterancestors())
    }
    return [element for element in found if id(element) not in inside]


def _header(root: Element) -> tuple[dict[str, Credit], dict[str, Credit]]:
    """Return what the header says: credits, and the title on its own."""
    header = first(root, "teiHeader")
    described = first(header, "fileDesc")
    statement = first(described, "titleStmt")
    source = first(described, "sourceDesc")
    values: dict[str, Credit] = {}
    titles: dict[str, Credit] = {}
    title = next((words(t) for t in _main_first(own(statement, "title")) if words(t)), "")
    if title:
        titles["title"] = Credit(title, "metadata: titleStmt/title")
    for place, where in ((statement, "titleStmt"), (source, "sourceDesc")):
        names = list(dict.fromkeys(filter(None, (_person(a) for a in every(place, "author")))))
        if names:
            values.setdefault("author", Credit("; ".join(names), f"metadata: {where}/author"))
    for place, where in (
        (source, "sourceDesc"),
        (first(described, "publicationStmt"), "publicationStmt"),
    ):
        named = next((words(p) for p in every(place, "publisher") if words(p)), "")
        if not named and where == "sourceDesc":
            named = next(
                (words(t) for t in every(place, "title") if attribute(t, "level") in ("j", "s")), ""
            )
        if named and len(named) < 200:
            values.setdefault("source", Credit(named, f"metadata: {where}/publisher"))
        for date in every(place, "date"):
            iso = next(
                (
                    d
                    for key in ("when", "value", "notBefore", "from")
                    if (d := iso_date(attribute(date, key)))
                ),
                None,
            ) or iso_date(words(date))
            if iso:
                values.setdefault(
                    "published", Credit(iso, f"metadata: {where}/date {words(date)}".strip())
                )
                break
    return values, titles


def _main_first(titles: list[Element]) -> list[Element]:
    return sorted(titles, key=lambda title: attribute(title, "type") not in ("main", ""))


def _person(author: Element) -> str:
    """Return a name as one says it: forename before surname if both are marked."""
    names = [words(first(author, part)) for part in ("forename", "surname")]
    name = " ".join(filter(None, names)) if all(names) else words(first(author, "persName"))
    name = name or words(author)
    return name if len(name) < 200 and name.lower() not in ("unknown", "anonymous", "n/a") else ""


def _language(root: Element) -> str:
    used = first(first(root, "teiHeader"), "langUsage", "language")
    return (attribute(used, "ident") or attribute(used, "id")) if used is not None else ""
