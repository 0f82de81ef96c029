"""Owns how the text of a page is cut into lines: at line ends, and where columns are apart."""

import re
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from desktop.corpus.formats.pdf.door import PageText
from desktop.corpus.formats.pdf.garbled import is_garbled
from desktop.corpus.formats.pdf.leftward import Leftward
from desktop.corpus.formats.pdf.letters import (
    HYPHEN,
    RIGHT_TO_LEFT,
    is_plain,
    is_right_to_left,
    settled,
)
from desktop.corpus.formats.pdf.lines import Line, PageLines
from desktop.corpus.formats.pdf.tables import Table, may_hold_table, tables_of
from desktop.corpus.formats.pdf.vowelled import is_part, is_vowelled

# PDFium puts the sign for a divided word in place of the line's end.
_LINE = re.compile("[^\n\ufffe]+\ufffe?")
_SPACES = re.compile("(?<=[^ ]) +(?=[^ ])")
_SAMPLES = 4
_LEAST_SAMPLED = 8
_WIDE_GAP = 1.3
_LEAST_CUT = 2
_LEAST_CHARACTERS = 24
_FEW_CHARACTERS, _FEW_IN_STAMP, _EDGE = 10, 160, 0.12


def lines_of(page: PageText, number: int) -> PageLines:
    """Cut a page (from 0) into lines."""
    text = page.text
    spans = _spans(text)
    lines = _lines(page, spans, number)
    if may_hold_table(lines) and (tables := tables_of(page, spans, number)):
        lines = _with_tables(page, spans, tables, number)
    kept = tuple(line for line in lines if line.text)
    return PageLines(
        kept,
        page.width,
        page.height,
        is_picture=_is_picture(page, kept),
        is_garbled=is_garbled(text),
    )


def _is_picture(page: PageText, lines: Sequence[Line]) -> bool:
    """Say whether a page has no text, or nothing but a stamp at its edge, and shows a picture."""
    if len(page.text) < _FEW_CHARACTERS:
        return page.drawn.has_picture()
    low, high = page.height * _EDGE, page.height * (1 - _EDGE)
    return (
        len(page.text) < _FEW_IN_STAMP
        and not any(low < line.bottom and line.top < high for line in lines)
        and page.drawn.covers_page()
    )


def _lines(page: PageText, spans: Sequence[tuple[int, int]], number: int) -> list[Line]:
    text = page.text
    if not text.isascii() and RIGHT_TO_LEFT.search(text) is not None:
        return _mixed(page, spans, number)
    return _left_to_right(page, _cut(page, spans), number)


def _with_tables(
    page: PageText, spans: Sequence[tuple[int, int]], tables: Sequence[Table], number: int
) -> list[Line]:
    """Return the lines of a page with each table in the place of the first line that is part of it."""
    starts = {min(table.lines): table for table in tables}
    taken = frozenset[int]().union(*(table.lines for table in tables))
    lines: list[Line] = []
    between: list[tuple[int, int]] = []
    for place, span in enumerate(spans):
        if place in starts:
            lines += _lines(page, between, number)
            between = []
            lines.append(starts[place].line)
        if place not in taken:
            between.append(span)
    return lines + _lines(page, between, number)


def _spans(text: str) -> list[tuple[int, int]]:
    """Return where the lines of a page stand in its text, without the white space around them."""
    spans: list[tuple[int, int]] = []
    for found in _LINE.finditer(text):
        part = found[0]
        stripped = part.strip()
        if stripped and stripped != HYPHEN:
            start = found.start() + (0 if part[0] == stripped[0] else part.index(stripped[0]))
            spans.append((start, start + len(stripped)))
    return spans


def _mixed(page: PageText, spans: Sequence[tuple[int, int]], number: int) -> list[Line]:
    """Return the lines of a page on which some run from right to left."""
    text = page.text
    is_theirs = is_right_to_left(text)
    theirs = [
        not (part := text[start:end]).isascii()
        and (RIGHT_TO_LEFT.search(part) is not None if is_theirs else is_right_to_left(part))
        for start, end in spans
    ]
    if not any(theirs):
        return _left_to_right(page, _cut(page, spans), number)
    has_marks = is_vowelled(text)
    if has_marks:
        theirs = [
            is_leftward or is_part(text[start:end])
            for is_leftward, (start, end) in zip(theirs, spans, strict=True)
        ]
    is_gapped = not all(theirs) and _gapped(page, spans)
    leftward = Leftward(page)
    lines: list[Line] = []
    for is_leftward, group in groupby(zip(theirs, spans, strict=True), key=itemgetter(0)):
        ours = [span for _, span in group]
        if is_leftward:
            lines += (leftward.vowelled if has_marks else leftward.lines)(ours, number)
        else:
            cut = [piece for span in ours for piece in _pieces(page, *span)] if is_gapped else ours
            lines += _left_to_right(page, cut, number)
    return lines


def _left_to_right(page: PageText, spans: Sequence[tuple[int, int]], number: int) -> list[Line]:
    """Return lines from the places of their first and last characters."""
    if not spans:
        return []
    starts = [start for start, _ in spans]
    boxes = page.boxes_at(starts + [end - 1 for _, end in spans])
    whole = page.text
    is_settled = is_plain(whole)
    lines: list[Line] = []
    for (start, end), a, b, is_bold in zip(
        spans, boxes, boxes[len(spans) :], page.bold_at(starts), strict=False
    ):
        text = whole[start:end]
        is_divided = text[-1] == HYPHEN or text[-1] == "\u00ad"
        if is_divided:
            text = text.rstrip(HYPHEN + "\u00ad")
        if HYPHEN in text:
            text = text.replace(HYPHEN, "-")
        left, bottom, right, top = a
        tall, across = top - bottom, b[2] - left
        if abs(bottom - b[1]) < tall and across > tall:
            size, bottom = page.set_at(start, bottom, top)
            top = bottom + size
        else:
            size, base = page.size_and_base(start)
            is_upright = abs(bottom - b[1]) < size * 2
            bottom, top = (base, base + size) if is_upright else (min(bottom, b[1]), max(top, b[3]))
        lines.append(
            Line(
                " ".join(text.split()) if is_settled else settled(text),
                left if left < b[0] else b[0],
                bottom,
                right if right > b[2] else b[2],
                top,
                size,
                number,
                is_bold and page.bold_at([end - 1])[0],
                False,
                is_divided,
            )
        )
    return lines


def _cut(page: PageText, spans: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Return the lines of a page, cut where they run over the space between columns."""
    if not _gapped(page, spans):
        return spans
    return [piece for span in spans for piece in _pieces(page, *span)]


def _gapped(page: PageText, spans: Sequence[tuple[int, int]]) -> bool:
    """Say whether lines of the page seem to run over the space between columns: a few are looked at."""
    text = page.text
    long = [
        (start, end)
        for start, end in spans
        if end - start >= 2 * _LEAST_CHARACTERS
        and text.find(" ", start, end) > 0
        and not (not text.isascii() and RIGHT_TO_LEFT.search(text, start, end))
    ]
    if len(long) < _LEAST_SAMPLED:
        return False
    step = len(long) / _SAMPLES
    n_cut = 0
    for n in range(_SAMPLES):
        start, end = long[int((n + 0.5) * step)]
        n_cut += not page.is_one_piece(start, end) and len(_pieces(page, start, end)) > 1
        n_left = _SAMPLES - 1 - n
        if n_cut >= _LEAST_CUT or n_cut + n_left < _LEAST_CUT:
            break
    return n_cut >= _LEAST_CUT


def _pieces(page: PageText, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a stretch of a line where the space between two words is as wide as between columns."""
    spaces = [found.span() for found in _SPACES.finditer(page.text, start, end)]
    places = [place for first, last in spaces for place in (first - 1, last)]
    boxes = page.boxes_at(places)
    pieces: list[tuple[int, int]] = []
    begin = start
    for (first, last), before, behind in zip(spaces, boxes[::2], boxes[1::2], strict=True):
        tall = min(before[3] - before[1], behind[3] - behind[1])
        if behind[0] - before[2] > tall * _WIDE_GAP or behind[2] < before[0]:
            pieces.append((begin, first))
            begin = last
    return [*pieces, (begin, end)]
