"""Owns the keeping up with the corpus: what other processes committed becomes a new listing."""

import time

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.corpus.corpus import Corpus
from desktop.corpus.errors import Trouble
from desktop.ui.jobs.lane import SearchingLane
from desktop.ui.library.listing import Listing, listing_of

_SOONEST_MS = 300


class CatalogueWatch(QObject):
    """Refreshes the corpus on the lane and tells of each new state of the catalogue.

    `soon` may be called as often as documents come: refreshes are kept apart by ten times what the
    last one took, so that the reader's searches are not held up.
    """

    listed = Signal(object)
    failed = Signal(object)

    def __init__(self, corpus: Corpus, lane: SearchingLane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._corpus = corpus
        self._lane = lane
        self._listing: Listing | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.now)
        self._took_ms = 0.0
        self._is_running = False
        self._is_wanted_again = False

    def soon(self) -> None:
        """Refresh in a moment."""
        if not self._timer.isActive():
            self._timer.start(max(_SOONEST_MS, round(10 * self._took_ms)))

    def now(self) -> None:
        """Refresh as soon as the lane is free."""
        self._timer.stop()
        if self._is_running:
            self._is_wanted_again = True
            return
        self._is_running = True
        corpus, previous = self._corpus, self._listing

        def refresh() -> tuple[Listing | None, float]:
            began = time.perf_counter()
            corpus.refresh()
            table = corpus.catalogue()
            if previous is not None and previous.table is table:
                return None, 0.0
            listing = listing_of(table, previous=previous)
            return listing, (time.perf_counter() - began) * 1000

        self._lane.do(refresh, self._take, failed=self._fail)

    def stop(self) -> None:
        """Refresh no more."""
        self._timer.stop()

    def _take(self, answer: tuple[Listing | None, float]) -> None:
        listing, self._took_ms = answer
        if listing is not None:
            self._listing = listing
            self.listed.emit(listing)
        self._end()

    def _fail(self, trouble: Trouble) -> None:
        self.failed.emit(trouble)
        self._end()

    def _end(self) -> None:
        self._is_running = False
        if self._is_wanted_again:
            self._is_wanted_again = False
            self.soon()
