import asyncio
import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.adapters.pull_journal import SIZE_LIMIT_BYTES, PullJournalFile
from desktop.domain.errors import PullsUnsaved
from desktop.domain.pulls import JournaledPull, PullKey
from tests.adapters.disks import small_disk

RUNNING = JournaledPull(PullKey("ollama", "llama3:8b"), False, 2_100_000_000, 4_661_211_424, 0.45)
PAUSED = JournaledPull(PullKey("ollama", "gemma3:270m"), is_paused=True)
FAILED = JournaledPull(PullKey("größe", "hf.co/a/b:Q4"), problem="The registry has no model “b”.")
QUEUE = (RUNNING, PAUSED, FAILED)

WRITER = """
import asyncio, sys
from pathlib import Path
from desktop.adapters.pull_journal import PullJournalFile
from desktop.domain.pulls import JournaledPull, PullKey

async def write():
    journal = PullJournalFile(Path(sys.argv[1]))
    await journal.read()
    await journal.write((JournaledPull(PullKey("ollama", "left:behind")),))
    print("written", flush=True)
    number = 0
    while True:
        number += 1
        await journal.write((JournaledPull(PullKey("ollama", "left:behind"), completed_bytes=number),) * 200)

asyncio.run(write())
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "pulls.json"


class Journal:
    """The journal from outside an event loop."""

    def __init__(self, path: Path) -> None:
        self._file = PullJournalFile(path)

    def read(self) -> tuple[JournaledPull, ...]:
        return asyncio.run(self._file.read())

    def write(self, *pulls: JournaledPull) -> None:
        asyncio.run(self._file.write(pulls))

    def close(self) -> None:
        asyncio.run(self._file.aclose())


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    journal = Journal(path)
    yield journal
    journal.close()


def place(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o600)


def test_without_a_file_the_queue_is_empty(journal: Journal, path: Path) -> None:
    assert journal.read() == ()
    assert not path.exists()


def test_the_queue_reads_as_it_was_written_in_its_order(journal: Journal, path: Path) -> None:
    journal.read()
    journal.write(*QUEUE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    journal.close()
    again = Journal(path)
    assert again.read() == QUEUE
    again.write(*QUEUE[1:])
    assert again.read() == QUEUE[1:]
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["pulls.json", "pulls.json.lock"]
    again.close()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"version": 1, "pulls": [',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b"9" * 10_000,
        b"[]",
        b'{"version": 2, "pulls": []}',
        b'{"version": 1, "pulls": {}}',
        b'{"version": 1}',
        b" " * (SIZE_LIMIT_BYTES + 1),
    ],
)
def test_a_file_that_cannot_be_read_is_kept_aside_and_reads_as_empty(
    journal: Journal, path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    place(path, content)
    assert journal.read() == ()
    assert "could not be read whole" in caplog.text
    caplog.clear()
    (kept,) = path.parent.glob("pulls.json.bad-2*")
    assert kept.read_bytes() == content
    journal.write(*QUEUE)
    assert journal.read() == QUEUE


@pytest.mark.parametrize(
    "row",
    [
        None,
        7,
        {"provider": "ollama"},
        {"provider": "", "model": "a"},
        {"provider": "ollama", "model": 3},
        {"provider": "ollama", "model": "../x"},
        {"provider": "ollama", "model": "-x"},
        {"provider": "ollama", "model": "llama3:8b"},
    ],
)
def test_a_row_that_cannot_be_used_is_left_out_and_the_file_kept_aside(
    journal: Journal, path: Path, row: object, caplog: pytest.LogCaptureFixture
) -> None:
    good = {"provider": "ollama", "model": "llama3:8b"}
    place(path, json.dumps({"version": 1, "pulls": [good, row]}).encode())
    assert [pull.key.model for pull in journal.read()] == ["llama3:8b"]
    assert list(path.parent.glob("pulls.json.bad-2*"))
    caplog.clear()


@pytest.mark.parametrize("bad", ["x", -1, 2**70, 1.5, True, None, [1]])
def test_figures_that_cannot_be_are_not_known(journal: Journal, path: Path, bad: object) -> None:
    row = {"provider": "ollama", "model": "a", "completed_bytes": bad, "total_bytes": bad, "problem": 7}
    row |= {"fraction": float("nan"), "paused": "yes"}
    place(path, json.dumps({"version": 1, "pulls": [row]}).encode())
    assert journal.read() == (JournaledPull(PullKey("ollama", "a")),)


def test_a_second_application_keeps_its_queue_in_memory_until_the_first_has_ended(
    journal: Journal, path: Path
) -> None:
    journal.read()
    journal.write(RUNNING, PAUSED)
    second = Journal(path)
    assert second.read() == ()
    second.write(FAILED)
    assert "hf.co" not in path.read_text()
    journal.close()
    mine = replace(PAUSED, is_paused=False)
    second.write(FAILED, mine)
    second.write(FAILED)  # its own pull of that model is done: the other's is not wanted any more
    second.close()
    assert journal.read() == (FAILED, RUNNING)


def test_after_sigkill_the_file_is_whole_and_free(path: Path) -> None:
    for _ in range(5):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"written\n"
            writer.kill()
        journal = Journal(path)
        (pull,) = {pull.key.model for pull in journal.read()}
        assert pull == "left:behind"
        journal.write(RUNNING)
        journal.close()


def test_a_full_disk_is_said_and_the_file_is_as_it_was(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "256k") as disk:
        path = disk / "pulls.json"
        journal = Journal(path)
        journal.read()
        journal.write(RUNNING)
        with pytest.raises(PullsUnsaved) as caught:
            journal.write(*(replace(PAUSED, key=PullKey("ollama", f"a{n}")) for n in range(5000)))
        assert caught.value.path == str(path)
        assert journal.read() == (RUNNING,)
        assert sorted(entry.name for entry in disk.iterdir()) == ["pulls.json", "pulls.json.lock"]
        journal.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows has other links")
def test_a_link_is_not_followed(journal: Journal, path: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.json"
    place(path, b"")
    path.unlink()
    target.write_text("{}")
    path.symlink_to(target)
    with pytest.raises(PullsUnsaved):
        journal.read()
    with pytest.raises(PullsUnsaved):
        journal.write(*QUEUE)
    assert target.read_text() == "{}"
