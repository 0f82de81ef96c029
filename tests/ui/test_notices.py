"""The one place where the reader is told that something happened."""

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from desktop.corpus.errors import Trouble
from desktop.ui.notices import NoticeBar


@pytest.fixture
def bar(qtbot: QtBot) -> NoticeBar:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.resize(400, 40)
    return bar


def test_good_news_go_away_by_themselves(qtbot: QtBot, bar: NoticeBar) -> None:
    bar.tell("2 documents added.")
    assert bar.isVisible()
    fading = bar.findChild(QTimer)
    assert fading is not None
    fading.setInterval(1)
    bar.tell("3 documents added.")
    with qtbot.waitSignal(bar.dismissed):
        pass
    assert bar.isHidden()


def test_trouble_stays_with_its_advice(bar: NoticeBar) -> None:
    bar.tell("Before.")
    bar.tell_trouble(Trouble("The disk is full.", advice="Make room."))
    fading = bar.findChild(QTimer)
    assert fading is not None
    assert not fading.isActive()
    assert bar.sentence.text() == "The disk is full. Make room."
    assert bar.accessibleDescription() == bar.sentence.text()
    bar.dismiss()


def test_what_can_be_done_is_done_once(qtbot: QtBot, bar: NoticeBar) -> None:
    done: list[int] = []
    bar.tell("Removed 1 document.", action="Undo", do=lambda: done.append(1))
    qtbot.mouseClick(bar.action, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert bar.isHidden()


def test_what_wants_an_answer_comes_back_after_what_was_said_over_it(
    qtbot: QtBot, bar: NoticeBar
) -> None:
    done: list[int] = []
    bar.ask("1 file is gone.", action="Show…", do=lambda: done.append(1))
    bar.tell("1 document updated.")
    assert bar.sentence.text() == "1 document updated."
    qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert (bar.sentence.text(), bar.action.text()) == ("1 file is gone.", "Show…")
    qtbot.mouseClick(bar.action, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert bar.isHidden()
    bar.tell("Copied.")
    bar.dismiss()
    assert bar.isHidden()


def test_escape_takes_it_away(qtbot: QtBot, bar: NoticeBar) -> None:
    bar.tell("Removed 1 document.", action="Undo", do=lambda: None)
    qtbot.keyClick(bar, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_a_long_sentence_wraps_and_is_seen_whole(qtbot: QtBot, bar: NoticeBar) -> None:
    bar.tell_trouble(Trouble("A sentence of some length about a disk. " * 6))
    qtbot.waitUntil(
        lambda: bar.sentence.height() >= bar.sentence.heightForWidth(bar.sentence.width())
    )
    bar.dismiss()
