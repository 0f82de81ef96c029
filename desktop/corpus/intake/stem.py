"""Owns the stem (Linux): a process with everything loaded that a worker needs, off which workers are forked.

A fork takes milliseconds and shares the memory of what was loaded, where a process started from
nothing loads it all again. The stem reads no file: what it hands on is as it was when it was loaded.
It is forked itself, off an intake that has but one thread and has opened nothing yet. Elsewhere
(Windows has no fork, and on macOS its libraries do not bear it) workers are started from nothing.
"""

import errno
import gc
import os
import signal
import sys
from contextlib import suppress
from multiprocessing import Pipe, reduction
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self

from desktop.corpus.formats import Wishes
from desktop.corpus.intake.isolation import end_group
from desktop.corpus.intake.originals import Originals
from desktop.corpus.intake.serving import Limits, serve
from desktop.corpus.intake.work import warm_up

_Order = tuple[Limits, Wishes, Originals | None] | int | None
"""What the stem is told: a worker to fork, one (by its process) to end, or to get ready."""


class Stem:
    """The stem as the intake sees it. Workers that are left end with it."""

    def __init__(self, line: Connection, process_id: int) -> None:
        self._line = line
        self._process_id = process_id

    @classmethod
    def grown(cls) -> Self | None:
        """Fork the stem; None where that cannot be done or would not be safe."""
        if sys.platform != "linux" or len(os.listdir("/proc/self/task")) > 1:
            return None
        ours, theirs = Pipe()
        try:
            process_id = os.fork()
        except OSError:
            ours.close()
            theirs.close()
            return None
        if not process_id:
            ours.close()
            _alone(_be_stem, theirs)
        theirs.close()
        return cls(ours, process_id)

    def get_ready(self) -> None:
        """Let the stem load what workers need, while the intake does other things."""
        with suppress(OSError):  # it will be said when a worker is wanted
            self._line.send(None)

    def fork(
        self, connection: Connection, limits: Limits, wishes: Wishes, originals: Originals | None
    ) -> int:
        """Start a worker that serves a connection; returns its process. Raises OSError."""
        try:
            self._line.send((limits, wishes, originals))
            reduction.send_handle(self._line, connection.fileno(), self._process_id)
            forked: int | OSError = self._line.recv()
        except (EOFError, OSError) as error:
            raise OSError(errno.EPIPE, "the process that makes them has ended") from error
        if isinstance(forked, OSError):
            raise forked
        return forked

    def end(self, worker: int) -> None:
        """End a worker and what it started at once, and wait for its end."""
        with suppress(OSError, EOFError):  # without its stem it has ended
            self._line.send(worker)
            self._line.recv()

    def close(self) -> None:
        """End the stem; it holds nothing that would be lost."""
        self._line.close()
        os.kill(self._process_id, signal.SIGKILL)
        os.waitpid(self._process_id, 0)


def _alone(work, *given: object) -> None:  # noqa: ANN001 - any function
    """Do the work of a process that was forked, and end it without a look at what it inherited."""
    status = 1
    try:
        work(*given)
        status = 0
    except Exception as fault:  # noqa: BLE001 - it is told, as Python does in any other process
        sys.excepthook(type(fault), fault, fault.__traceback__)
    finally:
        os._exit(status)


def _be_stem(line: Connection) -> None:
    """Fork workers and end them, as the intake says, until it says no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # stopping is left to the intake
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with Path(os.devnull).open("r+b", buffering=0) as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(nothing.fileno(), 1)  # who reads what the intake tells waits for no other
    is_ready = False
    while True:
        try:
            order: _Order = line.recv()
        except (EOFError, OSError):
            return
        if isinstance(order, int):
            _end(order)
            line.send(None)
            continue
        if not is_ready:
            warm_up()
            # What is loaded by now stays: the collector would only write to shared memory.
            gc.freeze()
            is_ready = True
        if order is not None:
            _fork(line, order)


def _fork(line: Connection, means: tuple[Limits, Wishes, Originals | None]) -> None:
    connection = Connection(reduction.recv_handle(line))
    try:
        worker = os.fork()
    except OSError as error:
        line.send(error)
        return
    if not worker:
        line.close()
        _alone(serve, connection, *means)
    connection.close()
    line.send(worker)


def _end(worker: int) -> None:
    """Kill a worker, of which the process is still there until it was waited for."""
    end_group(worker)
    with suppress(OSError):
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
