"""Owns how the library file is opened: pragmas, migrations, read-only media, sqlite3's complaints."""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from desktop.corpus.errors import (
    CorpusIsBusy,
    CorpusIsDamaged,
    CorpusIsNewer,
    CorpusIsReadOnly,
    CorpusTrouble,
)
from desktop.corpus.library.schema import APPLICATION_ID, MIGRATIONS, VERSION, VIEWS
from desktop.corpus.places import is_brought_along

FILE_NAME = "corpus.sqlite"
_WAIT_SECONDS = 30.0
_CHECKPOINT_PAGES = 8_000  # 32 MB: a page that changes again and again is checked in once


@contextmanager
def sqlite_door(what: str) -> Iterator[None]:
    """Turn sqlite3's exceptions into Trouble. `what` finishes "… could not be": "read", "written"."""
    try:
        yield
    except sqlite3.Error as error:
        raise _trouble(error, what) from error
    except OSError as error:
        raise CorpusTrouble(
            f"The corpus could not be {what}: {error.strerror or error}."
        ) from error


def _trouble(error: sqlite3.Error, what: str) -> CorpusTrouble:
    said = str(error).lower()
    if "full" in said:
        return CorpusTrouble(
            "The disk is full; nothing that was already taken in is lost.",
            advice="Make room and start again.",
        )
    if "locked" in said or "busy" in said:
        return CorpusIsBusy("Another program is writing to this corpus; try again in a moment.")
    if "readonly" in said or "read-only" in said:
        return CorpusIsReadOnly("This corpus cannot be changed: its folder is read-only.")
    if "malformed" in said or "not a database" in said or "corrupt" in said:
        return CorpusIsDamaged(
            "The library file of this corpus is damaged.",
            advice="Take a copy of the folder, then take the documents in again into a new corpus.",
        )
    return CorpusTrouble(f"The corpus could not be {what}: {error}.")


def complaints(connection: sqlite3.Connection) -> list[str]:
    """Return what SQLite's own checks complain of; nothing if the file is sound."""
    with sqlite_door("read"):
        found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
    return found + [f"A row of {row[0]} points nowhere." for row in dangling]


def text_sum(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def is_writable(folder: Path) -> bool:
    """Say whether the folder and its library file can be written, and may be."""
    file = folder / FILE_NAME
    if is_brought_along(folder):
        return False
    return os.access(folder, os.W_OK) and (not file.exists() or os.access(file, os.W_OK))


def connect(folder: Path, *, create: bool, read_only: bool) -> sqlite3.Connection:
    """Open the library file of a corpus folder, make it if `create`, and bring it up to date.

    Raises CorpusTrouble and its kinds: no such corpus, not a corpus, newer, damaged, not writable.
    """
    file = folder / FILE_NAME
    if not file.exists() and not create:
        raise CorpusTrouble(f"There is no corpus at {folder}.")
    with sqlite_door("opened"):
        if create and not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            _address(file, read_only=read_only),
            uri=True,
            timeout=_WAIT_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _prepare(connection, read_only=read_only, is_new=file.stat().st_size == 0)
        except BaseException:
            connection.close()
            raise
    return connection


def _address(file: Path, *, read_only: bool) -> str:
    address = "file:" + quote(os.fsencode(file.absolute()))
    if not read_only:
        return address
    # A corpus that was not closed keeps its last changes beside the file; SQLite reads them even
    # on media that cannot be written, if both of its files are there.
    left_open = file.with_name(FILE_NAME + "-wal"), file.with_name(FILE_NAME + "-shm")
    if all(part.exists() and part.stat().st_size for part in left_open):
        return address + "?mode=ro"
    return address + "?mode=ro&immutable=1"


def _prepare(connection: sqlite3.Connection, *, read_only: bool, is_new: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -32000")
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    has_tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0
    if mark != APPLICATION_ID and (has_tables or not is_new):
        raise CorpusTrouble("This file is not a corpus of Nineveh.")
    if version > VERSION:
        raise CorpusIsNewer(
            "This corpus was written by a newer version of Nineveh.",
            advice="Open it with that version; nothing was changed.",
        )
    connection.create_function("sha256_of", 1, text_sum, deterministic=True)
    if read_only:
        for statement in VIEWS.get(version, ()):
            connection.execute(statement)
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
    if version < VERSION:
        _migrate(connection)


def _migrate(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        for statements in MIGRATIONS[version:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
