"""The queue of pulls over a real server, a real journal and the real client."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from desktop.adapters.pull_journal import PullJournalFile
from desktop.domain.catalog import ModelChoice, Reach
from desktop.domain.errors import ModelNameInvalid, NoSuchProvider, PullFailed, PullsUnsaved, TarsError
from desktop.domain.providers import Endpoint
from desktop.domain.pulls import JournaledPull, Pull, PullKey, PullPhase, Pulls
from desktop.providers.detection import connect
from desktop.services.providers import ProviderService
from desktop.services.pull_run import PullTimings, pulled
from desktop.services.pulls import PullService
from desktop.services.sources import AddressSource
from tests.servers.downloads import PublishedModel, published
from tests.servers.faults import Fault
from tests.servers.ollama import OllamaDouble
from tests.servers.pull_faults import NO_SUCH_MODEL, At, Phase
from tests.services.conftest import until

pytestmark = pytest.mark.anyio

TIMINGS = PullTimings(report_seconds=0.01, first_retry_seconds=0.01, tries_before_waiting=2)
NAMES = ("a:1b", "b:1b", "c:1b", "d:1b")


def model(name: str) -> PublishedModel:
    return published(name, 5_000_000, 1_500, 485)


class Queue:
    """The service as the application has it, and what it has told."""

    def __init__(self, server: OllamaDouble, path: Path, at_once: int) -> None:
        self.server, self.path = server, path
        self.source = AddressSource(Endpoint("ollama", "Ollama", server.url), connect)
        self.providers = ProviderService([self.source], ModelChoice())
        self.pulls = PullService(
            self.providers,
            PullJournalFile(path),
            partial(pulled, timings=TIMINGS),
            at_once,
            waiting_check_seconds=0.05,
        )
        self.told: list[Pulls] = []
        self.ended: list[Pull] = []
        self.failed: list[TarsError] = []
        self.pulls.changed.connect(self.told.append)
        self.pulls.ended.connect(self.ended.append)
        self.pulls.failed.connect(self.failed.append)

    def pull(self, *names: str) -> None:
        for name in names:
            self.pulls.pull("ollama", name)

    def row(self, name: str) -> Pull:
        row = self.pulls.find("ollama", name)
        assert row is not None
        return row

    def phase(self, name: str) -> PullPhase:
        return self.row(name).phase

    @property
    def names(self) -> list[str]:
        return [row.key.model for row in self.pulls.state.rows]

    async def settled(self) -> None:
        """Everything has ended."""
        await until(lambda: self.pulls.state.rows and not self.pulls.state.under_way)


@asynccontextmanager
async def running(server: OllamaDouble, path: Path, at_once: int = 2) -> AsyncIterator[Queue]:
    queue = Queue(server, path, at_once)
    queue.pulls.start()
    queue.providers.refresh()
    await until(lambda: queue.providers.state.rows[0].reach is not Reach.UNKNOWN)
    try:
        yield queue
    finally:
        async with asyncio.timeout(3):  # fault P5
            await queue.pulls.aclose()
        await queue.providers.aclose()


@pytest.fixture
def server() -> Iterator[OllamaDouble]:
    with OllamaDouble() as server:
        server.downloads.publish(*map(model, NAMES))
        yield server
        server.downloads.gate.set()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "pulls.json"


@pytest.fixture
async def queue(server: OllamaDouble, path: Path) -> AsyncIterator[Queue]:
    async with running(server, path) as queue:
        yield queue


async def test_pulls_run_in_their_order_two_at_once_and_the_list_is_read_anew(queue: Queue) -> None:
    queue.server.downloads.gate.clear()
    queue.pull(*NAMES)
    await until(lambda: queue.server.downloads.running == 2)
    assert queue.names == list(NAMES)
    assert [queue.phase(name) for name in NAMES[2:]] == [PullPhase.QUEUED] * 2
    queue.server.downloads.gate.set()
    await queue.settled()
    assert [pull.phase for pull in queue.ended] == [PullPhase.DONE] * 4
    assert queue.server.downloads.most_running == 2
    assert set(queue.server.downloads.installed) == set(NAMES)
    await until(lambda: {m.name for m in queue.providers.state.rows[0].models} >= set(NAMES))


async def test_more_places_are_filled_at_once(queue: Queue) -> None:
    queue.server.downloads.gate.clear()
    queue.pull(*NAMES)
    queue.pulls.set_at_once(4)
    await until(lambda: queue.server.downloads.running == 4)
    queue.server.downloads.gate.set()
    await queue.settled()


async def test_one_model_is_pulled_once_however_it_is_named_and_often_it_is_asked_for(queue: Queue) -> None:
    """Fault P6."""
    queue.server.downloads.publish(model("llama3:latest"))
    queue.server.downloads.gate.clear()
    key = queue.pulls.pull("ollama", "llama3")
    assert queue.pulls.pull("ollama", "llama3:latest") == key
    assert queue.pulls.pull("ollama", "llama3") == key
    await until(lambda: queue.server.downloads.running)
    assert len(queue.pulls.state.rows) == 1
    assert queue.pulls.is_pulling("ollama", "llama3:latest")
    queue.server.downloads.gate.set()
    await queue.settled()
    assert queue.server.downloads.most_running == 1
    assert not queue.pulls.is_pulling("ollama", "llama3")


@pytest.mark.parametrize("name", ["", "../x", "with space", "-x", "x" * 10_000, "purge"])
async def test_a_name_that_is_none_is_refused_before_anything_is_queued(queue: Queue, name: str) -> None:
    with pytest.raises(ModelNameInvalid):
        queue.pulls.pull("ollama", name)
    with pytest.raises(NoSuchProvider):
        queue.pulls.pull("nobody", "a:1b")
    assert queue.pulls.state == Pulls()
    assert not queue.path.exists()


async def test_a_pause_hangs_up_keeps_the_place_and_lets_the_next_one_in(queue: Queue) -> None:
    held = queue.server.downloads.hold(At(Phase.LAYER, 0, 2_000_000))
    queue.pulls.set_at_once(1)
    queue.pull("a:1b", "b:1b")
    await until(held.reached.is_set)
    await until(lambda: queue.row("a:1b").completed_bytes >= 1_000_000)
    queue.pulls.pause(queue.row("a:1b").key)
    assert queue.phase("a:1b") is PullPhase.PAUSED
    assert not queue.pulls.is_pulling("ollama", "a:1b")
    await until(lambda: queue.phase("b:1b") is PullPhase.DONE)
    assert queue.names == ["a:1b", "b:1b"]
    reached = queue.row("a:1b").completed_bytes
    queue.pulls.resume(queue.row("a:1b").key)
    await queue.settled()
    assert reached > 0
    figures = [p.completed_bytes for state in queue.told if (p := state.of(PullKey("ollama", "a:1b")))]
    assert figures == sorted(figures)
    assert queue.server.downloads.fetched_bytes == 2 * model("a:1b").total_bytes


async def test_a_cancel_hangs_up_and_leaves_what_is_there(queue: Queue) -> None:
    queue.pull("a:1b")
    await queue.settled()
    update = published("a:1b", 5_000_000, 1_500, 485, edition="2")
    queue.server.downloads.publish(update)
    held = queue.server.downloads.hold(At(Phase.LAYER, 0, 1_000_000))
    queue.pull("a:1b")
    await until(held.reached.is_set)
    assert queue.row("a:1b").was_installed
    queue.pulls.cancel(queue.row("a:1b").key)
    assert queue.pulls.state == Pulls()
    await until(lambda: queue.server.disconnects == 1)
    assert queue.server.downloads.installed["a:1b"] == model("a:1b")
    assert queue.server.downloads.partial
    held.release()


async def test_what_was_cancelled_can_be_asked_for_again_at_once(queue: Queue) -> None:
    held = queue.server.downloads.hold(At(Phase.VERIFYING))
    queue.pull("a:1b")
    await until(held.reached.is_set)
    queue.pulls.cancel(PullKey("ollama", "a:1b"))
    queue.pull("a:1b")
    await queue.settled()
    assert queue.phase("a:1b") is PullPhase.DONE
    assert queue.server.downloads.most_running == 1


async def test_a_failure_is_told_frees_its_place_and_can_be_tried_again(queue: Queue) -> None:
    queue.server.downloads.arm(At(Phase.MANIFEST), NO_SUCH_MODEL)
    queue.pulls.set_at_once(1)
    queue.pull("a:1b", "b:1b")
    await queue.settled()
    assert [pull.phase for pull in queue.ended] == [PullPhase.FAILED, PullPhase.DONE]
    assert isinstance(queue.row("a:1b").error, PullFailed)
    queue.pulls.resume(queue.row("a:1b").key)
    await until(lambda: queue.phase("a:1b") is PullPhase.DONE)
    queue.pulls.dismiss(PullKey("ollama", "a:1b"))
    queue.pulls.dismiss(PullKey("ollama", "b:1b"))
    assert queue.pulls.state == Pulls()


async def test_a_pull_waits_for_its_server_without_a_place_and_goes_on_by_itself(queue: Queue) -> None:
    held = queue.server.downloads.hold(At(Phase.LAYER, 0, 1_000_000))
    queue.pulls.set_at_once(1)
    queue.pull("a:1b", "b:1b")
    await until(held.reached.is_set)
    queue.server.fault = Fault.REFUSE
    await until(lambda: all(row.phase is PullPhase.WAITING for row in queue.pulls.state.rows))
    assert queue.row("a:1b").error is not None
    queue.server.fault = None
    await queue.settled()
    assert {pull.phase for pull in queue.ended} == {PullPhase.DONE}
    assert queue.server.downloads.fetched_bytes == 2 * model("a:1b").total_bytes


async def test_a_pull_goes_on_at_the_new_address_of_its_provider(queue: Queue) -> None:
    queue.server.downloads.hold(At(Phase.LAYER, 0, 1_000_000))
    queue.pull("a:1b")
    await until(lambda: queue.row("a:1b").completed_bytes)
    with OllamaDouble(downloads=queue.server.downloads) as elsewhere:
        queue.providers.move(AddressSource(Endpoint("ollama", "Ollama", elsewhere.url), connect))
        await queue.settled()
        assert queue.phase("a:1b") is PullPhase.DONE
        await queue.providers.aclose()


async def test_after_a_restart_the_queue_goes_on_where_it_was(server: OllamaDouble, path: Path) -> None:
    server.downloads.arm(At(Phase.MANIFEST), NO_SUCH_MODEL)
    async with running(server, path) as first:
        first.pull("a:1b")
        await first.settled()
        server.downloads.hold(At(Phase.LAYER, 0, 2_000_000))
        first.pull("b:1b", "c:1b")
        first.pulls.pause(PullKey("ollama", "c:1b"))
        await until(lambda: first.row("b:1b").completed_bytes >= 1_000_000)
        before = first.row("b:1b")
        sentence_of = first.row("a:1b").error
    server.downloads.gate.clear()
    async with running(server, path) as second:
        await until(lambda: len(second.pulls.state.rows) == 3)
        assert second.names == ["b:1b", "c:1b", "a:1b"]
        after = second.row("b:1b")
        assert (after.completed_bytes, after.fraction) == (before.completed_bytes, before.fraction)
        assert second.phase("c:1b") is PullPhase.PAUSED
        assert second.phase("a:1b") is PullPhase.FAILED
        assert isinstance(sentence_of, PullFailed)
        assert "a:1b" in second.row("a:1b").problem
        server.downloads.gate.set()
        await until(lambda: second.phase("b:1b") is PullPhase.DONE)
        figures = [p.fraction for state in second.told if (p := state.of(before.key)) and p.fraction]
        assert figures == sorted(figures)
    async with running(server, path) as third:
        await until(lambda: third.pulls.state.rows)
        assert third.names == ["c:1b", "a:1b"]


async def test_nothing_runs_before_its_provider_was_asked(server: OllamaDouble, path: Path) -> None:
    queue = Queue(server, path, 2)
    queue.pull("a:1b")
    queue.pulls.start()
    await until(lambda: path.exists())
    assert queue.phase("a:1b") is PullPhase.QUEUED
    assert "/api/pull" not in [request.path for request in server.requests]
    queue.providers.refresh()
    await queue.settled()
    await queue.pulls.aclose()
    await queue.providers.aclose()


async def test_a_pull_of_a_provider_that_is_gone_fails(server: OllamaDouble, path: Path) -> None:
    journal = PullJournalFile(path)
    await journal.read()
    await journal.write((JournaledPull(PullKey("gone", "a:1b")),))
    await journal.aclose()
    async with running(server, path) as queue:
        await queue.settled()
        assert isinstance(queue.pulls.state.rows[0].error, NoSuchProvider)
        assert len(queue.ended) == 1


async def test_pulls_of_a_provider_that_is_taken_away_end_and_go_on_when_it_is_back(
    queue: Queue,
) -> None:
    """As by an undo in the settings; what was paused stays paused."""
    queue.server.downloads.hold(At(Phase.LAYER, 0, 1_000_000))
    queue.pull("a:1b", "b:1b", "c:1b", "d:1b")
    queue.pulls.pause(PullKey("ollama", "d:1b"))
    await until(lambda: max(queue.row(name).completed_bytes for name in NAMES) >= 1_000_000)
    queue.server.downloads.gate.clear()
    queue.providers.follow(())
    await until(lambda: queue.server.downloads.running == 0)
    assert [queue.phase(name) for name in NAMES] == [PullPhase.FAILED] * 3 + [PullPhase.PAUSED]
    assert {type(queue.row(name).error) for name in NAMES[:3]} == {NoSuchProvider}
    assert max(queue.row(name).completed_bytes for name in NAMES) >= 1_000_000
    assert len(queue.ended) == 3
    queue.server.downloads.gate.set()
    queue.providers.follow((AddressSource(Endpoint("ollama", "Ollama", queue.server.url), connect),))
    await until(lambda: [queue.phase(name) for name in NAMES[:3]] == [PullPhase.DONE] * 3)
    assert queue.phase("d:1b") is PullPhase.PAUSED


async def test_a_pull_that_waits_for_a_server_ends_with_its_provider(queue: Queue) -> None:
    queue.server.fault = Fault.REFUSE
    queue.pull("a:1b")
    await until(lambda: queue.phase("a:1b") is PullPhase.WAITING)
    queue.providers.follow(())
    assert queue.phase("a:1b") is PullPhase.FAILED


async def test_a_queue_that_cannot_be_saved_is_told_once_and_goes_on(
    server: OllamaDouble, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    async with running(server, blocked / "data" / "pulls.json") as queue:
        queue.pull("a:1b", "b:1b")
        await queue.settled()
        assert queue.phase("a:1b") is PullPhase.DONE
        assert [type(error) for error in queue.failed] == [PullsUnsaved]


async def test_figures_are_told_ten_times_a_second_at_most_and_phases_at_once(
    server: OllamaDouble, path: Path
) -> None:
    server.downloads.line_seconds = 0.004
    server.downloads.step_bytes = 20_000
    async with running(server, path, at_once=4) as queue:
        clock = asyncio.get_running_loop().time
        moments: list[tuple[float, Pulls]] = []
        queue.pulls.changed.connect(lambda state: moments.append((clock(), state)))
        queue.pull(*NAMES)
        begun = clock()
        await queue.settled()
        seconds = clock() - begun
    steady = [
        later - earlier
        for (earlier, before), (later, after) in pairwise(moments)
        if [row.phase for row in before.rows] == [row.phase for row in after.rows]
    ]
    assert seconds > 0.9
    assert min(steady) >= 0.09
    assert len(moments) <= 30 * seconds
