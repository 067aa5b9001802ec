"""A file of this computer on its way to a server: hashed, then sent piece by piece, never held in memory.

The file is opened once, so that what is hashed is what is sent. Blobs of Ollama:
https://github.com/ollama/ollama/blob/main/docs/api.md (push a blob).
"""

import asyncio
import hashlib
import os
import stat
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import BinaryIO, TypeVar

from desktop.domain.errors import ModelFileInvalid
from desktop.domain.gguf import MAGIC
from desktop.domain.models import PullProgress
from desktop.providers import failures
from desktop.providers.limits import MEBIBYTE
from desktop.providers.ndjson import LineSplitter
from desktop.providers.pulling import ReadReport, reported
from desktop.providers.transport import Answer, Transport

_HASHED_BYTES = 4 * MEBIBYTE
_SENT_BYTES = MEBIBYTE
_REPORT_SECONDS = 0.05
T = TypeVar("T")


class ModelFile:
    """A GGUF file that is open between `open()` and `close()`; disks are only touched in worker threads."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.size_bytes = 0
        self._file: BinaryIO | None = None

    async def open(self) -> None:
        """Raises `ModelFileInvalid`."""
        await _in_worker(self._open)

    async def read(self, size: int) -> bytes:
        """The next bytes, none at the end. Raises `ModelFileInvalid`."""
        return await _in_worker(lambda: self._read(size))

    async def hash(self, hasher: "hashlib._Hash") -> int:
        """Feed the next bytes to `hasher`, and give their number, 0 at the end."""
        return await _in_worker(lambda: self._hash(hasher))

    async def rewind(self) -> None:
        await _in_worker(lambda: self._opened.seek(0))

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    @property
    def _opened(self) -> BinaryIO:
        assert self._file is not None
        return self._file

    def _open(self) -> None:
        try:
            # A FIFO would block without O_NONBLOCK; it is refused once it is open.
            flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
            self._file = open(os.open(self.path, flags), "rb", buffering=0)  # noqa: SIM115  # `close()`
            found = os.fstat(self._file.fileno())
            if not stat.S_ISREG(found.st_mode) or self._file.read(len(MAGIC)) != MAGIC:
                raise ModelFileInvalid(self.path, "not-gguf")
            self.size_bytes = found.st_size
            self._file.seek(0)
        except FileNotFoundError:
            raise ModelFileInvalid(self.path, "missing") from None
        except IsADirectoryError:
            raise ModelFileInvalid(self.path, "not-gguf") from None
        except (OSError, ValueError):  # ValueError: a null character in the path
            raise ModelFileInvalid(self.path, "unreadable") from None

    def _read(self, size: int) -> bytes:
        try:
            return self._opened.read(size)
        except OSError:
            raise ModelFileInvalid(self.path, "unreadable") from None

    def _hash(self, hasher: "hashlib._Hash") -> int:
        piece = self._read(_HASHED_BYTES)
        hasher.update(piece)
        return len(piece)


class _Pieces:
    """The bytes that were hashed, and how many have been taken. Raises `ModelFileInvalid` if some lack."""

    def __init__(self, file: ModelFile) -> None:
        self.taken_bytes = 0
        self._file = file

    def __aiter__(self) -> "_Pieces":
        return self

    async def __anext__(self) -> bytes:
        left = self._file.size_bytes - self.taken_bytes
        if left <= 0:
            raise StopAsyncIteration
        piece = await self._file.read(min(left, _SENT_BYTES))
        if not piece:
            raise ModelFileInvalid(self._file.path, "unreadable")
        self.taken_bytes += len(piece)
        return piece


async def imported(
    transport: Transport, model: str, path: str, read: ReadReport
) -> AsyncGenerator[PullProgress, None]:
    """Progress of making `model` of the file at `path`: `hashing`, `uploading`, and then the server's words.

    Closing this closes the connection and the file, and leaves nothing running. Raises `ModelFileInvalid`,
    `Interrupted` or another `ProviderError`.
    """
    file = ModelFile(path)
    digest = ""
    try:
        await file.open()
        async with aclosing(hashed(file)) as hashing:
            async for report in hashing:
                digest = report.layer
                yield report
        async with aclosing(uploaded(transport, file, digest)) as uploading:
            async for report in uploading:
                yield report
    finally:
        file.close()
    # A name of its own: the file's may be no path that the server takes, and is nobody's business.
    body = {"model": model, "files": {"model.gguf": digest}}
    splitter = LineSplitter(transport.limits.line_bytes)
    async with aclosing(reported(transport, "/api/create", body, splitter, read, model=model)) as creating:
        async for report in creating:
            yield report


async def hashed(file: ModelFile) -> AsyncGenerator[PullProgress, None]:
    """Progress of reading the file once; the last report has its digest as `layer`."""
    clock = asyncio.get_running_loop().time
    hasher = hashlib.sha256()
    done, due = 0, 0.0
    while count := await file.hash(hasher):
        done += count
        if clock() >= due:
            due = clock() + _REPORT_SECONDS
            yield PullProgress("hashing", "", min(done, file.size_bytes), file.size_bytes)
    if done != file.size_bytes:  # somebody writes to it
        raise ModelFileInvalid(file.path, "unreadable")
    yield PullProgress("hashing", f"sha256:{hasher.hexdigest()}", done, done)


async def uploaded(transport: Transport, file: ModelFile, digest: str) -> AsyncGenerator[PullProgress, None]:
    """Progress of bringing a file to the server, which may have it already.

    Closing this closes the connection. Raises `ModelFileInvalid` or `ProviderError`.
    """
    path = f"/api/blobs/{digest}"
    size = file.size_bytes
    if not await _has(transport, path):
        await file.rewind()
        pieces = _Pieces(file)
        yield PullProgress("uploading", digest, 0, size)
        sending = asyncio.create_task(transport.upload(path, pieces, size))  # noqa: TID251  # ended below
        try:
            while not (await asyncio.wait({sending}, timeout=_REPORT_SECONDS))[0]:
                yield PullProgress("uploading", digest, pieces.taken_bytes, size)
            _check(transport, await sending)
        finally:
            sending.cancel()
            await asyncio.wait({sending})
            _retrieve(sending)
    yield PullProgress("uploading", digest, size, size)


async def _has(transport: Transport, path: str) -> bool:
    answer = await transport.request("HEAD", path)
    if answer.status != 404:
        _check(transport, answer)
    return answer.status != 404


def _check(transport: Transport, answer: Answer) -> None:
    """Raises `ProviderRejected` for an error status."""
    if answer.status >= 400:
        raise failures.rejection(answer.status, answer.headers, answer.body, "", transport.redact)


async def _in_worker(call: Callable[[], T]) -> T:
    """What a blocking call gives. A cancel waits for it, so that no file is closed under a reader."""
    future = asyncio.get_running_loop().run_in_executor(None, call)
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        await asyncio.wait({future})
        _retrieve(future)
        raise


def _retrieve(ended: "asyncio.Future[T]") -> None:
    """Look at an error that nobody asks for any more; the loop would report it."""
    if not ended.cancelled():
        ended.exception()
