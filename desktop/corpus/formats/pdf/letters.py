"""Owns single characters of a PDF: ligatures, presentation forms, and those that are no text."""

import re
import unicodedata
from collections import Counter

from desktop.corpus.text.canonical import canonical

HYPHEN = "\ufffe"
"""What PDFium puts where a word is divided at the end of a line."""

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# A font may call its "l" the Roman fifty, which looks the same.
_NUMERAL = "(?<=[A-Za-z])[\u2170-\u217f]|[\u2170-\u217f](?=[A-Za-z])"
_FORMS = re.compile(f"[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufdfb\ufe70-\ufefc]|{_NUMERAL}")
# LibreOffice writes the stroke that lengthens an Arabic word as a control code, inside the word.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
# The stroke that lengthens an Arabic word may come as any code: it stands between a letter that is
# joined to the next one and an Arabic letter. The line ends of PDFium are two characters.
_STROKE = re.compile(
    "([\t\n\r!-~])"
    "(?<=[\u0626\u0628\u062a-\u062e\u0633-\u063f\u0641-\u0647\u064a\u0678-\u0687\u069a-\u06bf\u06c1\u06cc\u06ce]\\1)"
    "(?!(?<=\r)\n)\\1*(?=[\u0622-\u064a\u0671-\u06d3])"
)
_SIGNS_IN_WORDS = frozenset("-./:,_'()[]")
_NO_TEXT = "\x1f"
_LETTER_OF_OTHERS = re.compile("[A-Za-z\u00aa-\u058f]")


_ODD = re.compile(
    "[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufdfb\ufe70-\ufefc\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u202a-\u202e\u2066-\u2069\ufeff\u2028\u2029\ud800-\udfff\u2170-\u217f]"
)


def is_plain(text: str) -> bool:
    """Say whether all of a page is in its final form but for white space."""
    return text.isascii() or not (_ODD.search(text) or not unicodedata.is_normalized("NFC", text))


def plain_letters(text: str) -> str:
    """Return a text with letters in place of their ligatures and of their forms in a word.

    Only those characters are touched: anything else that looks like another stays what it is.
    """
    text = _FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]).strip(), text)
    return _INVISIBLE.sub("", text)


def without_strokes(text: str) -> str:
    """Return the text of a page, of the same length, with codes in place of strokes inside words."""
    if text.isascii():
        return text
    signs = Counter(_STROKE.findall(text))
    for sign, n in signs.items():
        if sign not in _SIGNS_IN_WORDS or n == text.count(sign) > 1:
            text = _STROKE.sub(
                lambda found, it=sign: _NO_TEXT * len(found[0]) if found[1] == it else found[0],
                text,
            )
    return text


def settled(text: str) -> str:
    """Return a line in its final form: plain letters, one space between words, none around it."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(canonical(plain_letters(text)).split())


def is_right_to_left(text: str) -> bool:
    """Say whether a line runs from right to left: at least as many such letters as others."""
    if not _LETTER_OF_OTHERS.search(text):
        return RIGHT_TO_LEFT.search(text) is not None
    n_theirs = len(RIGHT_TO_LEFT.findall(text))
    if not n_theirs:
        return False
    return n_theirs * 2 >= len(_LETTER_OF_OTHERS.findall(text))
