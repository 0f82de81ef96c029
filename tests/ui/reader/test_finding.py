"""What is typed is found in any case, accent and letter variant, at its exact place."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.reader.finding import FoldedText


def found(text: str, typed: str) -> list[str]:
    starts, ends = FoldedText(text).find(typed)
    return [text[a:b] for a, b in zip(starts, ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "typed", "slices"),
    [
        ("Mosul, MOSUL, mosul", "mosul", ["Mosul", "MOSUL", "mosul"]),
        ("Fallūja and Falluja", "fallūjA", ["Fallūja", "Falluja"]),
        ("Die Straße, STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("a straße", "ss", ["ß"]),
        ("x🙂 café cafe\u0301s", "cafe", ["café", "cafe\u0301"]),
        ("إلى الموصل", "الي الموصل", ["إلى الموصل"]),
        ("مُوصِل", "موصل", ["مُوصِل"]),
        ("O’Brien and O'Brien", "o'brien", ["O’Brien", "O'Brien"]),
        ("“Old\nCity”", '"old city"', ["“Old\nCity”"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("nothing", "", []),
        ("nothing", "  ", []),
        ("", "x", []),
        ("тёмный", "темный", ["тёмный"]),
    ],
)
def test_slices_are_those_that_read_as_typed(text: str, typed: str, slices: list[str]) -> None:
    assert found(text, typed) == slices


@given(st.text(alphabet="aAáßẞ\u0301b🙂 ", max_size=40), st.text(alphabet="abs", min_size=1))
def test_places_are_those_of_a_plain_scan(text: str, typed: str) -> None:
    def plain(part: str) -> str:
        decomposed = unicodedata.normalize("NFD", part.casefold())
        return "".join(c for c in decomposed if not unicodedata.combining(c))

    slices = found(text, typed)
    assert len(slices) == plain(text).count(typed)
    assert all(typed in plain(part) for part in slices)


def test_both_ways_of_keeping_places_agree() -> None:
    text = "The bridge, the Bridge and THE BRIDGE"
    starts, ends = FoldedText(text).find("the bridge")
    other_starts, other_ends = FoldedText(text + " \u0301").find("the bridge")
    assert starts.tolist() == other_starts.tolist() == [0, 12, 27]
    assert ends.tolist() == other_ends.tolist()
