"""The settings in the real window, by keyboard alone: from the chat to a setting, and back by undo."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.screen import Application, screen, until
from tests.app.setup_screen import settings_of

pytestmark = pytest.mark.real_window


@pytest.fixture
def env() -> Iterator[dict[str, str]]:
    with screen(has_tray=True) as env:
        yield env


def xdotool(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(["xdotool", *arguments], env=env, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def test_a_setting_is_found_changed_saved_and_taken_back(env: dict[str, str], tmp_path: Path) -> None:
    application = Application(env, tmp_path / "home")
    try:
        application.wait_for_window()
        application.press("ctrl+comma")
        until(lambda: xdotool(env, "search", "--onlyvisible", "--name", "^Settings$"))
        window = xdotool(env, "search", "--onlyvisible", "--name", "^Settings$").splitlines()[0]
        xdotool(env, "windowactivate", "--sync", window)
        xdotool(env, "key", "ctrl+f")
        xdotool(env, "type", "--delay", "20", "titles")
        xdotool(env, "key", "Return")
        xdotool(env, "key", "space")
        until(lambda: settings_of(tmp_path / "home").get("chat", {}).get("makes_titles") is False)
        xdotool(env, "key", "ctrl+z")
        until(lambda: settings_of(tmp_path / "home").get("chat", {}).get("makes_titles", True) is True)
        xdotool(env, "key", "Escape")
        until(lambda: not xdotool(env, "search", "--onlyvisible", "--name", "^Settings$"))
    finally:
        application.close()
