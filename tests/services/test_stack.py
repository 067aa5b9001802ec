"""The stack service over a scripted engine: what is published, and what the verbs do."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import pairwise

import pytest

from desktop.domain.errors import (
    Cause,
    ComposeFailed,
    ContainerEnded,
    ContainerUnhealthy,
    DockerNotRunning,
    DockerSilent,
    GpuUnavailable,
    ImageUnavailable,
    PortInUse,
    ProviderUnavailable,
    StackError,
    StackOptionInvalid,
    StackUnconfirmed,
)
from desktop.domain.providers import Availability, ProviderKind
from desktop.domain.stack import (
    ContainerHealth,
    GpuChoice,
    PortHolder,
    Removal,
    StackOptions,
    StackPhase,
    StackState,
)
from desktop.domain.stack_review import Danger, StackReview, StackRisk
from desktop.services.stack import StackService
from desktop.services.stack_operations import StackOperations
from tests.fake_stack_engine import GONE, UP_WITH_PULL, FakeStackEngine, running
from tests.services.conftest import until

pytestmark = pytest.mark.anyio
RISK = StackRisk(Danger.PRIVILEGED, "model-runner")


class Stack:
    """The service, the engine behind it, and every state that was published."""

    def __init__(self) -> None:
        self.engine = FakeStackEngine()
        self.ollamas: dict[str, str] = {}
        self.has_amd_gpu = False
        operations = StackOperations(self.engine, self.probe, lambda: self.has_amd_gpu)
        self.service = StackService(self.engine, operations, StackOptions())
        self.states: list[StackState] = []
        self.service.changed.connect(self.states.append)

    async def probe(self, url: str) -> Availability:
        if url not in self.ollamas:
            raise ProviderUnavailable(url, Cause.REFUSED)
        return Availability(ProviderKind.OLLAMA, 0.01, self.ollamas[url])

    @property
    def state(self) -> StackState:
        return self.service.state

    def phase(self) -> StackPhase:
        return self.service.state.phase

    def error(self) -> StackError | None:
        return self.service.state.error

    async def watched(self, phase: StackPhase) -> None:
        """Watch until the engine's events are followed and the phase is known."""
        self.service.watch(is_seen=True)
        await until(lambda: self.engine.is_followed and self.state.phase is phase)

    async def at_rest(self) -> None:
        await until(lambda: not self.state.is_busy)


@pytest.fixture
async def stack() -> AsyncIterator[Stack]:
    stack = Stack()
    yield stack
    stack.engine.gate.set()
    await stack.service.aclose()
    assert stack.engine.open_generators == 0
    assert not stack.engine.is_followed


async def test_a_start_goes_through_its_steps_to_running(stack: Stack) -> None:
    await stack.watched(StackPhase.ABSENT)
    assert stack.state.can_start
    stack.service.start()
    assert stack.phase() is StackPhase.STARTING
    await stack.at_rest()
    assert stack.phase() is StackPhase.RUNNING
    assert stack.state.url == "http://127.0.0.1:8080"
    assert stack.service.was_started_here
    shown = [s.progress.fraction for s in stack.states if s.progress and s.progress.fraction is not None]
    assert all(a <= b for a, b in pairwise(shown))
    assert shown[-1] == 1.0


async def test_stop_and_restart_follow_the_engine(stack: Stack) -> None:
    stack.engine.containers = (running(),)
    await stack.watched(StackPhase.RUNNING)
    stack.service.restart()
    await stack.at_rest()
    assert stack.phase() is StackPhase.RUNNING
    stack.service.stop()
    assert stack.phase() is StackPhase.STOPPING
    await stack.at_rest()
    assert (stack.phase(), stack.error()) == (StackPhase.STOPPED, None)
    assert not stack.service.was_started_here


async def test_one_operation_at_a_time(stack: Stack) -> None:
    await stack.watched(StackPhase.ABSENT)
    stack.engine.gate.clear()
    for _ in range(50):
        stack.service.start()
        stack.service.stop()
        stack.service.pull()
        await asyncio.sleep(0)
    stack.engine.gate.set()
    await stack.at_rest()
    assert len(stack.engine.ups) == 1
    assert "stop" not in stack.engine.asked


async def test_cancel_ends_the_command_and_reads_what_is_there(stack: Stack) -> None:
    await stack.watched(StackPhase.ABSENT)
    stack.engine.script = UP_WITH_PULL
    stack.engine.gate.clear()
    stack.service.start()
    await until(lambda: stack.state.progress and stack.state.progress.completed_bytes)
    stack.service.cancel()
    stack.service.cancel()
    assert stack.phase() is StackPhase.STOPPING
    await stack.at_rest()
    assert stack.engine.open_generators == 0
    assert (stack.phase(), stack.error()) == (StackPhase.ABSENT, None)
    stack.engine.gate.set()
    stack.service.start()
    await stack.at_rest()
    assert stack.phase() is StackPhase.RUNNING


async def test_a_start_cancelled_before_its_first_step_leaves_nothing_busy(stack: Stack) -> None:
    await stack.watched(StackPhase.ABSENT)
    stack.service.start()
    stack.service.cancel()
    await stack.at_rest()
    assert stack.phase() is StackPhase.ABSENT
    assert stack.engine.ups == []


async def test_the_gpu_of_the_engine_is_used(stack: Stack) -> None:
    stack.engine.info = replace(stack.engine.info, runtimes=("runc", "nvidia"))
    stack.service.start()
    await stack.at_rest()
    assert stack.engine.ups[0][1] is GpuChoice.NVIDIA
    assert stack.state.gpu is GpuChoice.NVIDIA


async def test_without_the_runtime_the_start_goes_on_on_the_cpu_and_says_why(stack: Stack) -> None:
    missing = GpuUnavailable('could not select device driver "nvidia"', "nvidia")
    stack.engine.failures[GpuChoice.NVIDIA] = missing
    stack.service.start(GpuChoice.NVIDIA)
    await stack.at_rest()
    assert [gpu for _, gpu in stack.engine.ups] == [GpuChoice.NVIDIA, GpuChoice.NONE]
    assert stack.phase() is StackPhase.RUNNING
    assert (stack.state.gpu, stack.state.gpu_fallback, stack.error()) == (GpuChoice.NONE, missing, None)
    stack.service.start(GpuChoice.NONE)
    await stack.at_rest()
    assert stack.state.gpu_fallback is None


async def test_a_taken_port_is_examined_and_the_next_free_one_is_taken(stack: Stack) -> None:
    await stack.watched(StackPhase.ABSENT)
    stack.engine.failures[GpuChoice.NONE] = PortInUse("bind: address already in use", 8080)
    stack.engine.holders = {
        8080: PortHolder(8080, process="ollama", pid=7),
        8081: PortHolder(8081, container="open-webui-1"),
    }
    stack.ollamas["http://127.0.0.1:8080"] = "0.33.0"
    stack.service.start()
    await stack.at_rest()
    error = stack.error()
    assert isinstance(error, PortInUse)
    assert (error.holder, error.is_ollama, error.is_container) == ("ollama", True, False)
    stack.engine.failures.clear()
    decided: list[StackOptions] = []
    stack.service.options_changed.connect(decided.append)
    stack.service.start_on_free_port()
    await stack.at_rest()
    assert stack.state.url == "http://127.0.0.1:8082"
    assert [options.port for options in decided] == [8082]


@pytest.mark.parametrize(
    "error",
    [
        ImageUnavailable("no such host", "ollama/ollama:latest", "network"),
        ComposeFailed("OCI runtime create failed"),
        ContainerUnhealthy("unhealthy"),
    ],
)
async def test_a_failed_start_keeps_its_error_until_the_next(stack: Stack, error: ComposeFailed) -> None:
    await stack.watched(StackPhase.ABSENT)
    stack.engine.failures[GpuChoice.NONE] = error
    stack.service.start()
    await stack.at_rest()
    stack.engine.tell("create")
    await until(lambda: stack.engine.asked[-1] == "services")
    assert stack.error() is error
    stack.engine.failures.clear()
    stack.service.start()
    assert stack.error() is None
    await stack.at_rest()


async def test_a_container_that_ends_at_once_is_a_failure_though_compose_says_well(stack: Stack) -> None:
    stack.engine.containers = (running(),)
    stack.engine.end_container(1)
    stack.service.restart()
    await stack.at_rest()
    assert stack.phase() is StackPhase.STOPPED
    assert isinstance(stack.error(), ContainerEnded)


async def test_a_stack_started_elsewhere_is_seen_and_can_be_stopped(stack: Stack) -> None:
    await stack.watched(StackPhase.ABSENT)
    stack.engine.containers = (running(port=9000, health=ContainerHealth.STARTING),)
    stack.engine.tell("create", "start")
    await until(lambda: stack.phase() is StackPhase.STARTING)
    stack.engine.containers = (running(port=9000),)
    stack.engine.tell("health_status: healthy")
    await until(lambda: stack.phase() is StackPhase.RUNNING)
    assert stack.state.url == "http://127.0.0.1:9000"
    assert not stack.service.was_started_here
    stack.service.stop()
    await stack.at_rest()
    assert stack.phase() is StackPhase.STOPPED


async def test_who_ended_the_container_decides_whether_it_is_a_failure(stack: Stack) -> None:
    stack.engine.containers = (running(),)
    await stack.watched(StackPhase.RUNNING)
    stack.engine.end_container(137)
    await until(lambda: stack.phase() is StackPhase.STOPPED)
    assert isinstance(stack.error(), ContainerEnded)
    stack.engine.containers = (running(),)
    stack.engine.tell("start")
    await until(lambda: stack.phase() is StackPhase.RUNNING)
    assert stack.error() is None
    stack.engine.end_container(137, "kill")
    await until(lambda: stack.phase() is StackPhase.STOPPED)
    assert stack.error() is None


async def test_an_ill_container_says_so(stack: Stack) -> None:
    stack.engine.containers = (running(),)
    await stack.watched(StackPhase.RUNNING)
    stack.engine.containers = (running(health=ContainerHealth.UNHEALTHY),)
    stack.engine.tell("health_status: unhealthy")
    await until(lambda: stack.phase() is StackPhase.UNHEALTHY)
    assert isinstance(stack.error(), ContainerUnhealthy)


async def test_health_checks_alone_ask_nothing_of_the_engine(stack: Stack) -> None:
    stack.engine.containers = (running(),)
    await stack.watched(StackPhase.RUNNING)
    await until(lambda: stack.engine.asked.count("services") == 2)  # the second, for what was missed
    stack.engine.tell(*["exec_create: ollama list", "exec_start: ollama list", "exec_die"] * 20)
    stack.engine.tell("die")
    await until(lambda: stack.engine.asked.count("services") == 3)


async def test_an_engine_that_goes_is_said_and_its_return_is_noticed(stack: Stack) -> None:
    stack.engine.containers = (running(),)
    await stack.watched(StackPhase.RUNNING)
    stack.engine.vanish()
    await until(lambda: stack.phase() is StackPhase.UNAVAILABLE)
    assert stack.error() is GONE
    assert stack.state.url == ""
    stack.engine.away = None
    stack.service.check_again()
    await until(lambda: stack.phase() is StackPhase.RUNNING)
    assert stack.error() is None


async def test_a_start_without_an_engine_says_why(stack: Stack) -> None:
    stack.engine.away = GONE
    stack.service.start()
    await stack.at_rest()
    assert stack.phase() is StackPhase.UNAVAILABLE
    assert isinstance(stack.error(), DockerNotRunning)


async def test_the_version_of_the_server_is_known_once_it_runs(stack: Stack) -> None:
    stack.ollamas["http://127.0.0.1:8080"] = "0.17.0"
    await stack.watched(StackPhase.ABSENT)
    stack.service.start()
    await until(lambda: stack.state.ollama_version == "0.17.0")
    stack.service.stop()
    await stack.at_rest()
    assert stack.state.ollama_version == ""


async def test_options_that_cannot_be_used_change_nothing(stack: Stack) -> None:
    stack.service.set_options(StackOptions(image="--privileged"))
    assert isinstance(stack.error(), StackOptionInvalid)
    assert stack.state.options == StackOptions()
    stack.service.set_options(StackOptions(port=9999))
    stack.service.start()
    await stack.at_rest()
    assert stack.engine.ups[0][0].port == 9999


async def test_pull_remove_and_configuration_ask_the_engine(stack: Stack) -> None:
    stack.engine.containers = (running(),)
    await stack.watched(StackPhase.RUNNING)
    stack.service.pull()
    assert stack.phase() is StackPhase.RUNNING
    await stack.at_rest()
    stack.service.remove(Removal.MODELS)
    await stack.at_rest()
    assert stack.phase() is StackPhase.ABSENT
    found: list[str] = []
    stack.service.configuration_read.connect(found.append)
    stack.service.read_configuration()
    await until(lambda: found)
    assert found == [stack.engine.yaml]
    assert "pull ollama/ollama:latest" in stack.engine.asked
    assert "remove models" in stack.engine.asked


@pytest.mark.parametrize("stops", [True, False])
async def test_on_quit_the_stack_is_stopped_only_if_so_decided(stops: bool) -> None:
    stack = Stack()
    stack.service.start()
    await stack.at_rest()
    stack.service.stops_on_quit = stops
    await stack.service.aclose()
    assert ("stop" in stack.engine.asked) is stops


async def test_a_stack_of_somebody_else_is_not_stopped_on_quit() -> None:
    stack = Stack()
    stack.engine.containers = (running(),)
    await stack.watched(StackPhase.RUNNING)
    stack.service.stops_on_quit = True
    await stack.service.aclose()
    assert "stop" not in stack.engine.asked


async def test_a_container_found_killed_at_the_first_look_is_only_off(stack: Stack) -> None:
    stack.engine.containers = (running(),)
    stack.engine.end_container(137)
    await stack.watched(StackPhase.STOPPED)
    assert stack.error() is None


async def test_a_start_waits_for_consent_and_goes_on_as_it_was_asked_for(stack: Stack) -> None:
    stack.engine.reviewed = StackReview((RISK,), "one")
    agreed: list[str] = []
    stack.service.confirmed.connect(agreed.append)
    await stack.watched(StackPhase.ABSENT)
    stack.service.start(GpuChoice.NVIDIA)
    await stack.at_rest()
    error = stack.error()
    assert isinstance(error, StackUnconfirmed)
    assert (stack.phase(), stack.engine.ups) == (StackPhase.ABSENT, [])
    stack.service.confirm(error.fingerprint)
    await stack.at_rest()
    assert (stack.phase(), stack.error()) == (StackPhase.RUNNING, None)
    assert stack.engine.ups == [(StackOptions(), GpuChoice.NVIDIA)]
    assert agreed == ["one"]


async def test_consent_to_a_configuration_that_has_changed_since_starts_nothing(stack: Stack) -> None:
    stack.engine.reviewed = StackReview((RISK,), "one")
    await stack.watched(StackPhase.ABSENT)
    stack.service.start()
    await stack.at_rest()
    stack.engine.reviewed = StackReview((RISK,), "two")
    stack.service.confirm("one")
    await stack.at_rest()
    error = stack.error()
    assert isinstance(error, StackUnconfirmed)
    assert (error.fingerprint, stack.engine.ups) == ("two", [])


async def test_trying_again_repeats_what_failed(stack: Stack) -> None:
    stack.engine.containers = (running(),)
    await stack.watched(StackPhase.RUNNING)
    stack.service.remove(Removal.CONTAINERS)
    await until(lambda: stack.phase() is StackPhase.ABSENT and not stack.state.is_busy)
    stack.service.try_again()
    await until(lambda: stack.engine.asked.count("remove containers") == 2)
    await stack.at_rest()


async def test_checking_again_takes_back_that_the_engine_is_away(stack: Stack) -> None:
    await stack.watched(StackPhase.ABSENT)
    stack.engine.failures[GpuChoice.NONE] = DockerSilent(5)
    stack.service.start()
    await stack.at_rest()
    assert isinstance(stack.error(), DockerSilent)
    stack.service.check_again()
    await until(lambda: stack.error() is None)
    assert stack.phase() is StackPhase.ABSENT
