"""Owns the opening of documents: reads a text and the places of its hits away from the window."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from desktop.corpus.corpus import Corpus, Document, StoredText
from desktop.corpus.search.result import Result
from desktop.ui.jobs.lane import SearchingLane


@dataclass(frozen=True, slots=True)
class Marks:
    """The places of one document's hits, code points, int64 arrays of one length, in order."""

    document_id: int
    result: Result | None
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Opened:
    """A document to be shown: its hits, and the hit or the place that the page begins with."""

    document: Document
    stored: StoredText
    marks: Marks
    hit: int | None
    place: int | None


class Opening(QObject):
    """Opens documents on the lane: `opened` and `marked` give the newest that was asked for."""

    opened = Signal(object)
    marked = Signal(object)
    failed = Signal(object)

    def __init__(self, corpus: Corpus, lane: SearchingLane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._corpus = corpus
        self._lane = lane

    def open(
        self,
        document_id: int,
        result: Result | None,
        *,
        hit: int | None = None,
        place: int | None = None,
    ) -> None:
        """Read a document; `hit` counts from 0 inside it, -1 is its last."""
        corpus = self._corpus

        def read() -> Opened:
            document = corpus.document(document_id)
            marks = _marks(corpus, document_id, result)
            n_hits = len(marks.starts)
            shown = hit % n_hits if hit is not None and n_hits else None
            return Opened(document, corpus.text(document_id), marks, shown, place)

        self._lane.drop("mark")
        self._lane.ask("open", read, self.opened.emit, failed=self.failed.emit)

    def mark(self, document_id: int, result: Result | None) -> None:
        """Find the places of a new result's hits in the document that is shown."""
        corpus = self._corpus
        self._lane.ask(
            "mark",
            lambda: _marks(corpus, document_id, result),
            self.marked.emit,
            failed=self.failed.emit,
        )


def _marks(corpus: Corpus, document_id: int, result: Result | None) -> Marks:
    if result is None or not result.n_hits:
        nothing = np.empty(0, dtype=np.int64)
        return Marks(document_id, result, nothing, nothing)
    of_document = result.hits.of_document(document_id)
    first, last = result.hits.first[of_document], result.hits.last[of_document]
    return Marks(document_id, result, *corpus.places(document_id, first, last))
