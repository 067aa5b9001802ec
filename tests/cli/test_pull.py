"""`pull` as a child process against servers that download, and its bar on a terminal."""

import fcntl
import io
import json
import os
import re
import signal
import struct
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.adapters.built_in_engine import LlamaServer
from desktop.cli.arguments import Arguments
from desktop.cli.output import Output
from desktop.cli.pull import MOST_TRIES, bar_line, pull
from desktop.cli.session import Session
from desktop.cli.stack import CommandedStack
from desktop.cli.wiring import open_probes
from desktop.domain.errors import Cause, ProviderUnavailable
from desktop.domain.pulls import Pull, PullKey, PullPhase
from desktop.domain.settings import Settings
from desktop.providers.detection import connect
from desktop.services.pull_run import PullTimings
from desktop.services.stack_operations import StackOperations
from desktop.text.pull_words import PullText
from tests.cli.conftest import CommandLine, Ended
from tests.cli.processes import wait_until
from tests.fake_stack_engine import FakeStackEngine
from tests.servers.docker_model_runner import DockerModelRunnerDouble
from tests.servers.downloads import published
from tests.servers.ollama import OllamaDouble
from tests.servers.openai_compatible import OpenAIDouble
from tests.servers.pull_faults import NO_SUCH_MODEL, At, Cut, Phase
from tests.servers.registry import RegistryDouble

MODEL = published("llama3:8b", 2_000_000, 1_500, 485)


@pytest.fixture
def ollama() -> Iterator[OllamaDouble]:
    with OllamaDouble() as server:
        server.downloads.publish(MODEL)
        yield server
        server.downloads.gate.set()


@pytest.fixture
def registry() -> Iterator[RegistryDouble]:
    with RegistryDouble() as double:
        double.manifests["library/llama3:8b"] = MODEL.manifest
        yield double


class Program:
    """`tars-desktop pull`, with a registry of its own."""

    def __init__(self, command_line: CommandLine, registry: RegistryDouble) -> None:
        self.command_line = command_line
        self._environment = {"TARS_DESKTOP_REGISTRY": registry.url}

    def pull(self, *argv: str) -> Ended:
        return self.command_line.run("pull", *argv, environment=self._environment)

    def start(self, *argv: str) -> Any:
        return self.command_line.start("pull", *argv, environment=self._environment)


@pytest.fixture
def program(command_line: CommandLine, registry: RegistryDouble) -> Program:
    return Program(command_line, registry)


def records(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_model_goes_to_the_first_provider_that_can_pull(
    program: Program, ollama: OllamaDouble, registry: RegistryDouble
) -> None:
    with OpenAIDouble() as gateway:
        program.command_line.configure({"model-runner": gateway.url, "ollama": ollama.url})
        ended = program.pull("llama3:8b")
    assert (ended.status, ended.out) == (0, "llama3:8b is installed on ollama (2.0 MB).\n")
    assert ollama.downloads.installed["llama3:8b"] == MODEL
    assert registry.requests


def test_where_nobody_watches_there_is_a_line_for_each_phase_and_each_tenth(
    program: Program, ollama: OllamaDouble
) -> None:
    ollama.downloads.line_seconds = 0.15
    program.command_line.configure({"ollama": ollama.url})
    ended = program.pull("llama3:8b")
    assert ended.status == 0
    assert "\x1b" not in ended.err + ended.out
    assert "\r" not in ended.err
    lines = ended.err.splitlines()
    assert 5 <= len(lines) <= 16
    assert all(line.startswith("llama3:8b: ") for line in lines)
    assert any("Downloading, 49 %" in line or "Downloading, 59 %" in line for line in lines)


def test_an_installed_model_is_up_to_date(program: Program, ollama: OllamaDouble) -> None:
    program.command_line.configure({"ollama": ollama.url})
    program.pull("llama3:8b")
    assert program.pull("llama3:8b").out.startswith("llama3:8b is up to date on ollama")


def test_json_is_progress_and_then_the_end(program: Program, ollama: OllamaDouble) -> None:
    ollama.downloads.line_seconds = 0.05
    ollama.downloads.arm(At(Phase.LAYER, 0, 1_000_000), Cut())
    program.command_line.configure({"ollama": ollama.url})
    ended = program.pull("llama3:8b", "--json")
    assert (ended.status, ended.err) == (0, "")
    *progress, finished = records(ended.out)
    assert {record["event"] for record in progress} == {"progress"}
    assert {"manifest", "downloading", "retrying"} <= {record["phase"] for record in progress}
    known = [record["fraction"] for record in progress if record["fraction"] is not None]
    assert known == sorted(known)
    assert (finished["event"], finished["provider"], finished["model"]) == ("finished", "ollama", "llama3:8b")
    assert (finished["fraction"], finished["total_bytes"]) == (1.0, MODEL.total_bytes)


def test_docker_model_runner_can_be_told_by_its_address(program: Program) -> None:
    with DockerModelRunnerDouble() as runner:
        runner.downloads.publish(published("ai/smollm2:latest", 1_000_000))
        ended = program.pull("smollm2", "--provider", runner.url)
    assert ended.status == 0
    assert "ai/smollm2:latest" in runner.downloads.installed


def test_a_model_that_the_registry_does_not_have_is_one_line(program: Program, ollama: OllamaDouble) -> None:
    program.command_line.configure({"ollama": ollama.url})
    ended = program.pull("lama3:8b")
    assert (ended.status, ended.out) == (1, "")
    assert "The registry has no model “lama3:8b”." in ended.err.splitlines()[-1]
    in_json = program.pull("lama3:8b", "--json")
    assert in_json.status == 1
    failed = records(in_json.out)[-1]
    assert (failed["event"], failed["provider"]) == ("failed", "ollama")
    assert (failed["error"]["type"], failed["error"]["cause"]) == ("pull-failed", "not-found")
    assert failed["error"]["evidence"] in NO_SUCH_MODEL.text


@pytest.mark.parametrize(
    "name", ["-x", "--help", "../../etc/passwd", "a b", "", "purge", "http://evil.example/x"]
)
def test_a_name_that_no_model_can_have_is_refused_before_anything_is_sent(
    program: Program, ollama: OllamaDouble, name: str
) -> None:
    program.command_line.configure({"ollama": ollama.url})
    ended = program.pull("--", name)
    assert (ended.status, ended.out) == (1, "")
    assert len(ended.err.splitlines()) == 1
    assert not ollama.requests


def test_a_missing_name_is_a_mistake_in_usage(program: Program) -> None:
    ended = program.pull()
    assert ended.status == 2
    assert "MODEL" in ended.err


def test_a_provider_that_cannot_pull_says_so(program: Program) -> None:
    with OpenAIDouble() as gateway:
        ended = program.pull("llama3:8b", "--provider", gateway.url)
    assert (ended.status, ended.out) == (1, "")
    assert "cannot do that: pull" in ended.err


def test_without_any_server_there_is_one_line_with_the_reason(program: Program, nowhere: str) -> None:
    ended = program.pull("llama3:8b")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith(f"No answer from {nowhere}")
    assert len(ended.err.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a console event, not a signal, there")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupt_closes_the_connection_and_the_same_command_goes_on(
    program: Program, ollama: OllamaDouble, number: int, status: int
) -> None:
    program.command_line.configure({"ollama": ollama.url})
    held = ollama.downloads.hold(At(Phase.LAYER, 0, 1_000_000))
    child = program.start("llama3:8b")
    assert held.reached.wait(30)
    child.send_signal(number)
    ended = program.command_line.end(child)
    assert (ended.status, ended.out) == (status, "")
    assert ended.err.splitlines()[-1] == "Stopped. The same command goes on where it was."
    wait_until(lambda: ollama.downloads.running == 0)
    assert program.pull("llama3:8b").status == 0
    assert ollama.downloads.fetched_bytes == MODEL.total_bytes


def test_a_script_is_not_kept_waiting_for_a_server_that_has_gone(
    program: Program, ollama: OllamaDouble
) -> None:
    program.command_line.configure({"ollama": ollama.url})
    held = ollama.downloads.hold(At(Phase.LAYER, 0, 1_000_000))
    child = program.start("llama3:8b", "--json")
    assert held.reached.wait(30)
    ollama.refuse()
    ended = program.command_line.end(child)
    assert ended.status == 1
    *_, waiting, failed = records(ended.out)
    assert (waiting["phase"], failed["event"]) == ("waiting", "failed")


class Terminal(io.StringIO):
    """Somebody watches."""

    def isatty(self) -> bool:
        return True


def _session(folder: Path) -> Session:
    engine = FakeStackEngine()
    stack = CommandedStack(engine, StackOperations(engine, _never, bool), Settings(), lambda _: None)
    return Session(Settings(), connect, LlamaServer(str(folder / "none.gguf")), stack)


async def _never(_url: str) -> Any:
    raise AssertionError("nobody asks for the stack")


@pytest.mark.anyio
async def test_a_terminal_shows_one_line_that_is_drawn_anew(tmp_path: Path, ollama: OllamaDouble) -> None:
    ollama.downloads.line_seconds = 0.05
    out, err = io.StringIO(), Terminal()
    arguments = Arguments("pull", model="llama3:8b", provider=ollama.url)
    async with _session(tmp_path) as session:
        assert await pull(session, Output(out, err), arguments, open_probes()) == 0
    shown = err.getvalue()
    assert "\n" not in shown
    assert shown.endswith("\r\x1b[K")
    lines = shown.split("\r\x1b[K")
    assert all(len(line) < 80 for line in lines)
    assert any(re.fullmatch(r"\[#+-+\] Downloading, \d+ %, .* of 2\.0 MB.*", line) for line in lines)
    assert "100 %" not in shown
    assert out.getvalue().startswith("llama3:8b is installed on ")


@pytest.mark.anyio
async def test_a_server_that_cuts_every_try_is_given_up(tmp_path: Path, ollama: OllamaDouble) -> None:
    ollama.downloads.arm(At(Phase.MANIFEST), Cut(), lasting=True)
    out, err = io.StringIO(), Terminal()
    arguments = Arguments("pull", model="llama3:8b", provider=ollama.url)
    quick = PullTimings(first_retry_seconds=0.001, longest_retry_seconds=0.001)
    async with _session(tmp_path) as session:
        with pytest.raises(ProviderUnavailable) as caught:
            await pull(session, Output(out, err), arguments, open_probes(), quick)
    assert caught.value.cause is Cause.CLOSED
    assert sum(request.path == "/api/pull" for request in ollama.requests) == MOST_TRIES
    assert err.getvalue().endswith("\r\x1b[K")


MOMENT = Pull(PullKey("p", "m"), PullPhase.DOWNLOADING, fraction=0.5)
TEXT = PullText("Downloading", "50 %", "", "50 %", "2.4 GB of 4.7 GB", "48 MB/s", "49 s left")


def test_a_line_takes_what_room_there_is() -> None:
    facts = "Downloading, 50 %, 2.4 GB of 4.7 GB, 48 MB/s, 49 s left"
    assert bar_line(MOMENT, TEXT, 120) == f"[{'#' * 15}{'-' * 15}] {facts}"
    assert bar_line(MOMENT, TEXT, 70) == f"[{'#' * 6}{'-' * 6}] {facts}"
    assert bar_line(MOMENT, TEXT, 60) == facts
    assert bar_line(MOMENT, TEXT, 30) == "[#####-----] Downloading, 50 %"
    assert bar_line(MOMENT, TEXT, 5) == "Downloading"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_the_width_is_that_of_the_terminal() -> None:
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 33, 0, 0))
    with open(theirs, "w", encoding="utf-8") as terminal:
        output = Output(io.StringIO(), terminal)
        assert output.columns == 33
        output.transient("x" * 100)
        assert os.read(ours, 1000).decode() == "\r\x1b[K" + "x" * 31 + "…"
    os.close(ours)
    assert Output(io.StringIO(), io.StringIO()).columns == 80
