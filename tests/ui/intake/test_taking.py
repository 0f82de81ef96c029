"""What the window says at the end of an intake."""

from pathlib import Path

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.ui.window import CorpusWindow


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
