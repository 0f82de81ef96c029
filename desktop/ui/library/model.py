"""Owns the window on the listed documents; a row is cut when it is painted."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.corpus.corpus import CatalogueTable
from desktop.ui.counts import counted, number, shown_date
from desktop.ui.direction import isolated

PARTED = " · "
"""What stands between author, date and words."""

_OPENED, _CLOSED = "▾", "▸"


class LibraryRole(IntEnum):
    """What a document's row gives beyond its title."""

    DOCUMENT = Qt.ItemDataRole.UserRole + 1
    DETAILS = Qt.ItemDataRole.UserRole + 2
    HITS = Qt.ItemDataRole.UserRole + 3
    SHORT_DETAILS = Qt.ItemDataRole.UserRole + 4
    MORE = Qt.ItemDataRole.UserRole + 5
    IS_COPY = Qt.ItemDataRole.UserRole + 6


class LibraryModel(QAbstractListModel):
    """Rows of the catalogue, filtered and sorted by whoever sets them.

    `set_rows` takes the catalogue, an int32 array of its rows in the order of the list, and counts of
    hits, one for each row of the catalogue, or None if nothing is searched for.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: CatalogueTable | None = None
        self._rows: NDArray[np.int32] = np.empty(0, dtype=np.int32)
        self._hits: NDArray[np.int64] | None = None
        self._more: NDArray[np.int64] | None = None

    def set_rows(
        self,
        table: CatalogueTable,
        rows: NDArray[np.int32],
        hits: NDArray[np.int64] | None,
        more: NDArray[np.int64] | None = None,
    ) -> None:
        """Show these rows of a catalogue; `more` is that of `Gathered`, None if none are gathered."""
        self.beginResetModel()
        self._table, self._rows, self._hits = table, rows, hits
        self._more = more
        self.endResetModel()

    def document_at(self, row: int) -> int:
        """Return the id of the document in a row of the list."""
        assert self._table is not None
        return int(self._table.ids[self._rows[row]])

    def documents_at(self, rows: NDArray[np.int64]) -> list[int]:
        """Return the ids of the documents in some rows of the list."""
        return [] if self._table is None else self._table.ids[self._rows[rows]].tolist()

    def n_more(self, row: int) -> int:
        """Return for how many more documents a row of the list stands; -1 for a copy that is shown."""
        return 0 if self._more is None else int(self._more[row])

    def is_open(self, row: int) -> bool:
        """Say whether the documents that a row stands for are shown below it."""
        return self.n_more(row) > 0 and row + 1 < len(self._rows) and self.n_more(row + 1) < 0

    def row_of(self, document_id: int) -> int:
        """Return the row of the list that shows a document, -1 if it is not shown."""
        rows = self.rows_of([document_id])
        return int(rows[0]) if len(rows) else -1

    def row_for(self, document_id: int, *, are_copies_out: bool) -> int:
        """Return the row of a document, or the one that stands for it; -1 if neither is listed.

        A row stands for the duplicates behind its “+n”, and for all if copies are left out.
        """
        row = self.row_of(document_id)
        if row >= 0 or self._table is None:
            return row
        at = self._table.row_of(document_id)
        family = int(self._table.families[at]) if at >= 0 else 0
        kin = self._table.ids[self._table.families == family].tolist() if family else []
        rows = self.rows_of(kin).tolist()
        return next((row for row in rows if self.n_more(row) > 0 or are_copies_out), -1)

    def rows_of(self, documents: Sequence[int]) -> NDArray[np.int64]:
        """Return the rows of the list that show some documents, ascending."""
        if self._table is None or not len(documents):
            return np.empty(0, dtype=np.int64)
        return np.flatnonzero(np.isin(self._table.ids[self._rows], documents))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = int(self._rows[index.row()])
        if role == LibraryRole.DOCUMENT:
            return self.document_at(index.row())
        if role == LibraryRole.DETAILS:
            return self._details(row)
        if role == LibraryRole.SHORT_DETAILS:
            return self._details(row, is_short=True)
        if role == LibraryRole.HITS:
            return self._shown_hits(row)
        if role == LibraryRole.MORE:
            return self._shown_more(index.row())
        if role == LibraryRole.IS_COPY:
            return self.n_more(index.row()) < 0
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._title(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (
                self._title(row),
                self._details(row),
                self._shown_hits(row),
                self._spoken_more(index.row()),
            )
            return ", ".join(part for part in parts if part)
        return None

    def _title(self, row: int) -> str:
        assert self._table is not None
        return self._table.titles[row] or self.tr("Untitled")

    def _details(self, row: int, *, is_short: bool = False) -> str:
        assert self._table is not None
        author = self._table.authors[row] or self.tr("no author")
        date = shown_date(self._table.date_of(row)) or self.tr("no date")
        one, many = self.tr("{n} word"), self.tr("{n} words")
        if is_short:
            one = many = self.tr("{n} w.")
        words = counted(int(self._table.words[row]), one, many)
        return PARTED.join((isolated(author), date, words))

    def _shown_hits(self, row: int) -> str:
        if self._hits is None or not self._hits[row]:
            return ""
        return counted(int(self._hits[row]), self.tr("{n} hit"), self.tr("{n} hits"))

    def _shown_more(self, at: int) -> str:
        n = self.n_more(at)
        if n <= 0:
            return ""
        return f"+{number(n)} {_OPENED if self.is_open(at) else _CLOSED}"

    def _spoken_more(self, at: int) -> str:
        n = self.n_more(at)
        if n < 0:
            return self.tr("a duplicate of the one above")
        if n == 0:
            return ""
        return counted(n, self.tr("{n} duplicate"), self.tr("{n} duplicates"))
