"""Owns word families: the Snowball stemmers (snowballstem.org) by language."""

from collections.abc import Callable, Sequence

import Stemmer

_STEMMERS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "da": "danish",
    "nl": "dutch", "en": "english", "fi": "finnish", "fr": "french", "de": "german",
    "el": "greek", "hi": "hindi", "hu": "hungarian", "id": "indonesian", "ga": "irish",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "no": "norwegian", "nb": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "es": "spanish",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

# Their stemmers take endings off and nothing else; Dutch, Indonesian, Irish and others lose prefixes.
_KEEP_FIRST_LETTER = frozenset(
    {"eu", "ca", "da", "en", "fi", "fr", "de", "hu", "it", "lt", "no", "nb", "pt", "ro", "es", "sv"}
)


_SHORTEST_WITH_HA = 3


def keeps_first_letter(language: str | None) -> bool:
    """Say whether a stem begins as its word does, if that is with a letter from a to z."""
    return (language or "en") in _KEEP_FIRST_LETTER


def stem_function(language: str | None) -> Callable[[Sequence[str]], list[str]] | None:
    """Return what gives the stems of folds in a language (unknown: English), if there is a stemmer."""
    name = _STEMMERS.get(language or "en")
    if name is None or name not in Stemmer.algorithms():
        return None
    stemmer = Stemmer.Stemmer(name)
    stemmer.maxCacheSize = 0
    if name != "arabic":
        return stemmer.stemWords
    return lambda folds: stemmer.stemWords([_with_ta_marbuta(fold) for fold in folds])


def _with_ta_marbuta(fold: str) -> str:
    """Put ta marbuta where the fold has made it ha: the stemmer takes it off, and with it the ha of `his`."""
    return fold[:-1] + "\u0629" if len(fold) > _SHORTEST_WITH_HA and fold[-1] == "\u0647" else fold
