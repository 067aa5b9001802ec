"""A double of Docker Model Runner 1.2: `/models` to manage, `/engines/v1` to chat.

There is no recording of one; its shapes are those of `github.com/docker/model-runner` at 642c7211
(pkg/inference/models/http_handler.go, pkg/distribution/oci/progress.go, pkg/ollama/http_handler.go).
"""

import html
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import parse_qs, unquote

from tests.servers.downloads import Downloads, PublishedModel
from tests.servers.faults import Status
from tests.servers.loopback import Connection, Request
from tests.servers.model_server import Route
from tests.servers.openai_compatible import OpenAIDouble
from tests.servers.runner_pulling import RunnerPull, size_text
from tests.servers.scripted import LAST_CHUNK, chunk, chunked_head, response

LAYER_BYTES = 268_800_000
MANIFEST_BYTES = 1_200


class DockerModelRunnerDouble(OpenAIDouble):
    """Answers Docker's own endpoints, the OpenAI ones, and `/api/version` as the trap that it is.

    A pull sends `pull_lines`, until `downloads.published` has a model (`ai/name:tag`): from then on it
    downloads. A third pull at the same time waits without a byte, as at the real one.
    """

    def __init__(self, downloads: Downloads | None = None) -> None:
        super().__init__()
        self.downloads = downloads or Downloads()
        """With those of an earlier runner, `models` are what is installed there."""
        self.models = {"ai/smollm2:latest": LAYER_BYTES}
        if downloads is not None:
            self.models = {model.name: model.total_bytes for model in downloads.installed.values()}
        self.further_tags: dict[str, list[str]] = {}
        """Other tags of a model in `models`; with one, it is deleted only by force."""
        self.waiting_pulls = 0
        """Those for which there is no place yet."""
        self._places = threading.BoundedSemaphore(2)
        self.prefix = "/engines/v1"
        self.is_llama_server = False
        self.names_itself = True
        """Whether `/` says who it is; inside Docker Desktop it may not."""
        self.pull_lines: Sequence[object] = PULL
        """What a pull sends: JSON values, or bytes as they are."""

    def is_streamed(self, request: Request) -> bool:
        return super().is_streamed(request) or request.path == "/models/create"

    def route(self, request: Request) -> Route | None:
        path = request.path.partition("?")[0]
        routes: dict[tuple[str, str], Route] = {
            ("GET", "/api/version"): lambda to, _: self.send_json(to, {"version": "0.1.0"}),
            ("GET", "/api/tags"): lambda to, _: self.send_json(to, {"models": []}),
            ("GET", "/models"): lambda to, _: self.send_json(to, [*map(self._entry, self.models)]),
            ("POST", "/models/create"): self._pull,
            ("GET", "/engines/ps"): self._ps,
            ("GET", "/engines/df"): self._df,
            ("POST", "/engines/unload"): self._unload,
            ("POST", f"{self.prefix}/chat/completions"): self._infer,
            ("POST", f"{self.prefix}/completions"): self._infer,
        }
        if self.names_itself:
            hello = response(b"Docker Model Runner is running", content_type="text/plain")
            routes["GET", "/"] = lambda to, _: to.send(hello)
            routes["GET", "/version"] = lambda to, _: self.send_json(to, {"version": "v1.2.6"})
        if path.startswith("/models/") and request.method in ("GET", "DELETE"):
            return self._one_model
        return routes.get((request.method, path)) or super().route(request)

    def error_body(self, _status: int, message: str, /) -> bytes:
        return f"{message}\n".encode()

    def send_status(self, connection: Connection, status: Status) -> None:
        body = self.error_body(status.code, status.message) if status.raw is None else status.raw
        plain = "text/plain; charset=utf-8" if status.raw is None else status.content_type
        super().send_status(
            connection,
            Status(status.code, retry_after=status.retry_after, raw=body, content_type=plain),
        )

    def model_missing(self, _model: str, /) -> Status:
        return Status(404, "model not found")

    def not_found(self, connection: Connection, _request: Request) -> None:
        self.send_status(connection, Status(404, "not found"))

    def _infer(self, to: Connection, request: Request) -> None:
        model = _short(str(request.field("model")))
        if model in self.models and model not in self.loaded:
            self.loaded.append(model)
        if model not in self.models:
            self.send_status(to, self.model_missing(model))
        elif request.headers.get("x-preload-only") == "true":
            to.pause(self.load_seconds)
            to.send(response(content_type="text/plain"))
        else:
            self._reply(to, request)

    def _one_model(self, to: Connection, request: Request) -> None:
        path, _, query = request.path.partition("?")
        name = _short(unquote(path.removeprefix("/models/")))
        asked = {key: values[-1] for key, values in parse_qs(query).items()}
        if request.method == "GET" and asked.get("remote") == "true":
            self._remote(to, name)
        elif (listed := self._listed(name)) is None:
            self.send_status(to, Status(404, "Model not found"))
        elif request.method == "GET":
            self.send_json(to, self._entry(listed))
        elif self.further_tags.get(listed) and asked.get("force") != "true":
            reason = f'unable to delete "{name}" (must be forced) due to multiple tag references'
            self.send_status(to, Status(409, reason))
        else:
            tags = [listed, *self.further_tags.pop(listed, [])]
            del self.models[listed]
            self.downloads.remove(listed)
            self.send_json(to, [{"Untagged": f"docker.io/{tag}"} for tag in tags])

    def _remote(self, to: Connection, name: str) -> None:
        """What the registry says of a model; nothing is downloaded."""
        if model := self.downloads.find(name):
            self.send_json(to, _entry([model.name], model))
        else:
            self.send_status(to, Status(404, "Model not found"))

    def _listed(self, name: str) -> str | None:
        """The name in `models` of a model that is asked for by any of its tags."""
        for listed in self.models:
            tags = (listed, *self.further_tags.get(listed, []))
            if name in tags or f"{name}:latest" in tags:
                return listed
        return None

    def _entry(self, name: str) -> dict[str, object]:
        return _entry([name, *self.further_tags.get(name, [])], self.downloads.installed.get(name))

    def _df(self, to: Connection, _: Request) -> None:
        """Disk use: what is there of layers, each counted once, and models that have none here."""
        layers = sum(self.downloads.blobs.values()) + sum(self.downloads.partial.values())
        others = sum(size for name, size in self.models.items() if name not in self.downloads.installed)
        self.send_json(to, {"models_disk_usage": layers + others, "default_backend_disk_usage": 0})

    def _ps(self, to: Connection, _: Request) -> None:
        common = {"backend_name": "llama.cpp", "mode": "completion", "loading": False, "keep_alive": "5m0s"}
        self.send_json(to, [common | {"model_name": name} for name in self.loaded])

    def _unload(self, to: Connection, request: Request) -> None:
        named = request.field("models")
        is_all = request.field("all") is True
        wanted = [name for name in self.loaded if is_all or (isinstance(named, list) and name in named)]
        self.loaded = [name for name in self.loaded if name not in wanted]
        self.send_json(to, {"unloaded_runners": len(wanted)})

    def _pull(self, to: Connection, request: Request) -> None:
        with self._place(to):
            if not self.downloads.published:
                self._send_script(to, request)
                return
            pull = RunnerPull(
                self.downloads,
                to,
                accept=request.headers.get("accept", ""),
                send_status=self.send_status,
                installed=self._has_installed,
            )
            pull.run(_full(str(request.field("from"))))

    @contextmanager
    def _place(self, to: Connection) -> Iterator[None]:
        with self._lock:
            self.waiting_pulls += 1
        try:
            while not self._places.acquire(blocking=False):
                to.pause(0.005)
        finally:
            with self._lock:
                self.waiting_pulls -= 1
        try:
            yield
        finally:
            self._places.release()

    def _has_installed(self, model: PublishedModel) -> None:
        self.models[model.name] = model.total_bytes

    def _send_script(self, to: Connection, request: Request) -> None:
        is_json = request.headers.get("accept") == "application/json"
        to.send(chunked_head("application/json" if is_json else "text/plain"))
        for line in self.pull_lines:
            if line == PULL[-1]:  # by then the model is there; the client may look before this has ended
                self.models[str(request.field("from"))] = LAYER_BYTES
            if isinstance(line, bytes):
                to.send(chunk(line))
            else:
                text = json.dumps(line)
                to.send(chunk((text if is_json else html.escape(text)).encode() + b"\n"))
            to.wait_for(self.gate)
        to.send(LAST_CHUNK)


def progress(layer: str, size: int, current: int) -> dict[str, object]:
    """One progress line of a pull; `total` is of the whole model."""
    total = LAYER_BYTES + MANIFEST_BYTES
    part = {"id": layer, "size": size, "current": current}
    return {"type": "progress", "message": "", "total": total, "layer": part, "mode": "pull"}


PULL: Sequence[object] = (
    progress("sha256:354bf30d0aa3", LAYER_BYTES, 1_048_576),
    progress("sha256:9ee6b8f2a1c4", MANIFEST_BYTES, MANIFEST_BYTES),
    progress("sha256:354bf30d0aa3", LAYER_BYTES, LAYER_BYTES),
    {"type": "success", "message": "Model pulled successfully"},
)
"""A pull of two layers that interleave."""


def failed_pull(reason: str) -> Sequence[object]:
    """A pull that breaks after its first line; the plain text at its end is Go's `http.Error`."""
    return PULL[0], {"type": "error", "message": f"Error: {reason}"}, f"{reason}\n".encode()


def _short(name: str) -> str:
    """The name under which the runner keeps a model that is asked for in full."""
    return name.removeprefix("docker.io/")


def _full(name: str) -> str:
    """The name under which the runner keeps what it is told to pull (`normalizeModelName`)."""
    short = _short(name)
    if short.startswith("hf.co/"):
        return f"huggingface.co/{short.removeprefix('hf.co/')}"
    return short if "/" in short else f"ai/{short}"


def _entry(tags: list[str], model: PublishedModel | None) -> dict[str, object]:
    config = {
        "format": "gguf",
        "quantization": "IQ2_XXS/Q4_K_M",
        "parameters": "361.82 M",
        "architecture": "llama",
        "size": size_text(model.total_bytes) if model else "256.35 MiB",
        "context_size": 8192,
    }
    digest = f"sha256:{model.digest if model else '354bf30d' * 8}"
    full = [f"docker.io/{tag}" for tag in tags]
    return {"id": digest, "tags": full, "created": 1742816981, "config": config}
