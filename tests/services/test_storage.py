"""Files of the application, and TARS's `appsettings.json` in and out; errors are part of the state."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from desktop.adapters.appsettings_file import read_appsettings, write_appsettings
from desktop.domain.appsettings import AppServer
from desktop.domain.errors import AppSettingsUnusable
from desktop.domain.settings import Settings
from desktop.services.appsettings import AppSettingsService
from desktop.services.settings import Found, SettingsService
from desktop.services.storage import Places, StorageService
from tests.services.conftest import until

pytestmark = pytest.mark.anyio
PLACES = Places("settings.toml", "keys.json", "chats.db", "data", "logs")


async def kept(settings: Settings) -> Found:
    return settings, ()


async def read(path: str) -> Sequence[AppServer]:
    return read_appsettings(Path(path))


async def write(path: str, servers: Sequence[AppServer]) -> None:
    write_appsettings(Path(path), servers)


class Bench:
    def __init__(self) -> None:
        self.settings = SettingsService(Settings(), kept)
        appsettings = AppSettingsService(self.settings, read, write, dict)
        self.gate = asyncio.Event()
        """Cleared: measuring waits for it."""
        self.gate.set()
        self.storage = StorageService(PLACES, self._measured, appsettings)

    async def _measured(self) -> int:
        await self.gate.wait()
        return 42

    async def settled(self) -> None:
        await until(lambda: not self.storage.state.is_busy)


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    bench = Bench()
    yield bench
    await bench.storage.aclose()
    await bench.settings.aclose()


async def test_what_the_chats_take_is_measured_when_asked(bench: Bench) -> None:
    bench.storage.refresh()
    await until(lambda: bench.storage.state.chats_bytes is not None)
    assert bench.storage.state.chats_bytes == 42


async def test_a_measure_that_takes_long_takes_nothing_back(bench: Bench, tmp_path: Path) -> None:
    bench.gate.clear()
    bench.storage.refresh()
    await asyncio.sleep(0)
    bench.storage.export_appsettings(str(tmp_path / "new.json"))
    await bench.settled()
    bench.gate.set()
    await until(lambda: bench.storage.state.chats_bytes == 42)
    assert bench.storage.state.exported


async def test_servers_of_tars_are_taken_over_and_written(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "appsettings.json"
    path.write_text(json.dumps({"Ollama": {"BaseUrl": "http://127.0.0.1:5000", "DefaultModel": "m"}}))
    bench.storage.import_appsettings(str(path))
    bench.storage.export_appsettings("ignored while an import is under way")
    await bench.settled()
    assert bench.storage.state.imported is not None
    assert [row.after.url for row in bench.storage.state.imported.changed] == ["http://127.0.0.1:5000"]
    bench.settings.change(provider="ollama")
    bench.storage.export_appsettings(str(tmp_path / "new.json"))
    await bench.settled()
    assert bench.storage.state.exported
    assert "http://127.0.0.1:5000" in (tmp_path / "new.json").read_text()


async def test_a_file_that_is_none_changes_nothing_and_is_said(bench: Bench, tmp_path: Path) -> None:
    bench.storage.import_appsettings(str(tmp_path / "no.json"))
    await bench.settled()
    assert isinstance(bench.storage.state.error, AppSettingsUnusable)
    bench.storage.export_appsettings(str(tmp_path / "no" / "folder.json"))
    await bench.settled()
    assert isinstance(bench.storage.state.error, AppSettingsUnusable)
    assert bench.settings.state == Settings()
