"""Owns the blocks of Markdown, found line by line: headings, lists, quotations, code, tables."""

import re

from desktop.corpus.formats.assembly import Passage
from desktop.corpus.formats.inline import HARD_BREAK, INLINE_SIGNS, folded, read_inline
from desktop.corpus.text.blocks import Kind, Mark

_HEADING = re.compile(r"(#{1,6})(?:[ \t]+(.*?))?[ \t]*$")
_CLOSING_HASHES = re.compile(r"(?:^|[ \t])#+$")
_RULE = re.compile(r"(?:\*[ \t]*){3,}+$|(?:-[ \t]*){3,}+$|(?:_[ \t]*){3,}+$")
_UNDERLINE = re.compile(r"(?:=+|-+)$")
_BULLET = re.compile(r"[-*+](?:[ \t]+|$)(?:\[[ xX]\][ \t]+)?")
_ITEM = re.compile(rf"{_BULLET.pattern}|(?P<number>\d{{1,9}}[.)]|[a-z]{{1,2}}\))(?:[ \t]+|$)")
_FENCE = re.compile(r"(`{3,}|~{3,})[^`]*$")
_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_DEFINITION = re.compile(r"\[(?!\^)([^\[\]]{1,500})\]:[ \t]*<?([^\s<>]*)>?(?:[ \t]+[\"'(].*)?$")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,80}\]:[ \t]*")
_UNSPACED = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_UNSPACED_BREAK = re.compile(rf"(?<={_UNSPACED.pattern})\n(?={_UNSPACED.pattern})")
_SIGNS = frozenset("#>-*+_=~`|:[0123456789 \t")
_OTHER_SIGNS = _SIGNS.difference("0123456789")
_RULES = "-*_"
_QUOTED = re.compile(r"(?:>[ \t]?)+")
_QUOTED_HEADING = re.compile(r"#{1,6}[ \t]+|(?:`{3,}|~{3,}).*")
_CODE = "code"
_DEEPEST = 24


class Blocks:
    """The blocks of a text, found line by line."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._has_unspaced = not text.isascii() and bool(_UNSPACED.search(text))
        self._references = self._read_references() if "]:" in text else {}
        self._passages: list[Passage] = []
        self._open: list[str] = []
        self._is_quoted = False
        self._indents: list[int] = []  # where the text of each open list item begins
        # Most texts have few of the signs that markup is made of: a paragraph is searched for those.
        self._signs = [sign for sign in INLINE_SIGNS if sign in text]

    def read(self) -> list[Passage]:
        """Return the passages in order."""
        lines, number = self._lines, 0
        n_lines = len(lines)
        while number < n_lines:
            line = lines[number]
            if not line or line.isspace():
                if self._open or self._is_quoted:
                    self._close()
            elif line[0] not in _SIGNS and line[1:2] != ")" and (self._open or not self._indents):
                self._open.append(line)
            elif self._open:
                body = line.strip()
                if body[0] not in _OTHER_SIGNS and not (_may_be_item(body) and _ITEM.match(body)):
                    self._open.append(line)
                else:
                    number = self._take(number)
            elif self._is_quoted or not self._begin(line):
                number = self._take(number)
            number += 1
        self._close()
        return self._passages

    def _begin(self, line: str) -> bool:
        """Deal with the commonest lines after a blank one: an item, and text that an item goes on."""
        body = line.lstrip()
        indent = len(line) - len(body)
        if "\t" in line:
            return False
        indents = self._indents
        found = _ITEM.match(body) if _may_be_item(body) else None
        if found is None:
            if body[0] in _SIGNS:
                return False
            while indents and indent < indents[-1]:
                indents.pop()
            if indent >= 4 and not indents:
                return False
            self._open.append(body)
            return True
        end = found.end()
        text = body  # a number stays in the text
        if not found["number"]:
            text = body[end:]
            if not text or text[0] in _RULES or _may_be_item(text):
                return False
        while indents and indent < indents[-1]:
            indents.pop()
        indents.append(indent + min(end, 4))
        self._open.append(text)
        return True

    def _take(self, number: int) -> int:
        """Deal with a line that is perhaps no mere text; return the number of the last one used."""
        line = self._lines[number]
        body = line.strip()
        indent = _width(line)
        if not self._open:
            self._leave_items(indent)
            if indent >= 4 and not self._indents and not _ITEM.match(body):
                return self._take_code(number)
        first = body[0]
        if first in "`~" and (fence := _FENCE.match(body)):
            return self._take_fence(number, fence[1])
        if (
            first == "#"
            and indent < 4 + sum(self._indents[-1:])
            and (found := _HEADING.match(body))
        ):
            self._close()
            self._add_heading(_CLOSING_HASHES.sub("", found[2] or ""), len(found[1]))
        elif first == ">":
            self._take_quotation(body)
        elif first in "|-:" and self._open and "|" in self._open[-1] and _DELIMITERS.match(body):
            return self._take_table(number)
        elif first in "=-" and self._is_heading() and _UNDERLINE.match(body):
            source, self._open = "\n".join(map(str.strip, self._open)), []
            self._add_heading(source, 1 if first == "=" else 2)
        elif first in "*-_" and _RULE.match(body):
            self._close()
        elif not (_may_be_item(body) and self._take_item(line, indent)):
            self._take_text(line, body)
        return number

    def _take_text(self, line: str, body: str) -> None:
        if body[0] == ":" and body[1:2] in (" ", "\t"):  # what a term means
            self._close()
            line = body[1:]
        elif body[0] == "[":
            if not self._open and _DEFINITION.match(body):
                return
            if footnote := _FOOTNOTE.match(body):
                self._close()
                line = body[footnote.end() :]
        self._open.append(line)

    def _take_item(self, line: str, indent: int) -> bool:
        """Open list items for the markers at the beginning of a line, if there are any."""
        is_in_text = bool(self._open) and not self._indents
        place = len(line) - len(line.lstrip())
        depth = 0
        while depth < _DEEPEST and (marker := _ITEM.match(line, place)):
            number = marker["number"]
            if is_in_text and number and number not in ("1.", "1)"):
                break
            if is_in_text and marker.end() == len(line):  # an empty item does not end a paragraph
                break
            if depth == 0:
                self._close()
                is_in_text = False
            self._leave_items(indent)
            indent += min(marker.end() - place, 4)
            self._indents.append(indent)
            depth += 1
            if number:
                break
            place = marker.end()
        if not depth:
            return False
        if line[place:].strip():
            self._open.append(line[place:])
        return True

    def _leave_items(self, indent: int) -> None:
        while self._indents and indent < self._indents[-1]:
            self._indents.pop()

    def _take_quotation(self, body: str) -> None:
        content = body[_QUOTED.match(body).end() :]  # pyright: ignore[reportOptionalMemberAccess]
        if not self._is_quoted or not content.strip():
            self._close()
        marker = _BULLET.match(content) or _QUOTED_HEADING.match(content)
        if marker:
            self._close()
            content = content[marker.end() :]
        if content.strip():
            self._is_quoted = True
            self._open.append(content)

    def _take_code(self, number: int) -> int:
        """Read code that is indented; return the number of its last line."""
        code: list[str] = []
        while number < len(self._lines):
            line = self._lines[number]
            if line.strip() and _width(line) < 4:
                break
            code.append(line[1:] if line[:1] == "\t" else line[4:])
            number += 1
        self._passages.append(Passage(Kind.PARAGRAPH, "\n".join(code).strip("\n"), 0, _CODE))
        return number - 1

    def _take_fence(self, number: int, fence: str) -> int:
        """Read code between fences; return the number of its last line."""
        self._close()
        indent = _width(self._lines[number])
        code: list[str] = []
        number += 1
        while number < len(self._lines):
            line = self._lines[number]
            body = line.strip()
            if body.startswith(fence) and not body.strip(fence[0]):
                break
            code.append(line[min(indent, len(line) - len(line.lstrip())) :])
            number += 1
        self._passages.append(Passage(Kind.PARAGRAPH, "\n".join(code).strip("\n"), 0, _CODE))
        return number

    def _take_table(self, number: int) -> int:
        """Read the rows of a table whose head is the last line that is open."""
        head = self._open.pop()
        self._close()
        rows = [head]
        number += 1
        while number < len(self._lines) and "|" in self._lines[number]:
            rows.append(self._lines[number])
            number += 1
        self._passages.append(self._table(rows))
        return number - 1

    def _table(self, rows: list[str]) -> Passage:
        pieces: list[str] = []
        marks: list[Mark] = []
        place = 0
        for row in rows:
            for column, cell in enumerate(_cells(row)):
                if pieces:
                    pieces.append("\t" if column else "\n")
                    place += 1
                inner = read_inline(cell, self._references)
                text = inner.text.replace("\n", " ")
                if text:
                    marks.append(Mark("cell", place, place + len(text)))
                marks += [
                    Mark(m.name, m.start + place, m.end + place, m.target) for m in inner.marks
                ]
                pieces.append(text)
                place += len(text)
        return Passage(Kind.TABLE, "".join(pieces), 0, "", marks)

    def _is_heading(self) -> bool:
        return bool(self._open) and not self._is_quoted and not self._indents

    def _add_heading(self, source: str, level: int) -> None:
        inner = read_inline(source.strip(), self._references)
        self._passages.append(Passage(Kind.HEADING, inner.text, level, "", inner.marks))
        if inner.pictures:
            self._add_pictures(inner.pictures)
        self._indents.clear()

    def _close(self) -> None:
        """End the paragraph that is open, if one is."""
        lines, is_quoted = self._open, self._is_quoted
        self._is_quoted = False
        if not lines:
            return
        self._open = []
        level = len(self._indents)
        kind = Kind.LIST if level else Kind.PARAGRAPH
        if is_quoted:
            kind, level = Kind.QUOTATION, 0
        source = lines[0].strip() if len(lines) == 1 else self._joined(lines)
        for sign in self._signs:
            if sign in source:
                break
        else:
            text = source.replace("\n", " ").replace(HARD_BREAK, "\n")
            self._passages.append(Passage(kind, text, level))
            return
        inner = read_inline(source, self._references)
        self._passages.append(Passage(kind, inner.text, level, "", inner.marks))
        if inner.pictures:
            self._add_pictures(inner.pictures)

    def _joined(self, lines: list[str]) -> str:
        """Join the lines of a paragraph; breaks that are meant become HARD_BREAK."""
        source = "\n".join(lines)
        if "  \n" in source or "\\\n" in source:
            source = "\n".join(
                line.strip().removesuffix("\\") + HARD_BREAK
                if line.endswith(("  ", "\\"))
                else line
                for line in lines
            ).replace(f"{HARD_BREAK}\n", HARD_BREAK)
            lines = source.strip().split("\n")
        source = "\n".join(map(str.strip, lines)).strip()
        return _UNSPACED_BREAK.sub("", source) if self._has_unspaced else source

    def _add_pictures(self, pictures: list[str]) -> None:
        self._passages += [Passage(Kind.CAPTION, words) for words in pictures if words.strip()]

    def _read_references(self) -> dict[str, str]:
        """Return the addresses that link labels stand for."""
        found = (_DEFINITION.match(line.strip()) for line in self._lines if "]:" in line)
        references: dict[str, str] = {}
        for definition in found:
            if definition:
                references.setdefault(folded(definition[1]), definition[2])
        return references


def _cells(row: str) -> list[str]:
    cells = _CELL_BORDER.split(row.strip())
    if len(cells) > 1 and not cells[0].strip():
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1].strip():
        cells = cells[:-1]
    return [cell.strip().replace("\\|", "|") for cell in cells]


def _width(line: str) -> int:
    """Return how far a line is indented; a tab reaches to the next multiple of four."""
    if line[:1] not in (" ", "\t"):
        return 0
    if "\t" not in line:
        return len(line) - len(line.lstrip(" "))
    width = 0
    for character in line:
        if character == " ":
            width += 1
        elif character == "\t":
            width += 4 - width % 4
        else:
            break
    return width


def _may_be_item(body: str) -> bool:
    return body[0] in "*-+0123456789" or body[1:2] == ")" or body[2:3] == ")"
