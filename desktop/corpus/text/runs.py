"""Owns the runs of a text: what is left when that is taken out which separates tokens without doubt.

White space does, and most punctuation; a full stop or an apostrophe only where it cannot bind what
stands on its two sides. What is left between such signs is a token by itself, or `tokens` cuts it.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

ROOM = 24
"""So many blanks at least stand behind the last run."""

_BLANK = 0x20
_LETTER, _DIGIT, _APOSTROPHE, _MID_NUMBER = 0x01, 0x03, 0x10, 0x20
"""What a byte can bind is in the low bits, what a sign needs on both sides in the high ones."""

_SEPARATORS = b'!"#$%&()*+-/:<=>?@[\\]^_`{|}~\x7f'
# Marks in Arabic texts: comma, semicolon and question mark.
_ARABIC = (b"\xd8\x8c", b"\xd8\x9b", b"\xd8\x9f")
# What split() takes for white space and what is rare, or written with other first bytes than the rest.
_RARE_SPACES = ("\u1680", "\u3000")


def _blanked(*, keeps_quotes: bool) -> bytes:
    """Return the table that makes ASCII separators blanks; `"` may stand inside a Hebrew word."""
    table = bytearray(range(256))
    for code in [*range(0x21), *_SEPARATORS]:
        table[code] = _BLANK
    if keeps_quotes:
        table[ord('"')] = ord('"')
    return bytes(table)


def _binding() -> bytes:
    """Return the table that says what each byte binds; of a byte beyond ASCII that is not known."""
    table = bytearray(128) + bytearray([_DIGIT]) * 128
    for code in range(128):
        if chr(code).isalpha():
            table[code] = _LETTER
        elif chr(code).isdecimal():
            table[code] = _DIGIT
    table[ord("'")] = _APOSTROPHE
    for sign in b".,;":
        table[sign] = _MID_NUMBER
    return bytes(table)


_BLANKED, _BLANKED_BUT_QUOTES = _blanked(keeps_quotes=False), _blanked(keeps_quotes=True)
_BINDING = _binding()

# By the last six bits: the separators among U+0080 to U+00BF (two bytes, the first is C2).
_IS_LATIN = np.zeros(64, dtype=bool)
_IS_LATIN[[*range(0x2A), 0x2B, 0x2C, *range(0x2E, 0x35), 0x36, 0x38, 0x39, *range(0x3B, 0x40)]] = (
    True
)
# The same among U+2000 to U+207F (three bytes, the first is E2): 1 separates, 2 is an apostrophe.
_GENERAL = np.zeros(128, dtype=np.uint8)
_GENERAL[[*range(0x0B), *range(0x10, 0x18), *range(0x1A, 0x24), 0x25, 0x26, 0x28, 0x29]] = 1
_GENERAL[[0x2F, *range(0x30, 0x3F), 0x5F]] = 1
_GENERAL[[0x18, 0x19]] = 2


class Runs(NamedTuple):
    """The runs of a text: `data` is its UTF-8 (uint8), separators being blanks, `ROOM` of them behind.

    `starts` and `sizes` (intp) are places of the runs in it, in bytes; `places` int32 and `lengths`
    uint16 are those in the text, in code points. A run may be too long for its length: then it is more
    than one token, or none.
    """

    data: NDArray[np.uint8]
    starts: NDArray[np.intp]
    sizes: NDArray[np.intp]
    places: NDArray[np.int32]
    lengths: NDArray[np.uint16]


def runs_of(text: str) -> Runs:
    """Return the runs of a text."""
    for space in _RARE_SPACES:
        if space in text:
            text = text.replace(space, " ")
    raw = f" {text}{'':{ROOM}}".encode("utf-8", "surrogatepass")
    is_ascii = len(raw) == len(text) + ROOM + 1
    data, binding = _ascii(raw) if is_ascii else _blank_others(raw)
    signs = (binding >= _APOSTROPHE).nonzero()[0]
    if len(signs):
        bound = binding[signs - 1] & binding[signs + 1] & (binding[signs] >> 4)
        data[signs[bound == 0]] = _BLANK
    is_run = data != _BLANK
    edges = (is_run[1:] != is_run[:-1]).nonzero()[0]
    starts = edges[0::2] + 1
    sizes = edges[1::2] - edges[0::2]
    if not is_ascii:  # bytes that begin no character do not count
        edges -= (np.frombuffer(raw, dtype=np.int8) < -64).cumsum(dtype=np.int32)[edges]
    places = edges[0::2].astype(np.int32)
    return Runs(data, starts, sizes, places, (edges[1::2] - places).astype(np.uint16))


def _ascii(raw: bytes) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the bytes with ASCII separators blanked, and what they bind."""
    data = np.frombuffer(bytearray(raw.translate(_BLANKED)), dtype=np.uint8)
    return data, np.frombuffer(raw.translate(_BINDING), dtype=np.uint8)


def _blank_others(raw: bytes) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the same of a text with characters beyond ASCII."""
    codes = np.frombuffer(raw, dtype=np.uint8)
    for mark in _ARABIC:
        if mark in raw:
            raw = raw.replace(mark, b"  ")
    has_hebrew = b"\xd7" in raw or b"\xef\xac" in raw
    table = _BLANKED_BUT_QUOTES if has_hebrew else _BLANKED
    data = np.frombuffer(bytearray(raw.translate(table)), dtype=np.uint8)
    binding = np.frombuffer(bytearray(raw.translate(_BINDING)), dtype=np.uint8)
    latin = (codes == 0xC2).nonzero()[0]
    _blank(data, binding, latin[_IS_LATIN[codes[latin + 1] & 0x3F]], 2)
    general = (codes == 0xE2).nonzero()[0]
    if len(general):
        second = codes[general + 1]
        if (second > 0x81).any():
            general = general[second <= 0x81]
            second = codes[general + 1]
        kinds = _GENERAL[(second & 1) * 64 + (codes[general + 2] & 0x3F)]
        _blank(data, binding, general[kinds == 1], 3)
        quotes = general[kinds == 2]
        is_loose = (binding[quotes - 1] & binding[quotes + 3] & _LETTER) == 0
        _blank(data, binding, quotes[is_loose], 3)
    return data, binding


def _blank(
    data: NDArray[np.uint8], binding: NDArray[np.uint8], places: NDArray[np.intp], size: int
) -> None:
    """Make the characters at these places, each of so many bytes, blanks that bind nothing."""
    if len(places):
        for n in range(size):
            data[places + n] = _BLANK
            binding[places + n] = 0
