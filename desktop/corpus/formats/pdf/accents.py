"""Owns accents that are drawn as characters of their own over or under a letter: TeX does so.

A PDF that was set with fonts of 128 characters has "´" and "e" where "é" is seen, in whatever order
they were drawn. Where the accent stands says to which letter of its line it belongs.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence

NOTHING = "\ufeff"
"""What takes the place of a character that went into another: it is left out of every line."""

Boxes = Callable[[Sequence[int]], list[list[float]]]
"""Returns where the characters at places of a page's text stand: left, bottom, right, top."""

_MARKS = {
    "`": "\u0300", "\u00b4": "\u0301", "\u02c6": "\u0302", "\u02dc": "\u0303", "\u00af": "\u0304",
    "\u02c9": "\u0304", "\u02d8": "\u0306", "\u02d9": "\u0307", "\u00a8": "\u0308",
    "\u02da": "\u030a", "\u02dd": "\u030b", "\u02c7": "\u030c", "\u00b8": "\u0327",
    "\u02db": "\u0328",
}  # fmt: skip
_ACCENT = re.compile(f"[{''.join(_MARKS)}]")
_LINE_WITH_ACCENT = re.compile(f"[^\\n\\ufffe]*[{''.join(_MARKS)}][^\\n\\ufffe]*")
_DOTLESS = {"\u0131": "i", "\u0237": "j"}
_LONGEST_LINE = 1_000
_BESIDE, _TOGETHER, _SAME_HEIGHT = 0.1, 0.12, 0.5


def has_accents(text: str) -> bool:
    """Say whether accents stand in a text as characters of their own."""
    return _ACCENT.search(text) is not None


def with_accents(text: str, boxes_at: Boxes) -> str:
    """Return the text of a page, of the same length, with accents on the letters they stand at."""
    letters = list(text)
    for found in _LINE_WITH_ACCENT.finditer(text):
        start, end = found.span()
        if end - start <= _LONGEST_LINE:
            _settle(letters, start, boxes_at(range(start, end)))
    return "".join(letters)


def _settle(letters: list[str], start: int, boxes: Sequence[Sequence[float]]) -> None:
    """Put the accents of one line, which begins at `start`, on their letters."""
    for number, box in enumerate(boxes):
        mark = _MARKS.get(letters[start + number])
        if mark is None or box[2] <= box[0]:
            continue
        middle = (box[0] + box[2]) / 2
        best, nearest = -1, float("inf")
        for other, (left, bottom, right, top) in enumerate(boxes):
            beside = (right - left) * _BESIDE
            if not left - beside <= middle <= right + beside:
                continue
            common = min(top, box[3]) - max(bottom, box[1])
            far = abs(left + right - 2 * middle)
            is_over = common > (box[3] - box[1]) * _SAME_HEIGHT
            if is_over and far < nearest and _accented(letters[start + other], mark):
                best, nearest = other, far
        if best >= 0:
            letters[start + best] = _accented(letters[start + best], mark)
            letters[start + number] = NOTHING
            _close(letters, start, number, boxes)


def _accented(letter: str, mark: str) -> str:
    """Return a letter with an accent if that is one character, else nothing."""
    letter = _DOTLESS.get(letter, letter)
    if not letter.isalpha():
        return ""
    whole = unicodedata.normalize("NFC", letter + mark)
    return whole if len(whole) == 1 else ""


def _close(letters: list[str], start: int, number: int, boxes: Sequence[Sequence[float]]) -> None:
    """Take out the spaces that PDFium saw around an accent and that are not there without it."""
    before, after = number - 1, number + 1
    while before >= 0 and letters[start + before] in (" ", NOTHING):
        before -= 1
    while after < len(boxes) and letters[start + after] in (" ", NOTHING):
        after += 1
    if before < 0 or after >= len(boxes) or letters[start + after] == "\r":
        return
    gap = boxes[after][0] - boxes[before][2]
    if abs(gap) < (boxes[after][3] - boxes[after][1]) * _TOGETHER:
        letters[start + before + 1 : start + after] = [NOTHING] * (after - before - 1)
