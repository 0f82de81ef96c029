"""What can be done with words on the page: search for them, save them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.corpora import choosing
from desktop.ui.panes import RESULTS
from desktop.ui.window import CorpusWindow
from tests.making import piece
from tests.ui.conftest import OpenWindow

pytestmark = pytest.mark.qt_log_ignore("plugin does not support", extend=True)

CONTROL = Qt.KeyboardModifier.ControlModifier


def point_of(window: CorpusWindow, word: str) -> QPoint:
    """A point of the page's viewport on the first place of a word."""
    page = window.reader.page
    assert page.sheet is not None
    place = page.sheet.text.index(word) + 1
    for y in range(0, page.viewport().height(), 4):
        for x in range(0, page.viewport().width(), 4):
            if page.place_at(QPointF(x, y)) == place:
                return QPoint(x, y)
    raise AssertionError(word)


def test_a_word_is_searched_for_by_double_click_and_key(qtbot: QtBot, window: CorpusWindow) -> None:
    window.panes.set_shown(RESULTS, False)
    viewport = window.reader.page.viewport()
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=point_of(window, "market"))
    qtbot.keyClick(window.reader.page, Qt.Key.Key_E, CONTROL)
    assert window.field.text() == "market"
    qtbot.waitUntil(lambda: "2 hits in 2 documents" in window.status.line.text())
    assert window.panes.is_shown(RESULTS)


def test_several_selected_words_are_searched_for_as_a_phrase(
    qtbot: QtBot, window: CorpusWindow
) -> None:
    page = window.reader.page
    assert page.sheet is not None
    start = page.sheet.text.index("old market")
    page.hand.select(start, start + len("old market"))
    window.actions_by_name["search_selection"].trigger()
    assert window.field.text() == '"old market"'
    qtbot.waitUntil(lambda: "1 hit in 1 document" in window.status.line.text())


def test_the_menu_of_the_page_offers_to_search_for_the_word_under_the_pointer(
    qtbot: QtBot, window: CorpusWindow
) -> None:
    page = window.reader.page
    page.hand.show_menu(page.viewport().mapToGlobal(point_of(window, "market")))
    menu = page.findChild(QMenu)
    assert menu is not None
    offered = [action for action in menu.actions() if action.text() == "Search for “market”"]
    assert len(offered) == 1
    offered[0].trigger()
    menu.close()
    assert window.field.text() == "market"
    qtbot.waitUntil(lambda: window.lane.is_idle)


def test_nothing_and_too_much_cannot_be_searched_for(open_window: OpenWindow) -> None:
    window = open_window((piece("word " * 100, title="Long"),))
    window.actions_by_name["search_selection"].trigger()
    assert window.notices.sentence.text() == "Nothing is selected on the page."
    assert window.field.text() == ""
    window.reader.page.hand.select_all()
    window.actions_by_name["search_selection"].trigger()
    assert window.notices.sentence.text() == "Too much is selected to search for it."


def test_the_whole_text_is_saved_with_its_citation(
    qtbot: QtBot, window: CorpusWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "text.txt"
    monkeypatch.setattr(choosing, "choose_file_to_save", lambda *_: file)
    qtbot.keyClick(window.reader.page, Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: window.lane.is_idle)
    saved = file.read_text(encoding="utf-8")
    assert window.corpus.text(window.reading.document_id).text.strip() in saved
    assert "The Bridge" in saved


def test_the_document_is_saved_as_pdf(
    qtbot: QtBot, window: CorpusWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[Path] = []

    def choose(parent: QWidget, title: str, path: Path, kinds: str) -> Path:
        proposed.append(path)
        return tmp_path / path.name

    monkeypatch.setattr(choosing, "choose_file_to_save", choose)
    qtbot.keyClick(window.reader.page, Qt.Key.Key_P, CONTROL)
    qtbot.waitUntil(lambda: window.lane.is_idle)
    assert proposed[0].name == "The Bridge.pdf"
    assert window.notices.sentence.text() == "The document is saved to The Bridge.pdf."
    assert (tmp_path / "The Bridge.pdf").read_bytes().startswith(b"%PDF")
