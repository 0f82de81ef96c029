"""Owns what the paragraphs of a PDF are: title, headings, lists, footnotes, or running text.

What stands apart from the text (footnotes, headers and footers) goes to its end, each distinct
header and footer once.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from desktop.corpus.formats.assembly import Passage
from desktop.corpus.formats.pdf.door import Entry
from desktop.corpus.formats.pdf.joining import Joiner, Turn
from desktop.corpus.formats.pdf.lines import Line
from desktop.corpus.formats.pdf.paragraphs import (
    Paragraph,
    Setting,
    is_bulleted,
    paragraphs_of,
    setting_of,
)
from desktop.corpus.text.blocks import Kind, Mark

LINE_NUMBER = "line number"
"""The style of the numbers that stand beside the lines."""

_HEADING_SIZE, _TITLE_SIZE = 1.13, 1.3
_LONGEST_HEADING = 220
_NOTE_SIZE = 0.92
_NOTE = re.compile(r"(?:\d{1,3}|[⁰¹²³⁴-⁹]{1,3}|[*†‡§¶]{1,3}|\(\d{1,3}\)|\[\d{1,3}\])[.)]?\s*\S")
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)|table|abb(?:ildung|\.)|tab(?:elle|\.))\s*\d+", re.IGNORECASE
)
_CELL = re.compile(r"[^\t\n]+")
_KEY = re.compile(r"\w+")
_ENDS = (".", ",", ";", "،", "؛")


class Laid(NamedTuple):
    """A passage, the page (from 0) it begins on, and where in it further pages begin."""

    passage: Passage
    page: int
    turns: Sequence[Turn]


def laid_out(
    lines: Sequence[Line], running: Mapping[int, str], outline: Sequence[Entry]
) -> list[Laid]:
    """Return all passages of a text: the body, then footnotes, headers and footers.

    `lines` are all lines in reading order, `running` says by `id` which are a header or footer.
    """
    body = [line for line in lines if id(line) not in running]
    setting = setting_of(body)
    notes = _footnotes(body, setting)
    kept = [line for line in body if id(line) not in notes]
    joiner = Joiner(lines)
    paragraphs = paragraphs_of(kept, setting)
    levels = _levels(paragraphs, setting)
    entries = _by_page(outline)
    title = _title(paragraphs, setting)
    laid: list[Laid] = []
    for number, paragraph in enumerate(paragraphs):
        text, turns = joiner.join(paragraph.lines)
        if paragraph.first.is_table:
            passage = _table(text)
        elif number == title:
            passage = Passage(Kind.TITLE, text)
        elif level := _outline_level(text, paragraph, entries):
            passage = Passage(Kind.HEADING, text, level)
        else:
            passage = _passage(text, paragraph, levels, setting)
        laid.append(Laid(passage, paragraph.first.page, turns))
    for paragraph in paragraphs_of([line for line in body if id(line) in notes], setting):
        text, turns = joiner.join(paragraph.lines)
        note = Passage(Kind.PARAGRAPH, text, style="footnote")
        laid.append(Laid(note, paragraph.first.page, turns))
    return laid + _running(lines, running)


def _passage(
    text: str, paragraph: Paragraph, levels: Mapping[float, int], setting: Setting
) -> Passage:
    if is_bulleted(paragraph):
        return Passage(Kind.LIST, text, 1)
    if _CAPTION.match(text) and len(text) < 400:
        return Passage(Kind.CAPTION, text)
    size = _rounded(paragraph.first.size)
    if (size in levels or paragraph.first.is_bold) and _may_be_heading(paragraph, text):
        if size in levels:
            return Passage(Kind.HEADING, text, levels[size])
        is_bold = all(line.is_bold for line in paragraph.lines)
        if is_bold and len(paragraph.lines) <= 2 and size >= setting.size * 0.95:
            return Passage(Kind.HEADING, text, min(max(levels.values(), default=0) + 1, 6))
    return Passage(Kind.PARAGRAPH, text)


def _table(text: str) -> Passage:
    """Return a table with its cells marked."""
    cells = [found.span() for found in _CELL.finditer(text)]
    return Passage(Kind.TABLE, text, 0, "", [Mark("cell", start, end) for start, end in cells])


def _may_be_heading(paragraph: Paragraph, text: str) -> bool:
    return (
        not paragraph.first.is_table
        and len(paragraph.lines) <= 4
        and len(text) <= _LONGEST_HEADING
        and not text.endswith(_ENDS)
        and sum(map(str.isalpha, text)) * 2 >= len(text.replace(" ", ""))
        and len(text) > 1
        and "@" not in text
    )


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _levels(paragraphs: Sequence[Paragraph], setting: Setting) -> dict[float, int]:
    """Return the levels of headings by their sizes: the largest is 1; at most six."""
    sizes: Counter[float] = Counter()
    for paragraph in paragraphs:
        size = _rounded(paragraph.first.size)
        is_large = size >= setting.size * _HEADING_SIZE and not paragraph.first.is_table
        if is_large and paragraph.first.is_upright:
            sizes[size] += 1
    groups: dict[float, int] = {}
    level, last = 0, float("inf")
    for size in sorted(sizes, reverse=True):
        if size < last * 0.94:
            level, last = min(level + 1, 6), size
        groups[size] = level
    return groups


def _title(paragraphs: Sequence[Paragraph], setting: Setting) -> int | None:
    """Return the number of the paragraph on the first page that is set larger than all others there."""
    first = paragraphs[0].first.page if paragraphs else 0
    here = [
        (paragraph.first.size, -number)
        for number, paragraph in enumerate(paragraphs)
        if paragraph.first.page == first
        and paragraph.first.is_upright
        and _may_be_heading(paragraph, " ".join(line.text for line in paragraph.lines))
    ]
    if len(paragraphs) < 2 or not here:
        return None
    size, number = max(here)
    others = [other for other, place in here if place != number]
    is_alone = max(others, default=0.0) < size * 0.97
    return -number if size >= setting.size * _TITLE_SIZE and is_alone else None


def _by_page(outline: Sequence[Entry]) -> dict[tuple[int, str], int]:
    found: dict[tuple[int, str], int] = {}
    for entry in outline:
        key = _key(entry.title)
        if key:
            found.setdefault((entry.page, key), min(entry.level + 1, 6))
    return found


def _outline_level(
    text: str, paragraph: Paragraph, entries: Mapping[tuple[int, str], int]
) -> int | None:
    if not entries or len(text) > _LONGEST_HEADING:
        return None
    key = _key(text)
    page = paragraph.first.page
    return entries.get((page, key)) or entries.get((page, _without_number(key)))


def _key(text: str) -> str:
    return " ".join(_KEY.findall(text.casefold()))


def _without_number(key: str) -> str:
    words = key.split()
    while words and not words[0].isalpha():
        words.pop(0)
    return " ".join(words)


def _footnotes(lines: Sequence[Line], setting: Setting) -> set[int]:
    """Return the `id` of the lines at the foot of a page that are small and begin with a note's sign."""
    found: set[int] = set()
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and lines[end].page == lines[start].page:
            end += 1
        first = end
        while (
            first > start
            and lines[first - 1].size < setting.size * _NOTE_SIZE
            and not lines[first - 1].is_table
        ):
            first -= 1
        while first < end and not _NOTE.match(lines[first].text):
            first += 1
        is_below = start < first < end and lines[first].bottom < min(
            line.bottom for line in lines[start:first]
        )
        if is_below:
            found.update(id(line) for line in lines[first:end])
        start = end
    return found


def _running(lines: Sequence[Line], running: Mapping[int, str]) -> list[Laid]:
    """Return headers and footers: those that differ in numbers alone are the lines of one block."""
    groups: dict[tuple[str, str], dict[str, int]] = {}
    for line in lines:
        style = running.get(id(line))
        if style:
            key = style, re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text.casefold())
            groups.setdefault(key, {}).setdefault(line.text, line.page)
    laid: list[Laid] = []
    for (style, _), texts in sorted(groups.items(), key=lambda group: group[0][0] != "header"):
        place = 0
        turns: list[Turn] = []
        pages = list(texts.values())
        for text, page in texts.items():
            turns.append(Turn(place, page))
            place += len(text) + 1
        passage = Passage(Kind.BOILERPLATE, "\n".join(texts), style=style)
        laid.append(Laid(passage, pages[0], turns[1:]))
    return laid
