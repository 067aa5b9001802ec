"""The file with what the desk remembers."""

import os
from pathlib import Path

import pytest

from desktop.app.desk_memory import DeskMemory, DeskMemoryFile
from desktop.app.geometry import WindowPlace

MEMORY = DeskMemory(WindowPlace(-1200, 40, 1280, 800, is_maximized=True), "models", 7)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "data" / "desk.json"
    DeskMemoryFile(path).write(MEMORY)
    assert DeskMemoryFile(path).read() == MEMORY
    assert os.name != "posix" or path.stat().st_mode & 0o777 == 0o600
    DeskMemoryFile(path).write(DeskMemory())
    assert DeskMemoryFile(path).read() == DeskMemory()
    assert [file.name for file in path.parent.iterdir()] == ["desk.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 9_000,
        b'{"version": 2, "window": null, "page": "chat", "chat": 1}',
        b'{"version": 1, "window": {"x": 1}, "page": "chat", "chat": 1}',
        b'{"version": 1, "window": {"x": 1e300, "y": 0, "width": 1, "height": 1, "is_maximized": false}, '
        b'"page": "chat", "chat": 1}',
        b'{"version": 1, "window": {"x": 99999999999, "y": 0, "width": 1, "height": 1, '
        b'"is_maximized": false}, "page": "chat", "chat": 1}',
    ],
)
def test_a_file_that_is_no_use_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "desk.json"
    path.write_bytes(content)
    path.chmod(0o600)
    assert DeskMemoryFile(path).read() == DeskMemory()
    DeskMemoryFile(path).write(MEMORY)
    assert DeskMemoryFile(path).read() == MEMORY


def test_a_folder_that_cannot_be_written_loses_nothing_else(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    DeskMemoryFile(blocked / "desk.json").write(MEMORY)
    assert DeskMemoryFile(blocked / "desk.json").read() == DeskMemory()
