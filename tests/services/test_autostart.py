"""What the settings show of the autostart entry, with the entry of a real file."""

from pathlib import Path

import pytest

from desktop.adapters.autostart import XdgAutostart
from desktop.app.threads import in_thread
from desktop.domain.errors import AutostartFailed
from desktop.services.autostart import AutostartService, AutostartState
from tests.services.conftest import until

pytestmark = pytest.mark.anyio


def service(folder: Path) -> AutostartService:
    entry = XdgAutostart(("/usr/bin/tars-desktop", "--hidden"), folder)
    return AutostartService(in_thread(entry.is_on), in_thread(entry.switch))


async def test_it_is_unknown_until_it_was_read(tmp_path: Path) -> None:
    autostart = service(tmp_path)
    assert autostart.state == AutostartState()
    autostart.refresh()
    await until(lambda: autostart.state == AutostartState(is_on=False))
    await autostart.aclose()


async def test_a_switch_is_on_the_disk_when_the_service_has_closed(tmp_path: Path) -> None:
    autostart = service(tmp_path / "autostart")
    seen: list[AutostartState] = []
    autostart.changed.connect(seen.append)
    autostart.switch(is_on=True)
    autostart.switch(is_on=False)
    autostart.switch(is_on=True)
    await autostart.aclose()
    assert (tmp_path / "autostart" / "tars-desktop.desktop").exists()
    assert seen[0] == AutostartState(is_switching=True)
    assert autostart.state == AutostartState(is_on=True)


async def test_what_others_switch_off_is_seen(tmp_path: Path) -> None:
    autostart = service(tmp_path)
    autostart.switch(is_on=True)
    await until(lambda: autostart.state.is_on)
    with (tmp_path / "tars-desktop.desktop").open("a") as file:
        file.write("Hidden=true\n")
    autostart.refresh()
    await until(lambda: autostart.state.is_on is False)
    await autostart.aclose()


async def test_a_switch_that_fails_says_why_and_shows_what_is_there(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    autostart = service(blocked / "autostart")
    autostart.switch(is_on=True)
    await autostart.aclose()
    assert isinstance(autostart.state.error, AutostartFailed)
    assert not autostart.state.is_switching
    assert autostart.state.is_on is None  # a file where the folder should be cannot be read either
