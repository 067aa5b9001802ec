"""A double of an OpenAI-compatible server, llama.cpp's unless told otherwise (../recordings/llama-server)."""

import json
from typing import Final

from tests.servers.faults import Status
from tests.servers.loopback import Connection, Request
from tests.servers.model_server import Dialect, ModelServer, Route

CREATED: Final = 1795388133


class OpenAIDouble(ModelServer):
    """Speaks `/v1`; the attributes are the ways in which such servers differ."""

    def __init__(self) -> None:
        super().__init__()
        self.models = {"gemma3-270m": 246_587_904}
        self.prefix = "/v1"
        self.is_llama_server = True
        """Whether it has `/health` and `/props`, gives `timings`, and takes any model name."""
        self.reasoning_field = "reasoning_content"
        self.sends_usage = True
        self.sends_done_marker = True
        self.rejects_stream_options = False
        self.streams = True
        """Whether `"stream": true` is obeyed; otherwise the whole reply comes as one JSON value."""

    def is_streamed(self, request: Request) -> bool:
        return request.method == "POST" and request.path.endswith("completions")

    def route(self, request: Request) -> Route | None:
        routes: dict[tuple[str, str], Route] = {
            ("GET", f"{self.prefix}/models"): self._models,
            ("POST", f"{self.prefix}/chat/completions"): self._complete,
            ("POST", f"{self.prefix}/completions"): self._complete,
        }
        if self.is_llama_server:
            routes["GET", "/health"] = lambda to, _: self.send_json(to, {"status": "ok"})
            routes["GET", "/props"] = self._props
        return routes.get((request.method, request.path))

    def not_found(self, connection: Connection, _request: Request) -> None:
        self.send_status(connection, Status(404, "File Not Found"))

    def error_body(self, status: int, message: str, /) -> bytes:
        kind = "not_found_error" if status == 404 else "invalid_request_error"
        return json.dumps({"error": {"code": status, "message": message, "type": kind}}).encode()

    def dialect(self, path: str, model: str, *, with_usage: bool) -> Dialect:
        """The events of `/chat/completions` or `/completions`."""
        is_chat = path.endswith("/chat/completions")
        kind = "chat.completion.chunk" if is_chat else "text_completion"
        common = {"id": "chatcmpl-1", "object": kind, "created": CREATED, "model": model}

        def event(choice: dict[str, object], reason: str | None = None, **more: object) -> bytes:
            choices = [{"index": 0, **choice, "finish_reason": reason}]
            return _event({**common, "choices": choices, **more})

        def text(fragment: str) -> bytes:
            return event({"delta": {"content": fragment}} if is_chat else {"text": fragment})

        timings = self._timings()
        end: dict[str, object] = {"delta": {}} if is_chat else {"text": ""}
        if with_usage:  # llama.cpp then moves its timings to the event with the usage
            last = event(end, self.finish_reason)
            last += _event({**common, "choices": [], "usage": self._usage(), **timings})
        else:
            last = event(end, self.finish_reason, **timings)
        return Dialect(
            content_type="text/event-stream",
            text=text,
            thinking=lambda thought: event({"delta": {self.reasoning_field: thought}}),
            final=last + (b"data: [DONE]\n\n" if self.sends_done_marker else b""),
            error=_event({"error": {"code": 500, "message": "the scripted error", "type": "server_error"}}),
            garbage=b"data: <<< not JSON >>>\n\n",
        )

    def _models(self, to: Connection, _: Request) -> None:
        owner = "llamacpp" if self.is_llama_server else "scripted"
        rows = [
            {"id": name, "object": "model", "created": CREATED, "owned_by": owner}
            | ({"meta": {"n_ctx": 2048, "n_ctx_train": 32768, "size": size}} if self.is_llama_server else {})
            for name, size in self.models.items()
        ]
        self.send_json(to, {"object": "list", "data": rows})

    def _props(self, to: Connection, _: Request) -> None:
        path = f"/models/{next(iter(self.models), '')}.gguf"
        self.send_json(to, {"total_slots": 1, "model_path": path, "build_info": "b0-unknown"})

    def _complete(self, to: Connection, request: Request) -> None:
        model = str(request.field("model"))
        options = request.field("stream_options")
        if options is not None and self.rejects_stream_options:
            self.send_status(to, Status(400, "Unrecognized request argument supplied: stream_options"))
        elif not self.is_llama_server and model not in self.models:
            self.send_status(to, self.model_missing(model))
        else:
            self._reply(to, request)

    def _reply(self, to: Connection, request: Request) -> None:
        model = str(request.field("model"))
        options = request.field("stream_options")
        if not self.streams:
            self.send_json(to, self._whole_reply(model))
        else:
            with_usage = self.sends_usage and options is not None
            dialect = self.dialect(request.path, model, with_usage=with_usage)
            self.send_reply(to, dialect, (request.path, model))

    def _whole_reply(self, model: str) -> dict[str, object]:
        message = {"role": "assistant", "content": "".join(self.fragments)}
        if self.thinking:
            message[self.reasoning_field] = "".join(self.thinking)
        choice = {"index": 0, "message": message, "finish_reason": self.finish_reason}
        usage = self._usage()
        return {"object": "chat.completion", "model": model, "choices": [choice], "usage": usage}

    def _timings(self) -> dict[str, object]:
        if not self.is_llama_server:
            return {}
        count = len(self.fragments)
        timings = {"prompt_n": 12, "prompt_ms": 20.0, "predicted_n": count, "predicted_ms": 1000.0}
        return {"timings": timings | {"predicted_per_second": float(count)}}

    def _usage(self) -> dict[str, int]:
        count = len(self.fragments)
        return {"prompt_tokens": 12, "completion_tokens": count, "total_tokens": 12 + count}


def _event(value: dict[str, object]) -> bytes:
    return (
        b"data: "
        + json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        + b"\n\n"
    )
