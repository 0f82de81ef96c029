"""Owns the searching lane: one thread for short reads and changes of the corpus."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.corpus.errors import Trouble

T = TypeVar("T")


def _ignore(*_: object) -> None:
    """Do nothing with an end nobody waits for."""


@dataclass(slots=True)
class _Job:
    kind: str
    work: Callable[[], Any]
    then: Callable[[Any], None]
    failed: Callable[[Trouble], None]
    stopped: Callable[[], None]
    is_late: bool = False
    answer: Any = None
    error: BaseException | None = None


class SearchingLane(QObject):
    """One worker thread for short work: of the jobs of one kind the newest wins.

    `ask` replaces a waiting job of the same kind, and drops the late answer of a running one; `do` is for
    changes, which are done one after the other and never dropped. `then`, `failed` and `stopped` are called
    in the GUI thread; exactly one of them for each job, except after `close`.
    """

    _answered = Signal(object)

    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: OrderedDict[object, _Job] = OrderedDict()
        self._running: _Job | None = None
        self._open_jobs = 0
        self._is_closed = False
        self._condition = threading.Condition()
        self._answered.connect(self._end)
        self._thread = threading.Thread(target=self._run, name="searching", daemon=True)
        self._thread.start()

    @property
    def is_idle(self) -> bool:
        """Say whether every job has ended."""
        return self._open_jobs == 0

    def ask(
        self,
        kind: str,
        work: Callable[[], T],
        then: Callable[[T], None],
        *,
        failed: Callable[[Trouble], None] = _ignore,
        stopped: Callable[[], None] = _ignore,
    ) -> None:
        """Run a read; an earlier one of the same kind that has not ended yet is stopped."""
        job = _Job(kind, work, then, failed, stopped)
        with self._condition:
            replaced = self._waiting.pop(kind, None)
            if self._running is not None and self._running.kind == kind:
                self._running.is_late = True
            self._enter(kind, job)
        if replaced is not None:
            replaced.is_late = True
            self._end(replaced)

    def do(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] = _ignore,
        *,
        failed: Callable[[Trouble], None] = _ignore,
    ) -> None:
        """Run a change after all that was asked before; it is never dropped."""
        with self._condition:
            job = _Job("", work, then, failed, _ignore)
            self._enter(id(job), job)

    def walk(
        self,
        steps: Iterator[object],
        then: Callable[[None], None] = _ignore,
        *,
        failed: Callable[[Trouble], None] = _ignore,
    ) -> None:
        """Go through long work step by step (none is None), so that searches come between."""

        def go_on(step: object) -> None:
            if step is None:
                then(None)
            else:
                self.walk(steps, then, failed=failed)

        self.do(lambda: next(steps, None), go_on, failed=failed)

    def drop(self, kind: str) -> None:
        """Stop what was asked of one kind and has not ended."""
        with self._condition:
            waiting = self._waiting.pop(kind, None)
            if self._running is not None and self._running.kind == kind:
                self._running.is_late = True
        if waiting is not None:
            waiting.is_late = True
            self._end(waiting)

    def close(self) -> None:
        """Drop the reads that wait, finish the changes, and end the thread."""
        with self._condition:
            for key in [key for key, job in self._waiting.items() if job.kind]:
                del self._waiting[key]
            self._is_closed = True
            self._condition.notify()
        self._thread.join()

    def _enter(self, key: object, job: _Job) -> None:
        if self._is_closed:
            return
        self._waiting[key] = job
        self._open_jobs += 1
        self._condition.notify()
        if self._open_jobs == 1:
            self.busy_changed.emit(True)

    def _run(self) -> None:
        while (job := self._next()) is not None:
            try:
                job.answer = job.work()
            except BaseException as error:  # noqa: BLE001 - told or raised in the GUI thread
                job.error = error
            with self._condition:
                self._running = None
            if not self._is_closed:
                self._answered.emit(job)

    def _next(self) -> _Job | None:
        with self._condition:
            while not self._waiting and not self._is_closed:
                self._condition.wait()
            if not self._waiting:
                return None
            _, self._running = self._waiting.popitem(last=False)
            return self._running

    def _end(self, job: _Job) -> None:
        if self._is_closed:
            return
        self._open_jobs -= 1
        if self._open_jobs == 0:
            self.busy_changed.emit(False)
        if job.is_late:
            job.stopped()
        elif isinstance(job.error, Trouble):
            job.failed(job.error)
        elif job.error is not None:
            raise job.error
        else:
            job.then(job.answer)
