"""The page about a document says where it comes from and whether its file is still the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.corpus.corpus import Corpus, open_corpus
from desktop.corpus.intake import take_in
from desktop.ui.jobs.lane import SearchingLane
from desktop.ui.library.document_dialog import DocumentDialog


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "letter.txt"
    file.write_text("A letter\n\nBy Ann Ford\n\nSome words of it.\n")
    return file


@pytest.fixture
def corpus(tmp_path: Path, file: Path) -> Iterator[Corpus]:
    list(take_in(tmp_path / "x.corpus", [file], stop=lambda: False))
    with open_corpus(tmp_path / "x.corpus") as corpus:
        yield corpus


@pytest.fixture
def dialog(qtbot: QtBot, corpus: Corpus) -> Iterator[DocumentDialog]:
    lane = SearchingLane()
    dialog = DocumentDialog(corpus.document(1), (), ("source",), lane)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    lane.close()


def test_all_facts_can_be_copied(dialog: DocumentDialog, corpus: Corpus, file: Path) -> None:
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert corpus.document(1).sha256 in copied
    assert str(file.resolve()) in copied
    assert "Ann Ford (the file says:" in copied


def test_an_unchanged_file_is_told_from_a_changed_one(
    qtbot: QtBot, dialog: DocumentDialog, file: Path
) -> None:
    dialog.compare_button.click()
    qtbot.waitUntil(lambda: "byte for byte" in dialog.state.text())
    file.write_text("Another letter altogether\n\nby nobody.\n")
    dialog.compare_button.click()
    qtbot.waitUntil(lambda: "has changed" in dialog.state.text())
    file.unlink()
    dialog.compare_button.click()
    qtbot.waitUntil(lambda: "is gone" in dialog.state.text())


def test_attached_documents_can_be_gone_to(qtbot: QtBot, corpus: Corpus) -> None:
    lane = SearchingLane()
    dialog = DocumentDialog(corpus.document(1), [corpus.document(1)], (), lane)
    qtbot.addWidget(dialog)
    buttons = [b for b in dialog.findChildren(type(dialog.copy_button)) if b.text() == "A letter"]
    with qtbot.waitSignal(dialog.document_wanted) as told:
        buttons[0].click()
    assert told.args == [1]
    lane.close()


def test_language_and_format_are_called_by_their_names_and_the_file_can_be_opened(
    qtbot: QtBot, dialog: DocumentDialog, file: Path
) -> None:
    assert "Plain text, ascii" in dialog.text() or "Plain text, utf-8" in dialog.text()
    assert "Language: English" in dialog.text()
    with qtbot.waitSignal(dialog.file_wanted) as wanted:
        dialog.open_button.click()
    assert wanted.args == [file.resolve()]
