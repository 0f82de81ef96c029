"""Owns how a plain text falls into pieces: paragraphs, items and tables, before they have a kind.

A text is either one paragraph a line, or its lines are wrapped and paragraphs are parted by blank
lines or by indents. `cut` finds out which, and cuts; what the pieces are is said elsewhere.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from .markers import MAY_BEGIN, marker_of
from .tables import may_be_row, table_runs

HEAD = 300
"""So many characters of a piece are kept at hand."""

_SAMPLE_LINES = 500
_LONGEST_WRAPPED = 130
_LONG_RUN = 40
_WORD_LIST_WIDTH = 40
_ENDS_SENTENCE = frozenset(".!?…。！？؟۔")
_CLOSERS = "\"'”’»)]}›“`* "
_CLOSER = frozenset(_CLOSERS)
_COLUMN_SIGNS = ("\t", "|", "   ")
_UNDERLINE = re.compile(r"=+|-{3,}|~{3,}")
_RULES = frozenset("=-~")
_CUE = re.compile("(?:by|von|par|por) [A-ZÀ-ÖØ-Þ]")
_HASHES = re.compile(r"#{1,6}\s")


class Piece(NamedTuple):
    """A stretch of the text between white space, of one or more lines.

    `size` counts its characters; `head` is its beginning (at most HEAD characters, lines as they
    stand); `gap` counts the blank lines before it; `indent` the white characters before it on its
    line; `is_table` is set where its lines form columns.
    """

    start: int
    end: int
    size: int
    head: str
    n_lines: int = 1
    gap: int = 0
    indent: int = 0
    is_table: bool = False


class _Lines(NamedTuple):
    """The lines of a text: as they stand, without white space at their ends, and their places.

    `rows` are the numbers of those that may be rows of a table, `marked` of those that may begin
    with a mark; both ascend.
    """

    text: str
    raw: list[str]
    bare: list[str]
    starts: list[int]
    rows: list[int]
    marked: list[int]

    def indent(self, number: int) -> int:
        raw = self.raw[number]
        return 0 if raw is self.bare[number] else len(raw) - len(raw.lstrip())

    def piece(self, first: int, after: int, gap: int, *, is_table: bool = False) -> Piece:
        """Return the piece made of the lines from `first` up to `after`, exclusive."""
        bare, raw = self.bare[first], self.raw[first]
        indent = 0 if raw is bare else len(raw) - len(raw.lstrip())
        start = self.starts[first] + indent
        if after == first + 1:
            size = len(bare)
            return Piece(start, start + size, size, bare[:HEAD], 1, gap, indent, is_table)
        last = after - 1
        end = self.starts[last] + len(self.raw[last].rstrip())
        head = self.text[start : min(end, start + HEAD)]
        return Piece(start, end, end - start, head, after - first, gap, indent, is_table)


class Cut(NamedTuple):
    """The pieces of a text and the width to which its lines are wrapped (0: one paragraph a line)."""

    pieces: list[Piece]
    width: int


def ends_sentence(text: str) -> bool:
    """Say whether a text ends as a sentence does, with or without closing quotation marks."""
    last = text[-1:]
    if last in _ENDS_SENTENCE:
        return True
    return last in _CLOSER and text[-12:].rstrip(_CLOSERS)[-1:] in _ENDS_SENTENCE


def cut(text: str, *, one_a_line: bool = False) -> Cut:
    """Cut a canonical text into pieces, in order; every character but white space is in one."""
    raw = text.split("\n")
    starts = list(accumulate(map((1).__add__, map(len, raw)), initial=0))
    bare = list(map(str.strip, raw))
    width = 0 if one_a_line else _wrapped_width(bare)
    marked = [n for n, line in enumerate(bare) if MAY_BEGIN(line)] if width else []
    lines = _Lines(text, raw, bare, starts, _rows(bare), marked)
    special = _special(lines) if width else range(len(raw))
    pieces: list[Piece] = []
    number, n_lines, gap = 0, len(raw), 0
    bare.append("")
    while number < n_lines:
        if not bare[number]:
            number += 1
            gap += 1
            continue
        first = number
        number = bare.index("", first)
        if number - first == 1:
            pieces.append(lines.piece(first, number, gap))
        elif number - first < _LONG_RUN and not _holds(special, first, number):
            if _is_heading_line(bare, first, number, width):
                pieces.append(lines.piece(first, first + 1, gap))
                pieces.append(lines.piece(first + 1, number, 0))
            else:
                pieces.append(lines.piece(first, number, gap))
        else:
            pieces += _cut_run(lines, first, number, gap=gap, width=width)
        gap = 0
    return Cut(pieces, width)


def _special(lines: _Lines) -> Sequence[int]:
    """Return the lines of a wrapped text because of which a run needs a closer look, ascending.

    Those are lines that may begin with a mark, be a row of a table or a rule, or have white space
    around them.
    """
    bare = lines.bare
    found = {n for n, line in enumerate(lines.raw) if line is not bare[n]}
    found.update(lines.marked, lines.rows)
    found.update(n for n, line in enumerate(bare) if line[:1] in _RULES)
    return sorted(found)


def _holds(numbers: Sequence[int], first: int, after: int) -> bool:
    """Say whether one of some ascending numbers lies between two others."""
    place = bisect_left(numbers, first)
    return place < len(numbers) and numbers[place] < after


def _rows(bare: Sequence[str]) -> list[int]:
    """Return the numbers of the lines that may be rows of a table."""
    joined = "\n".join(bare)
    signs = [sign for sign in _COLUMN_SIGNS if sign in joined]
    if not signs:
        return []
    found = {n for sign in signs for n, line in enumerate(bare) if sign in line}
    return [n for n in sorted(found) if may_be_row(bare[n])]


def _wrapped_width(bare: Sequence[str]) -> int:
    """Return the width to which lines are wrapped, 0 if every line is a paragraph.

    Looks at lines that another line follows directly, at the beginning and in the middle: in
    wrapped text they are of about the same length and seldom end a sentence.
    """
    middle = max(_SAMPLE_LINES, len(bare) // 2)
    lengths: list[int] = []
    n_pairs = n_sentences = 0
    for sample in (bare[:_SAMPLE_LINES], bare[middle : middle + _SAMPLE_LINES]):
        lengths += [len(line) for line in sample if line]
        for line, following in zip(sample, sample[1:], strict=False):
            if line and following:
                n_pairs += 1
                n_sentences += ends_sentence(line)
    n_long = sum(length > _LONGEST_WRAPPED for length in lengths)
    if n_long > len(lengths) * 0.1 or n_sentences > n_pairs * 0.6:
        return 0
    if not n_pairs:
        return _LONGEST_WRAPPED
    lengths.sort()
    return min(lengths[len(lengths) * 9 // 10], _LONGEST_WRAPPED)


def _cut_run(lines: _Lines, first: int, after: int, *, gap: int, width: int) -> Iterable[Piece]:
    """Cut lines that follow each other without a blank one."""
    pieces: list[Piece] = []
    tables = table_runs(lines.bare, first, after) if _has_rows(lines.rows, first, after) else []
    for table_first, table_after in [*tables, (after, after)]:
        if table_first > first:
            breaks = _line_breaks if not width else _wrapped_breaks
            begins = [*breaks(lines, first, table_first, width), table_first]
            for begin, end in zip(begins, begins[1:], strict=False):
                pieces.append(lines.piece(begin, end, gap))
                gap = 0
        if table_after > table_first:
            pieces.append(lines.piece(table_first, table_after, gap, is_table=True))
            gap = 0
        first = table_after
    return pieces


def _has_rows(rows: Sequence[int], first: int, after: int) -> bool:
    """Say whether two of these numbers lie between two others."""
    if len(rows) < 2:
        return False
    second = bisect_left(rows, first) + 1
    return second < len(rows) and rows[second] < after


def _line_breaks(lines: _Lines, first: int, after: int, width: int) -> Sequence[int]:
    """Return where pieces begin in a text of one paragraph a line: lines that go on are joined."""
    del width
    bare = lines.bare
    begins = [first]
    for number in range(first + 1, after):
        line, before = bare[number], bare[number - 1]
        if line[0] == ">" and before[0] == ">":
            continue
        if line[0] in "=-~" and _UNDERLINE.fullmatch(line) and begins[-1] == number - 1:
            continue
        if (
            line[0].islower()
            and before[-1].isalpha()
            and ";" not in before[-8:]
            and (len(before) > 60 or lines.indent(number) > lines.indent(number - 1))
            and not _CUE.match(line)
        ):
            continue
        if (
            lines.indent(number) > lines.indent(begins[-1]) + 1
            and marker_of(bare[begins[-1]])
            and not ends_sentence(before)
            and not marker_of(line)
            and not line[0].isascii()
            and len(before) > 40
        ):
            continue
        begins.append(number)
    return begins


def _wrapped_breaks(lines: _Lines, first: int, after: int, width: int) -> Sequence[int]:
    """Return where pieces begin in a run of wrapped lines: at items, indents and headings."""
    bare = lines.bare
    underlined: list[int] = []
    while (
        first + 1 < after and bare[first + 1][0] in "=-~" and _UNDERLINE.fullmatch(bare[first + 1])
    ):
        underlined.append(first)
        first += 2
    if first == after:
        return underlined
    begins = {first}
    low = bisect_left(lines.marked, first)
    maybe = lines.marked[low : bisect_left(lines.marked, after, low)]
    marked = {k: marker for k in maybe if (marker := marker_of(bare[k]))} if maybe else {}
    items = list(marked)
    if items and (items[0] == first or len(items) > 1 or marked[items[0]].style == "bullet"):
        begins.update(items)
    else:
        begins.update(_indent_breaks(lines, first, after))
    for number in maybe:
        if bare[number][0] == "#" and _HASHES.match(bare[number]):
            begins.update({number, number + 1} - {after})
    if _is_heading_line(bare, first, after, width):
        begins.add(first + 1)
    if after - first >= _LONG_RUN and len(begins) <= 2:
        begins.update(_short_line_breaks(bare, first, after, width))
    return [*underlined, *sorted(begins)]


def _short_line_breaks(bare: Sequence[str], first: int, after: int, width: int) -> Iterable[int]:
    """Return the lines after those that end a sentence well before the margin.

    It is all that shows paragraphs in long wrapped texts without blank lines. A long column of
    short lines is a list of words: each of them stands for itself.
    """
    if width <= _WORD_LIST_WIDTH and after - first >= _LONG_RUN * 5:
        return range(first, after)
    return [
        k + 1
        for k in range(first, after - 1)
        if len(bare[k]) < width * 0.75 and ends_sentence(bare[k])
    ]


def _indent_breaks(lines: _Lines, first: int, after: int) -> Iterable[int]:
    """Return the lines that begin a paragraph by standing further in than the others."""
    if lines.raw[first:after] == lines.bare[first:after]:
        return ()
    indents = [lines.indent(k) for k in range(first, after)]
    flush = next((k for k, indent in enumerate(indents) if indent), 0)
    begins: list[int] = []
    if flush and all(indents[flush:]) and (first == 0 or lines.bare[first].isupper()):
        begins.append(first + flush)  # a head line at the margin, above an indented text
    else:
        flush = 0
    base = min(indents[flush:])
    deep = [first + k for k, indent in enumerate(indents) if k >= flush and indent >= base + 3]
    return begins + deep


def _is_heading_line(bare: Sequence[str], first: int, after: int, width: int) -> bool:
    """Say whether the first line of a run stops short although the next word had room in it."""
    if after - first < 2:
        return False
    line, following = bare[first], bare[first + 1]
    room = width * 0.8 - len(line) - 1
    return (
        room > len(following.split(maxsplit=1)[0])
        and len(following) >= width * 0.6
        and line[0] not in '"“«„'
        and not (line[-1] in ",;-–—" or (ends_sentence(line) and not line.isupper()))
        and (line[-1] != ":" or len(line.split()) <= 4)
    )
