"""Owns the inside of a worker process: errands come in, what came of them goes out, within limits."""

import gc
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from desktop.corpus.formats import Wishes, office_converter
from desktop.corpus.intake.isolation import bind, used_bytes
from desktop.corpus.intake.originals import Originals
from desktop.corpus.intake.outcomes import Errand, Outcome, Ready, Uncut
from desktop.corpus.intake.telling import Telling
from desktop.corpus.intake.work import Preparer, warm_up

TELL_SECONDS = 0.1
_TELL_BYTES = 2_000_000
_GRACE_SECONDS = 10.0
_COLLECT_AFTER = (50_000, 20, 100)
_MANY_COMPLEX = 1_000
_TOO_MANY_COMPLEX = 10_000
_GROWN_BYTES = 300_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: seconds, seconds more per million bytes, and bytes of memory."""

    seconds: float = 60.0
    seconds_per_mb: float = 1.0
    memory_bytes: int = 2_000_000_000

    def time_for(self, size_bytes: int) -> float:
        """Return how many seconds a file or part of this size may take."""
        return self.seconds + self.seconds_per_mb * size_bytes / 1e6


@dataclass(frozen=True, slots=True)
class Said:
    """What a worker tells: outcomes in the order of its errands; whether it leaves after this.

    `at` is a part of the file under way that may end the process and comes next, with its size.
    """

    outcomes: tuple[Outcome, ...] = ()
    forms: list[str] = field(default_factory=list)
    is_leaving: bool = False
    at: str | None = None
    at_bytes: int = 0


def serve(
    connection: Connection, limits: Limits, wishes: Wishes, originals: Originals | None
) -> None:
    """Be a worker: prepare the errands that come in until nobody sends any more."""
    bind(limits.memory_bytes)
    warm_up()
    preparer = Preparer(wishes, originals=originals, is_fenced=True)
    # What is loaded by now stays: the collector need not look through it again and again.
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)
    with closing(Telling(connection)) as telling, office_converter.kept_open():
        telling.tell(Said())
        serving = _Serving(telling, preparer, limits)
        while True:
            try:
                errands = connection.recv()
            except (EOFError, OSError):
                return
            try:
                is_leaving = serving.do(errands)
            except (BrokenPipeError, ConnectionResetError):
                return
            if is_leaving:
                return
            office_converter.close_if_idle()


class _Serving:
    """Does batches of errands and tells what came of them every 100 ms, or when it is much."""

    def __init__(self, telling: Telling, preparer: Preparer, limits: Limits) -> None:
        self._telling = telling
        self._preparer = preparer
        self._limits = limits
        self._outcomes: list[Outcome | Uncut] = []
        self._n_bytes = 0
        self._told = time.monotonic()
        self._is_at = False
        self._began_with = used_bytes()

    def do(self, errands: Sequence[Errand]) -> bool:
        """Do a batch; say whether this process should be ended (and told so)."""
        self._told = time.monotonic()
        for errand in errands:
            self._set_alarm(errand.size_bytes)
            for outcome in self._preparer.read(errand, self._tell_at):
                self._outcomes.append(outcome)
                if isinstance(outcome, Ready | Uncut):
                    self._n_bytes += len(outcome.prepared.text)
                if self._preparer.must_leave:
                    self._send(is_leaving=True)
                    return True
                if (
                    self._is_at
                    or self._n_bytes > _TELL_BYTES
                    or time.monotonic() - self._told > TELL_SECONDS
                ):
                    self._send()
                if not outcome.is_last:
                    self._set_alarm(errand.size_bytes)
        is_leaving = self._is_worn() or self._preparer.must_leave
        if self._outcomes or is_leaving:
            self._send(is_leaving=is_leaving)
        self._set_alarm(None)
        return is_leaving

    def _tell_at(self, part: str, size_bytes: int) -> None:
        """Tell what is done and that this part comes next."""
        self._send(at=part, at_bytes=size_bytes)
        self._is_at = True
        self._set_alarm(size_bytes)

    def _send(self, *, is_leaving: bool = False, at: str | None = None, at_bytes: int = 0) -> None:
        """Tell what is done; the time that the other side takes to listen does not count.

        What comes next may end the process: that must be known before.
        """
        outcomes = tuple(self._preparer.cut_together(self._outcomes))
        self._set_alarm(None)
        said = Said(outcomes, self._preparer.new_forms(), is_leaving, at, at_bytes)
        self._telling.tell(said, is_urgent=is_leaving or at is not None)
        self._outcomes.clear()
        self._n_bytes = 0
        self._told = time.monotonic()
        self._is_at = False

    def _is_worn(self) -> bool:
        """Say whether foreign parsers did so much here that a fresh process is the better one."""
        n_complex = self._preparer.n_complex
        if n_complex < _MANY_COMPLEX:
            return False
        has_grown = used_bytes() > self._began_with + _GROWN_BYTES
        return has_grown or n_complex > _TOO_MANY_COMPLEX

    def _set_alarm(self, size_bytes: int | None) -> None:
        """Let the system end this process if the intake is no longer there to do it; None: never."""
        if sys.platform != "win32":
            limit = 0.0
            if size_bytes is not None:
                limit = self._limits.time_for(size_bytes) + _GRACE_SECONDS
            signal.setitimer(signal.ITIMER_REAL, limit)
