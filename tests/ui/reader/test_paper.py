"""A document on paper: every line once, a foot with its number on each page."""

from pathlib import Path

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from desktop.corpus.errors import Trouble
from desktop.corpus.library import StoredText
from desktop.corpus.text.blocks import Kind
from desktop.ui.reader.paper import write_pdf
from desktop.ui.reader.pieces import TitleBlock
from tests.ui.reader.conftest import paragraphs, store

ABOVE = TitleBlock("The Daily", "The Bridge", "A. Writer")


def pages_of(file: Path) -> list[str]:
    with pypdfium2.PdfDocument(file) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def written(tmp_path: Path, stored: StoredText) -> list[str]:
    file = tmp_path / "x.pdf"
    numbers = list(write_pdf(file, stored, ABOVE, dots_per_inch=96, foot="The Bridge · The Daily"))
    pages = pages_of(file)
    assert numbers == list(range(1, len(pages) + 1))
    return pages


def test_every_paragraph_is_printed_once_and_in_order(qtbot: QtBot, tmp_path: Path) -> None:
    pages = written(tmp_path, paragraphs(120))
    assert len(pages) > 4
    words = " ".join(" ".join(pages).split())
    places = [words.index(f"Number {n}. ") for n in range(120)]
    assert places == sorted(places)
    assert words.count("The river rose") == 360
    assert words.count("A. Writer") == 1


def test_each_page_says_what_it_is_from_and_its_number(qtbot: QtBot, tmp_path: Path) -> None:
    for number, page in enumerate(written(tmp_path, paragraphs(60)), 1):
        assert page.count("The Bridge · The Daily") == 1
        assert str(number) in page.split()


def test_one_paragraph_longer_than_a_page_loses_no_line(qtbot: QtBot, tmp_path: Path) -> None:
    text = " ".join(f"word{n}" for n in range(4000))
    words = " ".join(written(tmp_path, store((Kind.PARAGRAPH, text)))).split()
    assert [word for word in words if word.startswith("word")] == text.split()


def test_what_can_be_opened_on_screen_is_not_offered_on_paper(qtbot: QtBot, tmp_path: Path) -> None:
    byline = ((Kind.BYLINE, "By A. Writer"), (Kind.DATE, "16 October 2016"))
    parts = ((Kind.TITLE, "The Bridge"), *byline)
    (page,) = written(tmp_path, store(*parts, (Kind.PARAGRAPH, "One."), (Kind.BOILERPLATE, "More")))
    assert "Left out: one line of page furniture" in page
    assert "show" not in page
    assert "\u25b8" not in page


def test_a_heading_is_not_left_alone_at_the_foot(qtbot: QtBot, tmp_path: Path) -> None:
    for n in range(20, 34):
        parts = [(Kind.PARAGRAPH, f"Line {i}.") for i in range(n)]
        pages = written(
            tmp_path, store(*parts, (Kind.HEADING, "Heading"), (Kind.PARAGRAPH, "After."))
        )
        assert [("Heading" in page) == ("After." in page) for page in pages] == [True] * len(pages)


@pytest.mark.parametrize("text", ("النص العربي الطويل " * 400, "\U0001f600 e\u0301", " "))
def test_odd_text_is_printed(qtbot: QtBot, tmp_path: Path, text: str) -> None:
    assert written(tmp_path, store((Kind.PARAGRAPH, text)))


def test_a_place_that_cannot_be_written_is_trouble_and_leaves_nothing(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with pytest.raises(Trouble, match="could not be written"):
        list(write_pdf(tmp_path / "no" / "x.pdf", paragraphs(3), ABOVE, dots_per_inch=96, foot=""))
    assert not list(tmp_path.iterdir())


def test_what_is_given_up_halfway_leaves_the_old_file(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_text("kept")
    steps = write_pdf(tmp_path / "x.pdf", paragraphs(90), ABOVE, dots_per_inch=96, foot="")
    assert next(steps) == 1
    steps.close()  # pyright: ignore[reportAttributeAccessIssue]
    del steps
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("x.pdf", "kept")]
