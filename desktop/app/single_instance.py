"""One application for each user and home: a second start brings the first one's window to the front.

The lock on a file decides who is first, since it ends with its process however that ends; a socket that only
this user can reach carries the one thing a second start has to say.
"""

import hashlib
import logging
import os
import re
import socket
import struct
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.adapters.file_lock import FileLock
from desktop.adapters.private_files import private_folder

log = logging.getLogger(__name__)

RAISE = b"raise"
DONE = b"done\n"
MOST_BYTES = 200
"""Of one request: the verb, and the token by which a Wayland compositor lets a window come to the front."""
TOKEN_VARIABLE = "XDG_ACTIVATION_TOKEN"
"""https://wayland.app/protocols/xdg-activation-v1: who started the second start may hand its right over."""
_REQUEST = re.compile(rb"raise(?: ([A-Za-z0-9_.:+-]{1,160}))?\n")
PATIENCE_SECONDS = 8.0
"""The first may still be starting, or be on its way out."""
ANSWER_SECONDS = 3.0
LOOK_SECONDS = 0.1
PATH_BYTES = 100
"""What every Unix takes for the path of a socket (`sun_path` has 104 bytes on macOS and 108 on Linux)."""


def first_or_raise(
    lock: FileLock, folder: Path, *, is_quiet: bool, patience_seconds: float = PATIENCE_SECONDS
) -> bool | None:
    """True: this process is the first, and holds the lock. False: another one is, and came to the front.

    `is_quiet`: that one is left where it is. None: another one is, and does not answer. It blocks.
    """
    deadline = time.monotonic() + patience_seconds
    while not lock.take():
        if is_quiet or _asked(socket_path(folder)):
            return False
        if time.monotonic() > deadline:
            return None
        time.sleep(LOOK_SECONDS)
    return True


def socket_path(folder: Path) -> str:
    """Where the first application listens: in `folder`, or in one with a shorter path if that is too long."""
    if sys.platform == "win32":
        return r"\\.\pipe\tars-desktop-" + hashlib.sha256(os.fsencode(folder)).hexdigest()[:24]
    path = folder / "instance.sock"
    if len(os.fsencode(path)) <= PATH_BYTES:
        return str(path)
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:24]
    return str(Path(tempfile.gettempdir(), f"tars-desktop-{os.getuid()}", name))


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
        if request := _REQUEST.fullmatch(heard):
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


def request_of(environment: Mapping[str, str] = os.environ) -> bytes:
    """What a second start says; a token with other characters than tokens have is left out."""
    request = f"raise {environment.get(TOKEN_VARIABLE, '')}".rstrip().encode("utf-8", "replace") + b"\n"
    return request if _REQUEST.fullmatch(request) else RAISE + b"\n"


def _asked(path: str) -> bool:
    """Whether the first application has heard; without Qt, which a second start does not need."""
    request = request_of()
    try:
        if sys.platform == "win32":
            with open(path, "r+b", buffering=0) as pipe:
                pipe.write(request)
                return pipe.read(len(DONE)) == DONE
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as call:
            call.settimeout(ANSWER_SECONDS)
            call.connect(path)
            call.sendall(request)
            return call.recv(len(DONE)) == DONE
    except OSError:
        return False
