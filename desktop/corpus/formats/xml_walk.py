"""Owns the way through an XML tree that makes passages of it.

What an element means is said by Rules, one for each vocabulary; the walk is the same for all. It is
a recursion, since libxml2 goes no deeper than 256 elements.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from desktop.corpus.formats.assembly import Passage
from desktop.corpus.formats.page_marks import Turned
from desktop.corpus.formats.xml_tree import Element, attribute, entity, local, words
from desktop.corpus.text.blocks import Kind, Mark

_SPACES = re.compile(r"\s+")
_DEEPEST_HEADING = 6
_DEEPEST = 300
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""The sign of a note: no word to a search, so that a phrase is found across it."""


class Role(Enum):
    """What an element does to the text in it."""

    INLINE = auto()
    BLOCK = auto()
    DIVISION = auto()
    HEADING = auto()
    ITEM = auto()
    LIST = auto()
    QUOTATION = auto()
    CAPTION = auto()
    TABLE = auto()
    ROW = auto()
    CELL = auto()
    LINE = auto()
    BREAK = auto()
    SPACE = auto()
    PAGE = auto()
    NOTE = auto()
    EM = auto()
    STRONG = auto()
    LINK = auto()
    SKIP = auto()


@dataclass(frozen=True, slots=True)
class Rules:
    """What the elements of a vocabulary are; `choices` keeps one child of an element that has several readings."""

    roles: Mapping[str, Role]
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    knows_leaves: bool = False
    """Whether an element without a role that is no part of a sentence is a block of its own."""

    def role_of(self, element: Element, name: str) -> Role | None:
        """Return what an element is, None if the vocabulary does not say."""
        return self.roles.get(name)


_MARKS = {Role.EM: "em", Role.STRONG: "strong", Role.LINK: "link"}
_INLINE = (Role.INLINE, Role.EM, Role.STRONG, Role.LINK)


@dataclass(frozen=True, slots=True)
class _State:
    """What the elements around a piece of text say about it."""

    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    style: str = ""
    divisions: int = 0
    lists: int = 0
    in_table: bool = False


@dataclass(slots=True)
class Walk:
    """The way through a tree: `passages` and `pages` are what was found so far."""

    rules: Rules
    passages: list[Passage] = field(default_factory=list)
    pages: list[Turned] = field(default_factory=list)
    _notes: list[list[Passage]] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _marks: list[Mark] = field(default_factory=list)
    _state: _State = field(default_factory=_State)
    _note_count: int = 0

    def through(self, element: Element, *, divisions: int = 0) -> None:
        """Add the passages of an element; `divisions` is how deep its headings are already."""
        self._visit(element, _State(divisions=divisions), 0)
        self._flush()
        self._place_notes()

    def _visit(self, element: Element, state: _State, depth: int) -> None:
        name = local(element)
        if not name:
            self._add(entity(element))
            return
        role = self._role(element, name)
        if role == Role.SKIP or depth > _DEEPEST:
            return
        if role == Role.PAGE:
            label = attribute(element, "n") or words(element)
            if state.style != "footnote":
                self.pages.append(Turned(label, len(self.passages), self._length))
        elif role == Role.SPACE:
            self._add(" ")
        elif role == Role.BREAK:
            self._add_line()
        elif role == Role.NOTE:
            self._note(element, state, depth)
        elif role in _INLINE:
            self._inline(element, role, state, depth)
        else:
            self._block(element, role, state, depth)

    def _role(self, element: Element, name: str) -> Role:
        role = self.rules.role_of(element, name)
        if role is not None:
            return role
        if not self.rules.knows_leaves or self._length:
            return Role.INLINE
        return Role.BLOCK

    def _inside(self, element: Element, state: _State, depth: int) -> None:
        before, self._state = self._state, state
        self._add(element.text or "")
        chosen = self._chosen(element)
        for child in element:
            if chosen is None or child is chosen:
                self._visit(child, state, depth + 1)
                self._state = state
            self._add(child.tail or "")
        self._state = before

    def _chosen(self, element: Element) -> Element | None:
        wanted = self.rules.choices.get(local(element))
        if not wanted:
            return None
        for name in wanted:
            for child in element:
                if local(child) == name:
                    return child
        return next(iter(element), None)

    def _inline(self, element: Element, role: Role, state: _State, depth: int) -> None:
        start, number = self._length, len(self.passages)
        self._inside(element, state, depth)
        name = _MARKS.get(role, "")
        if not name or number != len(self.passages):
            return
        target = ""
        if role == Role.LINK:
            target = (
                attribute(element, "href")
                or attribute(element, "url")
                or attribute(element, "target")
            )
        end = self._length - (self._last == " ")
        if start < end and (target or role != Role.LINK):
            self._marks.append(Mark(name, start, end, target))

    def _block(self, element: Element, role: Role, state: _State, depth: int) -> None:
        if state.in_table and role not in (Role.ROW, Role.CELL):
            self._add(" ")
            self._inside(element, state, depth)
            self._add(" ")
            return
        if role == Role.ROW:
            self._add_line()
            self._inside(element, state, depth)
            return
        if role == Role.CELL:
            self._cell(element, state, depth)
            return
        if role == Role.LINE:
            self._add_line()
            self._inside(element, state, depth)
            self._add_line()
            return
        self._flush()
        self._state = inner = _inner(role, state)
        self._inside(element, inner, depth)
        self._state = inner
        self._flush()
        self._state = state
        if role == Role.DIVISION and state.divisions == 0:
            self._place_notes()

    def _cell(self, element: Element, state: _State, depth: int) -> None:
        self._trim()
        if self._length and self._last != "\n":
            self._put("\t")
        start = self._length
        self._inside(element, state, depth)
        self._trim()
        if start < self._length:
            self._marks.append(Mark("cell", start, self._length))

    def _note(self, element: Element, state: _State, depth: int) -> None:
        """Put a note at the end of its chapter; its sign stays in the sentence."""
        self._note_count += 1
        sign = str(self._note_count).translate(_SUPERSCRIPT)
        kept = (self.passages, self._parts, self._length, self._marks)
        self.passages, self._parts, self._length, self._marks = [], [], 0, []
        self._state = _State(style="footnote")
        self._inside(element, self._state, depth)
        self._state = _State(style="footnote")
        self._flush()
        note = self.passages
        self.passages, self._parts, self._length, self._marks = kept
        self._state = state
        if not note:
            return
        note[0] = _shifted(note[0], f"{sign} ")
        self._notes.append([passage._replace(style="footnote") for passage in note])
        self._trim()
        if self._length:
            self._marks.append(
                Mark("note", self._length, self._length + len(sign), str(self._note_count))
            )
            self._put(sign)

    def _place_notes(self) -> None:
        for note in self._notes:
            self.passages += note
        self._notes.clear()

    def _add(self, text: str) -> None:
        if not text:
            return
        text = _SPACES.sub(" ", text)
        if self._last in " \n\t":
            text = text.lstrip(" ")
        self._put(text)

    @property
    def _last(self) -> str:
        """The last character of the block under way; a line end where there is none yet."""
        return self._parts[-1][-1] if self._parts else "\n"

    def _put(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)

    def _trim(self) -> None:
        """Take away the space that was left open at the end."""
        if self._last == " ":  # never more than one
            kept = self._parts.pop()[:-1]
            self._length -= len(kept) + 1
            self._put(kept)

    def _add_line(self) -> None:
        self._trim()
        if self._last != "\n":
            self._put("\n")

    def _flush(self) -> None:
        text = "".join(self._parts).rstrip()
        if text:
            state = self._state
            length = len(text)
            marks = [m for m in self._marks if m.start < min(m.end, length)]
            marks = [Mark(m.name, m.start, min(m.end, length), m.target) for m in marks]
            level = state.level if state.kind in (Kind.HEADING, Kind.LIST) else 0
            self.passages.append(
                Passage(state.kind, text, level, state.style, sorted(marks, key=_order))
            )
        self._parts, self._length, self._marks = [], 0, []


def _order(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def _shifted(passage: Passage, lead: str) -> Passage:
    n = len(lead)
    marks = [Mark(m.name, m.start + n, m.end + n, m.target) for m in passage.marks]
    return passage._replace(text=lead + passage.text, marks=marks)


def _inner(role: Role, state: _State) -> _State:
    """Return what a block says about the text in it."""
    kind, level, divisions, lists = state.kind, state.level, state.divisions, state.lists
    in_table = state.in_table
    if role == Role.DIVISION:
        divisions += 1
        kind = Kind.PARAGRAPH
    elif role == Role.HEADING:
        kind, level = Kind.HEADING, max(1, min(divisions, _DEEPEST_HEADING))
    elif role == Role.LIST:
        lists += 1
    elif role == Role.ITEM:
        kind, level = Kind.LIST, max(lists, 1)
    elif role == Role.QUOTATION:
        kind = Kind.QUOTATION
    elif role == Role.CAPTION:
        kind = Kind.CAPTION
    elif role == Role.TABLE:
        kind, in_table = Kind.TABLE, True
    return _State(kind, level, state.style, divisions, lists, in_table)
