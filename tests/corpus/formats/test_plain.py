"""A plain text is decoded, settled and cut into blocks, whatever is in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.plain import read_plain
from tests.corpus.formats.shape import assert_well_formed

PIECES = st.sampled_from(
    ["The river rose.", "\n", "\n\n", "\r\n", "\r", "\t", "  ", "\ufeff", "e\u0301", "👩‍🚀", "ارتفع النهر", "河水",
     "\u2028", "\u2029", "\x0c", "\xa0", "• one", "1. two", "HEADING", "By Ann Bell", "\u200f", "---"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_mixture_is_well_formed(source: str) -> None:
    reading = read_plain(("word " + source).encode(), "a.txt")
    assert_well_formed(reading)


def test_one_huge_line_is_read() -> None:
    reading = read_plain(b"word " * 200_000, "a.txt")
    assert_well_formed(reading)
    assert reading.text.count("word") == 200_000


def test_doubts_about_the_encoding_are_noted() -> None:
    data = "Die Brücke über den Fluß wäre geöffnet, sagte er. ".encode() * 3
    assert read_plain(b"\xff" + data, "a.txt").notes
    assert not read_plain(data, "a.txt").notes


def test_file_without_text_is_refused() -> None:
    with pytest.raises(FileTrouble, match="empty"):
        read_plain("\ufeff \r\n\x00".encode(), "a.txt")
