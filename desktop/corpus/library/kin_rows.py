"""Owns what the library keeps of kinship: families of duplicates, blocks switched, blocks to compare."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.library.connection import sqlite_door
from desktop.corpus.library.rows import Prepared, pack_blocks, path_out, unpack_blocks
from desktop.corpus.text.blocks import Kind
from desktop.corpus.text.stretches import KIND_BITS, stretches
from desktop.corpus.text.switching import Switch, switched_again

LIVE_FAMILIES = (
    "(SELECT f.* FROM families f JOIN documents d ON d.id = f.document_id"
    " WHERE d.removed IS NULL AND (f.kind != 'contained' OR EXISTS (SELECT 1 FROM families g"
    " JOIN documents e ON e.id = g.document_id WHERE g.document_id = f.family"
    " AND g.kind = 'first' AND e.removed IS NULL)))"
)
"""The rows of families that hold: what stood in a document that is gone is alone."""

_STAMP = "families"
_ROWS_A_STEP = 4_000


@dataclass(frozen=True, slots=True)
class Sums:
    """What tells documents with the same text, and with the same source, from others."""

    document_id: int
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Kin:
    """A document in a family, which is called by the id of its first member.

    `kind` is "first", "same" (the same text or the same source file as the first), "near" or
    "contained": it stands in the first, which is longer. `likeness` is the Jaccard index of its
    shingles and those of the first; of what is contained the share of its own that stand there.
    """

    document_id: int
    family: int
    kind: str
    likeness: float


@dataclass(frozen=True, slots=True)
class BlockRows:
    """The blocks of a document and what is needed to see which words stand in them.

    `kinds`, `starts` and `ends` (int32) are parallel over blocks, `forms` and `token_starts` (int32)
    over tokens.
    """

    document_id: int
    kinds: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    forms: NDArray[np.int32]
    token_starts: NDArray[np.int32]


def with_switches(
    prepared: Prepared, switches: Sequence[Switch]
) -> tuple[Prepared, tuple[Switch, ...]]:
    """Switch the blocks of a new version of a document that were switched in the one before."""
    blocks, kept = switched_again(prepared.text, unpack_blocks(prepared.blocks), switches)
    where = stretches(prepared.text, prepared.tokens.starts, blocks)
    words = int(np.count_nonzero((where & KIND_BITS) != int(Kind.BOILERPLATE)))
    tokens = replace(prepared.tokens, stretches=where)
    return replace(prepared, blocks=pack_blocks(blocks), tokens=tokens, words=words), kept


class KinStore:
    """Reads and writes kinship through the library's connection; writing happens inside a group."""

    def __init__(self, connection: sqlite3.Connection, lock: RLock) -> None:
        self._connection = connection
        self._lock = lock

    # Families

    def due(self) -> str:
        """Return the stamp of families that hold for the texts as they are now."""
        serial = self._rows("SELECT value FROM state WHERE name = 'serial'")[0][0]
        count, total = self._rows(
            "SELECT count(*), coalesce(sum(id), 0) FROM documents WHERE removed IS NULL"
        )[0]
        return f"{serial} {count} {total}"

    def is_current(self) -> bool:
        """Say whether the families that are known were found for the texts as they are now."""
        return self.stamp() == self.due()

    def stamp(self) -> str:
        """Return the stamp of the families that are known; empty if none were ever looked for."""
        rows = self._rows("SELECT value FROM settings WHERE name = ?", (_STAMP,))
        return rows[0][0] if rows else ""

    def sums(self) -> list[Sums]:
        """Return the sums of all live documents by ascending id."""
        rows = self._rows(
            "SELECT id, text_sha256, sha256 || ' ' || hex(part) FROM documents"
            " WHERE removed IS NULL ORDER BY id"
        )
        return [Sums(row[0], f"text {row[1] or row[0]}", f"file {row[2]}") for row in rows]

    def families(self) -> list[Kin]:
        """Return the live documents that stand in families of two or more, by family and id."""
        rows = self._rows(
            "SELECT document_id, family, kind, likeness,"
            f" count(*) OVER (PARTITION BY family) AS n FROM {LIVE_FAMILIES}"
            " ORDER BY family, kind != 'first', document_id"
        )
        return [Kin(*row[:4]) for row in rows if row[4] > 1]

    def family_of(self, document_id: int) -> tuple[Kin, ...]:
        """Return the live members of a document's family, the first first; none if it is alone."""
        rows = self._rows(
            f"SELECT document_id, family, kind, likeness FROM {LIVE_FAMILIES} WHERE family ="
            " (SELECT family FROM families WHERE document_id = ?)"
            " ORDER BY kind != 'first', document_id",
            (document_id,),
        )
        if not any(row[0] == document_id for row in rows):
            return ()
        return tuple(Kin(*row) for row in rows) if len(rows) > 1 else ()

    def write_families(self, kin: Sequence[Kin], stamp: str) -> Iterator[None]:
        """Write families in the place of those that were found before, in steps. In a group."""
        self._connection.execute("DELETE FROM families")
        for start in range(0, len(kin), _ROWS_A_STEP):
            yield
            self._connection.executemany(
                "INSERT INTO families SELECT id, ?, ?, ? FROM documents WHERE id = ?",
                [
                    (each.family, each.kind, each.likeness, each.document_id)
                    for each in kin[start : start + _ROWS_A_STEP]
                ],
            )
        sql = "INSERT OR REPLACE INTO settings VALUES(?, ?)"
        self._connection.execute(sql, (_STAMP, stamp))

    def forget_family(self, document_id: int, text_sha256: str) -> None:
        """Take a document out of its family if its text becomes another one. In a group."""
        self._connection.execute(
            "DELETE FROM families WHERE document_id = ? AND"
            " (SELECT text_sha256 FROM documents WHERE id = ?) IS NOT ?",
            (document_id, document_id, text_sha256),
        )

    # Blocks

    def block_rows(self, ids: Sequence[int]) -> Iterator[BlockRows]:
        """Yield the blocks of these documents, one document at a time."""
        for document_id in ids:
            rows = self._rows(
                "SELECT blocks, forms, starts FROM texts JOIN tokens USING(document_id)"
                " WHERE document_id = ?",
                (document_id,),
            )
            for packed, forms, starts in rows:
                table = np.frombuffer(packed[packed.index(b"\n") + 1 :], dtype="<i4").reshape(-1, 5)
                yield BlockRows(
                    document_id,
                    table[:, 0],
                    table[:, 1],
                    table[:, 2],
                    np.frombuffer(forms, dtype="<i4"),
                    np.frombuffer(starts, dtype="<i4"),
                )

    def origins(self) -> dict[int, str]:
        """Return where each live document comes from: its source, else the folder of its file."""
        rows = self._rows(
            "SELECT id, coalesce(source, ''), path FROM documents WHERE removed IS NULL"
        )
        return {
            number: source or path_out(path).replace("\\", "/").rpartition("/")[0]
            for number, source, path in rows
        }

    def text_between(self, document_id: int, start: int, end: int) -> str:
        """Return a stretch of a document's text."""
        sql = "SELECT substr(text, ?, ?) FROM texts WHERE document_id = ?"
        rows = self._rows(sql, (start + 1, end - start, document_id))
        return rows[0][0] if rows else ""

    def write_blocks(self, document_id: int, packed: bytes) -> None:
        """Write a document's blocks in the place of those that it had. In a group."""
        sql = "UPDATE texts SET blocks = ? WHERE document_id = ?"
        self._connection.execute(sql, (packed, document_id))

    def switches(self, document_id: int) -> tuple[Switch, ...]:
        """Return the blocks of a document that were switched."""
        rows = self._rows(
            "SELECT start, is_boilerplate, passage FROM switched WHERE document_id = ?"
            " ORDER BY start",
            (document_id,),
        )
        return tuple(Switch(start, bool(is_on), passage) for start, is_on, passage in rows)

    def kept_as_text(self) -> set[tuple[int, int]]:
        """Return the blocks, as (document, start), of which somebody said that they are text."""
        return set(self._rows("SELECT document_id, start FROM switched WHERE NOT is_boilerplate"))

    def write_switches(self, document_id: int, switches: Sequence[Switch]) -> None:
        """Write the switched blocks of a document in the place of those known. In a group."""
        self._connection.execute("DELETE FROM switched WHERE document_id = ?", (document_id,))
        self._connection.executemany(
            "INSERT INTO switched VALUES(?, ?, ?, ?)",
            [(document_id, each.start, each.is_boilerplate, each.passage) for each in switches],
        )

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list:
        with self._lock, sqlite_door("read"):
            return self._connection.execute(sql, values).fetchall()
