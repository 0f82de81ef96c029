"""Owns what was corrected by hand in the catalogue, beside what the files themselves say."""

import json
import sqlite3
from collections.abc import Sequence
from threading import RLock

from desktop.corpus.library.connection import sqlite_door
from desktop.corpus.text.blocks import CATALOGUE_FIELDS


class CorrectionStore:
    """The corrections of one library; what is changed here is changed inside a group of the library."""

    def __init__(self, connection: sqlite3.Connection, lock: RLock) -> None:
        self._connection = connection
        self._lock = lock

    def of(self, document_id: int) -> dict[str, str | None]:
        """Return what was corrected by hand: field → value."""
        return dict(
            self._rows("SELECT field, value FROM corrections WHERE document_id = ?", (document_id,))
        )

    def found(self, document_id: int) -> dict[str, str | None]:
        """Return what the file itself says: field → value, before corrections."""
        rows = self._rows("SELECT found FROM documents WHERE id = ?", (document_id,))
        return json.loads(rows[0][0]) if rows else {}

    def set(self, document_id: int, field: str, value: str | None) -> None:
        """Set a catalogue field by hand."""
        _check_field(field)
        self._connection.execute(
            "INSERT OR REPLACE INTO corrections VALUES(?, ?, ?)", (document_id, field, value)
        )
        self._set_field(document_id, field, value)

    def take_back(self, document_id: int, field: str) -> None:
        """Take a correction back: the field is again what the file says."""
        _check_field(field)
        self._connection.execute(
            "DELETE FROM corrections WHERE document_id = ? AND field = ?", (document_id, field)
        )
        self._set_field(document_id, field, self.found(document_id).get(field))

    def _set_field(self, document_id: int, field: str, value: str | None) -> None:
        _check_field(field)
        self._connection.execute(
            f"UPDATE documents SET {field} = ? WHERE id = ?",
            (value, document_id),
        )

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list:
        with self._lock, sqlite_door("read"):
            return self._connection.execute(sql, values).fetchall()


def _check_field(field: str) -> None:
    if field not in CATALOGUE_FIELDS:
        raise ValueError(f"{field} is not a catalogue field")
