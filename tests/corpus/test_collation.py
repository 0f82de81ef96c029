"""Collation keys are those of the Unicode Collation Algorithm."""

import struct

import pytest
import pyuca
from hypothesis import given
from hypothesis import strategies as st

from desktop.corpus.forms import collation_key, describe
from desktop.corpus.text.fold import fold

COLLATOR = pyuca.Collator()
LETTERS = st.one_of(
    st.characters(codec="utf-8"), st.sampled_from("aäßlL·éЙالأآـكيीเก漢か゛が\u0301\u0308\u0653கொ")
)


@given(st.text(LETTERS, max_size=8))
def test_key_is_that_of_the_algorithm(text: str):
    key = COLLATOR.sort_key(text)
    expected = struct.pack(f">{len(key)}H", *(min(part, 0xFFFF) for part in key))
    assert collation_key(text) == expected


@pytest.mark.parametrize("character", "09azAZ,.;'\u2019")
def test_what_stands_in_most_words_has_the_weights_of_the_table(character: str):
    key = COLLATOR.sort_key(f"1{character}a")
    assert collation_key(f"1{character}a") == struct.pack(f">{len(key)}H", *key)


def test_accents_and_capitals_come_after_letters():
    words = ["Zoo", "Äpfel", "apfel", "Apfel", "äpfel", "apfelmus"]
    ordered = ["apfel", "Apfel", "äpfel", "Äpfel", "apfelmus", "Zoo"]
    assert sorted(words, key=collation_key) == ordered


@given(st.lists(st.text(LETTERS, min_size=1, max_size=8)))
def test_many_forms_are_described_as_each_alone(forms: list[str]):
    forms = ["".join(form.split()) or "x" for form in forms]
    folds, keys = describe(forms)
    assert folds == [fold(form) for form in forms]
    assert keys == [collation_key(form) for form in forms]


PLAIN = st.text("aZ09mQ", min_size=1, max_size=6)


@given(st.lists(st.one_of(PLAIN, st.sampled_from(["3,000", "O'Neil", "éa", "a;b", "中"]))))
def test_plain_forms_among_others_are_described_as_each_alone(forms: list[str]):
    folds, keys = describe(forms)
    assert folds == [fold(form) for form in forms]
    assert keys == [collation_key(form) for form in forms]
