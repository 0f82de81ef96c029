"""Owns how a worker process comes to be and ends: started from nothing, or forked off one that is ready."""

import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Protocol

from desktop.corpus.errors import Trouble
from desktop.corpus.formats import Wishes
from desktop.corpus.intake.isolation import end_group, one_thread
from desktop.corpus.intake.job_object import job_for
from desktop.corpus.intake.originals import Originals
from desktop.corpus.intake.serving import Limits, serve
from desktop.corpus.intake.stem import Stem

Means = tuple[Limits, Wishes, Originals | None]


class Running(Protocol):
    """A worker process, as the one who started it sees it."""

    connection: Connection

    def end(self) -> None:
        """End it and what it started at once."""
        ...


class Spawned:
    """A worker started as a process of its own, which loads everything anew."""

    def __init__(self, name: str, means: Means) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=serve, args=(theirs, *means), name=name, daemon=True
        )
        try:
            with one_thread():
                self._process.start()
        except OSError as error:
            self.connection.close()
            raise cannot_start(error) from error
        finally:
            theirs.close()
        self._job = job_for(self._process.pid, means[0].memory_bytes)

    def end(self) -> None:
        """End it and what it started at once."""
        self.connection.close()
        if self._process.pid:
            end_group(self._process.pid)
        if self._job is not None:
            self._job.end()
        self._process.kill()
        self._process.join()
        self._process.close()


class Forked:
    """A worker forked off the stem, with all that it has loaded."""

    def __init__(self, stem: Stem, means: Means) -> None:
        self._stem = stem
        self.connection, theirs = multiprocessing.Pipe()
        try:
            self._process_id = stem.fork(theirs, *means)
        except OSError as error:
            self.connection.close()
            raise cannot_start(error) from error
        finally:
            theirs.close()

    def end(self) -> None:
        """End it and what it started at once."""
        self.connection.close()
        self._stem.end(self._process_id)


def cannot_start(error: OSError) -> Trouble:
    """Return the trouble of an intake that gets no worker."""
    said = (error.strerror or "").lower()
    return Trouble(f"The intake could not start its readers: {said}.")
