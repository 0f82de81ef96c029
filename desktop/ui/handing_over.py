"""Owns the handing over of arguments to a program that runs already, through a local socket."""

import hashlib
import json
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.corpus.places import config_folder

_CONNECT_MS = 300
_HEAR_MS = 500
_ANSWER_MS = 3_000
_HEARD = b"heard\n"


def socket_name() -> str:
    """Return the name of the local socket: one for each user and folder of settings."""
    folder = str(config_folder()).encode("utf-8", "surrogatepass")
    return "nineveh-" + hashlib.sha256(folder).hexdigest()[:16]


def hand_over(paths: Sequence[str]) -> bool:
    """Ask a program that runs already to open these paths; False if there is none that answers."""
    socket = QLocalSocket()
    socket.connectToServer(socket_name())
    if not socket.waitForConnected(_CONNECT_MS):
        return False
    socket.write(json.dumps(list(paths)).encode() + b"\n")
    is_heard = socket.waitForReadyRead(_ANSWER_MS)
    socket.disconnectFromServer()
    return is_heard


class Doorbell(QObject):
    """Listens for later starts of the program; `rung` gives their paths."""

    rung = Signal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def listen(self) -> bool:
        """Begin to listen; a socket left behind by a crash is taken away."""
        if self._server.listen(socket_name()):
            return True
        QLocalServer.removeServer(socket_name())
        return self._server.listen(socket_name())

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            if socket.canReadLine() or socket.waitForReadyRead(_HEAR_MS):
                self._read(socket)
            socket.deleteLater()

    def _read(self, socket: QLocalSocket) -> None:
        said = bytes(socket.readLine().data())
        socket.write(_HEARD)
        socket.waitForBytesWritten(_ANSWER_MS)
        try:
            paths = json.loads(said)
        except ValueError:
            return
        if isinstance(paths, list) and all(isinstance(path, str) for path in paths):
            self.rung.emit(paths)
