"""The corpus and the command line know nothing of Qt, whatever is imported first."""

import pkgutil
import subprocess
import sys

import pytest

import desktop


def _modules(*rooms: str) -> list[str]:
    names = [module.name for module in pkgutil.walk_packages(desktop.__path__, "desktop.")]
    return [name for name in names if name.startswith(rooms) and not name.endswith("__main__")]


def _loaded_with(names: list[str]) -> list[str]:
    code = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, *names], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize("room", ["desktop.corpus", "desktop.cli"])
def test_no_qt_below_the_window(room: str):
    names = _modules(room)
    assert names
    loaded = _loaded_with(names)
    assert [name for name in loaded if name.startswith(("PySide6", "shiboken6"))] == []
