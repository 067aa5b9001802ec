"""What the doubles of model servers share: scripted replies, their pace, and faults."""

import json
import threading
import time
import zlib
from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.servers.faults import EVERYWHERE, HTML_ERROR, HTML_PAGE, AnyFault, Fault, Redirect, Status
from tests.servers.loopback import Connection, Ended, LoopbackServer, Request
from tests.servers.scripted import LAST_CHUNK, Step, chunk, chunked_head, play, response

Route = Callable[[Connection, Request], None]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one endpoint spells what a reply is made of; every value ends its own record."""

    content_type: str
    text: Callable[[str], bytes]
    thinking: Callable[[str], bytes]
    final: bytes
    error: bytes
    garbage: bytes


class ModelServer(LoopbackServer):
    """A double of a model server that listens while its `with` block runs.

    Attributes are read when a request comes; only `gate` matters while a reply is under way.
    """

    def __init__(self) -> None:
        super().__init__()
        self.models: dict[str, int] = {"gemma3:270m": 253_113_597}
        """Names and sizes in bytes; may be empty."""
        self.loaded: list[str] = []
        """Names of the models in memory."""
        self.fragments: Sequence[str] = ("Hello", ", ", "world", "!")
        self.thinking: Sequence[str] = ()
        """Fragments of reasoning, sent before the answer."""
        self.finish = True
        """Whether the final record is sent."""
        self.finish_reason = "stop"
        self.tokens_per_second = 0.0
        """How fast the fragments come; 0: as fast as they can be sent."""
        self.gate = threading.Event()
        """Cleared: the reply is held after its first fragment until it is set."""
        self.gate.set()
        self.load_seconds = 0.0
        """How long the head of a reply is held back."""
        self.coalesce = False
        """Whether a reply leaves in one piece (without gate, pace and faults) instead of one per fragment."""
        self.fault_after = 1
        self.fault_everywhere = False
        self.api_key = ""
        """What `Authorization: Bearer` has to bring; "" accepts everyone."""
        self._fault: AnyFault | None = None
        self._scripts: dict[str, Sequence[Step]] = {}
        self._prepared: tuple[object, list[bytes]] | None = None

    @property
    def fault(self) -> AnyFault | None:
        return self._fault

    @fault.setter
    def fault(self, fault: AnyFault | None) -> None:
        self._fault = fault
        if fault is Fault.REFUSE:
            self.refuse()
        else:
            self.accept_again()

    def reply_with(self, *fragments: str, finish: bool = True, thinking: Sequence[str] = ()) -> None:
        """What every reply from now on is made of."""
        self.fragments, self.finish, self.thinking = fragments, finish, thinking

    def script(self, path: str, *steps: Step) -> None:
        """Answer every request for `path` with these bytes, instead of what the double would say."""
        self._scripts[path] = steps

    def handle(self, connection: Connection) -> None:
        if self._fault is Fault.SSH_BANNER:
            connection.send(b"SSH-2.0-OpenSSH_9.2p1\r\nInvalid SSH identification string.\r\n")
        while head := connection.read_head():
            request = head if self.is_upload(head) else connection.with_body(head)
            if request is None:
                return
            self.requests.append(request)
            if self._fault is Fault.SSH_BANNER:
                return
            self._answer(connection, request)

    @abstractmethod
    def route(self, request: Request) -> Route | None:
        """What answers a request, or None for a path that this server does not know."""

    @abstractmethod
    def error_body(self, status: int, message: str, /) -> bytes:
        """An error as this server words it."""

    @abstractmethod
    def is_streamed(self, request: Request) -> bool:
        """Whether this request is one that the faults strike."""

    def is_upload(self, _request: Request) -> bool:
        """Whether the route of this request reads the body itself, because it may be large."""
        return False

    def model_missing(self, model: str, /) -> Status:
        """What this server says about a model that it does not have."""
        return Status(404, f"model '{model}' not found")

    def not_found(self, connection: Connection, _request: Request) -> None:
        connection.send(response(b"404 page not found", status="404 Not Found", content_type="text/plain"))

    def send_json(self, connection: Connection, value: object, status: str = "200 OK") -> None:
        connection.send(response(json.dumps(value).encode(), status=status))

    def send_status(self, connection: Connection, status: Status) -> None:
        body = self.error_body(status.code, status.message) if status.raw is None else status.raw
        headers = (f"Retry-After: {status.retry_after}",) if status.retry_after else ()
        line = f"{status.code} Scripted"
        connection.send(response(body, status=line, content_type=status.content_type, headers=headers))

    def send_reply(self, connection: Connection, dialect: Dialect, key: object) -> None:
        """Stream the scripted reply; `key` tells endpoints apart whose records differ."""
        connection.pause(self.load_seconds)
        pieces = self._pieces(dialect, key)
        end = (self._piece(dialect.final) if self.finish else b"") + LAST_CHUNK
        strikes_at = min(self.fault_after, len(pieces)) if self._fault else None
        if self._fault is Fault.GZIP:
            self._send_bomb(connection, dialect)
            return
        connection.send(chunked_head(dialect.content_type))
        if self.coalesce and strikes_at is None:
            connection.send(b"".join(pieces) + end)
            return
        start = time.monotonic()
        for index, piece in enumerate(pieces):
            if index == strikes_at:
                self._strike(connection, dialect)
            if self.tokens_per_second:
                connection.pause(start + index / self.tokens_per_second - time.monotonic())
            connection.send(piece)
            if index == 0 and not self.gate.is_set():
                connection.wait_for(self.gate)
        if strikes_at == len(pieces):
            self._strike(connection, dialect)
        connection.send(end)

    def _answer(self, connection: Connection, request: Request) -> None:
        path = request.path.partition("?")[0]
        if path in self._scripts:
            for step in self._scripts[path]:
                play(connection, step)
            return
        route = self.route(request) or self.not_found
        if self.api_key and request.headers.get("authorization") != f"Bearer {self.api_key}":
            route = _status_route(self, Status(401, "Invalid API Key"))
        if self._fault in EVERYWHERE or self.fault_everywhere or self.is_streamed(request):
            route = self._faulty_route(route)
        route(connection, request)

    def _faulty_route(self, route: Route) -> Route:
        match self._fault:
            case Fault.INFORMATIONAL:
                return lambda connection, _: _forever(connection, b"HTTP/1.1 102 Processing\r\n\r\n")
            case Fault.STALL_HEAD:
                return lambda connection, _: connection.pause()
            case Fault.HTML_200:
                page = response(HTML_PAGE, content_type="text/html")
                return lambda connection, _: connection.send(page)
            case Fault.HTML_500:
                page = response(HTML_ERROR, status="500 Internal Server Error", content_type="text/html")
                return lambda connection, _: connection.send(page)
            case Fault.MODEL_MISSING:
                return lambda connection, request: self.send_status(
                    connection, self.model_missing(str(request.field("model")))
                )
            case Status() as status:
                return _status_route(self, status)
            case Redirect(url):
                moved = response(status="307 Temporary Redirect", headers=(f"Location: {url}",))
                return lambda connection, _: connection.send(moved)
        return route

    def _strike(self, connection: Connection, dialect: Dialect) -> None:
        match self._fault:
            case Fault.RESET:
                connection.reset()
                raise Ended
            case Fault.CUT:
                connection.fin()
                raise Ended
            case Fault.STALL:
                connection.pause()
            case Fault.DRIP:
                while True:
                    connection.send(chunk(b" "))
                    connection.pause(0.01)
            case Fault.GARBAGE:
                _forever(connection, chunk(dialect.garbage))
            case Fault.ERROR_LINE:
                self._end_early(connection, chunk(dialect.error))
            case Fault.TRUNCATED:
                self._end_early(connection, b"")
            case Fault.LONG_LINE:
                megabyte = chunk(b"x" * 1_000_000)
                for _ in range(100):
                    connection.send(megabyte)
            case Fault.ENDLESS:
                _forever(connection, chunk(dialect.text(self.fragments[-1])))

    def _end_early(self, connection: Connection, last: bytes) -> None:
        connection.send(last + LAST_CHUNK)
        connection.fin()
        raise Ended

    def _send_bomb(self, connection: Connection, dialect: Dialect) -> None:
        connection.send(chunked_head(dialect.content_type, headers=("Content-Encoding: gzip",)))
        packer = zlib.compressobj(wbits=31)
        for _ in range(200):
            connection.send(_chunk_if_any(packer.compress(b" " * 1_000_000)))
        connection.send(_chunk_if_any(packer.compress(dialect.final) + packer.flush()) + LAST_CHUNK)

    def _pieces(self, dialect: Dialect, key: object) -> list[bytes]:
        """The fragments' bytes; those of the last reply are kept, so that a long one costs nothing twice."""
        everything = (key, tuple(self.thinking), tuple(self.fragments), self._fault is Fault.SPLIT)
        if self._prepared is None or self._prepared[0] != everything:
            records = [*map(dialect.thinking, self.thinking), *map(dialect.text, self.fragments)]
            self._prepared = everything, [self._piece(record) for record in records]
        return self._prepared[1]

    def _piece(self, record: bytes) -> bytes:
        if self._fault is Fault.SPLIT:
            return b"".join(chunk(bytes([byte])) for byte in record)
        return chunk(record)


def _status_route(server: ModelServer, status: Status) -> Route:
    return lambda connection, _: server.send_status(connection, status)


def _chunk_if_any(data: bytes) -> bytes:
    return chunk(data) if data else b""


def _forever(connection: Connection, data: bytes) -> None:
    while True:
        connection.send(data)
