"""A real engine: the stack starts, stops and starts again; and what it says when it cannot."""

import asyncio
import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import aclosing, closing
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.adapters.port_holder import find_port_holder
from desktop.domain.errors import (
    ContainerEnded,
    ContainerUnhealthy,
    GpuUnavailable,
    ImageUnavailable,
    PortInUse,
    StackError,
)
from desktop.domain.stack import ContainerHealth, ContainerState, GpuChoice, PublishedPort, StepStatus
from tests.engine.driven_stack import COMPOSE, CONTAINER, DrivenStack, drive
from tests.engine.private_docker import PrivateDocker
from tests.engine.stand_in import Trouble, make_variant

pytestmark = [pytest.mark.real_engine, pytest.mark.anyio]

CHILD = """
import asyncio, sys
from pathlib import Path
from desktop.adapters.docker_compose import DockerCompose
from desktop.domain.stack import GpuChoice, StackOptions

async def up() -> None:
    engine = DockerCompose(Path(sys.argv[1]), Path(sys.argv[2]))
    async for step in engine.up(StackOptions(port=int(sys.argv[3])), GpuChoice.NONE):
        print(step.text, flush=True)

asyncio.run(up())
"""


def version_at(url: str) -> str:
    with urllib.request.urlopen(f"{url}/api/version", timeout=5) as answer:
        version: str = json.load(answer)["version"]
        return version


def listeners(port: int) -> list[str]:
    """The addresses that somebody listens on at this port, as Linux writes them: 127.0.0.1 is 0100007F."""
    tables = [Path("/proc/net", name).read_text(encoding="ascii") for name in ("tcp", "tcp6")]
    lines = [line.split() for table in tables for line in table.splitlines()[1:]]
    listening = [line[1].partition(":") for line in lines if line[3] == "0A"]
    return [address for address, _, at in listening if int(at, 16) == port]


@pytest.fixture
def application(stack: DrivenStack) -> Iterator["subprocess.Popen[str]"]:
    """Another process that starts the stack; it prints every step."""
    arguments = (str(COMPOSE), str(stack.folder), str(stack.options.port))
    with subprocess.Popen(
        (sys.executable, "-c", CHILD, *arguments),
        env=stack.docker.environment,
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        yield child
        child.kill()


async def test_a_cold_start_ends_healthy_with_the_project_s_own_files(
    docker: PrivateDocker, tmp_path: Path
) -> None:
    stack = drive(docker, tmp_path)  # no override: the health check is that of the base file
    steps = await stack.up()
    service = await stack.only_service()
    assert (service.container, service.image) == (CONTAINER, "ollama/ollama:latest")
    assert (service.state, service.health) == (ContainerState.RUNNING, ContainerHealth.HEALTHY)
    assert service.ports == (PublishedPort("127.0.0.1", stack.options.port, 11434),)
    assert version_at(stack.url) == "0.33.0"
    told = [(step.id, step.text) for step in steps if step.status is StepStatus.DONE]
    assert (f"Container {CONTAINER}", "Started") in told
    assert (f"Container {CONTAINER}", "Healthy") in told


async def test_it_listens_on_this_computer_only(stack: DrivenStack) -> None:
    await stack.up()
    assert listeners(stack.options.port) == ["0100007F"]


async def test_a_stack_is_stopped_started_again_and_restarted(stack: DrivenStack) -> None:
    await stack.up()
    stopped = await stack.stop()
    assert stopped[-1].text == "Stopped"
    assert (await stack.only_service()).state is ContainerState.EXITED
    await stack.up()
    first = stack.docker.run("inspect", "-f", "{{.State.StartedAt}}", CONTAINER)
    restarted = [step async for step in stack.engine.restart()]
    assert restarted
    assert stack.docker.run("inspect", "-f", "{{.State.StartedAt}}", CONTAINER) != first
    assert (await stack.only_service()).is_running


async def test_a_second_start_of_what_runs_changes_nothing(stack: DrivenStack) -> None:
    await stack.up()
    first = stack.docker.run("inspect", "-f", "{{.Id}} {{.State.StartedAt}}", CONTAINER)
    await stack.up()
    assert stack.docker.run("inspect", "-f", "{{.Id}} {{.State.StartedAt}}", CONTAINER) == first


async def test_two_applications_may_start_it_at_once(stack: DrivenStack) -> None:
    """The second comes while the first makes the container. One may fail, and says so; the stack is whole.

    Closer together, the engine makes two networks of one name, which no `up` survives: that is a matter of
    the application's lock, not tried here.
    """
    other = replace(drive(stack.docker, stack.folder), options=stack.options)
    late: asyncio.Task[object] | None = None
    async with aclosing(stack.engine.up(stack.options, GpuChoice.NONE)) as steps:
        async for step in steps:
            if late is None and step.id == f"Container {CONTAINER}":
                late = asyncio.get_running_loop().create_task(other.up())
    assert late is not None
    await asyncio.wait([late])
    assert late.exception() is None or isinstance(late.exception(), StackError)
    await stack.up()
    assert (await stack.only_service()).health is ContainerHealth.HEALTHY


async def test_an_application_killed_in_mid_start_leaves_a_stack_that_starts(
    stack: DrivenStack, application: "subprocess.Popen[str]"
) -> None:
    assert application.stdout is not None
    for line in application.stdout:
        if line.strip() == "Starting":
            break
    application.send_signal(signal.SIGKILL)
    application.wait()
    await stack.up()
    assert (await stack.only_service()).health is ContainerHealth.HEALTHY


async def test_a_start_that_is_broken_off_ends_compose_and_can_be_repeated(stack: DrivenStack) -> None:
    async for step in (steps := stack.engine.up(stack.options, GpuChoice.NONE)):
        if step.text == "Starting":
            break
    await steps.aclose()
    await stack.up()
    assert (await stack.only_service()).health is ContainerHealth.HEALTHY


async def test_a_port_that_is_taken_is_named_and_free_again_it_is_used(stack: DrivenStack) -> None:
    with closing(socket.create_server(("127.0.0.1", stack.options.port))):
        with pytest.raises(PortInUse) as caught:
            await stack.up()
        assert caught.value.port == stack.options.port
        holder = find_port_holder(stack.options.port)
        assert holder is not None
        assert holder.pid > 0
        assert (await stack.only_service()).state is ContainerState.CREATED
    await stack.up()
    assert (await stack.only_service()).health is ContainerHealth.HEALTHY


async def test_a_container_that_has_the_port_is_named(stack: DrivenStack) -> None:
    publish = f"127.0.0.1:{stack.options.port}:11434"
    stack.docker.run("network", "create", "another")
    options = ("--detach", "--name", "another", "--network", "another", "--publish", publish)
    stack.docker.run("run", *options, "ollama/ollama")
    holder = await stack.engine.port_holder(stack.options.port)
    assert holder is not None
    assert holder.container == "another"


async def test_an_image_that_cannot_be_had_is_named(stack: DrivenStack) -> None:
    missing = stack.with_image("registry.invalid/ollama:1")
    with pytest.raises(ImageUnavailable) as caught:
        await missing.up()
    assert caught.value.reason == "network"
    assert "registry.invalid" in caught.value.image
    assert "no such host" in caught.value.evidence
    await stack.up()


async def test_without_the_nvidia_runtime_the_gpu_is_refused_and_the_cpu_works(stack: DrivenStack) -> None:
    assert "nvidia" not in (await stack.engine.engine()).runtimes
    with pytest.raises(GpuUnavailable) as caught:
        await stack.up(GpuChoice.NVIDIA)
    assert caught.value.gpu == "nvidia"
    assert "could not select device driver" in caught.value.evidence
    assert (await stack.only_service()).state is ContainerState.CREATED
    await stack.up()
    assert (await stack.only_service()).health is ContainerHealth.HEALTHY


async def test_a_container_that_exits_at_once_is_a_failure_with_its_log(stack: DrivenStack) -> None:
    image = make_variant(stack.docker, "exits", Trouble(exit_code=3))
    with pytest.raises(ContainerEnded) as caught:
        await stack.with_image(image).up()
    assert caught.value.exit_code == 3
    assert "no space left for the runner" in caught.value.evidence
    assert not caught.value.is_out_of_memory


async def test_a_container_without_memory_says_so(stack: DrivenStack) -> None:
    image = make_variant(stack.docker, "hungry", Trouble(is_hungry=True))
    stack.override("services: {model-runner: {mem_limit: 48m, memswap_limit: 48m, restart: 'no'}}\n")
    with pytest.raises(ContainerEnded) as caught:
        await stack.with_image(image).up()
    assert (caught.value.exit_code, caught.value.is_out_of_memory) == (137, True)


async def test_a_container_that_stays_unhealthy_is_a_failure(stack: DrivenStack) -> None:
    image = make_variant(stack.docker, "unhealthy", Trouble(is_unhealthy=True))
    stack.override(
        "services: {model-runner: {healthcheck: {interval: 300ms, start_period: 0s, retries: 2}}}\n"
    )
    with pytest.raises(ContainerUnhealthy) as caught:
        await stack.with_image(image).up()
    assert "Listening on" in caught.value.evidence
    assert (await stack.only_service()).health is ContainerHealth.UNHEALTHY


async def test_a_slow_start_is_waited_for(stack: DrivenStack) -> None:
    image = make_variant(stack.docker, "slow", Trouble(listens_after_seconds=3))
    begun = time.monotonic()
    await stack.with_image(image).up()
    assert time.monotonic() - begun >= 3
    assert version_at(stack.url) == "0.33.0"


async def test_a_container_that_ignores_the_request_to_stop_is_ended_after_10_s(stack: DrivenStack) -> None:
    image = make_variant(stack.docker, "stubborn", Trouble(ignores_term=True))
    await stack.with_image(image).up()
    begun = time.monotonic()
    await stack.stop()
    assert 9 <= time.monotonic() - begun < 20
    assert (await stack.only_service()).state is ContainerState.EXITED
