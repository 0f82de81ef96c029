"""Owns the peers that are measured beside: Recoll (a process), SQLite FTS5 and a stock Whoosh index.

Each has `ask`, which gives the seconds to the best 50 documents of a query in its own language. None
of them gives all hits, which Nineveh always does.
"""

import shutil
import sqlite3
import subprocess
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

from whoosh import fields, index
from whoosh.qparser import QueryParser

from tests.bench.table import seconds

FIRST = 50
_RECOLL = """\
topdirs = "{folder}"
skippedNames =
skippedPaths =
noaspell = 1
loglevel = 1
"""


def has_recoll() -> bool:
    """Say whether Recoll's programs are installed (Debian: recollcmd)."""
    return bool(shutil.which("recollindex") and shutil.which("recollq"))


class TooBroad(Exception):
    """The peer refuses a pattern that too many words match."""


class Recoll:
    """Recoll as it is configured out of the box, on one folder; without spelling help and OCR."""

    def __init__(self, files: Path, state: Path) -> None:
        state.mkdir(parents=True, exist_ok=True)
        (state / "recoll.conf").write_text(_RECOLL.format(folder=files), encoding="utf-8")
        self._state = state

    @property
    def index_command(self) -> list[str]:
        """What makes the index anew."""
        return ["recollindex", "-c", str(self._state), "-z"]

    def make(self) -> None:
        """Make the index, if it is not there yet."""
        done = self._state / "done"
        if not done.exists():
            run = subprocess.run(self.index_command, capture_output=True, check=False)
            run.check_returncode()
            done.touch()

    def ask(self, typed: str) -> float:
        """Return how long a query takes, with the start of the process. Raises TooBroad."""
        command = ["recollq", "-c", str(self._state), "-b", "-n", str(FIRST), "-q", typed]
        begun = perf_counter()
        ran = subprocess.run(command, capture_output=True, check=False)
        if ran.returncode:
            raise TooBroad
        return perf_counter() - begun


class Fts5:
    """A table of SQLite's full-text index (unicode61), ranked by its bm25."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file)

    def make(self, texts: Iterable[str]) -> None:
        """Write the table, if it is not there yet."""
        if self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return
        self._connection.execute("PRAGMA synchronous = OFF")
        with self._connection:
            self._connection.execute("CREATE VIRTUAL TABLE t USING fts5(text, content='')")
            rows = ((number, text) for number, text in enumerate(texts))
            self._connection.executemany("INSERT INTO t (rowid, text) VALUES (?, ?)", rows)

    def ask(self, typed: str) -> float:
        """Return how long a query takes."""
        sql = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?"
        return seconds(lambda: self._connection.execute(sql, (typed, FIRST)).fetchall())

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()


class StockWhoosh:
    """An index of Whoosh as its quick start makes it: one TEXT field, its own analysis and ranking."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make(self, texts: Iterable[str]) -> None:
        """Write the index, if it is not there yet."""
        self._folder.mkdir(parents=True, exist_ok=True)
        if not index.exists_in(self._folder):
            made = index.create_in(self._folder, fields.Schema(text=fields.TEXT))
            writer = made.writer(limitmb=512)
            for text in texts:
                writer.add_document(text=text)
            writer.commit()
        found = index.open_dir(self._folder)
        self._searcher = found.searcher()
        self._parser = QueryParser("text", found.schema)

    def ask(self, typed: str) -> float:
        """Return how long a query takes."""
        return seconds(lambda: list(self._searcher.search(self._parser.parse(typed), limit=FIRST)))

    def close(self) -> None:
        """Let the files go."""
        self._searcher.close()
