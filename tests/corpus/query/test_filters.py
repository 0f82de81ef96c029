"""Which documents a filter admits."""

import pytest

from desktop.corpus.query import parse
from desktop.corpus.query.tree import Filter


def admitted(typed: str, values: list[str]) -> list[str]:
    tree = parse(typed).tree
    assert isinstance(tree, Filter)
    return [value for value in values if tree.admits(value)]


DATES = ["", "2015", "2016", "2016-09-30", "2016-10", "2016-10-16", "2017-03-21"]


@pytest.mark.parametrize(
    ("typed", "dates"),
    [
        ("year:2016", ["2016", "2016-09-30", "2016-10", "2016-10-16"]),
        ("year:2015..2016", ["2015", "2016", "2016-09-30", "2016-10", "2016-10-16"]),
        ("year:2015-2016", ["2015", "2016", "2016-09-30", "2016-10", "2016-10-16"]),
        ("date:2016-10", ["2016-10", "2016-10-16"]),
        ("date:2016-10-16", ["2016-10-16"]),
        ("date:[2016-10 TO 2017-03]", ["2016-10", "2016-10-16", "2017-03-21"]),
        ("date:[2017 TO]", ["2017-03-21"]),
        ("date:[* TO 2015]", ["2015"]),
        ("date:*", DATES[1:]),
    ],
)
def test_a_date_must_lie_in_the_range_as_far_as_it_is_known(typed: str, dates: list[str]):
    assert admitted(typed, DATES) == dates


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ('source:"national geographic"', ["National Geographic"]),
        ("source:nat*geo", ["National Geographic"]),
        ("source:geo", ["National Geographic", "The Géo Post"]),
        ("source:*", ["National Geographic", "The Géo Post"]),
        ("source:geo*nat", []),
    ],
)
def test_text_is_compared_folded_and_anywhere(typed: str, values: list[str]):
    assert admitted(typed, ["", "National Geographic", "The Géo Post"]) == values


def test_language_and_format_are_compared_as_a_whole():
    assert admitted("lang:EN", ["en", "eng", ""]) == ["en"]
    assert admitted("format:md", ["markdown", "text"]) == ["markdown"]
    assert admitted("format:eml", ["mail", "text"]) == ["mail"]


def test_path_takes_separators_and_parentheses_in_quotes():
    paths = ["/a/Notes (old)/x.txt", "C:\\texts\\x.md"]
    assert admitted('path:"notes (old)"', paths) == paths[:1]
    assert admitted("path:c:\\texts\\*.md", paths) == paths[1:]


def test_many_stars_are_compared_quickly():
    assert admitted("path:" + "*a" * 100 + "b", ["a" * 5000]) == []
