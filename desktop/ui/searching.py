"""Owns the search that is going on: what was typed, what was found, and which document comes next."""

from bisect import bisect
from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from desktop.corpus.corpus import Corpus
from desktop.corpus.errors import QueryTrouble, Trouble
from desktop.corpus.search.result import Result, Switches
from desktop.ui.jobs.lane import SearchingLane


class Searching(QObject):
    """Runs searches on the lane and keeps the last result.

    `found` gives each Result, also that of an empty line; `confirmed` gives the one that is there already if
    a repeated search found the same; `faulty` a QueryTrouble, or None when the line
    is well again; `failed` any other Trouble; `entered` comes once the answer to Enter is there.
    """

    found = Signal(object)
    confirmed = Signal(object)
    faulty = Signal(object)
    failed = Signal(object)
    entered = Signal()

    def __init__(self, corpus: Corpus, lane: SearchingLane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._corpus = corpus
        self._lane = lane
        self._typed = ""
        self._switches = self._switches_found = Switches()
        self._leaves_repeats_out = self._left_repeats_out = False
        self._is_pending = False
        self._is_entered = False
        self.result: Result | None = None

    @property
    def typed(self) -> str:
        """The line that was searched for last."""
        return self._typed

    @property
    def line_found(self) -> str:
        """The line whose result is there; a faulty one that was typed since has none."""
        return self.result.typed if self.result is not None else ""

    def search(self, typed: str, switches: Switches) -> None:
        """Search for a line with some tiers and forms switched off."""
        self._typed = typed
        self._switches = switches
        self.repeat()

    def begin_with(self, typed: str) -> None:
        """Take a line that is searched for as soon as the corpus is read, by `repeat`."""
        self._typed = typed

    def set_without_repeats(self, is_on: bool) -> None:
        """Look from now on only at the first document of each family of duplicates, or at all."""
        if is_on != self._leaves_repeats_out:
            self._leaves_repeats_out = is_on
            self.repeat()

    def repeat(self) -> None:
        """Search again for the same line, since the corpus or the aliases changed."""
        corpus, typed, switches = self._corpus, self._typed, self._switches
        without = self._leaves_repeats_out
        self._is_pending = True
        self._lane.ask(
            "search",
            lambda: corpus.search(typed, switches=switches, without_repeats=without),
            self._take,
            failed=self._fail,
        )

    def enter(self) -> None:
        """Tell `entered` now, or as soon as the answer to what was typed is there."""
        if self._is_pending:
            self._is_entered = True
        else:
            self.entered.emit()

    def _take(self, result: Result) -> None:
        self._is_pending = False
        self.faulty.emit(None)
        is_switched = self._switches != self._switches_found
        is_switched |= self._leaves_repeats_out != self._left_repeats_out
        self._switches_found = self._switches
        self._left_repeats_out = self._leaves_repeats_out
        if self.result is not None and not is_switched and _is_same(self.result, result):
            self.confirmed.emit(self.result)
        else:
            self.result = result
            self.found.emit(result)
        if self._is_entered:
            self._is_entered = False
            self.entered.emit()

    def _fail(self, trouble: Trouble) -> None:
        self._is_pending = False
        self._is_entered = False
        if isinstance(trouble, QueryTrouble):
            self.faulty.emit(trouble)
        else:
            self.failed.emit(trouble)


def _is_same(one: Result, other: Result) -> bool:
    """Say whether two results name the same documents, in the same order, with the same hits."""
    return (
        (one.typed, one.missing) == (other.typed, other.missing)
        and one.boilerplate_hits == other.boilerplate_hits
        and np.array_equal(one.documents, other.documents)
        and np.array_equal(one.hits.document, other.hits.document)
        and np.array_equal(one.hits.first, other.hits.first)
        and np.array_equal(one.hits.last, other.hits.last)
    )


def documents_with_hits(result: Result | None, *, is_ranked: bool = True) -> Sequence[int]:
    """Return the ids of the documents that have hits: best first, or in the order of the corpus."""
    if result is None:
        return ()
    ids = result.documents[np.asarray(result.hit_counts) > 0]
    in_order: list[Any] = (ids if is_ranked else np.sort(ids)).tolist()
    return in_order


def neighbour(
    result: Result | None, document_id: int, *, step: int, is_ranked: bool = True
) -> int | None:
    """Return the document with hits that comes `step` after this one, going round.

    A document without hits stands in the order of the corpus where its id says; in the ranking it has
    the first one after it and the last one before it.
    """
    ids = documents_with_hits(result, is_ranked=is_ranked)
    if not ids:
        return None
    if document_id in ids:
        return ids[(ids.index(document_id) + step) % len(ids)]
    if not is_ranked:
        at = bisect(ids, document_id)
        return ids[(at if step > 0 else at - 1) % len(ids)]
    return ids[0] if step > 0 else ids[-1]


def goes_round(
    result: Result | None, document_id: int, *, step: int, is_ranked: bool = True
) -> bool:
    """Say whether the step from this document leads round the end."""
    ids = documents_with_hits(result, is_ranked=is_ranked)
    if document_id in ids:
        return not 0 <= ids.index(document_id) + step < len(ids)
    at = bisect(ids, document_id) if ids and not is_ranked else -1
    return at == (len(ids) if step > 0 else 0)
