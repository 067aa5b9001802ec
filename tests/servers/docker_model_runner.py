"""A double of Docker Model Runner 1.2: `/models` to manage, `/engines/v1` to chat.

There is no recording of one; its shapes are those of `github.com/docker/model-runner` at 642c7211
(pkg/inference/models/http_handler.go, pkg/distribution/oci/progress.go, pkg/ollama/http_handler.go).
"""

import html
import json
from collections.abc import Sequence

from tests.servers.faults import Status
from tests.servers.loopback import Connection, Request
from tests.servers.model_server import Route
from tests.servers.openai_compatible import OpenAIDouble
from tests.servers.scripted import LAST_CHUNK, chunk, chunked_head, response

LAYER_BYTES = 268_800_000
MANIFEST_BYTES = 1_200


class DockerModelRunnerDouble(OpenAIDouble):
    """Answers Docker's own endpoints, the OpenAI ones, and `/api/version` as the trap that it is."""

    def __init__(self) -> None:
        super().__init__()
        self.models = {"ai/smollm2:latest": LAYER_BYTES}
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
            ("GET", "/models"): lambda to, _: self.send_json(to, [_entry(name) for name in self.models]),
            ("POST", "/models/create"): self._pull,
            ("GET", "/engines/ps"): self._ps,
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
        name = _short(request.path.partition("?")[0].removeprefix("/models/"))
        if name not in self.models:
            self.send_status(to, Status(404, "Model not found"))
        elif request.method == "DELETE":
            del self.models[name]
            self.send_json(to, [{"Untagged": name}])
        else:
            self.send_json(to, _entry(name))

    def _ps(self, to: Connection, _: Request) -> None:
        common = {"backend_name": "llama.cpp", "mode": "completion", "loading": False, "keep_alive": "5m0s"}
        self.send_json(to, [common | {"model_name": name} for name in self.loaded])

    def _unload(self, to: Connection, request: Request) -> None:
        named = request.field("models")
        wanted = [name for name in self.loaded if isinstance(named, list) and name in named]
        self.loaded = [name for name in self.loaded if name not in wanted]
        self.send_json(to, {"unloaded_runners": len(wanted)})

    def _pull(self, to: Connection, request: Request) -> None:
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


def _entry(name: str) -> dict[str, object]:
    config = {
        "format": "gguf",
        "quantization": "IQ2_XXS/Q4_K_M",
        "parameters": "361.82 M",
        "architecture": "llama",
        "size": "256.35 MiB",
        "context_size": 8192,
    }
    tags = [f"docker.io/{name}"]
    return {"id": f"sha256:{'354bf30d' * 8}", "tags": tags, "created": 1742816981, "config": config}
