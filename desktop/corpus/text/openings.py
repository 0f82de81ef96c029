"""Owns what a piece of a text may be by its first characters.

Most pieces can be little by them, so that each of the rules that look at beginnings is asked about a few.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from . import captions, furniture, lists, markers

Openings = Mapping[str, Sequence[int]]
"""The numbers of the pieces that may be something, ascending, by what that is."""

_LENGTH = 3
_RULES = {
    "item": markers.may_open_mark,
    "quotation": lists.may_open_quotation,
    "caption": captions.may_open_caption,
    "caption cue": captions.may_open_cue,
    **furniture.OPENINGS,
}


def openings(heads: Iterable[str]) -> Openings:
    """Return what pieces may be that begin so."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    whats = map(_what_may_open, [head[:_LENGTH] for head in heads])
    for number, may_be in [(number, what) for number, what in enumerate(whats) if what]:
        for what in may_be:
            found[what].append(number)
    return found


@lru_cache(maxsize=1 << 14)
def _what_may_open(opening: str) -> Sequence[str]:
    return tuple(what for what, may_open in _RULES.items() if may_open(opening))
