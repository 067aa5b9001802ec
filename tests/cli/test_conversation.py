"""The conversation in the terminal: through a pipe, on a pseudo-terminal, and on the disk."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.adapters.chat_store import SqliteChatStore
from desktop.cli.output import sentence_of
from desktop.domain.conversation import Outcome, Turn
from desktop.domain.errors import Cause, ProviderUnavailable
from tests.cli.conftest import CommandLine
from tests.cli.processes import is_asleep, wait_until
from tests.servers.faults import Fault
from tests.servers.loopback import Request
from tests.servers.model_server import ModelServer
from tests.servers.ollama import OllamaDouble
from tests.servers.openai_compatible import OpenAIDouble

MODEL = "gemma3:270m"
NO_DISPLAY = "There is no display, so the conversation is held here.\n"


@pytest.fixture
def ollama(command_line: CommandLine) -> Iterator[OllamaDouble]:
    with OllamaDouble() as server:
        command_line.configure({"ollama": server.url})
        yield server


def chats_of(server: ModelServer) -> list[Request]:
    """The questions it was asked, in order."""
    return [request for request in server.requests if request.field("messages")]


def said_to(server: ModelServer) -> list[list[str]]:
    """What each question was made of, without who said it."""
    return [
        [message["content"] for message in json.loads(asked.raw)["messages"]] for asked in chats_of(server)
    ]


async def stored(command_line: CommandLine) -> list[tuple[str, tuple[Turn, ...]]]:
    """Every chat on the disk: its title and its turns."""
    store = await SqliteChatStore.open(Path(command_line.home) / "data" / "chats.db")
    chats = [(chat.title, (await store.read_chat(chat.id)).turns) for chat in await store.list_chats()]
    await store.aclose()
    return chats


def test_a_question_through_a_pipe_is_answered(command_line: CommandLine, ollama: OllamaDouble) -> None:
    ended = command_line.run(stdin="Hi\n")
    assert (ended.status, ended.out) == (0, "Hello, world!\n")
    assert ended.err == f"{NO_DISPLAY}Next to answer: {MODEL} · ollama\n"
    assert said_to(ollama) == [["Hi"]]


def test_each_question_carries_what_was_said_before(command_line: CommandLine, ollama: OllamaDouble) -> None:
    ended = command_line.run(stdin="One\nTwo\n/new\nThree\n")
    assert ended.status == 0
    assert said_to(ollama) == [["One"], ["One", "Hello, world!", "Two"], ["Three"]]


def test_a_new_chat_asks_as_the_settings_say(command_line: CommandLine, ollama: OllamaDouble) -> None:
    with command_line.settings_file.open("a", encoding="utf-8") as settings:
        settings.write('[chat.defaults]\nsystem = "In verse."\nseed = 3\n')
    command_line.run(stdin="One\n/new\nTwo\n")
    assert said_to(ollama) == [["In verse.", "One"], ["In verse.", "Two"]]
    assert [asked.field("options") for asked in chats_of(ollama)] == [{"seed": 3}] * 2


@pytest.mark.anyio
@pytest.mark.usefixtures("ollama")
async def test_the_chats_are_where_the_window_looks(command_line: CommandLine) -> None:
    command_line.run(stdin="One\nTwo\n/new\nThree\n")
    chats = await stored(command_line)
    assert {title for title, _ in chats} == {"One", "Three"}
    turns = next(turns for title, turns in chats if title == "One")
    assert [turn.content for turn in turns] == ["One", "Hello, world!", "Two", "Hello, world!"]
    assert {turn.outcome for turn in turns} == {Outcome.COMPLETE}
    assert (turns[1].model, turns[1].provider) == (MODEL, "ollama")
    assert turns[1].tokens_per_second == 4.0


@pytest.mark.anyio
async def test_an_error_is_a_sentence_and_the_conversation_goes_on(
    command_line: CommandLine, ollama: OllamaDouble
) -> None:
    ollama.fault = Fault.TRUNCATED
    ended = command_line.run(stdin="One\n/model nope\nTwo\n")
    assert ended.status == 1
    assert ended.out == "Hello\n"
    assert len(ended.err.splitlines()) == 5
    turns = (await stored(command_line))[0][1]
    assert [turn.outcome for turn in turns[1::2]] == [Outcome.INTERRUPTED, Outcome.FAILED]
    assert turns[1].content == "Hello"
    assert turns[1].problem


def test_another_provider_and_model(command_line: CommandLine, ollama: OllamaDouble) -> None:
    with OpenAIDouble() as gateway:
        gateway.models = {"big": 2, "small": 1}
        lines = ("/models", f"/provider {gateway.url}", "One", "/model small", "Two", "/nonsense", "/model")
        ended = command_line.run(stdin="\n".join((*lines, "/help", "/quit", "Three\n")))
    assert ended.status == 0
    assert [asked.field("model") for asked in chats_of(gateway)] == ["big", "small"]
    assert not chats_of(ollama)
    assert MODEL in ended.out
    assert "/provider ID" in ended.out
    assert "There is no command /nonsense. /help lists them.\n" in ended.err
    assert "/model takes a name, such as those that /models lists.\n" in ended.err


def test_nobody_to_ask(command_line: CommandLine, nowhere: str) -> None:
    ended = command_line.run(stdin=f"/provider {nowhere}\n")
    assert ended.status == 1
    assert ended.err == NO_DISPLAY + sentence_of(ProviderUnavailable(nowhere, Cause.REFUSED)) + "\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
class TestOnATerminal:
    """With a pseudo-terminal for standard input and output."""

    @pytest.fixture
    def terminal(self) -> Iterator["Terminal"]:
        terminal = Terminal()
        yield terminal
        terminal.close()

    @pytest.mark.anyio
    async def test_ctrl_c_stops_the_reply_and_keeps_it(
        self, command_line: CommandLine, ollama: OllamaDouble, terminal: "Terminal"
    ) -> None:
        ollama.gate.clear()
        child = terminal.start(command_line)
        terminal.expect("> ")
        terminal.type("One\n")
        terminal.expect("Hello")
        child.send_signal(signal.SIGINT)
        terminal.expect("> ")
        ollama.gate.set()
        terminal.type("Two\n")
        terminal.expect("Hello, world!")
        terminal.expect("> ")
        terminal.type("\x04")
        assert command_line.end(child).status == 0
        turns = (await stored(command_line))[0][1]
        assert [(turn.content, turn.outcome) for turn in turns[1::2]] == [
            ("Hello", Outcome.STOPPED),
            ("Hello, world!", Outcome.COMPLETE),
        ]

    def test_ctrl_c_at_the_prompt_says_how_to_end(
        self, command_line: CommandLine, terminal: "Terminal"
    ) -> None:
        child = terminal.start(command_line)
        terminal.expect("> ")
        wait_until(lambda: is_asleep(child.pid))  # `input` is deaf between its prompt and its reading
        child.send_signal(signal.SIGINT)
        terminal.expect("> ")
        terminal.type("/quit\n")
        ended = command_line.end(child)
        assert ended.status == 0
        assert "Ctrl-D or /quit ends the conversation." in ended.err

    @pytest.mark.anyio
    async def test_a_killed_conversation_has_its_reply_on_the_disk(
        self, command_line: CommandLine, ollama: OllamaDouble, terminal: "Terminal"
    ) -> None:
        ollama.gate.clear()
        child = terminal.start(command_line)
        terminal.expect("> ")
        terminal.type("One\n")
        terminal.expect("Hello")
        wait_until(lambda: self.is_saved(command_line, b"Hello"))
        child.kill()
        child.wait()
        turns = (await stored(command_line))[0][1]
        assert (turns[-1].content, turns[-1].outcome) == ("Hello", Outcome.INTERRUPTED)

    @staticmethod
    def is_saved(command_line: CommandLine, text: bytes) -> bool:
        return any(text in file.read_bytes() for file in (command_line.home / "data").glob("chats.db*"))


class Terminal:
    """A pseudo-terminal that a program runs in."""

    def __init__(self) -> None:
        self._ours, self._theirs = os.openpty()
        self._read = ""

    def start(self, command_line: CommandLine) -> "subprocess.Popen[bytes]":
        with open(self._theirs, "r+b", buffering=0, closefd=False) as theirs:
            return command_line.start(stdin=theirs, stdout=theirs, environment={"TERM": "dumb"})

    def type(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def expect(self, text: str) -> None:
        """Read until `text` has come; what follows is kept."""
        while text not in self._read:
            assert select.select([self._ours], [], [], 60)[0], f"{text!r} did not come, but {self._read!r}"
            piece = os.read(self._ours, 1000).decode()
            assert piece, f"{text!r} never came"
            self._read += piece
        self._read = self._read.partition(text)[2]

    def close(self) -> None:
        os.close(self._ours)
        os.close(self._theirs)


def test_a_question_for_the_window_is_refused_without_a_display(command_line: CommandLine) -> None:
    ended = command_line.run("ask", "--window", "Hi")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == "There is no display for a window. Leave --window out to ask here.\n"
