"""Owns the marks that lines begin with: bullets, numbers and letters of lists and sections."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_BULLETS = "•◦▪‣●○■□▶►➢➤✓✔"

# Group names say what kind of mark it is; the value is read from the same group.
_MARKER = re.compile(
    rf"""(?:
      (?P<bullet>[{_BULLETS}]|[*+·](?=\s))
    | (?P<dash>-{{1,2}}(?=\s)|[–—](?=\s)|ـ+(?=[\s-]))
    | (?P<open>[(\[]?)
      (?: (?P<number>\d{{1,3}}|\#) | (?P<roman>[ivx]{{1,6}}|[IVXL]{{1,7}}) | (?P<latin>[A-Za-z])
        | (?P<arabic>[\u0621-\u06d5])ـ?\u200c? )
      (?P<close>[)\]]|[.](?!\d)|\s?[-–/](?!\d))
    )(?P<white>\s*)""",
    re.VERBOSE,
)
_FIRST = frozenset(f"{_BULLETS}*+·-–—ـ([#0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")
_CLOSE = frozenset(".)]-–/")
_CLOSING = r"\s?[.)\]\-–/]"
_LETTERS = r"[A-Za-z\u0621-\u06d5][ivxlIVXLـ\u200c]{0,7}"
MARKS = rf"[{_BULLETS}*+·\-–—ـ(\[#]|(?:\d{{1,3}}|{_LETTERS}){_CLOSING}"
"""The regular expression of what a line begins with that may begin with a mark."""
MAY_BEGIN = re.compile(MARKS).match
"""Says quickly, of a line that may be empty, whether it is worth while to look for a mark."""
# A word and the white space after it: what a mark is read from, if it is not made of two words.
_WORD = r"\S{1,8}[ \t]+(?![-–/\s])"
_FIRST_WORD = re.compile(_WORD).match
_MAY_BEGIN_WORD = re.compile(rf"(?={MARKS})({_WORD})?").match
_MAY_OPEN = re.compile(rf"{MARKS}|(?:\d{{1,3}}|{_LETTERS})\s?\Z").match
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


class Marker(NamedTuple):
    """A mark: its `style` (the same for all items of one list), its number (0: none), its length."""

    style: str
    value: int
    length: int


def marker_of(line: str) -> Marker | None:
    """Return the mark that a line begins with, None if it begins with none."""
    word = _FIRST_WORD(line)
    return _known(word[0]) if word else _read(line)


def markers_of(lines: Iterable[str]) -> list[Marker | None]:
    """Return the mark of each of many lines."""
    return [
        found and (_known(found[1]) if found[1] else _read(found.string))
        for found in map(_MAY_BEGIN_WORD, lines)
    ]


def may_open_mark(opening: str) -> bool:
    """Say of the first characters of a line whether `MAY_BEGIN` may be true of it."""
    return bool(_MAY_OPEN(opening))


@lru_cache(maxsize=8192)
def _known(word: str) -> Marker | None:
    return _read(word)


def _read(line: str) -> Marker | None:
    if line[0] not in _FIRST and _CLOSE.isdisjoint(line[1:7]):
        return None
    found = _MARKER.match(line)
    if not found:
        return None
    bullet, dash, opened, number, roman, latin, arabic, close, white = found.groups()
    if bullet:
        return Marker("bullet", 0, found.end())
    if dash:
        return Marker(f"dash{dash[0]}", 0, found.end())
    close = close.strip()
    if opened and close not in ")]":
        return None
    after = "" if white else line[found.end() : found.end() + 1]
    if after and not (arabic and after.isalpha()):
        is_closed = bool(opened) or close in ")]"
        may_touch = (opened or number) if is_closed else number and _is_uncased(after)
        if not may_touch:  # `(16)Tax` and `1-` before Arabic are marks, `a.m` is none
            return None
    if number:
        return Marker(f"number{opened}{close}", 0 if number == "#" else int(number), found.end())
    if roman:
        return Marker(f"roman{opened}{close}", _roman(roman), found.end())
    if latin:
        return Marker(f"latin{opened}{close}", ord(latin.lower()) - 96, found.end())
    return Marker(f"arabic{opened}{close}", 0, found.end())


def _is_uncased(letter: str) -> bool:
    return letter.isalpha() and not letter.isascii()


def _roman(mark: str) -> int:
    digits = [_ROMAN[c] for c in mark.lower()]
    return sum(
        -d if any(d < later for later in digits[k + 1 :]) else d for k, d in enumerate(digits)
    )
