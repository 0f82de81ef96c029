"""Owns the changes that the reader makes to the corpus, and their undoing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.corpus.corpus import Corpus
from desktop.corpus.errors import Trouble
from desktop.ui.counts import counted
from desktop.ui.jobs.lane import SearchingLane


@dataclass(frozen=True, eq=False)
class _Undo:
    """How a change is taken back, what is said then, and the documents that were corrected by it."""

    work: Callable[[], None]
    sentence: str
    corrected: tuple[int, ...] = ()
    steps: Callable[[], Iterator[object]] | None = None  # in place of `work`, if it is long


class Changes(QObject):
    """Removes, restores and corrects on the lane, one change after the other.

    `changed` comes after each; `undo_offered` gives the sentence after a removal or a change to several
    documents; `undo_changed` says whether there is something to undo.
    """

    changed = Signal()
    catalogue_corrected = Signal(list)
    undo_offered = Signal(str)
    undo_changed = Signal(bool)
    told = Signal(str)
    failed = Signal(object)

    def __init__(self, corpus: Corpus, lane: SearchingLane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._corpus = corpus
        self._lane = lane
        self._undos: list[_Undo] = []

    def remove(self, ids: Sequence[int]) -> None:
        """Take documents out of the corpus; the files themselves stay where they are."""
        removed = tuple(ids)
        undo = _Undo(
            lambda: self._corpus.restore(removed),
            counted(
                len(removed), self.tr("{n} document is back."), self.tr("{n} documents are back.")
            ),
        )
        self._push(undo)

        def tell(_: None) -> None:
            sentence = counted(
                len(removed), self.tr("Removed {n} document."), self.tr("Removed {n} documents.")
            )
            self.undo_offered.emit(sentence)
            self.changed.emit()

        self._lane.do(lambda: self._corpus.remove(removed), tell, failed=self._forgetting(undo))

    def undo(self) -> None:
        """Take the last change back."""
        if not self._undos:
            return
        undo = self._undos.pop()
        self.undo_changed.emit(bool(self._undos))

        def tell(_: None) -> None:
            self.told.emit(undo.sentence)
            if undo.corrected:
                self.catalogue_corrected.emit(list(undo.corrected))
            self.changed.emit()

        if undo.steps is not None:
            self._lane.walk(undo.steps(), tell, failed=self.failed.emit)
        else:
            self._do(undo.work, tell)

    def correct(
        self,
        ids: Sequence[int],
        changes: Sequence[tuple[str, str | None]],
        resets: Sequence[str],
    ) -> None:
        """Write fields of the catalogue of documents by hand; `resets` are again what the file says."""
        self.correct_each(
            [(document_id, field, value) for document_id in ids for field, value in changes],
            [(document_id, field) for document_id in ids for field in resets],
        )

    def correct_each(
        self,
        changes: Sequence[tuple[int, str, str | None]],
        resets: Sequence[tuple[int, str]] = (),
    ) -> None:
        """Write fields of the catalogue, each of its document."""
        ids = tuple(dict.fromkeys([change[0] for change in changes] + [r[0] for r in resets]))
        back: list[tuple[int, str, str | None]] = []
        back_resets: list[tuple[int, str]] = []
        undo = _Undo(
            lambda: self._take_back(back, back_resets),
            counted(
                len(ids),
                self.tr("{n} document is as it was before."),
                self.tr("{n} documents are as they were before."),
            ),
            ids,
        )
        self._push(undo)

        def write() -> None:
            before, resets_before = self._corpus.correct_all(changes, resets)
            back.extend(before)
            back_resets.extend(resets_before)

        def tell(_: None) -> None:
            if len(ids) > 1:
                self.undo_offered.emit(counted(len(ids), "", self.tr("Corrected {n} documents.")))
            self.catalogue_corrected.emit(list(ids))
            self.changed.emit()

        self._lane.do(write, tell, failed=self._forgetting(undo))

    def switch_blocks(
        self,
        places: Sequence[tuple[int, int]],
        *,
        is_boilerplate: bool,
        spares_kept: bool = False,
    ) -> None:
        """Make blocks, given as (document, start), boilerplate or text again.

        Those can be spared that the reader has called text before.
        """
        from desktop.corpus.kin.switching import Switched, switch_blocks, take_back

        library = self._corpus.library
        done: list[Switched] = []

        def steps() -> Iterator[object]:
            kept = library.kin.kept_as_text() if spares_kept else set()
            wanted = [place for place in places if place not in kept]
            for step in switch_blocks(library, wanted, is_boilerplate=is_boilerplate):
                done.extend([step] if isinstance(step, Switched) else [])
                yield step

        undo = _Undo(
            lambda: None,
            self.tr("The passages count as they did before."),
            tuple(dict.fromkeys(document for document, _ in places)),
            steps=lambda: take_back(library, done[0]),
        )

        def tell(_: object) -> None:
            if done[0].places:
                self._push(undo)
                self.undo_offered.emit(self._switched(len(done[0].places), is_boilerplate))
                self.catalogue_corrected.emit(list(undo.corrected))
                self.changed.emit()
            else:
                self.told.emit(self.tr("These passages count so already."))

        self._lane.walk(steps(), tell, failed=self.failed.emit)

    def set_aliases(self, groups: Sequence[Sequence[str]]) -> None:
        """Replace the aliases of the corpus."""
        self._do(lambda: self._corpus.set_aliases(groups), lambda _: self.changed.emit())

    def _take_back(
        self, changes: Sequence[tuple[int, str, str | None]], resets: Sequence[tuple[int, str]]
    ) -> None:
        self._corpus.correct_all(changes, resets)

    def _push(self, undo: _Undo) -> None:
        self._undos.append(undo)
        self.undo_changed.emit(True)

    def _forgetting(self, undo: _Undo) -> Callable[[Trouble], None]:
        """Return what is to be done if a change failed: there is nothing to undo then."""

        def forget(trouble: Trouble) -> None:
            self._undos.remove(undo)
            self.undo_changed.emit(bool(self._undos))
            self.failed.emit(trouble)

        return forget

    def _switched(self, n: int, is_boilerplate: bool) -> str:
        if is_boilerplate:
            one = self.tr("{n} passage is left out as boilerplate.")
            return counted(n, one, self.tr("{n} passages are left out as boilerplate."))
        return counted(
            n, self.tr("{n} passage counts as text."), self.tr("{n} passages count as text.")
        )

    def _do(self, work: Callable[[], None], then: Callable[[None], None]) -> None:
        self._lane.do(work, then, failed=self.failed.emit)
