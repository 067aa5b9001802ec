"""A server that plays a byte plan, whatever HTTP says about it."""

import socket
import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass

from tests.servers.loopback import Connection, LoopbackServer


@dataclass(frozen=True, slots=True)
class Split:
    """Bytes, each in a piece of its own."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Drip:
    """Bytes at a rate per second."""

    data: bytes
    rate: float


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing for so long; None: until the client hangs up."""

    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Endless:
    """The same bytes until the client hangs up."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same bytes so many times, without holding them all."""

    data: bytes
    times: int


@dataclass(frozen=True, slots=True)
class Reset:
    """A TCP reset."""


Step = bytes | Split | Drip | Wait | Endless | Repeat | Reset
"""Bytes are sent as they are, in one piece."""


class ScriptedServer(LoopbackServer):
    """Answers the n-th request with the n-th plan, and further ones with the last, byte for byte.

    The connection closes after each plan. With `greets`, the plan plays at once, before any request.
    """

    def __init__(
        self, *plans: Iterable[Step], greets: bool = False, tls: ssl.SSLContext | None = None
    ) -> None:
        super().__init__(tls)
        self._plans = [tuple(plan) for plan in plans]
        self._greets = greets
        self._played = 0

    def handle(self, connection: Connection) -> None:
        if not self._greets:
            request = connection.read_request()
            if request is None:
                return
            self.requests.append(request)
        plan = self._plans[min(self._played, len(self._plans) - 1)]
        self._played += 1
        for step in plan:
            play(connection, step)
        connection.fin()


def play(connection: Connection, step: Step) -> None:
    """Do one step."""
    match step:
        case bytes():
            connection.send(step)
        case Split(data):
            for byte in data:
                connection.send(bytes([byte]))
        case Drip(data, rate):
            start = time.monotonic()
            for sent, byte in enumerate(data, 1):
                connection.send(bytes([byte]))
                connection.pause(start + sent / rate - time.monotonic())
        case Wait(seconds):
            connection.pause(seconds)
        case Endless(data):
            while True:
                connection.send(data)
        case Repeat(data, times):
            for _ in range(times):
                connection.send(data)
        case Reset():
            connection.reset()


def response(
    body: bytes = b"",
    *,
    status: str = "200 OK",
    content_type: str = "application/json",
    headers: tuple[str, ...] = (),
) -> bytes:
    """A whole response with a Content-Length."""
    return _head(status, (f"Content-Type: {content_type}", f"Content-Length: {len(body)}", *headers)) + body


def chunked_head(
    content_type: str = "application/x-ndjson", status: str = "200 OK", headers: tuple[str, ...] = ()
) -> bytes:
    """The head of a response whose body comes as `chunk`s and ends with `LAST_CHUNK`."""
    return _head(status, (f"Content-Type: {content_type}", "Transfer-Encoding: chunked", *headers))


def chunk(data: bytes) -> bytes:
    """One HTTP chunk; an empty one ends the body."""
    return b"%x\r\n%b\r\n" % (len(data), data)


LAST_CHUNK = chunk(b"")


def refused_url() -> str:
    """An address on this computer where nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


def _head(status: str, lines: tuple[str, ...]) -> bytes:
    return "\r\n".join((f"HTTP/1.1 {status}", *lines, "", "")).encode()
