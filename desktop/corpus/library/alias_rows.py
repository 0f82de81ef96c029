"""Owns the list of aliases: families of names of which a search for one finds all."""

import sqlite3
from collections.abc import Sequence
from threading import RLock

from desktop.corpus.library.connection import sqlite_door


class AliasStore:
    """The aliases of one library; they are replaced inside a group of the library."""

    def __init__(self, connection: sqlite3.Connection, lock: RLock) -> None:
        self._connection = connection
        self._lock = lock

    def all(self) -> tuple[tuple[str, ...], ...]:
        """Return the families of aliases as they were written."""
        families: dict[int, list[str]] = {}
        for family, alias in self._rows("SELECT family, alias FROM aliases ORDER BY family, place"):
            families.setdefault(family, []).append(alias)
        return tuple(tuple(family) for family in families.values())

    def replace(self, families: Sequence[Sequence[str]]) -> None:
        """Replace the list of aliases."""
        self._connection.execute("DELETE FROM aliases")
        self._connection.executemany(
            "INSERT INTO aliases VALUES(?, ?, ?)",
            [(f, p, alias) for f, family in enumerate(families) for p, alias in enumerate(family)],
        )

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list:
        with self._lock, sqlite_door("read"):
            return self._connection.execute(sql, values).fetchall()
