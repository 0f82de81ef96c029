"""Columns of strings, each kept once: what comes out is what went in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.corpus.library.coded import Coded, Strings, coded

AWKWARD = ["", "Mosul", "الموصل", "\ufeffa\r\nb", "👍🏽", "e\u0301", "a\0b", "caf\udce9", "Mosul"]


def through(column: list[str]) -> Coded[str]:
    arrays = coded(column)
    return Coded(arrays.codes, Strings(arrays))


@pytest.mark.parametrize("column", [[], [""], ["a", "a"], AWKWARD, AWKWARD[:6]])
def test_what_comes_out_is_what_went_in(column: list[str]) -> None:
    assert list(through(column)) == column


@given(st.lists(st.text(st.characters(exclude_categories=[])), max_size=20))
def test_any_strings_come_out_as_they_went_in(column: list[str]) -> None:
    found = through(column)
    assert list(found) == column
    assert [found[row] for row in range(len(found))] == column
    assert len(found) == len(column)


def test_rows_are_cut_out_one_by_one_and_in_slices() -> None:
    found = through(AWKWARD)
    assert found[-1] == "Mosul"
    assert found[1:3] == AWKWARD[1:3]
    assert Strings(coded(AWKWARD))[6:] == AWKWARD[6:8]


def test_a_string_is_kept_once() -> None:
    assert coded(["Mosul"] * 1000).letters.tobytes() == b"Mosul\0"
