"""The tokenizer: the decisions that users can read in the help, and what holds for every text."""

import random

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from desktop.corpus.text.runs import runs_of
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
        ("ג׳ירפה ג'ירפה ר׳ 'שלום'", ["ג׳ירפה", "ג'ירפה", "ר", "שלום"]),
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
    assert_cut_like_short_ones(tokeniser, text, language)


@given(st.lists(TEXTS, max_size=5))
def test_many_texts_at_once_are_cut_like_each_alone(texts: list[str]) -> None:
    tokeniser = Tokeniser()
    for text, cut in zip(texts, tokeniser.cut_all(texts, "en"), strict=True):
        ends = cut.starts + cut.lengths
        assert list(zip(cut.starts.tolist(), ends.tolist(), strict=True)) == spans(text, "en")
        forms = [tokeniser.forms[number] for number in cut.forms]
        assert forms == [text[start:end] for start, end in spans(text, "en")]


@given(TEXTS)
def test_tokens_are_ordered_and_not_empty(text: str) -> None:
    places = spans(text)
    assert all(start < end for start, end in places)
    assert all(a[1] <= b[0] for a, b in zip(places, places[1:], strict=False))


@given(TEXTS)
def test_every_letter_is_in_a_token(text: str) -> None:
    inside = {place for start, end in spans(text) for place in range(start, end)}
    assert all(place in inside for place, c in enumerate(text) if c.isalpha())


def assert_cut_like_short_ones(tokeniser: Tokeniser, text: str, language: str | None) -> None:
    cut = tokeniser.cut(text, language)
    ends = cut.starts + cut.lengths
    assert list(zip(cut.starts.tolist(), ends.tolist(), strict=True)) == spans(text, language)
    forms = [tokeniser.forms[number] for number in cut.forms]
    assert forms == [text[start:end] for start, end in spans(text, language)]


# What binds or separates, in whatever neighbourhood, and what looks like it.
SIGNS = (
    "abz AZ09 .,;:'\"’‘-_\n\t(“”«»،؛؟\u2028\u2029\xa0\x85\u3000\u1680\u200b\xad\u0301éßʼ·‧א״׳中日"
    "ไ١½²ªº\u2024\u2010…＇、\ufe0f😀Ŋ\0\x1c\ufb20"
)


@pytest.mark.parametrize("language", ["en", "fr", "de", None])
def test_many_runs_at_once_are_cut_like_short_texts(language: str | None) -> None:
    """Long texts, in which runs are looked up in tables where they take each other's place."""
    tokeniser, chance = Tokeniser(), random.Random(7)
    for _ in range(4):
        signs = chance.choices(SIGNS, k=8_000)
        words = [f"{chance.randrange(50_000):x}" * chance.randrange(1, 7) for _ in range(4_000)]
        text = " ".join([*words, "".join(signs), "l’eau Mosul’s don't " * 300, *words])
        assert_cut_like_short_ones(tokeniser, text, language)


@pytest.mark.parametrize("first", range(0x80, 0x3100, 0x40))
def test_every_character_separates_or_binds_as_the_rule_says(first: int) -> None:
    tokeniser = Tokeniser()
    for character in map(chr, range(first, first + 0x40)):
        c = character
        text = f"a{c}b {c} a{c} {c}b 1{c}2 {c}{c} a’{c} {c}’s b{c}’s 1.{c}2 1{c}.2 {c}'s א{c}\"א"
        assert_cut_like_short_ones(tokeniser, text, "en")


@given(TEXTS)
def test_runs_are_what_stands_between_separators(text: str) -> None:
    """None is cut inside a token, and what lies between two of them belongs to no token."""
    runs = runs_of(text)
    inside = {place for start, end in spans(text) for place in range(start, end)}
    covered: set[int] = set()
    for start, length in zip(runs.places.tolist(), runs.lengths.tolist(), strict=True):
        covered.update(range(start, start + length))
        assert not regex.search(r"\s", text[start : start + length])
    assert inside <= covered
