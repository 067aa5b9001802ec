"""Small HTTP chunks joined before httpx sees them, because each one costs it more than reading its record.

Model servers send every token in a chunk of its own. h11 and the generators of httpcore and httpx around it
take about 15 us for a chunk, however small (measured: 20,000 chunks from a local socket), and a reply arrives
in reads of up to 64 KiB that hold hundreds of them. So the network stream under httpcore takes the chunked
coding (RFC 9112, section 7.1) apart and puts one chunk around all data of a read. Anything unusual goes
through as it came: h11 stays the judge of what is valid HTTP.
"""

import re
import ssl
from collections.abc import Iterable
from enum import Enum, auto

import httpcore
import httpx

_HEAD_END = re.compile(rb"\n\r?\n")
_INFORMATIONAL = re.compile(rb"HTTP/1\.[01] 1(?!01)\d\d\b")
_IS_CHUNKED = re.compile(rb"\n[Tt]ransfer-[Ee]ncoding:[ \t]*chunked[ \t]*\r?\n")
_CHUNK_HEAD = re.compile(rb"([0-9A-Fa-f]{1,8})(?:;[^\r\n]{0,200})?\r\n")
_NO_CHUNK_HEAD = b"!\r\n"
_INCOMPLETE_CHUNK_HEAD = re.compile(rb"[0-9A-Fa-f]{0,8}(?:;[^\r\n]{0,200})?\r?")


class _Part(Enum):
    """What comes next in the response."""

    HEAD = auto()
    CHUNK_HEAD = auto()
    CHUNK_DATA = auto()
    CHUNK_END = auto()
    AS_IT_IS = auto()


class ChunkJoiner:
    """Rewrites the bytes of one response, without I/O; what it gives decodes to the same body."""

    def __init__(self) -> None:
        self._part = _Part.HEAD
        self._kept = b""
        """Bytes that cannot be judged before more of them come; never data of the body."""
        self._left = 0
        """Bytes of the current chunk still to come."""

    def feed(self, data: bytes) -> bytes:
        """What can be passed on by now; may be nothing."""
        if self._part is _Part.AS_IT_IS:
            return data
        data, self._kept = self._kept + data, b""
        if self._part is _Part.HEAD:
            return self._head(data)
        return self._chunks(data, 0)

    def finish(self) -> bytes:
        """What is left when the connection has ended."""
        kept, self._kept = self._kept, b""
        return kept

    def _head(self, data: bytes) -> bytes:
        if not data.startswith(b"HTTP/"[: len(data)]):
            # The greeting of another protocol: ended like a head, so that h11 judges it now. Without that it
            # waits for more, and then tells it from a connection closed in silence no longer.
            self._part = _Part.AS_IT_IS
            return data + b"\r\n\r\n"
        at = 0
        while end := _HEAD_END.search(data, at):
            head, at = data[at : end.end()], end.end()
            if _INFORMATIONAL.match(head):
                continue
            if not _IS_CHUNKED.search(head):
                self._part = _Part.AS_IT_IS
                return data
            self._part = _Part.CHUNK_HEAD
            return data[:at] + self._chunks(data, at)
        if at == 0 and len(data) > 65536:  # no head is so long; h11 will say so
            self._part = _Part.AS_IT_IS
            return data
        self._kept = data[at:]
        return data[:at]

    def _chunks(self, data: bytes, at: int) -> bytes:
        """One chunk with all data of the chunks from `at` on, and then whatever was none."""
        pieces: list[bytes] = []
        size = len(data)
        while at < size:
            if self._part is _Part.CHUNK_HEAD:
                found = _CHUNK_HEAD.match(data, at)
                if found is None or not (length := int(found[1], 16)):
                    if found is None and _INCOMPLETE_CHUNK_HEAD.fullmatch(data, at):
                        self._kept = data[at:]
                        return _chunk(pieces)
                    self._part = _Part.AS_IT_IS  # the last chunk and its trailers, or nothing HTTP knows
                    return _chunk(pieces) + data[at:]
                at, self._left, self._part = found.end(), length, _Part.CHUNK_DATA
            elif self._part is _Part.CHUNK_DATA:
                piece = data[at : at + self._left]
                pieces.append(piece)
                at += len(piece)
                self._left -= len(piece)
                if not self._left:
                    self._part = _Part.CHUNK_END
            elif data.startswith(b"\r\n", at):
                at, self._part = at + 2, _Part.CHUNK_HEAD
            elif data[at:] == b"\r":
                self._kept = b"\r"
                return _chunk(pieces)
            else:
                # The joined chunk has its end already, and after that these bytes could pass for a chunk.
                self._part = _Part.AS_IT_IS
                return _chunk(pieces) + _NO_CHUNK_HEAD + data[at:]
        return _chunk(pieces)


def _chunk(pieces: list[bytes]) -> bytes:
    data = b"".join(pieces)
    return b"%x\r\n%b\r\n" % (len(data), data) if data else b""


class _JoinedStream(httpcore.AsyncNetworkStream):
    """A connection that carries one response."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._joiner = ChunkJoiner()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while data := await self._stream.read(max_bytes, timeout):
            if joined := self._joiner.feed(data):
                return joined
        return self._joiner.finish()

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        return _JoinedStream(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


class _JoiningBackend(httpcore.AnyIOBackend):
    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        return _JoinedStream(await super().connect_tcp(host, port, timeout, local_address, socket_options))


class JoiningTransport(httpx.AsyncHTTPTransport):
    """For `httpx.AsyncClient(transport=…)`: each request has a connection of its own, closed after it.

    No proxy is used, so it is for addresses that need none.
    """

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__(verify=context, trust_env=False)
        # httpx takes no network backend; the pool it would have made has opened nothing yet.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=None,
            max_keepalive_connections=0,
            network_backend=_JoiningBackend(),
        )
