"""The intake's child process takes in, refuses, stops, and ends once."""

import os
import signal
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.corpus.corpus import open_corpus
from desktop.ui.jobs.intake_process import LONGEST_CALL, IntakeProcess, Taken

LONG = 60_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "x.corpus"


def write(tmp_path: Path, count: int) -> list[Path]:
    files = [tmp_path / f"{number}.txt" for number in range(count)]
    for number, file in enumerate(files):
        file.write_text(f"The text of file number {number}.", encoding="utf-8")
    return files


def take_in(qtbot: QtBot, process: IntakeProcess, paths: list[Path]) -> Taken:
    with qtbot.waitSignal(process.ended, timeout=LONG) as ended:
        process.take_in(paths)
    assert not process.is_running
    assert ended.args is not None
    return ended.args[0]


def test_files_are_taken_in_and_told_when_committed(
    qtbot: QtBot, tmp_path: Path, folder: Path
) -> None:
    process, told, seen = IntakeProcess(folder), [], []
    process.taken_in.connect(lambda number, path: told.append(Path(path).name))
    process.progressed.connect(lambda headway: seen.append((headway.done, headway.files)))
    assert take_in(qtbot, process, write(tmp_path, 3)) == Taken(added=3)
    assert sorted(told) == ["0.txt", "1.txt", "2.txt"]
    assert seen[-1] == (3, 3)
    with open_corpus(folder) as corpus:
        assert len(corpus.catalogue()) == 3


def test_a_file_that_is_no_text_is_refused_with_its_reason(
    qtbot: QtBot, tmp_path: Path, folder: Path
) -> None:
    bad = tmp_path / "picture.txt"
    bad.write_bytes(bytes(range(256)) * 20)
    process, refused = IntakeProcess(folder), []
    process.refused.connect(lambda path, reason: refused.append((path, reason)))
    assert take_in(qtbot, process, [bad, *write(tmp_path, 1)]) == Taken(added=1, refused=1)
    assert refused[0][0] == str(bad)
    assert refused[0][1].endswith(".")


def test_nothing_to_take_in_ends_with_a_sentence(
    qtbot: QtBot, tmp_path: Path, folder: Path
) -> None:
    taken = take_in(qtbot, IntakeProcess(folder), [tmp_path / "nowhere"])
    assert taken.trouble
    assert "Traceback" not in taken.trouble


def test_what_is_asked_for_meanwhile_is_done_in_the_same_run(
    qtbot: QtBot, tmp_path: Path, folder: Path
) -> None:
    files = write(tmp_path, 4)
    process, runs = IntakeProcess(folder), []
    process.ended.connect(runs.append)
    process.take_in(files[:2])
    process.take_in(files[2:])
    qtbot.waitUntil(lambda: bool(runs), timeout=LONG)
    assert runs == [Taken(added=4)]


def test_long_lists_of_paths_are_cut_into_calls(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    deep = tmp_path / ("d" * 200) / ("e" * 200)
    deep.mkdir(parents=True)
    files = write(deep, 120)
    assert sum(len(str(file)) for file in files) > LONGEST_CALL
    assert take_in(qtbot, IntakeProcess(folder), files) == Taken(added=120)


def test_stopping_keeps_what_was_told(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    process, told = IntakeProcess(folder), []
    process.taken_in.connect(lambda number, path: told.append(number))
    process.progressed.connect(lambda *_: process.stop())
    write(tmp_path / "", 1500)
    taken = take_in(qtbot, process, [tmp_path])
    assert taken.is_stopped
    assert taken.added == len(told) < 1500
    with open_corpus(folder) as corpus:
        assert len(corpus.catalogue()) == len(told)


@pytest.mark.skipif(sys.platform != "linux", reason="children are found through /proc")
def test_a_killed_child_loses_nothing_that_was_told(
    qtbot: QtBot, tmp_path: Path, folder: Path
) -> None:
    process, told = IntakeProcess(folder), []

    def kill(number: int, _path: str) -> None:
        told.append(number)
        for pid in _children():
            os.kill(pid, signal.SIGKILL)

    process.taken_in.connect(kill)
    write(tmp_path, 1500)
    taken = take_in(qtbot, process, [tmp_path])
    assert "broke off" in taken.trouble
    with open_corpus(folder) as corpus:
        assert set(told) <= set(corpus.catalogue().ids.tolist())


def _children() -> list[int]:
    """The children of this process that run our own command line."""
    found = []
    for file in Path("/proc/self/task").glob("*/children"):
        for pid in file.read_text().split():
            words = Path(f"/proc/{pid}/cmdline").read_bytes()
            if b"--until-stdin-closes" in words:
                found.append(int(pid))
    return found


def test_closing_the_window_ends_the_child(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    process = IntakeProcess(folder)
    write(tmp_path, 300)
    with qtbot.waitSignal(process.progressed, timeout=LONG):
        process.take_in([tmp_path])
    with qtbot.waitSignal(process.ended, timeout=LONG):
        process.close()
    assert not process.is_running


def test_a_paused_intake_waits_and_goes_on(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", 300)
    process, told = IntakeProcess(folder), []
    process.paused_changed.connect(told.append)
    process.progressed.connect(lambda _: process.set_paused(True) if not told else None)
    with qtbot.waitSignal(process.paused_changed, timeout=LONG):
        process.take_in([tmp_path / "in"])
    with qtbot.assertNotEmitted(process.ended, wait=500):
        pass
    with qtbot.waitSignal(process.ended, timeout=LONG) as ended:
        process.set_paused(False)
    assert ended.args == [Taken(added=300)]
    assert told == [True, False]
