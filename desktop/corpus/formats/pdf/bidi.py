"""Owns lines that run from right to left: the order in which they are read, from where glyphs stand.

PDFium turns such a line round by segments: a ligature of two letters comes out backwards, a number
with signs around it as it is drawn, and what another font draws in its own run lands elsewhere.
The places of the glyphs say what stands where; the Unicode Bidirectional Algorithm (UAX 9), read
backwards, what was written. https://www.unicode.org/reports/tr9/
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

NOT_PLAIN = re.compile(
    r"[^\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\s.]"
    r"(?<=[\w()\[\]{}<>«»%$#+/\ufffe-])"
)
"""What makes a line from right to left more than letters and full stops."""

_SPACE = 0.18
_TOLD_SPACE = 0.04
_APART = 2.5
_MOST_IN_GLYPH = 4
_STACKED = 0.7
_FIRST_MARK = "\u0300"
_OVER = 0.4
_LATIN = re.compile(r"[A-Za-z\u00c0-\u058f\u1e00-\u1fff]")
_ARABIC = re.compile(r"[\u0600-\u07bf\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
# A number as it is drawn left to right: after an Arabic letter only common separators are inside.
_ARABIC_NUMBER = re.compile(r"\d+(?:[.,:/\u066b\u066c\u060c]\d+)*")
_HEBREW_NUMBER = re.compile(
    r"[%$#\u20aa\u20ac\u00a3]*[+-]?\d+(?:[.,:/+-]\d+)*[%$#\u20aa\u20ac\u00a3\u00b0]*"
)
_WESTERN = re.compile(
    r"[0-9\u06f0-\u06f9]*[A-Za-z\u00c0-\u058f\u1e00-\u1fff]"
    r"(?:[^\u0590-\u060b\u060d-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]*"
    r"[A-Za-z0-9\u06f0-\u06f9\u00c0-\u058f\u1e00-\u1fff])?"
)
# What PDFium itself makes of a ligature that is a character is the right way round.
_WHOLE = frozenset(
    unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0xFDF0, 0xFDFD), *range(0xFEF5, 0xFEFD))
)
_BRACKETS = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_OPENING = "([{"
_BRACKET = re.compile(r"[()\[\]{}]")
_TURNS = re.compile(r"[()\[\]{}<>«»]")


class Glyph(NamedTuple):
    """A character as PDFium gives it, and where it stands."""

    text: str
    left: float
    right: float
    is_generated: bool = False


class Piece(NamedTuple):
    """A stretch of a line in the order in which it is read, and where it stands."""

    text: str
    left: float
    right: float


class Steps(NamedTuple):
    """How each character of a page stands to the one after it: one flag each.

    `is_same`: both are one glyph. `is_back`: the second stands to the right, or far to the left.
    """

    is_same: NDArray[np.bool_]
    is_back: NDArray[np.bool_]


def steps_of(boxes: NDArray[np.float32]) -> Steps:
    """Compare the characters of a page, as rows of their boxes, with those after them."""
    left, bottom, right, top = np.ascontiguousarray(boxes.T)
    is_same = (left[:-1] == left[1:]) & (right[:-1] == right[1:]) & (right[:-1] > left[:-1])
    is_same &= (bottom[:-1] == bottom[1:]) & (top[:-1] == top[1:])
    tall = (top - bottom)[:-1]
    middle = left + right
    is_back = (middle[1:] - middle[:-1] > tall * 0.1) | (left[:-1] - right[1:] > tall * _APART)
    return Steps(is_same, is_back)


def turned(text: str, is_same: NDArray[np.bool_]) -> str:
    """Return a line in which what one glyph stands for is the right way round."""
    letters = list(text)
    done = -1
    for place in np.flatnonzero(is_same).tolist():
        if place < done:
            continue
        done = place
        while done < len(is_same) and is_same[done]:
            done += 1
        run = "".join(letters[place : done + 1])
        letters[place : done + 1] = _whole(run)
    return "".join(letters)


def is_given(is_same: NDArray[np.bool_]) -> bool:
    """Say whether a line holds text that the file puts in place of glyphs, all in the place of one."""
    n_same = 0
    for flag in is_same.tolist():
        n_same = n_same + 1 if flag else 0
        if n_same >= _MOST_IN_GLYPH:
            return True
    return False


def logical(glyphs: Sequence[Glyph], size: float) -> list[Piece]:
    """Return what a line says, cut where columns are apart; `size` is the height of its font."""
    clusters, spaced = _clusters(glyphs)
    drawn = _from_left(clusters)
    piece: list[Glyph] = []
    pieces = [piece]
    before, has_space, end = -1, False, math.inf
    for number in drawn:
        glyph = clusters[number]
        text, left, right, _ = glyph
        if text.isspace() and text >= " ":  # below are codes of glyphs, not white space
            has_space = True
            continue
        gap = left - end
        if gap > size * _TOLD_SPACE:  # seldom: most glyphs touch
            if gap > size * _APART and len(piece) > 3:
                piece = []
                pieces.append(piece)
            elif has_space or gap > size * _SPACE or _is_spaced(before, number, spaced):
                piece.append(Glyph(" ", left - gap, left))
        piece.append(glyph)
        before, has_space, end = number, False, right
    pieces.reverse()
    return [
        Piece(_read([glyph.text for glyph in piece]), piece[0].left, piece[-1].right)
        for piece in pieces
        if piece
    ]


def _is_spaced(before: int, number: int, spaced: set[tuple[int, int]]) -> bool:
    return (before, number) in spaced or (number, before) in spaced


def _from_left(clusters: Sequence[Glyph]) -> list[int]:
    """Return the numbers of glyphs as they stand from left to right.

    Of two Arabic letters above each other the one that PDFium has first stands to the right.
    """
    drawn = sorted(range(len(clusters)), key=lambda n: clusters[n].left + clusters[n].right)
    for place in range(len(drawn) - 1):
        first, second = drawn[place], drawn[place + 1]
        if second != first + 1:
            continue
        a, b = clusters[first], clusters[second]
        common = _common(a, b)
        if (
            common > min(a.right - a.left, b.right - b.left) * _STACKED > 0
            and _ARABIC.match(a.text)
            and _ARABIC.match(b.text)
        ):
            drawn[place], drawn[place + 1] = second, first
    return drawn


def _clusters(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], set[tuple[int, int]]]:
    """Put together what one glyph stands for; also say between which PDFium saw a space."""
    clusters: list[Glyph] = []
    marks: list[tuple[Glyph, int]] = []
    spaced: set[tuple[int, int]] = set()
    last_left = last_right = math.nan
    for glyph in glyphs:
        letter, left, right, is_generated = glyph
        if is_generated:
            spaced.add((len(clusters) - 1, len(clusters)))
            continue
        is_mark = letter >= _FIRST_MARK and unicodedata.combining(letter[0]) > 0
        if is_mark and right > left:
            marks.append((glyph, len(clusters) - 1))
        elif clusters and (is_mark or (left == last_left and right == last_right and right > left)):
            last = clusters[-1]
            clusters[-1] = last._replace(text=last.text + letter)
        else:
            clusters.append(glyph)
            last_left, last_right = left, right
    for number, cluster in enumerate(clusters):
        if len(cluster.text) > 1:
            clusters[number] = cluster._replace(text=_whole(cluster.text))
    for mark, before in marks:
        _put_on(clusters, mark, before)
    return clusters, spaced


def _put_on(clusters: list[Glyph], mark: Glyph, before: int) -> None:
    """Add a mark to its letter: the one `before` it if it stands there, else that with the nearest middle.

    Some programs draw a mark twice.
    """
    if not clusters:
        clusters.append(mark)
        return
    best = before
    if before < 0 or _common(clusters[before], mark) < (mark.right - mark.left) * _OVER:
        middle = mark.left + mark.right
        far = [
            abs(left + right - middle) / (right - left + 1.0) if text[0].isalpha() else math.inf
            for text, left, right, _ in clusters
        ]
        best = far.index(min(far))
    if mark.text not in clusters[best].text:
        clusters[best] = clusters[best]._replace(text=clusters[best].text + mark.text)


def _common(a: Glyph, b: Glyph) -> float:
    return min(a.right, b.right) - max(a.left, b.left)


def _whole(text: str) -> str:
    """Return what one glyph stands for, the right way round.

    Text that the file itself puts in place of glyphs comes as it was written, all on one glyph.
    """
    if len(text) < 2 or len(text) > _MOST_IN_GLYPH or text in _WHOLE or text.isascii():
        return text
    return text if any(map(unicodedata.combining, text)) or " " in text else text[::-1]


def _read(drawn: list[str]) -> str:
    """Return the reading order of a line from its clusters as they are drawn from left to right."""
    shown = "".join(cluster[0] for cluster in drawn)
    spoken: list[tuple[int, int]] = []
    for found in _WESTERN.finditer(shown):
        spoken.append(found.span())
    for start, end in _between(spoken, len(shown)):
        spoken += _numbers(shown, start, end)
    spoken.sort()
    words: list[str] = []
    end = len(drawn)
    for start, stop in reversed(spoken):
        words += reversed(drawn[stop:end])
        words += drawn[start:stop]
        end = start
    words += reversed(drawn[:end])
    return "".join(words)


def _between(spans: Sequence[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    edges = [0, *(edge for span in spans for edge in span), size]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def _numbers(shown: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where numbers stand; what is read before them, to their right, says which rule holds."""
    spans: list[tuple[int, int]] = []
    is_arabic = bool(_ARABIC.search(shown))
    rule = _ARABIC_NUMBER if is_arabic else _HEBREW_NUMBER
    for found in rule.finditer(shown, start, end):
        spans.append(found.span())
    return spans


def with_brackets_right(texts: Sequence[str]) -> list[str]:
    """Return lines that run from right to left with brackets that open before they close.

    Some programs store the bracket that is drawn, others the one that is meant; which it is shows in
    what the page has more of.
    """
    brackets = "".join(_BRACKET.findall("\n".join(texts)))
    n_wrong = _n_wrong(brackets)
    if not n_wrong:
        return list(texts)
    turn = n_wrong > _n_wrong(brackets.translate(_BRACKETS))
    return [_with_brackets(text, turn=turn) if _TURNS.search(text) else text for text in texts]


def _with_brackets(text: str, *, turn: bool) -> str:
    if turn:
        text = _WESTERN_OR_BRACKET.sub(_turned, text)
    return _AMISS.sub(lambda found: found[0].translate(_BRACKETS), text)


# Of two brackets around words in Latin letters PDFium turns one: the space beside them tells.
_AMISS = re.compile(r"(?<!\S)[)\]}](?=\w)|(?<=\w)[(\[{](?=[\s.,;:\u060c\u061b\u061f!]|$)")
_WESTERN_OR_BRACKET = re.compile(
    r"([A-Za-z][^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]*[A-Za-z0-9])|[()\[\]{}<>«»]"
)


def _turned(found: re.Match[str]) -> str:
    return found[0] if found[1] else found[0].translate(_BRACKETS)


def _n_wrong(brackets: str) -> int:
    depth = wrong = 0
    for letter in brackets:
        if letter in _OPENING:
            depth += 1
        else:
            wrong += not depth
            depth = max(depth - 1, 0)
    return wrong + depth
