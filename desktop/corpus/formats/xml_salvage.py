"""Owns what is left of XML that breaks before its body: tags that were never closed, a lost root.

A parser that mends what it can still gives up where the first tags are broken. Beginning at one of the
tags after these, inside an element of our own, most of the text is found again.
"""

import re
from collections.abc import Iterator
from itertools import islice

from desktop.corpus.formats.encodings import decode

_ENCODING = re.compile(rb"""encoding\s*=\s*["']?([\w.:-]{2,30})""")
_TAG = re.compile(r"<[A-Za-z][\w:.-]*(?=[\s>/])")
_NAMESPACE = re.compile(
    r"""\b(xmlns(?::[\w.-]{1,40})?)\s*=\s*(?:"([^"<>&]{1,300})"|'([^'<>&]{1,300})')"""
)
_MARKUP = re.compile(r"<[^<>]*>")
_HEAD = 10_000
_MOST_BEGINNINGS = 12


def characters_of(data: bytes) -> str:
    """Return the characters of XML, by the encoding that it states if there is such.

    Raises FileTrouble if they are too many.
    """
    stated = _ENCODING.search(data[:300])
    if stated and b"\0" not in data[:100]:
        try:
            return data.decode(stated[1].decode("ascii"), "replace")
        except (LookupError, ValueError):
            pass
    return decode(data).text


def n_characters(text: str) -> int:
    """Return about how many characters of XML are no markup."""
    return len(_MARKUP.sub("", text))


def wrapped(text: str) -> Iterator[bytes]:
    """Yield what stands from the first tag on, then from the second …, each inside a root of our own."""
    spaces = {name: one or other for name, one, other in _NAMESPACE.findall(text[:_HEAD])}
    declared = "".join(f' {name}="{address}"' for name, address in spaces.items())
    for tag in islice(_TAG.finditer(text, 0, _HEAD), _MOST_BEGINNINGS):
        inner = text[tag.start() :]
        yield f"<salvaged{declared}>{inner}</salvaged>".encode("utf-8", "replace")
