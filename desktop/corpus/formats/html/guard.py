"""Owns what is refused before a parser sees it: pages that are built to keep a parser busy for ever.

Lexbor's time grows with the square of nesting depth and of the attributes of one tag (1.0.2: 20,000
of either take four seconds, a million never end), so both are counted first, in linear time.
"""

import re

from desktop.corpus.errors import FileTrouble

_MOST_ATTRIBUTES = 4_000
_DEEPEST = 8_000
_DEEP = 500
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{8000,}")
# Elements that end by themselves when the next one begins, or have no end at all.
_TAG = re.compile(
    r"<(/?)(?!(?:p|li|t[dhr]|d[dt]|option|br|hr|img|input|meta|link|area|base|col|embed|source|track|"
    r"wbr|param|keygen|frame)(?=[\s/>]))[a-zA-Z]",
    re.IGNORECASE,
)


def refuse_hostile(source: str) -> None:
    """Raise FileTrouble for a page that no parser gets through in reasonable time."""
    for tag in _LONG_TAG.finditer(source):
        if len(tag[0].split()) > _MOST_ATTRIBUTES:
            raise FileTrouble("The page has a tag with thousands of attributes and is not read.")
    if depth(source) > _DEEPEST:
        raise FileTrouble("The page is nested too deeply to be read.")


def is_deep(source: str) -> bool:
    """Say whether a page is nested more deeply than people write, and extractors lose text."""
    return depth(source) > _DEEP


def depth(source: str) -> int:
    """Return how deeply elements are nested at most, roughly; 0 if there are too few to matter."""
    if source.count("<") < _DEEP:
        return 0
    deepest = level = 0
    for closing in _TAG.findall(source):
        if closing:
            level -= level > 0
        else:
            level += 1
            if level > deepest:
                deepest = level
    return deepest
