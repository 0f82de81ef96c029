"""Owns spaces inside words: PDFium sees some where letters are set apart, or drawn in single pieces.

A program for text recognition that stretches its letters over the picture gives "th e river s"; a
heading with its letters set wide gives "T h e  r i v e r". The space that stands between letters of
the same word is as wide as that between its others.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from desktop.corpus.formats.pdf.accents import NOTHING, Boxes

_LETTER = r"[A-Za-z\u00c0-\u024f\u0370-\u052f]"
_SINGLE = re.compile(rf"(?<!\S){_LETTER}(?!\S)")
_SHORT = re.compile(rf"\s{_LETTER}(?=\s)")
# At most one word between four single letters.
_ROW_OF_SHORT = re.compile(r"[ \n][^\W\d_](?: \S+)?(?: [^\W\d_](?: \S+)?){2} [^\W\d_]\s")
_LINE = re.compile(r"[^\n\ufffe]+")
_LEAST_SINGLES, _SHARE = 4, 0.2
_LONGEST_LINE = 600
_WIDER, _SLACK, _CLEARLY = 1.5, 0.04, 1.6


def has_single_letters(text: str) -> bool:
    """Say whether many of the words of a page, or of one of its lines, are single letters."""
    n_singles = len(_SHORT.findall(text))
    return n_singles >= _LEAST_SINGLES and (
        n_singles > text.count(" ") * _SHARE or _ROW_OF_SHORT.search(text) is not None
    )


def without_spaces_in_words(text: str, boxes_at: Boxes, is_generated: Callable[[int], bool]) -> str:
    """Return the text of a page, of the same length, without the spaces that part single letters."""
    letters = list(text)
    is_all = len(_SINGLE.findall(text)) > text.count(" ") * _SHARE
    for found in _LINE.finditer(text):
        line = found[0]
        if len(line) <= _LONGEST_LINE and ((is_all and _SINGLE.search(line)) or _is_spaced(line)):
            _mend(letters, found.start(), line, boxes_at, is_generated)
    return "".join(letters)


def _is_spaced(line: str) -> bool:
    n_singles = len(_SINGLE.findall(line))
    return n_singles >= _LEAST_SINGLES and n_singles * 2 > line.count(" ")


def _mend(
    letters: list[str],
    start: int,
    line: str,
    boxes_at: Boxes,
    is_generated: Callable[[int], bool],
) -> None:
    boxes = boxes_at(range(start, start + len(line)))
    places = [n for n, letter in enumerate(line) if not letter.isspace()]
    inside: dict[int, float] = {}
    seen: dict[int, float] = {}
    for place, following in pairwise(places):
        gap = boxes[following][0] - boxes[place][2]
        if following == place + 1:
            inside[place] = gap
        elif following == place + 2 and is_generated(start + place + 1):
            seen[place] = gap
    limit = _limit(list(inside.values()), list(seen.values()))
    for place, gap in seen.items():
        slack = (boxes[place][3] - boxes[place][1]) * _SLACK
        near = [inside[n] for n in (place - 1, place + 2) if n in inside]
        if gap < (max(0.0, *near) * _WIDER + slack if near else limit):
            letters[start + place + 1] = NOTHING


def _limit(inside: Sequence[float], seen: Sequence[float]) -> float:
    """Return how wide a space between two single letters is if it parts words.

    `inside` are the spaces between letters that touch otherwise, `seen` those where PDFium saw one.
    """
    if inside and (usual := sorted(inside)[len(inside) // 2]) > min(seen, default=0.0) / _CLEARLY:
        return usual * _WIDER
    ordered = sorted(seen)
    for narrow, wide in pairwise(ordered):
        if wide > max(narrow, 0.1) * _CLEARLY:
            return (narrow + wide) / 2
    return 0.0
