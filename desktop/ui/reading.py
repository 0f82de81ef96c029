"""Owns the walk through the corpus: which document is shown, its hits, the trail back."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from desktop.corpus.corpus import CatalogueTable, StoredText
from desktop.corpus.errors import Trouble
from desktop.corpus.search.result import Result
from desktop.corpus.text.blocks import Kind
from desktop.ui.opening import Marks, Opened, Opening
from desktop.ui.reader.pane import ReaderPane
from desktop.ui.searching import Searching, goes_round, neighbour
from desktop.ui.settings import LastPlace
from desktop.ui.trail import Footprint, Trail

_FIRST_PARAGRAPHS, _MOST_OF_ONE = 40, 4_000


class Reading(QObject):
    """Brings documents, hits and places onto the page.

    `shown` gives the id of each document that comes onto the page, `beginning_shown` how its text begins,
    `hit_shown` the index of the current
    hit in the result's hits (-1 for none), `told` a sentence.
    """

    shown = Signal(int)
    beginning_shown = Signal(str)
    hit_shown = Signal(int)
    told = Signal(str)
    failed = Signal(object)

    def __init__(
        self, reader: ReaderPane, opening: Opening, searching: Searching, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._opening = opening
        self._searching = searching
        self._trail = Trail()
        self._marked: Result | None = None
        self._starts: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._place_of_hit = -1
        self._serial = 0
        self._awaited = 0
        self._is_ranked = False
        self._is_empty = self._is_filling = False
        self.document_id = 0
        opening.opened.connect(self._show)
        opening.marked.connect(self._mark)
        opening.failed.connect(self._fail)
        reader.hit_shown.connect(self._tell_hit)
        searching.entered.connect(self.first_hit)

    def slots(self) -> dict[str, Callable[[], None]]:
        """Return what walks along hits and places, by the name of the action."""
        return {
            "next_hit": self.next_hit,
            "previous_hit": self.previous_hit,
            "back": self.back,
            "forward": self.forward,
        }

    def here(self) -> Footprint | None:
        """Return where the reader is; None if no document is shown."""
        if not self.document_id:
            return None
        return Footprint(self.document_id, self._reader.place())

    def open_document(self, document_id: int) -> None:
        """Open a document, at its first hit if it has hits."""
        self._leave()
        self._open(document_id, self._searching.result, hit=0)

    def open_hit(self, document_id: int, index: int) -> None:
        """Open a document at a hit, given by its index in the result's hits."""
        result = self._searching.result
        if result is None:
            return
        inside = index - result.hits.of_document(document_id).start
        self._leave()
        if document_id == self.document_id and self._marked is result:
            self._reader.show_hit(inside)
        else:
            self._open(document_id, result, hit=inside)

    def first_hit(self) -> None:
        """Go to the first hit of the best document."""
        result = self._searching.result
        best = neighbour(result, 0, step=1)
        if best is not None:
            self._leave()
            self._open(best, result, hit=0)

    def next_hit(self) -> None:
        """Go to the next hit, on to the next document after the last one."""
        if not self._walks_here() or not self._reader.next_hit():
            self._walk(1)

    def previous_hit(self) -> None:
        """Go to the hit before, back to the document before after the first one."""
        if not self._walks_here() or not self._reader.previous_hit():
            self._walk(-1)

    def follow_ranking(self, is_on: bool) -> None:
        """Walk from document to document by rank, as they are listed; else in the order of the lines."""
        self._is_ranked = is_on

    def back(self) -> None:
        """Go back to the place before the last jump."""
        here = self.here()
        if here is not None and (step := self._trail.back(here)) is not None:
            self._follow_trail(*step)

    def forward(self) -> None:
        """Go again where one came back from."""
        here = self.here()
        if here is not None and (step := self._trail.forward(here)) is not None:
            self._follow_trail(*step)

    def mark_again(self) -> None:
        """Mark the hits of a new result in the document that is shown."""
        if self.document_id:
            self._opening.mark(self.document_id, self._searching.result)

    def open_again(self, documents: Sequence[int]) -> None:
        """Show the document on the page anew where it is, if what is known of it changed."""
        here = self.here()
        if here is not None and here.document_id in documents:
            self._open(here.document_id, self._searching.result, place=here.place)

    def follow(self, table: CatalogueTable, last: LastPlace | None) -> None:
        """Open something to read if nothing is open, close what is gone, show anew what changed."""
        row = table.row_of(self.document_id)
        if self.document_id and row < 0:
            self.document_id = 0
            self._reader.show_nothing()
        serial = int(table.serials[row]) if self.document_id else 0
        if self._serial and serial and serial != self._serial:
            self.open_again([self.document_id])
        self._serial = serial
        self._is_empty = not len(table)
        if self._is_empty:
            self._reader.show_empty_corpus(is_filling=self._is_filling)
        if self.document_id or self._awaited or not len(table):
            return
        if last is not None and table.row_of(last.document_id) >= 0:
            self._open(last.document_id, self._searching.result, place=last.place)
        else:
            self._open(int(table.ids[0]), self._searching.result)

    def set_filling(self, is_on: bool) -> None:
        """Say on the page of an empty corpus whether files are being taken in."""
        self._is_filling = is_on
        if self._is_empty and not self._awaited:
            self._reader.show_empty_corpus(is_filling=is_on)

    def _open(
        self,
        document_id: int,
        result: Result | None,
        *,
        hit: int | None = None,
        place: int | None = None,
    ) -> None:
        self._awaited = document_id
        self._opening.open(document_id, result, hit=hit, place=place)

    def _fail(self, trouble: Trouble) -> None:
        self._awaited = 0
        self.failed.emit(trouble)

    def _walks_here(self) -> bool:
        """Say whether the page shows hits of the result that is walked along."""
        return len(self._starts) > 0 and self._marked is self._searching.result

    def _walk(self, step: int) -> None:
        """Go on to the next document with hits, or the one before; round the end, saying so."""
        result = self._searching.result
        is_ranked = self._is_ranked
        there = neighbour(result, self.document_id, step=step, is_ranked=is_ranked)
        if there is None:
            return
        if goes_round(result, self.document_id, step=step, is_ranked=is_ranked):
            self.told.emit(
                self.tr("That was the last hit; this is the first one.")
                if step > 0
                else self.tr("That was the first hit; this is the last one.")
            )
        self._leave()
        if there == self.document_id and self._walks_here():
            self._reader.show_hit(0 if step > 0 else len(self._starts) - 1)
        else:
            self._open(there, result, hit=0 if step > 0 else -1)

    def _leave(self) -> None:
        if (here := self.here()) is not None:
            self._trail = self._trail.leaving(here)

    def _follow_trail(self, there: Footprint, trail: Trail) -> None:
        self._trail = trail
        if there.document_id == self.document_id:
            self._reader.show_place(there.place)
        else:
            self._open(there.document_id, self._searching.result, place=there.place)

    def _show(self, opened: Opened) -> None:
        self._awaited = 0
        if self.document_id != opened.document.id:
            self._serial = 0
        self.document_id = opened.document.id
        self._reader.show_document(opened.document, opened.stored)
        self._place_of_hit = -1
        self._mark(opened.marks)
        if opened.marks.result is not self._searching.result:
            self.mark_again()
        if opened.hit is not None:
            self._reader.show_hit(opened.hit)
        elif opened.place is not None:
            self._reader.show_place(opened.place)
        self.shown.emit(self.document_id)
        self.beginning_shown.emit(_beginning(opened.stored))

    def _mark(self, marks: Marks) -> None:
        if marks.document_id == self.document_id:
            self._marked = marks.result
            self._starts = marks.starts
            same = np.flatnonzero(marks.starts == self._place_of_hit)
            self._reader.set_hits(marks.starts, marks.ends, int(same[0]) if len(same) else -1)

    def _tell_hit(self, inside: int) -> None:
        result = self._marked
        if result is not None and inside >= 0:
            self._place_of_hit = int(self._starts[inside])
            self.hit_shown.emit(result.hits.of_document(self.document_id).start + inside)


def _beginning(stored: StoredText) -> str:
    """Return the first paragraphs of a text, those that a search finds by default."""
    parts: list[str] = []
    for block in stored.blocks:
        if len(parts) == _FIRST_PARAGRAPHS:
            break
        if block.kind is Kind.PARAGRAPH:
            parts.append(stored.text[block.start : min(block.end, block.start + _MOST_OF_ONE)])
    return "\n".join(parts)
