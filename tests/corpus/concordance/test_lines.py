"""Concordance lines are slices of the text."""

from pathlib import Path

import numpy as np
import pytest

from desktop.corpus.concordance.lines import Line, cut, cut_many, lines, sort_keys
from desktop.corpus.corpus import Corpus
from desktop.corpus.errors import Trouble
from desktop.corpus.text.blocks import Catalogue, Kind
from tests.making import Piece, make_corpus, piece, put

ARTICLE = Piece(
    [
        (Kind.TITLE, "The old city"),
        (Kind.PARAGRAPH, "Before any heading stands Mosul."),
        (Kind.HEADING, "‘Escape’"),
        (Kind.PARAGRAPH, "😀 Mosul’s people\nleft Mosul."),
        (Kind.HEADING, "Mosul again"),
        (Kind.PARAGRAPH, "They came back to Mosul"),
    ],
    Catalogue(language="en"),
)
ARABIC = piece("عاد الناس إلى المـوصل بعد الحرب", language="ar")


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return make_corpus(tmp_path / "c", [ARTICLE, ARABIC])


def all_lines(corpus: Corpus, typed: str, *, width: int = 60) -> list[Line]:
    return list(lines(corpus, corpus.search(typed), width=width))


@pytest.mark.parametrize("width", [0, 1, 7, 60, 1000])
def test_before_match_and_after_are_one_slice(corpus: Corpus, width: int):
    found = all_lines(corpus, "mosul OR الموصل", width=width)
    assert len(found) == 6
    for line in found:
        text = corpus.text(line.id).text
        assert line.match == text[line.start : line.end]
        assert line.before == text[max(0, line.start - width) : line.start]
        assert line.after == text[line.end : line.end + width]


def test_a_line_is_cut_at_the_ends_of_the_document(corpus: Corpus):
    assert all_lines(corpus, "mosul")[-1].after == ""
    assert all_lines(corpus, '"the old"')[0].before == ""


def test_the_heading_is_the_nearest_above_or_the_one_that_was_hit(corpus: Corpus):
    assert [line.heading for line in all_lines(corpus, "mosul")] == [
        None, "‘Escape’", "‘Escape’", "Mosul again", "Mosul again",
    ]  # fmt: skip


def test_a_match_of_several_words_keeps_what_stands_between_them(corpus: Corpus):
    assert [line.match for line in all_lines(corpus, '"people left"')] == ["people\nleft"]
    assert [line.match for line in all_lines(corpus, "المـوصل")] == ["المـوصل"]


def test_one_line_is_the_same_as_the_one_among_many(corpus: Corpus):
    hits = corpus.search("mosul").hits
    backwards = np.arange(len(hits))[::-1]
    many = list(cut_many(corpus, hits, backwards, 20))
    assert many == [cut(corpus, hits, int(index), 20) for index in backwards]


def test_lines_come_in_the_order_of_the_keys_up_to_a_limit(corpus: Corpus):
    found = lines(corpus, corpus.search("mosul"), sort_keys("R1"), width=8, limit=3)
    assert [line.after[:6] for line in found] == ["", "’s peo", " again"]


def test_a_line_of_a_document_that_is_gone_is_trouble(corpus: Corpus):
    hits = corpus.search("mosul").hits
    document = int(hits.document[0])
    corpus.remove([document])
    corpus.purge()
    with pytest.raises(Trouble):
        cut(corpus, hits, 0)


@pytest.mark.parametrize("n_words", [1, 3000])
def test_lines_of_a_document_that_is_shorter_now_are_trouble(tmp_path: Path, n_words: int):
    corpus = make_corpus(tmp_path / "c", [piece("word " * n_words + "city " * 9)])
    result = corpus.search("city")
    put(corpus.library, [piece("short")], replacing=1)
    with pytest.raises(Trouble, match="has changed since the search"):
        list(lines(corpus, result))
    with pytest.raises(Trouble, match="has changed since the search"):
        cut(corpus, result.hits, 0)


def test_many_lines_of_many_documents_keep_the_order_asked_for(tmp_path: Path):
    texts = [f"number{n} city " * (n % 7 + 1) for n in range(150)]
    corpus = make_corpus(tmp_path / "c", [piece(text) for text in texts])
    result = corpus.search("city")
    found = list(lines(corpus, result, sort_keys("place,L1"), width=12))
    assert len(found) == result.n_hits > 500
    assert [line.start for line in found] == sorted(line.start for line in found)
    assert all(line.before.strip().endswith(f"number{line.id - 1}") for line in found)
