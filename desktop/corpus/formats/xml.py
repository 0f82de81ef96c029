"""Owns plain XML: the text of the elements in document order, whatever the vocabulary.

Elements of DocBook, JATS, NITF, NewsML, RSS, Atom, FictionBook and XHTML are known by name; of any
other vocabulary each element that holds words of its own is a paragraph. Attributes are no text.
"""

from collections.abc import Iterator, Sequence

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.assembly import Passage, assemble
from desktop.corpus.formats.credits import catalogue, iso_date
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
from desktop.corpus.text.blocks import Kind, Reading
from desktop.corpus.text.canonical import canonical
from desktop.corpus.text.cues import Credit
from desktop.corpus.text.language import language_of


def _named(role: Role, names: str) -> dict[str, Role]:
    return dict.fromkeys(names.split(), role)


_ROLES: dict[str, Role] = {
    **_named(
        Role.BLOCK,
        "p para simpara formalpara abstract hedline byline dateline distributor block div v stanza "
        "poem epigraph cite text-author programlisting literallayout pre address author authorgroup "
        "contrib contrib-group disp-quote verse-group verse-line bibliomixed biblioentry",
    ),
    **_named(
        Role.HEADING,
        "hl1 hl2 h1 h2 h3 h4 h5 h6 title headline HeadLine subtitle article-title book-title",
    ),
    **_named(
        Role.DIVISION,
        "section sec chapter part appendix preface sect1 sect2 sect3 sect4 sect5 refsect1 refsect2 "
        "simplesect item entry body",
    ),
    **_named(Role.LIST, "itemizedlist orderedlist variablelist ul ol dl list"),
    **_named(Role.ITEM, "listitem li dd dt list-item"),
    **_named(Role.QUOTATION, "blockquote bq disp-quote"),
    **_named(Role.CAPTION, "caption figcaption media-caption"),
    **_named(Role.TABLE, "table informaltable"),
    **_named(Role.ROW, "tr row"),
    **_named(Role.CELL, "td th"),
    **_named(Role.NOTE, "footnote fn"),
    **_named(Role.EM, "em i emphasis italic"),
    **_named(Role.STRONG, "strong b bold"),
    **_named(Role.LINK, "a ulink link ext-link"),
    **_named(Role.BREAK, "br"),
    **_named(
        Role.INLINE,
        "span sub sup code tt u small person org location chron personname firstname surname "
        "given-names phrase quote citetitle xref literal command filename money num",
    ),
    **_named(
        Role.SKIP,
        "script style binary media-object media-metadata journal-meta docdata tobject genre document-info",
    ),
}
_MARKED_UP = frozenset(("description", "encoded", "content", "summary"))
"""Elements of feeds that hold a piece of a web page, mostly as escaped characters."""
_TABLES = frozenset(("row", "entry"))


class _Rules(Rules):
    """Some names mean two things: a DocBook table has rows of entries, a feed has entries with titles."""

    def role_of(self, element: Element, name: str) -> Role | None:
        """Return what an element is, None if no vocabulary says."""
        role = self.roles.get(name)
        if name in _TABLES:
            parent = element.getparent()
            above = local(parent) if parent is not None else ""
            if name == "entry":
                return Role.CELL if above == "row" else Role.DIVISION
            return Role.ROW if above in ("thead", "tbody", "tfoot", "table") else None
        if (
            name in ("link", "author", "list")
            and not len(element)
            and not (element.text or "").strip()
        ):
            return Role.SKIP
        if role in (Role.HEADING, Role.DIVISION, Role.LIST, Role.TABLE) and _is_value(element):
            return Role.BLOCK if role != Role.HEADING else role
        return role


def _is_value(element: Element) -> bool:
    """Say whether an element that mostly holds others only holds words."""
    return not len(element)


_RULES = _Rules(_ROLES, knows_leaves=True)


def read_xml(data: bytes, name: str) -> Reading:
    """Read an XML document. Raises FileTrouble if it is damaged beyond reading or without text."""
    root, is_damaged = parse(data)
    passages = _titled(_passages(root), first(root, "title") if _is_feed(root) else None)
    page = assemble(passages)
    if not page.text:
        raise FileTrouble("The XML holds no text, only marks and attributes.")
    return Reading(
        text=page.text,
        blocks=page.blocks,
        catalogue=catalogue(page, dict(_credits(root)), language=language_of(page.text)),
        format="xml",
        marks=page.marks,
        notes=("The XML is damaged; what could be read was read.",) if is_damaged else (),
        doubts=("damaged",) if is_damaged else (),
    )


def _is_feed(root: Element) -> bool:
    return local(root) in ("rss", "feed", "RDF")


def _passages(root: Element) -> list[Passage]:
    """Return the passages of a tree; pieces of web pages in a feed are read as such."""
    if _is_feed(root):
        for element in root.iter():
            if local(element) in _MARKED_UP and not len(element) and "<" in (element.text or ""):
                _replace_by_page(element)
    walk = Walk(_RULES)
    walk.through(root)
    return walk.passages


def _replace_by_page(element: Element) -> None:
    """Put the paragraphs of the page that an element holds as characters in its place."""
    from desktop.corpus.formats.html.guard import refuse_hostile
    from desktop.corpus.formats.html.walk import page_of
    from desktop.corpus.formats.html.walk import walk as through

    source = element.text or ""
    refuse_hostile(source)
    element.text = None
    for block in through(page_of(source)):
        child = element.makeelement("p", {})
        child.text = canonical(block.text)
        element.append(child)


def _titled(passages: Sequence[Passage], title: Element | None) -> list[Passage]:
    """Make the heading that stands first, or is the feed's title, the title of the document."""
    changed = list(passages)
    wanted = words(title)
    for number, passage in enumerate(passages[:6]):
        if passage.kind == Kind.HEADING and (
            not wanted or wanted == " ".join(passage.text.split())
        ):
            changed[number] = passage._replace(kind=Kind.TITLE, level=0)
            break
    return changed


_STATED = {
    "author": (
        ("info", "author"), ("articleinfo", "author"), ("bookinfo", "author"), ("title-info", "author"),
        ("article-meta", "contrib"), ("head", "byline", "person"), ("channel", "managingEditor"),
        ("feed", "author", "name"), ("contentMeta", "creator", "name"), ("creator",),
    ),
    "source": (
        ("journal-meta", "journal-title"), ("doc.copyright",), ("channel", "title"),
        ("publish-info", "publisher"), ("info", "publishername"), ("publisher-name",), ("provider", "name"),
    ),
    "published": (
        ("date.issue",), ("date.release",), ("channel", "pubDate"), ("info", "pubdate"), ("info", "date"),
        ("articleinfo", "pubdate"), ("bookinfo", "pubdate"), ("publish-info", "year"), ("pub-date",),
        ("contentCreated",), ("FirstCreated",), ("published",),
    ),
    "updated": (("date.revision",), ("channel", "lastBuildDate"), ("ThisRevisionCreated",), ("versionCreated",)),
}  # fmt: skip


def _credits(root: Element) -> Iterator[tuple[str, Credit]]:
    """Yield what the vocabularies state about a document, with the elements it stands in."""
    for field, paths in _STATED.items():
        for path in paths:
            if len(path) == 1 and _is_feed(root):
                continue  # of one entry, not of the feed
            if path[0] == local(root):
                path = path[1:]
            element = first(root, *path)
            if element is None or element is root:
                continue
            value = _date(element) if field in ("published", "updated") else _name(root, element)
            if value:
                yield (
                    field,
                    Credit(value, f"metadata: {'/'.join(path)} {words(element)}"[:200].strip()),
                )
                break


def _date(element: Element) -> str:
    parts = [words(next(iter(own(element, name)), None)) for name in ("year", "month", "day")]
    if parts[0]:
        return iso_date("-".join(filter(None, parts))) or ""
    stated = attribute(element, "norm") or attribute(element, "value") or words(element)
    return iso_date(stated) or ""


def _name(root: Element, element: Element) -> str:
    """Return a name, or those of all who stand beside the first."""
    if local(element) in ("contrib", "author", "creator"):
        beside = [
            e
            for e in every(element.getparent(), local(element))
            if e.getparent() is element.getparent()
        ]
        names = list(dict.fromkeys(filter(None, map(_one_name, beside))))
        value = "; ".join(names)
    else:
        value = attribute(element, "holder") or words(element)
    return value if 1 < len(value) < 200 else ""


def _one_name(element: Element) -> str:
    for given, family in (
        ("first-name", "last-name"),
        ("firstname", "surname"),
        ("given-names", "surname"),
    ):
        names = [words(first(element, given)), words(first(element, family))]
        if all(names):
            return " ".join(names)
    name = first(element, "name")
    return words(name) if name is not None else words(element)
