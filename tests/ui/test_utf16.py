"""Code points and UTF-16 units are converted both ways, also outside the first plane."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.utf16 import is_narrow, to_points, to_utf16

TEXTS = st.text(alphabet=st.sampled_from("aé\u0301م\u202e🙂𝔐中\ud800"), max_size=30)


@given(TEXTS)
def test_units_are_those_of_the_encoded_text(text: str) -> None:
    places = np.arange(len(text) + 1)
    encoded = [len(text[:p].encode("utf-16-le", "surrogatepass")) // 2 for p in places]
    assert to_utf16(text, places).tolist() == encoded


@given(TEXTS)
def test_every_place_comes_back(text: str) -> None:
    places = np.arange(len(text) + 1)
    assert to_points(text, to_utf16(text, places)).tolist() == places.tolist()


def test_the_middle_of_a_pair_is_its_beginning() -> None:
    assert to_points("a🙂b", np.array([0, 1, 2, 3, 4])).tolist() == [0, 1, 1, 2, 3]


def test_only_characters_outside_the_first_plane_make_a_text_wide() -> None:
    assert is_narrow("Mosul الموصل 中") is True
    assert is_narrow("🙂") is False
