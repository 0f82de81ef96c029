"""Two documents side by side: what differs is marked, both scroll together."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.corpus.corpus import Corpus
from desktop.ui.kin.compare_dialog import CompareDialog
from desktop.ui.kin.sides import sides_of
from desktop.ui.reader.page import Page
from desktop.ui.theme import THEMES
from desktop.ui.window import CorpusWindow
from tests.making import make_corpus
from tests.ui.conftest import OpenWindow

_LEFT = "The bridge at Mosul fell in the night. Nobody was hurt. The army blamed the rain."
_RIGHT = (
    "The bridge at Mosul fell in the morning. Nobody was hurt. It rained. The army blamed the rain."
)
_LONG = "\n\n".join(f"Number {n} of the paragraphs about the old bridge. " * 4 for n in range(80))
_LONGER = "\n\n".join(
    f"Number {n} of the paragraphs about the old bridge. " * 4
    + ("More was said about it here and there. " * 40 if n == 20 else "")
    for n in range(80)
)

Show = Callable[[str, str], CompareDialog]


@pytest.fixture
def show(qtbot: QtBot, tmp_path: Path) -> Iterator[Show]:
    made: list[Corpus] = []

    def show_it(left: str, right: str) -> CompareDialog:
        made.append(make_corpus(tmp_path / "x.corpus", [left, right]))
        sides = sides_of(made[0], (1, 2))
        assert sides is not None
        dialog = CompareDialog(sides, THEMES["light"], 14.0)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        return dialog

    yield show_it
    for corpus in made:
        corpus.close()


def marked(page: Page) -> list[str]:
    assert page.sheet is not None
    spans = zip(page.hits.starts.tolist(), page.hits.ends.tolist(), strict=True)
    return [page.sheet.text[start:end] for start, end in spans]


def test_what_differs_is_marked_on_both_sides(show: Show) -> None:
    dialog = show(_LEFT, _RIGHT)
    assert marked(dialog.left) == ["night"]
    assert marked(dialog.right) == ["morning", "It rained"]
    assert dialog.summary.text().endswith(
        "words are in both · 1 only on the left · 3 only on the right"
    )


def test_keys_go_from_difference_to_difference(qtbot: QtBot, show: Show) -> None:
    dialog = show(_LEFT, _RIGHT)
    assert dialog.state.text() == "2 differences"
    qtbot.keyClick(dialog, Qt.Key.Key_F3)
    assert dialog.state.text() == "1 of 2 · other words"
    assert (dialog.left.hits.current, dialog.right.hits.current) == (0, 0)
    qtbot.keyClick(dialog, Qt.Key.Key_F3)
    assert dialog.state.text() == "2 of 2 · only on the right"
    assert (dialog.left.hits.current, dialog.right.hits.current) == (-1, 1)
    qtbot.keyClick(dialog, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.state.text() == "1 of 2 · other words"


def test_equal_texts_say_so(show: Show) -> None:
    dialog = show(_LEFT, _LEFT)
    assert dialog.summary.text() == "Both texts are the same, word for word."
    assert not dialog.next_button.isEnabled()


def test_an_empty_text_can_be_compared(show: Show) -> None:
    assert marked(show("", _LEFT).right) == [_LEFT.rstrip(".")]


def test_scrolling_keeps_what_corresponds_side_by_side(qtbot: QtBot, show: Show) -> None:
    dialog = show(_LONG, _LONGER)
    left, right = dialog.left, dialog.right
    for place in (_LONG.index("Number 10 "), _LONG.index("Number 60 ")):
        left.reveal(place)
        said = _LONG[place : place + 9]
        top = right.place()
        assert 0 <= _LONGER.index(said) - top < 3000
    left.verticalScrollBar().setValue(left.verticalScrollBar().maximum())
    assert right.verticalScrollBar().value() == right.verticalScrollBar().maximum()
    right.scroll_to(0)
    assert left.place() == 0


def test_two_selected_documents_are_compared(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window()
    window.library.list.selectAll()
    window.actions_by_name["compare"].trigger()
    qtbot.waitUntil(lambda: "Select two documents" in window.notices.sentence.text())
    window.library.list.clearSelection()
    rows = window.library.list
    rows.setCurrentIndex(rows.model().index(0, 0))
    qtbot.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    window.actions_by_name["compare"].trigger()
    dialog = opened(qtbot, window)
    with qtbot.waitSignal(window.reading.shown):
        dialog.right_button.click()
    assert window.reading.document_id == 2
    qtbot.waitUntil(lambda: window.lane.is_idle)


def opened(qtbot: QtBot, window: CorpusWindow) -> CompareDialog:
    qtbot.waitUntil(lambda: window.findChild(CompareDialog) is not None)
    dialog = window.findChild(CompareDialog)
    assert dialog is not None
    return dialog
