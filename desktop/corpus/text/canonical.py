"""Owns the canonical form of a text: what is settled once, before anything points into it."""

import re
import unicodedata

# Line ends, form feed and vertical tab become line ends; a paragraph separator becomes a blank line.
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028]")
_HAS_LINE_END = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
# What no reader can see and SQLite or Qt may stumble over.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]+")
# These four count as white space in Python and separate fields in old files.
_SEPARATOR = re.compile("[\x1c-\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BOM = "\ufeff"


def canonical(raw: str) -> str:
    """Return the text as every offset will see it: `\\n` line ends, no BOM, NFC, no controls.

    Lone surrogates become U+FFFD, control characters other than tab and line end vanish or become
    a space. Applying it twice changes nothing.
    """
    text = raw.lstrip(_BOM)
    if _HAS_LINE_END.search(text):
        text = _LINE_END.sub("\n", text).replace("\u2029", "\n\n")
    if _CONTROL.search(text):
        text = _CONTROL.sub("", text).lstrip(_BOM)
    text = _SEPARATOR.sub(" ", text)
    if text.isascii():
        return text
    text = _SURROGATE.sub("\ufffd", text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text
