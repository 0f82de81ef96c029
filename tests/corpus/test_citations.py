"""How a passage is cited."""

import sqlite3
from pathlib import Path

import pytest

from desktop.corpus.citations import cite, quote, written_date
from desktop.corpus.concordance.lines import lines
from desktop.corpus.corpus import Corpus
from desktop.corpus.errors import Trouble
from desktop.corpus.library.rows import pack_marks
from desktop.corpus.text.blocks import Catalogue, Kind, Mark
from tests.making import Piece, make_corpus, piece

ARTICLE = Piece(
    [
        (Kind.TITLE, "After the Flood"),
        (Kind.HEADING, "‘WE WAITED’"),
        (Kind.PARAGRAPH, "The water\ncame   at night."),
        (Kind.HEADING, "Later"),
        (Kind.PARAGRAPH, "Nobody slept."),
    ],
    Catalogue(
        title="After the Flood",
        author="A. Writer",
        source="The Paper",
        published="2016-10-16",
        updated="2017-03-21",
        language="en",
    ),
)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return make_corpus(
        tmp_path / "c", [ARTICLE, Piece([(Kind.PARAGRAPH, "Bare text.")], path="/x/bare.txt")]
    )


def place(corpus: Corpus, document: int, passage: str) -> tuple[int, int]:
    start = corpus.text(document).text.index(passage)
    return start, start + len(passage)


def test_a_passage_is_quoted_with_all_that_is_known(corpus: Corpus):
    start, end = place(corpus, 1, "The water\ncame   at night.")
    assert quote(corpus, 1, start, end) == (
        "“The water came at night.” — A. Writer, “After the Flood”, The Paper, "
        "16 October 2016 (updated 21 March 2017), section ‘WE WAITED’, "
        f"characters {start}–{end}."
    )


def test_a_section_without_quotation_marks_gets_them(corpus: Corpus):
    assert "section ‘Later’," in str(cite(corpus, 1, *place(corpus, 1, "Nobody")))


def test_what_is_not_known_is_left_out(corpus: Corpus):
    assert str(cite(corpus, 2, 0, 4)) == "“bare.txt”, characters 0–4."


def test_a_document_is_cited_without_a_place(corpus: Corpus):
    assert str(cite(corpus, 1)) == (
        "A. Writer, “After the Flood”, The Paper, 16 October 2016 (updated 21 March 2017)."
    )


def test_a_correction_is_in_the_citation(corpus: Corpus):
    corpus.correct(1, "author", "B. Editor")
    assert cite(corpus, 1).author == "B. Editor"


def test_long_places_are_written_with_separators(tmp_path: Path):
    corpus = make_corpus(tmp_path / "long", [piece("word " * 4000, title="Long")])
    assert str(cite(corpus, 1, 10_200, 10_420)) == "“Long”, characters 10,200–10,420."


def test_a_document_that_is_gone_is_trouble(corpus: Corpus):
    with pytest.raises(Trouble):
        cite(corpus, 99)


@pytest.mark.parametrize(
    ("iso", "written"),
    [
        ("2016", "2016"),
        ("2016-10", "October 2016"),
        ("2016-03-01", "1 March 2016"),
        ("0800", "800"),
        ("c. 1900", "c. 1900"),
        ("2016-13", "2016-13"),
    ],
)
def test_dates_are_written_out_as_far_as_known(iso: str, written: str):
    assert written_date(iso) == written


def test_a_passage_of_a_text_with_pages_names_them(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", [piece("One two three four", title="Pages")]) as corpus:
        pages = [Mark("page", 0, 8, "xi"), Mark("page", 8, 18, "12")]
        sql = "UPDATE texts SET marks = ? WHERE document_id = 1"
        connection = sqlite3.connect(tmp_path / "a" / "corpus.sqlite")
        with connection:
            connection.execute(sql, (pack_marks(pages),))
        connection.close()
        assert str(cite(corpus, 1, 8, 13)) == "“Pages”, p. 12, characters 8–13."
        assert cite(corpus, 1, 4, 13).page == "xi–12"
        found = list(lines(corpus, corpus.search("two OR three")))
        assert [line.page for line in found] == ["xi", "12"]
