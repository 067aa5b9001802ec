"""A real engine that is away, hangs, or refuses; files and settings that change nothing of what starts."""

import os
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.adapters.compose_operation import Patience
from desktop.adapters.docker_compose import DockerCompose
from desktop.domain.errors import (
    ComposeFileInvalid,
    DockerNotPermitted,
    DockerNotRunning,
    DockerSilent,
    StackOptionInvalid,
)
from desktop.domain.stack import ContainerHealth, GpuChoice, StackOptions
from tests.cli.processes import descendants
from tests.engine.driven_stack import COMPOSE, CONTAINER, DrivenStack, as_ordinary_user, drive
from tests.engine.private_docker import PrivateDocker

pytestmark = [pytest.mark.real_engine, pytest.mark.anyio]


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Somebody who waits for connections, which stay unanswered."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


async def test_a_stopped_engine_is_told_from_one_that_is_back(stack: DrivenStack) -> None:
    await stack.up()
    stack.docker.stop()
    with pytest.raises(DockerNotRunning) as caught:
        await stack.engine.services()
    assert caught.value.host == stack.docker.environment["DOCKER_HOST"]
    with pytest.raises(DockerNotRunning):
        await stack.engine.engine()
    with pytest.raises(DockerNotRunning):
        await stack.up()
    stack.docker.start()
    await stack.up()
    assert (await stack.only_service()).health is ContainerHealth.HEALTHY


async def test_the_engine_tells_who_it_is(stack: DrivenStack) -> None:
    info = await stack.engine.engine()
    assert info.host == stack.docker.environment["DOCKER_HOST"]
    assert not info.is_remote
    assert "runc" in info.runtimes
    assert info.version
    assert info.compose_version


async def test_an_ordinary_user_is_not_permitted(docker: PrivateDocker, tmp_path: Path) -> None:
    stack = drive(docker, tmp_path, as_ordinary_user(docker, tmp_path / "bin"))
    for call in (stack.engine.engine(), stack.engine.services(), stack.up()):
        with pytest.raises(DockerNotPermitted) as caught:
            await call
        assert "permission denied" in caught.value.evidence


async def test_an_engine_that_hangs_is_silent_within_its_deadline_and_leaves_nothing(
    stack: DrivenStack,
) -> None:
    await stack.engine.services()  # finds the programs
    before = descendants(os.getpid())
    with stack.docker.frozen():
        begun = time.monotonic()
        for call in (stack.engine.engine(), stack.engine.services()):
            with pytest.raises(DockerSilent):
                await call
        assert time.monotonic() - begun < 12
        assert descendants(os.getpid()) <= before
    await stack.up()


async def test_a_start_that_hears_nothing_is_given_up(stack: DrivenStack) -> None:
    impatient = DockerCompose(
        COMPOSE, stack.folder, os.environ | stack.docker.environment, Patience(first_step=2)
    )
    await impatient.services()
    before = descendants(os.getpid())
    with stack.docker.frozen():
        with pytest.raises(DockerSilent) as caught:
            await replace(stack, engine=impatient).up()
        assert caught.value.seconds == 2
        assert descendants(os.getpid()) <= before


@pytest.mark.parametrize("where", ["beside the override", "beside the compose files", "in the environment"])
async def test_another_file_cannot_be_slipped_in(docker: PrivateDocker, tmp_path: Path, where: str) -> None:
    """A `.env` or variable with COMPOSE_FILE, COMPOSE_PROJECT_NAME or COMPOSE_PROFILES changes nothing."""
    files, folder = tmp_path / "files", tmp_path / "settings"
    files.mkdir()
    folder.mkdir()
    for file in COMPOSE.glob("*.yml"):
        (files / file.name).write_bytes(file.read_bytes())
    evil = files / "evil.yml"
    evil.write_text("services: {evil: {image: ollama/ollama, privileged: true}}\n")
    slipped_in = {"COMPOSE_FILE": str(evil), "COMPOSE_PROJECT_NAME": "evil", "TARS_IMAGE": "evil:1"}
    text = "".join(f"{name}={value}\n" for name, value in slipped_in.items())
    environment = os.environ | docker.environment
    if where == "beside the override":
        (folder / ".env").write_text(text)
    elif where == "beside the compose files":
        (files / ".env").write_text(text)
    else:
        environment |= slipped_in
    engine = DockerCompose(files, folder, environment)
    configuration = await engine.configuration(StackOptions(), GpuChoice.NONE)
    assert "evil" not in configuration
    assert "name: tars" in configuration
    assert "image: ollama/ollama:latest" in configuration


@pytest.mark.parametrize("scheme", ["oci://{}/x:1", "http://{}/x.git", "git://{}/x.git"])
async def test_a_remote_include_is_refused_without_a_connection(
    stack: DrivenStack, listener: socket.socket, scheme: str
) -> None:
    host, port = listener.getsockname()
    stack.override(f"include: ['{scheme.format(f'{host}:{port}')}']\n")
    with pytest.raises(ComposeFileInvalid):
        await stack.up()
    with pytest.raises(ComposeFileInvalid):
        await stack.engine.configuration(stack.options, GpuChoice.NONE)
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize(
    "text",
    ["services: [\n", "services: {model-runner: {bogus: 1}}\n", "services: {model-runner: 3}\n", "\x00"],
)
async def test_a_broken_override_is_named_and_can_still_be_stopped(stack: DrivenStack, text: str) -> None:
    await stack.up()
    stack.override(text)
    with pytest.raises(ComposeFileInvalid) as caught:
        await stack.up()
    assert caught.value.evidence
    await stack.stop()
    assert not (await stack.only_service()).is_running


async def test_the_user_s_override_is_honoured(stack: DrivenStack) -> None:
    stack.override(
        "services: {model-runner: {environment: {OLLAMA_KEEP_ALIVE: 1h}, healthcheck: {interval: 500ms}}}\n"
    )
    await stack.up()
    assert "OLLAMA_KEEP_ALIVE=1h" in stack.docker.run("inspect", "-f", "{{.Config.Env}}", CONTAINER)
    assert "OLLAMA_KEEP_ALIVE: 1h" in await stack.engine.configuration(stack.options, GpuChoice.NONE)


BAD = ["", "-rf", "--help", "a b", "a'b\"", "a\nb", "$(id)", ";id", "`id`", "../x", "${HOME}", "x" * 500]


@pytest.mark.parametrize("name", BAD)
async def test_a_bad_setting_is_refused_before_any_process(tmp_path: Path, name: str) -> None:
    engine = DockerCompose(COMPOSE, tmp_path, {"PATH": ""})  # a program that were looked for would be missing
    for options in (StackOptions(image=name), StackOptions(address=name)):
        with pytest.raises(StackOptionInvalid):
            async for _ in engine.up(options, GpuChoice.NONE):
                pass
        with pytest.raises(StackOptionInvalid):
            await engine.configuration(options, GpuChoice.NONE)


@pytest.mark.parametrize("name", ["a b", "-rf", "a'b\"c", "$(id)", "line\nbreak", "--help", "ü€", "a:b"])
async def test_a_settings_folder_may_have_any_name(docker: PrivateDocker, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    stack = drive(docker, folder, override="services: {model-runner: {environment: {MARK: here}}}\n")
    assert "MARK: here" in await stack.engine.configuration(stack.options, GpuChoice.NONE)
