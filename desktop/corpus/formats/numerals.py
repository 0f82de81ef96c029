"""Owns numbers as lists show them: digits, letters, Roman numerals, ordinals, English words."""

from functools import lru_cache

from desktop.corpus.formats.number_words import cardinal, ordinal

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@lru_cache(maxsize=10_000)
def numeral(number: int, style: str) -> str:
    """Return a number in one of the styles of Word ("lowerRoman") or ODF ("i"); digits if unknown."""
    match style:
        case "none" | "":
            return ""
        case "lowerLetter" | "a":
            return _letters(number)
        case "upperLetter" | "A":
            return _letters(number).upper()
        case "lowerRoman" | "i":
            return _roman(number)
        case "upperRoman" | "I":
            return _roman(number).upper()
        case "decimalZero":
            return f"{number:02}"
        case "ordinal":
            return f"{number}{_ending(number)}"
        case "cardinalText":
            return cardinal(number)
        case "ordinalText":
            return ordinal(number)
        case _:
            return str(number)


def _letters(number: int) -> str:
    """Return a … z, aa, bb, … as Word counts on after z."""
    if not 1 <= number <= 26 * 20:
        return str(number)
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


def _roman(number: int) -> str:
    if not 1 <= number < 4_000:
        return str(number)
    digits = ""
    for worth, sign in _ROMAN:
        while number >= worth:
            digits += sign
            number -= worth
    return digits


def _ending(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
