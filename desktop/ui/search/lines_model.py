"""Owns the window on a result's hits: a concordance line is cut when its row is painted."""

import re
from collections import OrderedDict
from enum import IntEnum
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.corpus.concordance.lines import Line, cut
from desktop.corpus.corpus import Corpus
from desktop.corpus.errors import Trouble
from desktop.corpus.library import CatalogueTable
from desktop.corpus.search.result import Result
from desktop.ui.direction import is_right_to_left, isolated

_CACHED_LINES = 1024
_SPACE = re.compile(r"\s+")


class LineRole(IntEnum):
    """What a line's row gives beyond its words."""

    LINE = Qt.ItemDataRole.UserRole + 1
    HIT = Qt.ItemDataRole.UserRole + 2
    DOCUMENT = Qt.ItemDataRole.UserRole + 3
    TITLE = Qt.ItemDataRole.UserRole + 4
    IS_CURRENT = Qt.ItemDataRole.UserRole + 5
    IS_RIGHT_TO_LEFT = Qt.ItemDataRole.UserRole + 6
    SOURCE = Qt.ItemDataRole.UserRole + 7


class LinesModel(QAbstractListModel):
    """The hits of one result, in hit order or in the order of a permutation."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._corpus: Corpus | None = None
        self._catalogue: CatalogueTable | None = None
        self._result: Result | None = None
        self._order: NDArray[np.int64] | None = None
        self._rows: NDArray[np.int64] | None = None
        self._width = 80
        self._current = -1
        self._lines: OrderedDict[int, Line | None] = OrderedDict()

    @property
    def result(self) -> Result | None:
        """The result whose hits are shown."""
        return self._result

    @property
    def current(self) -> int:
        """The hit that is marked, -1 for none."""
        return self._current

    def set_result(
        self,
        corpus: Corpus | None,
        result: Result | None,
        *,
        order: NDArray[np.int64] | None = None,
    ) -> None:
        """Show the hits of `result`, in `order` (hit indices, first row first) if it is given."""
        self.beginResetModel()
        self._corpus, self._result = corpus, result
        self._catalogue = corpus.last_catalogue() if corpus is not None else None
        self._take_order(order)
        self._current = -1
        self._lines.clear()
        self.endResetModel()

    def set_order(self, order: NDArray[np.int64] | None) -> None:
        """Show the same hits in another order; None is the order of the corpus."""
        self.beginResetModel()
        self._take_order(order)
        self.endResetModel()

    def set_width(self, n_characters: int) -> None:
        """How much of the text on each side a line carries."""
        if n_characters != self._width:
            self._width = n_characters
            self._lines.clear()

    def set_current(self, hit: int) -> None:
        """Mark the row of the hit that the reader stands on; -1 for none."""
        before, self._current = self._current, hit
        for touched in {before, hit}:
            row = self.row_of(touched)
            if row >= 0:
                index = self.index(row)
                self.dataChanged.emit(index, index, [LineRole.IS_CURRENT])

    def hit_at(self, row: int) -> int:
        """The index in the result's hits of the line in `row`."""
        return row if self._order is None else int(self._order[row])

    def hits_at(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The same for many rows at once."""
        return rows if self._order is None else self._order[rows]

    def row_of(self, hit: int) -> int:
        """The row of a hit, -1 where there is none."""
        if not 0 <= hit < self.rowCount():
            return -1
        if self._order is None:
            return hit
        if self._rows is None:
            self._rows = np.empty(len(self._order), dtype=np.int64)
            self._rows[self._order] = np.arange(len(self._order))
        return int(self._rows[hit])

    def document_of(self, hit: int) -> int:
        """The id of the document that a hit stands in."""
        assert self._result is not None
        return int(self._result.hits.document[hit])

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid() or self._result is None:
            return 0
        return self._result.n_hits

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        hit = self.hit_at(index.row())
        if role == LineRole.HIT:
            return hit
        if role == LineRole.DOCUMENT:
            return self.document_of(hit)
        if role == LineRole.IS_CURRENT:
            return hit == self._current
        if role == LineRole.TITLE:
            return self._title(hit)
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
            LineRole.LINE,
            LineRole.SOURCE,
            LineRole.IS_RIGHT_TO_LEFT,
        ):
            return None
        line = self._line(hit)
        if role == LineRole.LINE:
            return line
        if line is None:
            return self.tr("This document is no longer in the corpus.") if role < 256 else None
        if role == LineRole.SOURCE:
            return self._source(hit, line)
        shown = one_space(line.before + line.match + line.after).strip()
        if role == Qt.ItemDataRole.DisplayRole:
            return shown
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{shown} ({self._source(hit, line)})"
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tooltip(hit, line)
        return self._is_right_to_left(hit, line)

    def _take_order(self, order: NDArray[np.int64] | None) -> None:
        if order is not None and len(order) != self.rowCount():
            order = None
        self._order, self._rows = order, None

    def _line(self, hit: int) -> Line | None:
        """The line of a hit; None if its document has gone since the search."""
        if hit in self._lines:
            self._lines.move_to_end(hit)
            return self._lines[hit]
        assert self._corpus is not None
        assert self._result is not None
        try:
            line = cut(self._corpus, self._result.hits, hit, self._width)
        except Trouble:
            line = None
        self._lines[hit] = line
        if len(self._lines) > _CACHED_LINES:
            self._lines.popitem(last=False)
        return line

    def _title(self, hit: int) -> str:
        assert self._catalogue is not None
        row = self._catalogue.row_of(self.document_of(hit))
        return self._catalogue.titles[row] if row >= 0 else ""

    def _is_right_to_left(self, hit: int, line: Line) -> bool:
        assert self._catalogue is not None
        row = self._catalogue.row_of(self.document_of(hit))
        language = self._catalogue.languages[row] if row >= 0 else ""
        return is_right_to_left(line.before + line.match + line.after, language=language)

    def _source(self, hit: int, line: Line) -> str:
        """Say in which document a line stands, below which heading, and on which page."""
        page = self.tr("page {0}").replace("{0}", line.page) if line.page else ""
        title = self._title(hit)
        heading = line.heading if line.heading != title else ""
        return " · ".join(isolated(one_space(part)) for part in (title, heading, page) if part)

    def _tooltip(self, hit: int, line: Line) -> str:
        source = self._source(hit, line)
        text = escape(one_space(line.before)) + "<b>" + escape(line.match) + "</b>"
        return f"<p>{escape(source)}</p><p>…{text}{escape(one_space(line.after))}…</p>"


def one_space(text: str) -> str:
    """The same words with every run of white space as one space, as a single row shows them."""
    return _SPACE.sub(" ", text)
