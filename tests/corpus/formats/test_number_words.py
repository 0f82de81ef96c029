"""Numbers are written in English words as Word writes them."""

import pytest

from desktop.corpus.formats.number_words import cardinal, ordinal


@pytest.mark.parametrize(
    ("number", "words", "place"),
    [
        (0, "Zero", "Zeroth"),
        (1, "One", "First"),
        (12, "Twelve", "Twelfth"),
        (19, "Nineteen", "Nineteenth"),
        (20, "Twenty", "Twentieth"),
        (22, "Twenty-two", "Twenty-second"),
        (40, "Forty", "Fortieth"),
        (100, "One hundred", "One hundredth"),
        (105, "One hundred five", "One hundred fifth"),
        (3_500, "Three thousand five hundred", "Three thousand five hundredth"),
        (999_999, "Nine hundred ninety-nine thousand nine hundred ninety-nine",
         "Nine hundred ninety-nine thousand nine hundred ninety-ninth"),
        (1_000_000, "1000000", "1000000"),
        (-1, "-1", "-1"),
    ],
)  # fmt: skip
def test_numbers_in_words(number: int, words: str, place: str) -> None:
    assert (cardinal(number), ordinal(number)) == (words, place)
