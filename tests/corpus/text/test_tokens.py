"""The tokenizer: the decisions that users can read in the help, and what holds for every text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.corpus.text.tokens import LONGEST, Tokeniser, spans

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("aZé ’'.-_:,\u0301\u200d\u200f\ufeff\n\r\t‘“”¼²1٣3العسلي日本กั😀\u0640"),
        st.characters(),
    )
)


def words(text: str, language: str | None = "en") -> list[str]:
    return [text[start:end] for start, end in spans(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("al-Nuri", ["al", "Nuri"]),
        ("U.S.", ["U", "S"]),
        ("snake_case 12:30 a:b", ["snake", "case", "12", "30", "a", "b"]),
        ("3,000 and 1.5", ["3,000", "and", "1.5"]),
        ("Qur’an O’Brien don’t", ["Qur’an", "O’Brien", "don’t"]),
        ("Mosul’s “Mosul’s” boys’", ["Mosul", "’s", "Mosul", "’s", "boys"]),
        ("I'd've they’re O’Brien’s", ["I", "'d", "'ve", "they", "’re", "O’Brien", "’s"]),
        ("the 1990’s", ["the", "1990", "’s"]),
        ("city—no", ["city", "no"]),
        ("e\u0301tude cafe\u0301", ["e\u0301tude", "cafe\u0301"]),
        ("word² m½ 😀 ❤️ ok", ["word", "m", "ok"]),
        ("الْمَوْصِل، مقدمة\u200f.", ["الْمَوْصِل", "مقدمة"]),
        ("می\u200cخواهم", ["می\u200cخواهم"]),
        ('צה"ל צה״ל "שלום"', ['צה"ל', "צה״ל", "שלום"]),
        ("日本語テスト", list("日本語テスト")),
        ("ภาษา", list("ภาษา")),
        ("", []),
        ("— … !", []),
    ],
)
def test_text_is_cut_into_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_clitics_are_cut_in_english_and_unknown_texts_only() -> None:
    assert words("Mosul’s", None) == ["Mosul", "’s"]
    assert words("Mosul’s", "de") == ["Mosul’s"]


def test_elisions_are_cut_in_french_and_italian_only() -> None:
    assert words("l’homme qu’il d'accord", "fr") == ["l’", "homme", "qu’", "il", "d'", "accord"]
    assert words("dell’arte", "it") == ["dell’", "arte"]
    assert words("l’homme aujourd’hui", "de") == ["l’homme", "aujourd’hui"]


def test_a_run_without_end_is_cut_into_pieces() -> None:
    assert words("x" * (2 * LONGEST + 1)) == ["x" * LONGEST, "x" * LONGEST, "x"]


@pytest.mark.parametrize("language", ["en", "fr", "de", None])
@given(text=TEXTS)
def test_whole_texts_are_cut_like_short_ones(language: str | None, text: str) -> None:
    tokeniser = Tokeniser()
    tokeniser.cut(text[:3], language)
    cut = tokeniser.cut(text, language)
    ends = cut.starts.astype(int) + cut.lengths
    assert list(zip(cut.starts.tolist(), ends.tolist(), strict=True)) == spans(text, language)
    forms = [tokeniser.forms[number] for number in cut.forms]
    assert forms == [text[start:end] for start, end in spans(text, language)]


@given(TEXTS)
def test_tokens_are_ordered_and_not_empty(text: str) -> None:
    places = spans(text)
    assert all(start < end for start, end in places)
    assert all(a[1] <= b[0] for a, b in zip(places, places[1:], strict=False))


@given(TEXTS)
def test_every_letter_is_in_a_token(text: str) -> None:
    inside = {place for start, end in spans(text) for place in range(start, end)}
    assert all(place in inside for place, c in enumerate(text) if c.isalpha())
