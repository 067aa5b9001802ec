"""Programs that are run to their end or read line by line, and that leave nothing behind."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.adapters.child_process import ChildProcess
from desktop.adapters.output_lines import OutputLines

OUTPUT_BYTES = 8 * 1024 * 1024
"""What `run` keeps of each stream; the rest is read and left out."""
ANSWER_GRACE_SECONDS = 0.5
"""How long a program that only answers may take to end; it has nothing to put in order."""
_QUEUED_LINES = 256


@dataclass(frozen=True, slots=True)
class Finished:
    """How a program ended, and what it wrote. `exit_code` is negative if a signal ended it."""

    exit_code: int
    stdout: str
    stderr: str


@dataclass(frozen=True, slots=True)
class OutputLine:
    """One line of a program's output, without escape sequences."""

    text: str
    is_error: bool
    """It was written to standard error."""


async def run(
    argv: Sequence[str],
    *,
    seconds: float,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Finished:
    """Run a program to its end.

    Raises `TimeoutError` after `seconds`, when it and all it started are gone, and `OSError` if it cannot be
    started.
    """
    stdout, stderr = _Kept(), _Kept()
    child = await ChildProcess.spawn(argv, environment, folder, stdout.add, stderr.add)
    try:
        async with asyncio.timeout(seconds):
            exit_code = await child.wait()
    finally:
        await child.end(ANSWER_GRACE_SECONDS)
    return Finished(exit_code, stdout.text, stderr.text)


@asynccontextmanager
async def start(
    argv: Sequence[str], *, environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> AsyncIterator["Command"]:
    """Start a program to be read line by line; on leaving, it and all it started are ended.

    Raises `OSError` if it cannot be started.
    """
    lines: asyncio.Queue[OutputLine | None] = asyncio.Queue(_QUEUED_LINES)
    child = await ChildProcess.spawn(
        argv, environment, folder, _Split(lines, is_error=False).add, _Split(lines, is_error=True).add
    )
    announcing = asyncio.get_running_loop().create_task(_announce_end(child, lines), name="command-end")
    try:
        yield Command(child, lines)
    finally:
        announcing.cancel()
        await child.end()
        await asyncio.wait([announcing])


async def _announce_end(child: ChildProcess, lines: asyncio.Queue[OutputLine | None]) -> None:
    await child.wait()
    await lines.put(None)


class Command:
    """A running program. Made by `start()`."""

    def __init__(self, child: ChildProcess, lines: asyncio.Queue[OutputLine | None]) -> None:
        self._child = child
        self._lines = lines

    @property
    def pid(self) -> int:
        """The process's number, which is its group's too."""
        return self._child.pid

    async def lines(self) -> AsyncGenerator[OutputLine, None]:
        """What the program writes, until it ended; a slow reader slows the program down."""
        while (line := await self.next_line()) is not None:
            yield line

    async def next_line(self) -> OutputLine | None:
        """The next line, or None at the end; giving up waiting for it loses nothing."""
        return await self._lines.get()

    async def exit_code(self) -> int:
        """The exit code, negative if a signal ended it; to be asked when `lines()` is through."""
        return await self._child.wait()


class _Kept:
    """A stream's output as a whole, as far as it is kept."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    async def add(self, chunk: bytes) -> None:
        self._bytes += chunk[: OUTPUT_BYTES - len(self._bytes)]

    @property
    def text(self) -> str:
        return self._bytes.decode("utf-8", "replace")


class _Split:
    """A stream's output as lines, put into a queue."""

    def __init__(self, lines: asyncio.Queue[OutputLine | None], *, is_error: bool) -> None:
        self._lines = lines
        self._is_error = is_error
        self._splitter = OutputLines()

    async def add(self, chunk: bytes) -> None:
        for text in self._splitter.feed(chunk) if chunk else self._splitter.finish():
            await self._lines.put(OutputLine(text, self._is_error))
