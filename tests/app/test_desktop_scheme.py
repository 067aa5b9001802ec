"""The real window turns dark and light with the desktop, whatever tells Qt about it."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest

from desktop.ui.theme import DARK, LIGHT
from tests.app.screen import Application, screen, until
from tests.session_bus import StandIn, session_bus

pytestmark = pytest.mark.real_window("dbus-daemon")
COLOR_OF_SCREEN = (
    "import sys\nfrom PySide6.QtGui import QGuiApplication\n"
    "app = QGuiApplication([])\nx, y = map(int, sys.argv[1:])\n"
    "image = app.primaryScreen().grabWindow(0, x, y, 1, 1).toImage()\n"
    "sys.stdout.write(image.pixelColor(0, 0).name().upper())"
)
DESKTOPS = {
    "a window manager": {},
    "GNOME": {"XDG_CURRENT_DESKTOP": "GNOME"},
    "a sandbox": {"QT_QPA_PLATFORMTHEME": "xdgdesktopportal"},
}
NO_PREFERENCE, PREFERS_DARK, PREFERS_LIGHT = 0, 1, 2


@pytest.fixture
def env(tmp_path: Path) -> Iterator[dict[str, str]]:
    with screen(has_tray=True) as env, session_bus(tmp_path) as bus:
        without = {name: env[name] for name in env if name not in ("XDG_CURRENT_DESKTOP", "DESKTOP_SESSION")}
        yield {**without, **bus}


def portal(env: Mapping[str, str], scheme: int) -> StandIn:
    bus = {"DBUS_SESSION_BUS_ADDRESS": env["DBUS_SESSION_BUS_ADDRESS"]}
    return StandIn("settings_portal.py", bus, str(scheme))


def color_of(application: Application) -> str:
    """The colour at the left edge of the window, which is the sidebar's."""
    x, y, _, height = application.place()
    done = subprocess.run(
        [sys.executable, "-c", COLOR_OF_SCREEN, str(x + 4), str(y + height // 2)],
        env={**application.env, "QT_QPA_PLATFORMTHEME": "none"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def shows(application: Application, color: str) -> bool:
    return color_of(application) == color


@pytest.mark.parametrize("desktop", DESKTOPS)
def test_the_window_follows_the_desktop_while_it_runs(
    env: dict[str, str], tmp_path: Path, desktop: str
) -> None:
    stand_in = portal(env, PREFERS_DARK)
    application = Application({**env, **DESKTOPS[desktop]}, tmp_path / "home")
    try:
        application.wait_for_window()
        until(partial(shows, application, DARK.sidebar), 20)
        for scheme, tokens in (
            (PREFERS_LIGHT, LIGHT),
            (PREFERS_DARK, DARK),
            (NO_PREFERENCE, LIGHT),
        ):
            stand_in.tell(scheme)
            until(partial(shows, application, tokens.sidebar), 20)
        application.process.terminate()
        assert application.ended()[0] == 0
        assert " WARNING desktop" not in application.log()
    finally:
        application.close()
        stand_in.close()


def test_a_chosen_appearance_does_not_follow_and_the_systems_does_again(
    env: dict[str, str], tmp_path: Path
) -> None:
    stand_in = portal(env, PREFERS_DARK)
    application = Application(env, tmp_path / "home")
    settings = application.home / "config" / "settings.toml"
    before = settings.read_text()
    try:
        application.wait_for_window()
        until(partial(shows, application, DARK.sidebar), 20)
        settings.write_text(f'appearance = "light"\n{before}')
        until(partial(shows, application, LIGHT.sidebar), 20)
        heard = len(stand_in.heard)
        stand_in.tell(NO_PREFERENCE)
        stand_in.tell(PREFERS_DARK)
        application.press("ctrl+4")
        assert shows(application, LIGHT.sidebar)
        settings.write_text(before)
        until(partial(shows, application, DARK.sidebar), 20)
        assert len(stand_in.heard) == heard
    finally:
        application.close()
        stand_in.close()


def test_a_desktop_without_a_portal_is_light(env: dict[str, str], tmp_path: Path) -> None:
    application = Application(env, tmp_path / "home")
    try:
        application.wait_for_window()
        until(partial(shows, application, LIGHT.sidebar), 20)
        application.process.terminate()
        assert application.ended() == (0, "")
        assert " WARNING " not in application.log()
    finally:
        application.close()
