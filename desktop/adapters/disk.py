"""The space where the models live."""

import asyncio
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.adapters.worker_thread import WorkerThread
from desktop.domain.health import DiskFacts

READ_SECONDS = 5.0
DOCKER_ROOT = Path("/var/lib/docker")
SYSTEM_OLLAMA = Path("/usr/share/ollama/.ollama/models")


def model_folders(environment: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """Where Ollama and Docker keep models by their own defaults, whether or not they are there.

    Docker Desktop's disk is a file in the user's home, so the last stands for it.
    """
    named = environment.get("OLLAMA_MODELS", "")
    own = Path(named) if named else Path.home() / ".ollama" / "models"
    return (own, SYSTEM_OLLAMA, DOCKER_ROOT, Path.home())


class ModelDisk:
    """Reads in a thread of its own: a folder on a network drive may hang. Ended by `aclose()`."""

    def __init__(self, folders: Sequence[Path], read_seconds: float = READ_SECONDS) -> None:
        self._folders = folders
        self._read_seconds = read_seconds
        self._worker: WorkerThread | None = None
        self._under_way: asyncio.Task[DiskFacts] | None = None

    async def read(self) -> DiskFacts:
        """The one with the least free space of the folders that are there, the last only if none is."""
        if self._worker is None:
            self._worker = WorkerThread("disk")
        if self._under_way is None:
            work = self._worker.run(self._read)
            self._under_way = asyncio.get_running_loop().create_task(work, name="read-disk")
        done, _ = await asyncio.wait([self._under_way], timeout=self._read_seconds)
        if not done:
            late = f"no answer within {self._read_seconds:g} s"
            return DiskFacts(str(self._folders[0]), evidence=late)
        facts, self._under_way = self._under_way.result(), None
        return facts

    async def aclose(self) -> None:
        task, self._under_way = self._under_way, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])
        if self._worker is not None:
            self._worker.stop()
            self._worker = None

    def _read(self) -> DiskFacts:
        *places, fallback = self._folders
        found = [facts for folder in places if (facts := _usage(folder)) is not None]
        if found:
            return min(found, key=lambda facts: facts.free_bytes)
        try:
            usage = shutil.disk_usage(fallback)
        except OSError as error:
            return DiskFacts(str(fallback), evidence=error.strerror or str(error))
        return DiskFacts(str(fallback), usage.free, usage.total)


def _usage(folder: Path) -> DiskFacts | None:
    try:
        usage = shutil.disk_usage(folder)
    except OSError:  # it is not there, or not for this user to see
        return None
    return DiskFacts(str(folder), usage.free, usage.total)
