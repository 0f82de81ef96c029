"""Owns the child process that compares all documents: `nineveh duplicates … --steps`."""

import codecs
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from desktop.ui.jobs.intake_process import GRACE_MS, child_command, child_environment


@dataclass(frozen=True, slots=True)
class Found:
    """What a comparison came to; `trouble` is the sentence if it broke off."""

    documents: int = 0
    families: int = 0
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
        self._process: QProcess | None = None
        self._unread = ""
        self._found: Found | None = None
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._grace = QTimer(self)
        self._grace.setSingleShot(True)
        self._grace.setInterval(GRACE_MS)
        self._grace.timeout.connect(self._kill)

    @property
    def is_running(self) -> bool:
        """Say whether a comparison is under way."""
        return self._process is not None

    def start(self) -> None:
        """Compare, unless that is being done."""
        if self._process is not None:
            return
        process = QProcess(self)
        process.setProcessEnvironment(child_environment())
        process.readyReadStandardOutput.connect(self._read)
        process.errorOccurred.connect(self._refuse_start)
        process.finished.connect(self._finish)
        self._process, self._unread, self._found = process, "", None
        program, *first = child_command()
        self.started.emit()
        process.start(program, [*first, "duplicates", "--steps", "--", str(self._folder)])

    def stop(self) -> None:
        """Ask it to stop; one that does not is killed. Nothing was written then."""
        if self._process is not None:
            self._process.closeWriteChannel()
            self._grace.start()

    def close(self) -> None:
        """Give up without telling."""
        self._grace.stop()
        if self._process is not None:
            process, self._process = self._process, None
            process.kill()
            process.waitForFinished(GRACE_MS)
            process.deleteLater()

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _read(self) -> None:
        if self._process is None:
            return
        heard = self._decoder.decode(bytes(self._process.readAllStandardOutput().data()))
        *lines, self._unread = (self._unread + heard).split("\n")
        said = [found for line in lines if (found := _object(line)) is not None]
        steps = [each for each in said if each.get("event") == "progress"]
        if steps:  # of several the newest counts
            self.progressed.emit(int(steps[-1]["done"]), int(steps[-1]["of"]))
        for each in said:
            if each.get("event") == "done":
                self._found = Found(int(each["documents"]), int(each["families"]))
            elif each.get("event") == "stopped":
                self._found = Found(is_stopped=True)

    def _refuse_start(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._end(Found(trouble=self.tr("The documents could not be compared.")))

    def _finish(self) -> None:
        if self._process is None:
            return
        self._read()
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        if self._found is not None:
            self._end(self._found)
        elif self._grace.isActive():
            self._end(Found(is_stopped=True))
        else:
            lines = said.strip().splitlines()
            sentence = lines[-1] if lines else self.tr("The documents could not be compared.")
            self._end(Found(trouble=sentence))

    def _end(self, found: Found) -> None:
        self._grace.stop()
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
            self.ended.emit(found)


def _object(line: str) -> dict[str, Any] | None:
    try:
        said = json.loads(line)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None
