"""Duplicates in the window: found, shown as one, opened, left out everywhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.corpus.corpus import open_corpus
from desktop.ui import settings as remembered
from desktop.ui.library.model import LibraryRole
from desktop.ui.settings import Settings
from desktop.ui.theme import THEMES
from desktop.ui.window import CorpusWindow
from tests.making import piece, put
from tests.ui.conftest import OpenWindow

_AGENCY = "The bridge at Mosul fell in the night and nobody was hurt, the army said on Monday. " * 4
PIECES = (
    piece("Rain on the market all day.", title="Rain"),
    piece(_AGENCY, title="Agency"),
    piece("No bridge here.", title="Plan"),
    piece(_AGENCY, title="Daily"),
    piece(_AGENCY + "It rained.", title="Weekly"),
)


@pytest.fixture
def window(qtbot: QtBot, open_window: OpenWindow) -> CorpusWindow:
    """A window on a corpus whose documents were compared."""
    window = open_window(PIECES)
    compare(qtbot, window)
    return window


def compare(qtbot: QtBot, window: CorpusWindow) -> None:
    with qtbot.waitSignal(window.duplicates.state_changed, timeout=20_000):
        window.actions_by_name["duplicates"].trigger()
        assert window.comparison_strip.isVisible()
        qtbot.waitUntil(lambda: not window.duplicates.is_running, timeout=20_000)
    qtbot.waitUntil(lambda: window.lane.is_idle)


def titles(window: CorpusWindow) -> list[str]:
    model = window.library.list.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def more(window: CorpusWindow, row: int) -> str:
    return window.library.list.model().index(row, 0).data(LibraryRole.MORE)


def test_a_family_is_one_row_and_the_result_is_told(window: CorpusWindow) -> None:
    assert titles(window) == ["Rain", "Agency", "Plan"]
    assert more(window, 1) == "+2 ▸"
    assert "2 documents repeat another one" in window.notices.sentence.text()


def test_arrow_keys_open_and_close_a_family(qtbot: QtBot, window: CorpusWindow) -> None:
    rows = window.library.list
    rows.setCurrentIndex(rows.model().index(1, 0))
    qtbot.keyClick(rows, Qt.Key.Key_Right)
    assert titles(window) == ["Rain", "Agency", "Daily", "Weekly", "Plan"]
    assert more(window, 1) == "+2 ▾"
    rows.setCurrentIndex(rows.model().index(3, 0))
    qtbot.waitUntil(lambda: window.reading.document_id == 5)
    qtbot.keyClick(rows, Qt.Key.Key_Left)
    assert titles(window) == ["Rain", "Agency", "Plan"]
    qtbot.waitUntil(lambda: window.reading.document_id == 2)


def test_a_click_on_the_number_opens_a_family(qtbot: QtBot, window: CorpusWindow) -> None:
    rows = window.library.list
    index = rows.model().index(1, 0)
    line = rows.visualRect(index).bottomRight()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=line - line.__class__(30, 18))
    assert len(titles(window)) == 5


def test_a_filter_finds_a_copy_by_its_own_title(qtbot: QtBot, window: CorpusWindow) -> None:
    qtbot.keyClicks(window.library.filter_field, "weekly")
    assert titles(window) == ["Weekly"]


def test_duplicates_left_out_are_counted_nowhere(qtbot: QtBot, window: CorpusWindow) -> None:
    qtbot.keyClicks(window.field, "bridge")
    qtbot.waitUntil(lambda: "in 4 documents" in window.status.line.text())
    window.notices.action.click()
    qtbot.waitUntil(lambda: "in 2 documents" in window.status.line.text())
    assert "3 documents" in window.status.line.text()
    assert "without duplicates" in window.status.line.text()
    assert window.results.repeats_line.words.text() == "Duplicates are left out."
    window.results.repeats_line.show_button.click()
    qtbot.waitUntil(lambda: "in 4 documents" in window.status.line.text())
    assert not window.results.repeats_line.isVisible()


def test_new_texts_make_the_comparison_stale(qtbot: QtBot, window: CorpusWindow) -> None:
    put(window.corpus.library, [piece("A new one.")])
    window.watch.now()
    qtbot.waitUntil(window.results.repeats_line.isVisible)
    assert "Texts changed" in window.results.repeats_line.words.text()
    window.results.repeats_line.compare_button.click()
    qtbot.waitUntil(lambda: not window.results.repeats_line.isVisible(), timeout=20_000)
    qtbot.waitUntil(lambda: window.lane.is_idle)


def test_new_texts_are_compared_unasked(qtbot: QtBot, window: CorpusWindow) -> None:
    put(window.corpus.library, [piece(_AGENCY + "And then it snowed.", title="Yearly")])
    window.watch.now()
    qtbot.waitUntil(window.results.repeats_line.isVisible)
    with qtbot.waitSignal(window.duplicates.found_any, timeout=30_000):
        assert not window.comparison_strip.isVisible()
    assert "1 of the new documents repeats" in window.notices.sentence.text()
    qtbot.waitUntil(lambda: more(window, 1) == "+3 ▸", timeout=20_000)
    qtbot.waitUntil(lambda: window.lane.is_idle)


def test_leaving_out_is_remembered(qtbot: QtBot, window: CorpusWindow, settings: Settings) -> None:
    window.actions_by_name["without_repeats"].trigger()
    assert settings.get(remembered.WITHOUT_REPEATS)
    window.close()
    again = CorpusWindow(open_corpus(window.corpus.folder), settings, THEMES["light"])
    qtbot.addWidget(again)
    again.show()
    assert again.actions_by_name["without_repeats"].isChecked()
    qtbot.waitUntil(lambda: titles(again) == ["Rain", "Agency", "Plan"])
    qtbot.waitUntil(lambda: again.lane.is_idle)


def test_a_comparison_can_be_stopped(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(PIECES)
    window.actions_by_name["duplicates"].trigger()
    window.comparison_strip.stop_button.click()
    qtbot.waitUntil(lambda: not window.duplicates.is_running, timeout=20_000)
    assert not window.comparison_strip.isVisible()
    qtbot.waitUntil(lambda: window.lane.is_idle)


def test_a_copy_on_the_page_is_marked_by_the_row_that_stands_for_it(
    qtbot: QtBot, window: CorpusWindow
) -> None:
    window.reading.open_document(4)
    qtbot.waitUntil(lambda: window.reading.document_id == 4)
    assert window.library.list.currentIndex().row() == 1
    window.actions_by_name["without_repeats"].trigger()
    qtbot.waitUntil(lambda: window.lane.is_idle)
    assert window.library.list.currentIndex().row() == 1
    window.reading.open_document(3)
    qtbot.waitUntil(lambda: window.library.list.currentIndex().row() == 2)
