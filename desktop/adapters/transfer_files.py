"""The files of exports and imports: written whole or not at all, read only if ordinary and not too large."""

import asyncio
import errno
import os
import stat
import tempfile
from collections.abc import AsyncIterable, Iterable
from contextlib import suppress
from pathlib import Path

from desktop.domain.errors import ExportFailed, ImportRefused
from desktop.domain.transfer import IMPORT_BYTES
from desktop.domain.transfer_causes import ExportCause, ImportCause

_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class ChatFiles:
    """The `TransferFiles` of this computer."""

    async def read(self, path: str) -> bytes:
        return await asyncio.to_thread(_read, path)

    async def write(self, path: str, parts: AsyncIterable[Iterable[bytes]]) -> int:
        if "\0" in path:
            raise ExportFailed(path, ExportCause.UNWRITABLE)
        try:
            file = await asyncio.to_thread(_NewFile, path)
            try:
                async for part in parts:
                    await asyncio.to_thread(file.add, part)
                return await asyncio.to_thread(file.finish)
            finally:
                file.abandon()
        except OSError as error:
            raise _failure(path, error) from error


def _read(path: str) -> bytes:
    """The content of an ordinary file; a link to one is followed. Raises `ImportRefused`."""
    try:
        # Not to wait for the other end of a pipe; what it is, is looked at once it is open.
        with open(os.open(path, _READ), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise ImportRefused(path, ImportCause.NOT_A_FILE)
            content = b"" if found.st_size > IMPORT_BYTES else file.read(IMPORT_BYTES + 1)
    except FileNotFoundError:
        raise ImportRefused(path, ImportCause.MISSING) from None
    except IsADirectoryError:
        raise ImportRefused(path, ImportCause.NOT_A_FILE) from None
    except ValueError:  # a null character in the path
        raise ImportRefused(path, ImportCause.MISSING) from None
    except OSError as error:
        is_special = error.errno in (errno.ENXIO, errno.ENODEV)
        cause = ImportCause.NOT_A_FILE if is_special else ImportCause.UNREADABLE
        raise ImportRefused(path, cause, detail=error.strerror or str(error)) from error
    if found.st_size > IMPORT_BYTES or len(content) > IMPORT_BYTES:
        raise ImportRefused(path, ImportCause.TOO_LARGE, detail=str(IMPORT_BYTES))
    return content


def _failure(path: str, error: OSError) -> ExportFailed:
    if error.errno == errno.EISDIR:
        return ExportFailed(path, ExportCause.NOT_A_FILE)
    cause = ExportCause.FULL if error.errno in _FULL else ExportCause.UNWRITABLE
    return ExportFailed(path, cause, error.strerror or str(error))


class _NewFile:
    """A file beside the one that it is to replace; private to this user. Everything here blocks."""

    def __init__(self, path: str) -> None:
        target = Path(os.path.realpath(path))  # a link stays, and what it leads to is replaced
        if os.path.lexists(target) and not target.is_file():
            raise IsADirectoryError(errno.EISDIR, "not an ordinary file", path)
        self._target = target
        descriptor, self._name = tempfile.mkstemp(prefix=".tars-desktop-", dir=target.parent)  # 0600
        self._file = open(descriptor, "wb")  # noqa: SIM115  # closed by `finish()` or `abandon()`
        self._is_finished = False

    def add(self, part: Iterable[bytes]) -> None:
        for piece in part:
            self._file.write(piece)

    def finish(self) -> int:
        """Bring it to the disk and in its place; gives the size."""
        self._file.flush()
        os.fsync(self._file.fileno())
        size = self._file.tell()
        self._file.close()
        os.replace(self._name, self._target)
        self._is_finished = True
        return size

    def abandon(self) -> None:
        """Take it away, unless it is in its place."""
        if not self._is_finished:
            with suppress(OSError):  # what was buffered does not fit on the disk either
                self._file.close()
            Path(self._name).unlink(missing_ok=True)
