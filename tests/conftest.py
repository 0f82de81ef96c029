"""Owns what holds for every test: no window on screen, no file of the user's, nothing left behind."""

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

os.environ["QT_QPA_PLATFORM"] = "offscreen"

# A shared machine is no stopwatch: hypothesis must not fail a test for being slow.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(autouse=True)
def plain_line_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets tests write the same bytes on every system: Windows would end each line with two."""
    if sys.platform == "win32":
        write_text = Path.write_text

        def written(path: Path, data: str, *arguments: Any, **named: Any) -> int:
            given = dict(zip(("encoding", "errors", "newline"), arguments, strict=False)) | named
            return write_text(path, data, **{"encoding": "utf-8", "newline": "\n"} | given)

        monkeypatch.setattr(Path, "write_text", written)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own in place of the user's data and configuration folders."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("NINEVEH_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def made_corpora(home: Path) -> Iterator[None]:
    """Lets the files of all corpora go that the test has made and not closed."""
    yield
    making = sys.modules.get("tests.making")
    while making is not None and making.MADE:
        making.MADE.pop().library.close()


@pytest.fixture
def reading_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Makes the program a reading edition for a while; gives the corpus inside."""
    from desktop.corpus import places
    from tests.making import make_edition

    package = tmp_path / "program" / "desktop"
    package.mkdir(parents=True)
    corpus = make_edition(package)
    monkeypatch.setattr(places, "_PACKAGE", package)
    places.edition.cache_clear()
    yield corpus
    places.edition.cache_clear()


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of larger material that NINEVEH_DATA names; without it the test is skipped."""
    folder = os.environ.get("NINEVEH_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("NINEVEH_DATA names no folder of larger material")
    return Path(folder)


@pytest.fixture(autouse=True)
def nothing_left_behind(home: Path) -> Iterator[None]:
    """Fails a test that leaves a thread, a child process, a window, a timer or a job running."""
    threads = set(threading.enumerate())
    children = _children()
    yield
    left = _left_by_qt() if "PySide6.QtWidgets" in sys.modules else []
    left += [f"thread {thread.name}" for thread in threading.enumerate() if thread not in threads]
    left += [f"process {pid}" for pid in sorted(_children() - children)]
    if left:
        pytest.fail("left behind: " + ", ".join(left), pytrace=False)


def _children() -> set[int]:
    """The child processes of this one, without multiprocessing's own long-lived tracker."""
    found = {process.pid for process in multiprocessing.active_children() if process.pid}
    for file in Path("/proc/self/task").glob("*/children"):
        found.update(int(pid) for pid in file.read_text().split())
    tracker = getattr(resource_tracker, "_resource_tracker", None)
    return found - {getattr(tracker, "_pid", None)}


def _left_by_qt() -> list[str]:
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
    from PySide6.QtWidgets import QApplication

    if not isinstance(QCoreApplication.instance(), QApplication):
        return []
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [
        f"window {type(widget).__name__} {widget.windowTitle()!r}"
        for widget in QApplication.topLevelWidgets()
        if widget.isVisible()
    ]
    if QThreadPool.globalInstance().activeThreadCount():
        left.append("a job in the thread pool")
    if _running_objects():
        gc.collect()
        left += _running_objects()
    return left


def _running_objects() -> list[str]:
    """The timers and threads of Qt that Python knows of and that still run."""
    from PySide6.QtCore import QThread, QTimer
    from shiboken6 import Shiboken

    running = []
    for thing in gc.get_objects():
        kind = type(thing)
        if issubclass(kind, QTimer):
            if Shiboken.isValid(thing) and thing.isActive():
                running.append(f"timer {thing.objectName() or kind.__name__}")
        elif issubclass(kind, QThread) and Shiboken.isValid(thing) and thing.isRunning():
            running.append(f"Qt thread {thing.objectName() or kind.__name__}")
    return running
