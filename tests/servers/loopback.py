"""A thread-based server on a free loopback port that keeps its requests and notices who hangs up.

Threads, not asyncio: the same server then serves synchronous Qt tests, child processes and benchmarks.
"""

import json
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Self

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class HungUp(Exception):
    """The client closed its side."""


class Ended(Exception):
    """The server closed the connection on purpose, in the middle of an answer."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asked. Header names are lower case; `body` is the parsed JSON, or None."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: object
    raw: bytes

    def field(self, name: str) -> object:
        """A member of a body that is a JSON object, or None."""
        return self.body.get(name) if isinstance(self.body, dict) else None


class Connection:
    """One accepted client. Whatever meets a closed socket raises `HungUp`."""

    def __init__(self, client: socket.socket) -> None:
        self._socket = client
        self._received = b""
        self._body: Iterator[bytes] = iter(())
        self._is_over = threading.Event()

    def read_request(self) -> Request | None:
        """The next request, or None if the client closed instead, or speaks no HTTP (TLS, for example)."""
        head = self.read_head()
        return head and self.with_body(head)

    def read_head(self) -> Request | None:
        """As `read_request`, without the body: `with_body` or `body_pieces` give it, else it is skipped."""
        for _ in self._body:
            pass
        while b"\r\n\r\n" not in self._received:
            if not self._receive():
                return None
            if not self._received[:1].isalpha():
                self.send(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                return None
        head, _, self._received = self._received.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        method, path, _ = f"{first}  ".split(" ", 2)
        pairs = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        is_chunked = headers.get("transfer-encoding", "").lower() == "chunked"
        self._body = self._chunks() if is_chunked else self._bytes(int(headers.get("content-length", "0")))
        return Request(method, path, headers, None, b"")

    def with_body(self, head: Request) -> Request | None:
        """The whole request, or None if the client closed in the middle of it."""
        try:
            raw = b"".join(self._body)
        except HungUp:
            return None
        return replace(head, body=_json_or_none(raw), raw=raw)

    def body_pieces(self) -> Iterator[bytes]:
        """The body as it comes in, in pieces of any size; `HungUp` if the client closes before its end."""
        return self._body

    def receive(self) -> bytes:
        """What the client sends next, whatever it is; nothing once it has closed its side."""
        if not self._received and not self._receive():
            return b""
        data, self._received = self._received, b""
        return data

    def send(self, data: bytes) -> None:
        try:
            self._socket.sendall(data)
        except OSError as error:
            raise HungUp from error

    def pause(self, seconds: float | None = None) -> None:
        """Send nothing for so long (None: for ever), and notice at once when the client hangs up."""
        deadline = None if seconds is None else time.monotonic() + seconds
        while True:
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                return
            self._socket.settimeout(left)
            try:
                if not self._receive():
                    raise HungUp
            except TimeoutError:
                return
            finally:
                self._restore_blocking()

    def wait_for(self, event: threading.Event) -> None:
        """Send nothing until the event is set, and notice when the client hangs up."""
        while not event.is_set():
            self.pause(0.005)

    def stand_still(self, event: threading.Event | None = None) -> None:
        """Read nothing until the event, so that what the client sends piles up; `HungUp` at the server's end.

        A client that hangs up is only noticed later, by whatever reads next.
        """
        while event is None or not event.is_set():
            if self._is_over.wait(0.005):
                raise HungUp

    def fin(self) -> None:
        """Close in the orderly way, in the middle of whatever is being sent."""
        self._shut_down()
        self.close()

    def reset(self) -> None:
        """Close with a TCP reset, once what was sent has had time to leave."""
        self.pause(0.02)
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        except OSError as error:
            raise HungUp from error
        self.close()

    def close(self) -> None:
        self._socket.close()

    def interrupt(self) -> None:
        """Make a thread that waits in this connection notice that it is over."""
        self._is_over.set()
        self._shut_down()

    def _bytes(self, left: int) -> Iterator[bytes]:
        while left:
            if not self._received and not self._receive():
                raise HungUp
            piece, self._received = self._received[:left], self._received[left:]
            left -= len(piece)
            yield piece

    def _chunks(self) -> Iterator[bytes]:
        while True:
            while b"\r\n" not in self._received:
                if not self._receive():
                    raise HungUp
            size, _, self._received = self._received.partition(b"\r\n")
            left = int(size, 16)
            yield from self._bytes(left)
            for _ in self._bytes(2):
                pass
            if not left:
                return

    def _shut_down(self) -> None:
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # the client was faster

    def _receive(self) -> bool:
        try:
            data = self._socket.recv(65536)
        except TimeoutError:
            raise
        except OSError:
            return False
        self._received += data
        return bool(data)

    def _restore_blocking(self) -> None:
        if self._socket.fileno() >= 0:
            self._socket.settimeout(None)


class LoopbackServer:
    """Listens while its `with` block runs; a subclass says in `handle` what a connection gets.

    `requests` are those that were read whole, `connections` counts accepted clients, and `disconnects`
    those that hung up before `handle` was done with them.
    """

    listens_on: ClassVar[tuple[str, int]] = ("127.0.0.1", 0)
    """Address and port; port 0 is a free one."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Request] = []
        self.connections = 0
        self.disconnects = 0
        self._tls = tls
        self._lock = threading.Lock()
        self._open: set[Connection] = set()
        self._threads: list[threading.Thread] = []
        listener = _bind(self.listens_on)
        self._listener: socket.socket | None = listener
        self.port: int = listener.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"

    def handle(self, connection: Connection) -> None:
        """Serve one connection to its end."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        if self._listener is not None:
            self._start(self._accept, self._listener)
        return self

    def __exit__(self, *_: object) -> None:
        self.refuse()

    def refuse(self) -> None:
        """Stop listening and drop every connection; the port stays reserved for `accept_again`."""
        with self._lock:
            listener, self._listener = self._listener, None
            connections = list(self._open)
            self._open.clear()
        if listener is None:
            return
        with socket.create_connection(("127.0.0.1", self.port)):
            pass  # wakes `accept`, which closing alone does not do everywhere
        for connection in connections:
            connection.interrupt()
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive(), "a server thread did not end"
        self._threads.clear()
        listener.close()

    def accept_again(self) -> None:
        """Listen on the same port after `refuse`."""
        if self._listener is None:
            self._listener = _bind((self.listens_on[0], self.port))
            self._start(self._accept, self._listener)

    def _start(self, work: Callable[[socket.socket], None], client: socket.socket) -> None:
        thread = threading.Thread(target=work, args=(client,), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            client, _ = listener.accept()
            with self._lock:
                if self._listener is None:
                    client.close()
                    return
                self.connections += 1
            self._start(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            connection = Connection(self._tls.wrap_socket(client, server_side=True) if self._tls else client)
        except OSError:  # a handshake that the client broke off
            client.close()
            return
        with self._lock:
            is_late = self._listener is None
            if not is_late:
                self._open.add(connection)
        if is_late:
            connection.close()
            return
        try:
            self.handle(connection)
        except Ended:
            pass
        except HungUp:
            with self._lock:
                self.disconnects += connection in self._open
        finally:
            with self._lock:
                self._open.discard(connection)
            connection.close()


def _bind(address: tuple[str, int]) -> socket.socket:
    return socket.create_server(address, backlog=64)


def _json_or_none(raw: bytes) -> object:
    try:
        body: object = json.loads(raw)
    except ValueError:
        return None
    return body
