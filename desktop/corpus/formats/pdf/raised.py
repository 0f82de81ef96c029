"""Owns raised digits: the signs of notes, and powers.

PDFium gives them as common digits, often stuck to the word before them and sometimes as a line of
their own that parts a sentence. As raised digits they are no part of the word.
"""

import re
from collections.abc import Sequence

from desktop.corpus.formats.pdf.accents import NOTHING, Boxes

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DIGITS = re.compile("[0-9]+")
_BEFORE = frozenset('.,;:!?"”’»)]…*%')
_INSIDE = frozenset(".,/-_")
_ALONE = re.compile(r"\r\n(?<=[^\s\ufffe]..)([0-9]{1,3})(?:\r\n(?=\S))?(?=\s|(?<=\n))", re.DOTALL)
_MOST_NUMBERS = 120
_SMALL, _LIFT, _TOUCH, _SPACE = 0.86, 0.12, 0.35, 0.15


def with_raised_digits(text: str, boxes_at: Boxes) -> str:
    """Return the text of a page, of the same length, with digits that stand raised as such."""
    stuck, numbers = _candidates(text)
    alone = list(_ALONE.finditer(text)) if stuck or numbers or _DIGITS.search(text) else []
    if len(numbers) > _MOST_NUMBERS:
        numbers = []
    if not (stuck or numbers or alone):
        return text
    letters = list(text)
    _stuck(text, letters, stuck, boxes_at)
    _behind_numbers(text, letters, numbers, boxes_at)
    _alone(text, letters, alone, boxes_at)
    return "".join(letters)


def _candidates(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return where digits may be raised as a whole, and where the last ones of a number may be."""
    stuck: list[tuple[int, int]] = []
    numbers: list[tuple[int, int]] = []
    for found in _DIGITS.finditer(text):
        start, end = found.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if end - start <= 3:
            if before == "\n":
                if after.isalpha():
                    stuck.append((start, end))
            elif (before.isalpha() or before in _BEFORE) and not (
                after.isalnum() or (after in _INSIDE and text[end + 1 : end + 2].isdecimal())
            ):
                stuck.append((start, end))
        if 3 <= end - start <= 7 and not (
            before.isalnum()
            or after.isalnum()
            or before in _INSIDE
            or after in _INSIDE - {".", ","}
        ):
            numbers.append((start, end))
    return stuck, numbers


def _stuck(
    text: str, letters: list[str], spans: Sequence[tuple[int, int]], boxes_at: Boxes
) -> None:
    """Raise the digits that are smaller and higher than the letter they stand at."""
    beside = [start - 1 if text[start - 1] != "\n" else end for start, end in spans]
    pairs = zip(spans, beside, strict=True)
    boxes = boxes_at([place for (start, _), other in pairs for place in (start, other)])
    for (start, end), digit, letter in zip(spans, boxes[::2], boxes[1::2], strict=True):
        if _is_raised(digit, letter):
            letters[start:end] = text[start:end].translate(_RAISED)


def _behind_numbers(
    text: str, letters: list[str], spans: Sequence[tuple[int, int]], boxes_at: Boxes
) -> None:
    """Raise the last digits of a number that are smaller and higher than its first one: 2013¹²."""
    boxes = boxes_at([place for start, end in spans for place in (start, end - 1)])
    for (start, end), first, last in zip(spans, boxes[::2], boxes[1::2], strict=True):
        if _is_raised(last, first):
            for place, box in zip(range(start, end), boxes_at(range(start, end)), strict=True):
                if _is_raised(box, first):
                    letters[place] = text[place].translate(_RAISED)


def _alone(text: str, letters: list[str], places: Sequence[re.Match[str]], boxes_at: Boxes) -> None:
    """Put raised digits that are a line of their own back behind their word, with what follows."""
    for found in places:
        first, after = found.start(1), min(found.end(), len(text) - 1)
        word, digit, follows = boxes_at([found.start() - 1, first, after])
        tall = word[3] - word[1]
        if not (_is_raised(digit, word) and abs(digit[0] - word[2]) < tall * _TOUCH):
            continue
        letters[found.start() : first] = NOTHING * (first - found.start())
        letters[first : found.end(1)] = found[1].translate(_RAISED)
        if found.end() > found.end(1) and _goes_on(follows, digit, word):
            is_apart = follows[0] - digit[2] > tall * _SPACE
            letters[found.end(1) : found.end()] = NOTHING, " " if is_apart else NOTHING


def _is_raised(digit: Sequence[float], letter: Sequence[float]) -> bool:
    tall = letter[3] - letter[1]
    return (
        0 < digit[3] - digit[1] < tall * _SMALL and letter[1] + tall * _LIFT < digit[1] < letter[3]
    )


def _goes_on(follows: Sequence[float], digit: Sequence[float], word: Sequence[float]) -> bool:
    """Say whether what follows stands on the line of the word, behind the digit."""
    tall = word[3] - word[1]
    return abs(follows[1] - word[1]) < tall * _TOUCH and -1 < follows[0] - digit[2] < tall * 2
