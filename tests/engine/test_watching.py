"""A real engine that is watched: what happens to the stack is seen as it happens, whoever did it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import replace
from functools import partial

import pytest

from desktop.domain.errors import ContainerEnded, DockerNotRunning, GpuUnavailable, PortInUse
from desktop.domain.stack import GpuChoice, StackEvent, StackPhase
from desktop.domain.stack_reading import is_unsafe_ollama
from desktop.providers.detection import connect
from desktop.services.sources import probe
from desktop.services.stack import StackService
from desktop.services.stack_operations import StackOperations
from tests.engine.driven_stack import CONTAINER, DrivenStack, drive
from tests.engine.stand_in import Trouble, make_variant

pytestmark = [pytest.mark.real_engine, pytest.mark.anyio]

SEEN_SECONDS = 2.0


async def until(condition: Callable[[], object], seconds: float = 20.0) -> float:
    """Return how long it took until the condition held."""
    begun = time.monotonic()
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  # what is waited for has no event of its own
            await asyncio.sleep(0.01)
    return time.monotonic() - begun


def service_of(stack: DrivenStack) -> StackService:
    operations = StackOperations(stack.engine, partial(probe, connect))
    return StackService(stack.engine, operations, stack.options)


@pytest.fixture
async def service(stack: DrivenStack) -> AsyncIterator[StackService]:
    """The service of the window, which watches an engine without a stack."""
    service = service_of(stack)
    service.watch(is_seen=True)
    await until(lambda: service.state.phase is StackPhase.ABSENT)
    yield service
    await service.aclose()


async def started(service: StackService) -> None:
    service.start()
    await until(lambda: not service.state.is_busy)
    assert service.state.phase is StackPhase.RUNNING, service.state.error


async def test_a_killed_container_is_seen_by_its_events(stack: DrivenStack) -> None:
    await stack.up()
    events: list[StackEvent] = []

    async def listen() -> None:
        async for event in stack.engine.events():
            events.append(event)

    async with asyncio.TaskGroup() as group:
        listening = group.create_task(listen())
        while not events:  # Compose does not say when it has begun to listen
            stack.docker.run("pause", CONTAINER)
            stack.docker.run("unpause", CONTAINER)
            await asyncio.sleep(0.1)
        stack.docker.run("kill", CONTAINER)
        seconds = await until(lambda: any(event.action == "die" for event in events))
        listening.cancel()
    assert seconds < SEEN_SECONDS
    assert StackEvent("model-runner", "die", 137) in events


async def test_events_end_with_the_engine(stack: DrivenStack) -> None:
    await stack.up()

    async def listen() -> None:
        async with aclosing(stack.engine.events()) as events:
            async for _ in events:
                pass

    listening = asyncio.get_running_loop().create_task(listen())
    await asyncio.wait([listening], timeout=1)
    stack.docker.kill()
    begun = time.monotonic()
    with pytest.raises(DockerNotRunning):
        await listening
    assert time.monotonic() - begun < SEEN_SECONDS


async def test_the_log_is_followed_without_its_colours(stack: DrivenStack) -> None:
    image = make_variant(stack.docker, "chatty", Trouble(log_lines=5000))
    await stack.with_image(image).up()
    lines: list[str] = []
    async with aclosing(stack.engine.logs(100)) as log:
        async for line in log:
            lines.append(line)
            if "Listening on" in line:
                break
    assert len(lines) == 100
    assert lines[-2].endswith('msg="line 4999"')
    assert not any("\x1b" in line for line in lines)


async def test_the_window_s_service_starts_stops_and_restarts(
    service: StackService, stack: DrivenStack
) -> None:
    await started(service)
    assert service.state.url == stack.url
    assert not service.state.is_exposed
    await until(lambda: service.state.ollama_version == "0.33.0")
    service.restart()
    await until(lambda: not service.state.is_busy)
    assert service.state.error is None
    await until(lambda: service.state.phase is StackPhase.RUNNING)
    service.stop()
    await until(lambda: service.state.phase is StackPhase.STOPPED)
    assert service.state.error is None


async def test_a_kill_from_outside_is_seen_by_the_service(service: StackService, stack: DrivenStack) -> None:
    await started(service)
    stack.docker.run("kill", CONTAINER)
    assert await until(lambda: service.state.phase is StackPhase.STOPPED) < SEEN_SECONDS


async def test_a_server_that_dies_of_itself_is_seen_and_started_again(
    service: StackService, stack: DrivenStack
) -> None:
    await started(service)
    phases: list[StackPhase] = []
    service.changed.connect(lambda state: phases.append(state.phase))
    stack.docker.kill_container(CONTAINER)
    assert await until(lambda: phases) < SEEN_SECONDS
    await until(lambda: service.state.phase is StackPhase.RUNNING)
    assert stack.docker.run("inspect", "-f", "{{.RestartCount}}", CONTAINER) == "1"


async def test_a_stack_taken_down_elsewhere_is_gone_here(service: StackService, stack: DrivenStack) -> None:
    await started(service)
    stack.docker.run("compose", "-p", "tars", "down")
    assert await until(lambda: service.state.phase is StackPhase.ABSENT) < SEEN_SECONDS


async def test_a_stack_started_elsewhere_is_seen_and_can_be_stopped(
    service: StackService, stack: DrivenStack
) -> None:
    elsewhere = replace(drive(stack.docker, stack.folder), options=stack.options)
    await elsewhere.up()
    await until(lambda: service.state.phase is StackPhase.RUNNING)
    assert not service.was_started_here
    service.stop()
    await until(lambda: service.state.phase is StackPhase.STOPPED)


@pytest.mark.parametrize("is_killed", [False, True])
async def test_an_engine_that_goes_is_missed_and_one_that_comes_back_is_found(
    service: StackService, stack: DrivenStack, is_killed: bool
) -> None:
    await started(service)
    if is_killed:
        stack.docker.kill()
    else:
        stack.docker.stop()
    assert await until(lambda: service.state.phase is StackPhase.UNAVAILABLE) < 10
    assert isinstance(service.state.error, DockerNotRunning)
    stack.docker.start()
    assert await until(lambda: service.state.phase is not StackPhase.UNAVAILABLE) < 10
    await until(lambda: service.state.services)
    if not service.state.can_stop:
        await started(service)
    await until(lambda: service.state.phase is StackPhase.RUNNING)


async def test_a_wish_for_a_gpu_falls_back_to_the_cpu_and_says_why(
    service: StackService, stack: DrivenStack
) -> None:
    service.start(GpuChoice.NVIDIA)
    await until(lambda: not service.state.is_busy)
    assert service.state.phase is StackPhase.RUNNING
    assert isinstance(service.state.gpu_fallback, GpuUnavailable)
    assert service.state.gpu is GpuChoice.NONE
    assert stack.docker.run("inspect", "-f", "{{.HostConfig.DeviceRequests}}", CONTAINER) == "[]"


async def test_a_port_that_another_ollama_has_is_said_to_be_one(
    service: StackService, stack: DrivenStack
) -> None:
    stack.docker.run("network", "create", "another")
    publish = f"127.0.0.1:{stack.options.port}:11434"
    stack.docker.run("run", "-d", "--name=another", "--net=another", "-p", publish, "ollama/ollama")
    service.start()
    await until(lambda: not service.state.is_busy)
    error = service.state.error
    assert isinstance(error, PortInUse)
    assert (error.holder, error.is_container, error.is_ollama) == ("another", True, True)
    service.start_on_free_port()
    await until(lambda: not service.state.is_busy)
    assert service.state.phase is StackPhase.RUNNING
    assert service.state.options.port > stack.options.port


async def test_an_old_ollama_with_a_hole_is_known_by_its_version(stack: DrivenStack) -> None:
    image = make_variant(stack.docker, "old", Trouble(version="0.17.0"))
    service = service_of(stack.with_image(image))
    await started(service)
    await until(lambda: service.state.ollama_version)
    assert is_unsafe_ollama(service.state.ollama_version)
    await service.aclose()


async def test_a_container_that_ends_at_once_is_an_error_of_the_service(stack: DrivenStack) -> None:
    image = make_variant(stack.docker, "exits", Trouble(exit_code=3))
    service = service_of(stack.with_image(image))
    service.start()
    await until(lambda: not service.state.is_busy)
    assert isinstance(service.state.error, ContainerEnded)
    assert service.state.error.exit_code == 3
    await service.aclose()


async def test_hammering_the_buttons_leaves_a_whole_stack(service: StackService, stack: DrivenStack) -> None:
    for _ in range(30):
        service.start()
        service.stop()
        service.restart()
        await asyncio.sleep(0.01)
    await until(lambda: not service.state.is_busy)
    service.start()
    service.cancel()
    await until(lambda: not service.state.is_busy and service.state.phase is not StackPhase.STOPPING)
    await started(service)
    assert (await stack.only_service()).is_running
