"""Owns the shorter form of a Word document's main part: the same words, said in fewer elements.

Word says the same looks and properties again with every run and paragraph, and cuts sentences into
many runs. Before anything is parsed, properties that are said alike are read once and known by a
number, runs without a look of their own become one, and what no reader needs goes. Whatever is
written in an unusual way stays as it is.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from desktop.corpus.formats.docx.names import OFF, is_usual
from desktop.corpus.formats.docx.plain import with_plain_together
from desktop.corpus.formats.docx.properties import BODY_TEXT, Stated, integer

NUMBER = "n"
"""The attribute of a paragraph that names its properties by their place in `Condensed.stated`."""

LOOK = "look"
"""The attribute of the looks of a run that says all: "s" strong, "e" emphasised, "v" vanished."""

_BETWEEN = re.compile(rb">[^\S\n]*+\n\s*+<(?!/\w+:(?:t|delText|instrText)>)")
_PLAIN_RUN = re.compile(rb"<w:r(?:\s[^<>]*+)?+(?<!/)>(<w:t>[^<]*+</w:t>)</w:r>")
_LAID_OUT, _BEGINNING = 20, 20_000
_STATES = re.compile(rb'<w:(pStyle|outlineLvl|ilvl|numId) w:val="([^"<>&]*)"\s*/>')
_MAY_STATE = re.compile(rb"<w:(?:pStyle|outlineLvl|ilvl|numId)\b")
_DELETED = re.compile(rb"<w:del\b")
_AFTER_NAME = (b">", b" ", b"\n", b"\r", b"\t")
_LOOKS = re.compile(rb'<w:(b|i|vanish|rStyle)(?: w:val="([^"<>&]*)")?\s*/>')
_MAY_LOOK = re.compile(rb"<w:(?:b|i|vanish|rStyle)(?=[\s/>])")
_NOISE = (
    b'<w:proofErr w:type="spellStart"/>',
    b'<w:proofErr w:type="spellEnd"/>',
    b'<w:proofErr w:type="gramStart"/>',
    b'<w:proofErr w:type="gramEnd"/>',
)

Look = tuple[bool | None, bool | None, bool | None]
"""Whether a style's words are strong, emphasised and hidden; None where it leaves that open."""


class Condensed(NamedTuple):
    """The shorter source, and what its paragraphs state by number."""

    source: bytes
    stated: tuple[Stated, ...]


def condensed(source: bytes, look_of: Callable[[str], Look]) -> Condensed | None:
    """Return the shorter form of a main part, None if it is not written as Word writes.

    `look_of` says what a character style makes of its words.
    """
    if not is_usual(source):
        return None
    if source.count(b"\n", 0, _BEGINNING) > _LAID_OUT:
        source = b"><".join(_BETWEEN.split(source))
    source, stated = _with_numbers(source)
    if b"<w:tbl>" in source:
        source = _without(source, b"w:tcPr")
    source = _with_short_looks(source, look_of)
    if b"<w:proofErr" in source:
        for noise in _NOISE:
            source = source.replace(noise, b"")
    source = source.replace(b"<w:lastRenderedPageBreak/>", b"")
    source = source.replace(b'<w:t xml:space="preserve">', b"<w:t>")
    # The run around nothing but text goes, and pieces of text that touch become one.
    source = b"".join(_PLAIN_RUN.split(source)).replace(b"</w:t><w:t>", b"")
    return Condensed(with_plain_together(source), stated)


def _with_numbers(source: bytes) -> tuple[bytes, tuple[Stated, ...]]:
    """Replace the properties of paragraphs by the number of their like."""
    known: dict[bytes, bytes] = {}
    stated: dict[Stated, int] = {}
    starts: dict[bytes, bool] = {}
    out: list[bytes] = []
    before, *pieces = source.split(b"<w:pPr>")
    for piece in pieces:
        raw, end, rest = piece.partition(b"</w:pPr>")
        number = known.get(raw)
        if number is None:
            number = known[raw] = _numbered(raw, stated) if end else b""
        place = before.rfind(b"<")
        head = before[place:]
        is_start = starts.get(head)
        if is_start is None:
            is_start = starts[head] = _is_start(head, b"<w:p")
        if number and is_start:
            out += (before[:place], number)
            before = rest
        else:
            out += (before, b"<w:pPr>")
            before = piece
    out.append(before)
    return b"".join(out), tuple(stated)


def _numbered(raw: bytes, stated: dict[Stated, int]) -> bytes:
    """Return the start of a paragraph with these properties; nothing if they are not plainly said."""
    found = _STATES.findall(raw)
    if b"Change" in raw or len(found) != len(_MAY_STATE.findall(raw)):
        return b""
    said = {name: value.decode("utf-8", "replace") for name, value in found}
    outline = None
    if b"outlineLvl" in said:
        told = integer(said[b"outlineLvl"])
        outline = BODY_TEXT if told is None else told
    one = Stated(
        style=said.get(b"pStyle", ""),
        outline=outline,
        list_id=said.get(b"numId"),
        list_level=integer(said.get(b"ilvl")),
        end_is_deleted=bool(_DELETED.search(raw)),
    )
    return b'<w:p %s="%d">' % (NUMBER.encode(), stated.setdefault(one, len(stated)))


def _without(source: bytes, name: bytes) -> bytes:
    """Drop the elements of a name; those that hold others of their name stay."""
    start, end = b"<" + name + b">", b"</" + name + b">"
    first, *pieces = source.split(start)
    parted = [piece.partition(end) for piece in pieces]
    return first + b"".join([rest if found else start + inner for inner, found, rest in parted])


def _with_short_looks(source: bytes, look_of: Callable[[str], Look]) -> bytes:
    """Leave of the looks of runs what matters: whether they are strong, emphasised or hidden."""
    start, end = b"<w:rPr>", b"</w:rPr>"
    first, *pieces = source.split(start)
    parted = [piece.partition(end) for piece in pieces]
    short: dict[bytes, bytes] = {}
    for raw in {raw for raw, found, _ in parted if found}:
        look = _short_look(raw, look_of)
        short[raw] = start + raw + end if look is None else look
    return first + b"".join(
        [short[raw] + rest if found else start + raw for raw, found, rest in parted]
    )


def _short_look(raw: bytes, look_of: Callable[[str], Look]) -> bytes | None:
    found = _LOOKS.findall(raw)
    if len(found) != len(_MAY_LOOK.findall(raw)) or b"Change" in raw or _DELETED.search(raw):
        return None
    said = {name: value.decode("utf-8", "replace") for name, value in found}
    by_style = look_of(said[b"rStyle"]) if b"rStyle" in said else (None, None, None)
    short = b""
    for name, letter, styled in zip((b"b", b"i", b"vanish"), "sev", by_style, strict=True):
        if said[name] not in OFF if name in said else styled:
            short += letter.encode()
    return b'<w:rPr %s="%s"/>' % (LOOK.encode(), short) if short else b""


def _is_start(head: bytes, name: bytes) -> bool:
    """Say whether these bytes are the start of an element of a name and nothing else."""
    length = len(name)
    return (
        head.startswith(name)
        and head[length : length + 1] in _AFTER_NAME
        and head.find(b">") == len(head) - 1
        and not head.endswith(b"/>")
    )
