"""One process at a time: a lock on a file that ends with its holder, however that ends."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from desktop.adapters.private_files import private_folder

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOOK_SECONDS = 0.1


class FileLock:
    """A lock that another process of ours holds or not.

    Where the file cannot be made (a read-only home) there is no lock, and everybody has it: it keeps our own
    processes out of each other's way, and nothing is wrong with its absence otherwise.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1

    def take(self) -> bool:
        """Whether it is held from now on; it never waits."""
        if self._descriptor == -1:
            try:
                private_folder(self._path.parent)
                self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | _CLOSE_ON_EXEC, 0o600)
            except OSError:
                return True
        if _took(self._descriptor):
            return True
        self.release()
        return False

    def release(self) -> None:
        """Let others have it; ignored when it is not held."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor != -1:
            os.close(descriptor)


@asynccontextmanager
async def held(path: Path) -> AsyncIterator[None]:
    """Hold the lock on `path`, waiting for it as long as it takes."""
    lock = FileLock(path)
    try:
        while not lock.take():  # noqa: ASYNC110  # another process tells nobody that it ended
            await asyncio.sleep(LOOK_SECONDS)
        yield
    finally:
        lock.release()


_CLOSE_ON_EXEC = getattr(os, "O_CLOEXEC", 0)  # Windows: never inherited, as PEP 446 has it


def _took(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:  # this file system knows no locks
        return True
    return True
