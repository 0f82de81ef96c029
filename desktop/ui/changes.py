"""Owns the changes that the reader makes to the corpus, and their undoing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from desktop.corpus.corpus import Corpus
from desktop.corpus.errors import Trouble
from desktop.ui.counts import counted
from desktop.ui.jobs.lane import SearchingLane


class Changes(QObject):
    """Removes, restores and corrects on the lane, one change after the other.

    `changed` comes after each; `undo_offered` gives the sentence after a removal; `undo_changed` says
    whether there is something to undo.
    """

    changed = Signal()
    catalogue_corrected = Signal(int)
    undo_offered = Signal(str)
    undo_changed = Signal(bool)
    told = Signal(str)
    failed = Signal(object)

    def __init__(self, corpus: Corpus, lane: SearchingLane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._corpus = corpus
        self._lane = lane
        self._removed: list[tuple[int, ...]] = []

    def remove(self, ids: Sequence[int]) -> None:
        """Take documents out of the corpus; the files themselves stay where they are."""
        removed = tuple(ids)
        self._removed.append(removed)
        self.undo_changed.emit(True)

        def tell(_: None) -> None:
            sentence = counted(
                len(removed), self.tr("Removed {n} document."), self.tr("Removed {n} documents.")
            )
            self.undo_offered.emit(sentence)
            self.changed.emit()

        def forget(trouble: Trouble) -> None:
            self._removed.remove(removed)
            self.undo_changed.emit(bool(self._removed))
            self.failed.emit(trouble)

        self._lane.do(lambda: self._corpus.remove(removed), tell, failed=forget)

    def undo(self) -> None:
        """Put back what was removed last."""
        if not self._removed:
            return
        restored = self._removed.pop()
        self.undo_changed.emit(bool(self._removed))
        sentence = counted(
            len(restored), self.tr("{n} document is back."), self.tr("{n} documents are back.")
        )

        def tell(_: None) -> None:
            self.told.emit(sentence)
            self.changed.emit()

        self._do(lambda: self._corpus.restore(restored), tell)

    def correct(
        self,
        document_id: int,
        changes: Sequence[tuple[str, str | None]],
        resets: Sequence[str],
    ) -> None:
        """Write fields of the catalogue by hand; `resets` are again what the file says."""

        def write() -> None:
            for field in resets:
                self._corpus.uncorrect(document_id, field)
            for field, value in changes:
                self._corpus.correct(document_id, field, value)

        def tell(_: None) -> None:
            self.catalogue_corrected.emit(document_id)
            self.changed.emit()

        self._do(write, tell)

    def set_aliases(self, groups: Sequence[Sequence[str]]) -> None:
        """Replace the aliases of the corpus."""
        self._do(lambda: self._corpus.set_aliases(groups), lambda _: self.changed.emit())

    def _do(self, work: Callable[[], None], then: Callable[[None], None]) -> None:
        self._lane.do(work, then, failed=self.failed.emit)
