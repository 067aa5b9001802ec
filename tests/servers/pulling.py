"""One pull over one connection, and how Ollama tells of it.

Shapes: ../recordings/ollama/pull_*.http; Ollama's `server/images.go` (`PullModel`) and `server/download.go`.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable

from tests.servers.downloads import Downloads, Layer, PublishedModel
from tests.servers.faults import Status
from tests.servers.loopback import Connection, Ended
from tests.servers.pull_faults import (
    NO_SUCH_MODEL,
    At,
    Corrupt,
    Cut,
    Distort,
    Effect,
    EndOfStream,
    ErrorLine,
    Flood,
    Hold,
    HttpError,
    Phase,
    Report,
    RollBack,
    Stall,
    digest_mismatch,
)
from tests.servers.scripted import LAST_CHUNK, chunk, chunked_head
from tests.servers.written_downloads import DiskFull

LINES_AT_ONCE = 1000
"""Of a flood, in one chunk."""


class _Over(Exception):
    """The response has ended before the pull did; the connection lives on."""


class Pull(ABC):
    """A pull of one model; `send_status` answers with an error, `installed` learns of the new model."""

    content_type: str
    half_line: bytes

    def __init__(
        self,
        downloads: Downloads,
        to: Connection,
        *,
        send_status: Callable[[Connection, Status], None],
        installed: Callable[[PublishedModel], None],
    ) -> None:
        self.downloads, self.to = downloads, to
        self._send_status, self._installed = send_status, installed
        self._change: Callable[[Report], Report] = lambda report: report
        self._last = b""
        self._has_head = False

    def run(self, name: str) -> None:
        """Serve the whole request."""
        try:
            with self.downloads.pulling():
                self._run(name)
        except _Over:
            return

    def _run(self, name: str) -> None:
        model = self.downloads.find(name)
        self.reach(Phase.REQUEST)
        if model is None:
            self.refuse()
            return
        self._send_head()
        self.reach(Phase.HEAD)
        self.say_status("pulling manifest")
        self.reach(Phase.MANIFEST)
        try:
            self.fetch(model)
        except DiskFull as full:
            self._end(str(full))
        self.say_status("verifying sha256 digest")
        self.reach(Phase.VERIFYING, model=model)
        self.to.pause(self.downloads.verify_seconds)
        self.reach(Phase.VERIFIED, model=model)
        self.say_status("writing manifest")
        self.reach(Phase.WRITING, model=model)
        has_dropped = self.downloads.install(model)
        self._installed(model)
        if has_dropped:
            self.say_status("removing unused layers")
        self.reach(Phase.INSTALLED, model=model)
        self.say_success(model)
        self.reach(Phase.SUCCESS)
        self.to.send(LAST_CHUNK)

    @abstractmethod
    def refuse(self) -> None:
        """Answer that the registry has no such model."""

    @abstractmethod
    def fetch(self, model: PublishedModel) -> None:
        """Fetch what is missing of every layer, and tell of it."""

    @abstractmethod
    def say_status(self, status: str) -> None:
        """Tell of a phase."""

    @abstractmethod
    def say_success(self, model: PublishedModel) -> None: ...

    @abstractmethod
    def say_error(self, text: str) -> None: ...

    def report(self, layer: Layer) -> Report:
        """What a line says of a layer now, distorted as it shall be."""
        return self._change(Report(layer.digest, layer.size, self.downloads.had(layer) or None))

    def say(self, line: bytes) -> None:
        """Send one line."""
        if not self.downloads.gate.is_set():
            self.to.wait_for(self.downloads.gate)
            self.downloads.restart_clock()
        self._last = line
        self.to.send(chunk(line))

    def tick(self) -> None:
        """Let the time between two lines pass, and notice a client that has hung up."""
        self.to.pause(max(self.downloads.line_seconds, 0.0002))

    def reach(self, phase: Phase, layer: int | None = None, model: PublishedModel | None = None) -> None:
        """Let happen what is armed for this point."""
        had = self.downloads.had(model.layers[layer]) if model and layer is not None else 0
        layers = len(model.layers) if model else 1
        for armed in self.downloads.take_armed(At(phase, layer), had, layers):
            self._suffer(armed.effect, layer, model)

    def _send_head(self) -> None:
        self._has_head = True
        self.to.send(chunked_head(self.content_type))

    def _suffer(self, effect: Effect, layer: int | None, model: PublishedModel | None) -> None:
        match effect:
            case Cut():
                if effect.in_line:
                    self.to.send(chunk(self.half_line))
                if effect.is_reset:
                    self.to.reset()
                else:
                    self.to.fin()
                raise Ended
            case Hold(held):
                held.reached.set()
                self.to.wait_for(held.released)
                self.downloads.restart_clock()
            case Stall(says):
                while says and self._last:
                    self.to.send(chunk(self._last))
                    self.tick()
                self.to.pause()
            case Flood(lines) if self._last:
                for start in range(0, lines, LINES_AT_ONCE):
                    self.to.send(chunk(self._last * min(LINES_AT_ONCE, lines - start)))
            case Distort(change):
                self._change = change
            case RollBack(lost) if model and layer is not None:
                self.downloads.roll_back(model.layers[layer], lost)
            case Corrupt(spoiled) if model:
                self.downloads.spoil(model.layers[spoiled])
                self._end(digest_mismatch(model.layers[spoiled].digest))
            case HttpError(code, text):
                self._send_status(self.to, Status(code, text))
                raise _Over
            case ErrorLine(text):
                self._end(text)
            case EndOfStream():
                self._end(None)
            case _:
                raise AssertionError(f"{effect} cannot happen here")

    def _end(self, error: str | None) -> None:
        if not self._has_head:
            self._send_head()
        if error is not None:
            self.say_error(error)
        self.to.send(LAST_CHUNK)
        raise _Over


class OllamaPull(Pull):
    """Layer after layer; a whole one gets one line, and the last line of another comes before its end."""

    content_type = "application/x-ndjson"
    half_line = b'{"status":"success"'

    def refuse(self) -> None:
        self._send_head()
        self.say_status("pulling manifest")
        self.reach(Phase.MANIFEST)
        self._end(NO_SUCH_MODEL.text)

    def fetch(self, model: PublishedModel) -> None:
        for index, layer in enumerate(model.layers):
            with self.downloads.fetching(layer):
                self._fetch_layer(model, index)
            self.reach(Phase.LAYER_END, index, model)

    def say_status(self, status: str) -> None:
        self.say(ollama_line({"status": status}))

    def say_success(self, _model: PublishedModel) -> None:
        self.say_status("success")

    def say_error(self, text: str) -> None:
        self.say(ollama_line({"error": text}))

    def _fetch_layer(self, model: PublishedModel, index: int) -> None:
        layer, downloads = model.layers[index], self.downloads
        missing = layer.size - downloads.had(layer)
        if 0 < missing <= downloads.bytes_per_second * downloads.line_seconds:
            self.tick()  # Ollama's first line is due only after that
        else:
            self._say_layer(layer)
        self.reach(Phase.LAYER, index, model)
        while downloads.had(layer) < layer.size:
            self.tick()
            if downloads.advance(layer) < layer.size:
                self._say_layer(layer)
            self.reach(Phase.LAYER, index, model)

    def _say_layer(self, layer: Layer) -> None:
        report = self.report(layer)
        record: dict[str, object] = {"status": f"pulling {layer.digest[7:19]}"}
        fields = {"digest": report.digest, "total": report.total, "completed": report.completed}
        self.say(ollama_line(record | {name: value for name, value in fields.items() if value is not None}))


def ollama_line(record: dict[str, object]) -> bytes:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
