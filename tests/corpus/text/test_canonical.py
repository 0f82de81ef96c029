"""What is settled once about a text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.corpus.text.canonical import canonical

_ANY = st.text(st.characters(exclude_categories=()), max_size=80)
_ODD = st.text(st.sampled_from("a b\r\n\x0b\x0c\x85\u2028\u2029\x00\x1c\x7f\ufeff\ud800é\u0301"))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("", ""),
        ("\ufeffMosul \ufeff\n", "Mosul \n"),
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("page\x0cpage\x85line\u2028line", "page\npage\nline\nline"),
        ("end\u2029next", "end\n\nnext"),
        ("cafe\u0301", "café"),
        ("nu\x00ll\x1b[0m\x7f", "null[0m"),
        ("field\x1cfield", "field field"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("tab\tstays", "tab\tstays"),
        ("family 👨‍👩‍👧 stays", "family 👨‍👩‍👧 stays"),
        ("می\u200cروم", "می\u200cروم"),
    ],
)
def test_known_cases(raw: str, text: str):
    assert canonical(raw) == text


@given(_ANY | _ODD)
def test_twice_is_once(raw: str):
    text = canonical(raw)
    assert canonical(text) == text


@given(_ANY | _ODD)
def test_is_clean(raw: str):
    text = canonical(raw)
    assert unicodedata.is_normalized("NFC", text)
    assert "\ufeff" not in text
    controls = {c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")}
    assert controls <= {"\t", "\n"}


def test_huge_line_is_kept():
    line = "word " * 400_000
    assert canonical(line) == line
