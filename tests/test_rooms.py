"""The corpus and the command line know nothing of Qt, whatever is imported first."""

import pkgutil
import subprocess
import sys

import pytest

import desktop


def _modules(*rooms: str) -> list[str]:
    names = [module.name for module in pkgutil.walk_packages(desktop.__path__, "desktop.")]
    return [name for name in names if name.startswith(rooms) and not name.endswith("__main__")]


def _import_alone(names: list[str], then: str) -> str:
    code = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)\n" + then
    command = [sys.executable, "-W", "error", "-c", code, *names]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("room", ["desktop.corpus", "desktop.cli"])
def test_no_qt_below_the_window(room: str):
    names = _modules(room)
    assert names
    loaded = _import_alone(names, "print(*sys.modules)").split()
    assert [name for name in loaded if name.startswith(("PySide6", "shiboken6"))] == []
