"""A regular expression is brought to the fold, against which it is matched."""

import pytest
import regex

from desktop.corpus.query.expressions import checked_expression
from desktop.corpus.text.fold import fold


def matches(expression: str, form: str) -> bool:
    run = checked_expression(expression, start=1, is_exact=False)
    return regex.fullmatch(run, fold(form)) is not None


@pytest.mark.parametrize(
    ("expression", "form"),
    [
        ("straße", "STRASSE"),
        ("straß?e", "Straße"),
        ("œuvre", "Œuvre"),
        ("qur'an", "Qur’ān"),
        ("Qur’ān", "Quran"),
        ("المــوصل", "الموصل"),
        ("مُحَمَّد", "محمد"),
        ("l'été", "lété"),
        ("'s", "’s"),
        ("ca[fé]+", "café"),
        ("über.*", "Überfahrt"),
    ],
)
def test_expression_finds_what_is_spelled_like_it(expression: str, form: str):
    assert matches(expression, form)


def test_apostrophe_that_a_sign_counts_stays():
    assert checked_expression("ma's?x*'{2}", start=1, is_exact=False) == "(?i)mas?x*'{2}"


@pytest.mark.parametrize("expression", [r"\p{Arabic}+", r"a\'b", "[ß']", "(a|b)+", r"o'\d"])
def test_escapes_brackets_and_signs_stay(expression: str):
    run = checked_expression(expression, start=1, is_exact=False)
    assert run == f"(?i){expression}"


def test_exact_expression_stays_as_it_is():
    assert checked_expression("Straße", start=1, is_exact=True) == "Straße"
