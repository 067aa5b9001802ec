"""A provider that is removed in the real window, and the end before the removal can be undone no longer."""

import asyncio
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from desktop.adapters.keyring_store import KeyringStore
from tests.app.screen import Application, screen, until
from tests.app.settings_screen import SettingsScreen
from tests.app.setup_screen import settings_of
from tests.app.test_pulls import place
from tests.keyring_bed import KeyringBed, keyring_bed, without_display

pytestmark = [pytest.mark.real_window, pytest.mark.real_keyring]
SETTINGS = """provider_order = ["lab"]
[[providers]]
id = "lab"
name = "Lab"
url = "http://127.0.0.1:9"
kind = "ollama"
key = "secret-service"
"""


@pytest.fixture
def bed(tmp_path: Path) -> Iterator[KeyringBed]:
    with keyring_bed(tmp_path / "bed", without_display()) as bed:
        bed.start_keyring()
        asyncio.run(KeyringStore(bed.environment).write("lab", "sk-1"))
        yield bed


def remove_provider(application: Application) -> None:
    settings = SettingsScreen(application)
    settings.reveal("url")
    settings.press("alt+m")


def has_removed(application: Application) -> bool:
    return all(row["id"] != "lab" for row in settings_of(application.home).get("providers", []))


def test_the_key_of_a_removed_provider_is_deleted_at_the_end(bed: KeyringBed, tmp_path: Path) -> None:
    for folder in (tmp_path / "home", tmp_path / "home" / "config"):
        folder.mkdir(mode=0o700)
    place(tmp_path / "home" / "config" / "settings.toml", SETTINGS)
    with screen(has_tray=True) as env:
        bus = {"DBUS_SESSION_BUS_ADDRESS": bed.environment["DBUS_SESSION_BUS_ADDRESS"]}
        application = Application({**env, **bus}, tmp_path / "home")
        try:
            application.wait_for_window()
            remove_provider(application)
            until(partial(has_removed, application), 15)
            assert bed.entries()
            application.process.terminate()
            assert application.ended() == (0, "")
            assert not bed.entries()
            assert " WARNING " not in application.log()
        finally:
            application.close()
