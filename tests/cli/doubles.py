"""Two small model servers on loopback, for children that stream: each reply can be held, cut or split."""

import json
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

WEB_PAGE = b"<!DOCTYPE html><html><head><title>It works!</title></head><body>It works!</body></html>"
_LINGER_NOT = struct.pack("ii", 1, 0)


class Fault(Enum):
    """What happens after the first fragment of a reply."""

    NONE = auto()
    RESET = auto()
    CUT = auto()
    """The connection ends inside the body."""
    TRUNCATED = auto()
    """The body ends well, but without the final record."""
    SPLIT = auto()
    """Every byte comes in a chunk of its own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One POST that arrived."""

    path: str
    body: dict[str, Any]


class Double:
    """A server that listens while its `with` block runs. `gate` cleared holds replies after one fragment."""

    version = ""

    def __init__(self, *models: str) -> None:
        self.models = list(models)
        self.fragments: tuple[str, ...] = ("Hello", ", ", "world!")
        self.thinking = ""
        self.fault = Fault.NONE
        self.gate = threading.Event()
        self.gate.set()
        self.asked: list[Asked] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self.port: int = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "Double":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.gate.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def get(self, path: str) -> tuple[str, bytes] | None:
        """The content type and body at `path`, or None."""
        raise NotImplementedError

    def records(self, model: str) -> Iterator[bytes]:
        """A reply, record by record; the last is the final one."""
        raise NotImplementedError

    def missing(self, model: str) -> bytes:
        """The body of the 404 for a model that is not there."""
        raise NotImplementedError


class Ollama(Double):
    """Ollama's own protocol."""

    version = "0.33.0"

    def get(self, path: str) -> tuple[str, bytes] | None:
        rows = [{"name": name, "model": name, "size": 253_113_597} for name in self.models]
        answers: dict[str, object] = {
            "/api/version": {"version": self.version},
            "/api/tags": {"models": rows},
            "/api/ps": {"models": []},
        }
        if path == "/":
            return "text/plain", b"Ollama is running"
        return ("application/json", json.dumps(answers[path]).encode()) if path in answers else None

    def records(self, model: str) -> Iterator[bytes]:
        def record(text: str, **more: object) -> bytes:
            thinking = {"thinking": more.pop("thinking")} if "thinking" in more else {}
            message = {"role": "assistant", "content": text, **thinking}
            return (json.dumps({"model": model, "message": message, "done": False} | more) + "\n").encode()

        if self.thinking:
            yield record("", thinking=self.thinking)
        for fragment in self.fragments:
            yield record(fragment)
        counts = {"prompt_eval_count": 12, "eval_count": 2, "eval_duration": 1_000_000_000}
        yield record("", done=True, done_reason="stop", **counts)

    def missing(self, model: str) -> bytes:
        return json.dumps({"error": f"model '{model}' not found"}).encode()


class Gateway(Double):
    """The OpenAI-compatible protocol, as a gateway speaks it."""

    def get(self, path: str) -> tuple[str, bytes] | None:
        rows = [{"id": name, "object": "model", "created": 1, "owned_by": "me"} for name in self.models]
        body = json.dumps({"object": "list", "data": rows}).encode()
        return ("application/json", body) if path == "/v1/models" else None

    def records(self, model: str) -> Iterator[bytes]:
        def event(delta: dict[str, str], reason: str | None = None) -> bytes:
            choice = {"index": 0, "delta": delta, "finish_reason": reason}
            value = {"id": "1", "object": "chat.completion.chunk", "model": model, "choices": [choice]}
            return f"data: {json.dumps(value, ensure_ascii=False)}\n\n".encode()

        for fragment in self.fragments:
            yield event({"content": fragment})
        yield event({}, "stop") + b"data: [DONE]\n\n"

    def missing(self, model: str) -> bytes:
        error = {"message": f"model '{model}' not found", "type": "not_found_error", "code": 404}
        return json.dumps({"error": error}).encode()


class WebSite(Double):
    """No model server at all: a page, whatever is asked."""

    def get(self, path: str) -> tuple[str, bytes] | None:
        return ("text/html", WEB_PAGE) if path else None


def _handler(double: Double) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = double.get(self.path)
            kind, body = found or ("text/plain", b"404 page not found")
            self._send(200 if found else 404, kind, body)

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            double.asked.append(Asked(self.path, body))
            if self.path not in ("/api/chat", "/v1/chat/completions"):
                self._send(404, "text/plain", b"404 page not found")
            elif body["model"] not in double.models:
                self._send(404, "application/json", double.missing(body["model"]))
            else:
                try:
                    self._stream(body["model"])
                except OSError:
                    self.close_connection = True  # the client hung up

        def _send(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _stream(self, model: str) -> None:
            self.send_response(200)
            is_ollama = self.path == "/api/chat"
            self.send_header("Content-Type", "application/x-ndjson" if is_ollama else "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for index, record in enumerate(double.records(model)):
                if index == 1:
                    double.gate.wait()
                    if double.fault in (Fault.RESET, Fault.CUT, Fault.TRUNCATED):
                        self._break()
                        return
                step = 1 if double.fault is Fault.SPLIT else len(record)
                for at in range(0, len(record), step):
                    piece = record[at : at + step]
                    self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
            self.wfile.write(b"0\r\n\r\n")

        def _break(self) -> None:
            if double.fault is Fault.TRUNCATED:
                self.wfile.write(b"0\r\n\r\n")
            if double.fault is Fault.RESET:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
                self.connection.close()
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler
