"""Owns the way from bytes to characters: which encoding a text has.

`decode` goes from the certain to the doubtful: a byte order mark, strict UTF-8, UTF-16 and UTF-32 by
their zero bytes, encodings that announce themselves by escapes, UTF-8 with a few faulty bytes, then
a guess by what the letters would be. `looks_like_text` tells text from other bytes.
"""

import codecs
import re
from dataclasses import dataclass

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.guess import DOUBLE, best_encoding
from desktop.corpus.text.language import language_of

MAX_TEXT = 50_000_000
"""A text of more characters (code points) is refused."""

_HEAD_BYTES = 4_096
_SAMPLE_BYTES = 65_536
_WINDOW_BYTES = 400

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_MARK_BYTES = tuple(mark for mark, _ in _MARKS)
_ASCII_ONLY = bytes([*range(0x80), *([0x20] * 0x80)])
_DOUBTFUL = -4.6
_DOUBTFUL_DOUBLE = -6.2
_NATIONAL = {"cp932": "shift_jis", "cp950": "big5"}
_CONTINUATION = bytes(range(0x80, 0xC0))
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_HIGH = re.compile(rb"[\x80-\xff]")
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters with the name of the encoding they had, and whether that is doubtful."""

    text: str
    encoding: str
    is_doubtful: bool = False

    @property
    def notes(self) -> tuple[str, ...]:
        """The sentences about doubts that go into a Reading."""
        if not self.is_doubtful:
            return ()
        if "\ufffd" in self.text and self.encoding.startswith("utf"):
            return ("Some bytes of the file are damaged; the places are marked with \ufffd.",)
        return (f"The encoding is doubtful; {self.encoding} was taken.",)


def decode(data: bytes) -> Decoded:
    """Turn the bytes of a text into characters; never fails for the encoding.

    Raises FileTrouble if there would be more than MAX_TEXT characters.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding)
    if wide := _wide_encoding(data[:_HEAD_BYTES]):
        return _decode_as(data, wide)
    _check_length(data)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        is_cut = error.start >= len(data) - 3 and error.reason == "unexpected end of data"
        return _tolerant_utf8(data) or _guess(data, is_cut=is_cut)
    if ("\x1b" in text or "~{" in text) and (escaped := _escaped_encoding(data)):
        return _decode_as(data, escaped)
    return Decoded(text, "utf-8")


def looks_like_text(head: bytes) -> bool:
    """Say whether bytes from the beginning of a file can be a text, in whatever encoding."""
    if head.startswith(_MARK_BYTES) or _wide_encoding(head[:_HEAD_BYTES]):
        return True
    if b"\x1b$)C" in head:  # Korean, shifted in and out by control characters
        head = head.translate(None, b"\x0e\x0f")
    n_controls = len(head) - len(head.translate(None, _CONTROLS))
    return n_controls * 40 <= len(head)


def _decode_as(data: bytes, encoding: str, *, is_doubtful: bool = False) -> Decoded:
    """Decode with an encoding that is settled, marking what is damaged with U+FFFD."""
    _check_length(data, encoding)
    try:
        return Decoded(data.decode(encoding), encoding, is_doubtful)
    except UnicodeDecodeError:
        return Decoded(data.decode(encoding, errors="replace"), encoding, is_doubtful=True)


def _check_length(data: bytes, encoding: str = "utf-8") -> None:
    """Refuse a text that is too long before memory is spent on its characters."""
    if len(data) <= MAX_TEXT:
        return
    unit = {"utf-16": 2, "utf-32": 4}.get(encoding[:6], 0)
    # The characters of UTF-8, and no more than there are in any other encoding of one byte.
    length = len(data) // unit if unit else len(data.translate(None, _CONTINUATION))
    if length > MAX_TEXT:
        raise FileTrouble(
            f"The text has {length:,} characters, and {MAX_TEXT:,} is the most that can be read."
        )


def _escaped_encoding(data: bytes) -> str:
    """Name an encoding that shifts between character sets by escapes, or nothing."""
    candidates: list[str] = []
    if b"\x1b$)C" in data:
        candidates.append("iso2022_kr")
    if b"\x1b" in data:
        candidates.append("iso2022_jp_3" if b"\x1b$(" in data else "iso2022_jp_2")
    if b"~{" in data and b"~}" in data:
        candidates.append("hz")
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        found = [c for c in text if c > "\x7f"]
        if found and sum(c >= "\u2e80" for c in found) * 2 > len(found):
            return encoding
    return ""


def _wide_encoding(head: bytes) -> str:
    """Name UTF-16 or UTF-32 without a mark, by what the zero bytes and their neighbours give."""
    head = head[: len(head) // 4 * 4] or head[: len(head) // 2 * 2]
    if b"\0" not in head:
        return ""
    found, best = "", 0.85
    for encoding in _WIDE:
        text = head.decode(encoding, errors="replace")
        share = sum(map(_is_usual, text)) / len(text) if text else 0.0
        if share > best:
            found, best = encoding, share
    return found


def _is_usual(character: str) -> bool:
    code = ord(character)
    if code < 0x3000:
        return (0x20 <= code < 0x2070 and not 0x7F <= code < 0xA0) or code in (9, 10, 13)
    return (
        code < 0x3100
        or 0x4E00 <= code < 0xA000
        or 0xAC00 <= code < 0xD7A4
        or 0xFF00 < code != 0xFFFD
    )


def _tolerant_utf8(data: bytes) -> Decoded | None:
    """Decode UTF-8 in which a few bytes are faulty, or nothing if it is something else."""
    head = data[:1_000_000].decode("utf-8", errors="replace")
    n_bad = head.count("\ufffd")
    n_good = sum(map("\x7f".__lt__, head)) - n_bad
    return None if n_good < max(1, 3 * n_bad) else _decode_as(data, "utf-8")


def _guess(data: bytes, *, is_cut: bool) -> Decoded:
    """Decode as what fits the letters best; `is_cut` if it would be UTF-8 but for its last bytes."""
    sample = _sample(data)
    language = language_of(sample.translate(_ASCII_ONLY).decode("ascii"))
    found = _DECLARED.search(data, 0, 2048) if data[:512].lstrip().startswith(b"<") else None
    declared = found[1].decode("ascii") if found else ""
    encoding, likelihood = best_encoding(sample, language, declared=declared)
    limit = _DOUBTFUL_DOUBLE if encoding in dict(DOUBLE) else _DOUBTFUL
    if likelihood < limit and is_cut:
        return _decode_as(data, "utf-8")
    encoding = _narrower(data, encoding)
    return _decode_as(data, encoding, is_doubtful=likelihood < limit)


def _narrower(data: bytes, encoding: str) -> str:
    """Name the national standard that a vendor's encoding widens, if the text needs no more than it.

    The vendors read some signs of the standard otherwise: Microsoft makes a full-width tilde of the
    wave dash between two Japanese numbers.
    """
    narrow = _NATIONAL.get(encoding)
    if not narrow:
        return encoding
    try:
        data.decode(narrow)
    except UnicodeDecodeError:
        return encoding
    return narrow


def _sample(data: bytes) -> bytes:
    """Return what tells encodings apart: the stretches around bytes that are not ASCII."""
    if len(data) <= _SAMPLE_BYTES:
        return data
    pieces: list[bytes] = []
    total = 0
    for origin in (0, len(data) // 2):
        place = origin
        while total < _SAMPLE_BYTES * (1 if origin == 0 else 2) // 2:
            found = _HIGH.search(data, place)
            if not found:
                break
            start = max(data.rfind(b"\n", place, found.start()) + 1, found.start() - 40, place)
            place = found.end() + _WINDOW_BYTES
            newline = data.find(b"\n", place, place + _WINDOW_BYTES)
            place = newline + 1 if newline >= 0 else place
            pieces.append(data[start:place])
            total += place - start
    return b"\n".join(pieces)
