"""Owns the tokens of a document as BLOBs: written, read whole, and read place by place."""

import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.errors import CorpusIsDamaged
from desktop.corpus.library.rows import StoredTokens


def write_tokens(connection: sqlite3.Connection, document_id: int, tokens: StoredTokens) -> None:
    """Write the tokens of a document in the place of those that it had."""
    connection.execute(
        "INSERT OR REPLACE INTO tokens VALUES(?, ?, ?, ?, ?)",
        (
            document_id,
            tokens.forms.astype("<i4").tobytes(),
            tokens.starts.astype("<i4").tobytes(),
            tokens.lengths.astype("<u2").tobytes(),
            tokens.stretches.tobytes(),
        ),
    )


def unpack_tokens(
    document_id: int, forms: bytes, starts: bytes, lengths: bytes, stretches: bytes
) -> StoredTokens:
    """Return the tokens of a row. Raises CorpusIsDamaged where the BLOBs do not fit together."""
    sizes = {len(forms) / 4, len(starts) / 4, len(lengths) / 2, float(len(stretches))}
    if len(sizes) > 1:
        raise CorpusIsDamaged(
            f"The tokens of document {document_id} are damaged.",
            advice="“nineveh check --repair” makes them again.",
        )
    return StoredTokens(
        np.frombuffer(forms, dtype="<i4"),
        np.frombuffer(starts, dtype="<i4"),
        np.frombuffer(lengths, dtype="<u2"),
        np.frombuffer(stretches, dtype=np.uint8),
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
