"""Owns what comes again on every page: running headers and footers, and page numbers."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from desktop.corpus.formats.pdf.lines import Line, PageLines

_EDGE = 0.16
_MOST_ROWS, _LEAST_ROWS = 3, 3
_LEAST_PAGES = 3
_LONGEST, _LONGEST_OF_TWO = 200, 80
_WIDE = 1.8
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.|pag\.|página|pagina|صفحة|الصفحة|стр\.?)\s*)?"
    r"(\d{1,5}|[ivxlc]{1,7})(?:\s*(?:/|of|von|de|sur|من)\s*\d{1,5})?\W*",
    re.IGNORECASE,
)


def running(pages: Sequence[PageLines], body_size: float) -> dict[int, str]:
    """Return which lines are "header" or "footer", by `id`.

    A line at the edge of the page is one if the same comes at the same height on three pages, digits
    aside, or if it is a number that counts along with the pages. Where there are but two pages, it must
    count along with them, or stand clearly apart from the text on both. Pages with next to nothing on
    them say nothing about this. Where nothing else would be left, these lines are the text.
    """
    if len(pages) < 2:
        return {}
    edges = [_edges(page) for page in pages]
    full = {n for n, page in enumerate(pages) if _n_rows(page) >= _LEAST_ROWS}
    seen: dict[tuple[str, str, int], list[tuple[int, Line]]] = defaultdict(list)
    for number, edge in enumerate(edges):
        for style, line in edge:
            for height in _heights(line):
                seen[style, _key(line.text), height].append((number, line))
    found: dict[int, str] = {}
    for (style, key, _), lines in seen.items():
        n_pages = len({number for number, _ in lines} & full)
        if n_pages < min(_LEAST_PAGES, len(pages)):
            continue
        exact = len({line.text for _, line in lines}) == 1
        if len(lines[0][1].text) > (_LONGEST if len(pages) > 2 else _LONGEST_OF_TWO):
            continue
        if len(pages) == 2 and not (
            _counts(lines) or all(_is_apart(pages[number], line) for number, line in lines)
        ):
            continue
        is_large = lines[0][1].size > body_size * 1.25
        if is_large and not (exact and n_pages * 2 >= len(pages)):
            continue
        if key.strip(" #") or _counts(lines):
            found.update({id(line): style for _, line in lines})
    is_all = all(id(line) in found for page in pages for line in page.lines)
    return {} if is_all else found


def _key(text: str) -> str:
    if _NUMBER.fullmatch(text):
        return "#"
    return _DIGITS.sub("#", text).casefold()


def _heights(line: Line) -> tuple[int, int]:
    """Return the height of a line in steps, rounded both ways, so that near ones meet in one."""
    place = line.bottom / 6
    return round(place) * 2, int(place) * 2 + 1


def _edges(page: PageLines) -> list[tuple[str, Line]]:
    """Return the lines in the first and the last rows of a page, as far as they are at its edge."""
    upright = sorted(
        (line for line in page.lines if line.is_upright and not line.is_table),
        key=lambda line: line.bottom,
    )
    if not upright:
        return []
    low, high = upright[0].bottom, upright[-1].top
    edge = (high - low) * _EDGE
    found = [("footer", line) for line in _rows(upright) if line.bottom < low + edge]
    upright.reverse()
    found += [("header", line) for line in _rows(upright) if line.top > high - edge]
    return found


def _n_rows(page: PageLines) -> int:
    """Count the rows of a page, up to the few that say that there is a text on it."""
    rows: set[int] = set()
    for line in page.lines:
        rows.add(round(line.bottom))
        if len(rows) == _LEAST_ROWS:
            break
    return len(rows)


def _rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of the first rows of those that are sorted by height."""
    n_rows = 0
    last = float("inf")
    for number, line in enumerate(lines):
        if abs(line.bottom - last) > line.size * 0.5:
            n_rows += 1
            last = line.bottom
        if n_rows > _MOST_ROWS:
            return list(lines[:number])
    return list(lines)


def _is_apart(page: PageLines, line: Line) -> bool:
    """Say whether the space between a line at the edge and the text is wide, and seldom that wide."""
    places = sorted({other.bottom for other in page.lines if other.is_upright})
    rows = [low for low, high in pairwise(places) if high - low > line.size * 0.4]
    rows.append(places[-1])
    gaps = [high - low for low, high in pairwise(rows)]
    at = bisect_left(rows, line.bottom - line.size * 0.4)
    is_above = at * 2 > len(rows)
    nearest = gaps[max(at - _MOST_ROWS, 0) : at] if is_above else gaps[at : at + _MOST_ROWS]
    widest = max(nearest, default=0.0)
    return widest > line.size * _WIDE and sum(gap > widest * 0.9 for gap in gaps) <= 2


def _counts(lines: Sequence[tuple[int, Line]]) -> bool:
    """Say whether the numbers go up with the pages: those that stand alone, or one in each line."""
    offsets: dict[int, set[int]] = defaultdict(set)
    for number, line in lines:
        told = _NUMBER.fullmatch(line.text)
        if told:
            value = int(told[1]) if told[1].isdecimal() else _roman(told[1].lower())
            offsets[value - number].add(number)
        else:
            for value in set(_DIGITS.findall(line.text)):
                offsets[int(value[:6]) - number].add(number)
    n_pages = len({number for number, _ in lines})
    return max(map(len, offsets.values()), default=0) * 2 > n_pages


def _roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[letter] for letter in text]
    after = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, after, strict=True))
