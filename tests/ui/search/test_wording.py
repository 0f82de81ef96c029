"""How a press changes the typed line."""

import pytest

from desktop.ui.search.wording import (
    asks_for_boilerplate,
    query_for,
    with_boilerplate,
    with_word_replaced,
    without_boilerplate,
)


@pytest.mark.parametrize(
    ("typed", "word", "by", "expected"),
    [
        ("falluja", "falluja", "Fallujah", "Fallujah"),
        ("mosul OR falluja", "falluja", "Fallujah", "mosul OR Fallujah"),
        ('"old citty"', "citty", "city", '"old city"'),
        ("Citty citty", "citty", "city", "city city"),
        ("fallujahs falluja", "falluja", "Fallujah", "fallujahs Fallujah"),
        ("الموصول", "الموصول", "الموصل", "الموصل"),
        ("fall*x", "fallx", "fall", "fall"),
        ("a+b", "a", r"\1", r"\1+b"),
    ],
)
def test_a_missing_word_is_replaced(typed: str, word: str, by: str, expected: str) -> None:
    assert with_word_replaced(typed, word=word, by=by) == expected


def test_boilerplate_is_let_in_once() -> None:
    assert with_boilerplate("mosul") == "mosul boilerplate:yes"
    assert with_boilerplate("mosul boilerplate:no") == "mosul boilerplate:yes"
    assert without_boilerplate("mosul boilerplate:yes") == "mosul"


def test_boilerplate_is_recognised() -> None:
    assert asks_for_boilerplate("mosul boilerplate:only")
    assert not asks_for_boilerplate("mosul boilerplate:no")
    assert not asks_for_boilerplate("boilerplate")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("market", "market"),
        ("  old   market ", '"old market"'),
        ("al-Nuri", '"al-Nuri"'),
        ("OR", '"OR"'),
        ("title:market", '"title:market"'),
        ("“Who?” he said *", '"Who he said"'),
        ("المدينة القديمة", '"المدينة القديمة"'),
        ('"', ""),
        ("", ""),
    ],
)
def test_words_of_a_text_become_a_query_that_finds_them(words: str, expected: str) -> None:
    assert query_for(words) == expected
