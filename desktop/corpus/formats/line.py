"""Owns a paragraph of an office document while it is read: its characters so far and marks in them."""

from collections.abc import Sequence

from desktop.corpus.formats.assembly import Passage
from desktop.corpus.text.blocks import Kind, Mark

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def sign_of(number: int) -> str:
    """Return the sign of a note in small raised digits, which are no word."""
    return str(number).translate(_SUPERSCRIPT)


class Line:
    """Text that grows at its end; marks of one name and target that touch become one."""

    __slots__ = ("_marks", "_parts", "_touching", "length")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._marks: list[Mark] = []
        self._touching: dict[str, int] = {}
        self.length = 0

    def put(self, text: str) -> None:
        """Add characters."""
        self._parts.append(text)
        self.length += len(text)

    def mark(self, name: str, start: int, target: str = "") -> None:
        """Mark what was added since a place."""
        end = self.length
        if start >= end:
            return
        number = self._touching.get(name, -1)
        if number >= 0:
            last = self._marks[number]
            if last.end == start and last.target == target and name != "note":
                self._marks[number] = Mark(name, last.start, end, target)
                return
        self._touching[name] = len(self._marks)
        self._marks.append(Mark(name, start, end, target))

    def note(self, number: int) -> None:
        """Add the sign of a note."""
        start = self.length
        self.put(sign_of(number))
        self.mark("note", start, str(number))

    def passage(self, kind: Kind, level: int = 0, style: str = "", lead: str = "") -> Passage:
        """Return the block that was read, with `lead` before it; the line is empty then."""
        marks = self._marks
        if lead and marks:
            shift = len(lead)
            marks = [Mark(m.name, m.start + shift, m.end + shift, m.target) for m in marks]
        if len(marks) > 1:
            marks.sort(key=lambda mark: (mark.start, -mark.end))
        text = "".join(self._parts)
        self._parts, self.length = [], 0
        if marks:
            self._marks, self._touching = [], {}
        if lead:
            text = lead + text if text.strip() else ""
        elif not text or text.isspace():
            text = ""
        return Passage(kind, text, level, style, marks or ())


def with_lead(passages: Sequence[Passage], lead: str) -> list[Passage]:
    """Return passages with a few characters before the first that holds text."""
    led = [passage for passage in passages if passage.text.strip()]
    if led:
        first, shift = led[0], len(lead)
        marks = [Mark(m.name, m.start + shift, m.end + shift, m.target) for m in first.marks]
        led[0] = first._replace(text=lead + first.text, marks=marks)
    return led
