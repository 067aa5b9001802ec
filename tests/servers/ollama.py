"""A double of Ollama's native protocol (shapes: ../recordings/ollama and Ollama's `server/routes.go`)."""

import json
from collections.abc import Sequence

from tests.servers.loopback import Connection, Request
from tests.servers.model_server import Dialect, ModelServer, Route
from tests.servers.scripted import LAST_CHUNK, chunk, chunked_head, response

CREATED_AT = "2026-11-22T22:54:11.382946256Z"
DIGEST = "sha256:a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"


class OllamaDouble(ModelServer):
    """Speaks Ollama's API; `pull_records` is what a pull sends."""

    def __init__(self, version: str = "0.33.0") -> None:
        super().__init__()
        self.is_gpu_used = False
        """Whether the models in memory are said to be on a GPU, all of them."""
        self.version = version
        self.pull_records: Sequence[dict[str, object]] = pull_of(1_000_000)

    def is_streamed(self, request: Request) -> bool:
        return request.method == "POST" and request.path in ("/api/chat", "/api/generate", "/api/pull")

    def route(self, request: Request) -> Route | None:
        routes: dict[tuple[str, str], Route] = {
            ("GET", "/"): self._root,
            ("HEAD", "/"): self._root,
            ("GET", "/api/version"): lambda to, _: self.send_json(to, {"version": self.version}),
            ("GET", "/api/tags"): self._tags,
            ("GET", "/api/ps"): self._ps,
            ("POST", "/api/show"): self._show,
            ("POST", "/api/chat"): self._generate,
            ("POST", "/api/generate"): self._generate,
            ("POST", "/api/pull"): self._pull,
            ("DELETE", "/api/delete"): self._delete,
        }
        return routes.get((request.method, request.path))

    def error_body(self, status: int, message: str, /) -> bytes:
        detail = {"signin_url": "https://ollama.example/connect"} if status == 401 else {}
        return json.dumps({"error": message, **detail}).encode()

    def dialect(self, path: str, model: str) -> Dialect:
        """The records of `/api/chat` or `/api/generate`."""
        common: dict[str, object] = {"model": model, "created_at": CREATED_AT}

        def record(text: str, thinking: str = "") -> dict[str, object]:
            extra = {"thinking": thinking} if thinking else {}
            if path == "/api/chat":
                return common | {"message": {"role": "assistant", "content": text, **extra}, "done": False}
            return common | {"response": text, "done": False, **extra}

        counts = {
            "done": True,
            "done_reason": self.finish_reason,
            "total_duration": 1_500_000_000,
            "load_duration": int(self.load_seconds * 1e9) + 1_000_000,
            "prompt_eval_count": 12,
            "prompt_eval_duration": 20_000_000,
            "eval_count": len(self.fragments),
            "eval_duration": 1_000_000_000,
        }
        return Dialect(
            content_type="application/x-ndjson",
            text=lambda text: _line(record(text)),
            thinking=lambda thought: _line(record("", thought)),
            final=_line(record("") | counts),
            error=_line({"error": "an error was encountered while running the model: unexpected EOF"}),
            garbage=b"<<< not JSON >>>\n",
        )

    def _has(self, name: str) -> bool:
        return name in self.models or f"{name}:latest" in self.models

    def _root(self, to: Connection, request: Request) -> None:
        body = b"Ollama is running" if request.method == "GET" else b""
        to.send(response(body, content_type="text/plain; charset=utf-8"))

    def _tags(self, to: Connection, _: Request) -> None:
        models = [
            {"name": name, "model": name, "modified_at": CREATED_AT, "size": size}
            | {"digest": "ab" * 32, "details": _details(name), "capabilities": ["completion"]}
            for name, size in self.models.items()
        ]
        self.send_json(to, {"models": models})

    def _ps(self, to: Connection, _: Request) -> None:
        models = [
            {"name": name, "model": name, "size": self.models.get(name, 0), "digest": "ab" * 32}
            | {"details": _details(name), "expires_at": "2026-11-22T22:59:13.630996748Z"}
            | {"size_vram": self.models[name] if self.is_gpu_used else 0, "context_length": 4096}
            for name in self.loaded
        ]
        self.send_json(to, {"models": models})

    def _show(self, to: Connection, request: Request) -> None:
        model = str(request.field("model"))
        if not self._has(model):
            self.send_status(to, self.model_missing(model))
            return
        facts = {
            "license": "Scripted licence",
            "parameters": 'stop                           "<end_of_turn>"',
            "template": "{{ .Prompt }}",
            "system": "Be brief.",
            "details": _details(model),
            "model_info": {"general.architecture": "gemma3", "gemma3.context_length": 32768},
            "capabilities": ["completion"],
        }
        self.send_json(to, facts)

    def _delete(self, to: Connection, request: Request) -> None:
        model = str(request.field("model"))
        if self.models.pop(model, None) is None:
            self.send_status(to, self.model_missing(model))
        else:
            to.send(response())

    def _generate(self, to: Connection, request: Request) -> None:
        model = str(request.field("model"))
        if not self._has(model):
            self.send_status(to, self.model_missing(model))
        elif request.field("messages") or request.field("prompt"):
            self.send_reply(to, self.dialect(request.path, model), (request.path, model))
        else:
            self._load(to, model, is_unload=request.field("keep_alive") in (0, "0"))

    def _load(self, to: Connection, model: str, *, is_unload: bool) -> None:
        if is_unload:
            self.loaded = [name for name in self.loaded if name != model]
        elif model not in self.loaded:
            to.pause(self.load_seconds)
            self.loaded.append(model)
        reason = "unload" if is_unload else "load"
        answer = {"model": model, "created_at": CREATED_AT, "response": "", "done": True}
        self.send_json(to, answer | {"done_reason": reason})

    def _pull(self, to: Connection, request: Request) -> None:
        to.send(chunked_head())
        for record in self.pull_records:
            if record.get("status") == "success":  # by then the model is there
                self.models[str(request.field("model"))] = 1_000_000
            to.send(chunk(_line(record)))
            to.wait_for(self.gate)
        to.send(LAST_CHUNK)


def pull_of(total_bytes: int, steps: int = 4) -> list[dict[str, object]]:
    """The records of a pull of one layer that goes well."""
    layer = {"status": "pulling a5fd3b62230a", "digest": DIGEST, "total": total_bytes}
    return [
        {"status": "pulling manifest"},
        layer,
        *(layer | {"completed": total_bytes * step // steps} for step in range(1, steps + 1)),
        {"status": "verifying sha256 digest"},
        {"status": "writing manifest"},
        {"status": "success"},
    ]


def _line(record: dict[str, object]) -> bytes:
    return (
        json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"
    )


def _details(name: str) -> dict[str, object]:
    family = name.partition(":")[0]
    sizes = {"parameter_size": "268.10M", "quantization_level": "Q4_K_M"}
    return {"parent_model": "", "format": "gguf", "family": family, "families": [family], **sizes}
