"""Owns whether the characters of a page are those that one sees on it.

A font may say that its glyphs are any characters, or nothing: what looks like a word is then made of
codes, of letters of several alphabets, or of capitals and signs without a vowel. No search finds it.
"""

import re
import unicodedata
from functools import lru_cache

from desktop.corpus.formats.pdf.letters import RIGHT_TO_LEFT

_CODES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
_OTHER = re.compile("[\u0250-\u02af\u0370-\u1fff\u2c00-\u2dff\ua640-\ud7ff\uf900-\ufaff]")
_NOT_LATIN_OR_ARABIC = re.compile("[^\x00-\u024f\u0600-\u06ff\u2000-\u20bf\ufb50-\ufefc]")
_WORD = re.compile(r"[^\W\d_\u00b2\u00b3\u00b9\u2070-\u209c]{2,}")
_LATIN_WORD = re.compile("[A-Za-z\u00c0-\u024f]{2,}")
_ACCENTED = re.compile("[\u00c0-\u024f]")
_TOGETHER = frozenset(["cjk", "hiragana", "katakana", "hangul", "bopomofo", "thai", "lao"])
"""Scripts whose words stand next to those of others without a space."""
_WITH_LATIN = frozenset(["greek", "arabic", "hebrew", "syriac"])
_OF_LATIN = frozenset(["micro", "modifier", "feminine", "masculine", "small", "superscript"])
_CODE_SHARE, _MIXED_SHARE = 0.1, 0.03
_LEAST_LETTERS, _LEAST_MIXED = 200, 10
_LEAST_VOWELS, _MOST_ACCENTED = 0.1, 0.6


def is_garbled(text: str) -> bool:
    """Say whether many of the characters of a page are codes, or letters that no one writes so."""
    is_printable = text.replace("\r\n", "").isprintable() and "\ufffd" not in text
    if not is_printable and len(_CODES.findall(text)) > len(text) * _CODE_SHARE:
        return True
    if _OTHER.search(text) is not None and _n_mixed(text) > max(
        len(text) * _MIXED_SHARE, _LEAST_MIXED
    ):
        return True
    if RIGHT_TO_LEFT.search(text) is not None:
        return False
    n_vowels = sum(map(text.count, "aeiouyAEIOUY"))
    return n_vowels < len(text) * _LEAST_VOWELS and _is_unspeakable(text, n_vowels)


def _n_mixed(text: str) -> int:
    """Count the letters in words of alphabets that are never mixed."""
    if _NOT_LATIN_OR_ARABIC.search(text) is None:
        return 0
    scripts = {_script(letter) for letter in set(text) if letter.isalpha()}
    if not _are_odd(scripts):
        return 0
    return sum(len(word) for word in _WORD.findall(text) if not word.isascii() and _is_mixed(word))


def _is_mixed(word: str) -> bool:
    return _are_odd(set(map(_script, word)))


def _are_odd(scripts: set[str]) -> bool:
    """Say whether nobody writes words in these scripts at once."""
    scripts = scripts - _TOGETHER
    if len(scripts) < 2:
        return False
    return len(scripts) > 2 or "latin" not in scripts or not scripts & _WITH_LATIN


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    name = unicodedata.name(letter, "").split(" ", 1)[0].casefold()
    return "latin" if name in _OF_LATIN else name


def _is_unspeakable(text: str, n_vowels: int) -> bool:
    """Say whether Latin letters are without vowels, or most of them accented ones."""
    words = _LATIN_WORD.findall(text)
    n_letters = sum(map(len, words))
    n_accented = sum(len(_ACCENTED.findall(word)) for word in words)
    return n_letters >= _LEAST_LETTERS and (
        n_accented > n_letters * _MOST_ACCENTED or n_vowels + n_accented < n_letters * _LEAST_VOWELS
    )
