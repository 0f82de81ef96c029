"""Owns the child process that compares all documents: `nineveh duplicates … --steps`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.jobs.child_call import ChildCall, newest_progress
from desktop.ui.jobs.intake_process import GRACE_MS


@dataclass(frozen=True, slots=True)
class Found:
    """What a comparison came to; `trouble` is the sentence if it broke off.

    `new` of the documents were not known to repeat another one.
    """

    documents: int = 0
    families: int = 0
    new: int = 0
    is_stopped: bool = False
    trouble: str = ""


class DuplicatesProcess(QObject):
    """Compares the documents of one corpus; `ended` comes once for each start.

    `progressed` gives how many steps of how many are done.
    """

    started = Signal()
    progressed = Signal(int, int)
    ended = Signal(object)

    def __init__(self, corpus_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = corpus_folder
        self._found: Found | None = None
        self._is_stopping = False
        self._call = ChildCall(self)
        self._call.said.connect(self._hear)
        self._call.ended.connect(self._end)
        self._grace = QTimer(self)
        self._grace.setSingleShot(True)
        self._grace.setInterval(GRACE_MS)
        self._grace.timeout.connect(self._call.kill)

    @property
    def is_running(self) -> bool:
        """Say whether a comparison is under way."""
        return self._call.is_running

    def start(self) -> None:
        """Compare, unless that is being done."""
        if not self._call.is_running:
            self._found, self._is_stopping = None, False
            self.started.emit()
            self._call.start(["duplicates", "--steps", "--", str(self._folder)])

    def stop(self) -> None:
        """Ask it to stop; one that does not is killed. Nothing was written then."""
        if self._call.is_running:
            self._is_stopping = True
            self._call.ask_to_stop()
            self._grace.start()

    def close(self) -> None:
        """Give up without telling."""
        self._grace.stop()
        self._call.give_up()

    def _hear(self, said: list[dict[str, Any]]) -> None:
        if progress := newest_progress(said):
            self.progressed.emit(*progress)
        for each in said:
            if each.get("event") == "done":
                self._found = Found(int(each["documents"]), int(each["families"]), int(each["new"]))
            elif each.get("event") == "stopped":
                self._found = Found(is_stopped=True)

    def _end(self, sentence: str) -> None:
        self._grace.stop()
        if self._found is None and self._is_stopping:
            self._found = Found(is_stopped=True)
        trouble = sentence or self.tr("The documents could not be compared.")
        self.ended.emit(self._found or Found(trouble=trouble))
