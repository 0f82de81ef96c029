"""What is offered to be tried before a search."""

from pathlib import Path

import pytest

from desktop.ui.search.to_try import examples_for
from tests.making import make_corpus

ARABIC = "قال السكان إن المدينة القديمة دمرت، المدينة القديمة لن تعود كما كانت المدينة القديمة."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Prices rose. The market fell, and the market closed; a market crash.",
            ["market", '"market fell"', "mark*", "marke~", '"fell market"~5'],
        ),
        ("Committee. Committee! Committee?", ["committee", "commit*", "committe~"]),
        (ARABIC, ["المدينة", '"المدينة القديمة"', "المد*", "المدين~", '"القديمة المدينة"~5']),
    ],
)
def test_examples_are_made_of_the_words_that_are_read_and_find_them(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    typed = [example.typed for example in examples_for(text)]
    assert typed == expected
    with make_corpus(tmp_path / "x.corpus", [text]) as corpus:
        assert all(corpus.search(line).n_hits for line in typed)


@pytest.mark.parametrize("text", ["", "a b c", "我们在北京", "Mosul and Fallujah are far cities."])
def test_without_long_words_and_on_the_seeds_the_examples_are_those_of_the_help(text: str) -> None:
    typed = [example.typed for example in examples_for(text)]
    assert typed == ["mosul", '"old city"', "fall*", "falluja~", '"isis mosul"~5']
