"""Owns the canonical form of a text: what is settled once, before anything points into it."""

import re
import unicodedata

_BOM = "\ufeff"
_SURROGATE = re.compile("[\ud800-\udfff]")

# Line ends of old systems, form feed and vertical tab end a line; U+2029 a paragraph.
_LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028]")
# What no reader can see and SQLite or Qt may stumble over.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]+")
# White space to Python that separated fields in old files.
_SEPARATORS = re.compile("[\x1c-\x1f]")

# The same characters as bytes of UTF-8, looked for in what is left of a text without usual ASCII.
_USUAL = bytes([0x09, 0x0A, *range(0x20, 0x7F)])
# Each begins with a byte that stands for itself, which is found sooner than one of several.
_ODD_CONTROLS = re.compile(b"\xc2[\x80-\x9f]")
_ODD_LINE_ENDS = re.compile(b"\xe2\x80[\xa8\xa9]")
_NOT_ASCII = bytes(range(0x80, 0x100))
# What may not be NFC: all but the letters below U+0300 and the punctuation from U+2002 to U+203F.
_MAY_COMPOSE = re.compile(b"[\xcc-\xe1\xe3-\xff]|\xe2(?!\x80[\x82-\xbf])")


def canonical(raw: str) -> str:
    """Return the text as every offset will see it: `\\n` line ends, no BOM, NFC, no controls.

    A BOM inside, left over where files were joined, goes too. Lone surrogates become U+FFFD,
    control characters other than tab and line end vanish or become a space. Applying it twice
    changes nothing.
    """
    text = raw.replace(_BOM, "") if _BOM in raw else raw
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        text = _SURROGATE.sub("\ufffd", text)
        data = text.encode("utf-8")
    unusual = data.translate(None, _USUAL)
    if unusual and _is_odd(unusual):
        text = _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n")
        text = _SEPARATORS.sub(" ", _CONTROLS.sub("", text))
    if not _MAY_COMPOSE.search(unusual) or unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", text)


def _is_odd(unusual: bytes) -> bool:
    """Say whether controls or odd ends of lines are among the unusual characters of a text."""
    return bool(
        unusual.translate(None, _NOT_ASCII)
        or _ODD_CONTROLS.search(unusual)
        or _ODD_LINE_ENDS.search(unusual)
    )
