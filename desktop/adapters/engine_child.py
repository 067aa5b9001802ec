"""The program that runs in the built-in engine's process: llama.cpp's server, tied to its parent's life.

It is started as a file, imports nothing of ours, and speaks with its parent through pipes: one line of JSON
on standard input tells it what to serve (the key is in no argument and no environment variable, which other
processes can read), one on standard output says where it listens, and its log goes to standard error.
When standard input closes, the parent is gone, and so is this process; on Linux the kernel sees to it as well
(https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html).
"""

import ctypes
import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Awaitable, Callable
from typing import IO, Any

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]

CONTEXT_TOKENS = 8192
"""The longest context that is asked for; its memory is taken at once, so a model's own 128k would not do."""
_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Serve until the parent ends."""
    configuration = json.loads(sys.stdin.buffer.readline())
    _end_with_parent(configuration["parent"])
    report = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what the server prints belongs to the log
    _serve(configuration, report)


def _end_with_parent(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before the line above
            sys.exit(0)
    threading.Thread(target=_exit_at_end_of_input, name="parent-watch", daemon=True).start()


def _exit_at_end_of_input() -> None:
    while os.read(0, 4096):
        pass
    os._exit(0)


def _serve(configuration: dict[str, Any], report: IO[str]) -> None:
    # Imported late: they load llama.cpp, and the parent must be watched by then.
    import uvicorn
    from fastapi.middleware.cors import CORSMiddleware
    from llama_cpp.server.app import create_app
    from llama_cpp.server.settings import ModelSettings, ServerSettings, Settings

    for name in list(os.environ):  # settings are read from variables such as HOST and CACHE, too
        if name.lower() in Settings.model_fields or name == "CONFIG_FILE":
            del os.environ[name]
    threads = _thread_count()
    model = ModelSettings(
        model=configuration["model"],
        model_alias=configuration["name"],
        n_ctx=min(CONTEXT_TOKENS, _trained_context(configuration["model"])),
        n_threads=threads,
        n_threads_batch=threads,
        logits_all=False,  # keeps a table of context x vocabulary, 1.6 GB for SmolLM2
        verbose=False,
    )
    # A second request would end the first one's stream as if it were complete.
    server = ServerSettings(api_key=configuration["api_key"], interrupt_requests=False)
    app = create_app(server_settings=server, model_settings=[model])
    # No web page has business here, and the server lets every one read its answers.
    app.user_middleware = [entry for entry in app.user_middleware if entry.cls is not CORSMiddleware]

    class ReportingServer(uvicorn.Server):
        """Says where it listens, once it does."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started and sockets:
                with report:
                    report.write(json.dumps({"port": sockets[0].getsockname()[1]}) + "\n")

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    settings = uvicorn.Config(
        StreamErrors(app), access_log=False, log_level="warning", timeout_graceful_shutdown=1
    )
    ReportingServer(settings).run(sockets=[listener])


class StreamErrors:
    """Tells the client why a stream ends early, as llama.cpp's own server does.

    The Python server ends such a stream without a word, for instance when the prompt exceeds the context. The
    last, empty part of a stream is kept back until its end is known to be one (ASGI:
    https://asgi.readthedocs.io/en/latest/specs/www.html).
    """

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Send) -> None:
        streams = False

        async def send_all_but_the_end(message: Message) -> None:
            nonlocal streams
            if message["type"] == "http.response.start":
                streams = any(value.startswith(b"text/event-stream") for _, value in message["headers"])
            if message["type"] != "http.response.body" or message.get("more_body") or not streams:
                await send(message)

        last = b""
        try:
            await self._app(scope, receive, send_all_but_the_end)
        except (ValueError, RuntimeError) as error:  # what llama_cpp raises for a request it cannot serve
            if not streams:
                raise
            last = f"data: {json.dumps({'error': {'message': str(error)}})}\n\n".encode()
        if streams:
            await send({"type": "http.response.body", "body": last, "more_body": False})


def _trained_context(path: str) -> int:
    """The context length that the model was made for, in tokens, or `CONTEXT_TOKENS` if that is not known."""
    import llama_cpp  # late, as in `_serve`

    model = llama_cpp.Llama(path, vocab_only=True, verbose=False)
    try:
        length = model.metadata.get(f"{model.metadata.get('general.architecture')}.context_length", "")
        return int(length) if length.isdigit() and int(length) else CONTEXT_TOKENS
    finally:
        model.close()


def _thread_count() -> int:
    """All processors but one, and half of many: hardware threads that share a core are of no use here.

    llama.cpp's threads wait for each other in a loop after every layer, so one that has to share its core
    holds up all: with two threads on two busy cores SmolLM2 made 1.1 tokens a second, with one thread 13.8.
    """
    count = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return max(1, count - 1) if count <= 6 else count // 2


if __name__ == "__main__":
    main()
