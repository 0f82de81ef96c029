"""Owns the running of a program for its time and its memory, its children included (Linux: /proc)."""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class Ran:
    """How long a program took and the most memory it and its children held (0: not known)."""

    seconds: float
    peak_bytes: int


def run(command: Sequence[str], *, environment: Mapping[str, str] | None = None) -> Ran:
    """Run a program to its end. Raises CalledProcessError if it fails."""
    begun = time.perf_counter()
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})},
    ) as process:
        watch = _Watch(process.pid)
        watch.start()
        code = process.wait()
        took = time.perf_counter() - begun
        watch.stop()
    if code:
        raise subprocess.CalledProcessError(code, command)
    return Ran(took, watch.peak_bytes)


class _Watch(threading.Thread):
    """Looks at the memory of a process and its children, again and again."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._is_over = threading.Event()
        self.peak_bytes = 0

    def run(self) -> None:
        while not self._is_over.wait(_EVERY_S):
            held = sum(memory_of(pid)[0] for pid in _family(self._pid))
            self.peak_bytes = max(self.peak_bytes, held)

    def stop(self) -> None:
        """Look no more."""
        self._is_over.set()
        self.join()


def memory_of(pid: int | str = "self") -> tuple[int, int]:
    """Return a process's memory and, of it, that which is not a page of a mapped file, in bytes.

    Pages shared with other processes count by their share.
    """
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return 0, 0
    kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines}
    return kilobytes["Pss"] * 1024, (kilobytes["Pss_Anon"] + kilobytes["Pss_Shmem"]) * 1024


def _family(pid: int) -> list[int]:
    found = [pid]
    for each in found:
        for file in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += [int(child) for child in file.read_text().split()]
            except OSError:
                continue
    return found
