"""Owns what binds a worker: memory, no core file, no new rights, no network, a group of its own.

What the system does not offer is gone without, silently: Windows (see `job_object`) and macOS know no such
thing as a namespace, and some systems forbid them.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.corpus.intake import job_object

if sys.platform != "win32":
    import resource

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000


def bind(memory_bytes: int) -> None:
    """Bind this process, which is a worker and has one thread; stopping it is left to the intake."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)
    os.close(silence)
    if sys.platform == "win32":
        return
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(OSError):
        os.setsid()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
        _seclude()


def end_group(leader: int) -> None:
    """Kill a worker and whatever it started."""
    if sys.platform != "win32":
        with suppress(OSError):  # it may not have come so far as to have a group
            os.killpg(leader, signal.SIGKILL)


def used_bytes() -> int:
    """Return how much memory this process holds at the moment, 0 where that cannot be seen."""
    if sys.platform == "win32":
        return job_object.used_bytes()
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * 4096


@contextmanager
def one_thread() -> Iterator[None]:
    """Let processes started inside have one thread: only such a process can give up the network."""
    before = os.environ.get("OPENBLAS_NUM_THREADS")
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["OPENBLAS_NUM_THREADS"]
        else:
            os.environ["OPENBLAS_NUM_THREADS"] = before


def _seclude() -> None:
    """Give up new rights and the network, and die with the process that started this one."""
    system = ctypes.CDLL(None, use_errno=True)
    prctl: Callable[..., int] = system.prctl
    prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    user, group = os.geteuid(), os.getegid()
    # The system's master needs no user namespace, and would lose rights over files in one.
    flags = _CLONE_NEWNET if user == 0 else _CLONE_NEWUSER | _CLONE_NEWNET
    if system.unshare(flags) == 0 and user != 0:
        with suppress(OSError):
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
