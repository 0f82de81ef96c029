"""Owns what is refused before a parser sees it: pages that are built to keep a parser busy for ever.

Lexbor's time grows with the square of nesting depth and of the attributes of one tag (1.0.2: 20,000
of either take four seconds, a million never end), so both are counted first, in linear time.
"""

import re

from desktop.corpus.errors import FileTrouble

_MOST_ATTRIBUTES = 4_000
_DEEPEST = 8_000
DEEP = 500
"""People do not nest elements more deeply; extractors lose text there."""
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{8000,}")
# Elements that end by themselves when the next one begins, or have no end at all.
_TAG = re.compile(
    r"<(/?)(?!(?:p|li|t[dhr]|d[dt]|option|br|hr|img|input|meta|link|area|base|col|embed|source|track|"
    r"wbr|param|keygen|frame)(?=[\s/>]))[a-zA-Z]",
    re.IGNORECASE,
)


def refuse_hostile(source: str) -> int:
    """Return how deeply a page is nested, roughly.

    Raises FileTrouble for a page that no parser gets through in reasonable time.
    """
    for tag in _LONG_TAG.finditer(source):
        if len(tag[0].split()) > _MOST_ATTRIBUTES:
            raise FileTrouble("The page has a tag with thousands of attributes and is not read.")
    deepest = depth(source)
    if deepest > _DEEPEST:
        raise FileTrouble("The page is nested too deeply to be read.")
    return deepest


def depth(source: str) -> int:
    """Return how deeply elements are nested at most, roughly; 0 if there are too few to matter."""
    if source.count("<") < DEEP:
        return 0
    deepest = level = 0
    for closing in _TAG.findall(_without_scripts(source)):
        if closing:
            level -= level > 0
        else:
            level += 1
            if level > deepest:
                deepest = level
    return deepest


def _without_scripts(source: str) -> str:
    """Leave out scripts and styles, where `i<n` is no tag; what is never closed stays."""
    lowered = source.lower() if source.isascii() else source
    for name in ("script", "style"):
        pieces: list[str] = []
        place = 0
        while (start := lowered.find(f"<{name}", place)) >= 0:
            end = lowered.find(f"</{name}", start)
            if end < 0:
                break
            pieces.append(lowered[place:start])
            place = end + len(name) + 2
        pieces.append(lowered[place:])
        lowered = "".join(pieces)
    return lowered
