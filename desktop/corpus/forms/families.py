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


def stem_function(language: str | None) -> Callable[[Sequence[str]], list[str]] | None:
    """Return what gives the stems of folds in a language (unknown: English), if there is a stemmer."""
    name = _STEMMERS.get(language or "en")
    if name is None or name not in Stemmer.algorithms():
        return None
    stemmer = Stemmer.Stemmer(name)
    stemmer.maxCacheSize = 0
    return stemmer.stemWords
