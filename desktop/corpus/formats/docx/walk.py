"""Owns the way through the tree of a Word document: its blocks in order, as the page shows them.

Insertions are marked, deletions stand after their paragraph, moved text stands where it went. Of
alternative contents one is read; of fields the result, not the instruction.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.assembly import Passage
from desktop.corpus.formats.docx.changes import changed_by, deleted
from desktop.corpus.formats.docx.condensed import LOOK
from desktop.corpus.formats.docx.names import MC, OFF, VAL, R, W
from desktop.corpus.formats.docx.numbering import Numbering
from desktop.corpus.formats.docx.paragraphs import Paragraphs, What
from desktop.corpus.formats.docx.plain import PLAIN, read_plain, says
from desktop.corpus.formats.docx.rows import rows_of
from desktop.corpus.formats.docx.runs import CHARACTERS, symbol
from desktop.corpus.formats.docx.styles import Styles
from desktop.corpus.formats.line import Line, sign_of, with_lead
from desktop.corpus.formats.table import table
from desktop.corpus.formats.xml_tree import Element
from desktop.corpus.text.blocks import Kind

_DEEPEST = 120
# What Passage._make does, without a call in Python for each.
_PASSAGE = partial(tuple.__new__, Passage)
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
_P, _R, _T, _TBL = W + "p", W + "r", W + "t", W + "tbl"


@dataclass(slots=True)
class _Field:
    """A complex field: its instruction so far, and where its result began."""

    instruction: str = ""
    is_shown: bool = False
    start: int = 0


@dataclass(slots=True)
class Walker:
    """Where the walk is.

    `linked` gives addresses by relationship, `notes` elements by kind and id. `inner` reads a part
    that is shown in the text (a diagram, another document) by relationship.
    """

    styles: Styles
    paragraphs: Paragraphs
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
        what = self.paragraphs.what(element)
        lead = self._lead(what)
        start = self._line.length
        self._children(element)
        self._finish(what, start, lead)

    def _lead(self, what: What) -> str:
        """Count an item of a list and return what stands before its text."""
        if what.list_id is None:
            return ""
        number = self.numbering.next(what.list_id, what.depth)
        return f"{number} " if number else ""

    def _finish(self, what: What, start: int, lead: str) -> None:
        """End a paragraph whose text begins at a place of the line."""
        if what.is_hidden and self._line.length > start:
            self.holds_hidden = True
        if self._fields:  # those without a result do not get one any more
            self._fields = [one for one in self._fields if one.is_shown]
        if what.end_is_deleted and (self._line.length or self._gone.length):
            return  # it goes on in the next paragraph
        self._end_paragraph(what.kind, what.level, what.refinement, lead)

    def _plain(self, element: Element) -> None:
        """Read paragraphs that hold nothing but words."""
        is_clear = not (self._line.length or self._gone.length or self._is_gone or self._fields)
        is_clear = is_clear and not (self._boxes or self._deletions)
        numbered, add = self.paragraphs.numbered, self._passages.append
        for number, text in read_plain(element):
            what = numbered(number)
            lead = self._lead(what) if what.list_id is not None else ""
            if not is_clear or what.end_is_deleted:
                is_clear = False
                start = self._line.length
                self._put(text)
                self._finish(what, start, lead)
            elif text:
                kind, level, refinement = what[:3]
                if what.is_hidden:
                    self.holds_hidden = True
                if kind == Kind.HEADING and len(text) > _LONGEST_HEADING:
                    kind, level = Kind.PARAGRAPH, 0
                shown = "" if text.isspace() else lead + text
                add(_PASSAGE((kind, shown, level, refinement, ())))

    def _loose(self, element: Element) -> None:
        """Read the words of paragraphs where none can stand."""
        for _, text in read_plain(element):
            self._put(text)

    def _put(self, text: str) -> None:
        if text and (not self._fields or all(one.is_shown for one in self._fields)):
            (self._gone if self._is_gone else self._line).put(text)

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
        if (short := properties.get(LOOK)) is not None:
            self.holds_hidden |= "v" in short
            return "s" in short, "e" in short
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
        for elements, is_gone in rows_of(element):
            cells = [self.read(cell) for cell in elements]
            if is_gone:
                cells = [[deleted(passage) for passage in cell] for cell in cells]
            rows.append(cells)
        self._end_paragraph(Kind.PARAGRAPH)
        self._passages += table(rows)

    def _inserted(self, element: Element) -> None:
        start = self._line.length
        self._children(element)
        by = changed_by(element)
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
            gone.mark("deleted", start, changed_by(element))
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
            if any(one.tag != PLAIN or says(one) for one in content.iter(*_SAYING)):
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
            by = changed_by(note)
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


_RSTYLE, _B, _I, _VANISH = W + "rStyle", W + "b", W + "i", W + "vanish"
_RPR, _DEL_TEXT, _INSTRUCTION = W + "rPr", W + "delText", W + "instrText"
_FIELD = W + "fldChar"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_SAYING = (_T, PLAIN, _DIAGRAM, _CHART)
_TAKEN: dict[object, Callable[[Walker, Element], None]] = {
    PLAIN: Walker._plain,
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
    PLAIN: Walker._loose,
    _FIELD: Walker._field_sign,
    W + "sym": Walker._symbol,
    W + "ruby": Walker._ruby,
    W + "footnoteReference": Walker._refer,
    W + "endnoteReference": Walker._refer,
    W + "commentReference": Walker._refer,
    MC + "AlternateContent": Walker._alternatives,
}
