"""The guard itself: each thing left behind makes its test an error, and a tidy test stays green."""

import shutil
import subprocess
import sys
from pathlib import Path

LEAVES = """
import subprocess, sys, threading, warnings

import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QWidget

kept = []


def test_tidy(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()


def test_thread():
    kept.append(threading.Event())
    threading.Thread(target=kept[0].wait, daemon=True).start()


def test_process():
    kept.append(subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE))


def test_window(qtbot):
    kept.append(QWidget())
    kept[-1].show()


def test_timer(qtbot):
    kept.append(QTimer())
    kept[-1].start(100_000)


def test_qt_thread(qtbot):
    kept.append(QThread())
    kept[-1].start()


def test_python_warning():
    warnings.warn("careless", UserWarning)


def test_qt_warning(qtbot):
    from PySide6.QtCore import qWarning
    qWarning("careless")


@pytest.fixture(scope="module", autouse=True)
def clean_up_for_real():
    yield
    for thing in kept:
        if isinstance(thing, subprocess.Popen):
            thing.kill()
            thing.communicate()
        elif isinstance(thing, threading.Event):
            thing.set()
        elif isinstance(thing, QThread):
            thing.quit()
            thing.wait()
        elif isinstance(thing, QTimer):
            thing.stop()
        else:
            thing.close()
    kept.clear()
"""


def test_whatever_is_left_behind_fails(tmp_path: Path):
    here = Path(__file__).parent
    shutil.copyfile(here / "conftest.py", tmp_path / "conftest.py")
    shutil.copyfile(here.parent / "pyproject.toml", tmp_path / "pyproject.toml")
    (tmp_path / "test_leaves.py").write_text(LEAVES)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_leaves.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    outcomes = {
        line.split("::")[1].split()[0]: line.split()[0]
        for line in done.stdout.splitlines()
        if line.startswith(("ERROR ", "FAILED "))
    }
    assert outcomes == {
        "test_thread": "ERROR",
        "test_process": "ERROR",
        "test_window": "ERROR",
        "test_timer": "ERROR",
        "test_qt_thread": "ERROR",
        "test_python_warning": "FAILED",
        "test_qt_warning": "FAILED",
    }, done.stdout
