"""TARS's appsettings.json is read, and written while the rest of it stays as it was."""

import os
import stat
from pathlib import Path

import pytest

from desktop.adapters.appsettings_file import SIZE_LIMIT_BYTES, read_appsettings, write_appsettings
from desktop.domain.appsettings import AppServer
from desktop.domain.errors import AppSettingsUnusable

FILE = """\
{
  "Ollama": {
    "BaseUrl": "http://localhost:11434", // the usual port
    "TimeoutSeconds": 120
  },
  "DockerModelRunner": { "DefaultModel": "ai/smollm2" },
  "Secrets": { "Key": "not ours" }
}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "appsettings.json"
    file.write_text(FILE)
    return file


def test_the_servers_are_read(path: Path) -> None:
    assert read_appsettings(path) == (
        AppServer("Ollama", "http://localhost:11434"),
        AppServer("DockerModelRunner", "", "ai/smollm2"),
    )


def test_what_is_written_is_read_again_and_the_rest_stays(path: Path) -> None:
    path.chmod(0o640)
    servers = (
        AppServer("Ollama", "http://127.0.0.1:8080", "llama3:8b"),
        AppServer("DockerModelRunner", "http://127.0.0.1:12434", "ai/smollm2"),
    )
    write_appsettings(path, servers)
    assert read_appsettings(path) == servers
    expected = FILE.replace("http://localhost:11434", "http://127.0.0.1:8080")
    expected = expected.replace("120\n", '120,\n    "DefaultModel": "llama3:8b"\n')
    runner = '"ai/smollm2",\n    "BaseUrl": "http://127.0.0.1:12434" }'
    assert path.read_text() == expected.replace('"ai/smollm2" }', runner)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_is_followed_and_stays_one(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(path)
    write_appsettings(link, [AppServer("Ollama", "http://127.0.0.1:1", "")])
    assert link.is_symlink()
    assert "http://127.0.0.1:1" in path.read_text()


def test_a_missing_file_is_made(tmp_path: Path) -> None:
    write_appsettings(tmp_path / "new.json", [AppServer("Ollama", "u", "m")])
    assert read_appsettings(tmp_path / "new.json") == (AppServer("Ollama", "u", "m"),)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"{", "not-json"), (b"\xff\xfe", "not-json"), (b" " * (SIZE_LIMIT_BYTES + 1), "too-large")],
)
def test_a_file_that_cannot_be_used_stays_as_it_was(path: Path, content: bytes, reason: str) -> None:
    path.write_bytes(content)
    for attempt in (
        lambda: read_appsettings(path),
        lambda: write_appsettings(path, [AppServer("Ollama", "u", "m")]),
    ):
        with pytest.raises(AppSettingsUnusable) as refused:
            attempt()
        assert refused.value.reason == reason
    assert path.read_bytes() == content
    assert os.listdir(path.parent) == ["appsettings.json"]


def test_folders_and_pipes_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(AppSettingsUnusable) as refused:
        read_appsettings(tmp_path / "pipe")
    assert refused.value.reason == "not-a-file"
    with pytest.raises(AppSettingsUnusable):
        read_appsettings(tmp_path)


def test_a_missing_file_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(AppSettingsUnusable) as refused:
        read_appsettings(tmp_path / "none.json")
    assert refused.value.reason == "missing"
