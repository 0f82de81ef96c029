"""Owns the record of refused files: which could not be taken in, and why."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from threading import RLock

from desktop.corpus.library.connection import sqlite_door
from desktop.corpus.library.rows import Refusal, path_in, path_out


class RefusalStore:
    """The refusals of one library; what is changed here is changed inside a group of the library."""

    def __init__(self, connection: sqlite3.Connection, lock: RLock) -> None:
        self._connection = connection
        self._lock = lock
        self._has_any = True

    def begin(self) -> None:
        """Look whether there are any, at the beginning of a group."""
        self._has_any = bool(self._rows("SELECT 1 FROM refusals LIMIT 1"))

    def all(self) -> tuple[Refusal, ...]:
        """Return the files, and parts of files, that could not be taken in, by path."""
        rows = self._rows(
            "SELECT path, reason, advice, refused, part, size_bytes, modified_ns, changed_ns,"
            " circumstances FROM refusals ORDER BY path, part"
        )
        return tuple(
            Refusal(path_out(path), reason, advice, refused, path_out(part), *rest)
            for path, reason, advice, refused, part, *rest in rows
        )

    def add(self, refusal: Refusal) -> None:
        """Record that a file, or a part of it, could not be taken in.

        An empty `refused` becomes the present moment.
        """
        self._has_any = True
        self._connection.execute(
            "INSERT OR REPLACE INTO refusals(path, part, reason, advice, refused, size_bytes,"
            " modified_ns, changed_ns, circumstances) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                path_in(refusal.path), path_in(refusal.part), refusal.reason, refusal.advice,
                refusal.refused or datetime.now(UTC).isoformat(timespec="seconds"),
                refusal.size_bytes, refusal.modified_ns, refusal.changed_ns, refusal.circumstances,
            ),
        )  # fmt: skip

    def forget(self, path: str) -> None:
        """Drop what was recorded against a file and its parts."""
        if self._has_any:
            self._connection.execute("DELETE FROM refusals WHERE path = ?", (path_in(path),))

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list:
        with self._lock, sqlite_door("read"):
            return self._connection.execute(sql, values).fetchall()
