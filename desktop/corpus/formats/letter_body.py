"""Owns the body of a message: its paragraphs, what is quoted in it, and the signature below it."""

import re

from desktop.corpus.formats.assembly import Passage
from desktop.corpus.text.blocks import Kind
from desktop.corpus.text.canonical import canonical

_QUOTED = re.compile(r"(?:[ \t]?[>|](?=[ \t>|]|$|\S))+ ?")
_ATTRIBUTION = re.compile(
    r"(?:wrote|writes|schrieb|écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał\(?a?\)?|"
    r"пишет|написал|yazdı|كتبت?)\b[^\n]{0,80}:?\s*$|(?:^|\n)(?:On|Am|Le|El|Il|Em)\b.{6,200}:\s*$",
    re.IGNORECASE | re.DOTALL,
)
_ORIGINAL = re.compile(
    r"[ \t]*[-_*]{2,}[ \t]*(?:original (?:message|appointment)|ursprüngliche nachricht|"
    r"message (?:d'|d’)origine|mensaje original|messaggio originale|mensagem original|"
    r"(?:begin )?forwarded message|weitergeleitete nachricht|message transféré|"
    r"исходное сообщение|الرسالة الأصلية)[ \t]*[-_*]{2,}[ \t]*",
    re.IGNORECASE,
)
_LIST_FOOTER = re.compile(
    r"mailing list|unsubscribe|listinfo|yahoogroups|googlegroups", re.IGNORECASE
)
_RULE = re.compile(r"[_=-]{10,}")
_ITEM = re.compile(r"[ \t]*(?:[-*•·–]|\d{1,2}[.)])[ \t]+\S")


def plain_passages(
    text: str, *, is_flowed: bool = False, deletes_space: bool = False
) -> list[Passage]:
    """Return the passages of a body without mark-up: lines as they stand, quotations told apart."""
    lines = canonical(text).split("\n")
    if is_flowed:
        lines = _unfolded(lines, deletes_space=deletes_space)
    return _Body(lines).passages()


def html_passages(source: str) -> list[Passage]:
    """Return the passages of a body in HTML, all of it: in a message nothing stands around the text.

    Raises FileTrouble for mark-up that is built to do harm.
    """
    from desktop.corpus.formats.html.guard import refuse_hostile
    from desktop.corpus.formats.html.walk import page_of, walk

    settled = canonical(source)
    refuse_hostile(settled)
    return [
        Passage(block.kind, block.text, block.level, "", block.marks)
        for block in walk(page_of(settled))
    ]


class _Body:
    """The lines of a body on their way into passages."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._passages: list[Passage] = []
        self._open: list[str] = []
        self._is_quoted = False

    def passages(self) -> list[Passage]:
        """Return the passages, in order."""
        for number, line in enumerate(self._lines):
            quoted = _QUOTED.match(line)
            if line in ("-- ", "--") and not self._is_all_quoted(number + 1):
                self._close()
                self._add_signature(number + 1)
                return self._passages
            if _ORIGINAL.fullmatch(line):
                self._close()
                self._add_quoted("\n".join(self._lines[number:]))
                return self._passages
            if quoted:
                self._take_quoted(line[quoted.end() :])
            else:
                self._take(line)
        self._close()
        self._mark_footer()
        return self._passages

    def _take_quoted(self, line: str) -> None:
        if not self._is_quoted:
            self._close(before_quotation=True)
        self._is_quoted = True
        if line.strip():
            self._open.append(line)
        else:
            self._close()

    def _take(self, line: str) -> None:
        if self._is_quoted:
            self._close()
        self._is_quoted = False
        if not line.strip():
            self._close()
            return
        if _ITEM.match(line) and (not self._open or _ITEM.match(self._open[0])):
            self._close()
        self._open.append(line)

    def _close(self, *, before_quotation: bool = False) -> None:
        """End the paragraph that is open; what leads to a quotation is part of it."""
        if not self._open:
            last = self._passages[-1] if self._passages else None
            if before_quotation and last and _leads_to_quotation(last):
                self._passages[-1] = last._replace(kind=Kind.QUOTATION)
            return
        text = "\n".join(self._open)
        kind, level = Kind.PARAGRAPH, 0
        if self._is_quoted or (before_quotation and len(text) < 300 and _ATTRIBUTION.search(text)):
            kind = Kind.QUOTATION
        elif _ITEM.match(self._open[0]):
            kind, level = Kind.LIST, 1
        self._passages.append(Passage(kind, text, level))
        self._open = []

    def _add_quoted(self, text: str) -> None:
        for piece in re.split(r"\n[ \t]*\n", text):
            lines = [
                line[m.end() :] if (m := _QUOTED.match(line)) else line
                for line in piece.split("\n")
            ]
            self._passages.append(Passage(Kind.QUOTATION, "\n".join(lines)))

    def _add_signature(self, start: int) -> None:
        text = "\n".join(self._lines[start:])
        for piece in re.split(r"\n[ \t]*\n", text):
            self._passages.append(Passage(Kind.PARAGRAPH, piece, 0, "signature"))
        self._mark_footer()

    def _mark_footer(self) -> None:
        """Set what a mailing list adds to every message apart from the text."""
        for number in range(len(self._passages) - 1, max(len(self._passages) - 4, 0), -1):
            passage = self._passages[number]
            if _RULE.match(passage.text.strip()) and _LIST_FOOTER.search(passage.text):
                for later in range(number, len(self._passages)):
                    footer = self._passages[later]
                    self._passages[later] = footer._replace(
                        kind=Kind.BOILERPLATE, level=0, style="footer"
                    )

    def _is_all_quoted(self, start: int) -> bool:
        """Say whether only quotations follow, so that a dash line is none before a signature."""
        rest = [line for line in self._lines[start : start + 40] if line.strip()]
        return bool(rest) and all(_QUOTED.match(line) for line in rest)


def _leads_to_quotation(passage: Passage) -> bool:
    is_short = passage.kind == Kind.PARAGRAPH and len(passage.text) < 300
    return is_short and bool(_ATTRIBUTION.search(passage.text))


def _unfolded(lines: list[str], *, deletes_space: bool) -> list[str]:
    """Join the lines that RFC 3676 folded: those that end in a space, at the same depth of quoting."""
    joined: list[str] = []
    is_open, depth = False, 0
    for line in lines:
        bare = line.lstrip(">")
        level = len(line) - len(bare)
        bare = bare.removeprefix(" ")
        prefix = ">" * level + " " if level else ""
        if is_open and level == depth and bare != "-- ":
            joined[-1] += bare
        else:
            joined.append(prefix + bare)
        is_open = bare.endswith(" ") and bare != "-- "
        depth = level
        if is_open and deletes_space:
            joined[-1] = joined[-1][:-1]
    return joined
