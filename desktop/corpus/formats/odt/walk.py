"""Owns the way through the tree of an OpenDocument file: its blocks in order, as the page shows them.

Insertions are marked, deletions stand after their paragraph; frames follow the paragraph they hang on.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.assembly import Passage
from desktop.corpus.formats.line import Line, sign_of, with_lead
from desktop.corpus.formats.odt.lists import Lists
from desktop.corpus.formats.odt.names import (
    CREATOR,
    DATE,
    DRAW,
    LINK,
    OFFICE,
    PRESENTATION,
    TABLE,
    TEXT,
)
from desktop.corpus.formats.odt.repeated import Repeated
from desktop.corpus.formats.odt.styles import Styles
from desktop.corpus.formats.table import table
from desktop.corpus.formats.xml_tree import Element, entity, words
from desktop.corpus.text.blocks import Kind

_DEEPEST = 120
_LONGEST_HEADING = 400
_MOST_SPACES = 1_000
_SPACES = re.compile(r"[ \t\r\n]+")
_P, _H, _SPAN = TEXT + "p", TEXT + "h", TEXT + "span"
_NEVER = frozenset(
    (
        TEXT + "tracked-changes",
        TEXT + "number",
        TEXT + "note-citation",
        TEXT + "ruby-text",
        TEXT + "script",
        TEXT + "alphabetical-index-auto-mark-file",
        OFFICE + "forms",
        OFFICE + "scripts",
        OFFICE + "binary-data",
        OFFICE + "event-listeners",
        OFFICE + "dde-source",
        TABLE + "covered-table-cell",
        TABLE + "content-validations",
        TABLE + "named-expressions",
        TABLE + "table-source",
        TABLE + "tracked-changes",
        DRAW + "object",
        DRAW + "object-ole",
        DRAW + "plugin",
        CREATOR,
        DATE,
        "{http://www.w3.org/1998/Math/MathML}annotation",
        "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}date-string",
        "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}creator-initials",
        "{http://openoffice.org/2004/office}sender-initials",
        "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}title",
        "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}desc",
    )
)


@dataclass(slots=True)
class Walker:
    """Where the walk is: the paragraph under way, the lists around it, and what is done."""

    styles: Styles
    found_notes: list[Passage] = field(default_factory=list)
    found_comments: list[Passage] = field(default_factory=list)
    holds_hidden: bool = False
    n_slides: int = 0
    repeated: Repeated = field(default_factory=Repeated)
    _passages: list[Passage] = field(default_factory=list)
    _boxes: list[Passage] = field(default_factory=list)
    _line: Line | None = None
    _ends_in_space: bool = True
    _lists: Lists = field(init=False)
    _changes: dict[str, Element] = field(default_factory=dict)
    _inserting: dict[str, str] = field(default_factory=dict)
    _is_title: bool = False
    _depth: int = 0
    _n_notes: int = 0

    def __post_init__(self) -> None:
        self._lists = Lists(self.styles)

    def read(self, element: Element) -> list[Passage]:
        """Return the blocks inside an element. Raises FileTrouble if it is nested without end."""
        kept = (self._passages, self._boxes, self._line, self._ends_in_space)
        self._passages, self._boxes, self._line = [], [], None
        around = self._lists.leave_all()
        self._blocks(element)
        self._lists.return_to(around)
        found = self._passages
        self._passages, self._boxes, self._line, self._ends_in_space = kept
        return found

    def _blocks(self, element: Element) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FileTrouble("It is nested too deeply to be read.")
        for child in element:
            tag = child.tag
            if tag in (_P, _H):
                self._paragraph(child)
            elif tag == TEXT + "tracked-changes":
                self._note_changes(child)
            elif tag in _NEVER:
                pass
            elif take := _BLOCKS.get(tag):
                take(self, child)
            elif isinstance(tag, str):
                self._blocks(child)
        self._depth -= 1

    def _paragraph(self, element: Element) -> None:
        line = self._line = Line()
        self._ends_in_space = True
        style = self.styles.get("paragraph", element.get(TEXT + "style-name"))
        self._inside(element)
        if style.is_hidden and line.length:
            self.holds_hidden = True
        self._line = None
        kind, level, refinement, lead = self._kind(element, style.kind, style.level)
        if line.length:
            if kind == Kind.HEADING and line.length > _LONGEST_HEADING:
                kind, level = Kind.PARAGRAPH, 0
            self._passages.append(line.passage(kind, level, refinement or style.refinement, lead))
        if self._boxes:
            self._passages += self._boxes
            self._boxes = []

    def _kind(
        self, element: Element, by_style: Kind | None, level: int
    ) -> tuple[Kind, int, str, str]:
        """Return kind, level, refinement and number of a paragraph."""
        lists = self._lists
        lead = lists.number()
        if by_style == Kind.TITLE or (self._is_title and not lists.depth):
            return (Kind.TITLE if by_style == Kind.TITLE else Kind.HEADING), 1, "", lead
        if element.tag == _H:
            outline = element.get(TEXT + "outline-level") or ""
            depth = int(outline) if outline.isdecimal() and len(outline) < 3 else 1
            is_bare = element.get(TEXT + "is-list-header") == "true"
            if not lists.depth and not is_bare:
                lead = lists.heading_number(depth)
            return Kind.HEADING, max(1, min(depth, 6)), "", lead
        if lists.depth:
            return Kind.LIST, lists.depth, "", lead
        if by_style is None:
            return Kind.PARAGRAPH, 0, "", ""
        return by_style, level, "", ""

    def _inside(self, element: Element) -> None:
        """Read what stands in a paragraph: text, and elements that stand in the text."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FileTrouble("It is nested too deeply to be read.")
        if element.text:
            self._put(element.text)
        for child in element:
            tag = child.tag
            if tag == _SPAN:
                self._span(child)
            elif tag in _NEVER:
                pass
            elif take := _INLINE.get(tag):
                take(self, child)
            elif not isinstance(tag, str):
                self._put(entity(child))
            elif tag in (_P, _H) or tag.startswith((DRAW, TABLE)):
                self._box(child)
            else:
                self._inside(child)
            if child.tail:
                self._put(child.tail)
        self._depth -= 1

    def _put(self, text: str, *, is_kept: bool = False) -> None:
        """Add characters; white space in the source is one space, as in the standard."""
        line = self._line
        if line is None:
            return
        if not is_kept:
            if "  " in text or "\n" in text or "\t" in text or "\r" in text:
                text = _SPACES.sub(" ", text)
            if self._ends_in_space and text[:1] == " ":
                text = text[1:]
        if not text:
            return
        start = line.length
        line.put(text)
        self._ends_in_space = text[-1] == " " and not is_kept
        for by in self._inserting.values():
            line.mark("inserted", start, by)

    def _span(self, element: Element) -> None:
        style = self.styles.get("text", element.get(TEXT + "style-name"))
        line = self._line
        start = line.length if line else 0
        self._inside(element)
        if line is None or self._line is not line:
            return
        if style.is_strong:
            line.mark("strong", start)
        if style.is_em:
            line.mark("em", start)
        if style.is_hidden and line.length > start:
            self.holds_hidden = True

    def _link(self, element: Element) -> None:
        line = self._line
        start = line.length if line else 0
        self._inside(element)
        address = element.get(LINK + "href")
        if line is not None and address:
            line.mark("link", start, address)

    def _spaces(self, element: Element) -> None:
        count = element.get(TEXT + "c") or "1"
        number = int(count) if count.isdecimal() and len(count) < 6 else 1
        self._put(" " * min(number, _MOST_SPACES), is_kept=True)

    def _tab(self, element: Element) -> None:
        self._put("\t", is_kept=True)
        self._ends_in_space = False

    def _break(self, element: Element) -> None:
        self._put("\n", is_kept=True)
        self._ends_in_space = True

    def _box(self, element: Element) -> None:
        boxes = self._boxes  # `read` puts its own in place meanwhile
        if element.tag == _P or element.tag == _H:
            kept = (self._passages, self._line, self._ends_in_space)
            self._passages, self._boxes = [], []
            self._paragraph(element)
            found = self._passages
            self._passages, self._line, self._ends_in_space = kept
        else:
            found = self.read(element)
        self._boxes = boxes
        self._boxes += found

    def _table(self, element: Element) -> None:
        rows: list[list[list[Passage]]] = []
        waiting = list(reversed(element))
        while waiting:
            child = waiting.pop()
            if child.tag == TABLE + "table-row":
                cells = [
                    again
                    for cell in child.iterchildren(TABLE + "table-cell")
                    for again in self.repeated.cells(cell, self.read(cell))
                ]
                if any(cells):
                    rows += self.repeated.rows(child, cells)
            elif child.tag in _ROW_GROUPS:
                waiting += reversed(child)
        self._passages += table(rows)

    def _sheet(self, element: Element) -> None:
        """Read a spreadsheet: each table under its name."""
        for child in element.iterchildren(TABLE + "table"):
            before = len(self._passages)
            self._table(child)
            name = child.get(TABLE + "name") or ""
            if name and len(self._passages) > before:
                self._passages.insert(before, Passage(Kind.HEADING, name, 1))

    def _list(self, element: Element) -> None:
        self._lists.enter(element)
        for item in element:
            if isinstance(item.tag, str):
                self._lists.item(item)
                self._blocks(item)
        self._lists.leave()

    def _slide(self, element: Element) -> None:
        self.n_slides += 1
        self._blocks(element)

    def _frame(self, element: Element) -> None:
        was = self._is_title
        self._is_title = element.get(PRESENTATION + "class") == "title"
        self._blocks(element)
        self._is_title = was

    def _section(self, element: Element) -> None:
        if element.get(TEXT + "display") == "none":
            self.holds_hidden = True
        self._blocks(element)

    def _note(self, element: Element) -> None:
        for body in element.iterchildren(TEXT + "note-body"):
            self._append_note(body, "footnote", self.found_notes, "")

    def _annotation(self, element: Element) -> None:
        by = _by(element)
        self._append_note(element, "comment", self.found_comments, f"{by}: " if by else "")

    def _append_note(self, element: Element, style: str, sink: list[Passage], lead: str) -> None:
        self._n_notes += 1
        number = self._n_notes
        if self._line is not None and self._line.length:
            self._line.note(number)
        kept, self._inserting = self._inserting, {}
        passages = self.read(element)
        self._inserting = kept
        sink += [
            passage._replace(kind=Kind.PARAGRAPH, level=0, style=style)
            for passage in with_lead(passages, f"{sign_of(number)} {lead}")
        ]

    def _note_changes(self, element: Element) -> None:
        for region in element:
            if isinstance(region.tag, str):
                for attribute in (TEXT + "id", "{http://www.w3.org/XML/1998/namespace}id"):
                    if identifier := region.get(attribute):
                        self._changes[identifier] = region

    def _change_start(self, element: Element) -> None:
        identifier = element.get(TEXT + "change-id") or ""
        region = self._changes.get(identifier)
        if region is not None and next(region.iterchildren(TEXT + "insertion"), None) is not None:
            self._inserting[identifier] = _by_change(region)

    def _change_end(self, element: Element) -> None:
        self._inserting.pop(element.get(TEXT + "change-id") or "", None)

    def _deletion(self, element: Element) -> None:
        """Put what was deleted here after the paragraph."""
        region = self._changes.get(element.get(TEXT + "change-id") or "")
        for deletion in () if region is None else region.iterchildren(TEXT + "deletion"):
            boxes = self._boxes
            texts = [passage.text.strip() for passage in self.read(deletion)]
            self._boxes = boxes
            line = Line()
            line.put("\n".join(filter(None, texts)))
            line.mark("deleted", 0, _by_change(region))
            passage = line.passage(Kind.PARAGRAPH, 0, "deleted")
            (self._passages if self._line is None else self._boxes).append(passage)


def _by(element: Element) -> str:
    """Return who wrote a comment or change and when: "James Verini, 2016-10-16"."""
    author = words(next(element.iterchildren(CREATOR), None))[:200]
    date = words(next(element.iterchildren(DATE), None))[:10]
    return ", ".join(filter(None, (author, date)))


def _by_change(region: Element) -> str:
    info = next(region.iter(OFFICE + "change-info"), None)
    return "" if info is None else _by(info)


_ROW_GROUPS = frozenset(
    TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group")
)
_BLOCKS: dict[object, Callable[[Walker, Element], None]] = {
    TEXT + "list": Walker._list,
    TEXT + "section": Walker._section,
    TABLE + "table": Walker._table,
    OFFICE + "spreadsheet": Walker._sheet,
    OFFICE + "annotation": Walker._annotation,
    OFFICE + "change-info": lambda walker, element: None,
    DRAW + "page": Walker._slide,
    DRAW + "frame": Walker._frame,
    TEXT + "change": Walker._deletion,
    TEXT + "change-start": Walker._change_start,
    TEXT + "change-end": Walker._change_end,
}
_INLINE: dict[object, Callable[[Walker, Element], None]] = {
    TEXT + "s": Walker._spaces,
    TEXT + "tab": Walker._tab,
    TEXT + "line-break": Walker._break,
    TEXT + "a": Walker._link,
    TEXT + "note": Walker._note,
    OFFICE + "annotation": Walker._annotation,
    TEXT + "change": Walker._deletion,
    TEXT + "change-start": Walker._change_start,
    TEXT + "change-end": Walker._change_end,
}
