"""Owns the lock that lets one intake (or repair) at a time write to a corpus; readers need none."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.corpus.errors import CorpusIsBusy, CorpusIsReadOnly

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK_NAME = "intake.lock"


@contextmanager
def intake_lock(folder: Path) -> Iterator[None]:
    """Hold the corpus for this intake; the system lets go of it when the process dies.

    Raises CorpusIsBusy if another intake holds it, CorpusIsReadOnly where no file can be written.
    """
    file = folder / LOCK_NAME
    handle = _take(file)
    try:
        yield
    finally:
        if sys.platform != "win32":
            file.unlink(missing_ok=True)
        os.close(handle)
        if sys.platform == "win32":  # there a file goes only when nobody has it open
            with suppress(OSError):
                file.unlink()


def _take(file: Path) -> int:
    while True:
        try:
            handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise CorpusIsReadOnly(
                f"This corpus cannot be changed: {(error.strerror or str(error)).lower()}."
            ) from error
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            raise CorpusIsBusy(
                "Another intake is writing to this corpus; try again when it has ended."
            ) from error
        if _is_still_there(file, handle):
            return handle
        os.close(handle)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_still_there(file: Path, handle: int) -> bool:
    """Say whether the locked file was not taken away by the intake that held it just before."""
    if sys.platform == "win32":
        return True
    try:
        there = file.stat()
    except FileNotFoundError:
        return False
    return os.path.samestat(there, os.fstat(handle))
