"""The list of documents, as a hand uses it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.corpus.corpus import Corpus
from desktop.ui.library.listing import Listing, Sort
from desktop.ui.library.model import LibraryModel, LibraryRole
from desktop.ui.library.pane import LibraryPane
from desktop.ui.theme import THEMES
from tests.making import make_corpus, piece

PIECES = (
    piece("The bridge fell.", title="A very long title " * 12, author="A. Writer"),
    piece("Rain.", title="كتاب الموصل 🏺", published="2016-10-16"),
    piece("The bridge and the bridge.", title=""),
)


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with make_corpus(tmp_path / "x.corpus", PIECES) as corpus:
        yield corpus


@pytest.fixture
def pane(qtbot: QtBot, corpus: Corpus) -> LibraryPane:
    pane = LibraryPane(THEMES["light"])
    qtbot.addWidget(pane)
    pane.set_listing(Listing(corpus.catalogue()))
    pane.resize(260, 500)
    pane.show()
    return pane


def ids(pane: LibraryPane) -> list[int]:
    model = pane.list.model()
    return [model.index(row, 0).data(LibraryRole.DOCUMENT) for row in range(model.rowCount())]


def order(pane: LibraryPane, name: str) -> None:
    menu = pane.order_button.menu()
    next(action for action in menu.actions() if action.text() == name).trigger()


def test_the_model_behaves(qtbot: QtBot, corpus: Corpus) -> None:
    model = LibraryModel()
    tester = QAbstractItemModelTester(model)
    listing = Listing(corpus.catalogue())
    model.set_rows(listing.table, listing.rows(), None)
    model.set_rows(listing.table, listing.rows(typed="kitab"), None)
    assert model.rowCount(model.index(0)) == 0
    assert model.data(model.index(99)) is None
    tester.deleteLater()


def test_typing_filters(qtbot: QtBot, pane: LibraryPane) -> None:
    qtbot.keyClicks(pane.filter_field, "writer")
    assert ids(pane) == [1]
    qtbot.keyClicks(pane.filter_field, " nobody")
    assert pane.empty.isVisible()
    qtbot.keyClick(pane.filter_field, Qt.Key.Key_Escape)
    assert ids(pane) == [1, 2, 3]


def test_hits_are_shown_beside_their_documents(pane: LibraryPane, corpus: Corpus) -> None:
    pane.set_result(corpus.search("bridge"))
    model = pane.list.model()
    shown = [model.index(row, 0).data(LibraryRole.HITS) for row in range(3)]
    assert shown == ["1 hit", "", "2 hits"]
    order(pane, "Hits")
    order(pane, "Last first")
    assert ids(pane) == [3, 1, 2]
    order(pane, "Only documents with hits")
    assert ids(pane) == [3, 1]
    pane.set_result(None)
    assert len(ids(pane)) == 3


def test_the_order_is_told_and_can_be_set(qtbot: QtBot, pane: LibraryPane) -> None:
    with qtbot.waitSignal(pane.order_changed) as told:
        order(pane, "Words")
    assert told.args == [Sort.WORDS, False]
    pane.set_order(Sort.WORDS, True)
    assert ids(pane) == [3, 1, 2]


def test_a_chosen_document_is_told_once(qtbot: QtBot, pane: LibraryPane) -> None:
    told: list[int] = []
    pane.document_chosen.connect(told.append)
    rect = pane.list.visualRect(pane.list.model().index(1, 0))
    qtbot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    qtbot.keyClick(pane.list, Qt.Key.Key_Down)
    assert told == [2, 3]


def test_a_document_shown_elsewhere_is_marked_and_not_told(qtbot: QtBot, pane: LibraryPane) -> None:
    with qtbot.assertNotEmitted(pane.document_chosen):
        pane.show_document(3)
    assert pane.selected_documents() == [3]


def test_several_documents_are_removed_at_once(qtbot: QtBot, pane: LibraryPane) -> None:
    pane.list.setFocus()
    pane.list.selectAll()
    with qtbot.waitSignal(pane.removal_wanted) as told:
        next(a for a in pane.findChildren(QAction) if a.text() == "Remove").trigger()
    assert told.args == [[1, 2, 3]]


def test_selection_and_filter_survive_a_new_listing(pane: LibraryPane, corpus: Corpus) -> None:
    pane.show_document(2)
    corpus.remove([1])
    pane.set_listing(Listing(corpus.catalogue()))
    assert ids(pane) == [2, 3]
    assert pane.selected_documents() == [2]


def test_every_kind_of_row_is_painted(pane: LibraryPane, corpus: Corpus) -> None:
    pane.set_result(corpus.search("bridge"))
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        pane.setLayoutDirection(direction)
        for theme in THEMES.values():
            pane.set_theme(theme)
            image = pane.list.grab().toImage()
            colours = {
                image.pixelColor(x, y).name() for x in range(0, 250, 3) for y in range(0, 230, 3)
            }
            assert theme.side_pane in colours or len(colours) > 5


def test_all_rows_are_of_one_height(pane: LibraryPane) -> None:
    heights = {pane.list.visualRect(pane.list.model().index(row, 0)).height() for row in range(3)}
    assert len(heights) == 1


def test_a_document_that_is_not_listed_leaves_no_other_one_marked(pane: LibraryPane) -> None:
    pane.show_document(1)
    assert pane.selected_documents() == [1]
    pane.filter_field.setText("كتاب")
    assert pane.selected_documents() == []
    pane.show_document(2)
    assert pane.selected_documents() == [2]
    pane.show_document(3)
    assert pane.selected_documents() == []
    assert not pane.list.currentIndex().isValid()
    pane.filter_field.clear()
    assert pane.selected_documents() == [3]


def test_the_file_of_a_document_can_be_opened(
    qtbot: QtBot, pane: LibraryPane, corpus: Corpus
) -> None:
    pane.show_document(2)
    action = next(each for each in pane.findChildren(QAction) if each.text() == "Open file")
    with qtbot.waitSignal(pane.file_wanted) as wanted:
        action.trigger()
    assert wanted.args == [Path(corpus.document(2).path)]
