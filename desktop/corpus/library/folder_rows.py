"""Owns which folders the library remembers as watched."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from threading import RLock

from desktop.corpus.library.connection import sqlite_door
from desktop.corpus.library.rows import path_in, path_out


class FolderStore:
    """Reads and writes watched folders through the library's connection; writing is in a group."""

    def __init__(self, connection: sqlite3.Connection, lock: RLock) -> None:
        self._connection = connection
        self._lock = lock

    def watched(self) -> tuple[Path, ...]:
        """Return the folders that are watched, by path."""
        sql = "SELECT path FROM folders WHERE is_watched ORDER BY path"
        with self._lock, sqlite_door("read"):
            rows = self._connection.execute(sql).fetchall()
        return tuple(Path(path_out(row[0])) for row in rows)

    def watch(self, folders: Sequence[Path]) -> None:
        """Watch these folders and no others. In a group."""
        self._connection.execute("DELETE FROM folders")
        self._connection.executemany(
            "INSERT INTO folders(path, is_watched) VALUES(?, 1)",
            [(path_in(str(folder)),) for folder in dict.fromkeys(folders)],
        )
