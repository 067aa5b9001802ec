"""How Docker Model Runner tells of a pull (`pkg/distribution/oci/progress.go` of `docker/model-runner`)."""

import html
import json
from collections.abc import Callable
from contextlib import ExitStack

from tests.servers.downloads import Downloads, Layer, PublishedModel
from tests.servers.faults import Status
from tests.servers.loopback import Connection
from tests.servers.pull_faults import Phase
from tests.servers.pulling import Pull


class RunnerPull(Pull):
    """Layers at the same time, each line with the whole model's size; phases are not told, nor layers there.

    The lines are escaped as HTML unless `accept` is `application/json` to the letter.
    """

    half_line = b'{"type":"success"'

    def __init__(
        self,
        downloads: Downloads,
        to: Connection,
        *,
        accept: str,
        send_status: Callable[[Connection, Status], None],
        installed: Callable[[PublishedModel], None],
    ) -> None:
        super().__init__(downloads, to, send_status=send_status, installed=installed)
        self._is_json = accept == "application/json"
        self.content_type = "application/json" if self._is_json else "text/plain"
        self._was_there = False

    def refuse(self) -> None:
        self._send_status(self.to, Status(404, "Model not found"))

    def fetch(self, model: PublishedModel) -> None:
        missing = [
            index for index, layer in enumerate(model.layers) if self.downloads.had(layer) < layer.size
        ]
        self._was_there = not missing
        with ExitStack() as fetching:
            for index in missing:
                fetching.enter_context(self.downloads.fetching(model.layers[index]))
            while missing:
                self.tick()
                for index in tuple(missing):
                    layer = model.layers[index]
                    is_whole = self.downloads.advance(layer) == layer.size
                    self._say_layer(model, layer)
                    self.reach(Phase.LAYER, index, model)
                    if is_whole:
                        missing.remove(index)
                        self.reach(Phase.LAYER_END, index, model)

    def say_status(self, _status: str) -> None:
        return

    def say_success(self, model: PublishedModel) -> None:
        cached = f"Using cached model: {size_text(model.total_bytes)}"
        self._say({"type": "success", "message": cached if self._was_there else "Model pulled successfully"})

    def say_error(self, text: str) -> None:
        self._say({"type": "error", "message": f"Error: {text}"})
        self.say(f"{text}\n".encode())  # Go's `http.Error` on a response that has begun

    def _say_layer(self, model: PublishedModel, layer: Layer) -> None:
        report = self.report(layer)
        whole = {} if report.total is None else {"total": model.total_bytes}
        part = {"id": report.digest, "size": report.total, "current": report.completed}
        told = {name: value for name, value in part.items() if value is not None}
        self._say({"type": "progress", "message": "", **whole, "layer": told, "mode": "pull"})

    def _say(self, record: dict[str, object]) -> None:
        text = json.dumps(record)
        self.say((text if self._is_json else html.escape(text)).encode() + b"\n")


def size_text(size: int) -> str:
    """Bytes as Docker's tools write them for people."""
    return f"{size / 1024**3:.2f} GiB" if size >= 1024**3 else f"{size / 1024**2:.2f} MiB"
