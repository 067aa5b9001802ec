"""The commands with the real engine: a llama.cpp server in a child process, and SmolLM2 in it."""

import json
import os
import signal
import subprocess
import sys

import pytest

from desktop.cli.output import sentence_of
from desktop.domain.errors import ModelMissing
from tests.cli.conftest import CommandLine
from tests.cli.processes import descendants, is_running, wait_until

pytestmark = [
    pytest.mark.real_server,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc"),
]
LONG_QUESTION = "Write a long story about a lighthouse keeper, with many chapters."


@pytest.fixture
def command_line(command_line: CommandLine) -> CommandLine:
    pytest.importorskip("llama_cpp", reason="the `engine` extra is not installed")
    command_line.configure({}, has_engine=True)
    return command_line


def first_text(child: "subprocess.Popen[bytes]") -> str:
    """Read records up to the first piece of text."""
    assert child.stdout is not None
    for line in child.stdout:
        record = json.loads(line)
        if record["event"] == "text":
            return str(record["text"])
    raise AssertionError(f"no text came: {child.communicate()}")


def test_ask_streams_a_reply_and_leaves_no_process(command_line: CommandLine) -> None:
    child = command_line.start("ask", "Say hi", "--provider", "built-in", "--json")
    assert first_text(child)
    engines = descendants(child.pid)
    assert engines, "the reply came from nowhere"
    ended = command_line.end(child)
    records = [json.loads(line) for line in ended.out.splitlines()]
    assert (ended.status, ended.err) == (0, "")
    assert records[-1]["event"] == "finished"
    assert records[-1]["reply_tokens"] > 0
    assert not any(map(is_running, engines))


def test_ask_finds_the_engine_without_being_told(command_line: CommandLine) -> None:
    ended = command_line.run("ask", "Say hi")
    assert ended.status == 0
    assert ended.out.strip()
    assert ended.out.endswith("\n")


def test_demo_answers_once_with_the_only_provider_there_is(command_line: CommandLine) -> None:
    ended = command_line.run("demo")
    assert ended.status == 0, ended.err
    assert ended.out.count("\nbuilt-in: ") == 1
    assert ended.out.endswith("1 of 4 providers answered.\n")
    assert "tokens/s" in ended.out


def test_the_engine_answers_only_to_its_own_name(command_line: CommandLine) -> None:
    ended = command_line.run("ask", "Say hi", "--provider", "built-in", "--model", "gpt-4")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == sentence_of(ModelMissing("gpt-4", "")) + "\n"


@pytest.mark.parametrize(("signal_", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_the_reply_and_the_engine(
    command_line: CommandLine, signal_: signal.Signals, status: int
) -> None:
    child = command_line.start("ask", LONG_QUESTION, "--json")
    first_text(child)
    engines = descendants(child.pid)
    os.kill(child.pid, signal_)
    ended = command_line.end(child)
    assert (ended.status, ended.err) == (status, "")
    assert json.loads(ended.out.splitlines()[-1])["event"] == "stopped"
    assert engines
    assert not any(map(is_running, engines))


def test_ctrl_c_while_the_engine_starts_leaves_no_process(command_line: CommandLine) -> None:
    child = command_line.start("ask", LONG_QUESTION)
    wait_until(lambda: bool(descendants(child.pid)))
    engines = descendants(child.pid)
    os.kill(child.pid, signal.SIGINT)
    ended = command_line.end(child)
    assert (ended.status, ended.out, ended.err) == (130, "", "")
    wait_until(lambda: not any(map(is_running, engines)))


def test_a_killed_command_takes_the_engine_with_it(command_line: CommandLine) -> None:
    child = command_line.start("ask", LONG_QUESTION, "--json")
    first_text(child)
    engines = descendants(child.pid)
    child.kill()
    child.wait()
    assert engines
    wait_until(lambda: not any(map(is_running, engines)))


def test_the_conversation_goes_through_a_pipe(command_line: CommandLine) -> None:
    ended = command_line.run(stdin="Say hi\n")
    assert ended.status == 0, ended.err
    assert ended.out.strip()
    assert ended.err.startswith("There is no display, so the conversation is held here.\n")
