"""One process at a time: a lock on a file that ends with its holder, however that ends."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from desktop.adapters.private_files import private_folder

if sys.platform != "win32":
    import fcntl

LOOK_SECONDS = 0.1


@asynccontextmanager
async def held(path: Path) -> AsyncIterator[None]:
    """Hold the lock on `path`, waiting for it as long as it takes.

    Without a lock where the file cannot be made (a read-only home) and on Windows: it keeps our own processes
    out of each other's way, and nothing is wrong with its absence otherwise.
    """
    try:
        private_folder(path.parent)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        yield
        return
    try:
        while not _took(descriptor):  # noqa: ASYNC110  # another process tells nobody that it ended
            await asyncio.sleep(LOOK_SECONDS)
        yield
    finally:
        os.close(descriptor)


def _took(descriptor: int) -> bool:
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
