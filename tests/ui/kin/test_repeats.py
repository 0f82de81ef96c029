"""Repeated passages are listed and switched; single blocks are switched on the page; all is undone."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from desktop.corpus.text.blocks import Catalogue, Kind
from desktop.ui.kin.repeats_dialog import RepeatsDialog
from desktop.ui.window import CorpusWindow
from tests.making import Piece
from tests.ui.conftest import OpenWindow

_NOTICE = "Share this article with all your friends"
_STORIES = ("bridge", "market", "river", "school", "garden", "harbour", "station", "museum")
PIECES = tuple(
    Piece(
        [
            (Kind.PARAGRAPH, f"The old {story} was closed on day {n} of the {story} year."),
            (Kind.PARAGRAPH, f"Nobody could say why the {story} had not been mended before {n}."),
            (Kind.PARAGRAPH, _NOTICE),
        ],
        Catalogue(title=story, language="en", source="The Daily"),
    )
    for n, story in enumerate(_STORIES)
)


def kinds(window: CorpusWindow, document: int = 1) -> list[Kind]:
    return [block.kind for block in window.corpus.text(document).blocks]


def opened(qtbot: QtBot, window: CorpusWindow) -> RepeatsDialog:
    window.actions_by_name["repeats"].trigger()
    dialog = window.findChild(RepeatsDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.is_looking, timeout=20_000)
    return dialog


def first_row(dialog: RepeatsDialog) -> QTreeWidgetItem:
    head = dialog.list.topLevelItem(0)
    assert head is not None
    row = head.child(0)
    assert row is not None
    return row


def test_a_ticked_passage_is_left_out_everywhere_and_comes_back(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    window = open_window(PIECES)
    dialog = opened(qtbot, window)
    row = first_row(dialog)
    assert row.text(0) == _NOTICE
    assert row.text(1) == "8"
    assert row.checkState(0) is Qt.CheckState.Checked  # it is sure
    assert dialog.why.text() == "It stands near the end of 100% of the documents of The Daily."
    row.setCheckState(0, Qt.CheckState.Unchecked)
    assert not dialog.leave_out_button.isEnabled()
    row.setCheckState(0, Qt.CheckState.Checked)
    dialog.leave_out_button.click()
    qtbot.waitUntil(lambda: "8 passages are left out" in window.notices.sentence.text())
    assert all(kinds(window, n)[-1] is Kind.BOILERPLATE for n in range(1, 9))
    window.notices.action.click()
    qtbot.waitUntil(lambda: "as they did before" in window.notices.sentence.text())
    assert all(kinds(window, n)[-1] is Kind.PARAGRAPH for n in range(1, 9))
    qtbot.waitUntil(lambda: window.lane.is_idle)


def test_the_documents_of_a_passage_can_be_listed(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(PIECES)
    dialog = opened(qtbot, window)
    assert dialog.whole.text() == _NOTICE
    dialog.show_button.click()
    assert window.library.only_bar.words.text() == f"“{_NOTICE}” · 8 documents"
    qtbot.waitUntil(lambda: window.lane.is_idle)


def test_looking_can_be_given_up(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(PIECES)
    window.actions_by_name["repeats"].trigger()
    dialog = window.findChild(RepeatsDialog)
    assert dialog is not None
    assert dialog.is_looking
    dialog.reject()


@pytest.mark.qt_log_ignore("plugin does not support", extend=True)
def test_a_block_is_left_out_from_the_page_and_counted_again(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    window = open_window(PIECES)
    choose(window, "Nobody", "Leave this out as boilerplate")
    qtbot.waitUntil(lambda: kinds(window)[1] is Kind.BOILERPLATE)
    qtbot.waitUntil(lambda: window.reader.page.first_fold() >= 0)
    window.reader.page.toggle_fold(0)
    choose(window, "Nobody", "Count this as text")
    qtbot.waitUntil(lambda: kinds(window)[1] is Kind.PARAGRAPH)
    qtbot.waitUntil(lambda: window.reader.page.first_fold() < 0)
    window.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: kinds(window)[1] is Kind.BOILERPLATE)
    qtbot.waitUntil(lambda: window.lane.is_idle)


def choose(window: CorpusWindow, words: str, entry: str) -> None:
    """Open the menu of the page on some words, and choose an entry of it."""
    page = window.reader.page
    assert page.sheet is not None
    spot = page.sheet.spot(page.sheet.text.index(words))
    top = page.sheet.flow.top_of(spot.piece) - page.sheet.flow.position() + spot.top
    middle = QPoint(page.viewport().width() // 2, round(top + spot.height / 2))
    before = set(page.findChildren(QMenu))
    page.hand.show_menu(page.viewport().mapToGlobal(middle))
    menu = (set(page.findChildren(QMenu)) - before).pop()
    next(action for action in menu.actions() if action.text() == entry).trigger()
    menu.close()
