"""The setup window of the real application, driven by its keyboard alone."""

import os
import shutil
import subprocess
import time
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.app.screen import Application

PICTURES = os.environ.get("TARS_TEST_PICTURES", "")
"""A folder: screenshots of the steps are put there, to be looked at."""
DEADLINE_SECONDS = 40.0
PAUSE_SECONDS = 0.4
"""Between two presses of one key: what the first has done must be on the screen."""


class SetupScreen:
    """The hands and eyes of somebody who goes through the setup."""

    def __init__(self, env: Mapping[str, str], application: Application, name: str) -> None:
        self._env, self._application, self._name = env, application, name
        self._pictures = 0

    @property
    def is_open(self) -> bool:
        """Whether the setup's window is on the screen."""
        return bool(self._window())

    def press(self, *keys: str) -> None:
        """Press keys one after the other in the setup's window."""
        for window in self._window():
            self._run("windowactivate", "--sync", window)
        self._run("key", "--delay", "60", *keys)

    def type(self, text: str) -> None:
        self._run("type", "--delay", "8", text)

    def press_until(self, condition: Callable[[], object], *keys: str) -> None:
        """Press keys again and again until `condition` holds."""
        deadline = time.monotonic() + DEADLINE_SECONDS
        while not condition():
            assert time.monotonic() < deadline, "the keys do not lead there"
            self.press(*keys)
            pause = time.monotonic() + PAUSE_SECONDS
            while time.monotonic() < pause and not condition():
                time.sleep(0.05)

    def picture(self, step: str) -> None:
        """Keep what is on the screen, if somebody wants to look at it."""
        if PICTURES and shutil.which("import"):
            time.sleep(0.8)  # for the picture only: rings and bars come to rest
            self._pictures += 1
            window = (self._window() or ["root"])[0]
            target = str(Path(PICTURES) / f"{self._name}-{self._pictures}-{step}.png")
            subprocess.run(["import", "-window", window, target], env=self._env, check=False)

    def _window(self) -> list[str]:
        return self._run("search", "--onlyvisible", "--name", "^Set Up TARS Desktop$").split()

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self._env, capture_output=True, text=True, check=False
        )
        return done.stdout


def settings_of(home: Path) -> dict[str, Any]:
    """What the settings file holds."""
    try:
        return tomllib.loads((home / "config" / "settings.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError):  # not written yet
        return {}


def write_settings(home: Path, text: str) -> None:
    """Settings as somebody left them."""
    config = home / "config"
    config.mkdir(mode=0o700, parents=True)
    home.chmod(0o700)
    file = config / "settings.toml"
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
