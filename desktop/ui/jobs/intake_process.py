"""Owns the intake's child process: runs `nineveh add … --json` and tells what it says."""

import codecs
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from desktop.corpus.places import program_name

LONGEST_CALL = 24_000
"""Characters of paths in one call of the child; Windows allows 32,767 for a whole command line."""

GRACE_MS = 5_000
"""How long a child that was asked to stop may take before it is killed."""


def child_command() -> list[str]:
    """Return how to call the command line of this very program: frozen, or from the source tree."""
    if getattr(sys, "frozen", False):
        if sys.platform == "win32":  # the program with the window has no output there
            return [str(Path(sys.executable).with_name(f"{program_name()}-cli.exe"))]
        return [sys.executable]
    return [sys.executable, "-m", "desktop"]


def child_environment() -> QProcessEnvironment:
    """Return the environment of the child: it must find this package from any working folder."""
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("PYTHONIOENCODING", "utf-8")
    environment.insert("PYTHONUNBUFFERED", "1")
    if not getattr(sys, "frozen", False):
        here = str(Path(__file__).resolve().parents[2])
        others = environment.value("PYTHONPATH", "")
        separator = ";" if sys.platform == "win32" else ":"
        environment.insert("PYTHONPATH", f"{here}{separator}{others}" if others else here)
    return environment


@dataclass(frozen=True, slots=True)
class Taken:
    """What an intake came to: counts of documents; `trouble` is the sentence if it broke off."""

    added: int = 0
    unchanged: int = 0
    updated: int = 0
    refused: int = 0
    is_stopped: bool = False
    trouble: str = ""

    def __add__(self, other: "Taken") -> "Taken":
        return Taken(
            self.added + other.added,
            self.unchanged + other.unchanged,
            self.updated + other.updated,
            self.refused + other.refused,
            self.is_stopped or other.is_stopped,
            self.trouble or other.trouble,
        )


@dataclass(frozen=True, slots=True)
class Headway:
    """How far an intake is: files and bytes done and in all, and the file under way."""

    done: int
    files: int
    done_bytes: int
    size_bytes: int
    path: str


@dataclass(slots=True)
class _Call:
    """What one running child has said so far."""

    outcome: Taken | None = None
    counted: dict[str, int] = field(default_factory=dict)
    unread: str = ""


class IntakeProcess(QObject):
    """Takes files into one corpus through child processes, one after the other.

    `taken_in` tells of each committed document (its id, its path), `refused` of each refused file (path,
    reason), `progressed` of the headway; `ended` comes once for each run, which lasts until all that was
    asked for meanwhile is done.
    """

    started = Signal()
    progressed = Signal(object)
    paused_changed = Signal(bool)
    taken_in = Signal(int, str)
    refused = Signal(str, str)
    ended = Signal(object)

    def __init__(self, corpus_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = corpus_folder
        self._queue: list[tuple[str, ...]] = []  # the arguments of each call
        self._total = Taken()
        self._call = _Call()
        self._before = _NOWHERE
        self._now = _NOWHERE
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._process: QProcess | None = None
        self._is_stopping = False
        self._is_paused = False
        self._grace = QTimer(self)
        self._grace.setSingleShot(True)
        self._grace.timeout.connect(self._kill)

    @property
    def is_running(self) -> bool:
        """Say whether an intake is under way."""
        return self._process is not None

    @property
    def is_paused(self) -> bool:
        """Say whether it was asked to wait."""
        return self._is_paused

    def take_in(self, paths: Sequence[Path], arguments: Sequence[str] = ()) -> None:
        """Take in files and folders, after what is already being taken in.

        `arguments` are more words for `nineveh add`.
        """
        folder = str(self._folder)
        calls = _calls([str(path) for path in paths])
        if not calls or self._is_stopping:
            return
        self._queue += [(*arguments, "--", folder, *call) for call in calls]
        if self._process is None:
            self._total = Taken()
            self._before = _NOWHERE
            self.started.emit()
            self._start_next()

    def set_paused(self, is_paused: bool) -> None:
        """Let the child wait, or go on; what was begun is committed first."""
        if self._process is None or self._is_stopping or is_paused == self._is_paused:
            return
        self._is_paused = is_paused
        self._process.write(b"pause\n" if is_paused else b"resume\n")
        self.paused_changed.emit(is_paused)

    def stop(self) -> None:
        """Ask the child to stop after the group under way; what was reported stays."""
        if self._process is None or self._is_stopping:
            return
        self._is_stopping = True
        self._queue.clear()
        self._process.closeWriteChannel()
        self._grace.start(GRACE_MS)

    def close(self) -> None:
        """End now: wait for a clean stop for the time of grace, then kill."""
        if self._process is None:
            return
        self.stop()
        process = self._process
        if not process.waitForFinished(GRACE_MS):
            process.kill()
            process.waitForFinished(GRACE_MS)

    def _start_next(self) -> None:
        self._call = _Call()
        self._now = _NOWHERE
        self._decoder.reset()
        process = QProcess(self)
        process.setProcessEnvironment(child_environment())
        process.readyReadStandardOutput.connect(self._read)
        process.errorOccurred.connect(self._refuse_start)
        process.finished.connect(self._finish)
        self._process = process
        program, *first = child_command()
        call = self._queue.pop(0)
        process.start(program, [*first, "add", "--json", "--until-stdin-closes", *call])

    def _read(self) -> None:
        if self._process is None:
            return
        heard = self._decoder.decode(bytes(self._process.readAllStandardOutput().data()))
        *lines, self._call.unread = (self._call.unread + heard).split("\n")
        for line in lines:
            self._hear(line)

    def _hear(self, line: str) -> None:
        try:
            said = json.loads(line)
        except ValueError:
            return
        if not isinstance(said, dict):
            return
        event = said.get("event")
        if event in ("added", "updated", "unchanged"):
            self._count(event)
            if event != "unchanged":
                self.taken_in.emit(int(said.get("id") or 0), str(said.get("path", "")))
        elif event == "refused":
            self._count(event)
            self.refused.emit(str(said.get("path", "")), str(said.get("reason", "")))
        elif event in ("started", "progress"):
            self._now = Headway(
                int(said.get("done") or 0),
                int(said.get("files") or self._now.files),
                int(said.get("bytes_done") or 0),
                int(said.get("bytes") or self._now.size_bytes),
                str(said.get("path", "")),
            )
            self.progressed.emit(_sum(self._before, self._now))
        elif event in ("done", "stopped"):
            counts = [int(said.get(name) or 0) for name in _COUNTS]
            self._call.outcome = Taken(*counts, is_stopped=event == "stopped")

    def _count(self, event: str) -> None:
        self._call.counted[event] = self._call.counted.get(event, 0) + 1

    def _refuse_start(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._end_call(Taken(trouble=self.tr("The intake could not be started.")))

    def _finish(self, code: int, status: QProcess.ExitStatus) -> None:
        if self._process is None:
            return
        self._read()
        outcome = self._call.outcome
        if outcome is None:
            counts = [self._call.counted.get(name, 0) for name in _COUNTS]
            outcome = Taken(*counts, is_stopped=self._is_stopping)
            said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
            if not self._is_stopping:
                outcome += Taken(trouble=self._sentence(code, status, said))
        self._end_call(outcome)

    def _sentence(self, code: int, status: QProcess.ExitStatus, said: str) -> str:
        """Say why a child ended without a word of its outcome."""
        if status is QProcess.ExitStatus.NormalExit and code == 1 and said.strip():
            return said.strip().splitlines()[-1]
        return self.tr("The intake broke off. What it had reported is safe; add the files again.")

    def _end_call(self, outcome: Taken) -> None:
        if self._process is None:
            return
        self._grace.stop()
        self._process.deleteLater()
        self._process = None
        self._total += outcome
        self._before = _sum(self._before, _whole(self._now))
        if self._queue and not outcome.trouble:
            self._start_next()
            return
        self._queue.clear()
        self._is_stopping = self._is_paused = False
        self.ended.emit(self._total)

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()


_NOWHERE = Headway(0, 0, 0, 0, "")


def _whole(headway: Headway) -> Headway:
    """Return the headway of a call that has ended."""
    size_bytes = headway.size_bytes
    return Headway(headway.files, headway.files, size_bytes, size_bytes, headway.path)


def _sum(before: Headway, now: Headway) -> Headway:
    return Headway(
        before.done + now.done,
        before.files + now.files,
        before.done_bytes + now.done_bytes,
        before.size_bytes + now.size_bytes,
        now.path,
    )


_COUNTS = ("added", "unchanged", "updated", "refused")


def _calls(paths: Sequence[str]) -> list[tuple[str, ...]]:
    """Cut a list of paths into calls that every system's command line can hold."""
    calls: list[tuple[str, ...]] = []
    call: list[str] = []
    length = 0
    for path in paths:
        if call and length + len(path) > LONGEST_CALL:
            calls.append(tuple(call))
            call, length = [], 0
        call.append(path)
        length += len(path) + 3
    if call:
        calls.append(tuple(call))
    return calls
