"""Owns in which direction a stretch of text runs when nothing else says so."""

import unicodedata

_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"})


def is_right_to_left(text: str, *, language: str = "") -> bool:
    """True if the language runs from right to left, or most letters do where it is unknown."""
    if language:
        return language in _LANGUAGES
    balance = 0
    for character in text:
        direction = unicodedata.bidirectional(character)
        balance += (direction in ("R", "AL")) - (direction == "L")
    return balance > 0
