"""The commands about the stack: over a scripted engine, and as a process on a machine without Docker."""

import asyncio
import io
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.arguments import Arguments
from desktop.cli.output import Output
from desktop.cli.stack import CommandedStack, down, logs, restart, up
from desktop.domain.errors import (
    Cause,
    GpuUnavailable,
    ImageUnavailable,
    PortInUse,
    ProviderUnavailable,
    SettingsUnsaved,
)
from desktop.domain.providers import Availability, ProviderKind
from desktop.domain.settings import Settings
from desktop.domain.stack import GpuChoice, StackOptions
from desktop.domain.stack_review import Danger, StackReview, StackRisk
from desktop.services.stack_operations import StackOperations
from tests.cli.conftest import CommandLine
from tests.cli.processes import wait_until
from tests.fake_stack_engine import UP_WITH_PULL, FakeStackEngine, running
from tests.programs.docker_double import RECORDINGS, DockerDouble

pytestmark = pytest.mark.anyio
RISKY = StackReview(
    (
        StackRisk(Danger.PRIVILEGED, "web"),
        StackRisk(Danger.HOST_FOLDER, "web", "/"),
        StackRisk(Danger.ENGINE_SOCKET, "web"),
    ),
    "one",
)


class Terminal(io.StringIO):
    """Somebody watches."""

    def isatty(self) -> bool:
        return True


class Run:
    """The commands, the engine behind them, and what they wrote."""

    def __init__(self) -> None:
        self.engine = FakeStackEngine()
        self.version = ""
        self.settings = Settings()
        self.kept: list[Settings] = []
        self.operations = StackOperations(self.engine, self.probe, bool)
        self.out, self.err = io.StringIO(), io.StringIO()

    async def probe(self, url: str) -> Availability:
        if not self.version:
            raise ProviderUnavailable(url, Cause.REFUSED)
        return Availability(ProviderKind.OLLAMA, 0.01, self.version)

    @property
    def stack(self) -> CommandedStack:
        return CommandedStack(self.engine, self.operations, self.settings, self.kept.append)

    def output(self, *, as_json: bool = False) -> Output:
        return Output(self.out, self.err, as_json)

    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.getvalue().splitlines()]


@pytest.fixture
def run() -> Run:
    return Run()


async def test_up_returns_when_the_server_is_well(run: Run) -> None:
    assert await up(run.stack, run.output(), Arguments("up")) == 0
    assert run.out.getvalue() == "Running on 127.0.0.1:8080.\n"
    assert run.err.getvalue() == ""


async def test_up_takes_options_from_the_settings_and_the_gpu_from_the_line(run: Run) -> None:
    run.settings = Settings(stack=StackOptions(port=9000, gpu=GpuChoice.NVIDIA))
    assert await up(run.stack, run.output(), Arguments("up", gpu="none")) == 0
    assert run.engine.ups == [(run.settings.stack, GpuChoice.NONE)]
    assert run.out.getvalue() == "Running on 127.0.0.1:9000.\n"


async def test_progress_is_one_line_for_somebody_who_watches(run: Run) -> None:
    run.err = Terminal()
    run.engine.script = UP_WITH_PULL
    assert await up(run.stack, run.output(), Arguments("up")) == 0
    shown = run.err.getvalue()
    assert "Starting: pulling the image, 45 %, 920 MB of 1.5 GB" in shown
    assert "\n" not in shown
    assert shown.endswith("\r\x1b[K")


async def test_progress_in_json_never_goes_back_and_ends_with_the_state(run: Run) -> None:
    run.engine.script = UP_WITH_PULL
    assert await up(run.stack, run.output(as_json=True), Arguments("up", as_json=True)) == 0
    *progress, finished = run.records()
    assert {record["event"] for record in progress} == {"progress"}
    known = [record["fraction"] for record in progress if record["fraction"] is not None]
    assert known == sorted(known)
    assert progress[-1]["stage"] == "image"
    assert (finished["event"], finished["stack"]["url"]) == ("finished", "http://127.0.0.1:8080")


async def test_the_cpu_is_taken_with_the_reason_on_stderr(run: Run) -> None:
    run.engine.info = replace(run.engine.info, runtimes=("nvidia",))
    run.engine.failures[GpuChoice.NVIDIA] = GpuUnavailable("could not select device driver", "nvidia")
    assert await up(run.stack, run.output(), Arguments("up")) == 0
    assert run.out.getvalue() == "Running on 127.0.0.1:8080.\n"
    assert "Docker cannot use the NVIDIA GPU" in run.err.getvalue()


async def test_what_is_dangerous_is_remarked(run: Run) -> None:
    run.version = "0.17.0"
    run.settings = Settings(stack=StackOptions(address="0.0.0.0"))
    assert await up(run.stack, run.output(), Arguments("up")) == 0
    assert "Anyone in your network" in run.err.getvalue()
    assert "0.17.0 has a known hole" in run.err.getvalue()


@pytest.mark.parametrize(
    "error",
    [ImageUnavailable("no such host", "x", "network"), PortInUse("bind: address already in use", 8080)],
)
async def test_a_failed_start_is_a_record_and_an_error(run: Run, error: PortInUse) -> None:
    run.engine.failures[GpuChoice.NONE] = error
    with pytest.raises(type(error)):
        await up(run.stack, run.output(as_json=True), Arguments("up", as_json=True))
    assert run.records()[-1]["event"] == "failed"


async def test_down_stops_and_is_well_when_there_is_nothing_to_stop(run: Run) -> None:
    assert await down(run.stack, run.output(), Arguments("down")) == 0
    assert "not set up" in run.err.getvalue()
    run.engine.containers = (running(),)
    assert await down(run.stack, run.output(), Arguments("down")) == 0
    assert run.out.getvalue() == "The stack is off.\n"
    assert await down(run.stack, run.output(), Arguments("down", remove="models", yes=True)) == 0
    assert "remove models" in run.engine.asked


async def test_restart_needs_a_stack(run: Run) -> None:
    assert await restart(run.stack, run.output(), Arguments("restart")) == 1
    run.engine.containers = (running(),)
    assert await restart(run.stack, run.output(), Arguments("restart")) == 0
    assert run.out.getvalue() == "Running on 127.0.0.1:8080.\n"


async def test_logs_end_when_nothing_more_comes_and_hold_no_controls(run: Run) -> None:
    run.out = Terminal()
    run.engine.containers = (running(),)
    run.engine.log = ["one", "two\x1b]0;title\x07", "three"]
    assert await logs(run.stack, run.output(), Arguments("logs", lines=2)) == 0
    assert run.out.getvalue() == "two]0;title\nthree\n"
    assert run.engine.open_generators == 0


async def test_logs_follow_until_they_are_cancelled(run: Run) -> None:
    run.engine.containers = (running(),)
    run.engine.log = ["one"]
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(1.5):
            await logs(run.stack, run.output(as_json=True), Arguments("logs", as_json=True, follow=True))
    assert run.records() == [{"event": "line", "text": "one"}]
    assert run.engine.open_generators == 0


async def test_the_state_is_read_with_what_cannot_be_used(run: Run) -> None:
    run.engine.vanish()
    state = await run.stack.read()
    assert (state.phase.value, state.error) == ("unavailable", run.engine.away)


@pytest.mark.parametrize("command", ["up", "down", "restart", "logs"])
def test_without_docker_every_command_says_so(
    command_line: CommandLine, tmp_path: Path, command: str
) -> None:
    environment = {"PATH": str(tmp_path)}
    ended = command_line.run(command, environment=environment)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("Docker is not installed.")
    assert len(ended.err.splitlines()) == 1


def test_without_docker_json_has_the_failure(command_line: CommandLine, tmp_path: Path) -> None:
    ended = command_line.run("up", "--json", environment={"PATH": str(tmp_path)})
    assert ended.status == 1
    assert json.loads(ended.out)["error"]["type"] == "docker-missing"
    status = command_line.run("status", "--json", environment={"PATH": str(tmp_path)})
    assert json.loads(status.out)["stack"]["error"]["type"] == "docker-missing"


def test_no_command_of_the_stack_loads_qt(command_line: CommandLine, tmp_path: Path) -> None:
    program = "import sys, desktop.cli.commands; sys.exit(any(m.startswith('PySide6') for m in sys.modules))"
    child = command_line.start(program=("-c", program), environment={"PATH": str(tmp_path)})
    wait_until(lambda: child.poll() is not None)
    assert command_line.end(child).status == 0


async def test_what_a_configuration_gives_away_is_listed_and_not_started(run: Run) -> None:
    run.engine.reviewed = RISKY
    assert await up(run.stack, run.output(), Arguments("up")) == 1
    said, *risks, way_out = run.err.getvalue().splitlines()
    assert said.startswith("Not started: the configuration needs your consent.")
    assert risks == [
        "- web may do on this computer what its administrator may.",
        "- web sees / of this computer.",
        "- web may command Docker, and with it this computer.",
    ]
    assert "up --yes" in way_out
    assert (run.out.getvalue(), run.engine.ups, run.kept) == ("", [], [])


async def test_yes_agrees_to_this_configuration_for_good(run: Run) -> None:
    run.engine.reviewed = RISKY
    assert await up(run.stack, run.output(), Arguments("up", yes=True)) == 0
    assert len(run.engine.ups) == 1
    assert [settings.confirmed_stack for settings in run.kept] == ["one"]
    assert await up(run.stack, run.output(), Arguments("up")) == 0
    run.engine.reviewed = StackReview(RISKY.risks, "two")
    assert await up(run.stack, run.output(), Arguments("up")) == 1


async def test_yes_without_a_risk_keeps_nothing(run: Run) -> None:
    assert await up(run.stack, run.output(), Arguments("up", yes=True)) == 0
    assert (len(run.engine.ups), run.kept) == (1, [])


async def test_consent_that_cannot_be_kept_counts_for_this_start(run: Run) -> None:
    def refuse(_: Settings) -> None:
        raise SettingsUnsaved("/s.toml", "read-only")

    run.engine.reviewed = RISKY
    stack = replace(run.stack, write=refuse)
    assert await up(stack, run.output(), Arguments("up", yes=True)) == 0
    assert "cannot be saved" in run.err.getvalue()


async def test_the_listed_risks_are_in_the_record_too(run: Run) -> None:
    run.engine.reviewed = RISKY
    assert await up(run.stack, run.output(as_json=True), Arguments("up", as_json=True)) == 1
    (failed,) = run.records()
    assert failed["error"]["type"] == "stack-unconfirmed"
    assert "web sees / of this computer." in failed["error"]["message"]


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for docker is a script")
def test_the_program_asks_once_for_each_configuration(command_line: CommandLine, tmp_path: Path) -> None:
    double = DockerDouble(tmp_path / "double")
    double.answer("info", stdout='{"ServerVersion": "27.4.0"}')
    double.answer("version", "{{json .}}", stdout="{}")
    double.answer("inspect", stdout="{}")
    double.answer_as_recorded("config", name="config")
    double.answer_as_recorded("up", name="up_json")
    double.answer_as_recorded("ps", name="ps_running")
    environment = double.environment | {"HOME": str(command_line.home)}

    def starts() -> int:
        return sum("up" in call.argv for call in double.calls)

    refused = command_line.run("up", environment=environment)
    assert (refused.status, starts()) == (1, 0)
    assert "reaches model-runner at 0.0.0.0:8080, without a password" in refused.err
    assert command_line.run("up", "--yes", environment=environment).status == 0
    assert 'confirmed = "' in command_line.settings_file.read_text(encoding="utf-8")
    assert command_line.run("up", environment=environment).status == 0
    assert starts() == 2
    recorded = (RECORDINGS / "config.txt").read_text(encoding="utf-8").partition("# stdout\n")[2]
    changed = recorded.partition("# stderr\n")[0].replace("ollama_data", "ollama_dat4")
    double.answer("config", stdout=changed)
    assert command_line.run("up", environment=environment).status == 1
    assert starts() == 2
