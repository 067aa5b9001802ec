"""Where the application's files are, on every system and in every kind of installation.

https://platformdirs.readthedocs.io/en/latest/ says which folders these are.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

APPLICATION = "tars-desktop"
HOME_VARIABLE = "TARS_DESKTOP_HOME"
"""The environment variable that puts everything into one folder: for tests, and for a memory stick."""


@dataclass(frozen=True, slots=True)
class Locations:
    """The application's folders. Each is created (0700) and checked by what first writes there."""

    config: Path
    data: Path
    logs: Path
    cache: Path
    runtime: Path
    """For sockets and locks; emptied by the system when the user logs out, where it does that."""

    @property
    def settings_file(self) -> Path:
        return self.config / "settings.toml"

    @property
    def chats_file(self) -> Path:
        return self.data / "chats.db"

    @property
    def pulls_file(self) -> Path:
        return self.data / "pulls.json"


def find_locations(environment: Mapping[str, str] = os.environ) -> Locations:
    """The folders of this user, or those in `TARS_DESKTOP_HOME`; nothing is created."""
    if home := environment.get(HOME_VARIABLE):
        folder = Path(home).expanduser().absolute()
        return Locations(*(folder / name for name in ("config", "data", "logs", "cache", "run")))
    folders = PlatformDirs(APPLICATION, appauthor=False)
    has_runtime = sys.platform in ("win32", "darwin") or bool(environment.get("XDG_RUNTIME_DIR"))
    return Locations(
        folders.user_config_path,
        folders.user_data_path,
        folders.user_log_path,
        folders.user_cache_path,
        # Without a session, platformdirs warns and takes a folder in /tmp, where others can be first.
        folders.user_runtime_path if has_runtime else folders.user_data_path / "run",
    )


def resources_dir() -> Path:
    """The folder of icons and styles: in the package when installed or frozen, beside it in a checkout."""
    return _shipped_folder("resources")


def compose_dir() -> Path:
    """The folder of the stack's compose files, which is where `resources_dir()` is."""
    return _shipped_folder("compose")


def _shipped_folder(name: str) -> Path:
    package = Path(__file__).parents[1]
    for folder in (package / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"no {name} beside {package}")
