"""Owns the window on a result's documents, best first; a row is cut when it is painted."""

from enum import IntEnum
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop.corpus.corpus import Corpus
from desktop.corpus.library import CatalogueTable
from desktop.corpus.search.result import Result
from desktop.ui.counts import counted, shown_date


class DocumentRole(IntEnum):
    """What a document's row gives beyond its title."""

    DOCUMENT = Qt.ItemDataRole.UserRole + 1
    DETAILS = Qt.ItemDataRole.UserRole + 2
    HITS = Qt.ItemDataRole.UserRole + 3


class DocumentsModel(QAbstractListModel):
    """The ranked documents of one result."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue: CatalogueTable | None = None
        self._result: Result | None = None

    def set_result(self, corpus: Corpus | None, result: Result | None) -> None:
        """Show the documents of `result`."""
        self.beginResetModel()
        self._catalogue = corpus.last_catalogue() if corpus is not None else None
        self._result = result
        self.endResetModel()

    @property
    def result(self) -> Result | None:
        """The result whose documents are shown."""
        return self._result

    def row_of(self, document_id: int) -> int:
        """The row of a document, -1 if it is not among them."""
        assert self._result is not None
        rows = np.flatnonzero(self._result.documents == document_id)
        return int(rows[0]) if len(rows) else -1

    def document_at(self, row: int) -> int:
        """The id of the document in `row`."""
        assert self._result is not None
        return int(self._result.documents[row])

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid() or self._result is None:
            return 0
        return self._result.n_documents

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        row = index.row()
        if role == DocumentRole.DOCUMENT:
            return self.document_at(row)
        if role == DocumentRole.HITS:
            return self._hits(row)
        if role == DocumentRole.DETAILS:
            return self._details(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._title(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (self._title(row), self._details(row), self._hits(row))
            return ", ".join(part for part in parts if part)
        return None

    def _title(self, row: int) -> str:
        assert self._catalogue is not None
        at = self._catalogue.row_of(self.document_at(row))
        if at < 0:
            return self.tr("This document is no longer in the corpus.")
        return self._catalogue.titles[at] or self.tr("Untitled")

    def _details(self, row: int) -> str:
        assert self._catalogue is not None
        at = self._catalogue.row_of(self.document_at(row))
        if at < 0:
            return ""
        author = self._catalogue.authors[at] or self.tr("no author")
        date = shown_date(self._catalogue.dates[at]) or self.tr("no date")
        n_words = int(self._catalogue.words[at])
        words = counted(n_words, self.tr("{n} word"), self.tr("{n} words"))
        parts = [author, date, words]
        n_more = int(self._catalogue.n_copies[at])
        if n_more > 0:
            parts.append(counted(n_more, self.tr("{n} duplicate"), self.tr("{n} duplicates")))
        return " · ".join(parts)

    def _hits(self, row: int) -> str:
        assert self._result is not None
        if not len(self._result.forms):  # only documents were asked for
            return ""
        count = int(self._result.hit_counts[row])
        return counted(count, self.tr("{n} hit"), self.tr("{n} hits"))
