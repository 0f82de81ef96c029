"""Owns how a worker tells what it did: in a thread, so that it reads on while the intake is writing."""

import pickle
import threading
from collections import deque
from multiprocessing.connection import Connection

_MOST_BYTES = 16_000_000


class Telling:
    """Sends messages in their order. `tell` waits only while much is still to be sent.

    Raises OSError, as the connection does, once the other side has gone.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: deque[bytes] = deque()
        self._n_bytes = 0
        self._fault: OSError | None = None
        self._is_over = False
        self._has_changed = threading.Condition()
        self._thread = threading.Thread(target=self._send, name="telling", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Send what is left and end the thread."""
        with self._has_changed:
            self._is_over = True
            self._has_changed.notify_all()
        self._thread.join()

    def tell(self, said: object, *, is_urgent: bool = False) -> None:
        """Send a message; one that is urgent has left this process when this returns."""
        message = pickle.dumps(said, pickle.HIGHEST_PROTOCOL)
        with self._has_changed:
            self._await(len(message))
            self._waiting.append(message)
            self._n_bytes += len(message)
            self._has_changed.notify_all()
            if is_urgent or len(message) > _MOST_BYTES:  # it must not stay beside what comes next
                self._await(_MOST_BYTES)

    def _await(self, n_bytes: int) -> None:
        """Wait until there is room for a message; for a large one until all others have left."""
        self._has_changed.wait_for(
            lambda: self._fault or not self._n_bytes or self._n_bytes + n_bytes <= _MOST_BYTES
        )
        if self._fault is not None:
            raise self._fault

    def _send(self) -> None:
        while True:
            with self._has_changed:
                self._has_changed.wait_for(lambda: self._waiting or self._is_over)
                if not self._waiting:
                    return
                message = self._waiting.popleft()
            fault: OSError | None = None
            try:
                self._connection.send_bytes(message)
            except OSError as error:
                fault = error
            with self._has_changed:
                self._n_bytes -= len(message)
                self._fault = fault
                self._has_changed.notify_all()
            if fault is not None:
                return
