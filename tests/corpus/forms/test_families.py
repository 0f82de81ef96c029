"""Tests of word families: which words need not be looked at."""

from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.corpus.forms.families import keeps_first_letter, stem_function
from desktop.corpus.text.fold import fold

_ALL = ["eu", "ca", "da", "en", "fi", "fr", "de", "hu", "it", "lt", "no", "nb", "pt", "ro", "es"]
_ENDINGS = st.text(
    alphabet=ascii_lowercase + "äöüéèêàçñışł", max_size=12
)  # of folds: no apostrophe


@pytest.mark.parametrize("language", [*_ALL, "sv"])
@given(first=st.sampled_from(ascii_lowercase), rest=_ENDINGS)
def test_a_stem_begins_as_its_word_does(language: str, first: str, rest: str):
    stem = stem_function(language)
    assert keeps_first_letter(language) and stem is not None
    assert stem([first + rest])[0][:1] == first


def test_languages_that_take_prefixes_off_are_looked_at_whole():
    assert not any(map(keeps_first_letter, ("nl", "id", "ga", "ar", "sr", "tr")))


def test_arabic_word_is_kin_to_its_feminine_and_to_itself_with_the_article():
    # Folds write ta marbuta as ha, which the stemmer would leave where it is.
    stems = stem_function("ar")
    assert stems is not None
    for family in (
        ("معاملة", "المعاملة"),
        ("الثالث", "الثالثة", "ثالثة"),
        ("دولة", "الدولة", "الدول"),
        ("كتاب", "كتابه", "الكتاب"),
    ):
        assert len(set(stems([fold(word) for word in family]))) == 1
