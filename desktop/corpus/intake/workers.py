"""Owns the workers: disposable processes that prepare files, each within a time and a memory limit.

A worker that dies, hangs or swells costs one document: the file (or the part of a file) it was at is
refused with the reason, the rest is done by another worker. `Inline` does the same work in this
process, for a few small files of simple formats.
"""

import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import wait
from typing import Protocol

from desktop.corpus.errors import Trouble
from desktop.corpus.formats import NO_WISHES, Wishes
from desktop.corpus.intake.originals import Originals
from desktop.corpus.intake.outcomes import Errand, Outcome, Refusing
from desktop.corpus.intake.serving import TELL_SECONDS, Limits, Said
from desktop.corpus.intake.starting import Forked, Means, Running, Spawned
from desktop.corpus.intake.stem import Stem
from desktop.corpus.intake.work import Preparer

__all__ = ["Answer", "Desk", "Inline", "Limits", "Workers"]

_MOST_WAITING = 3
_START_SECONDS = 60.0
_PAUSE_SECONDS = 2.0
_MOST_DEATHS = 20
_ADVICE = "It may be damaged or built to do harm: open it with care, save it anew and add that."


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

    def __init__(self, wishes: Wishes = NO_WISHES, originals: Originals | None = None) -> None:
        self._preparer = Preparer(wishes, originals=originals)
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
        outcomes = tuple(self._preparer.prepare(self._errands.popleft()))
        return [Answer(0, self._preparer.new_forms(), outcomes)]

    def close(self) -> None:
        """Give up what is under way."""
        self._errands.clear()


class Workers:
    """Some worker processes; they start with the first errands and end with `close`."""

    def __init__(
        self,
        n_workers: int,
        *,
        limits: Limits | None = None,
        wishes: Wishes = NO_WISHES,
        originals: Originals | None = None,
        stem: Stem | None = None,
    ) -> None:
        self._stem = stem
        self._means: Means = (limits or Limits(), wishes, originals)
        self._n_workers = n_workers
        self._n_started = 0
        self._workers: list[_Worker] = []
        self._again: deque[tuple[Errand, ...]] = deque()
        self._answers: list[Answer] = []
        self._collected = time.monotonic()

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
        now = time.monotonic()
        if now - self._collected > _PAUSE_SECONDS:  # whoever collects was held up, not the workers
            for worker in self._workers:
                worker.forgive(now)
        self._give_again()
        self._listen(seconds)
        self._collected = now = time.monotonic()
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
        worker = _Worker(self._n_started, self._means, self._stem)
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
            raise Trouble("The intake could not start its readers: one ended before it began.")
        batches = list(worker.batches)
        under_way, waiting = (batches[0], batches[1:]) if batches else ((), [])
        if not reason or worker.is_leaving:
            self._again.extend([worker.goes_on(under_way)] if under_way else [])
        elif under_way and (len(under_way) == 1 or worker.is_inside):
            again = self._blame(worker, under_way[0], reason)
            self._again.extend([(again,)] if again else [])
            self._again.extend([under_way[1:]] if under_way[1:] else [])
        else:
            self._again.extend((errand,) for errand in under_way)
        self._again.extend(waiting)

    def _blame(self, worker: "_Worker", errand: Errand, reason: str) -> Errand | None:
        """Refuse the part of a file, or the file, at which a worker ended; return what is left of it."""
        sentence = f"{reason}; it was left out."
        part, n_done = "", errand.n_done + worker.n_parts
        rest = replace(errand, n_done=n_done, n_deaths=errand.n_deaths + 1)
        if rest.n_deaths > _MOST_DEATHS:
            rest = None
            sentence = f"{reason}, and that not for the first time; the rest of it was left out."
        elif worker.at is not None:
            part, rest = worker.at, replace(rest, n_done=n_done + 1)
        elif n_done and not errand.is_careful:  # nobody knows at which part it was
            return replace(rest, is_careful=True)
        else:
            rest = None
        refusing = Refusing(errand.number, sentence, _ADVICE, part, is_last=rest is None)
        self._answers.append(Answer(worker.number, [], (refusing,)))
        return rest


class _Worker:
    """One worker process as this side sees it: `batches` are what it has still to answer for.

    Of the first file it told `n_parts` parts; `at` is the part that it said it would read next.
    """

    def __init__(self, number: int, means: Means, stem: Stem | None) -> None:
        self.number = number
        self.is_ready = False
        self.is_leaving = False
        self.batches: deque[tuple[Errand, ...]] = deque()
        self.n_parts = 0
        self.at: str | None = None
        self._at_bytes = 0
        self._limits = means[0]
        self._heard = time.monotonic()
        if stem is not None:
            self._running: Running = Forked(stem, means)
        else:
            self._running = Spawned(f"worker {number}", means)
        self.connection = self._running.connection

    def give(self, errands: tuple[Errand, ...]) -> None:
        """Hand a batch over. Raises OSError if the worker is gone; the batch is then kept as its."""
        if not self.batches:
            self._heard = time.monotonic()
        self.batches.append(errands)
        self.connection.send(errands)

    def hear(self) -> Answer | None:
        """Return the next answer; None if it is no more than a sign of life. Raises EOFError."""
        said: Said = self.connection.recv()
        self._heard = time.monotonic()
        self.is_ready = True
        self.is_leaving = said.is_leaving
        self.at, self._at_bytes = said.at, said.at_bytes
        n_files = 0
        for outcome in said.outcomes:
            n_files += outcome.is_last
            self.n_parts = 0 if outcome.is_last else self.n_parts + 1
        if n_files:
            rest = self.batches[0][n_files:]
            if rest:
                self.batches[0] = rest
            else:
                self.batches.popleft()
        return Answer(self.number, said.forms, said.outcomes) if said.outcomes else None

    @property
    def is_inside(self) -> bool:
        """Say whether it is certain which file it is at: one of which it told a part."""
        return self.n_parts > 0 or self.at is not None

    def goes_on(self, under_way: tuple[Errand, ...]) -> tuple[Errand, ...]:
        """Return what is left of a batch when the worker leaves of its own will."""
        first = replace(under_way[0], n_done=under_way[0].n_done + self.n_parts)
        return first, *under_way[1:]

    def forgive(self, now: float) -> None:
        """Count the time anew."""
        self._heard = now

    def is_late(self, now: float) -> bool:
        """Say whether the file under way took longer than it may."""
        if not self.is_ready:
            return now - self._heard > _START_SECONDS
        if not self.batches or now - self._heard <= self.limit + TELL_SECONDS:
            return False
        return not self.connection.poll()

    @property
    def limit(self) -> float:
        """How many seconds the part or the files under way may take, by the largest of them."""
        if self.at is not None:
            return self._limits.time_for(self._at_bytes)
        sizes = (errand.size_bytes for errand in self.batches[0]) if self.batches else ()
        return self._limits.time_for(max(sizes, default=0))

    def end(self) -> None:
        """End the process and what it started at once; it holds nothing that would be lost."""
        self._running.end()
