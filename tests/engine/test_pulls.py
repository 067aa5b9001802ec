"""Pulls into the stack: they outlive its restarts, its end and its being killed."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from desktop.adapters.pull_journal import PullJournalFile
from desktop.domain.catalog import ModelChoice
from desktop.domain.errors import PullFailed
from desktop.domain.providers import Endpoint
from desktop.domain.pull_causes import PullCause
from desktop.domain.pulls import Pull, PullPhase, Pulls
from desktop.providers.detection import connect
from desktop.services.providers import ProviderService
from desktop.services.pull_run import pulled
from desktop.services.pulls import PullService
from desktop.services.sources import AddressSource
from tests.engine.driven_stack import CONTAINER, DrivenStack
from tests.engine.stand_in import Trouble, make_variant
from tests.engine.test_watching import until

pytestmark = [pytest.mark.real_engine, pytest.mark.anyio]

MODEL, WEIGHTS = "llama3:8b", 60_000_000
SLOW = Trouble(published={MODEL: [WEIGHTS, 485]}, bytes_per_second=12_000_000)
STACK = "model-runner"


@dataclass
class Queue:
    """The queue of an application whose stack has a registry that gives its model in 5 s."""

    stack: DrivenStack
    providers: ProviderService
    pulls: PullService
    told: list[Pull] = field(default_factory=list)

    def note(self, state: Pulls) -> None:
        self.told += [row for row in state.rows if row.key.model == MODEL]

    @property
    def row(self) -> Pull:
        return self.told[-1]

    async def comes_to(self, completed_bytes: int) -> None:
        await until(lambda: self.told and self.row.completed_bytes >= completed_bytes)

    async def is_done(self) -> None:
        """The pull has come to its end; the bar has never gone back, and the container has the model."""
        await until(lambda: self.row.has_ended, 60)
        assert (self.row.phase, self.row.error) == (PullPhase.DONE, None)
        for before, after in pairwise(self.told):
            assert after.completed_bytes >= before.completed_bytes
            assert (after.fraction or 0.0) >= (before.fraction or 0.0)
        assert MODEL in self.stack.docker.run("exec", CONTAINER, "ollama", "list")


@pytest.fixture
async def queue(stack: DrivenStack, tmp_path: Path) -> AsyncIterator[Queue]:
    slow = stack.with_image(make_variant(stack.docker, "pulls-registry", SLOW))
    await slow.up()
    providers = ProviderService([AddressSource(Endpoint(STACK, "Stack", slow.url), connect)], ModelChoice())
    journal = PullJournalFile(tmp_path / "private" / "pulls.json")
    pulls = PullService(providers, journal, pulled, waiting_check_seconds=0.5)
    found = Queue(slow, providers, pulls)
    pulls.changed.connect(found.note)
    pulls.start()
    providers.watch(is_seen=True)
    yield found
    await pulls.aclose()
    await providers.aclose()


async def test_a_pull_outlives_a_stack_that_is_stopped_and_started(queue: Queue) -> None:
    queue.pulls.pull(STACK, MODEL)
    await queue.comes_to(15_000_000)
    await queue.stack.stop()
    await until(lambda: queue.row.phase is PullPhase.WAITING, 60)
    assert queue.row.completed_bytes >= 15_000_000
    await queue.stack.up()
    await queue.is_done()


async def test_a_pull_outlives_a_container_that_is_restarted(queue: Queue) -> None:
    queue.pulls.pull(STACK, MODEL)
    await queue.comes_to(15_000_000)
    queue.stack.docker.run("restart", "--time", "0", CONTAINER)
    await queue.is_done()


async def test_a_pull_outlives_a_container_that_is_killed_and_started_again(queue: Queue) -> None:
    queue.pulls.pull(STACK, MODEL)
    await queue.comes_to(30_000_000)
    queue.stack.docker.run("kill", CONTAINER)
    await until(lambda: queue.row.error is not None)
    queue.stack.docker.run("start", CONTAINER)
    await queue.is_done()


async def test_a_pull_outlives_a_new_container(queue: Queue) -> None:
    """What is downloaded is in the volume, and not in the container."""
    queue.pulls.pull(STACK, MODEL)
    await queue.comes_to(30_000_000)
    queue.stack.docker.run("rm", "--force", CONTAINER)
    await queue.stack.up()
    await queue.is_done()


async def test_a_cancelled_pull_leaves_what_it_has_and_the_next_goes_on_there(queue: Queue) -> None:
    key = queue.pulls.pull(STACK, MODEL)
    await queue.comes_to(30_000_000)
    queue.pulls.cancel(key)
    await until(lambda: not queue.pulls.state.rows)
    queue.told.clear()
    queue.pulls.pull(STACK, MODEL)
    await until(lambda: queue.told and queue.row.phase is PullPhase.DOWNLOADING)
    assert queue.row.completed_bytes >= 30_000_000
    await queue.is_done()


async def test_a_model_that_does_not_exist_is_said_and_not_tried_again(queue: Queue) -> None:
    told: list[Pull] = []
    queue.pulls.ended.connect(told.append)
    queue.pulls.pull(STACK, "nosuch:1b")
    await until(lambda: told)
    assert isinstance(told[0].error, PullFailed)
    assert told[0].error.cause is PullCause.NOT_FOUND
