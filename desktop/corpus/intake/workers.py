"""Owns the workers: disposable processes that prepare files, each within a time and a memory limit.

A worker that dies, hangs or swells costs one document: the file it was at is refused with the
reason, the rest of its batch is done again one by one, and another worker takes its place. `Inline`
does the same work in this process, for a few small files of simple formats.
"""

import gc
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol

from desktop.corpus.errors import Trouble
from desktop.corpus.intake.work import Errand, Outcome, Preparer, Ready, Refusing

if sys.platform != "win32":
    import resource

_MOST_WAITING = 2
_TELL_SECONDS = 0.1
_TELL_BYTES = 2_000_000
_GRACE_SECONDS = 10.0
_START_SECONDS = 60.0
_COLLECT_AFTER = (50_000, 20, 100)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: seconds, seconds more per million bytes, and bytes of memory."""

    seconds: float = 60.0
    seconds_per_mb: float = 1.0
    memory_bytes: int = 2_000_000_000

    def time_for(self, size_bytes: int) -> float:
        """Return how many seconds a file of this size may take."""
        return self.seconds + self.seconds_per_mb * size_bytes / 1e6


@dataclass(frozen=True, slots=True)
class Answer:
    """What a preparer has done: outcomes, and the forms that came new with them.

    `preparer` tells preparers apart: each numbers its forms from 0 on.
    """

    preparer: int
    forms: list[str]
    outcomes: tuple[Outcome, ...]


class Desk(Protocol):
    """Where errands are handed in and answers come out."""

    @property
    def has_room(self) -> bool:
        """Say whether another batch would not have to wait long."""
        ...

    def give(self, errands: Sequence[Errand]) -> None:
        """Hand in a batch of errands."""
        ...

    def collect(self, seconds: float) -> list[Answer]:
        """Return the answers that are there, or that come within some seconds."""
        ...

    def close(self) -> None:
        """Give up what is under way."""
        ...


class Inline:
    """Does errands in this process, one at each `collect`."""

    def __init__(self) -> None:
        self._preparer = Preparer()
        self._errands: deque[Errand] = deque()

    @property
    def has_room(self) -> bool:
        """Say whether nothing is waiting."""
        return not self._errands

    def give(self, errands: Sequence[Errand]) -> None:
        """Hand in a batch of errands."""
        self._errands.extend(errands)

    def collect(self, seconds: float) -> list[Answer]:
        """Do one errand and return its answer."""
        if not self._errands:
            return []
        outcome = self._preparer.prepare(self._errands.popleft())
        return [Answer(0, self._preparer.new_forms(), (outcome,))]

    def close(self) -> None:
        """Give up what is under way."""
        self._errands.clear()


class Workers:
    """Some worker processes; they start with the first errands and end with `close`."""

    def __init__(self, n_workers: int, *, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._n_workers = n_workers
        self._n_started = 0
        self._workers: list[_Worker] = []
        self._again: deque[tuple[Errand, ...]] = deque()
        self._answers: list[Answer] = []

    @property
    def has_room(self) -> bool:
        """Say whether a worker is idle or will be soon."""
        if self._again:
            return False
        if len(self._workers) < self._n_workers:
            return True
        return any(len(worker.batches) < _MOST_WAITING for worker in self._workers)

    def give(self, errands: Sequence[Errand]) -> None:
        """Hand a batch to the worker that has least to do, a new one if all are busy."""
        worker = min(self._workers, key=lambda worker: len(worker.batches), default=None)
        if worker is None or (worker.batches and len(self._workers) < self._n_workers):
            worker = self._start()
        try:
            worker.give(tuple(errands))
        except OSError:  # it died while it was idle
            self._replace(worker, "")

    def collect(self, seconds: float) -> list[Answer]:
        """Return the answers that are there, or that come within some seconds."""
        self._give_again()
        self._listen(seconds)
        now = time.monotonic()
        for worker in [worker for worker in self._workers if worker.is_late(now)]:
            self._replace(worker, f"Reading it was given up after {worker.limit:.0f} seconds")
        answers, self._answers = self._answers, []
        return answers

    def close(self) -> None:
        """Give up what is under way and end the workers."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()
        self._again.clear()

    def _start(self) -> "_Worker":
        self._n_started += 1
        worker = _Worker(self._n_started, self._limits)
        self._workers.append(worker)
        return worker

    def _listen(self, seconds: float) -> None:
        by_connection = {worker.connection: worker for worker in self._workers}
        for connection in wait(list(by_connection), 0 if self._answers else seconds):
            worker = by_connection[connection]  # pyright: ignore[reportArgumentType]
            try:
                said = worker.hear()
            except (EOFError, OSError):
                self._replace(worker, "Reading it made the reader crash")
                continue
            if said is not None:
                self._answers.append(said)

    def _give_again(self) -> None:
        while self._again:
            idle = [worker for worker in self._workers if not worker.batches]
            if not idle and len(self._workers) >= self._n_workers:
                return
            self.give(self._again.popleft())

    def _replace(self, worker: "_Worker", reason: str) -> None:
        """End a worker; what it was at is refused or, if that is not certain, tried alone."""
        worker.end()
        self._workers.remove(worker)
        if not worker.is_ready and reason:
            raise Trouble("The intake could not start its readers.")
        under_way, *waiting = worker.batches or [()]
        if not reason or worker.is_leaving:
            self._again.extend([under_way] if under_way else [])
        elif len(under_way) == 1:
            refusing = Refusing(under_way[0].number, f"{reason}; it was left out.")
            self._answers.append(Answer(worker.number, [], (refusing,)))
        else:
            self._again.extend((errand,) for errand in under_way)
        self._again.extend(waiting)


class _Worker:
    """One worker process as this side sees it: `batches` are what it has still to answer for."""

    def __init__(self, number: int, limits: Limits) -> None:
        self.number = number
        self.is_ready = False
        self.is_leaving = False
        self.batches: deque[tuple[Errand, ...]] = deque()
        self._limits = limits
        self._heard = time.monotonic()
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=serve, args=(theirs, limits), name=f"worker {number}", daemon=True
        )
        try:
            self._process.start()
        except OSError as error:
            self.connection.close()
            raise Trouble(
                f"The intake could not start its readers: {(error.strerror or '').lower()}."
            ) from error
        finally:
            theirs.close()

    def give(self, errands: tuple[Errand, ...]) -> None:
        """Hand a batch over. Raises OSError if the worker is gone; the batch is then kept as its."""
        if not self.batches:
            self._heard = time.monotonic()
        self.batches.append(errands)
        self.connection.send(errands)

    def hear(self) -> Answer | None:
        """Return the next answer; None if it is no more than a sign of life. Raises EOFError."""
        said: _Said = self.connection.recv()
        self._heard = time.monotonic()
        self.is_ready = True
        self.is_leaving = said.is_leaving
        if said.outcomes:
            rest = self.batches[0][len(said.outcomes) :]
            if rest:
                self.batches[0] = rest
            else:
                self.batches.popleft()
        return Answer(self.number, said.forms, said.outcomes) if said.outcomes else None

    def is_late(self, now: float) -> bool:
        """Say whether the file under way took longer than it may."""
        if not self.is_ready:
            return now - self._heard > _START_SECONDS
        if not self.batches:
            return False
        return now - self._heard > self.limit + _TELL_SECONDS

    @property
    def limit(self) -> float:
        """How many seconds the files under way may take, by the largest of them."""
        sizes = (errand.size_bytes for errand in self.batches[0]) if self.batches else ()
        return self._limits.time_for(max(sizes, default=0))

    def end(self) -> None:
        """End the process at once; it holds nothing that would be lost."""
        self.connection.close()
        self._process.kill()
        self._process.join()
        self._process.close()


@dataclass(frozen=True, slots=True)
class _Said:
    """What a worker tells: outcomes in the order of its errands; whether it leaves after this."""

    outcomes: tuple[Outcome, ...] = ()
    forms: list[str] = field(default_factory=list)
    is_leaving: bool = False


def serve(connection: Connection, limits: Limits) -> None:
    """Be a worker: prepare the errands that come in until nobody sends any more."""
    _bind(limits)
    preparer = Preparer()
    preparer.warm_up()
    # What is loaded by now stays: the collector need not look through it again and again.
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)
    connection.send(_Said())
    while True:
        try:
            errands = connection.recv()
        except (EOFError, OSError):
            return
        try:
            _do(errands, connection, preparer, limits)
        except (BrokenPipeError, ConnectionResetError):
            return


def _do(
    errands: Sequence[Errand], connection: Connection, preparer: Preparer, limits: Limits
) -> None:
    outcomes: list[Outcome] = []
    told, n_bytes = time.monotonic(), 0
    for errand in errands:
        _set_alarm(limits.time_for(errand.size_bytes) + _GRACE_SECONDS)
        try:
            outcome = preparer.prepare(errand)
        except Exception as fault:  # noqa: BLE001 - the fence: one file's fault costs one document
            outcomes.append(Refusing(errand.number, _fault(fault)))
            connection.send(_Said(tuple(outcomes), preparer.new_forms(), is_leaving=True))
            raise SystemExit(0) from None
        outcomes.append(outcome)
        n_bytes += errand.size_bytes if isinstance(outcome, Ready) else 0
        if n_bytes > _TELL_BYTES or time.monotonic() - told > _TELL_SECONDS:
            connection.send(_Said(tuple(outcomes), preparer.new_forms()))
            outcomes, told, n_bytes = [], time.monotonic(), 0
    _set_alarm(0)
    if outcomes:
        connection.send(_Said(tuple(outcomes), preparer.new_forms()))


def _fault(fault: Exception) -> str:
    """Say what went wrong where, without a word of the document."""
    if isinstance(fault, MemoryError):
        return "Reading it took more memory than a file may take; it was left out."
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return f"Reading it failed ({type(fault).__name__}); it was left out."
    file = Path(trace.tb_frame.f_code.co_filename).name
    place = f"{type(fault).__name__} in {file}, line {trace.tb_lineno}"
    return f"Reading it failed ({place}); it was left out."


def _bind(limits: Limits) -> None:
    """Bind this process to its memory, keep it silent, and leave stopping to the intake."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)
    os.close(silence)
    if sys.platform != "win32":
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            resource.setrlimit(resource.RLIMIT_DATA, (limits.memory_bytes, limits.memory_bytes))


def _set_alarm(seconds: float) -> None:
    """Let the system end this process if the intake is no longer there to do it."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)
