import asyncio
from functools import partial
from pathlib import Path

import pytest

from desktop.adapters.settings_file import read_settings, write_settings
from desktop.domain.errors import SettingsInvalid, TarsError
from desktop.domain.settings import Appearance, Settings
from desktop.services.settings import SettingsService

pytestmark = pytest.mark.anyio


def service(path: Path) -> SettingsService:
    async def write(settings: Settings) -> None:
        await asyncio.to_thread(partial(write_settings, path), settings)

    return SettingsService(read_settings(path)[0], write)


async def test_every_change_is_on_the_disk_when_the_service_has_closed(tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.toml"
    settings = service(path)
    seen: list[Settings] = []
    settings.changed.connect(seen.append)
    settings.change(appearance=Appearance.DARK)
    settings.change(appearance=Appearance.DARK)
    settings.change(provider="ollama", model="gemma3:270m")
    assert len(seen) == 2
    await settings.aclose()
    assert read_settings(path)[0] == seen[-1]


async def test_a_change_that_cannot_be_written_holds_and_is_said() -> None:
    async def fail(_settings: Settings) -> None:
        raise SettingsInvalid("/s.toml", "", "read-only")

    settings = SettingsService(Settings(), fail)
    errors: list[TarsError] = []
    settings.failed.connect(errors.append)
    settings.change(appearance=Appearance.DARK)
    await settings.aclose()
    assert settings.state.appearance is Appearance.DARK
    assert [type(error) for error in errors] == [SettingsInvalid]
