"""Owns the library: what is written to it and read from it, in transactions that are whole or not there.

Reading and small changes may come from the window's thread and from one other; a lock keeps them apart.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Self

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.errors import CorpusIsReadOnly, CorpusTrouble, Trouble
from desktop.corpus.forms import FormRow
from desktop.corpus.library.alias_rows import AliasStore
from desktop.corpus.library.catalogue import CATALOGUE_SELECT, CatalogueTable, table_of_rows
from desktop.corpus.library.connection import (
    FILE_NAME,
    complaints,
    connect,
    is_writable,
    sqlite_door,
)
from desktop.corpus.library.correction_rows import CorrectionStore
from desktop.corpus.library.document_rows import values_of, write_row
from desktop.corpus.library.file_rows import FileStore
from desktop.corpus.library.folder_rows import FolderStore
from desktop.corpus.library.form_rows import FormStore
from desktop.corpus.library.holdings import Holdings
from desktop.corpus.library.kin_rows import KinStore, with_switches
from desktop.corpus.library.refusal_rows import RefusalStore
from desktop.corpus.library.rows import (
    DOCUMENT_COLUMNS,
    Document,
    LiveTokens,
    Prepared,
    Refusal,
    Source,
    StoredText,
    StoredTokens,
    document_of,
    unpack_blocks,
    unpack_boxes,
    unpack_marks,
)
from desktop.corpus.library.token_rows import TokenStore, write_tokens
from desktop.corpus.text.blocks import Box


class Library:
    """The library file of one corpus folder, open. Use `Library.open`; close it when done."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, *, is_read_only: bool) -> None:
        self.folder = folder
        self.is_read_only = is_read_only
        self._connection = connection
        self._lock = RLock()
        self.files = FileStore(connection, self._lock)
        self.kin = KinStore(connection, self._lock)
        self.folders = FolderStore(connection, self._lock)
        self.holdings = Holdings(connection, self._lock)
        self._tokens = TokenStore(connection, self._lock)
        self._aliases = AliasStore(connection, self._lock)
        self._refusals = RefusalStore(connection, self._lock)
        self._corrections = CorrectionStore(connection, self._lock)
        self._forms = FormStore(connection, self._lock)
        self._serial: int | None = None  # the last one given, while a group is under way

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> "Library":
        """Open the library of a corpus folder; on media that cannot be written, only to read.

        Raises CorpusTrouble and its kinds.
        """
        if folder.name == FILE_NAME:
            folder = folder.parent
        with sqlite_door("opened"):
            read_only = (folder / FILE_NAME).exists() and not is_writable(folder)
        try:
            connection = connect(folder, create=create, read_only=read_only)
        except CorpusTrouble as trouble:
            is_other = read_only or type(trouble) is not CorpusTrouble
            if is_other or not (folder / FILE_NAME).exists():
                raise
            # On a full disk SQLite finds no room for what it writes beside the file, even to read.
            connection = connect(folder, create=False, read_only=True)
            read_only = True
        return cls(folder, connection, is_read_only=read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Check the write-ahead log in, if the media allow it, and let the file go."""
        with self._lock:
            if not self.is_read_only:
                with suppress(
                    sqlite3.Error
                ):  # on a full disk it stays in the log, and is safe there
                    self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.close()

    # What the columns and the window read

    @property
    def generation(self) -> int:
        """A number that grows with every change to documents or tokens."""
        return self._state("generation")

    @property
    def serial(self) -> int:
        """The number that the newest text was given; each new text gets the next one."""
        return self._state("serial")

    def catalogue(self) -> CatalogueTable:
        """Return all live documents as columns."""
        return table_of_rows(self._rows(CATALOGUE_SELECT))

    def document(self, document_id: int) -> Document:
        """Return one document's row, live or removed. Raises Trouble if it is gone."""
        rows = self._rows(
            f"SELECT {DOCUMENT_COLUMNS} FROM documents WHERE id = ?",
            (document_id,),
        )
        if not rows:
            raise Trouble(f"There is no document {document_id} in this corpus.")
        return document_of(rows[0])

    def text(self, document_id: int) -> StoredText:
        """Return the text of a document with its blocks and marks. Raises Trouble if it is gone."""
        rows = self._rows(
            "SELECT text, blocks, marks FROM texts WHERE document_id = ?", (document_id,)
        )
        if not rows:
            raise Trouble(f"There is no document {document_id} in this corpus.")
        text, blocks, marks = rows[0]
        return StoredText(text, unpack_blocks(blocks), unpack_marks(marks))

    def boxes(self, document_id: int) -> tuple[Box, ...]:
        """Return where the words of a recognised scan stand on its pages; nothing for other texts."""
        rows = self._rows("SELECT boxes FROM texts WHERE document_id = ?", (document_id,))
        return unpack_boxes(rows[0][0]) if rows else ()

    def attached_to(self, document_id: int) -> tuple[int, ...]:
        """Return the live documents that are attached to one, by their ids."""
        sql = "SELECT id FROM documents WHERE parent_id = ? AND removed IS NULL ORDER BY id"
        return tuple(row[0] for row in self._rows(sql, (document_id,)))

    def tokens(self, document_id: int) -> StoredTokens:
        """Return the tokens of a document. Raises Trouble if it is gone."""
        return self._tokens.of(document_id)

    def all_tokens(self, ids: Sequence[int]) -> Iterator[tuple[int, StoredTokens]]:
        """Yield (id, tokens) of these documents, one at a time."""
        return self._tokens.all(ids)

    def places(
        self, document_id: int, numbers: NDArray[np.integer]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where these tokens of a document start and end (code points), by their numbers."""
        return self._tokens.places(document_id, numbers)

    def live_tokens(self) -> LiveTokens:
        """Return the tokens of all live documents, by ascending id. Raises CorpusIsDamaged."""
        return self._tokens.live()

    def live_serials(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return ids, serials and words of all live documents, by ascending id.

        The serial grows with each new text, so a document whose serial changed has other tokens.
        """
        return self._tokens.live_serials()

    def forms_from(self, number: int) -> list[FormRow]:
        """Return the forms from a number on, in the order of their numbers."""
        return self._forms.from_number(number)

    @property
    def n_forms(self) -> int:
        """How many forms there are; their numbers run from 0."""
        return self._forms.count()

    def form_columns(self) -> tuple[Sequence[str], Sequence[str], Sequence[bytes]]:
        """Return all forms, their folds and their collation keys, in the order of their numbers."""
        return self._forms.columns()

    def corrections(self, document_id: int) -> dict[str, str | None]:
        """Return what was corrected by hand: field → value."""
        return self._corrections.of(document_id)

    def found(self, document_id: int) -> dict[str, str | None]:
        """Return what the file itself says: field → value, before corrections."""
        return self._corrections.found(document_id)

    def aliases(self) -> tuple[tuple[str, ...], ...]:
        """Return the families of aliases as they were written."""
        return self._aliases.all()

    def refusals(self) -> tuple[Refusal, ...]:
        """Return the files, and parts of files, that could not be taken in, by path."""
        return self._refusals.all()

    def setting(self, name: str, default: str = "") -> str:
        """Return a setting of this corpus."""
        rows = self._rows("SELECT value FROM settings WHERE name = ?", (name,))
        return rows[0][0] if rows else default

    def sources(self) -> dict[str, Source]:
        """Return what is known of every source file, by path; of several, the live and newest."""
        return self.files.sources()

    def integrity(self) -> list[str]:
        """Return what SQLite's own checks complain of; nothing if the file is sound."""
        with self._lock:
            return complaints(self._connection)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let everything read inside belong to one state of the library."""
        with self._lock:
            if self._connection.in_transaction:
                yield
                return
            with sqlite_door("read"):
                self._connection.execute("BEGIN")
            try:
                yield
            finally:
                with sqlite_door("read"):
                    self._connection.execute("COMMIT")

    # Changes

    @contextmanager
    def group(self, *, is_quiet: bool = False) -> Iterator[None]:
        """Make what happens inside one transaction, whole or not there; raises CorpusTrouble.

        A quiet group touches no document, so the generation stays.
        """
        if self.is_read_only:
            raise CorpusIsReadOnly("This corpus cannot be changed: its folder is read-only.")
        with self._lock, sqlite_door("written"):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._serial = None
                self._refusals.begin()
                yield
                self._keep_serial()
                if not is_quiet:
                    self._connection.execute(
                        "UPDATE state SET value = value + 1 WHERE name = 'generation'"
                    )
                self._connection.execute("COMMIT")
            except BaseException:
                self._forms.forget()
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def number_forms(self, forms: Sequence[str]) -> NDArray[np.int32]:
        """Return the numbers of these written forms; new ones are added. Inside a group."""
        return self._forms.numbers_of(forms)

    def add(
        self, prepared: Prepared, *, replacing: int | None = None, parent_id: int | None = None
    ) -> int:
        """Write a document, as a new one or in the place of `replacing`; returns its id. In a group.

        A document that is replaced keeps its id and its corrections and is live again.
        """
        switches = self.kin.switches(replacing) if replacing is not None else ()
        if switches:
            prepared, switches = with_switches(prepared, switches)
        corrections = self.corrections(replacing) if replacing is not None else {}
        values = values_of(
            prepared, serial=self._next_serial(), parent_id=parent_id, corrections=corrections
        )
        if replacing is not None:
            self.kin.forget_family(replacing, str(values["text_sha256"]))
        document_id = write_row(self._connection, values, replacing)
        self._connection.execute(
            "INSERT OR REPLACE INTO texts(document_id, text, blocks, marks, boxes)"
            " VALUES(?, ?, ?, ?, ?)",
            (document_id, prepared.text, prepared.blocks, prepared.marks, prepared.boxes),
        )
        write_tokens(self._connection, document_id, prepared.tokens)
        if replacing is not None:
            self.kin.write_switches(document_id, switches)
        return document_id

    def replace_tokens(self, document_id: int, tokens: StoredTokens, words: int) -> None:
        """Write a document's tokens anew (its language was corrected, or they were damaged)."""
        write_tokens(self._connection, document_id, tokens)
        self._connection.execute(
            "UPDATE documents SET serial = ?, words = ?, n_tokens = ? WHERE id = ?",
            (self._next_serial(), words, len(tokens.forms), document_id),
        )

    def refuse(self, refusal: Refusal) -> None:
        """Record that a file, or a part of it, could not be taken in. In a group.

        An empty `refused` becomes the present moment.
        """
        self._refusals.add(refusal)

    def forget_refusals(self, path: str) -> None:
        """Drop what was recorded against a file and its parts. In a group."""
        self._refusals.forget(path)

    def correct(self, document_id: int, field: str, value: str | None) -> None:
        """Set a catalogue field by hand. In a group."""
        self._corrections.set(document_id, field, value)

    def uncorrect(self, document_id: int, field: str) -> None:
        """Take a correction back: the field is again what the file says. In a group."""
        self._corrections.take_back(document_id, field)

    def set_removed(self, ids: Sequence[int], *, is_removed: bool) -> None:
        """Take documents out of the corpus, or put them back. In a group."""
        removed = datetime.now(UTC).isoformat(timespec="seconds") if is_removed else None
        self._connection.executemany(
            "UPDATE documents SET removed = ? WHERE id = ?", [(removed, int(i)) for i in ids]
        )

    def purge(self) -> int:
        """Erase for good what was removed; returns how many documents. In a group.

        A file that lost some of its parts is gone through again when it is next taken in.
        """
        self._connection.execute(
            "INSERT OR IGNORE INTO unfinished SELECT path FROM documents WHERE part <> ''"
            " AND removed IS NOT NULL AND path IN"
            " (SELECT path FROM documents WHERE removed IS NULL)"
        )
        return self._connection.execute("DELETE FROM documents WHERE removed IS NOT NULL").rowcount

    def n_removed(self) -> int:
        """Return how many documents are removed and not yet erased."""
        return self._rows("SELECT count(*) FROM documents WHERE removed IS NOT NULL")[0][0]

    def set_aliases(self, families: Sequence[Sequence[str]]) -> None:
        """Replace the list of aliases. In a group."""
        self._aliases.replace(families)

    def set_setting(self, name: str, value: str) -> None:
        """Set a setting of this corpus. In a group."""
        self._connection.execute("INSERT OR REPLACE INTO settings VALUES(?, ?)", (name, value))

    # Private

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list:
        with self._lock, sqlite_door("read"):
            return self._connection.execute(sql, values).fetchall()

    def _state(self, name: str) -> int:
        return self._rows("SELECT value FROM state WHERE name = ?", (name,))[0][0]

    def _next_serial(self) -> int:
        self._serial = (self._state("serial") if self._serial is None else self._serial) + 1
        return self._serial

    def _keep_serial(self) -> None:
        if self._serial is not None:
            sql = "UPDATE state SET value = ? WHERE name = 'serial'"
            self._connection.execute(sql, (self._serial,))
