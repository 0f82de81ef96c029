"""Owns what a book says about itself: its package document, its order of reading, its contents."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.credits import iso_date, language_code
from desktop.corpus.formats.epub.xhtml import page_of_book
from desktop.corpus.formats.package import Package
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
from desktop.corpus.text.cues import Credit

_PAGE_SUFFIXES = (".xhtml", ".html", ".htm", ".xht", ".xml")
_NUMBERS = re.compile(r"(\d+)")
_NO_NAMES = frozenset(
    ("unknown", "unbekannt", "inconnu", "anonymous", "[unknown]", "user", "author")
)
_NO_TITLES = frozenset(("untitled", "unknown", "[no title]", "title", "no title", "unbenannt"))
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents or of the list of pages: its words, where it leads, how deep it stands."""

    label: str
    file: str
    fragment: str
    depth: int


@dataclass(frozen=True, slots=True)
class Book:
    """A book's files in the order of reading, what it says about itself, and where its parts begin."""

    files: tuple[str, ...]
    contents_files: frozenset[str]
    credits: dict[str, Credit]
    language: str | None
    contents: tuple[Entry, ...]
    pages: tuple[Entry, ...]
    is_whole: bool


def book_of(package: Package) -> Book:
    """Return what is known about a book; without a package document, its pages by their names.

    Raises FileTrouble if it is protected or holds no pages.
    """
    place = _place(package)
    root = _parsed(package, place) if place else None
    items = _items(root, posixpath.dirname(place)) if root is not None else {}
    files = [
        items[ref][0] for e in every(root, "itemref") if (ref := attribute(e, "idref")) in items
    ]
    files = [file for file in dict.fromkeys(files) if _is_page(file) and package.find(file)]
    is_whole = bool(files)
    if not files:
        files = sorted((m.name for m in package.members if _is_page(m.name)), key=_by_number)
        files = [file for file in files if not file.startswith("META-INF/")]
    if not files:
        raise FileTrouble("The book holds no pages that can be read.")
    _refuse_protected(package, files)
    navs = [name for name, kind, properties in items.values() if "nav" in properties.split()]
    ncx = [name for name, kind, _ in items.values() if kind == "application/x-dtbncx+xml"]
    contents, pages = _navigation(package, navs, ncx)
    return Book(
        files=tuple(files),
        contents_files=frozenset(navs) | _guided(root, posixpath.dirname(place)),
        credits=dict(_credits(root)) if root is not None else {},
        language=_language(root),
        contents=tuple(contents),
        pages=tuple(pages),
        is_whole=is_whole,
    )


def _place(package: Package) -> str:
    """Return the name of the package document, nothing if there is none."""
    container = _parsed(package, "META-INF/container.xml")
    for element in every(container, "rootfile"):
        name = attribute(element, "full-path")
        if package.find(name):
            return name
    return next((m.name for m in package.members if m.name.lower().endswith(".opf")), "")


def _parsed(package: Package, name: str) -> Element | None:
    try:
        data = package.read(name)
        return parse(data)[0] if data else None
    except FileTrouble:
        return None


def _items(root: Element, folder: str) -> dict[str, tuple[str, str, str]]:
    return {
        attribute(item, "id"): (
            _joined(folder, attribute(item, "href")),
            attribute(item, "media-type"),
            attribute(item, "properties"),
        )
        for item in every(first(root, "manifest"), "item")
    }


def _joined(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0]))).lstrip("./")


def _is_page(name: str) -> bool:
    return name.lower().endswith(_PAGE_SUFFIXES)


def _by_number(name: str) -> list[tuple[int, str]]:
    return [(int(p), "") if p.isdecimal() and len(p) < 10 else (0, p) for p in _NUMBERS.split(name)]


def _guided(root: Element | None, folder: str) -> frozenset[str]:
    """Return the pages that the guide of an EPUB 2 calls its contents."""
    references = every(first(root, "guide"), "reference") if root is not None else []
    return frozenset(
        _joined(folder, attribute(e, "href")) for e in references if attribute(e, "type") == "toc"
    )


def _refuse_protected(package: Package, files: list[str]) -> None:
    """Refuse a book whose pages are encrypted; fonts that are only disguised do not matter."""
    encryption = _parsed(package, "META-INF/encryption.xml")
    locked: set[str] = set()
    for element in every(encryption, "EncryptedData"):
        method = next(iter(own(element, "EncryptionMethod")), None)
        if method is not None and attribute(method, "Algorithm") in _FONTS:
            continue
        for reference in every(element, "CipherReference"):
            locked.add(unquote(attribute(reference, "URI")).lstrip("/"))
    if locked.intersection(files):
        raise FileTrouble("This book is protected (DRM) and cannot be read.")


def _navigation(
    package: Package, navs: list[str], ncx: list[str]
) -> tuple[list[Entry], list[Entry]]:
    contents: list[Entry] = []
    pages: list[Entry] = []
    for name in navs:
        data = package.read(name)
        if data:
            contents += _from_nav(data, name, "toc")
            pages += _from_nav(data, name, "page-list")
    for name in ncx:
        root = _parsed(package, name)
        if root is not None and not contents:
            contents += _from_ncx(root, name, "navPoint")
        if root is not None and not pages:
            pages += _from_ncx(root, name, "pageTarget")
    return contents, pages


def _from_nav(data: bytes, name: str, kind: str) -> Iterator[Entry]:
    try:
        root = page_of_book(data)
    except FileTrouble:
        return
    for nav in root.css("nav"):
        if (
            kind
            not in (nav.attributes.get("epub:type") or nav.attributes.get("role") or "").split()
        ):
            continue
        for link in nav.css("a[href]"):
            depth, above = 0, link.parent
            while above is not None and above.mem_id != nav.mem_id:
                depth += above.tag == "ol"
                above = above.parent
            label = " ".join(link.text().split())
            yield _entry(label, link.attributes.get("href") or "", name, max(depth, 1))


def _from_ncx(root: Element, name: str, kind: str) -> Iterator[Entry]:
    for point in every(root, kind):
        label = words(next(iter(own(point, "navLabel")), None))
        content = next(iter(own(point, "content")), None)
        depth = 1 + sum(1 for above in point.iterancestors() if local(above) == kind)
        if content is not None:
            yield _entry(label, attribute(content, "src"), name, depth)


def _entry(label: str, href: str, name: str, depth: int) -> Entry:
    file, _, fragment = href.partition("#")
    place = _joined(posixpath.dirname(name), file) if file else name
    return Entry(label[:500], place, unquote(fragment), depth)


def _credits(root: Element) -> Iterator[tuple[str, Credit]]:
    """Yield title, authors, publisher and date with where they stand."""
    metadata = first(root, "metadata")
    refined = _refinements(metadata)
    titles = [t for t in every(metadata, "title") if words(t).lower() not in (*_NO_TITLES, "")]
    titles.sort(key=lambda t: refined.get((attribute(t, "id"), "title-type"), "main") != "main")
    if titles:
        yield "title", Credit(words(titles[0])[:500], "metadata: dc:title")
    names = list(dict.fromkeys(words(e) for e in every(metadata, "creator")))
    names = [name for name in names if name and name.lower() not in _NO_NAMES]
    if names:
        yield "author", Credit("; ".join(names)[:500], "metadata: dc:creator")
    publisher = next((words(e) for e in every(metadata, "publisher") if words(e)), "")
    if publisher and publisher.lower() not in _NO_NAMES:
        yield "source", Credit(publisher[:200], "metadata: dc:publisher")
    dates = [
        (attribute(e, "event"), words(e))
        for e in every(metadata, "date")
        if attribute(e, "event") in ("", "publication", "original-publication", "issued")
    ]
    dates.sort(key=lambda date: date[0] == "")
    for _, value in dates:
        iso = iso_date(value)
        if iso and iso[:4] >= "1000":
            yield "published", Credit(iso, f"metadata: dc:date {value}"[:100])
            break


def _refinements(metadata: Element | None) -> dict[tuple[str, str], str]:
    return {
        (attribute(meta, "refines").lstrip("#"), attribute(meta, "property")): words(meta)
        for meta in every(metadata, "meta")
        if attribute(meta, "refines")
    }


def _language(root: Element | None) -> str | None:
    found = every(first(root, "metadata"), "language") if root is not None else []
    return next((code for e in found if (code := language_code(words(e)))), None)
