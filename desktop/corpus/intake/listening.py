"""Owns the thread that notices when the window that started this intake closes the channel to it."""

import os
import sys
import threading
from collections.abc import Callable


def closed_input() -> Callable[[], bool]:
    """Start listening to standard input; return what says whether it has been closed."""
    closed = threading.Event()
    if sys.stdin is None:
        return lambda: False
    handle = sys.stdin.fileno()
    listener = threading.Thread(target=_listen, args=(handle, closed), name="listener", daemon=True)
    listener.start()
    return closed.is_set


def _listen(handle: int, closed: threading.Event) -> None:
    # os.read rather than sys.stdin.read: a daemon thread must not hold a stream's lock at the end.
    try:
        while os.read(handle, 4096):
            pass
    except OSError:
        pass
    closed.set()
