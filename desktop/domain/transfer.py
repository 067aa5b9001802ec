"""Export and import as values, and what the services need of the files."""

from collections.abc import AsyncIterable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import Protocol

from desktop.domain.errors import TarsError
from desktop.domain.store import StoredChat

IMPORT_BYTES = 50 * 1000 * 1000
"""The largest file that is imported."""


class FileFormat(StrEnum):
    """What is written."""

    JSON = "json"
    """Everything; docs/export-format.md."""
    MARKDOWN = "markdown"
    """The active branch of one chat, for people."""


class Origin(StrEnum):
    """Who has written a file of chats."""

    TARS_DESKTOP = "tars-desktop"
    CHATGPT = "chatgpt"
    OPEN_WEBUI = "open-webui"


@dataclass(frozen=True, slots=True)
class ChatFile:
    """What was read of a file."""

    chats: tuple[StoredChat, ...]
    origin: Origin = Origin.TARS_DESKTOP
    left_out: int = 0
    """How much of another program's file has no place here: its tools' messages, files, images."""

    @property
    def turns(self) -> int:
        return sum(len(chat.turns) for chat in self.chats)


@dataclass(frozen=True, slots=True)
class Exported:
    """An export that is on the disk."""

    path: str
    format: FileFormat
    chats: int
    turns: int
    size_bytes: int

    @property
    def can_be_imported(self) -> bool:
        """Whether an import would take the file."""
        return self.format is FileFormat.JSON and self.size_bytes <= IMPORT_BYTES


@dataclass(frozen=True, slots=True)
class Imported:
    """An import that is in the store; `titles` are those of the new chats, in the order of the file."""

    path: str
    origin: Origin
    ids: tuple[int, ...]
    titles: tuple[str, ...]
    turns: int
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Transfer:
    """The export or import under way, or the last one; without a result and an error there was none."""

    is_running: bool = False
    is_import: bool = False
    path: str = ""
    chats: int = 0
    """How many are written, of an export under way."""
    total: int = 0
    result: Exported | Imported | None = None
    error: TarsError | None = None


class TransferFiles(Protocol):
    """The files of exports and imports."""

    async def read(self, path: str) -> bytes:
        """A file of at most `IMPORT_BYTES`. Raises `ImportRefused`."""
        ...

    async def write(self, path: str, parts: AsyncIterable[Iterable[bytes]]) -> int:
        """Write a file whole or not at all, and give its size.

        Each part is iterated in a thread. Raises `ExportFailed`, and what `parts` raises.
        """
        ...


def format_of(path: str) -> FileFormat:
    """What the end of a file's name asks for: Markdown for `.md` and `.markdown`, else JSON."""
    is_markdown = PurePath(path).suffix.lower() in (".md", ".markdown")
    return FileFormat.MARKDOWN if is_markdown else FileFormat.JSON
