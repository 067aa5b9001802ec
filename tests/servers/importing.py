"""How a file becomes a model in Ollama: `/api/blobs/:digest`, then `/api/create` (its `server/create.go`)."""

import hashlib
from collections.abc import Callable

from tests.servers.downloads import Downloads, Layer, PublishedModel, published
from tests.servers.faults import Status
from tests.servers.loopback import Connection, Ended, Request
from tests.servers.pull_faults import At, Cut, Effect, EndOfStream, ErrorLine, Hold, HttpError, Phase, Stall
from tests.servers.pulling import ollama_line
from tests.servers.scripted import LAST_CHUNK, chunk, chunked_head, response

CONFIG_BYTES = 485
GGUF = b"GGUF"
"""What a file of this format starts with."""

SendStatus = Callable[[Connection, Status], None]


class Imports:
    """Uploads and creates of one double; what was uploaded is a blob of its downloads."""

    def __init__(
        self, downloads: Downloads, send_status: SendStatus, installed: Callable[[PublishedModel], None]
    ) -> None:
        self.downloads = downloads
        self._send_status, self._installed = send_status, installed
        self._others: set[str] = set()
        """Digests of uploads that are no GGUF."""

    def check(self, to: Connection, request: Request) -> None:
        """`HEAD`: whether a blob is there."""
        is_there = _digest_in(request) in self.downloads.blobs
        to.send(response(status="200 OK" if is_there else "404 Not Found"))

    def receive(self, to: Connection, request: Request) -> None:
        """`POST`: take a blob in, if it has the digest that it is said to have."""
        digest = _digest_in(request)
        if digest in self.downloads.blobs:
            to.send(response())
            return
        hashed, size, start = hashlib.sha256(), 0, b""
        for piece in to.body_pieces():
            hashed.update(piece)
            size, start = size + len(piece), start or piece[:4]
            for armed in self.downloads.take_armed(At(Phase.UPLOAD), size, 1):
                if self._fails(to, armed.effect):
                    return
        found = f"sha256:{hashed.hexdigest()}"
        if found != digest:
            self._send_status(to, Status(400, f'digest mismatch, expected "{digest}", got "{found}"'))
            return
        if not start.startswith(GGUF):
            self._others.add(digest)
        self.downloads.add_blob(digest, size)
        to.send(response(status="201 Created"))

    def create(self, to: Connection, request: Request) -> None:
        """Make a model of blobs that are there."""
        name, files = request.field("model"), request.field("files")
        if not isinstance(name, str) or not name:
            self._send_status(to, Status(400, "invalid model name"))
            return
        digests = [str(digest) for digest in files.values()] if isinstance(files, dict) else []
        for digest in digests:
            if digest not in self.downloads.blobs:
                path = f"/root/.ollama/models/blobs/{digest.replace(':', '-')}"
                self._send_status(to, Status(400, f"open {path}: no such file or directory"))
                return
        to.send(chunked_head())
        self._create(to, name if ":" in name.rpartition("/")[2] else f"{name}:latest", digests)
        to.send(LAST_CHUNK)

    def _create(self, to: Connection, name: str, digests: list[str]) -> None:
        if not digests:
            _say(to, error="neither 'from' or 'files' was specified", status=400)
            return
        if self._others.intersection(digests):
            _say(to, error="supplied file was not in GGUF format", status=400)
            return
        _say(to, status="parsing GGUF")
        for armed in self.downloads.take_armed(At(Phase.CREATING), 0, 1):
            if self._fails(to, armed.effect):
                return
        layers = tuple(Layer(digest, self.downloads.blobs[digest]) for digest in digests)
        model = published(name, CONFIG_BYTES, shares=layers)
        for digest in digests:
            _say(to, status=f"using existing layer {digest}")
        _say(to, status=f"creating new layer {model.layers[-1].digest}")
        _say(to, status="writing manifest")
        self.downloads.install(model)
        self._installed(model)
        _say(to, status="success")

    def _fails(self, to: Connection, effect: Effect) -> bool:
        """Do it; whether that was the end of the request."""
        match effect:
            case Cut():
                if effect.is_reset:
                    to.reset()
                else:
                    to.fin()
                raise Ended
            case Hold(held):
                held.reached.set()
                to.stand_still(held.released)
                return False
            case Stall():
                to.stand_still()
            case HttpError(code, text):
                self._send_status(to, Status(code, text))
            case ErrorLine(text):
                _say(to, error=text)
            case EndOfStream():
                return True
            case _:
                raise AssertionError(f"{effect} cannot happen here")
        return True


def _say(to: Connection, **record: object) -> None:
    to.send(chunk(ollama_line(record)))


def _digest_in(request: Request) -> str:
    return request.path.rpartition("/")[2].replace("-", ":").replace("%3A", ":")
