"""Owns the tokens of a document as BLOBs: written, read whole, and read place by place."""

import sqlite3
from collections.abc import Iterator, Sequence
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.errors import CorpusIsDamaged, Trouble
from desktop.corpus.library.connection import sqlite_door
from desktop.corpus.library.rows import LiveTokens, StoredTokens


class TokenStore:
    """Reads the tokens of one library."""

    def __init__(self, connection: sqlite3.Connection, lock: RLock) -> None:
        self._connection = connection
        self._lock = lock

    def of(self, document_id: int) -> StoredTokens:
        """Return the tokens of a document. Raises Trouble if it is gone."""
        for _, tokens in self.all([document_id]):
            return tokens
        raise Trouble(f"There is no document {document_id} in this corpus.")

    def all(self, ids: Sequence[int]) -> Iterator[tuple[int, StoredTokens]]:
        """Yield (id, tokens) of these documents, one at a time."""
        for document_id in ids:
            rows = self._rows(
                "SELECT forms, starts, lengths, stretches FROM tokens WHERE document_id = ?",
                (int(document_id),),
            )
            if rows:
                yield int(document_id), unpack_tokens(int(document_id), *rows[0])

    def places(
        self, document_id: int, numbers: NDArray[np.integer]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where these tokens of a document start and end (code points), by their numbers."""
        if len(numbers) <= 4:
            with self._lock, sqlite_door("read"):
                return read_places(self._connection, document_id, [int(n) for n in numbers])
        tokens = self.of(document_id)
        starts = tokens.starts[numbers].astype(np.int64)
        return starts, starts + tokens.lengths[numbers]

    def live(self) -> LiveTokens:
        """Return the tokens of all live documents, by ascending id. Raises CorpusIsDamaged."""
        documents: list[tuple[int, int, int]] = []
        forms, stretches = bytearray(), bytearray()
        with self._lock, sqlite_door("read"):
            for document_id, serial, numbers, where, *sizes in self._connection.execute(
                "SELECT id, serial, forms, tokens.stretches, length(starts), length(lengths)"
                " FROM documents JOIN tokens ON document_id = id WHERE removed IS NULL ORDER BY id"
            ):
                n_tokens = len(where)
                if [len(numbers), *sizes] != [4 * n_tokens, 4 * n_tokens, 2 * n_tokens]:
                    raise _damaged(document_id)
                documents.append((document_id, serial, n_tokens))
                forms += numbers
                stretches += where
        table = np.array(documents, dtype=np.int64).reshape(-1, 3)
        ids, serials, counts = np.ascontiguousarray(table.T)
        return LiveTokens(
            ids,
            serials,
            counts,
            np.frombuffer(forms, dtype="<i4"),
            np.frombuffer(stretches, dtype=np.uint8),
        )

    def live_serials(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return ids, serials and words of all live documents, by ascending id."""
        rows = self._rows(
            "SELECT id, serial, words FROM documents WHERE removed IS NULL ORDER BY id"
        )
        table = np.array(rows, dtype=np.int64).reshape(-1, 3)
        return table[:, 0], table[:, 1], table[:, 2]

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list:
        with self._lock, sqlite_door("read"):
            return self._connection.execute(sql, values).fetchall()


def write_tokens(connection: sqlite3.Connection, document_id: int, tokens: StoredTokens) -> None:
    """Write the tokens of a document in the place of those that it had."""
    connection.execute(
        "INSERT OR REPLACE INTO tokens VALUES(?, ?, ?, ?, ?)",
        (
            document_id,
            tokens.forms.astype("<i4", copy=False).tobytes(),
            tokens.starts.astype("<i4", copy=False).tobytes(),
            tokens.lengths.astype("<u2", copy=False).tobytes(),
            tokens.stretches.tobytes(),
        ),
    )


def unpack_tokens(
    document_id: int, forms: bytes, starts: bytes, lengths: bytes, stretches: bytes
) -> StoredTokens:
    """Return the tokens of a row. Raises CorpusIsDamaged where the BLOBs do not fit together."""
    sizes = {len(forms) / 4, len(starts) / 4, len(lengths) / 2, float(len(stretches))}
    if len(sizes) > 1:
        raise _damaged(document_id)
    return StoredTokens(
        np.frombuffer(forms, dtype="<i4"),
        np.frombuffer(starts, dtype="<i4"),
        np.frombuffer(lengths, dtype="<u2"),
        np.frombuffer(stretches, dtype=np.uint8),
    )


def _damaged(document_id: int) -> CorpusIsDamaged:
    return CorpusIsDamaged(
        f"The tokens of document {document_id} are damaged.",
        advice="“nineveh check --repair” makes them again.",
    )


def read_places(
    connection: sqlite3.Connection, document_id: int, numbers: Sequence[int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where a few tokens start and end, without reading the BLOBs of a long document whole."""
    starts, ends = [], []
    with (
        connection.blobopen("tokens", "starts", document_id, readonly=True) as start_blob,
        connection.blobopen("tokens", "lengths", document_id, readonly=True) as length_blob,
    ):
        for number in numbers:
            start = _number(start_blob, 4 * number, 4)
            starts.append(start)
            ends.append(start + _number(length_blob, 2 * number, 2))
    return np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64)


def _number(blob: sqlite3.Blob, start: int, size: int) -> int:
    blob.seek(start)
    return int.from_bytes(blob.read(size), "little")
