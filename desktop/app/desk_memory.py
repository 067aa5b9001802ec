"""What the desk remembers from one start to the next, in a small file that nobody edits."""

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from desktop.adapters.private_files import private_folder, read_private_file
from desktop.adapters.whole_files import replace_file
from desktop.app.geometry import WindowPlace

log = logging.getLogger(__name__)

VERSION = 1
MOST_BYTES = 10_000
FARTHEST = 1_000_000
"""Pixels; more is no place on any screen, and Qt's rectangles overflow at 2^31."""


@dataclass(frozen=True, slots=True)
class DeskMemory:
    """`window` None: never placed by the user. `chat` 0: a new one was in front."""

    window: WindowPlace | None = None
    page: str = ""
    chat: int = 0


class DeskMemoryFile:
    """The file `path`. What is in it is a convenience: a file that cannot be used is as good as none."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> DeskMemory:
        """What was remembered; it blocks for the time of a small file."""
        try:
            content = read_private_file(self._path, MOST_BYTES)
            return _memory_from(json.loads(content[:MOST_BYTES]))
        except FileNotFoundError:
            return DeskMemory()
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            log.info("where the window was is not known: %r", error)
            return DeskMemory()

    def write(self, memory: DeskMemory) -> None:
        """Replace what is remembered; it blocks."""
        try:
            private_folder(self._path.parent)
            replace_file(self._path, json.dumps({"version": VERSION, **asdict(memory)}, indent=1).encode())
        except OSError as error:
            log.info("where the window is is not remembered: %r", error)


def _memory_from(value: Any) -> DeskMemory:
    """Raises `ValueError`, `TypeError` or `KeyError` for what this version has not written."""
    if value["version"] != VERSION:
        raise ValueError(f"version {value['version']!r}")
    window = None
    if value["window"] is not None:
        x, y, width, height = (_pixels(value["window"][name]) for name in ("x", "y", "width", "height"))
        window = WindowPlace(x, y, width, height, value["window"]["is_maximized"] is True)
    chat = value["chat"]
    return DeskMemory(window, str(value["page"]), chat if isinstance(chat, int) and 0 < chat < 2**63 else 0)


def _pixels(value: Any) -> int:
    if type(value) is not int or abs(value) > FARTHEST:
        raise ValueError(f"{value!r} is no place")
    return value
