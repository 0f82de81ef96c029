"""How one walks from hit to hit and document to document, and what is remembered of it."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.ui.window import CorpusWindow
from tests.making import piece
from tests.ui.conftest import OpenWindow

PIECES = (
    piece("One bridge in a long text about other things, and rain, and a market.", title="A"),
    piece("Nothing here.", title="B"),
    piece("Bridge, bridge, bridge.", title="C"),
)


def search(qtbot: QtBot, window: CorpusWindow, typed: str) -> None:
    window.field.setFocus()
    window.field.selectAll()
    qtbot.keyClicks(window.field, typed)
    qtbot.waitUntil(
        lambda: window.searching.result is not None and window.searching.result.typed == typed
    )
    qtbot.waitUntil(lambda: window.lane.is_idle)


def here(window: CorpusWindow) -> tuple[int, int]:
    return window.reading.document_id, window.reader.page.hits.current


def walk(qtbot: QtBot, window: CorpusWindow, *expected: tuple[int, int]) -> None:
    for there in expected:
        qtbot.keyClick(window, Qt.Key.Key_F3)
        qtbot.waitUntil(lambda there=there: here(window) == there)


def test_beside_the_lines_f3_walks_in_their_order(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(PIECES)
    search(qtbot, window, "bridge")
    assert window.searching.result is not None
    assert window.searching.result.documents.tolist() == [3, 1]
    walk(qtbot, window, (1, 0), (3, 0))
    assert "last hit" not in window.notices.sentence.text()
    walk(qtbot, window, (3, 1), (3, 2), (1, 0))
    assert "last hit" in window.notices.sentence.text()


def test_beside_the_ranking_f3_walks_from_the_best_document_on(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    window = open_window(PIECES)
    window.results.show_tab("documents")
    search(qtbot, window, "bridge")
    qtbot.keyClick(window.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: here(window) == (3, 0))
    walk(qtbot, window, (3, 1), (3, 2), (1, 0))
    assert "last hit" not in window.notices.sentence.text()


def test_what_was_walked_along_is_remembered_and_what_was_only_typed_is_not(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    window = open_window(PIECES)
    search(qtbot, window, "rain")
    assert window.field.history == ()
    search(qtbot, window, "bridge")
    walk(qtbot, window, (1, 0))
    assert window.field.history == ("bridge",)
    qtbot.keyClicks(window.field, " AND (")
    qtbot.waitUntil(lambda: window.field.accessibleDescription() != "")
    qtbot.keyClick(window, Qt.Key.Key_F3)
    qtbot.waitUntil(lambda: here(window) == (3, 0))
    assert window.field.history == ("bridge",)


def test_where_the_bar_is_narrow_the_count_of_words_gives_way(open_window: OpenWindow) -> None:
    window = open_window(PIECES)
    counts = window.top.counts
    assert counts.text() == "3 documents · 19 words"
    counts.resize(counts.fontMetrics().horizontalAdvance("3 documents · 19 w"), counts.height())
    assert counts.shown_text() == "3 documents"
    counts.resize(counts.fontMetrics().horizontalAdvance(counts.text()) + 1, counts.height())
    assert counts.shown_text() == counts.text()


def test_a_query_without_words_has_documents_and_no_hits(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    window = open_window(PIECES)
    search(qtbot, window, "title:c NOT title:b")
    search(qtbot, window, "lang:en")
    assert "3 documents found" in window.status.line.text()
    assert "0 hits" not in window.status.line.text()


def test_in_the_find_bar_f3_walks_along_what_was_found_there(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    window = open_window((piece("A bridge, rain, a bridge, rain, a bridge.", title="A"),))
    search(qtbot, window, "bridge")
    walk(qtbot, window, (1, 0))
    window.reader.find_action.trigger()
    find = window.reader.find_bar
    qtbot.keyClicks(find.field, "rain")
    assert find.count.text() == "1 of 2"
    qtbot.keyClick(find.field, Qt.Key.Key_F3)
    assert find.count.text() == "2 of 2"
    qtbot.keyClick(find.field, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert find.count.text() == "1 of 2"
    assert here(window) == (1, 0)
    qtbot.keyClick(find.field, Qt.Key.Key_Escape)
    walk(qtbot, window, (1, 1))
