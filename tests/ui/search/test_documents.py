"""The documents of a result, ranked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.corpus.corpus import Corpus
from desktop.ui.search.documents_model import DocumentRole, DocumentsModel
from desktop.ui.search.documents_view import DocumentsView
from desktop.ui.theme import THEMES
from tests.making import make_corpus, piece


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    pieces = [
        piece("Mosul once.", title="Once"),
        piece("Mosul and Mosul again.", title="Twice", author="A. Writer", published="2016-10-16"),
        piece("Ramadi only.", title="Elsewhere"),
    ]
    with make_corpus(tmp_path / "x.corpus", pieces) as corpus:
        yield corpus


@pytest.fixture
def model(corpus: Corpus) -> DocumentsModel:
    model = DocumentsModel()
    model.set_result(corpus, corpus.search("mosul"))
    return model


def test_model_holds_to_the_rules(model: DocumentsModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)


def test_rows_say_title_details_and_hits(model: DocumentsModel) -> None:
    rows = {model.index(row).data(): model.index(row) for row in range(model.rowCount())}
    assert set(rows) == {"Once", "Twice"}
    assert rows["Twice"].data(DocumentRole.DETAILS) == "A. Writer · 16 Oct 2016 · 4 words"
    assert rows["Once"].data(DocumentRole.DETAILS) == "no author · no date · 2 words"
    assert rows["Twice"].data(DocumentRole.HITS) == "2 hits"
    assert rows["Once"].data(DocumentRole.HITS) == "1 hit"


def test_a_query_without_words_shows_no_hits(corpus: Corpus, model: DocumentsModel) -> None:
    model.set_result(corpus, corpus.search("format:text"))
    assert model.rowCount() > 0
    assert model.index(0).data(DocumentRole.HITS) == ""


def test_rows_keep_the_order_of_the_result(corpus: Corpus, model: DocumentsModel) -> None:
    ids = [model.index(row).data(DocumentRole.DOCUMENT) for row in range(model.rowCount())]
    assert ids == corpus.search("mosul").documents.tolist()


def test_click_and_enter_choose_a_document(qtbot: QtBot, model: DocumentsModel) -> None:
    view = DocumentsView(THEMES["light"], model)
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show()
    place = view.visualRect(model.index(1)).center()
    with qtbot.waitSignal(view.document_chosen) as clicked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert clicked.args == [model.document_at(1)]
    qtbot.keyClick(view, Qt.Key.Key_Up)
    with qtbot.waitSignal(view.document_chosen) as entered:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert entered.args == [model.document_at(0)]
