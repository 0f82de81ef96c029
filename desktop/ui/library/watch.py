"""Owns the keeping up with the corpus: what other processes committed becomes a new listing."""

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.corpus.corpus import Corpus
from desktop.corpus.errors import Trouble
from desktop.ui.counts import counted
from desktop.ui.jobs.lane import SearchingLane
from desktop.ui.library.listing import Listing

_SOONEST_MS = 300
_SETTLED_MS = 150
"""How long the window has to itself before what later keystrokes need is made ready."""


@dataclass(frozen=True, slots=True)
class _State:
    """What a refresh found: the listing, how many files are refused, a warning, how long it took."""

    listing: Listing
    n_refused: int
    warning: str
    took_ms: float


class CatalogueWatch(QObject):
    """Refreshes the corpus on the lane and tells of each new state of the catalogue.

    `noted` gives sentences on what the corpus lacks (files refused, documents without words);
    `warned`, once, what the reader should know of its state. `soon` may be called as often as
    documents come: refreshes are kept apart by ten times what the
    last one took, so that the reader's searches are not held up.
    """

    listed = Signal(object)
    noted = Signal(tuple)
    warned = Signal(str)
    failed = Signal(object)

    def __init__(self, corpus: Corpus, lane: SearchingLane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._corpus = corpus
        self._lane = lane
        self._listing: Listing | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.now)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLED_MS)
        self._settling.timeout.connect(self._make_ready)
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

        def refresh() -> _State | None:
            began = time.perf_counter()
            corpus.refresh()
            table = corpus.catalogue()
            if previous is not None and previous.table is table:
                return None
            listing = Listing(table, previous=previous)
            took_ms = (time.perf_counter() - began) * 1000
            return _State(listing, len(corpus.refusals()), " ".join(corpus.notes), took_ms)

        self._lane.do(refresh, self._take, failed=self._fail)

    def stop(self) -> None:
        """Refresh no more."""
        self._timer.stop()
        self._settling.stop()

    def _take(self, state: _State | None) -> None:
        if state is not None:
            is_first = self._listing is None
            if is_first and state.warning:
                self.warned.emit(state.warning)
            self._listing = state.listing
            self._took_ms = state.took_ms
            self.listed.emit(state.listing)
            self.noted.emit(self._lacks(state))
            if is_first:
                self._settling.start()
            elif not self._settling.isActive():
                self._prepare(state.listing)
        self._end()

    def _make_ready(self) -> None:
        """Make ready what filtering, the first search and the next start need."""
        if self._listing is not None:
            self._prepare(self._listing)
            self._lane.ask("warm", self._corpus.warm, lambda _: None)
            self._lane.ask("keep", self._corpus.keep, lambda _: None)

    def _prepare(self, listing: Listing) -> None:
        self._lane.ask("prepare", listing.prepare, lambda _: None)

    def _lacks(self, state: _State) -> tuple[str, ...]:
        """Say what a vain search may have missed."""
        n_empty = int((state.listing.table.words == 0).sum())
        sentences = (
            (state.n_refused, self.tr("{n} file was refused."), self.tr("{n} files were refused.")),
            (
                n_empty,
                self.tr("{n} document holds no text."),
                self.tr("{n} documents hold no text."),
            ),
        )
        return tuple(counted(n, one, many) for n, one, many in sentences if n)

    def _fail(self, trouble: Trouble) -> None:
        self.failed.emit(trouble)
        self._end()

    def _end(self) -> None:
        self._is_running = False
        if self._is_wanted_again:
            self._is_wanted_again = False
            self.soon()
