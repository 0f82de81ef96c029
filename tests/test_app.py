"""The start of the program: what is opened, and what is said when it cannot be."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import Program, run
from desktop.corpus.places import data_folder, first_corpus
from desktop.ui.corpora import choosing
from desktop.ui.corpora.start_window import StartWindow
from desktop.ui.settings import Settings
from desktop.ui.window import CorpusWindow
from tests.making import make_corpus

pytestmark = pytest.mark.qt_log_ignore("plugin does not support", extend=True)

SLOW = 60_000


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    program = Program(qapp, Settings(tmp_path / "s.ini"))
    yield program
    program.close()
    program.deleteLater()


def only_window(program: Program) -> CorpusWindow:
    (window,) = program.windows.values()
    return window


def wait_idle(qtbot: QtBot, window: CorpusWindow) -> None:
    qtbot.waitUntil(lambda: window.lane.is_idle, timeout=SLOW)


def test_first_start_opens_the_seeds_with_something_to_read(qtbot: QtBot, program: Program) -> None:
    program.open([])
    window = only_window(program)
    assert window.corpus.folder == first_corpus()
    assert window.isVisible()
    with qtbot.waitSignal(window.taking.ended, timeout=SLOW):
        qtbot.waitUntil(lambda: window.reading.document_id != 0, timeout=SLOW)
    qtbot.waitUntil(lambda: window.library.list.model().rowCount() == 2, timeout=SLOW)
    wait_idle(qtbot, window)
    assert window.notices.sentence.text() == "2 documents added."


def test_the_next_start_opens_the_last_corpus(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    make_corpus(tmp_path / "mine.corpus", ["One."]).close()
    program.open([tmp_path / "mine.corpus"])
    wait_idle(qtbot, only_window(program))
    only_window(program).close()
    program.open([])
    assert only_window(program).corpus.name == "mine"
    wait_idle(qtbot, only_window(program))


def test_a_corpus_has_one_window_by_whatever_name(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    make_corpus(tmp_path / "mine.corpus", ["One."]).close()
    program.open([tmp_path / "mine.corpus", tmp_path / "mine.corpus" / "corpus.sqlite"])
    make_corpus(tmp_path / "other.corpus", ["Two."]).close()
    program.open([tmp_path / "other.corpus"])
    assert len(program.windows) == 2
    for window in program.windows.values():
        wait_idle(qtbot, window)


def test_a_document_is_taken_into_the_corpus_in_front(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("A letter about the granary of Hatra.\n")
    for name in ("one", "two"):
        make_corpus(tmp_path / f"{name}.corpus", ["One."]).close()
        program.open([tmp_path / f"{name}.corpus"])
    one, two = (program.windows[tmp_path / f"{name}.corpus"] for name in ("one", "two"))
    for in_front, behind in ((one, two), (two, one)):
        in_front.activateWindow()
        qtbot.waitUntil(in_front.isActiveWindow)
        program.open([])
        assert in_front.isActiveWindow()
        with qtbot.waitSignal(in_front.taking.ended, timeout=SLOW):
            program.open([tmp_path / "letter.txt"])
        assert not behind.taking.is_running
    for window in (one, two):
        wait_idle(qtbot, window)


def test_a_document_is_taken_into_the_last_corpus(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    make_corpus(tmp_path / "mine.corpus", ["One."]).close()
    (tmp_path / "new.txt").write_text("A new text.", encoding="utf-8")
    program.open([tmp_path / "mine.corpus"])
    window = only_window(program)
    with qtbot.waitSignal(window.taking.ended, timeout=SLOW):
        program.open([tmp_path / "new.txt"])
    qtbot.waitUntil(lambda: window.library.list.model().rowCount() == 2)
    wait_idle(qtbot, window)


def test_a_document_without_any_corpus_makes_one(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    (tmp_path / "new.txt").write_text("A new text.", encoding="utf-8")
    program.open([tmp_path / "new.txt"])
    window = only_window(program)
    with qtbot.waitSignal(window.taking.ended, timeout=SLOW):
        pass
    assert window.corpus.folder.parent == data_folder()
    qtbot.waitUntil(lambda: window.library.list.model().rowCount() == 1)
    wait_idle(qtbot, window)


def test_a_damaged_corpus_is_said_and_another_can_be_opened(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = tmp_path / "damaged.corpus"
    damaged.mkdir()
    (damaged / "corpus.sqlite").write_bytes(b"no library" * 1000)
    program.open([damaged])
    (start,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, StartWindow)]
    assert start.isVisible()
    assert start.sentence.text()
    make_corpus(tmp_path / "good.corpus", ["One."]).close()
    monkeypatch.setattr(choosing, "choose_corpus", lambda *_: tmp_path / "good.corpus")
    start.open_button.click()
    assert only_window(program).corpus.name == "good"
    assert not start.isVisible()
    wait_idle(qtbot, only_window(program))


def test_a_damaged_corpus_is_said_in_the_window_that_is_there(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    make_corpus(tmp_path / "good.corpus", ["One."]).close()
    program.open([tmp_path / "good.corpus"])
    wait_idle(qtbot, only_window(program))
    damaged = tmp_path / "damaged.corpus"
    damaged.mkdir()
    (damaged / "corpus.sqlite").write_bytes(b"no library" * 1000)
    only_window(program).corpus_wanted.emit(damaged)
    assert only_window(program).notices.isVisible()


def test_all_windows_wear_the_theme(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    for name in ("a", "b"):
        make_corpus(tmp_path / f"{name}.corpus", ["One."]).close()
        program.open([tmp_path / f"{name}.corpus"])
    first, second = program.windows.values()
    first.actions_by_name["dark"].trigger()
    assert second.actions_by_name["dark"].isChecked()
    second.actions_by_name["next_theme"].trigger()
    assert first.actions_by_name["paper"].isChecked()
    program.set_theme("light")
    for window in (first, second):
        wait_idle(qtbot, window)


def test_a_command_runs_without_loading_qt() -> None:
    code = (
        "import sys; from desktop.__main__ import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print('PySide6' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "False"


def test_without_a_display_one_sentence_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    said = io.StringIO()
    monkeypatch.setattr("sys.stderr", said)
    assert run([]) == 1
    assert said.getvalue() == "There is no display to open a window on.\n"


def test_the_window_looks_for_no_icons_of_the_desktop(tmp_path: Path) -> None:
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; from desktop.app import run\n"
        "QApplication.exec = lambda *_: print(QApplication.desktopSettingsAware())\n"
        "run([])"
    )
    environment = os.environ | {"NINEVEH_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    expected = str(not sys.platform.startswith("linux"))
    assert ran.stdout.splitlines() == [expected], ran.stderr


def test_a_reading_edition_opens_its_corpus_to_read(
    qtbot: QtBot, program: Program, reading_edition: Path
) -> None:
    program.open([])
    window = only_window(program)
    wait_idle(qtbot, window)
    assert window.corpus.folder == reading_edition
    assert window.corpus.is_read_only
    assert window.windowTitle() == "Two Rivers"
    assert window.top.add_button.isHidden()


def test_a_reading_edition_whose_corpus_is_damaged_says_so(
    program: Program, reading_edition: Path
) -> None:
    (reading_edition / "corpus.sqlite").write_bytes(b"no longer a library " * 500)
    program.open([])
    assert not program.windows
    (start,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, StartWindow)]
    assert start.sentence.text().startswith("The library file of this corpus is damaged.")


def test_a_home_that_is_no_folder_is_said_and_the_window_can_be_quit(
    qtbot: QtBot, program: Program, home: Path
) -> None:
    home.rmdir()
    home.write_text("no folder")
    program.open([])
    (start,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, StartWindow)]
    assert start.sentence.text().startswith("The corpus could not be opened: ")
    start.activateWindow()
    qtbot.waitUntil(start.isActiveWindow)
    qtbot.keyClick(start, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not start.isVisible())
