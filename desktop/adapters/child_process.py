"""A child process that leads a group of its own: its pipes, its end, and that of all it started.

Killing only the child is not enough: a grandchild that holds a pipe keeps its reader waiting. asyncio's own
`Process.wait()` waits for the pipes as well (CPython 3.11.7), so the end is taken from the protocol here.
"""

import asyncio
import os
import signal
import subprocess
import sys
from asyncio.subprocess import SubprocessStreamProtocol
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from desktop.adapters.child_starts import whole

END_SECONDS = 3.0
"""How long the group may take to end after it was asked to."""
LINGER_SECONDS = 0.5
"""How long the pipes may stay open after the child itself ended."""
CHUNK_BYTES = 64 * 1024

Sink = Callable[[bytes], Awaitable[None]]
"""Takes a chunk of output; b"" is the end."""


class ChildProcess:
    """Made by `spawn()`; `end()` must be called whatever happens."""

    def __init__(self, transport: asyncio.SubprocessTransport, protocol: "_Protocol") -> None:
        self._transport = transport
        self._protocol = protocol
        self._drains: list[_Drain] = []

    @classmethod
    async def spawn(
        cls,
        argv: Sequence[str],
        environment: Mapping[str, str] | None,
        folder: Path | None,
        stdout: Sink,
        stderr: Sink,
    ) -> "ChildProcess":
        """Start a program, its output going to the sinks. Raises `OSError` if it cannot be started."""
        loop = asyncio.get_running_loop()

        async def started() -> "ChildProcess":
            transport, protocol = await loop.subprocess_exec(
                lambda: _Protocol(CHUNK_BYTES, loop),
                *argv,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                env=environment, cwd=folder, start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
                | getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
            child = cls(transport, protocol)
            child._drains = [_Drain(protocol.stdout, stdout), _Drain(protocol.stderr, stderr)]
            return child

        return await whole(started(), lambda child: child.end(0))

    @property
    def pid(self) -> int:
        return self._transport.get_pid()

    @property
    def is_running(self) -> bool:
        return not self._protocol.exited.is_set()

    async def wait(self) -> int:
        """The exit code (negative: a signal), once all output is delivered.

        What the child left behind with an open pipe is killed; what left the group is not waited for.
        """
        await self._protocol.exited.wait()
        while waiting := [drain for drain in self._drains if not drain.task.done()]:
            await asyncio.wait([drain.task for drain in waiting], timeout=LINGER_SECONDS)
            if all(drain.task.done() for drain in waiting):
                continue
            self._kill_group()
            await asyncio.wait([drain.task for drain in waiting], timeout=LINGER_SECONDS)
            for drain in waiting:
                await drain.give_up()
        for drain in self._drains:
            drain.task.result()  # a sink that failed is a defect: it is told
        return self._exit_code

    async def end(self, grace_seconds: float = END_SECONDS) -> None:
        """End the child and its group: asked first, killed when grace is over. Nothing more is delivered."""
        for drain in self._drains:
            drain.discard()
        try:
            if self.is_running:
                self._signal_group(signal.SIGTERM)
                async with asyncio.timeout(grace_seconds):
                    await self._protocol.exited.wait()
                    await asyncio.wait([drain.task for drain in self._drains])
        except TimeoutError:
            self._kill_group()
            await self._protocol.exited.wait()
        finally:
            if self.is_running or not all(drain.task.done() for drain in self._drains):
                self._kill_group()
            for drain in self._drains:
                drain.task.cancel()
            await self._close()
            await asyncio.wait([drain.task for drain in self._drains])

    async def _close(self) -> None:
        """Close the pipes once asyncio has heard of the end: before, it would reap beside its own watcher."""
        try:
            await self._protocol.exited.wait()
        finally:
            self._transport.close()

    @property
    def _exit_code(self) -> int:
        code = self._transport.get_returncode()
        if code is None:
            raise AssertionError("the child has ended")
        return code

    def _kill_group(self) -> None:
        self._signal_group(getattr(signal, "SIGKILL", signal.SIGTERM))

    def _signal_group(self, number: int) -> None:
        """Signal all of the group; on Windows the child alone (Docker's plugins end when it does)."""
        try:
            if sys.platform == "win32":
                self._transport.kill()
            else:
                os.killpg(self.pid, number)
        except (ProcessLookupError, PermissionError):  # nobody is left; macOS says the latter of zombies
            return


class _Protocol(SubprocessStreamProtocol):
    """asyncio's own, which also tells when the child itself ended."""

    stdout: asyncio.StreamReader
    stderr: asyncio.StreamReader

    def __init__(self, limit: int, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(limit, loop)
        self.exited = asyncio.Event()

    def process_exited(self) -> None:
        self.exited.set()
        super().process_exited()


class _Drain:
    """Reads one pipe to its end, as it comes: a full pipe would hold the child up."""

    def __init__(self, stream: asyncio.StreamReader, sink: Sink) -> None:
        self._stream = stream
        self._sink: Sink | None = sink
        self._is_delivering = False
        self.task = asyncio.get_running_loop().create_task(self._read(), name="pipe")

    def discard(self) -> None:
        """Deliver nothing more; the pipe is read on."""
        self._sink = None
        if self._is_delivering:
            self.task.cancel()
            self.task = asyncio.get_running_loop().create_task(self._read(), name="pipe-discarded")

    async def give_up(self) -> None:
        """Take an open pipe as ended if nothing comes from it; a slow reader is left alone."""
        if not self._is_delivering and not self.task.done():
            self.task.cancel()
            await asyncio.wait([self.task])
            self.task = asyncio.get_running_loop().create_task(self._deliver(b""), name="pipe-end")

    async def _read(self) -> None:
        while chunk := await self._stream.read(CHUNK_BYTES):
            await self._deliver(chunk)
        await self._deliver(b"")

    async def _deliver(self, chunk: bytes) -> None:
        if self._sink is not None:
            self._is_delivering = True
            await self._sink(chunk)
            self._is_delivering = False
