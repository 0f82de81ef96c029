"""Owns the way through a page's tree: every readable block in document order, with its kind.

The walk is a loop, not a recursion, since nesting is the page's choice. What a browser would not
show (scripts, styles, templates, comments, hidden elements, frames) is never entered.
"""

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from desktop.corpus.formats.html.elements import (
    BLOCKS,
    BYLINE_NAMES,
    MARKS,
    NEVER,
    Place,
    inner_place,
    is_data,
    is_hidden,
    is_tool,
    said,
    types_of,
)
from desktop.corpus.text.blocks import Kind, Mark

_UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069]+")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_DEEPEST, _MOST_SAID = 60, 20
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Raised digits stay raised: a note's sign or a power is no part of the word or number before it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A block of the page, with what tells whether it belongs to the text.

    `aside` is the innermost element that puts it beside the text by its tag or name, 0 if none does;
    `inside` are its own element and the one around that (all by their ids in memory). `n_linked` letters
    of it are links; `said` is what elements of it are marked as telling, by field of the catalogue.
    """

    kind: Kind
    text: str
    level: int = 0
    marks: tuple[Mark, ...] = ()
    aside: int = 0
    is_byline: bool = False
    is_date: bool = False
    n_linked: int = 0
    style: str = ""
    inside: tuple[int, int] = (0, 0)
    said: tuple[tuple[str, str], ...] = ()


class Spot(NamedTuple):
    """A place in a book: "id" (an anchor) or "page" (where one begins), before which block, how far in it."""

    name: str
    label: str
    number: int
    offset: int


def page_of(source: str) -> LexborNode:
    """Parse a page and return its root element."""
    root = LexborHTMLParser(source).root
    if root is None:
        root = LexborHTMLParser("<html></html>").root
    assert root is not None
    return root


def walk(root: LexborNode) -> list[Found]:
    """Return the readable blocks below a root, in document order."""
    return _walked(root, _Walker()).found


def walk_book(root: LexborNode) -> tuple[list[Found], list[Spot]]:
    """Return the readable blocks of a chapter and the places in it, in document order."""
    walker = _walked(root, _Walker(is_book=True))
    return walker.found, walker.spots


def _walked(root: LexborNode, walker: "_Walker") -> "_Walker":
    node: LexborNode | None = root
    while node is not None:
        child = node.child if walker.enter(node) else None
        if child is not None:
            node = child
            continue
        while node is not None:
            walker.leave(node)
            if node.next is not None:
                node = node.next
                break
            node = node.parent if walker.is_inside else None
    walker.flush()
    return walker


@dataclass(slots=True)
class _Walker:
    """Where the walk is: the places around it, the text of the block under way, and what is done."""

    is_book: bool = False
    found: list[Found] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    _places: list[tuple[int, Place]] = field(default_factory=list)
    _open_marks: list[tuple[int, str, int, str]] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _marks: list[Mark] = field(default_factory=list)
    _length: int = 0
    _cell: int = -1
    _is_date: bool = False
    _said: list[tuple[str, str]] = field(default_factory=list)
    _row_begins: bool = True

    @property
    def is_inside(self) -> bool:
        """Whether an element is still open."""
        return bool(self._places)

    def enter(self, node: LexborNode) -> bool:
        """Take a node; say whether its children are to be visited."""
        tag = node.tag
        place = self._place
        if tag == "-text":
            self._add_text(node.text_content or "", keeps_lines=place.keeps_lines)
            return False
        if not tag or tag[0] in "-!" or tag in NEVER:
            return False
        attributes = node.attributes
        if attributes and is_hidden(attributes):
            return False
        if self.is_book and attributes and self._is_page_break(node, tag, attributes):
            return False
        if tag == "sup" and self._is_raised(node):
            return False
        if attributes and is_tool(node, tag, attributes):
            return False
        if tag == "br":
            self._add_break()
        elif tag in BLOCKS:
            self._enter_block(node, tag, attributes, place)
        else:
            self._enter_inline(node, tag, attributes, place)
        if attributes and self._may_say:
            self._said += said(node, tag, attributes)
        return True

    @property
    def _may_say(self) -> bool:
        """Whether elements here are asked what they tell: not endlessly nested ones, whose words repeat."""
        if self.is_book or len(self._places) > _DEEPEST or len(self._said) > _MOST_SAID:
            return False
        return not self._place.is_of_others

    def leave(self, node: LexborNode) -> None:
        """Close what `enter` opened for a node, if it did."""
        mem = node.mem_id
        if self._open_marks and self._open_marks[-1][0] == mem:
            _, name, start, target = self._open_marks.pop()
            if name and start < self._length:
                self._marks.append(Mark(name, start, self._length, target))
        if self._places and self._places[-1][0] == mem:
            place = self._place
            if node.tag in BLOCKS:
                self._leave_block(node.tag or "", place)
            self._places.pop()

    def _is_page_break(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> bool:
        """Take note of the places that an element of a book marks; say whether it is a page break."""
        if tag in BLOCKS and not self._place.in_table:
            self.flush()
        anchor = attributes.get("id") or (attributes.get("name") if tag == "a" else None)
        if anchor:
            self.spots.append(Spot("id", anchor, len(self.found), self._length))
        if "pagebreak" not in types_of(attributes):
            return False
        label = attributes.get("title") or attributes.get("aria-label") or node.text()
        label = " ".join(label.split()).removeprefix("Page ").strip(" .")[:40]
        self.spots.append(Spot("page", label, len(self.found), self._length))
        return True

    def _is_raised(self, node: LexborNode) -> bool:
        """Take digits that are raised as such; say whether they were."""
        text = node.text().strip()
        if not (text.isascii() and text.isdigit() and len(text) <= 4):
            return False
        start = self._length
        self._add(text.translate(_SUPERSCRIPT))
        link = node.css_first("a[href]")
        if link is not None and "#" in (link.attributes.get("href") or ""):
            self._marks.append(Mark("note", start, self._length, text))
        return True

    def flush(self) -> None:
        """End the block under way."""
        text = "".join(self._parts)
        marks = self._marks
        for number, (mem, name, start, target) in enumerate(self._open_marks):
            if name and start < self._length:
                marks.append(Mark(name, start, self._length, target))
            self._open_marks[number] = (mem, name, 0, target)
        if text.strip() and not _UNSEEN.fullmatch(text):
            self._emit(text, tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end))))
            self._said = []
        self._parts, self._marks, self._length, self._is_date = [], [], 0, False
        self._row_begins, self._cell = True, -1

    @property
    def _place(self) -> Place:
        return self._places[-1][1] if self._places else Place()

    def _emit(self, text: str, marks: tuple[Mark, ...]) -> None:
        place = self._place
        n_linked = sum(mark.end - mark.start for mark in marks if mark.name == "link")
        around = self._places[-2:]
        inside = (around[-1][0], around[0][0]) if around else (0, 0)
        level = place.level if place.kind in (Kind.HEADING, Kind.LIST) else 0
        if place.keeps_lines and not marks and "\n\n" in text:
            pieces = re.split(r"\n[ \t]*\n\s*", text)
        else:
            pieces = [text]
        for piece in pieces:
            if piece.strip():
                self.found.append(
                    Found(
                        place.kind,
                        piece,
                        level,
                        marks,
                        place.aside,
                        place.is_byline,
                        self._is_date,
                        n_linked,
                        place.style,
                        inside,
                        tuple(self._said),
                    )
                )

    def _enter_block(
        self, node: LexborNode, tag: str, attributes: dict[str, str | None], place: Place
    ) -> None:
        if place.in_table:
            self._enter_in_table(tag)
            self._places.append((node.mem_id, place))
            return
        self.flush()
        if tag == "hr":
            return
        is_table = tag == "table" and is_data(node)
        inner = inner_place(tag, attributes, place, node.mem_id)
        if is_table:
            inner = replace(inner, kind=Kind.TABLE, in_table=True)
        self._places.append((node.mem_id, inner))

    def _leave_block(self, tag: str, place: Place) -> None:
        if place.in_table and tag != "table":
            if tag in ("td", "th"):
                self._end_cell()
            elif tag == "caption":
                self._places[-1] = (self._places[-1][0], replace(place, kind=Kind.CAPTION))
                self.flush()
            return
        self.flush()

    def _enter_in_table(self, tag: str) -> None:
        """Separate rows by lines and cells by tabs; anything else in a cell only by a space."""
        if tag == "tr":
            self._trim_space()
            if self._length:
                self._add("\n")
            self._row_begins = True
        elif tag in ("td", "th"):
            self._trim_space()
            if not self._row_begins:
                self._add("\t")
            self._row_begins = False
            self._cell = self._length
        elif tag not in ("tbody", "thead", "tfoot", "caption"):
            self._add_text(" ", keeps_lines=False)

    def _end_cell(self) -> None:
        self._trim_space()
        if 0 <= self._cell < self._length:
            self._marks.append(Mark("cell", self._cell, self._length))
        self._cell = -1

    def _enter_inline(
        self, node: LexborNode, tag: str, attributes: dict[str, str | None], place: Place
    ) -> None:
        if tag in MARKS:
            self._open_marks.append((node.mem_id, MARKS[tag], self._length, ""))
        elif tag == "a" and attributes.get("href"):
            is_note = self.is_book and "noteref" in types_of(attributes)
            name, target = (
                ("note", node.text().strip()) if is_note else ("link", attributes["href"])
            )
            self._open_marks.append((node.mem_id, name, self._length, target or ""))
        elif tag == "time":
            self._is_date = True
        names = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''} {attributes.get('rel') or ''}"
        if len(names) > 2 and BYLINE_NAMES.search(names):
            self._places.append((node.mem_id, replace(place, is_byline=True)))

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _add_text(self, text: str, *, keeps_lines: bool) -> None:
        if not keeps_lines:
            text = _SPACES.sub(" ", text)
            if not self._parts or self._parts[-1][-1] in " \n\t":
                text = text.lstrip(" ")
        if text:
            self._add(text)

    def _add_break(self) -> None:
        if self._place.in_table:
            self._add_text(" ", keeps_lines=False)
        elif self._length:
            self._trim_space()
            if len(self._parts) > 1 and self._parts[-1] == "\n" and not self._place.keeps_lines:
                self.flush()  # two breaks in a row are how old pages end a paragraph
            elif self._length:
                self._add("\n")

    def _trim_space(self) -> None:
        """Take away the space that was left open at the end."""
        while self._parts and self._parts[-1][-1] == " ":
            kept = self._parts[-1].rstrip(" ")
            self._length -= len(self._parts[-1]) - len(kept)
            if kept:
                self._parts[-1] = kept
                break
            self._parts.pop()
        for number in range(len(self._marks) - 1, -1, -1):  # closed last, so the last ones
            mark = self._marks[number]
            if mark.end <= self._length:
                break
            self._marks[number] = mark._replace(end=self._length)
