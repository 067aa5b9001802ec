"""One model at one server, pulled by two applications, or updated while the old one is there."""

import asyncio
from itertools import pairwise
from pathlib import Path

import pytest

from desktop.domain.pulls import Pull, PullKey, PullPhase
from tests.servers.downloads import published
from tests.servers.ollama import OllamaDouble
from tests.servers.pull_faults import At, Phase
from tests.services.conftest import until
from tests.services.test_pulls import Queue, running

pytestmark = pytest.mark.anyio

NAME = "a:1b"
KEY = PullKey("ollama", NAME)
MODEL = published(NAME, 5_000_000, 1_500, 485)


def moments(queue: Queue) -> list[Pull]:
    return [row for state in queue.told for row in state.rows if row.key == KEY]


def never_went_back(queue: Queue) -> bool:
    return all(
        after.completed_bytes >= before.completed_bytes and (after.fraction or 0) >= (before.fraction or 0)
        for before, after in pairwise(moments(queue))
    )


async def test_two_applications_pull_one_model_and_each_tells_the_truth(tmp_path: Path) -> None:
    with OllamaDouble() as server:
        server.downloads.publish(MODEL)
        async with running(server, tmp_path / "a.json") as one, running(server, tmp_path / "b.json") as other:
            server.downloads.gate.clear()
            one.pull(NAME)
            other.pull(NAME)
            await until(lambda: server.downloads.running == 2)
            server.downloads.gate.set()
            await asyncio.gather(one.settled(), other.settled())
            assert (one.phase(NAME), other.phase(NAME)) == (PullPhase.DONE, PullPhase.DONE)
            assert never_went_back(one)
            assert never_went_back(other)
        assert server.downloads.fetched_bytes == MODEL.total_bytes
        assert server.downloads.installed == {NAME: MODEL}


async def test_the_cancel_of_one_application_does_not_stop_the_other(tmp_path: Path) -> None:
    with OllamaDouble() as server:
        server.downloads.publish(MODEL)
        server.downloads.bytes_per_second = 10_000_000
        async with running(server, tmp_path / "a.json") as one, running(server, tmp_path / "b.json") as other:
            one.pull(NAME)
            other.pull(NAME)
            await until(lambda: one.row(NAME).completed_bytes and other.row(NAME).completed_bytes)
            one.pulls.cancel(KEY)
            await until(lambda: server.disconnects == 1)
            await other.settled()
            assert other.phase(NAME) is PullPhase.DONE
            assert never_went_back(other)
            assert not one.pulls.state.rows
        assert server.downloads.installed == {NAME: MODEL}


@pytest.mark.parametrize("phase", [Phase.VERIFYING, Phase.VERIFIED, Phase.WRITING], ids=lambda p: p.name)
async def test_an_update_that_is_cancelled_at_its_end_leaves_the_old_model(
    tmp_path: Path, phase: Phase
) -> None:
    update = published(NAME, 6_000_000, 1_500, 485, edition="new")
    with OllamaDouble() as server:
        server.downloads.publish(MODEL)
        async with running(server, tmp_path / "a.json") as queue:
            queue.pull(NAME)
            await queue.settled()
            server.downloads.publish(update)
            held = server.downloads.hold(At(phase))
            queue.pull(NAME)
            await until(held.reached.is_set)
            at_the_end = (PullPhase.VERIFYING, PullPhase.WRITING)
            await until(lambda: queue.phase(NAME) in at_the_end)
            assert queue.row(NAME).was_installed
            assert (queue.row(NAME).fraction or 0) < 1
            queue.pulls.cancel(KEY)
            await until(lambda: server.disconnects == 1)
            assert server.downloads.installed == {NAME: MODEL}
            queue.pull(NAME)
            await queue.settled()
            assert server.downloads.installed == {NAME: update}
        assert server.downloads.fetched_bytes == MODEL.total_bytes + update.total_bytes
        assert not [request for request in server.requests if request.method == "DELETE"]
