"""Owns the way through the tree of a Word document: its blocks in order, as the page shows them.

Insertions are marked, deletions stand after their paragraph, moved text stands where it went. Of
alternative contents one is read; of fields the result, not the instruction.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.assembly import Passage
from desktop.corpus.formats.docx.condensed import NUMBER
from desktop.corpus.formats.docx.names import MC, OFF, VAL, R, W
from desktop.corpus.formats.docx.numbering import Numbering
from desktop.corpus.formats.docx.properties import Stated, integer, stated_by
from desktop.corpus.formats.docx.runs import CHARACTERS, symbol
from desktop.corpus.formats.docx.styles import Style, Styles
from desktop.corpus.formats.line import Line, sign_of, with_lead
from desktop.corpus.formats.table import table
from desktop.corpus.formats.xml_tree import Element
from desktop.corpus.text.blocks import Kind

_DEEPEST = 120
_LONGEST_HEADING = 400
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:\\l\s+)?"?([^"\s]+)"?', re.IGNORECASE)
_SPACES = str.maketrans("\t\n\r", "   ")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def _names(text: str) -> frozenset[str]:
    return frozenset(W + name for name in text.split())


_IGNORED = _names(
    "pPr rPr sectPr tblPr tblGrid trPr tcPr sdtPr sdtEndPr moveFrom bookmarkStart "
    "bookmarkEnd proofErr instrText delInstrText rt commentRangeStart commentRangeEnd "
    "tblPrEx smartTagPr footnoteRef endnoteRef annotationRef separator "
    "continuationSeparator lastRenderedPageBreak customXmlPr rubyPr"
)
_PPR = W + "pPr"
_NOTHING = Stated()
_P, _R, _T, _TBL = W + "p", W + "r", W + "t", W + "tbl"


@dataclass(slots=True)
class _Field:
    """A complex field: its instruction so far, and where its result began."""

    instruction: str = ""
    is_shown: bool = False
    start: int = 0


class _What(NamedTuple):
    """What a paragraph is; `list_id` names the list it is counted in, if it is an item of one."""

    style: Style
    kind: Kind
    level: int
    refinement: str
    list_id: str | None
    depth: int
    end_is_deleted: bool


@dataclass(slots=True)
class Walker:
    """Where the walk is.

    `stated` holds what those paragraphs state that bear a number, `linked` gives addresses by
    relationship, `notes` elements by kind and id. `inner` reads a part that is shown in the text (a
    diagram, another document) by relationship.
    """

    styles: Styles
    stated: Sequence[Stated]
    numbering: Numbering
    linked: Mapping[str, str]
    notes: Mapping[tuple[str, str], Element]
    inner: Callable[[str], list[Passage]]
    found_notes: list[Passage] = field(default_factory=list)
    found_comments: list[Passage] = field(default_factory=list)
    holds_hidden: bool = False
    _passages: list[Passage] = field(default_factory=list)
    _boxes: list[Passage] = field(default_factory=list)
    _line: Line = field(default_factory=Line)
    _gone: Line = field(default_factory=Line)
    _gone_at: int = 0
    _deletions: list[Passage] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)
    _is_gone: bool = False
    _depth: int = 0
    _n_notes: int = 0
    _seen: set[tuple[str, str]] = field(default_factory=set)
    _by_number: dict[str, _What] = field(default_factory=dict)
    _by_stated: dict[Stated, _What] = field(default_factory=dict)

    def read(self, element: Element) -> list[Passage]:
        """Return the blocks inside an element. Raises FileTrouble if it is nested without end."""
        kept = (self._passages, self._boxes, self._line, self._gone, self._deletions, self._fields)
        self._passages, self._boxes, self._line = [], [], Line()
        self._gone, self._deletions, self._fields = Line(), [], []
        self._children(element)
        self._end_paragraph(Kind.PARAGRAPH)
        found = self._passages
        self._passages, self._boxes, self._line, self._gone, self._deletions, self._fields = kept
        return found

    def comments_left(self) -> None:
        """Add the comments that nothing in the text refers to."""
        for kind, identifier in self.notes:
            if kind == "comment" and (kind, identifier) not in self._seen:
                self._note(kind, identifier)

    def _children(self, element: Element) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FileTrouble("It is nested too deeply to be read.")
        for child in element:
            tag = child.tag
            if tag == _T:
                self._text(child)
            elif tag == _R:
                self._run(child)
            elif tag == _P:
                self._paragraph(child)
            elif tag in _IGNORED:
                pass
            elif take := _TAKEN.get(tag):
                take(self, child)
            elif isinstance(tag, str):
                self._children(child)
        self._depth -= 1

    def _paragraph(self, element: Element) -> None:
        style, kind, level, refinement, list_id, depth, end_is_deleted = self._what(element)
        lead = ""
        if list_id is not None and (number := self.numbering.next(list_id, depth)):
            lead = f"{number} "
        start = self._line.length
        self._children(element)
        if style.is_hidden and self._line.length > start:
            self.holds_hidden = True
        if self._fields:  # those without a result do not get one any more
            self._fields = [one for one in self._fields if one.is_shown]
        if end_is_deleted and (self._line.length or self._gone.length):
            return  # it goes on in the next paragraph
        self._end_paragraph(kind, level, refinement, lead)

    def _what(self, element: Element) -> _What:
        """Return what a paragraph is, by the number it bears or the properties it holds."""
        number = element.get(NUMBER)
        if number is not None:
            known = self._by_number.get(number)
            if known is None:
                place = integer(number) or 0
                stated = self.stated[place] if place < len(self.stated) else _NOTHING
                known = self._by_number[number] = self._kind(stated)
            return known
        properties = next(element.iterchildren(_PPR), None)
        stated = _NOTHING if properties is None else stated_by(properties)
        known = self._by_stated.get(stated)
        if known is None:
            known = self._by_stated[stated] = self._kind(stated)
        return known

    def _text(self, element: Element) -> None:
        """Read text without a look of its own."""
        text = element.text
        if text and (not self._fields or all(one.is_shown for one in self._fields)):
            line = self._gone if self._is_gone else self._line
            line.put(text.translate(_SPACES) if "\n" in text or "\t" in text else text)

    def _end_paragraph(
        self, kind: Kind, level: int = 0, refinement: str = "", lead: str = ""
    ) -> None:
        line = self._line
        if line.length:
            if kind == Kind.HEADING and line.length > _LONGEST_HEADING:
                kind, level = Kind.PARAGRAPH, 0
            self._passages.append(line.passage(kind, level, refinement, lead))
        if self._gone.length:
            self._end_deletion()
        if self._deletions or self._boxes:
            self._passages += [*self._deletions, *self._boxes]
            self._deletions, self._boxes = [], []

    def _end_deletion(self) -> None:
        self._deletions.append(self._gone.passage(Kind.PARAGRAPH, 0, "deleted"))

    def _kind(self, stated: Stated) -> _What:
        """Return what a paragraph is by its style and what it states itself."""
        style = self.styles.get(stated.style or self.styles.default)
        outline = style.outline if stated.outline is None else stated.outline
        list_id = stated.list_id or style.list_id
        depth = min((style.list_level if stated.list_level is None else stated.list_level) or 0, 8)
        is_item = list_id is not None and self.numbering.is_list(list_id, depth)
        kind, level, refinement = style.kind or Kind.PARAGRAPH, style.level, style.refinement
        if style.kind == Kind.TITLE:
            level, refinement = 0, ""
        elif outline is not None and 0 <= outline <= 8:
            kind, level, refinement = Kind.HEADING, min(outline + 1, 6), ""
        elif style.kind == Kind.HEADING and outline is None:
            refinement = ""
        elif is_item:
            kind, level, refinement = Kind.LIST, depth + 1, ""
        elif style.kind is None or style.kind == Kind.HEADING:
            kind, level, refinement = Kind.PARAGRAPH, 0, ""
        counted = list_id if is_item else None
        return _What(style, kind, level, refinement, counted, depth, stated.end_is_deleted)

    def _run(self, element: Element) -> None:
        line = self._gone if self._is_gone else self._line
        start = line.length
        is_shown = not self._fields or all(one.is_shown for one in self._fields)
        is_strong = is_em = False
        for child in element:
            tag = child.tag
            if tag == _T or (tag == _DEL_TEXT and self._is_gone):
                if is_shown and (text := child.text):
                    line.put(text.translate(_SPACES) if "\n" in text or "\t" in text else text)
            elif tag == _RPR:
                is_strong, is_em = self._look(child)
            elif characters := CHARACTERS.get(tag):
                if is_shown:
                    line.put(characters)
            elif tag == _INSTRUCTION:
                if self._fields and not self._fields[-1].is_shown:
                    self._fields[-1].instruction += child.text or ""
            elif take := _IN_RUNS.get(tag):
                if is_shown or tag == _FIELD:
                    take(self, child)
                    is_shown = not self._fields or all(one.is_shown for one in self._fields)
            elif tag not in _IGNORED and isinstance(tag, str) and is_shown:
                self._children(child)
        if is_strong:
            line.mark("strong", start)
        if is_em:
            line.mark("em", start)

    def _look(self, properties: Element) -> tuple[bool, bool]:
        """Say whether a run is strong and emphasised by itself or its character style."""
        strong = em = hidden = None
        style = None
        for child in properties:
            tag = child.tag
            if tag == _B:
                strong = child.get(VAL) not in OFF
            elif tag == _I:
                em = child.get(VAL) not in OFF
            elif tag == _VANISH:
                hidden = child.get(VAL) not in OFF
            elif tag == _RSTYLE:
                style = self.styles.get(child.get(VAL) or "")
        if style is not None:
            strong = style.is_strong if strong is None else strong
            em = style.is_em if em is None else em
            hidden = style.is_hidden if hidden is None else hidden
        if hidden:
            self.holds_hidden = True
        return bool(strong), bool(em)

    def _table(self, element: Element) -> None:
        rows: list[list[list[Passage]]] = []
        for row in _within(element, W + "tr"):
            gone = row.find(f"{W}trPr/{W}del") is not None
            cells = [self.read(cell) for cell in _within(row, W + "tc")]
            if gone:
                cells = [[_deleted(passage) for passage in cell] for cell in cells]
            rows.append(cells)
        self._end_paragraph(Kind.PARAGRAPH)
        self._passages += table(rows)

    def _inserted(self, element: Element) -> None:
        start = self._line.length
        self._children(element)
        by = _by(element)
        if element.tag == W + "moveTo":
            by = f"{by}, moved here" if by else "moved here"
        if self._line.length > start:
            self._line.mark("inserted", start, by)

    def _deleted(self, element: Element) -> None:
        was, self._is_gone = self._is_gone, True
        if self._gone.length and self._gone_at != self._line.length:
            self._end_deletion()  # the one before stood elsewhere in the sentence
        gone, start = self._gone, self._gone.length
        self._children(element)
        if self._gone is gone:
            gone.mark("deleted", start, _by(element))
        self._gone_at = self._line.length
        self._is_gone = was

    def _link(self, element: Element) -> None:
        line, start = self._line, self._line.length
        self._children(element)
        address = self.linked.get(element.get(R + "id") or "", "")
        if anchor := element.get(W + "anchor"):
            address += f"#{anchor}"
        if address and self._line is line and line.length > start:
            line.mark("link", start, address)

    def _field_sign(self, element: Element) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].is_shown, self._fields[-1].start = True, self._line.length
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if ended.is_shown and (found := _HYPERLINK.match(ended.instruction)):
                self._line.mark("link", min(ended.start, self._line.length), found[1])

    def _simple_field(self, element: Element) -> None:
        start = self._line.length
        self._children(element)
        if found := _HYPERLINK.match(element.get(W + "instr") or ""):
            self._line.mark("link", start, found[1])

    def _alternatives(self, element: Element) -> None:
        """Read one of the contents that say the same: the first that says anything."""
        for content in element:
            if next(content.iter(_T, _DIAGRAM, _CHART), None) is not None:
                self._children(content)
                return

    def _box(self, element: Element) -> None:
        self._boxes += self.read(element)

    def _inner_part(self, element: Element) -> None:
        for name in ("dm", "id"):
            if relationship := element.get(R + name):
                self._boxes += self.inner(relationship)
                return

    def _refer(self, element: Element) -> None:
        kind = element.tag[len(W) : -len("Reference")]
        self._note(kind, element.get(W + "id") or "")

    def _note(self, kind: str, identifier: str) -> None:
        note = self.notes.get((kind, identifier))
        if note is None or (kind, identifier) in self._seen:
            return
        self._seen.add((kind, identifier))
        self._n_notes += 1
        number = self._n_notes
        if not self._is_gone and self._line.length:
            self._line.note(number)
        passages = [p for p in self.read(note) if p.text.strip()]
        lead, style, sink = f"{sign_of(number)} ", "footnote", self.found_notes
        if kind == "comment":
            by = _by(note)
            lead, style, sink = f"{lead}{by}: " if by else lead, "comment", self.found_comments
        sink += [
            p if p.style == "deleted" else p._replace(kind=Kind.PARAGRAPH, level=0, style=style)
            for p in with_lead(passages, lead)
        ]

    def _symbol(self, element: Element) -> None:
        (self._gone if self._is_gone else self._line).put(symbol(element))

    def _formula(self, element: Element) -> None:
        if text := element.text:
            (self._gone if self._is_gone else self._line).put(text)

    def _ruby(self, element: Element) -> None:
        for base in element.iterchildren(W + "rubyBase"):
            self._children(base)


def _within(element: Element, tag: str) -> Iterable[Element]:
    """Yield the rows of a table or cells of a row, also those in content controls."""
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            waiting += reversed(child)


def _deleted(passage: Passage) -> Passage:
    return Passage(Kind.PARAGRAPH, passage.text, 0, "deleted")


def _by(element: Element) -> str:
    """Return who changed something and when: "James Verini, 2016-10-16"."""
    author = " ".join((element.get(W + "author") or "").split())
    return ", ".join(filter(None, (author[:200], (element.get(W + "date") or "")[:10])))


_RSTYLE, _B, _I, _VANISH = W + "rStyle", W + "b", W + "i", W + "vanish"
_RPR, _DEL_TEXT, _INSTRUCTION = W + "rPr", W + "delText", W + "instrText"
_FIELD = W + "fldChar"
_WRAPPERS = _names("sdt sdtContent customXml smartTag ins moveTo del")
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_TAKEN: dict[object, Callable[[Walker, Element], None]] = {
    _TBL: Walker._table,
    W + "ins": Walker._inserted,
    W + "moveTo": Walker._inserted,
    W + "del": Walker._deleted,
    W + "hyperlink": Walker._link,
    W + "fldSimple": Walker._simple_field,
    W + "txbxContent": Walker._box,
    W + "ruby": Walker._ruby,
    W + "altChunk": Walker._inner_part,
    MC + "AlternateContent": Walker._alternatives,
    _DIAGRAM: Walker._inner_part,
    _CHART: Walker._inner_part,
    _MATH + "t": Walker._formula,
}
_IN_RUNS: dict[object, Callable[[Walker, Element], None]] = {
    _FIELD: Walker._field_sign,
    W + "sym": Walker._symbol,
    W + "ruby": Walker._ruby,
    W + "footnoteReference": Walker._refer,
    W + "endnoteReference": Walker._refer,
    W + "commentReference": Walker._refer,
    MC + "AlternateContent": Walker._alternatives,
}
