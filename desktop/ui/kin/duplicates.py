"""Owns the comparison of all documents in the window: it is run, told of, and known to be stale."""

from PySide6.QtCore import QObject, Signal

from desktop.corpus.corpus import Corpus
from desktop.ui.counts import counted
from desktop.ui.jobs.duplicates_process import DuplicatesProcess, Found
from desktop.ui.jobs.lane import SearchingLane
from desktop.ui.kin.strip import ComparisonStrip


class Duplicates(QObject):
    """Compares in a child process, and knows whether what was found still holds.

    `found_any` gives a sentence if there are duplicates, `told` any other; `changed` comes when the
    families may be others; `state_changed` says whether they are known, and whether of today's texts.
    """

    found_any = Signal(str)
    told = Signal(str)
    changed = Signal()
    running_changed = Signal(bool)
    state_changed = Signal(bool, bool)

    def __init__(
        self, corpus: Corpus, lane: SearchingLane, strip: ComparisonStrip, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._corpus = corpus
        self._lane = lane
        self._process = DuplicatesProcess(corpus.folder, self)
        self._process.started.connect(strip.show_start)
        self._process.started.connect(lambda: self.running_changed.emit(True))
        self._process.progressed.connect(strip.show_progress)
        self._process.ended.connect(strip.hide)
        self._process.ended.connect(self._end)
        strip.stop_wanted.connect(self._process.stop)

    @property
    def is_running(self) -> bool:
        """Say whether a comparison is under way."""
        return self._process.is_running

    def find(self) -> None:
        """Compare all documents with each other."""
        if self._corpus.is_read_only:
            self.told.emit(self.tr("This corpus is read-only: what is found could not be kept."))
        else:
            self._process.start()

    def look(self) -> None:
        """Look whether the families are known, and whether they hold for the texts of today."""
        corpus = self._corpus

        def state() -> tuple[bool, bool]:
            is_current = corpus.are_families_current()
            return is_current or bool(corpus.catalogue().families.any()), is_current

        self._lane.ask("families", state, lambda found: self.state_changed.emit(*found))

    def close(self) -> None:
        """Stop without telling."""
        self._process.close()

    def _end(self, found: Found) -> None:
        self.running_changed.emit(False)
        if found.is_stopped:
            self.told.emit(self.tr("The comparison was stopped; nothing has changed."))
            return
        if found.trouble:
            self.told.emit(found.trouble)
            return
        self.changed.emit()
        self.look()
        if not found.families:
            self.told.emit(self.tr("No document is the same as another one, or nearly so."))
            return
        repeats = counted(
            found.documents - found.families,
            self.tr("{n} document repeats another one, word for word or nearly so."),
            self.tr("{n} documents repeat another one, word for word or nearly so."),
        )
        self.found_any.emit(repeats)
