"""Owns the guess which encoding bytes have that are neither Unicode nor announce themselves.

Every candidate is judged by what it makes of the bytes: how common the letters are in some language
that uses it, and how they stand together (capitals inside words, letters of two alphabets in one
word, signs between letters). `best_encoding` names the winner and how sure it is.
"""

import codecs
import math
import unicodedata
from collections import Counter
from functools import cache

from desktop.corpus.formats.alphabets import CHINESE, HANGUL, KANA, LATIN, likelihood

_WEST = ("fr", "de", "es", "pt", "it", "nl", "da", "no", "sv", "fi", "is", "fo", "sq", "ga", "ca")
_WEST += ("en", "af", "fy", "gn", "")
_EAST = ("pl", "cs", "sk", "hu", "ro", "sl", "hr", "sq", "de")
_BALTIC = ("et", "lv", "lt", "fi", "pl", "sl")
_CYRILLIC = ("ru", "uk", "bg", "sr", "mk", "be")

# Each encoding, the languages written in it, and how much rarer it is than the usual one.
SINGLE: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("cp1252", _WEST, 0.0),
    ("iso8859_15", (*_WEST, "et"), 4.0),
    ("cp1250", _EAST, 2.0),
    ("iso8859_2", _EAST, 2.5),
    ("iso8859_16", ("ro", "pl", "hu", "sl", "hr"), 6.0),
    ("cp1254", ("tr",), 2.0),
    ("iso8859_9", ("tr",), 2.5),
    ("iso8859_3", ("mt", "eo", "tr"), 4.0),
    ("cp1257", _BALTIC, 3.0),
    ("iso8859_13", _BALTIC, 3.5),
    ("iso8859_4", _BALTIC, 4.0),
    ("iso8859_10", ("is", "lv", "lt", "et"), 8.0),
    ("iso8859_14", ("cy", "ga"), 4.0),
    ("cp1258", ("vi",), 5.0),
    ("mac_roman", _WEST, 3.0),
    ("mac_latin2", _EAST, 6.0),
    ("mac_turkish", ("tr",), 6.0),
    ("mac_iceland", ("is", "fo"), 7.0),
    ("cp850", _WEST, 3.0),
    ("cp437", ("fr", "de", "es", "it", "nl", "sv", "fi", "en"), 3.5),
    ("cp852", _EAST, 4.0),
    ("cp857", ("tr",), 5.0),
    ("cp858", _WEST, 6.0),
    ("cp865", ("da", "no"), 5.0),
    ("cp775", _BALTIC, 7.0),
    ("cp1251", _CYRILLIC, 1.0),
    ("koi8_r", ("ru", "bg"), 1.5),
    ("koi8_u", ("uk", "ru"), 2.0),
    ("iso8859_5", _CYRILLIC, 2.0),
    ("cp866", ("ru", "bg"), 2.0),
    ("cp1125", ("uk", "be"), 4.0),
    ("cp855", _CYRILLIC, 3.0),
    ("kz1048", ("kk",), 5.0),
    ("ptcp154", ("kk",), 6.0),
    ("koi8_t", ("tg",), 6.0),
    ("mac_cyrillic", _CYRILLIC, 3.0),
    ("cp1253", ("el",), 1.0),
    ("iso8859_7", ("el",), 1.5),
    ("cp737", ("el",), 3.0),
    ("cp869", ("el",), 4.0),
    ("mac_greek", ("el",), 4.0),
    ("cp1255", ("he",), 1.0),
    ("iso8859_8", ("he",), 1.5),
    ("cp862", ("he",), 3.0),
    ("cp1256", ("ar", "fa"), 1.0),
    ("iso8859_6", ("ar",), 1.5),
    ("mac_arabic", ("ar", "fa"), 6.0),
    ("cp864", ("ar",), 6.0),
    ("cp874", ("th",), 1.0),
    ("iso8859_11", ("th",), 1.5),
)
DOUBLE = (
    ("cp932", 1.0),
    ("euc_jis_2004", 1.5),
    ("shift_jis_2004", 6.0),
    ("gb18030", 1.0),
    ("cp950", 1.0),
    ("big5hkscs", 2.0),
    ("cp949", 1.0),
    ("johab", 6.0),
)

_UNKNOWN = -9.0
_FORBIDDEN = -16.0
_LANGUAGE_BONUS = 3.0
_DECLARED_BONUS = 25.0
_WIDER = {
    "iso8859_1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "big5": "cp950",
    "shift_jis": "cp932",
    "euc_jp": "euc_jis_2004",
    "tis_620": "cp874",
}

_LOWER, _UPPER, _LETTER, _SIGN, _SPACE, _BAD, _SYMBOL, _APOSTROPHE = range(1, 9)


def best_encoding(sample: bytes, language: str | None, *, declared: str = "") -> tuple[str, float]:
    """Name the likeliest encoding and its likelihood for each byte that is not ASCII (logarithm).

    `language` is what the ASCII part of the text seems to be in, or None; `declared` is what the
    text says about itself, which is believed if the letters do not speak against it.
    """
    pairs = Counter(zip(b" " + sample, sample + b" ", strict=True))
    pairs = Counter({pair: n for pair, n in pairs.items() if pair[0] > 127 or pair[1] > 127})
    n_high = sum(map((127).__lt__, sample)) or 1
    found = [
        (_single(pairs, encoding, languages, language) - handicap, encoding)
        for encoding, languages, handicap in SINGLE
    ]
    found += [(_double(sample, encoding) - handicap, encoding) for encoding, handicap in DOUBLE]
    hint = _name(declared)
    found = [(score + (_DECLARED_BONUS if e == hint else 0.0), e) for score, e in found]
    best, encoding = max(found, key=lambda entry: entry[0])
    return encoding, best / n_high


def _name(declared: str) -> str:
    """Return a declared encoding as it is named here; browsers' habits settle the wider one."""
    try:
        name = codecs.lookup(declared).name.replace("-", "_")
    except LookupError:
        return ""
    return _WIDER.get(name, name)


def _single(
    pairs: Counter[tuple[int, int]], encoding: str, languages: tuple[str, ...], language: str | None
) -> float:
    """Judge an encoding of one byte a character; more is better."""
    table = _characters(encoding)
    kinds = _kinds(encoding)
    beside, mixed = _neighbours(languages[0])
    counts: Counter[int] = Counter()
    total = 0.0
    for (first, second), n in pairs.items():
        if second > 127:
            counts[second] += n
        total += n * _join(
            kinds[first], kinds[second], first > 127, second > 127, beside=beside, mixed=mixed
        )
    best = -math.inf
    for candidate in languages:
        values = likelihood(candidate)
        score = sum(n * values.get(table[byte], _UNKNOWN) for byte, n in counts.items())
        score += _LANGUAGE_BONUS if candidate == language and candidate else 0.0
        best = max(best, score)
    return total + best


def _neighbours(language: str) -> tuple[float, float]:
    """Return what it costs that letters stand together: two that ASCII lacks, and one with an ASCII one."""
    if language == "vi":  # two marks on one vowel, as often as not
        return 0.0, 0.0
    return (-3.0, 0.0) if language in LATIN else (0.0, -4.0)


def _join(
    a: int, b: int, a_is_high: bool, b_is_high: bool, *, beside: float, mixed: float
) -> float:
    """Judge how two neighbours stand together."""
    if b == _BAD:
        return _FORBIDDEN
    if a in (_LOWER, _UPPER, _LETTER) and b in (_LOWER, _UPPER, _LETTER):
        cost = -3.0 if a == _LOWER and b == _UPPER else 0.0
        return cost + (beside if a_is_high and b_is_high else mixed)
    if b == _SYMBOL and b_is_high and a in (_LOWER, _UPPER, _LETTER):
        return -2.0
    if b == _APOSTROPHE and a == _SPACE and mixed:  # words of Latin letters begin so: ’n, ’t
        return -4.0
    if a_is_high and b_is_high and a == b == _SIGN:
        return -1.0
    return 0.0


def _double(sample: bytes, encoding: str) -> float:
    """Judge an encoding of two bytes a character; more is better."""
    text = sample.decode(encoding, errors="replace")
    counts = Counter(c for c in text if c > "\x7f")
    values = _values(encoding)
    total = 0.0
    for character, n in counts.items():
        total += n * (values.get(character) or _value_of(character))
    return total


@cache
def _values(encoding: str) -> dict[str, float]:
    """How common characters are in the language of an encoding of two bytes."""
    if encoding in ("cp949", "johab"):
        return {c: -3.5 - rank / 40 for rank, c in enumerate(HANGUL)}
    values = {c: -4.5 - rank / 150 for rank, c in reversed(list(enumerate(CHINESE)))}
    if encoding not in ("gb18030", "cp950", "big5hkscs"):
        values |= {c: -3.0 - rank / 40 for rank, c in enumerate(KANA)}
    return values


def _value_of(character: str) -> float:
    code = ord(character)
    if 0x3040 <= code < 0x3100:
        return -5.0
    if 0xAC00 <= code < 0xD7A4:
        return -7.0
    if 0x4E00 <= code < 0xA000:
        return -8.0 if _is_common_han(character) else -13.0
    if (
        0x3000 <= code < 0x3020
        or 0xFF00 < code < 0xFF5F
        or code in (0x2026, 0x2014, 0x201C, 0x201D)
    ):
        return -4.5
    if code == 0xFFFD:
        return 2 * _FORBIDDEN
    return -12.0


@cache
def _is_common_han(character: str) -> bool:
    """Say whether the first, common part of a national character set has the character."""
    for encoding, first, last in (
        ("gb2312", 0xB0, 0xD7),
        ("big5", 0xA4, 0xC6),
        ("shift_jis", 0x88, 0x97),
    ):
        data = character.encode(encoding, errors="ignore")
        if len(data) == 2 and first <= data[0] <= last:
            return True
    return False


@cache
def _characters(encoding: str) -> list[str]:
    """The 256 characters of an encoding; U+FFFD where it has none."""
    return [bytes([byte]).decode(encoding, errors="replace") for byte in range(256)]


@cache
def _kinds(encoding: str) -> list[int]:
    return [_kind(character, byte) for byte, character in enumerate(_characters(encoding))]


def _kind(character: str, byte: int) -> int:
    if character == "\ufffd" or "\x80" <= character < "\xa0":
        return _BAD
    if character.islower():
        return _LOWER
    if character.isupper():
        return _UPPER
    if character.isalpha() or (byte > 127 and "\u0591" <= character <= "\u0eff"):
        return _LETTER
    if character.isspace():
        return _SPACE
    if character == "’":
        return _APOSTROPHE
    # Signs of money and mathematics, which hardly ever follow a letter.
    return _SYMBOL if unicodedata.category(character) in ("Sc", "Sm") else _SIGN
