"""What the window says at the end of an intake."""

from pathlib import Path

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.ui.window import CorpusWindow
from tests.ui.conftest import OpenWindow


def test_an_intake_that_could_not_go_on_is_told_until_it_is_read(
    qtbot: QtBot, window: CorpusWindow, tmp_path: Path
) -> None:
    with qtbot.waitSignal(window.taking.trouble_told, timeout=20_000):
        window.taking.take_in([tmp_path / "nowhere"])
    qtbot.waitUntil(lambda: not window.taking.is_running)
    assert "nowhere" in window.notices.sentence.text()
    fading = window.notices.findChild(QTimer)
    assert fading is not None
    assert not fading.isActive()
    assert not window.notices.isHidden()


def test_an_empty_corpus_says_that_files_are_being_taken_in(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(())
    qtbot.waitUntil(lambda: "Drop files" in window.library.empty.text())
    file = tmp_path / "letter.txt"
    file.write_text("A letter about a bridge.")
    said: list[str] = []
    window.taking.running_changed.connect(lambda _: said.append(window.library.empty.text()))
    window.taking.take_in([file])
    qtbot.waitUntil(lambda: window.taking.is_running)
    qtbot.waitUntil(lambda: not window.taking.is_running, timeout=20_000)
    assert said == ["Files are being taken in…", said[-1]]
    qtbot.waitUntil(lambda: window.reading.document_id == 1)
    qtbot.waitUntil(lambda: window.lane.is_idle)
