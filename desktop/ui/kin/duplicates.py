"""Owns the comparison of all documents in the window: it is run, told of, and known to be stale."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.corpus.corpus import Corpus
from desktop.ui.counts import counted
from desktop.ui.jobs.duplicates_process import DuplicatesProcess, Found
from desktop.ui.jobs.lane import SearchingLane
from desktop.ui.kin.strip import ComparisonStrip

_QUIET_MS = 3_000


class Duplicates(QObject):
    """Compares in a child process, and knows whether what was found still holds.

    Once the documents were compared, texts that are new or changed are so too, unasked, when nothing
    has changed for a while.

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
        self._is_asked = False
        self._due = self._tried = ""
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._quiet.timeout.connect(self._freshen)
        self._strip = strip
        self._process.started.connect(self._show_start)
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
        elif self._process.is_running:
            self._is_asked = True
            self._strip.show_start()
        else:
            self._is_asked = True
            self._process.start()

    def look(self) -> None:
        """Look whether the families are known, and whether they hold for the texts of today."""
        corpus = self._corpus

        def state() -> tuple[bool, bool, str, bool]:
            is_current = corpus.are_families_current()
            are_known = is_current or bool(corpus.catalogue().families.any())
            kin = corpus.library.kin
            return are_known, is_current, kin.due(), bool(kin.stamp())

        self._lane.ask("families", state, self._hear)

    def close(self) -> None:
        """Stop without telling."""
        self._quiet.stop()
        self._process.close()

    def _hear(self, state: tuple[bool, bool, str, bool]) -> None:
        are_known, is_current, due, were_compared = state
        is_due = were_compared and not is_current and due != self._tried
        if is_due and not self._corpus.is_read_only and not self._process.is_running:
            self._due = due
            self._quiet.start()
        else:
            self._quiet.stop()
        self.state_changed.emit(are_known, is_current)

    def _freshen(self) -> None:
        """Compare what is new; what was tried once with the same texts is not tried again."""
        if not self._process.is_running:
            self._tried = self._due
            self._is_asked = False
            self._process.start()

    def _show_start(self) -> None:
        self._quiet.stop()
        if self._is_asked:
            self._strip.show_start()
            self.running_changed.emit(True)

    def _end(self, found: Found) -> None:
        is_asked, self._is_asked = self._is_asked, False
        self.running_changed.emit(False)
        if not is_asked:
            self._end_quietly(found)
            return
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

    def _end_quietly(self, found: Found) -> None:
        """Say only what is new; what failed unasked shows as the line that offers to compare."""
        if found.is_stopped or found.trouble:
            return
        self.changed.emit()
        self.look()
        if found.new:
            repeats = counted(
                found.new,
                self.tr("{n} of the new documents repeats another one."),
                self.tr("{n} of the new documents repeat another one."),
            )
            self.found_any.emit(repeats)
