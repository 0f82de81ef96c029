"""Owns where things stand in an Office Open XML package: parts found by their relationships."""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.assembly import Passage
from desktop.corpus.formats.docx.condensed import Look, condensed
from desktop.corpus.formats.docx.names import STRICT
from desktop.corpus.formats.docx.properties import Stated
from desktop.corpus.formats.package import Package
from desktop.corpus.formats.xml_tree import Element, attribute, local, parse, words
from desktop.corpus.text.blocks import Kind

_CORE = {
    "title": ("title", "dc:title"),
    "creator": ("author", "dc:creator"),
    "modified": ("updated", "dcterms:modified"),
}
_MOST_PAGES = 100_000
_PAGES = re.compile(rb"<(?:\w+:)?Pages>\s*(\d{1,9})\s*<")
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
_CACHED = "{http://schemas.openxmlformats.org/drawingml/2006/chart}v"
_STRINGS = tuple(
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}" + name
    for name in ("strCache", "multiLvlStrCache")
)
_RELATIONSHIP = re.compile(r"<Relationship ([^<>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_ODD = (b"&", b"'", b"\0", b"<!", b"  ")
_LAID_OUT = re.compile(rb"\n\s+\w")
_CHUNKS = ("html", "mhtml", "text", "rtf")
Relations = Mapping[str, tuple[str, str, bool]]
"""Kind (the last word of its type), target and whether it is outside the package, by identifier."""


class Parts:
    """The main part of a package and the parts it refers to."""

    def __init__(self, package: Package, main: str, of_package: Relations) -> None:
        self._package = package
        self._relations = relations_of(package, main)
        self._of_package = of_package
        self.is_damaged = False
        self._source = _usual(package.read(main) or b"")

    def main(
        self, look_of: Callable[[str], Look] | None = None
    ) -> tuple[Element | None, Sequence[Stated]]:
        """Return the root of the main part and what its paragraphs state, by the number they bear.

        It is shortened on the way if `look_of` says what character styles make of words.
        """
        if look_of and self._source and (shorter := condensed(self._source, look_of)):
            root, is_damaged = parse(shorter.source)
            if not is_damaged:
                return root, shorter.stated
        return self._tree_of(self._source), ()

    @property
    def addresses(self) -> Mapping[str, str]:
        """The addresses outside the package, by relationship."""
        return {
            key: target for key, (_, target, is_outside) in self._relations.items() if is_outside
        }

    def mentions(self, word: bytes) -> bool:
        """Say whether the main part may hold a word of the format; parts nobody uses are not parsed."""
        return word in self._source or b"\0" in self._source[:100]

    def content(self, kind: str) -> bytes | None:
        """Return what the first part of a kind holds, None if there is none."""
        return next(filter(None, map(self._read, self._names(kind))), None)

    def trees(self, kind: str) -> list[Element]:
        """Return the roots of the parts of a kind, in the order of their relationships."""
        roots = [self._parsed(name) for name in self._names(kind)]
        return [root for root in roots if root is not None]

    def tree(self, kind: str) -> Element | None:
        """Return the root of the first part of a kind."""
        return next(iter(self.trees(kind)), None)

    def passages(self, relationship: str) -> list[Passage]:
        """Return the text of a diagram, a chart or a page of another format inside the document."""
        kind, name, is_outside = self._relations.get(relationship, ("", "", True))
        if is_outside:
            return []
        if kind == "aFChunk":
            return self._chunk(name)
        root = self._parsed(name) if kind in ("diagramData", "chart") else None
        if root is None:
            return []
        texts = [words(paragraph) for paragraph in root.iter(_DRAWN)]
        for strings in root.iter(*_STRINGS):
            texts.append("\n".join(words(value) for value in strings.iter(_CACHED)))
        return [Passage(Kind.PARAGRAPH, text) for text in dict.fromkeys(texts) if text]

    def properties(self) -> tuple[dict[str, tuple[str, str]], int | None]:
        """Return what the document says about itself (see `office_catalogue`), and its pages."""
        stated: dict[str, tuple[str, str]] = {}
        pages = None
        for kind, target, _ in self._of_package.values():
            if kind in ("core-properties", "coreproperties", "metadata/core-properties"):
                root = self._parsed(target)
                for element in () if root is None else root:
                    field, place = _CORE.get(local(element), ("", ""))
                    if field and (text := words(element)):
                        stated.setdefault(field, (text, place))
            elif kind in ("extended-properties", "extendedproperties"):
                found = _PAGES.search(self._package.read(target) or b"")
                pages = int(found[1]) if found and 0 < int(found[1]) < _MOST_PAGES else None
        return stated, pages

    def _chunk(self, name: str) -> list[Passage]:
        """Return the blocks of a page of another format that Word would show in its place."""
        from desktop.corpus.formats import read_data, sniff

        content = self._package.read(name)
        if not content or sniff(content, name) not in _CHUNKS:
            return []
        found: list[Passage] = []
        for reading in read_data(content, name):
            found += [
                Passage(block.kind, reading.text[block.start : block.end], block.level, block.style)
                for block in reading.blocks
            ]
        return found

    def _names(self, kind: str) -> Iterable[str]:
        return dict.fromkeys(
            target
            for found, target, is_outside in self._relations.values()
            if found == kind and not is_outside
        )

    def _read(self, name: str) -> bytes:
        return _usual(self._package.read(name) or b"")

    def _parsed(self, name: str) -> Element | None:
        return self._tree_of(self._read(name))

    def _tree_of(self, content: bytes) -> Element | None:
        if not content:
            return None
        root, is_damaged = parse(content)
        self.is_damaged |= is_damaged
        return root


def main_part(package: Package) -> Parts:
    """Return the parts of a Word document. Raises FileTrouble if its text is not to be found."""
    relations = relations_of(package, "")
    for kind, target, _ in relations.values():
        if kind == "officedocument" and package.find(target):
            return Parts(package, target, relations)
    if package.find("word/document.xml"):
        return Parts(package, "word/document.xml", relations)
    raise FileTrouble("The document is damaged: the part with its text is missing.")


def _usual(content: bytes) -> bytes:
    """Return a part with the usual names instead of the strict ones."""
    for strict, usual in STRICT:
        if strict in content[:4_000]:
            content = content.replace(strict, usual)
    return content


def relations_of(package: Package, name: str) -> Relations:
    """Return the relationships of a part; of the package itself, if the name is empty."""
    folder, _, own = name.rpartition("/")
    content = package.read(f"{folder}/_rels/{own}.rels")
    relations: dict[str, tuple[str, str, bool]] = {}
    for said in _relationships(content) if content else ():
        identifier, address, target, mode = map(said.get, ("Id", "Type", "Target", "TargetMode"))
        target = (target or "").strip()
        is_outside = mode == "External"
        if not is_outside:
            target = _inside(folder, target)
        relations[identifier or ""] = (_kind(address or ""), target, is_outside)
    return relations


def _relationships(content: bytes) -> Iterable[Mapping[str, str]]:
    """Yield the attributes of the relationships; only what is oddly written is parsed as XML."""
    if _is_plain(content):
        for attributes in _RELATIONSHIP.findall(content.decode("utf-8", "replace")):
            yield dict(_ATTRIBUTE.findall(attributes))
        return
    root, _ = parse(content)
    names = ("Id", "Type", "Target", "TargetMode")
    for element in root:
        if local(element) == "Relationship":
            yield {name: attribute(element, name) for name in names}


def _is_plain(content: bytes) -> bool:
    """Say whether relationships are written as almost all programs write them."""
    return (
        content.count(b"<Relationship ") == content.count(b"Id=")
        and content.count(b"<") == content.count(b">")
        and not any(odd in content for odd in _ODD)
        and not (b"\n" in content and _LAID_OUT.search(content))
    )


@lru_cache(maxsize=2_000)
def _inside(folder: str, target: str) -> str:
    """Return the name of the member that a relationship of a folder leads to."""
    return posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/")))[1:]


@lru_cache(maxsize=500)
def _kind(address: str) -> str:
    """Return the last word of a relationship's type; LibreOffice 7 wrote some in lower case."""
    word = address.rpartition("/")[2]
    return word if word in ("aFChunk", "diagramData") else word.lower()
