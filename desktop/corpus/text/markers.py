"""Owns the marks that lines begin with: bullets, numbers and letters of lists and sections."""

import re
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
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


class Marker(NamedTuple):
    """A mark: its `style` (the same for all items of one list), its number (0: none), its length."""

    style: str
    value: int
    length: int


def marker_of(line: str) -> Marker | None:
    """Return the mark that a line begins with, None if it begins with none."""
    if line[0] not in _FIRST and _CLOSE.isdisjoint(line[1:7]):
        return None
    found = _MARKER.match(line)
    if not found:
        return None
    kind = found.lastgroup
    groups = found.groupdict()
    if groups["bullet"] or groups["dash"]:
        mark = groups["bullet"] or groups["dash"]
        return Marker("bullet" if groups["bullet"] else f"dash{mark[0]}", 0, found.end())
    assert kind
    opened, close, white = groups["open"], groups["close"].strip(), groups["white"]
    rest = line[found.end() :]
    if opened and close not in ")]":
        return None
    if not white and rest and not _may_touch(close, rest[0], groups):
        return None
    for name in ("number", "roman", "latin", "arabic"):
        if groups[name]:
            value = _value(name, groups[name])
            return Marker(f"{name}{opened}{close}", value, found.end())
    return None


def roman_as_letter(marker: Marker, line: str) -> Marker:
    """Return the mark read as a letter, for `i.` between `h.` and `j.`."""
    letter = line.lstrip("([")[0]
    return Marker(marker.style.replace("roman", "latin"), _value("latin", letter), marker.length)


def _may_touch(close: str, after: str, groups: dict[str, str | None]) -> bool:
    """Say whether text may follow the mark without a space: `(16)Tax`, `1-` before Arabic."""
    if groups["open"] or close in ")]":
        return bool(groups["number"] or groups["open"] or groups["arabic"])
    return not after.isascii() and after.isalpha() and not (groups["latin"] or groups["roman"])


def _value(name: str, mark: str) -> int:
    if name == "number":
        return int(mark) if mark != "#" else 0
    if name == "latin":
        return ord(mark.lower()) - 96
    if name == "arabic":
        return 0
    digits = [_ROMAN[c] for c in mark.lower()]
    return sum(
        -d if any(d < later for later in digits[k + 1 :]) else d for k, d in enumerate(digits)
    )
