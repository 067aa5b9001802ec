import asyncio
import os
import shutil
from pathlib import Path

import pytest

from desktop.adapters.disk import ModelDisk, model_folders

pytestmark = pytest.mark.anyio


async def test_the_space_is_that_of_the_folder_where_the_models_live(tmp_path: Path) -> None:
    disk = ModelDisk((tmp_path, Path("/")))
    facts = await disk.read()
    assert facts.path == str(tmp_path)
    assert facts.total_bytes == shutil.disk_usage(tmp_path).total
    assert 0 < facts.free_bytes <= facts.total_bytes
    await disk.aclose()


async def test_the_last_folder_counts_only_if_no_other_is_there(tmp_path: Path) -> None:
    disk = ModelDisk((tmp_path / "nothing", tmp_path))
    assert (await disk.read()).path == str(tmp_path)
    await disk.aclose()


async def test_of_several_the_fullest_counts(tmp_path: Path) -> None:
    places = (tmp_path, Path("/dev"))
    fullest = min(places, key=lambda place: shutil.disk_usage(place).free)
    disk = ModelDisk((*places, Path("/")))
    assert (await disk.read()).path == str(fullest)
    await disk.aclose()


async def test_a_folder_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    disk = ModelDisk((tmp_path / "nothing",))
    facts = await disk.read()
    assert (facts.evidence, facts.total_bytes) == ("No such file or directory", 0)
    await disk.aclose()


async def test_a_disk_that_hangs_is_said_and_asked_once_and_closing_does_not_wait(tmp_path: Path) -> None:
    class Slow(ModelDisk):
        asked = 0
        gate = tmp_path / "gate"

        def _read(self) -> object:  # type: ignore[override]  # blocks as a network drive does
            self.asked += 1
            return os.open(self.gate, os.O_RDONLY)

    os.mkfifo(Slow.gate)
    disk = Slow((tmp_path,), read_seconds=0.05)
    for _ in range(2):
        assert (await disk.read()).evidence == "no answer within 0.05 s"
    assert disk.asked == 1
    async with asyncio.timeout(5):
        await disk.aclose()
    os.close(os.open(Slow.gate, os.O_WRONLY | os.O_NONBLOCK))


def test_the_folders_follow_ollamas_own_variable() -> None:
    assert model_folders({"OLLAMA_MODELS": "/mnt/models"})[0] == Path("/mnt/models")
    assert model_folders({})[0] == Path.home() / ".ollama" / "models"
    assert model_folders({})[-1] == Path.home()
