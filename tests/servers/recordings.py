"""What real servers answered, byte for byte; `tests/recordings/README.md` says how it was taken."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.servers.scripted import LAST_CHUNK, ScriptedServer, chunk

TESTS = Path(__file__).parent.parent
COPIES = TESTS / "recordings"
ORIGINALS = TESTS.parent.parent / "shared" / "recordings"
"""Beside the checkout where the project is developed; a clone elsewhere has only the copies."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One answer: its head as sent, with the blank line, and its body without the chunked coding."""

    head: bytes
    body: bytes

    @property
    def is_chunked(self) -> bool:
        return b"transfer-encoding: chunked" in self.head.lower()

    def pieces(self, piece_bytes: int | None = None) -> Iterator[bytes]:
        """What goes over the wire, the body in pieces of so many bytes (None: line by line)."""
        yield self.head
        parts = (
            self.body.splitlines(keepends=True)
            if piece_bytes is None
            else [self.body[at : at + piece_bytes] for at in range(0, len(self.body), piece_bytes)]
        )
        for part in parts:
            yield chunk(part) if self.is_chunked else part
        if self.is_chunked:
            yield LAST_CHUNK


@cache
def recording(name: str) -> Recording:
    """The recording called `name`, such as `ollama/chat_stream`."""
    return read(COPIES / f"{name}.http")


def read(path: Path) -> Recording:
    """The recording in a file; its length is set right where a name in the body was replaced."""
    head, blank, body = path.read_bytes().partition(b"\r\n\r\n")
    head = re.sub(rb"(?i)(content-length: )\d+", rb"\g<1>%d" % len(body), head)
    return Recording(head + blank, body)


def recorded_names(folder: str) -> list[str]:
    """Every recording of one server, such as `ollama`."""
    return sorted(f"{folder}/{path.stem}" for path in (COPIES / folder).glob("*.http"))


def replay(*names: str, piece_bytes: int | None = None) -> ScriptedServer:
    """A server that answers the n-th request with the n-th recording, and further ones with the last.

    curl took the chunk framing off when it recorded; it is put back here.
    """
    return ScriptedServer(*(recording(name).pieces(piece_bytes) for name in names))
