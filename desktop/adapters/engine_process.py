"""One run of the engine's child process: its start, its log, its end."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections import deque
from pathlib import Path

from desktop.adapters.child_starts import whole
from desktop.adapters.windows_job import end_with_this_process
from desktop.domain.errors import EngineFailed

STOP_SECONDS = 3.0
LOG_LINES = 200
LOG_BYTES = 64 * 1024
_PROGRAM = Path(__file__).with_name("engine_child.py")


class EngineProcess:
    """A child that serves one model; made by `spawn()`, ended by `stop()`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._log = LogTail()
        self._draining = asyncio.get_running_loop().create_task(self._drain(), name="engine-log")

    @classmethod
    async def spawn(cls) -> "EngineProcess":
        """Start a child that waits to be told what to serve.

        The thread that calls this must live as long as the child is to: on Linux the kernel ends a child
        together with the thread that started it.
        """
        return await whole(cls._spawned(), cls.kill)

    @classmethod
    async def _spawned(cls) -> "EngineProcess":
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-u", "-X", "utf8", str(_PROGRAM),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
        return cls(process)

    async def serve(self, configuration: dict[str, object], start_seconds: float) -> int:
        """Give the child its model, and the port it listens on once it does. Whatever is raised, it is gone.

        Raises `EngineFailed` if it ended, or took longer than `start_seconds`.
        """
        try:
            end_with_this_process(self.pid)
            async with asyncio.timeout(start_seconds):
                return await self._introduce(configuration)
        except TimeoutError as error:
            await self.kill()
            raise EngineFailed(None, self._log.text) from error
        except BaseException:
            await self.kill()
            raise

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process.returncode is None

    def end(self) -> None:
        """Ask the child to end, without waiting."""
        self._signal(signal.SIGTERM)

    async def stop(self) -> None:
        """End the child: asked first, killed after 3 s."""
        self.end()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self._ended()
        except TimeoutError:
            await self.kill()

    async def kill(self) -> None:
        self._signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        await self._ended()

    async def _introduce(self, configuration: dict[str, object]) -> int:
        """Tell the child what to serve, and wait for its port."""
        streams = self._process.stdin, self._process.stdout
        if streams[0] is None or streams[1] is None:
            raise AssertionError("the child was started with pipes")
        try:
            streams[0].write(json.dumps(configuration | {"parent": os.getpid()}).encode() + b"\n")
            await streams[0].drain()
        except ConnectionError:
            line = b""  # it ended at once; its log says why
        else:
            line = await streams[1].readline()
        if not line:
            await self._ended()
            raise EngineFailed(self._process.returncode, self._log.text)
        return int(json.loads(line)["port"])

    def _signal(self, number: int) -> None:
        """Send a signal to the child and all it started."""
        if not self.is_running:
            return
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            if sys.platform == "win32":
                self._process.terminate()
            else:
                os.killpg(self._process.pid, number)
        except ProcessLookupError:  # it ended meanwhile
            return

    async def _ended(self) -> None:
        await self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        await self._draining

    async def _drain(self) -> None:
        """Read the log as it comes: a full pipe would hold the child up."""
        if self._process.stderr is not None:
            while chunk := await self._process.stderr.read(4096):
                self._log.feed(chunk)


class LogTail:
    """The last lines of a log: at most 200, and 64 KB."""

    def __init__(self) -> None:
        self._lines: deque[bytes] = deque(maxlen=LOG_LINES)
        self._open = b""

    def feed(self, chunk: bytes) -> None:
        *whole, self._open = (self._open + chunk).split(b"\n")
        self._open = self._open[-LOG_BYTES:]
        self._lines.extend(whole)
        while len(self._lines) > 1 and sum(map(len, self._lines)) > LOG_BYTES:
            self._lines.popleft()

    @property
    def text(self) -> str:
        """The lines, with bytes that are no text replaced."""
        lines = [*self._lines, self._open]
        return b"\n".join(lines)[-LOG_BYTES:].decode("utf-8", "replace").strip()
