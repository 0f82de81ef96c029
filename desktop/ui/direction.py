"""Owns in which direction a stretch of text runs, and how it is kept apart from what stands around."""

import unicodedata

from PySide6.QtGui import QGuiApplication

_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"})
_OF_TWO_SCRIPTS = frozenset({"az", "kk", "ks", "ku", "ky", "ms", "pa", "tk", "tg", "uz"})


def is_right_to_left(text: str, *, language: str = "") -> bool:
    """True if the language runs from right to left, or most letters do where that is not known.

    Kurdish and some others are written in Arabic letters and in others.
    """
    if language and language not in _OF_TWO_SCRIPTS:
        return language in _LANGUAGES
    balance = 0
    for character in text:
        direction = unicodedata.bidirectional(character)
        balance += (direction in ("R", "AL")) - (direction == "L")
    return balance > 0


def isolated(text: str) -> str:
    """`text` so that it runs in its own direction, whatever stands around it.

    Unicode's marks for that (FSI, PDI) are set only where a direction is in play: a face that lacks
    them lifts the whole row a little.
    """
    runs_left = any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
    if runs_left or QGuiApplication.isRightToLeft():
        return f"\u2068{text}\u2069"
    return text
