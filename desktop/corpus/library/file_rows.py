"""Owns what the library keeps of source files: which documents a file holds, and how far it got."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from threading import RLock

from desktop.corpus.library.connection import sqlite_door
from desktop.corpus.library.rows import Prepared, Source, Standing, path_in, path_out
from desktop.corpus.text.blocks import CATALOGUE_FIELDS

_json = json.JSONEncoder(ensure_ascii=False).encode


class FileStore:
    """The files of one library; what is changed here is changed inside a group of the library."""

    def __init__(self, connection: sqlite3.Connection, lock: RLock) -> None:
        self._connection = connection
        self._lock = lock

    def unfinished(self) -> frozenset[str]:
        """Return the files that must be gone through (again), though they look as they did before."""
        return frozenset(path_out(row[0]) for row in self._rows("SELECT path FROM unfinished"))

    def sources(self) -> dict[str, Source]:
        """Return what is known of every source file, by path; of several, the live and newest."""
        found: dict[str, Source] = {}
        for path, first, sha256, size, modified, is_removed, number, has_original, _ in self._rows(
            "SELECT path, min(id), sha256, size_bytes, modified_ns, removed IS NOT NULL AS gone,"
            " count(*), min(original IS NOT NULL), max(id) FROM documents"
            " GROUP BY path, sha256, size_bytes, modified_ns, gone ORDER BY NOT gone, max(id)"
        ):
            source = Source(
                first, sha256, size, modified, bool(is_removed), number, bool(has_original)
            )
            name = path_out(path)
            before = found.get(name)
            if before is not None and before.sha256 == source.sha256:
                found[name] = _together(before, source)
            else:
                found[name] = source
        return found

    def standing(self, path: str, part: str) -> Standing | None:
        """Return what stands for one part of a file; of several, the live and newest."""
        rows = self._rows(
            "SELECT id, sha256, coalesce(text_sha256, ''), found, removed IS NOT NULL FROM documents"
            " WHERE path = ? AND part = ? ORDER BY removed IS NOT NULL, id DESC LIMIT 1",
            (path_in(path), path_in(part)),
        )
        if not rows:
            return None
        document_id, sha256, text_sha256, found, is_removed = rows[0]
        return Standing(document_id, sha256, text_sha256, found, bool(is_removed))

    def of_file(self, path: str, *, sha256: str | None = None) -> list[tuple[int, str, bool]]:
        """Return id, part and whether it is removed of the documents of a file (with this content)."""
        rows = self._rows(
            "SELECT id, part, removed IS NOT NULL FROM documents WHERE path = ?"
            " AND sha256 = coalesce(?, sha256) ORDER BY id",
            (path_in(path), sha256),
        )
        return [(row[0], path_out(row[1]), bool(row[2])) for row in rows]

    def corrected_languages(self, path: str) -> dict[str, str | None]:
        """Return the languages set by hand of the documents of a file: part → language."""
        rows = self._rows(
            "SELECT part, value FROM corrections JOIN documents ON document_id = id"
            " WHERE path = ? AND field = 'language'",
            (path_in(path),),
        )
        return {path_out(part): language for part, language in rows}

    def refresh_source(
        self,
        document_id: int,
        path: str,
        modified_ns: int,
        *,
        changed_ns: int = 0,
        original: str | None = None,
    ) -> None:
        """Note that the same content now has another path or time; it is live again. In a group."""
        self._connection.execute(
            "UPDATE documents SET path = ?, modified_ns = ?, removed = NULL, changed_ns = ?,"
            " original = coalesce(?, original) WHERE id = ?",
            (path_in(path), modified_ns, changed_ns, original, document_id),
        )

    def refresh_part(self, document_id: int, prepared: Prepared, parent_id: int | None) -> None:
        """Note that a file was read again and this part of it is as it was; it is live. In a group."""
        self._connection.execute(
            "UPDATE documents SET sha256 = ?, size_bytes = ?, modified_ns = ?, changed_ns = ?,"
            " original = ?, parent_id = ?, removed = NULL WHERE id = ?",
            (
                prepared.sha256, prepared.size_bytes, prepared.modified_ns, prepared.changed_ns,
                prepared.original, parent_id, document_id,
            ),
        )  # fmt: skip

    def is_as_written(self, standing: Standing, prepared: Prepared) -> bool:
        """Say whether a part holds what stands for it: the same text and catalogue data."""
        is_same_text = standing.text_sha256 == prepared.text_sha256 != ""
        return is_same_text and standing.found == _json(found_in(prepared))

    def note_source(
        self,
        ids: Sequence[int],
        sha256: str,
        *,
        size_bytes: int,
        modified_ns: int,
        changed_ns: int,
    ) -> None:
        """Note what the file of these documents is like now, whatever became of them. In a group."""
        self._connection.executemany(
            "UPDATE documents SET sha256 = ?, size_bytes = ?, modified_ns = ?, changed_ns = ?"
            " WHERE id = ?",
            [(sha256, size_bytes, modified_ns, changed_ns, each) for each in ids],
        )

    def attach(self, document_id: int, parent_id: int) -> None:
        """Note to which document another is attached. In a group."""
        sql = "UPDATE documents SET parent_id = ? WHERE id = ?"
        self._connection.execute(sql, (parent_id, document_id))

    def begin_file(self, path: str) -> None:
        """Note that a file of several parts is under way, until `end_file`. In a group."""
        self._connection.execute("INSERT OR IGNORE INTO unfinished VALUES(?)", (path_in(path),))

    def go_through_again(self, *, formats: Sequence[str] = (), doubt: str = "") -> None:
        """Note that files of some formats, or with some doubt, must be gone through. In a group."""
        places = ", ".join("?" * len(formats))
        self._connection.execute(
            "INSERT OR IGNORE INTO unfinished SELECT path FROM documents WHERE removed IS NULL"
            f" AND (format IN ({places}) OR (? <> '' AND instr(doubts, ?)))",
            (*formats, doubt, f'"{doubt}"'),
        )

    def end_file(self, path: str) -> None:
        """Note that a file was gone through to its end. In a group."""
        self._connection.execute("DELETE FROM unfinished WHERE path = ?", (path_in(path),))

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list:
        with self._lock, sqlite_door("read"):
            return self._connection.execute(sql, values).fetchall()


def found_in(prepared: Prepared) -> dict[str, str | None]:
    """Return what a file itself says of a document: field → value."""
    return {name: getattr(prepared.catalogue, name) for name in CATALOGUE_FIELDS}


def _together(removed: Source, live: Source) -> Source:
    """Join the documents of one file of which some are removed."""
    return replace(
        live,
        document_id=min(removed.document_id, live.document_id),
        is_removed=removed.is_removed or live.is_removed,
        n_documents=removed.n_documents + live.n_documents,
        has_original=removed.has_original and live.has_original,
    )
