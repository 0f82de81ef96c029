"""Owns one call of the command line in a child process that tells what it finds as lines of JSON."""

import codecs
import json
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QProcess, Signal

from desktop.ui.jobs.intake_process import GRACE_MS, child_command, child_environment


class ChildCall(QObject):
    """Runs one call at a time. `said` gives the objects of each piece of output, in their order.

    `ended` comes once for each start, with the last line of standard error; it is empty if there is
    none or the child could not be started.
    """

    said = Signal(list)
    ended = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._unread = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    @property
    def is_running(self) -> bool:
        """Say whether the child is there."""
        return self._process is not None

    def start(self, arguments: Sequence[str]) -> None:
        """Call the command line with these words."""
        process = QProcess(self)
        process.setProcessEnvironment(child_environment())
        process.readyReadStandardOutput.connect(self._read)
        process.errorOccurred.connect(self._refuse_start)
        process.finished.connect(self._finish)
        self._process, self._unread = process, ""
        self._decoder.reset()
        program, *first = child_command()
        process.start(program, [*first, *arguments])

    def ask_to_stop(self) -> None:
        """Close the child's standard input, by which it knows that it is to stop."""
        if self._process is not None:
            self._process.closeWriteChannel()

    def kill(self) -> None:
        """End the child at once; that it ended is told."""
        if self._process is not None:
            self._process.kill()

    def give_up(self) -> None:
        """End the child at once without telling."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.waitForFinished(GRACE_MS)
            process.deleteLater()

    def _read(self) -> None:
        if self._process is None:
            return
        heard = self._decoder.decode(bytes(self._process.readAllStandardOutput().data()))
        *lines, self._unread = (self._unread + heard).split("\n")
        objects = [found for line in lines if (found := _object(line)) is not None]
        if objects:
            self.said.emit(objects)

    def _refuse_start(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._end("")

    def _finish(self) -> None:
        if self._process is None:
            return
        self._read()
        complaint = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        self._end((complaint.strip().splitlines() or [""])[-1])

    def _end(self, sentence: str) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
            self.ended.emit(sentence)


def newest_progress(said: Sequence[Mapping[str, Any]]) -> tuple[int, int] | None:
    """Return how much is done, of how much, as the last of these objects that tells it does."""
    steps = [each for each in said if each.get("event") == "progress"]
    return (int(steps[-1]["done"]), int(steps[-1]["of"])) if steps else None


def _object(line: str) -> dict[str, Any] | None:
    try:
        said = json.loads(line)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None
