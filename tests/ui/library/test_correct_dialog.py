"""Correcting what is known of a document."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel
from pytestqt.qtbot import QtBot

from desktop.corpus.corpus import Corpus
from desktop.corpus.text.blocks import Catalogue, Kind
from desktop.ui.library.correct_dialog import CorrectDialog, is_iso_date
from tests.making import Piece, make_corpus

KNOWN = Catalogue(
    title="Title",
    author="Author",
    published="2016-10-16",
    evidence={"author": "By Author,\n  our correspondent"},
)


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    made = Piece([(Kind.PARAGRAPH, "Some words.")], KNOWN)
    with make_corpus(tmp_path / "x.corpus", [made]) as corpus:
        yield corpus


def dialog_on(qtbot: QtBot, corpus: Corpus) -> CorrectDialog:
    dialog = CorrectDialog([corpus.document(1)], corpus.corrections(1))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def save(dialog: CorrectDialog) -> None:
    dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()


def test_only_what_changed_is_told(qtbot: QtBot, corpus: Corpus) -> None:
    dialog = dialog_on(qtbot, corpus)
    dialog.fields["author"].clear()
    qtbot.keyClicks(dialog.fields["source"], "  The  Daily ")
    with qtbot.waitSignal(dialog.corrected) as told:
        save(dialog)
    assert told.args == [[("author", None), ("source", "The Daily")], []]


def test_nothing_is_told_when_nothing_changed(qtbot: QtBot, corpus: Corpus) -> None:
    dialog = dialog_on(qtbot, corpus)
    with qtbot.assertNotEmitted(dialog.corrected):
        save(dialog)
    assert not dialog.isVisible()


def test_the_words_of_the_file_are_shown(qtbot: QtBot, corpus: Corpus) -> None:
    dialog = dialog_on(qtbot, corpus)
    shown = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert "The file says: “By Author, our correspondent”" in shown


def test_a_date_that_is_none_cannot_be_saved(qtbot: QtBot, corpus: Corpus) -> None:
    dialog = dialog_on(qtbot, corpus)
    dialog.fields["updated"].setFocus()
    qtbot.keyClicks(dialog.fields["updated"], "16 October 2016")
    assert "16 October 2016" in dialog.fault.text()
    assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Save).isEnabled()
    dialog.fields["updated"].selectAll()
    qtbot.keyClicks(dialog.fields["updated"], "2017-03-21")
    assert dialog.fault.text() == ""


def test_a_correction_can_be_reset_to_what_the_file_says(qtbot: QtBot, corpus: Corpus) -> None:
    corpus.correct(1, "title", "Wrong")
    dialog = dialog_on(qtbot, corpus)
    assert not dialog.reset_buttons["author"].isVisible()
    qtbot.mouseClick(dialog.reset_buttons["title"], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(dialog.corrected) as told:
        save(dialog)
    assert told.args == [[], ["title"]]


@pytest.mark.parametrize("written", ("2016", "2016-10", "2016-02-29", "0999-01-01"))
def test_iso_dates(written: str) -> None:
    assert is_iso_date(written)


@pytest.mark.parametrize(
    "written", ("16", "2016-13", "2015-02-29", "2016-1", "2016-10-16T00", "٢٠١٦-٩٩")
)
def test_other_dates(written: str) -> None:
    assert not is_iso_date(written)


def dialog_on_two(qtbot: QtBot, folder: Path) -> CorrectDialog:
    paragraphs = [(Kind.PARAGRAPH, "Some words.")]
    pieces = [
        Piece(paragraphs, Catalogue(title="One", source="Daily"), "one.txt"),
        Piece(paragraphs, Catalogue(title="Two", source="Daily"), "two.txt"),
    ]
    with make_corpus(folder / "two.corpus", pieces) as corpus:
        dialog = CorrectDialog([corpus.document(1), corpus.document(2)], ())
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_of_several_documents_only_what_is_edited_changes(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = dialog_on_two(qtbot, tmp_path)
    assert dialog.fields["source"].text() == "Daily"
    assert dialog.fields["title"].text() == ""
    qtbot.keyClicks(dialog.fields["author"], "Ann")
    with qtbot.waitSignal(dialog.corrected) as told:
        save(dialog)
    assert told.args == [[("author", "Ann")], []]


def test_fields_that_differ_can_be_emptied_in_all(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = dialog_on_two(qtbot, tmp_path)
    qtbot.keyClicks(dialog.fields["title"], "x")
    qtbot.keyClick(dialog.fields["title"], Qt.Key.Key_Backspace)
    with qtbot.waitSignal(dialog.corrected) as told:
        save(dialog)
    assert told.args == [[("title", None)], []]
