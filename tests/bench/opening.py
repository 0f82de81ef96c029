"""Measures the start: a corpus opened without a window, and the window from process start to usable.

Run as a program (`python -m tests.bench.opening WHAT FOLDER BEGUN`) it is the process measured: it opens the
corpus and prints milliseconds since BEGUN (monotonic seconds of the parent), and its memory.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from desktop.corpus.places import seeds
from tests.bench import worlds
from tests.bench.processes import memory_of
from tests.bench.table import Row, ms

_ROUNDS = 5
_LONGEST_MS = 60_000
_LOOK_MS = 2
QUERIES = ("said", '"prime minister"', "a* OR b*", "the")

Figures = dict[str, float]


def run(folder: Path) -> list[Row]:
    """Start the processes, a few times each, and take the median."""
    with tempfile.TemporaryDirectory() as kept:
        small = Path(kept) / "seeds.corpus"
        texts = [str(path) for path in sorted(seeds().glob("*.txt"))]
        command = [sys.executable, "-m", "desktop", "add", str(small), *texts]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        rows: list[Row] = []
        for name, corpus in (("the seeds", small), ("100,000 documents", folder)):
            bare, window = _median("corpus", corpus), _median("window", corpus)
            rows += [
                Row(f"process start to an open corpus, {name}", _first_search(bare)),
                Row(
                    f"process start to the window shown, {name}",
                    ms(window["shown"]),
                    "",
                    "600 ms (frozen)",
                ),
                Row(
                    f"process start to usable (list, page), {name}",
                    ms(window["usable"]),
                    "",
                    "1 s (frozen)",
                ),
            ]
    return rows


def _first_search(bare: Figures) -> str:
    return f"{ms(bare['open'])}; answer to the first search {ms(bare['searched'])}"


def _median(what: str, folder: Path) -> Figures:
    runs = [measured(what, folder) for _ in range(_ROUNDS)]
    return {name: median(run[name] for run in runs) for name in runs[0]}


def measured(what: str, folder: Path) -> Figures:
    """Open a corpus or its window in a process of its own; return its milliseconds and bytes.

    Where Python is told not to keep what it compiled, that is kept for these processes all the same:
    compiling takes as long as all the rest, and who starts the program has it compiled.
    """
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "NINEVEH_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        if environment.pop("PYTHONDONTWRITEBYTECODE", None):
            environment["PYTHONPYCACHEPREFIX"] = str(worlds.KEPT / "compiled")
        module = [sys.executable, "-m", "tests.bench.opening", what, str(folder)]
        command = [*module, str(time.monotonic())]
        said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return json.loads(said.stdout)


# The process that is measured


def _open_corpus(folder: Path, begun: float) -> Figures:
    from desktop.corpus.corpus import open_corpus

    with open_corpus(folder) as corpus:
        _ = corpus.ground
        opened = time.monotonic()
        corpus.search("said")
        return {"open": (opened - begun) * 1000, "searched": (time.monotonic() - begun) * 1000}


def _open_window(folder: Path, begun: float) -> Figures:
    from PySide6.QtWidgets import QApplication

    from desktop.app import Program
    from desktop.corpus.places import config_folder
    from desktop.ui.settings import Settings

    app = QApplication(["nineveh"])
    program = Program(app, Settings(config_folder() / "settings.ini"))
    program.open([folder])
    window = program.windows[folder]
    app.processEvents()
    window.repaint()
    figures = {"shown": (time.monotonic() - begun) * 1000}
    model = window.library.list.model()

    _wait_for(lambda: model.rowCount() > 0)
    window.repaint()
    figures["usable"] = (time.monotonic() - begun) * 1000
    _, figures["held"] = memory_of()
    for typed in QUERIES:
        window.field.set_text(typed)
        _wait_for(lambda typed=typed: _answers(window, typed))
    figures["all_held"], figures["used"] = memory_of()
    program.close()
    return figures


def _wait_for(is_there: Callable[[], bool]) -> None:
    """Let the program run; a loop of our own here would take the lane's turns from it."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    look, latest = QTimer(), QTimer()
    look.timeout.connect(lambda: loop.quit() if is_there() else None)
    latest.setSingleShot(True)
    latest.timeout.connect(loop.quit)
    look.start(_LOOK_MS)
    latest.start(_LONGEST_MS)
    loop.exec()
    look.stop()
    latest.stop()


def _answers(window, typed: str) -> bool:
    result = window.searching.result
    return result is not None and result.typed == typed


if __name__ == "__main__":
    _what, _folder, _begun = sys.argv[1:]
    _does = {"corpus": _open_corpus, "window": _open_window}[_what]
    sys.stdout.write(json.dumps(_does(Path(_folder), float(_begun))))
