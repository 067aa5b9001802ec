"""The watch: nothing is asked while nothing happens, and an engine that is away is found again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest

from desktop.domain.errors import StackError
from desktop.domain.stack import EngineInfo, ServiceFacts, StackEvent
from desktop.services.stack_watch import StackWatch, is_change
from tests.fake_stack_engine import GONE, FakeStackEngine, running
from tests.services.conftest import until

pytestmark = pytest.mark.anyio


class Watched:
    """What a watch has told."""

    def __init__(self) -> None:
        self.engine = FakeStackEngine()
        self.found: list[tuple[ServiceFacts, ...]] = []
        self.heard: list[str] = []
        self.lost: list[StackError] = []
        self.watch = StackWatch(self.engine, self.note, self.hear, self.lost.append, 0.01)

    def note(self, _info: EngineInfo, services: tuple[ServiceFacts, ...]) -> None:
        self.found.append(services)

    def hear(self, event: StackEvent) -> None:
        self.heard.append(event.action)


@pytest.fixture
async def watched() -> AsyncIterator[Watched]:
    watched = Watched()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(watched.watch.run())
        yield watched
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    assert not watched.engine.is_followed


@pytest.mark.parametrize(
    ("action", "changes"),
    [
        ("start", True),
        ("die", True),
        ("health_status: healthy", True),
        ("exec_create: ollama list", False),
        ("exec_die", False),
        ("top", False),
    ],
)
def test_only_what_can_change_the_containers_counts(action: str, changes: bool) -> None:
    assert is_change(StackEvent("model-runner", action)) is changes


async def test_many_events_at_once_are_one_question(watched: Watched) -> None:
    await until(lambda: len(watched.found) == 2)  # the second, for what was missed
    watched.engine.containers = (running(),)
    watched.engine.tell("create", "start", "exec_start: x", "health_status: starting")
    await until(lambda: len(watched.found) == 3)
    assert watched.found[-1] == (running(),)
    assert watched.heard == ["create", "start", "health_status: starting"]


async def _until_more(told: list[Any], times: int) -> None:
    """Until it was told at least so often."""
    await until(lambda: len(told) >= times)


async def test_an_engine_that_comes_and_goes_is_found_without_being_told(watched: Watched) -> None:
    for times in range(1, 4):
        watched.found.clear()
        await _until_more(watched.found, 1)
        await until(lambda: watched.engine.is_followed)
        watched.engine.vanish()
        await _until_more(watched.lost, times)
        watched.engine.away = None
    assert set(watched.lost) == {GONE}


async def test_the_wait_grows_and_is_cut_short_when_asked(watched: Watched) -> None:
    watched.engine.vanish()
    await until(lambda: len(watched.lost) >= 5)
    clock = asyncio.get_running_loop().time
    begun, count = clock(), len(watched.lost)
    await until(lambda: len(watched.lost) > count)
    assert clock() - begun > 0.05  # it began with 0.01
    watched.engine.away = None
    watched.watch.check_now()
    await until(lambda: watched.found)
