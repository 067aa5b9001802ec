"""What is told of pulls, replies, the stack, GPUs and providers, and what is not."""

from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial

import pytest

from desktop.adapters.pull_journal import PullJournalFile
from desktop.domain.errors import ContainerEnded, PortInUse, StackError, StackUnconfirmed
from desktop.domain.gpu import GpuFault, GpuTrouble, GpuVendor
from desktop.domain.health_causes import HealthKind
from desktop.domain.notices import ItemLost, Notice, PullEnded, ReplyEnded, StackTrouble
from desktop.domain.pulls import Pull, PullKey, PullPhase
from desktop.domain.settings import Settings
from desktop.domain.stack import StackOptions, StackPhase, StackProgress, StackState
from desktop.services.health import HealthService
from desktop.services.notices import DOWN_SECONDS, RATE_SECONDS, NoticesService
from desktop.services.pull_run import pulled
from desktop.services.pulls import PullService
from desktop.services.settings import Found, SettingsService
from desktop.services.stack import StackService
from desktop.services.stack_operations import StackOperations
from tests.fake_probes import FakeProbes
from tests.fake_stack_engine import FakeStackEngine
from tests.services.conftest import Services, until

pytestmark = pytest.mark.anyio
ENDED = ContainerEnded("Exited (1)", 1)


async def _kept(settings: Settings) -> Found:
    return settings, ()


async def _no_probe(_url: str) -> object:
    raise AssertionError("nobody is probed here")


class Bench:
    """The service, what it hears, and the clock it looks at."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.now = 1000.0
        self.is_in_front = False
        self.engine = FakeStackEngine()
        operations = StackOperations(self.engine, _no_probe)  # type: ignore[arg-type]  # never called
        self.stack = StackService(self.engine, operations, StackOptions())
        self.probes = probes = FakeProbes()
        self.health = HealthService(services.providers, self.stack, probes, probes, probes.disk)
        self.pulls = PullService(
            services.providers, PullJournalFile(services.folder / "private" / "pulls.json"), pulled
        )
        self.settings = SettingsService(Settings(), _kept)
        self.notices = NoticesService(
            self.pulls,
            self.stack,
            services.chats,
            self.health,
            self.settings,
            lambda: self.is_in_front,
            clock=lambda: self.now,
        )
        self.told: list[Notice] = []
        self.notices.wanted.connect(self.told.append)

    def pull_ends(self, model: str, phase: PullPhase = PullPhase.DONE) -> None:
        self.pulls.ended.emit(Pull(PullKey("ollama", model), phase))

    def stack_is(self, *states: StackState) -> None:
        for state in states:
            self.stack.changed.emit(state)

    def was_asked(self) -> bool:
        return any(request.path == "/api/chat" for request in self.services.server.requests)

    def has_probed(self, rounds: int) -> bool:
        return self.probes.rounds > rounds

    async def aclose(self) -> None:
        await self.pulls.aclose()
        await self.health.aclose()
        await self.stack.aclose()
        await self.settings.aclose()


@pytest.fixture
async def bench(services: Services) -> AsyncIterator[Bench]:
    bench = Bench(services)
    yield bench
    await bench.aclose()


async def test_a_pull_that_ends_is_told(bench: Bench) -> None:
    bench.pull_ends("a:1b")
    bench.pull_ends("b:1b", PullPhase.FAILED)
    assert [n.pull.key.model for n in bench.told if isinstance(n, PullEnded)] == ["a:1b", "b:1b"]


async def test_nothing_is_told_to_who_looks_at_the_window_or_wants_no_notifications(bench: Bench) -> None:
    bench.is_in_front = True
    bench.pull_ends("a:1b")
    bench.is_in_front = False
    bench.settings.change(notifies=False)
    bench.pull_ends("b:1b")
    assert bench.told == []


async def test_many_that_end_together_are_not_all_told(bench: Bench) -> None:
    for number in range(20):
        bench.pull_ends(f"{number}:1b", PullPhase.FAILED)
    assert len(bench.told) == 3
    bench.stack_is(StackState(StackPhase.RUNNING), StackState(StackPhase.STOPPED, error=ENDED))
    assert len(bench.told) == 4  # another place is not kept quiet by them
    bench.now += RATE_SECONDS
    bench.pull_ends("later:1b")
    assert len(bench.told) == 5


async def test_a_stack_that_ends_by_itself_is_told_once(bench: Bench) -> None:
    gone = StackState(StackPhase.STOPPED, error=ENDED)
    bench.stack_is(StackState(StackPhase.RUNNING), gone, replace(gone, ollama_version="0.18"), gone)
    assert bench.told == [StackTrouble(gone, has_ended=True)]


async def test_an_operation_that_fails_is_told_and_the_users_own_stop_is_not(bench: Bench) -> None:
    starting = StackState(StackPhase.STARTING, progress=StackProgress("up"))
    failed = StackState(StackPhase.ABSENT, error=PortInUse("", 8080))
    bench.stack_is(starting, failed)
    assert bench.told == [StackTrouble(failed, has_ended=False)]
    stopping = StackState(StackPhase.STOPPING, progress=StackProgress("stop"))
    bench.stack_is(StackState(StackPhase.RUNNING), stopping, StackState(StackPhase.STOPPED))
    assert len(bench.told) == 1


@pytest.mark.parametrize("error", [ENDED, StackUnconfirmed((), "f")])
async def test_what_was_wrong_before_the_start_or_waits_for_consent_is_not_told(
    bench: Bench, error: StackError
) -> None:
    bench.stack_is(StackState(StackPhase.STOPPED, error=error))
    waits = StackState(StackPhase.ABSENT, error=StackUnconfirmed((), "f"))
    bench.stack_is(StackState(progress=StackProgress("up")), waits)
    assert bench.told == []


async def test_a_reply_that_ends_is_told_also_of_a_chat_behind(bench: Bench) -> None:
    services = bench.services
    services.server.gate.clear()
    first = services.chats.current
    first.send("Name three colors.", services.choice)
    await until(lambda: first.state.chat_id and bench.was_asked())
    services.chats.new_chat()
    services.server.gate.set()
    await until(lambda: bench.told)
    (notice,) = bench.told
    assert isinstance(notice, ReplyEnded)
    assert (notice.chat_id, notice.is_complete) == (first.state.chat_id, True)
    assert notice.title == "Name three colors."


async def test_a_reply_that_the_user_stops_is_not_told(bench: Bench) -> None:
    services = bench.services
    services.server.gate.clear()
    chat = services.chats.current
    chat.send("hi", services.choice)
    await until(bench.was_asked)
    chat.stop()
    services.server.gate.set()
    assert bench.told == []


async def test_a_reply_of_each_question_is_told_once(bench: Bench) -> None:
    services, chat = bench.services, bench.services.chats.current
    for count in (1, 2):
        chat.send("hi", services.choice)
        await until(lambda: not chat.state.is_replying and not chat.is_busy)
        assert len(bench.told) == count
        services.chats.open_chat(chat.state.chat_id)


async def test_a_gpu_that_is_lost_is_told_once_until_it_is_back(bench: Bench) -> None:
    bench.health.watch(is_seen=True)
    await until(lambda: bench.health.state.of_kind(HealthKind.GPU) and bench.probes.rounds)
    gpus = bench.probes.gpus
    lost = (GpuFault(GpuVendor.NVIDIA, GpuTrouble.LOST, "GPU is lost", "RTX 4090"),)
    for _ in range(2):
        bench.probes.gpus, bench.probes.faults = (), lost
        rounds = bench.probes.rounds
        bench.health.check_again()
        await until(partial(bench.has_probed, rounds))
        bench.health.check_again()
        await until(partial(bench.has_probed, rounds + 1))
    await until(lambda: bench.told)
    assert [n.item.kind for n in bench.told if isinstance(n, ItemLost)] == [HealthKind.GPU]
    bench.probes.gpus, bench.probes.faults = gpus, ()
    bench.health.check_again()
    await until(lambda: not bench.health.state.gpus.faults)  # type: ignore[union-attr]  # it was read before
    bench.probes.gpus, bench.probes.faults = (), lost
    bench.health.check_again()
    await until(lambda: len(bench.told) == 2)


async def test_a_provider_is_told_when_it_has_been_gone_for_long(bench: Bench) -> None:
    providers, server = bench.services.providers, bench.services.server
    providers.refresh()
    await until(lambda: providers.state.choice.model and not providers.state.rows[0].is_checking)
    server.refuse()
    for _ in range(2):  # two failures in a row count
        providers.refresh()
        await until(lambda: not providers.state.rows[0].is_checking)
    bench.now += DOWN_SECONDS - 1
    bench.health.changed.emit(bench.health.state)
    assert bench.told == []
    bench.now += 1
    for _ in range(2):
        bench.health.changed.emit(bench.health.state)
    (notice,) = bench.told
    assert isinstance(notice, ItemLost)
    assert notice.item.subject == "Ollama"
