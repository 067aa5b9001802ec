"""Asks a double by a client that shares no code with ours."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.servers.loopback import LoopbackServer


def answer(
    server: LoopbackServer,
    method: str,
    path: str,
    body: object = None,
    headers: Mapping[str, str] | None = None,
) -> tuple[int, str, bytes]:
    """Status, content type and body; a body of bytes is sent as it is, any other as JSON."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        sent = body if body is None or isinstance(body, bytes) else json.dumps(body)
        connection.request(method, path, sent, headers or {})
        response = connection.getresponse()
        return response.status, (response.headers["Content-Type"] or "").partition(";")[0], response.read()
    finally:
        connection.close()


@dataclass(slots=True)
class Stream:
    """One streamed answer, as far as it came."""

    status: int = 0
    records: list[dict[str, object]] = field(default_factory=list)
    rest: bytes = b""
    """What came after the last whole line."""
    is_whole: bool = False
    """Whether the response ended as HTTP wants it."""

    @property
    def statuses(self) -> list[object]:
        """The kinds of lines, repetitions left out."""
        found = [record.get("status", record.get("type")) for record in self.records]
        return [status for at, status in enumerate(found) if at == 0 or status != found[at - 1]]


def streamed(server: LoopbackServer, path: str, body: object) -> Stream:
    """A streamed answer to its end, however it ends."""
    stream = Stream()
    try:
        with opened(server, path, body) as response:
            stream.status = response.status
            while data := response.read1(65536):
                *lines, stream.rest = (stream.rest + data).split(b"\n")
                stream.records += map(json.loads, lines)
    except (http.client.HTTPException, OSError):
        return stream
    stream.is_whole = True
    return stream


@contextmanager
def opened(
    server: LoopbackServer, path: str, body: object, seconds: float = 10
) -> Iterator[http.client.HTTPResponse]:
    """A streamed answer at its start; leaving the block hangs up. `TimeoutError` after a silence."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=seconds)
    try:
        connection.request("POST", path, json.dumps(body), {"Accept": "application/json"})
        response = connection.getresponse()
        with response:
            yield response
    finally:
        connection.close()


def eventually(is_so: Callable[[], bool]) -> None:
    """Wait until it is so, up to 5 s."""
    pause, deadline = threading.Event(), time.monotonic() + 5
    while not is_so():
        assert time.monotonic() < deadline
        pause.wait(0.005)
