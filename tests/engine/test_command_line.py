"""`tars-desktop up`, `down`, `restart`, `logs`, `status` and `ask` as processes, with a real engine."""

import json
import signal
from collections.abc import Iterator

import pytest

from desktop.adapters.compose_arguments import OVERRIDE_FILE
from tests.cli.conftest import CommandLine, Ended
from tests.cli.processes import descendants, wait_until
from tests.engine.driven_stack import CONTAINER, OFTEN_CHECKED, as_ordinary_user, free_port
from tests.engine.private_docker import PrivateDocker
from tests.engine.stand_in import Trouble, make_variant

pytestmark = pytest.mark.real_engine


class Terminal:
    """A command line whose settings name a free port, and whose engine is the private one."""

    def __init__(self, command_line: CommandLine, docker: PrivateDocker) -> None:
        self.docker = docker
        self.command_line = command_line
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        command_line.configure({"model-runner": self.url}, chosen="model-runner")
        self.settings(f"port = {self.port}")
        command_line.settings_file.with_name(OVERRIDE_FILE).write_text(OFTEN_CHECKED, encoding="utf-8")

    def settings(self, *lines: str) -> None:
        """Replace the `[stack]` table of the settings file."""
        file = self.command_line.settings_file
        kept = file.read_text(encoding="utf-8").partition("[stack]")[0]
        file.write_text("\n".join((kept, "[stack]", *lines, "")), encoding="utf-8")

    def run(self, *argv: str) -> Ended:
        return self.command_line.run(*argv, environment=self.docker.environment)

    def stack(self) -> dict[str, object]:
        """What `status --json` says of the stack."""
        answer = self.run("status", "--json").out
        stack: dict[str, object] = json.loads(answer)["stack"]
        return stack


@pytest.fixture
def terminal(docker: PrivateDocker, command_line: CommandLine) -> Terminal:
    return Terminal(command_line, docker)


@pytest.fixture
def command_line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandLine]:
    line = CommandLine(tmp_path_factory.mktemp("home"), "http://127.0.0.1:9")
    yield line
    line.close()


def test_the_stack_s_whole_life_in_a_terminal(terminal: Terminal) -> None:
    assert terminal.run("up").status == 0
    stack = terminal.stack()
    assert (stack["state"], stack["url"], stack["is_exposed"]) == ("running", terminal.url, False)
    terminal.docker.run("exec", CONTAINER, "ollama", "pull", "llama3")
    answer = terminal.run("ask", "--model", "llama3", "Are you there?")
    assert (answer.status, answer.out.strip()) == (0, "Hello, world!")
    assert "Listening on" in terminal.run("logs").out
    assert terminal.run("restart").status == 0
    assert terminal.run("down").status == 0
    assert terminal.stack()["state"] == "stopped"
    assert terminal.run("down", "--remove", "models", "--yes").status == 0
    assert terminal.stack()["state"] == "absent"
    assert terminal.docker.run("volume", "ls", "-q") == ""


def test_a_gpu_that_is_not_there_is_told_and_the_cpu_is_used(terminal: Terminal) -> None:
    ended = terminal.run("up", "--gpu", "nvidia")
    assert ended.status == 0
    assert "CPU" in ended.err
    assert terminal.stack()["state"] == "running"


def test_a_container_that_exits_at_once_is_a_failure_of_up(terminal: Terminal) -> None:
    image = make_variant(terminal.docker, "exits", Trouble(exit_code=3))
    terminal.settings(f"port = {terminal.port}", f'image = "{image}"')
    ended = terminal.run("up")
    assert ended.status == 1
    assert "exit 3" in ended.err
    failed = json.loads(terminal.run("up", "--json").out.splitlines()[-1])
    assert "no space left for the runner" in failed["error"]["evidence"]


def test_an_old_ollama_is_named(terminal: Terminal) -> None:
    image = make_variant(terminal.docker, "old", Trouble(version="0.17.0"))
    terminal.settings(f"port = {terminal.port}", f'image = "{image}"')
    assert "0.17.0" in terminal.run("up").err


def test_an_ordinary_user_is_told_what_to_do(
    terminal: Terminal, tmp_path_factory: pytest.TempPathFactory
) -> None:
    environment = as_ordinary_user(terminal.docker, tmp_path_factory.mktemp("user") / "bin")
    ended = terminal.command_line.run("up", environment=environment)
    assert ended.status == 1
    assert "docker" in ended.err.lower()
    assert "permission denied" not in ended.out


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_command_that_is_ended_in_mid_start_can_be_given_again(
    terminal: Terminal, number: signal.Signals
) -> None:
    child = terminal.command_line.start("up", "--json", environment=terminal.docker.environment)
    assert child.stdout is not None
    for line in child.stdout:
        if json.loads(line).get("text") == "Starting":
            break
    helpers = descendants(child.pid)
    child.send_signal(number)
    child.communicate(timeout=20)
    assert child.returncode != 0
    if number is not signal.SIGKILL:
        wait_until(lambda: not any(pid in descendants(1) for pid in helpers), 5)
    assert terminal.run("up").status == 0
    assert terminal.stack()["state"] == "running"


def test_two_terminals_start_the_same_stack(terminal: Terminal) -> None:
    first = terminal.command_line.start("up", "--json", environment=terminal.docker.environment)
    assert first.stdout is not None
    for line in first.stdout:
        if json.loads(line).get("id") == f"Container {CONTAINER}":
            break
    second = terminal.command_line.start("up", "--json", environment=terminal.docker.environment)
    ended = [terminal.command_line.end(child) for child in (first, second)]
    assert 0 in [one.status for one in ended]
    assert terminal.stack()["state"] == "running"
    assert terminal.docker.run("ps", "-q").count("\n") == 0
