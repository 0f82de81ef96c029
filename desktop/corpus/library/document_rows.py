"""Owns what is written of a document into its row of the catalogue."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from desktop.corpus.library.connection import text_sum
from desktop.corpus.library.file_rows import found_in
from desktop.corpus.library.rows import Prepared, path_in
from desktop.corpus.text.blocks import CATALOGUE_FIELDS

_encode = json.JSONEncoder(ensure_ascii=False).encode


def values_of(
    prepared: Prepared,
    *,
    serial: int,
    parent_id: int | None,
    corrections: Mapping[str, str | None],
) -> dict[str, object]:
    """Return the row of a document that is live, by column; what was corrected by hand stays so."""
    found = found_in(prepared)
    catalogue = {**found, **corrections}
    return {
        "serial": serial,
        "path": path_in(prepared.path),
        "sha256": prepared.sha256,
        "size_bytes": prepared.size_bytes,
        "modified_ns": prepared.modified_ns,
        "format": prepared.format,
        "encoding": prepared.encoding,
        "remarks": _json(prepared.remarks),
        **{name: catalogue[name] for name in CATALOGUE_FIELDS},
        "found": _json(found),
        "evidence": _json(prepared.catalogue.evidence),
        "words": prepared.words,
        "n_tokens": len(prepared.tokens.forms),
        "n_characters": len(prepared.text),
        "added": datetime.now(UTC).isoformat(timespec="seconds"),
        "removed": None,
        "part": path_in(prepared.part),
        "parent_id": parent_id,
        "pages": prepared.pages,
        "doubts": _json(prepared.doubts),
        "text_sha256": prepared.text_sha256 or text_sum(prepared.text),
        "original": prepared.original,
        "changed_ns": prepared.changed_ns,
    }


def write_row(
    connection: sqlite3.Connection, values: Mapping[str, object], replacing: int | None
) -> int:
    """Write the row of a document, new or in the place of another; returns its id."""
    if replacing is None:
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        sql = f"INSERT INTO documents({names}) VALUES({marks})"
        return int(connection.execute(sql, list(values.values())).lastrowid or 0)
    settings = ", ".join(f"{name} = ?" for name in values)
    sql = f"UPDATE documents SET {settings} WHERE id = ?"
    connection.execute(sql, [*values.values(), replacing])
    return replacing


def _json(value: Sequence[str] | Mapping[str, str | None]) -> str:
    """Return JSON; most of what is written is empty, and that is known at once."""
    return _encode(value) if value else "{}" if isinstance(value, dict) else "[]"
