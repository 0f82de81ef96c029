"""Owns the child process that looks for repeated passages: `nineveh repeats … --json`."""

import json
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal

from desktop.ui.jobs.intake_process import GRACE_MS, child_command, child_environment


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that stands in several documents; `places` are (document, start of the block).

    `n_boilerplate` of the places are left out already. `is_furniture` tells what belongs to the page
    from copy that documents share.
    """

    text: str
    words: int
    documents: int
    is_furniture: bool
    places: tuple[tuple[int, int], ...]
    n_boilerplate: int


def passages_in(said: bytes) -> tuple[Passage, ...]:
    """Read what the process said; many passages take a while."""
    return tuple(
        Passage(
            text=each["text"],
            words=each["words"],
            documents=each["documents"],
            is_furniture=each["kind"] == "furniture",
            places=tuple((place["id"], place["start"]) for place in each["places"]),
            n_boilerplate=each["boilerplate"],
        )
        for each in json.loads(said)
    )


class RepeatsProcess(QObject):
    """Looks through all documents; either `found` (bytes for `passages_in`) or `failed` (a sentence)."""

    found = Signal(bytes)
    failed = Signal(str)

    def __init__(self, corpus_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = corpus_folder
        self._process: QProcess | None = None

    @property
    def is_running(self) -> bool:
        """Say whether it looks."""
        return self._process is not None

    def look(self) -> None:
        """Start to look."""
        process = QProcess(self)
        process.setProcessEnvironment(child_environment())
        process.errorOccurred.connect(self._refuse_start)
        process.finished.connect(self._finish)
        self._process = process
        program, *first = child_command()
        process.start(program, [*first, "repeats", "--json", "--", str(self._folder)])

    def stop(self) -> None:
        """Give up looking; it changes nothing."""
        if self._process is not None:
            process, self._process = self._process, None
            process.kill()
            process.waitForFinished(GRACE_MS)
            process.deleteLater()

    def _refuse_start(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._finish()

    def _finish(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.deleteLater()
        has_ended = process.error() is QProcess.ProcessError.UnknownError
        if has_ended and process.exitCode() == 0:
            self.found.emit(bytes(process.readAllStandardOutput().data()))
            return
        said = bytes(process.readAllStandardError().data()).decode("utf-8", "replace")
        lines = said.strip().splitlines()
        sentence = self.tr("The documents could not be looked through.")
        self.failed.emit(lines[-1] if lines else sentence)
