"""Owns numbers in English words, as lists show them: "Twenty-one", "Twenty-first"."""

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_HIGHEST = 999_999
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def cardinal(number: int) -> str:
    """Return a number in words; digits for one that no list gets to."""
    return _words(number).capitalize() if 0 <= number <= _HIGHEST else str(number)


def ordinal(number: int) -> str:
    """Return the word for a place in a row; digits for one that no list gets to."""
    if not 0 <= number <= _HIGHEST:
        return str(number)
    words = _words(number)
    place = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[place:]
    changed = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return (words[:place] + changed).capitalize()


def _words(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    size, name = (100, "hundred") if number < 1_000 else (1_000, "thousand")
    many, rest = divmod(number, size)
    return f"{_words(many)} {name}" + (f" {_words(rest)}" if rest else "")
