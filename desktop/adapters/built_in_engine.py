"""The built-in engine: llama.cpp's server in a child process, on a free loopback port with a key of its own.

https://llama-cpp-python.readthedocs.io/en/latest/server/
"""

import asyncio
import importlib.util
import secrets
from pathlib import Path

from desktop.adapters.engine_process import EngineProcess
from desktop.adapters.model_files import check_model_file, model_name, shipped_model_file
from desktop.domain.engine import EngineFacts
from desktop.domain.errors import EngineMissing
from desktop.domain.providers import BUILT_IN_ID, Endpoint, ProviderKind

START_SECONDS = 300.0
"""How long loading may take; a large model comes from a slow disk."""
_PACKAGES = ("llama_cpp", "uvicorn", "fastapi", "sse_starlette", "starlette_context", "pydantic_settings")
"""What the child imports; all of it comes with `llama-cpp-python[server]`."""


class LlamaServer:
    """The `Engine` that runs one GGUF file: `model_file`, or the one that is shipped if that is ""."""

    def __init__(self, model_file: str = "", start_seconds: float = START_SECONDS) -> None:
        self._model_file = model_file
        self._start_seconds = start_seconds
        self._lock = asyncio.Lock()
        self._process: EngineProcess | None = None
        self._endpoint: Endpoint | None = None

    async def probe(self) -> EngineFacts:
        return await asyncio.to_thread(self._facts)

    async def start(self) -> Endpoint:
        """Several callers start one child. See `EngineProcess.spawn` for the thread to call this in."""
        async with self._lock:
            if self._endpoint is not None and self.is_running:
                return self._endpoint
            await self._stop()
            facts = await self.probe()
            key = secrets.token_urlsafe(32)
            configuration: dict[str, object] = {"model": facts.path, "name": facts.model, "api_key": key}
            self._process = await EngineProcess.spawn()
            port = await self._process.serve(configuration, self._start_seconds)
            url = f"http://127.0.0.1:{port}/v1"
            self._endpoint = Endpoint(BUILT_IN_ID, "Built-in", url, ProviderKind.OPENAI, facts.model, key)
            return self._endpoint

    @property
    def is_running(self) -> bool:
        """Whether the child is there and has said where it listens."""
        return self._endpoint is not None and self.pid is not None

    @property
    def pid(self) -> int | None:
        """The child's process id, also while it loads; None if there is no child."""
        return self._process.pid if self._process is not None and self._process.is_running else None

    async def aclose(self) -> None:
        """End the child, a loading one too: its `start()` fails. A later `start()` begins a new one."""
        if self._process is not None:
            self._process.end()
        async with self._lock:
            await self._stop()

    async def _stop(self) -> None:
        process, self._process, self._endpoint = self._process, None, None
        if process is not None:
            await process.stop()

    def _facts(self) -> EngineFacts:
        for package in _PACKAGES:
            if importlib.util.find_spec(package) is None:
                raise EngineMissing(package)
        # Late, and in a thread: it brings the parser of e-mail.
        from importlib.metadata import version

        path = Path(self._model_file).expanduser().absolute() if self._model_file else shipped_model_file()
        size = check_model_file(path)
        return EngineFacts(model_name(path), str(path), size, version("llama-cpp-python"))
