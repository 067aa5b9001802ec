"""The stack engine over a stand-in `docker`: what is asked, what comes back, and what is left behind."""

import asyncio
import json
import os
import signal
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

import pytest

from desktop.adapters.compose_operation import Patience
from desktop.adapters.docker_compose import DockerCompose
from desktop.domain import errors as e
from desktop.domain.stack import (
    ContainerState,
    GpuChoice,
    Removal,
    StackEvent,
    StackOptions,
    StackStep,
)
from desktop.domain.stack_engine import StackEngine
from desktop.domain.stack_review import Danger
from tests.programs.docker_double import DockerDouble, gone, is_alive

pytestmark = pytest.mark.anyio

OPTIONS = StackOptions(port=8099)
PATIENCE = Patience(first_step=60, next_step=60, healthy=1.5, look=0.3)
FIXED = {
    "COMPOSE_DISABLE_ENV_FILE": "1",
    "COMPOSE_EXPERIMENTAL_OCI_REMOTE": "false",
    "COMPOSE_EXPERIMENTAL_GIT_REMOTE": "false",
}
WAITING = '{"id":"Container tars-model-runner-1","status":"Working","text":"Waiting"}\n'


@pytest.fixture
def double(tmp_path: Path) -> DockerDouble:
    return DockerDouble(tmp_path / "double")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "compose files"
    folder.mkdir()
    return folder


@pytest.fixture
def engine(double: DockerDouble, files: Path, tmp_path: Path) -> DockerCompose:
    hostile = {
        "COMPOSE_FILE": "/evil.yml",
        "COMPOSE_PROJECT_NAME": "evil",
        "DOCKER_HOST": "tcp://127.0.0.1:9",
    }
    return DockerCompose(files, tmp_path / "config", double.environment | hostile, PATIENCE)


async def all_of(steps: AsyncGenerator[StackStep, None]) -> list[StackStep]:
    async with aclosing(steps):
        return [step async for step in steps]


def running(double: DockerDouble) -> None:
    double.answer_as_recorded("ps", "--all", name="ps_running")


def test_it_is_a_stack_engine(engine: DockerCompose) -> None:
    def take(_: StackEngine) -> None: ...

    take(engine)


async def test_up_names_every_file_and_nothing_else_decides(
    double: DockerDouble, engine: DockerCompose, files: Path, tmp_path: Path
) -> None:
    config = tmp_path / "config"
    config.mkdir()
    (config / "docker-compose.override.yml").touch()
    (config / ".env").write_text("COMPOSE_FILE=/evil.yml\nTARS_PORT=1\n")
    double.answer_as_recorded("up", name="up_json")
    running(double)
    steps = await all_of(engine.up(OPTIONS, GpuChoice.NVIDIA))
    assert [step.text for step in steps][-2:] == ["Waiting", "Healthy"]
    call = double.call("up")
    assert call.argv == [
        "compose", "--ansi", "never", "--progress", "json",
        "-f", str(files / "docker-compose-model-runner.yml"),
        "-f", str(files / "docker-compose-model-runner-gpu-nvidia.yml"),
        "-f", str(config / "docker-compose.override.yml"),
        "-p", "tars", "--project-directory", str(config),
        "up", "--detach", "--wait",
    ]  # fmt: skip
    mine = {"TARS_IMAGE": "ollama/ollama:latest", "TARS_ADDRESS": "127.0.0.1", "TARS_PORT": "8099"}
    assert {key: value for key, value in call.environment.items() if key != "LC_CTYPE"} == (
        double.environment | {"DOCKER_HOST": "tcp://127.0.0.1:9"} | FIXED | mine
    )
    assert call.folder == str(files)


@pytest.mark.parametrize(
    ("verb", "argv"),
    [("stop", ["-p", "tars", "stop"]), ("restart", ["-p", "tars", "restart"])],
)
async def test_what_is_there_is_stopped_by_its_name_whatever_the_files_say(
    double: DockerDouble, engine: DockerCompose, verb: str, argv: list[str]
) -> None:
    double.answer(verb)
    await all_of(engine.stop() if verb == "stop" else engine.restart())
    assert double.call(verb).argv == ["compose", "--ansi", "never", "--progress", "json", *argv]


@pytest.mark.parametrize(
    ("removal", "options"),
    [(Removal.CONTAINERS, []), (Removal.IMAGES, ["--rmi", "all"]), (Removal.MODELS, ["--volumes"])],
)
async def test_removal_takes_what_is_asked_and_reads_the_base_file_only(
    double: DockerDouble,
    engine: DockerCompose,
    files: Path,
    tmp_path: Path,
    removal: Removal,
    options: list[str],
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "docker-compose.override.yml").write_text("broken: [")
    running(double)
    double.answer_as_recorded("down", name="down_json")
    steps = await all_of(engine.remove(removal))
    assert steps[-1].text == "Removed"
    argv = double.call("down").argv
    assert argv[5:] == [
        "-f", str(files / "docker-compose-model-runner.yml"), "-p", "tars",
        "--project-directory", str(tmp_path / "config"), "down", "--remove-orphans", *options,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "options",
    [
        StackOptions(image="--privileged"),
        StackOptions(image="a\nb"),
        StackOptions(address="evil.example"),
        StackOptions(address="127.0.0.1:1"),
        StackOptions(port=0),
        StackOptions(port=65536),
    ],
)
async def test_a_setting_that_cannot_be_one_starts_no_process(
    double: DockerDouble, engine: DockerCompose, options: StackOptions
) -> None:
    for operation in (engine.up(options, GpuChoice.NONE), engine.pull(options)):
        with pytest.raises(e.StackOptionInvalid):
            await all_of(operation)
    with pytest.raises(e.StackOptionInvalid):
        await engine.configuration(options, GpuChoice.NONE)
    assert double.calls == []


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("up_daemon_down", e.DockerNotRunning),
        ("up_permission_denied", e.DockerNotPermitted),
        ("up_bad_yaml", e.ComposeFileInvalid),
        ("up_port_in_use", e.PortInUse),
        ("up_no_nvidia_runtime", e.GpuUnavailable),
        ("up_image_unreachable", e.ImageUnavailable),
    ],
)
async def test_every_recorded_failure_of_a_start_is_the_error_it_is(
    double: DockerDouble, engine: DockerCompose, name: str, error: type[e.StackError]
) -> None:
    double.answer_as_recorded("up", name=name)
    with pytest.raises(error) as caught:
        await all_of(engine.up(OPTIONS, GpuChoice.NONE))
    assert not caught.value.evidence.startswith("{")
    assert await gone(double.call("up").pid)


async def test_a_failure_that_nobody_knows_is_told_in_the_engines_last_line(
    double: DockerDouble, engine: DockerCompose
) -> None:
    double.answer("up", stderr="one\n\x1b[31mthe flux is out of plumbus\x1b[0m\n", exit_code=1)
    with pytest.raises(e.ComposeFailed) as caught:
        await all_of(engine.up(OPTIONS, GpuChoice.NONE))
    assert caught.value.evidence == "the flux is out of plumbus"


async def test_an_older_compose_reports_plainly_and_its_failures_are_known_too(
    double: DockerDouble, engine: DockerCompose
) -> None:
    double.answer("--help", stdout="(auto, tty, plain, quiet)\n")
    words = " Container tars-model-runner-1  Creating\n Container tars-model-runner-1  Created\n"
    failure = "Error response from daemon: Bind for 127.0.0.1:8099 failed: port is already allocated\n"
    double.answer("up", stderr=words + failure, exit_code=1)
    seen: list[str] = []

    async def start() -> None:
        async with aclosing(engine.up(OPTIONS, GpuChoice.NONE)) as steps:
            async for step in steps:
                seen.append(step.text)

    with pytest.raises(e.PortInUse) as caught:
        await start()
    assert seen == ["Creating", "Created"]
    assert (caught.value.port, caught.value.evidence) == (8099, failure.strip())
    assert double.call("up").argv[1:5] == ["--ansi", "never", "--progress", "plain"]


async def test_a_start_that_succeeds_with_a_container_that_ended_has_failed(
    double: DockerDouble, engine: DockerCompose
) -> None:
    double.answer("up", stderr='{"id":"Container x","status":"Done","text":"Started"}\n')
    ended = {"Service": "model-runner", "Name": "tars-model-runner-1", "State": "exited", "ExitCode": 137}
    double.answer("ps", "--all", stdout=json.dumps(ended))
    double.answer("inspect", stdout='{"OOMKilled":true,"ExitCode":137}')
    double.answer("logs", stdout="", stderr="loading\n\x1b[1mout of memory\x1b[0m\n")
    with pytest.raises(e.ContainerEnded) as caught:
        await all_of(engine.up(OPTIONS, GpuChoice.NONE))
    error = caught.value
    assert (error.exit_code, error.is_out_of_memory) == (137, True)
    assert error.evidence == "loading\nout of memory"
    assert double.call("logs").argv == ["logs", "--tail", "20", "--", "tars-model-runner-1"]


async def test_a_container_that_ends_again_and_again_is_not_waited_for(
    double: DockerDouble, engine: DockerCompose
) -> None:
    double.answer("up", stderr=WAITING, seconds=600)
    again = {
        "Service": "model-runner",
        "Name": "c",
        "State": "restarting",
        "Status": "Restarting (3) 1 s ago",
    }
    double.answer("ps", "--all", stdout=json.dumps(again))
    double.answer("inspect", stdout="{}")
    double.answer("logs", stderr="boom\n")
    began = time.monotonic()
    with pytest.raises(e.ContainerEnded) as caught:
        await all_of(engine.up(OPTIONS, GpuChoice.NONE))
    assert time.monotonic() - began < 60
    assert (caught.value.exit_code, caught.value.evidence) == (3, "boom")
    assert await gone(double.call("up").pid)


async def test_a_container_that_never_becomes_healthy_is_given_up(
    double: DockerDouble, engine: DockerCompose
) -> None:
    double.answer("up", stderr=WAITING, seconds=600)
    ill = {"Service": "model-runner", "Name": "c", "State": "running", "Health": "starting"}
    double.answer("ps", "--all", stdout=json.dumps(ill))
    double.answer("logs", stderr="still loading\n")
    with pytest.raises(e.ContainerUnhealthy) as caught:
        await all_of(engine.up(OPTIONS, GpuChoice.NONE))
    assert caught.value.evidence == "still loading"


async def test_a_start_without_a_word_is_given_up_with_all_it_started(
    double: DockerDouble, files: Path
) -> None:
    engine = DockerCompose(files, files, double.environment, Patience(first_step=3))
    double.answer("up", seconds=600, ignores_term=True, grandchild=True)
    with pytest.raises(e.DockerSilent):
        await all_of(engine.up(OPTIONS, GpuChoice.NONE))
    assert await gone(double.call("up").pid)
    assert await gone(double.grandchild)


async def test_closing_the_steps_ends_the_command_and_its_group(
    double: DockerDouble, engine: DockerCompose
) -> None:
    double.answer("up", stderr=WAITING, seconds=600, grandchild=True)
    async with aclosing(engine.up(OPTIONS, GpuChoice.NONE)) as steps:
        assert (await anext(steps)).text == "Waiting"
        assert is_alive(double.grandchild)
    assert await gone(double.call("up").pid)
    assert await gone(double.grandchild)


async def test_a_compose_that_was_killed_is_a_failure(double: DockerDouble, engine: DockerCompose) -> None:
    double.answer("up", stderr=WAITING, seconds=600)
    async with aclosing(engine.up(OPTIONS, GpuChoice.NONE)) as steps:
        await anext(steps)
        os.kill(double.call("up").pid, signal.SIGKILL)
        with pytest.raises(e.ComposeFailed):
            await anext(steps)


async def test_the_engine_is_described(double: DockerDouble, engine: DockerCompose) -> None:
    double.answer_as_recorded("info", name="docker_info")
    double.answer("version", "{{json .}}", stdout="{}")
    double.answer("context", stdout='{"Name":"default","Endpoints":{"docker":{"Host":"unix:///x"}}}')
    info = await engine.engine()
    assert (info.version, info.compose_version, info.name) == ("20.10.24+dfsg1", "5.6.1", "Docker")
    assert (info.host, info.context) == ("tcp://127.0.0.1:9", "")  # DOCKER_HOST decides


async def test_an_engine_that_is_away_is_told_although_docker_prints_its_json(
    double: DockerDouble, engine: DockerCompose
) -> None:
    double.answer("version", "{{json .}}", stdout='{"Server":null}', exit_code=1)
    double.answer("context", stdout="{}")
    words = "Cannot connect to the Docker daemon at unix:///x.sock. Is the docker daemon running?\n"
    double.answer("info", stdout='{"ServerVersion":""}', stderr=words, exit_code=1)
    with pytest.raises(e.DockerNotRunning) as caught:
        await engine.engine()
    assert caught.value.host == "unix:///x.sock"


async def test_services_are_those_of_the_recording(double: DockerDouble, engine: DockerCompose) -> None:
    running(double)
    (service,) = await engine.services()
    assert service.state is ContainerState.RUNNING
    assert double.call("ps").argv == [
        "compose", "--ansi", "never", "-p", "tars", "ps", "--all", "--format", "json"
    ]  # fmt: skip


async def test_events_come_without_those_of_health_checks_and_their_end_is_told(
    double: DockerDouble, engine: DockerCompose
) -> None:
    event = {"type": "container", "service": "model-runner", "attributes": {}}
    actions = ["exec_create: ollama list", "exec_start: ollama list", "health_status: healthy", "start"]
    lines = "".join(json.dumps(event | {"action": action}) + "\n" for action in actions)
    double.answer("events", stdout=lines, stderr="unexpected EOF\n", exit_code=1)
    seen: list[StackEvent] = []

    async def follow() -> None:
        async with aclosing(engine.events()) as events:
            async for found in events:
                seen.append(found)

    with pytest.raises(e.DockerNotRunning) as caught:
        await follow()
    assert [event.action for event in seen] == ["health_status: healthy", "start"]
    assert caught.value.evidence == "unexpected EOF"
    assert double.call("events").argv[3:] == ["-p", "tars", "events", "--json"]


async def test_the_log_is_plain_lines_of_both_streams(double: DockerDouble, engine: DockerCompose) -> None:
    double.answer("logs", stdout="\x1b[32mgreen\x1b[0m\n10%\r20%\n", stderr="err\n")
    async with aclosing(engine.logs(50)) as log:
        lines = [line async for line in log]
    assert sorted(lines) == ["10%", "20%", "err", "green"]
    assert double.call("logs").argv[-6:] == [
        "logs", "--follow", "--no-color", "--no-log-prefix", "--tail", "50"
    ]  # fmt: skip


async def test_leaving_the_log_ends_its_program(double: DockerDouble, engine: DockerCompose) -> None:
    double.answer("logs", stdout="one\n", seconds=600)
    async with aclosing(engine.logs(1)) as log:
        assert await anext(log) == "one"
    assert await gone(double.call("logs").pid)


async def test_the_configuration_is_what_compose_says(double: DockerDouble, engine: DockerCompose) -> None:
    double.answer("config", stdout="name: tars\n")
    assert await engine.configuration(OPTIONS, GpuChoice.AMD) == "name: tars\n"
    call = double.call("config")
    assert call.environment["TARS_IMAGE"] == "ollama/ollama:rocm"
    assert call.argv[-3:] == ["config", "--format", "yaml"]


async def test_a_review_tells_what_the_effective_configuration_gives_away(
    double: DockerDouble, engine: DockerCompose
) -> None:
    double.answer_as_recorded("config", name="config")
    found = await engine.review(OPTIONS, GpuChoice.NONE)
    assert [(risk.danger, risk.subject) for risk in found.risks] == [(Danger.NETWORK, "0.0.0.0:8080")]


async def test_the_container_that_publishes_a_port_is_named(
    double: DockerDouble, engine: DockerCompose
) -> None:
    double.answer("ps", "publish=1", stdout='{"Names":"open-webui-1","Ports":"127.0.0.1:1->1/tcp"}\n')
    holder = await engine.port_holder(1)
    assert holder is not None
    assert (holder.port, holder.container, holder.is_ollama) == (1, "open-webui-1", False)
    assert double.call("publish=1").argv == ["ps", "--filter", "publish=1", "--format", "{{json .}}"]


async def test_a_port_is_looked_up_without_docker_too(tmp_path: Path) -> None:
    engine = DockerCompose(tmp_path, tmp_path, {"PATH": str(tmp_path)})
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        holder = await engine.port_holder(port)
    assert holder is not None
    assert (holder.pid, holder.container) in ((os.getpid(), ""), (0, ""))
    with pytest.raises(e.DockerMissing):
        await engine.services()
