"""When the queue reaches the disk."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.adapters.pull_journal import PullJournalFile
from desktop.domain.errors import PullFailed, TarsError
from desktop.domain.pull_causes import PullCause
from desktop.domain.pulls import JournaledPull, Pull, PullKey, PullPhase
from desktop.services.pull_recorder import PROGRESS_SECONDS, PullRecorder
from tests.services.conftest import until

pytestmark = pytest.mark.anyio
KEY = PullKey("ollama", "llama3:8b")


class Recorded:
    """A queue, its recorder, and what is on the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: tuple[Pull, ...] = (Pull(KEY, PullPhase.DOWNLOADING),)
        self.errors: list[TarsError] = []
        self.recorder = PullRecorder(PullJournalFile(path), lambda: self.rows, self.errors.append)

    def has(self, words: str) -> bool:
        return self.path.exists() and words in self.path.read_text()

    async def kept(self) -> tuple[JournaledPull, ...]:
        """What a next start would read."""
        await self.recorder.aclose()
        journal = PullJournalFile(self.path)
        kept = await journal.read()
        await journal.aclose()
        return kept


@pytest.fixture
async def recorded(tmp_path: Path) -> AsyncIterator[Recorded]:
    recorded = Recorded(tmp_path / "data" / "pulls.json")
    await recorded.recorder.read()
    yield recorded
    await recorded.recorder.aclose()


async def test_a_change_is_written_at_once_and_figures_after_a_while(recorded: Recorded) -> None:
    clock = asyncio.get_running_loop().time
    recorded.recorder.note(is_progress=False)
    await until(lambda: recorded.has("llama3:8b"))
    begun = clock()
    for completed in range(1, 200):
        recorded.rows = (replace(recorded.rows[0], completed_bytes=completed),)
        recorded.recorder.note(is_progress=True)
    await until(lambda: recorded.has('"completed_bytes": 199'))
    assert clock() - begun >= PROGRESS_SECONDS - 0.05


async def test_the_end_writes_what_is_not_written_yet(recorded: Recorded) -> None:
    recorded.recorder.note(is_progress=False)
    recorded.rows = (replace(recorded.rows[0], completed_bytes=7),)
    recorded.recorder.note(is_progress=True)
    assert await recorded.kept() == (JournaledPull(KEY, completed_bytes=7),)


async def test_what_is_done_is_not_kept_and_what_failed_is_with_its_sentence(recorded: Recorded) -> None:
    error = PullFailed("b:1b", PullCause.NOT_FOUND, "file does not exist")
    recorded.rows = (
        Pull(PullKey("ollama", "a:1b"), PullPhase.DONE),
        Pull(PullKey("ollama", "b:1b"), PullPhase.FAILED, error=error),
        Pull(PullKey("ollama", "c:1b"), PullPhase.FAILED, problem="As it was said before."),
        Pull(PullKey("ollama", "d:1b"), PullPhase.PAUSED),
    )
    recorded.recorder.note(is_progress=False)
    failed, failed_before, paused = await recorded.kept()
    assert "b:1b" in failed.problem
    assert failed_before.problem == "As it was said before."
    assert (paused.is_paused, paused.problem) == (True, "")
