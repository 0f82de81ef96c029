"""Owns the thread that listens to the window that started this intake: pause, go on, stop."""

import os
import sys
import threading


class Listening:
    """What the window said on standard input so far.

    The end of the channel means stop; a line "pause" means to wait, any other line to go on.
    """

    def __init__(self) -> None:
        self._closed = threading.Event()
        self._going = threading.Event()
        self._going.set()
        if sys.stdin is not None:
            handle = sys.stdin.fileno()
            threading.Thread(
                target=self._listen, args=(handle,), name="listener", daemon=True
            ).start()

    def is_closed(self) -> bool:
        """Say whether the channel was closed: the intake is to stop."""
        return self._closed.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait while the intake is to pause, no longer than some seconds; say whether it goes on."""
        return self._going.wait(seconds)

    def _listen(self, handle: int) -> None:
        # os.read rather than sys.stdin.read: a daemon thread must not hold a stream's lock at the end.
        said = b""
        try:
            while piece := os.read(handle, 4096):
                *lines, said = (said + piece).split(b"\n")
                for line in lines:
                    if line.strip() == b"pause":
                        self._going.clear()
                    else:
                        self._going.set()
        except OSError:
            pass
        self._closed.set()
        self._going.set()
