"""Owns the question which language a text is in; the only door to py3langid, whose `model` answers it."""

import re
from functools import cache
from pathlib import Path
from string import ascii_lowercase
from typing import Protocol

from desktop.corpus.places import resources
from desktop.corpus.text.language.model import Identifier, Model

_ENOUGH_LETTERS = 24
# A first look at a short sample, a second one where it is in doubt.
_SAMPLES = (160, 1_200)
_SURE = 0.9
_LEAST_CONFIDENCE = 0.5

# Scripts that one language has almost to itself: a sample of them needs no model.
_SCRIPTS = (
    ("el", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
)
_INDIAN_SCRIPTS = (
    ("pa", re.compile("[\u0a00-\u0a7f]")),
    ("gu", re.compile("[\u0a80-\u0aff]")),
    ("or", re.compile("[\u0b00-\u0b7f]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("te", re.compile("[\u0c00-\u0c7f]")),
    ("kn", re.compile("[\u0c80-\u0cff]")),
    ("ml", re.compile("[\u0d00-\u0d7f]")),
    ("si", re.compile("[\u0d80-\u0dff]")),
    ("lo", re.compile("[\u0e80-\u0eff]")),
    ("my", re.compile("[\u1000-\u109f]")),
    ("km", re.compile("[\u1780-\u17ff]")),
)
_INDIAN = re.compile("[\u0900-\u0e00\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff]")
# Vowels of Indian scripts are marks, not letters, but count as much.
_LETTER = re.compile(
    r"[^\W\d_]|[\u0900-\u0dff\u0e31-\u0e4e\u0eb1-\u0ecd\u1000-\u109f\u1780-\u17d3]"
)
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
# Letters of Sorani that neither Arabic nor Persian nor Urdu has, as vowels in almost every word.
_SORANI = re.compile("[\u06d5\u06ce\u06c6\u06b5\u0695]")
# Uyghur has the first two of them as well, and these, which Sorani has not.
_UYGHUR = re.compile("[\u06c7\u06c8\u06cb\u06ad\u06d0]")
_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d5]")

# ISO 639-1 for those labels of three letters that it covers. The model's other ones (creoles and
# small languages) are left out: short notes in English would otherwise pass for Nigerian Pidgin.
_TWO_LETTERS = {
    "arz": "ar",
    "ary": "ar",
    "sdh": "ku",
    "uzs": "uz",
    "wuu": "zh",
    "yue": "zh",
}
# English and German are told by their commonest words, so that the model is not loaded for them.
# "the" must be among the English ones: other languages share "in", "was", "for" and the like.
_ENGLISH_WORDS = (
    "the of and to in is that it was for with as on be at by this had not are but from or have an"
    " they which his were he she her their we you i all been has would there who said"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_WORDS_SAMPLE = 1_000
_LEAST_WORDS, _LEAST_SHARE, _LEAST_THE = 60, 0.3, 0.03
# These are hardly words of any other language: with some of them, a short text is in it too.
_ONLY_ENGLISH = (
    "the and that with this are from its would which has had said were been their they than could"
    " about not but"
)
_ONLY_GERMAN = (
    "und nicht das dem ist eine einer eines für auf sich auch werden wird nach oder bei durch zur"
    " zum vom von mit sind nur sowie über unter dass dieser diese dieses haben hat kann"
)
_ONLY = {"en": frozenset(_ONLY_ENGLISH.split()), "de": frozenset(_ONLY_GERMAN.split())}
_LEAST_SHORT, _LEAST_KINDS, _LEAST_SHARE_ONLY = 12, 4, 0.1
_NOTHING = "zxx"  # the model's label for what is no language


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's main language; None if too short or too doubtful.

    Looks at a sample from the middle, away from mastheads and link lists. Sorani and Kurmanji are
    both `ku`. The model is loaded (20 MB) when it is first needed.
    """
    if by_words := _by_words(_sample(text, _WORDS_SAMPLE)):
        return by_words
    code: str | None = None
    for size in _SAMPLES:
        sample = _sample(text, size)
        letters = _count_letters(sample)
        if letters < 8:
            continue
        if not sample.isascii() and (by_script := _by_script(sample, letters)):
            return by_script
        if letters < _ENOUGH_LETTERS:
            continue
        label, confidence = _identifier().classify(sample)
        code = _TWO_LETTERS.get(label, label) if confidence >= _LEAST_CONFIDENCE else None
        if confidence >= _SURE or len(text) <= size:
            break
    return code if code and len(code) == 2 else None


def _count_letters(sample: str) -> int:
    if sample.isascii():
        return len(sample.encode("ascii").translate(None, _NO_LETTERS))
    return len(_LETTER.findall(sample))


def _by_words(sample: str) -> str | None:
    words = sample.lower().split()
    if len(words) < _LEAST_SHORT:
        return None
    for code, known in _ONLY.items():
        only = list(filter(known.__contains__, words))
        if len(only) >= _LEAST_SHARE_ONLY * len(words) and len(set(only)) >= _LEAST_KINDS:
            return code
    if len(words) < _LEAST_WORDS or words.count("the") < _LEAST_THE * len(words):
        return None
    is_english = sum(map(_ENGLISH.__contains__, words)) >= _LEAST_SHARE * len(words)
    return "en" if is_english else None


def _sample(text: str, size: int) -> str:
    """Return about `size` characters of running text from the middle, where they are not all space."""
    start = max(0, (len(text) - size) // 2)
    cut = " ".join(text[start : start + size].split())
    if len(cut) * 2 < size < len(text):
        cut = " ".join(text[: size * 20].split())[:size]
    return cut.strip()


def _by_script(sample: str, letters: int) -> str | None:
    for code, script in (*_SCRIPTS, *_INDIAN_SCRIPTS) if _INDIAN.search(sample) else _SCRIPTS:
        share = len(script.findall(sample)) / letters
        if share > 0.6 or (code == "ja" and share > 0.1):
            return code
    arabic = len(_ARABIC.findall(sample))
    if arabic > letters * 0.6 and len(_SORANI.findall(sample)) > arabic * 0.06:
        return "ug" if len(_UYGHUR.findall(sample)) > arabic * 0.015 else "ku"
    return None


def warm_up() -> None:
    """Load the model now, so that the first text need not wait for it."""
    _identifier()


def labels() -> frozenset[str]:
    """The labels of the model that are told apart."""
    two_letters = {first + second for first in ascii_lowercase for second in ascii_lowercase}
    return frozenset(two_letters.union(_TWO_LETTERS, [_NOTHING]))


def model_file() -> Path:
    """Where the program brings its model along."""
    return resources() / "language" / "model.npz"


@cache
def _identifier() -> _Identifier:
    try:
        return Identifier(Model.load(model_file()))
    except OSError:  # the program was built without it
        from desktop.corpus.text.language.deriving import slow_identifier

        return slow_identifier(labels())
