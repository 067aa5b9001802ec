from pathlib import Path

import pytest

from desktop.adapters.settings_file import SettingsFile
from desktop.app.threads import in_thread
from desktop.domain.errors import SettingsInvalid, TarsError
from desktop.domain.settings import Appearance, Settings
from desktop.services.settings import Found, SettingsService
from tests.services.conftest import until

pytestmark = pytest.mark.anyio


def service(path: Path) -> SettingsService:
    file = SettingsFile(path)
    return SettingsService(file.read()[0], in_thread(file.write), in_thread(file.reread))


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
    assert SettingsFile(path).read()[0] == seen[-1]


async def test_a_change_that_cannot_be_written_holds_and_is_said() -> None:
    async def fail(_settings: Settings) -> Found:
        raise SettingsInvalid("/s.toml", "", "read-only")

    settings = SettingsService(Settings(), fail)
    errors: list[TarsError] = []
    settings.failed.connect(errors.append)
    settings.change(appearance=Appearance.DARK)
    await settings.aclose()
    assert settings.state.appearance is Appearance.DARK
    assert [type(error) for error in errors] == [SettingsInvalid]


async def test_an_edit_of_the_file_is_taken_over_and_what_was_changed_here_meanwhile_stays(
    tmp_path: Path,
) -> None:
    path = tmp_path / "config" / "settings.toml"
    settings = service(path)
    settings.change(model="mine")
    await until(path.exists)
    settings.watch()
    with path.open("a") as file:
        file.write("[stack]\nport = 9001\n")
    settings.change(appearance=Appearance.DARK)
    await until(lambda: settings.state.stack.port == 9001)
    assert (settings.state.model, settings.state.appearance) == ("mine", Appearance.DARK)
    await settings.aclose()
    assert SettingsFile(path).read()[0] == settings.state


async def test_an_edit_that_breaks_the_file_is_said_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.toml"
    settings = service(path)
    settings.change(model="mine")
    await until(path.exists)
    errors: list[TarsError] = []
    settings.failed.connect(errors.append)
    settings.watch()
    path.write_text("model = ")
    await until(lambda: bool(errors))
    assert (type(errors[0]), settings.state.model) == (SettingsInvalid, "mine")
    await settings.aclose()
