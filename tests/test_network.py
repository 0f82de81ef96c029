"""No internet socket is opened: not by importing the program, window included, nor by its work.

Each process runs with an audit hook that ends it at once when a socket of the internet families is
made or a name is looked up; the hook comes in through `sitecustomize`, so children have it too.
Qt's own sockets pass Python by: of its network module only the local ones may be used at all.
"""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

HOOK = """
import os, sys

def _watch(event, arguments):
    internet = event == "socket.__new__" and int(arguments[1]) in (2, 10, 23, 30)
    if internet or event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.connect_ex"):
        os.write(2, f"OPENED {event} {arguments}".encode())
        os._exit(99)

def _tell():
    with open(os.environ["WATCHED"], "a") as file:
        file.write(f"{os.getpid()}\\n")

sys.addaudithook(_watch)
_tell()
if hasattr(os, "register_at_fork"):  # a hook stays in a process that is forked
    os.register_at_fork(after_in_child=_tell)
"""

PAGE = """<!doctype html><html><head><title>The bridge</title>
<link rel="stylesheet" href="http://example.org/a.css"><script src="http://example.org/a.js"></script>
</head><body><article><h1>The bridge</h1><p>The old bridge fell in the night, and nobody heard it.</p>
<img src="http://example.org/a.png"><p>In the morning the ferry was full again.</p></article></body></html>
"""


class Watch:
    """Runs Python with the hook; `processes` counts those that it watched."""

    def __init__(self, folder: Path) -> None:
        (folder / "sitecustomize.py").write_text(HOOK)
        self._log = folder / "watched"
        self._environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)]),
            "WATCHED": str(self._log),
        }

    @property
    def processes(self) -> int:
        return len(set(self._log.read_text().split()))

    def python(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=100,
            check=False,
        )


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    folder = tmp_path / "watch"
    folder.mkdir()
    return Watch(folder)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    (folder / "plain.txt").write_text(
        "The bridge\n\nIt stood for a hundred years.\n", encoding="utf-8"
    )
    (folder / "old.txt").write_bytes("Die Brücke über den Fluß fiel.\n".encode("cp1252"))
    return folder


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
        "import socket; socket.getaddrinfo('localhost', 1)",
    ],
)
def test_the_hook_sees_what_it_is_for(code: str, watch: Watch):
    assert watch.python("-c", code).returncode == 99


def test_importing_everything_opens_nothing(watch: Watch):
    code = """
import importlib, pkgutil
import desktop
for module in pkgutil.walk_packages(desktop.__path__, "desktop."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""
    done = watch.python("-c", code)
    assert (done.returncode, done.stderr) == (0, "")


def test_taking_in_and_searching_open_nothing(watch: Watch, texts: Path, tmp_path: Path):
    corpus = str(tmp_path / "a.corpus")
    added = watch.python("-m", "desktop", "add", corpus, str(texts), "--json")
    assert added.returncode == 0, added.stderr
    assert json.loads(added.stdout.splitlines()[-1])["added"] == 3
    assert watch.processes > 1, "the workers of the intake were watched too"

    found = watch.python("-m", "desktop", "search", corpus, "bridge", "--json")
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["documents"] == 2


def test_of_qt_network_only_local_sockets_are_used():
    used = {
        (node.module, name.name)
        for file in (ROOT / "desktop").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6")
        for name in node.names
    }
    assert used, "the window imports from PySide6"
    modules = {module for module, _ in used} | {
        f"PySide6.{name}" for m, name in used if m == "PySide6"
    }
    assert not {module for module in modules if "Web" in str(module)}
    of_network = {name for module, name in used if module == "PySide6.QtNetwork"}
    assert of_network <= {"QLocalServer", "QLocalSocket"}
    assert ("PySide6", "QtNetwork") not in used
