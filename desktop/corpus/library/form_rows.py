"""Owns the written forms of the library and their numbers."""

import sqlite3
from collections.abc import Sequence
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.forms import FormRow, describe
from desktop.corpus.library.connection import sqlite_door

_MOST_REMEMBERED = 600_000
"""Forms whose folds and keys are remembered; of more they would take much memory."""


class FormStore:
    """The forms of one library; new ones are added inside a group of the library."""

    def __init__(self, connection: sqlite3.Connection, lock: RLock) -> None:
        self._connection = connection
        self._lock = lock
        self._numbers: dict[str, int] | None = None
        # Of all forms, by number, if all were numbered here and are not too many: they are wanted
        # again when the columns are made of them, and reading them takes longer than keeping them.
        self._remembered: tuple[list[str], list[bytes]] | None = None

    def count(self) -> int:
        """Return how many forms there are; their numbers run from 0."""
        return self._rows("SELECT coalesce(max(id) + 1, 0) FROM forms")[0][0]

    def from_number(self, number: int) -> list[FormRow]:
        """Return the forms from a number on, in the order of their numbers."""
        rows = self._rows("SELECT form, fold, key FROM forms WHERE id >= ? ORDER BY id", (number,))
        return [FormRow(*row) for row in rows]

    def columns(self) -> tuple[Sequence[str], Sequence[str], Sequence[bytes]]:
        """Return all forms, their folds and their keys, each in the order of their numbers.

        As rows they would take more time and memory.
        """
        with self._lock, sqlite_door("read"):
            if self._remembered and self._numbers and len(self._numbers) == self.count():
                folds, keys = self._remembered
                return list(self._numbers), list(folds), list(keys)
            rows = self._connection.execute("SELECT form, fold, key FROM forms ORDER BY id")
            forms, folds, keys = tuple(zip(*rows, strict=True)) or ((), (), ())
        return forms, folds, keys

    def numbers_of(self, forms: Sequence[str]) -> NDArray[np.int32]:
        """Return the numbers of these written forms; new ones are added. In a group."""
        known = self._known_forms()
        new = sorted(set(forms).difference(known))  # neighbours in the index
        if new:
            numbers = range(len(known), len(known) + len(new))
            known.update(zip(new, numbers, strict=True))
            folds, keys = describe(new)
            self._remember(folds, keys, len(known))
            rows = zip(numbers, new, folds, keys, strict=True)
            self._connection.executemany("INSERT INTO forms VALUES(?, ?, ?, ?)", rows)
        return np.fromiter(map(known.__getitem__, forms), dtype=np.int32, count=len(forms))

    def forget(self) -> None:
        """Forget what was numbered in a group that failed."""
        self._numbers = self._remembered = None

    def _remember(self, folds: list[str], keys: list[bytes], n_known: int) -> None:
        """Keep the folds and keys of new forms, unless the older ones are not there or all are many."""
        if self._remembered is None or n_known > _MOST_REMEMBERED:
            self._remembered = None
            return
        self._remembered[0].extend(folds)
        self._remembered[1].extend(keys)

    def _known_forms(self) -> dict[str, int]:
        """All forms by their numbers; read anew when another program has added some."""
        if self._numbers is None or len(self._numbers) != self.count():
            self._numbers = dict(self._connection.execute("SELECT form, id FROM forms"))
            self._remembered = None if self._numbers else ([], [])
        return self._numbers

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list:
        with self._lock, sqlite_door("read"):
            return self._connection.execute(sql, values).fetchall()
