"""The socket on which the application that is open hears second starts (`desktop.app.single_instance`).

To be imported late: QtNetwork and what it stands on would delay the window.
"""

import logging
import os
import socket
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.adapters.private_files import private_folder
from desktop.app.single_instance import DONE, MOST_BYTES, RAISE, REQUEST, socket_path

log = logging.getLogger(__name__)


class InstanceServer(QObject):
    """Hears second starts of this user; closed by `close()`."""

    raise_wanted = Signal(str)
    """With the second start's activation token, "" if it has none."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = socket_path(folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def listen(self) -> bool:
        """Whether second starts are heard from now on; call it with the lock held."""
        try:
            if sys.platform != "win32":
                private_folder(Path(self._path).parent)
            QLocalServer.removeServer(self._path)  # left by one that was killed: the lock is ours
        except OSError as error:
            log.warning("second starts are not heard: %s", error)
            return False
        if not self._server.listen(self._path):
            log.warning("second starts are not heard: %s", self._server.errorString())
            return False
        return True

    def close(self) -> None:
        self._server.close()

    @Slot()
    def _greet(self) -> None:
        while (peer := self._server.nextPendingConnection()) is not None:
            if not _is_own(peer):
                log.warning("another user's process wanted to raise the window")
                peer.abort()
                continue
            _Conversation(peer, self)


class _Conversation(QObject):
    """One second start: it says one thing, is answered, and goes."""

    def __init__(self, peer: QLocalSocket, server: InstanceServer) -> None:
        super().__init__(peer)
        self._peer, self._server = peer, server
        peer.setReadBufferSize(MOST_BYTES)  # whatever a stranger sends, no more than this is kept
        peer.readyRead.connect(self._hear)
        peer.disconnected.connect(peer.deleteLater)
        if peer.bytesAvailable():
            self._hear()

    @Slot()
    def _hear(self) -> None:
        heard = bytes(self._peer.peek(MOST_BYTES).data())
        if b"\n" not in heard and len(heard) < MOST_BYTES and _may_become_request(heard):
            return
        if request := REQUEST.fullmatch(heard):
            self._server.raise_wanted.emit((request[1] or b"").decode("ascii"))
            self._peer.write(DONE)
            self._peer.flush()
        self._peer.readAll()
        self._peer.disconnectFromServer()


def _may_become_request(heard: bytes) -> bool:
    return heard[: len(RAISE)] == RAISE[: len(heard)]


def _is_own(peer: QLocalSocket) -> bool:
    """Whether the process at the other end is this user's."""
    if sys.platform == "win32":  # the pipe's access list has seen to it
        return True
    with socket.socket(fileno=os.dup(int(peer.socketDescriptor()))) as own:
        if sys.platform == "darwin":
            # `struct xucred` of <sys/ucred.h>: version, then the uid
            credentials = own.getsockopt(0, 1, 8)  # SOL_LOCAL, LOCAL_PEERCRED
            uid = struct.unpack("=II", credentials)[1]
        else:
            credentials = own.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
            uid = struct.unpack("3i", credentials)[1]
    return bool(uid == os.geteuid())
