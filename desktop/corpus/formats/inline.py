"""Owns what stands inside a paragraph of Markdown: emphasis, links, code, entities, stray tags.

`read_inline` takes the markup characters out and returns what one reads, with marks. Every step is
linear in the length of the paragraph: openers wait on stacks and are popped once.
"""

import html
import re
from collections.abc import Mapping
from typing import NamedTuple

from desktop.corpus.text.blocks import Mark

HARD_BREAK = "\x0b"
"""Stands for a line break that is meant; canonical text never has it."""

INLINE_SIGNS = "*_[`<\\&~"
"""A paragraph without any of these holds no markup."""

_TAGS = (
    "a|abbr|address|article|aside|audio|b|bdi|bdo|big|blockquote|body|br|button|caption|center|cite|"
    "code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|"
    "head|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|mark|meta|nav|noscript|"
    "object|ol|optgroup|option|p|picture|pre|q|rp|rt|ruby|s|samp|script|section|select|small|source|"
    "span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|"
    "title|tr|tt|u|ul|var|video|wbr"
)
# Tags that part what stands on either side; the others may stand inside a word.
_PARTING = re.compile(
    r"</?(?:article|aside|blockquote|caption|center|dd|details|div|dl|dt|figcaption|figure|footer|form|"
    r"h[1-6]|header|hr|legend|li|main|nav|ol|optgroup|option|p|pre|section|summary|table|tbody|td|"
    r"tfoot|th|thead|tr|ul)(?=[\s/>])",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    rf"""\\[!-/:-@\[-`{{-~]
    | `+
    | \*+ | _+ | ~~
    | !?\[\^[^\[\]\s]{{1,80}}\] | !?\[ | \]
    | </?(?:{_TAGS})(?=[\s/>])[^<>]*+>
    | <[a-zA-Z][a-zA-Z0-9+.-]{{1,20}}:[^<>\s]*+> | <[\w.+-]{{1,80}}@[\w.-]{{1,80}}>
    | &(?:\#[0-9]{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[a-zA-Z][a-zA-Z0-9]{{1,31}});""",
    re.VERBOSE | re.IGNORECASE,
)
_START = re.compile(r"[\\`*_~!\[\]<&]")
_TARGET = re.compile(
    r"""\(\s*+(?:<([^<>\n]{0,2000})>|([^\s()<>]{0,2000}(?:\([^\s()<>]{0,500}\)[^\s()<>]{0,500}){0,5}))
    (?:\s++(?:"[^"]{0,1000}"|'[^']{0,1000}'|\([^()]{0,1000}\)))?\s*+\)""",
    re.VERBOSE,
)
_REFERENCE = re.compile(r"\[([^\[\]]{0,200})\]")


class Inline(NamedTuple):
    """What one reads, the marks in it, and the words that stand for pictures."""

    text: str
    marks: list[Mark]
    pictures: list[str]


class _Opener(NamedTuple):
    piece: int
    sign: str


def read_inline(source: str, references: Mapping[str, str]) -> Inline:
    """Read a paragraph; `references` gives addresses by folded label."""
    # Eight fast searches instead of one slow one.
    if any(sign in source for sign in INLINE_SIGNS):
        return _Paragraph(source, references).read()
    return Inline(source.replace("\n", " ").replace(HARD_BREAK, "\n"), [], [])


class _Paragraph:
    """One paragraph while it is read: the pieces of text so far and what was opened in them."""

    def __init__(self, source: str, references: Mapping[str, str]) -> None:
        self._source = source
        self._references = references
        self._pieces: list[str] = []
        self._lengths: dict[int, int] = {}
        self._found: list[tuple[str, int, int, str]] = []
        self._openers: dict[str, list[int]] = {"*": [], "_": [], "~": []}
        self._brackets: list[_Opener] = []
        self._pictures: list[str] = []
        self._ticks = self._places_of_ticks() if "`" in source else {}

    def read(self) -> Inline:
        """Walk over the tokens once and put the text together."""
        source, place, done = self._source, 0, 0
        while start := _START.search(source, place):
            place = start.start()
            token = _TOKEN.match(source, place)
            if not token:
                place += 1
                continue
            if place > done:
                self._pieces.append(source[done:place])
            place = done = self._take(token)
        self._pieces.append(source[done:])
        return self._joined()

    def _take(self, token: re.Match[str]) -> int:
        """Deal with one token and return where the reading goes on."""
        sign, end = token[0], token.end()
        first = sign[0]
        if first == "\\":
            self._pieces.append(sign[1])
        elif first == "`":
            return self._take_code(token)
        elif first in "*_~":
            self._take_emphasis(token)
        elif first == "&":
            self._pieces.append(html.unescape(sign))
        elif first == "<":
            self._take_tag(sign)
        elif sign == "]":
            return self._take_bracket(end)
        elif "^" not in sign:
            self._brackets.append(_Opener(len(self._pieces), sign))
            self._pieces.append(sign)
        return end

    def _take_code(self, token: re.Match[str]) -> int:
        size, end = len(token[0]), token.end()
        places = self._ticks.get(size, [])
        while places and places[-1] < end:
            places.pop()
        if not places:
            self._pieces.append(token[0])
            return end
        self._pieces.append(self._source[end : places[-1]])
        return places.pop() + size

    def _take_tag(self, sign: str) -> None:
        if sign[1:3].lower() == "br" and not sign[3:4].isalpha():
            self._pieces.append(HARD_BREAK)
        elif _PARTING.match(sign):
            if self._pieces and not self._pieces[-1][-1:].isspace():
                self._pieces.append(" ")
        elif sign[1] != "/" and (":" in sign.split(" ", 1)[0] or "@" in sign.split(" ", 1)[0]):
            address = sign[1:-1]
            if " " not in address and "=" not in address.split(":")[0]:
                self._pieces.append(address)
                self._found.append(("link", len(self._pieces) - 1, len(self._pieces), address))

    def _take_emphasis(self, token: re.Match[str]) -> None:
        """Close what the same sign opened, or open, by CommonMark's rule of flanks."""
        sign, source = token[0], self._source
        kind, size = sign[0], len(sign)
        before = source[token.start() - 1 : token.start()] or " "
        after = source[token.end() : token.end() + 1] or " "
        opens = not after.isspace() and (_is_word(after) or not _is_word(before))
        closes = not before.isspace() and (_is_word(before) or not _is_word(after))
        if kind == "_":
            opens, closes = opens and not _is_word(before), closes and not _is_word(after)
        waiting = self._openers[kind]
        while closes and size and waiting:
            piece = waiting[-1]
            there = self._lengths[piece]
            used = min(there, size, 2)
            self._lengths[piece] = there - used
            if there == used:
                waiting.pop()
            if kind != "~":
                self._found.append(("strong" if used == 2 else "em", piece, len(self._pieces), ""))
            size -= used
        if not size:
            return
        if opens:
            waiting.append(len(self._pieces))
            self._lengths[len(self._pieces)] = size
        self._pieces.append(kind * size)

    def _take_bracket(self, end: int) -> int:
        if not self._brackets:
            self._pieces.append("]")
            return end
        piece, sign = self._brackets.pop()
        target, after = self._target(end, piece)
        if after < 0:
            self._pieces.append("]")
            return end
        if sign == "![":
            self._pictures.append("".join(self._pieces[piece + 1 :]))
            self._forget(piece)
            return after
        self._pieces[piece] = ""
        self._found.append(("link", piece, len(self._pieces), target))
        return after

    def _target(self, end: int, piece: int) -> tuple[str, int]:
        """Return the address that a closing bracket is followed by and its end; no link: -1."""
        if self._source.startswith("(", end) and (found := _TARGET.match(self._source, end)):
            return found[1] or found[2] or "", found.end()
        if not self._references:
            return "", -1
        found = _REFERENCE.match(self._source, end)
        label = found[1] if found and found[1] else ""
        if not label and sum(map(len, self._pieces[piece + 1 : piece + 20])) < 400:
            label = "".join(self._pieces[piece + 1 : piece + 20])
        target = self._references.get(folded(label))
        return (target, found.end() if found else end) if target is not None else ("", -1)

    def _forget(self, piece: int) -> None:
        """Take back everything since a piece: it belongs to a picture."""
        for number in range(piece, len(self._pieces)):
            self._lengths.pop(number, None)
        del self._pieces[piece:]
        for waiting in self._openers.values():
            while waiting and waiting[-1] >= piece:
                waiting.pop()
        while self._found and self._found[-1][1] >= piece:
            self._found.pop()

    def _places_of_ticks(self) -> dict[int, list[int]]:
        """Return where the runs of backticks of each length stand, the first one last."""
        places: dict[int, list[int]] = {}
        for run in re.finditer("`+", self._source):
            places.setdefault(len(run[0]), []).append(run.start())
        for found in places.values():
            found.reverse()
        return places

    def _joined(self) -> Inline:
        for number, left in self._lengths.items():
            self._pieces[number] = self._pieces[number][:left]
        starts = [0]
        for piece in self._pieces:
            starts.append(starts[-1] + len(piece))
        text = "".join(self._pieces)
        text = text.replace("\n", " ")
        marks = [
            Mark(name, starts[first], starts[min(last, len(self._pieces))], target)
            for name, first, last, target in self._found
        ]
        marks = sorted((m for m in marks if m.start < m.end), key=lambda m: (m.start, -m.end))
        return Inline(text.replace(HARD_BREAK, "\n"), marks, self._pictures)


def folded(label: str) -> str:
    """Return a label as references are compared: case and white space do not matter."""
    return " ".join(label.split()).casefold()


def _is_word(character: str) -> bool:
    """Say whether emphasis may touch a character: not white space and not punctuation."""
    return character.isalnum() or not (
        character.isspace() or character.isascii() or character in "“”‘’«»…–—"
    )
