"""Every command as a child process against real servers on loopback."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.cli.output import sentence_of
from desktop.domain.errors import (
    Cause,
    Interrupted,
    Interruption,
    ModelMissing,
    NoModels,
    NoSuchProvider,
    ProviderUnavailable,
)
from tests.cli.conftest import CommandLine
from tests.cli.processes import unread_bytes, wait_until
from tests.servers.faults import HTML_PAGE, Fault
from tests.servers.model_server import ModelServer
from tests.servers.ollama import OllamaDouble
from tests.servers.openai_compatible import OpenAIDouble
from tests.servers.scripted import ScriptedServer, response

MODEL = "gemma3:270m"
KNOWN = ("model-runner", "ollama", "docker-model-runner", "built-in")


@pytest.fixture
def ollama() -> Iterator[OllamaDouble]:
    with OllamaDouble() as server:
        yield server


@pytest.fixture
def gateway() -> Iterator[OpenAIDouble]:
    with OpenAIDouble() as server:
        server.is_llama_server = False
        yield server


def records(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_version_is_said_without_a_home(command_line: CommandLine) -> None:
    ended = command_line.run("--version")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("tars-desktop ")


def test_a_mistake_in_usage_is_status_2(command_line: CommandLine) -> None:
    ended = command_line.run("ask")
    assert (ended.status, ended.out) == (2, "")
    assert "usage: tars-desktop ask" in ended.err


def test_status_has_a_verdict_and_a_line_for_every_provider(
    command_line: CommandLine, ollama: OllamaDouble, nowhere: str
) -> None:
    command_line.configure({"ollama": ollama.url})
    ended = command_line.run("status")
    assert (ended.status, ended.err) == (0, "")
    verdict, *lines = ended.out.splitlines()
    assert verdict == "1 of 4 providers can answer."
    assert lines[4].startswith("stack ")
    lines = lines[:4]
    assert [line.split()[:2] for line in lines] == [
        ["model-runner", "unavailable"],
        ["ollama", "available"],
        ["docker-model-runner", "unavailable"],
        ["built-in", "unavailable"],
    ]
    assert sentence_of(ProviderUnavailable(nowhere, Cause.REFUSED)) in lines[0]
    assert "ollama 0.33.0, " in lines[1]
    assert lines[1].endswith(" ms, 1 model")
    assert "none.gguf is not there" in lines[3]


def test_status_in_json(command_line: CommandLine, ollama: OllamaDouble) -> None:
    command_line.configure({"ollama": ollama.url})
    ended = command_line.run("status", "--json")
    document = json.loads(ended.out)
    assert document["can_answer"] is True
    refused, answers, *_ = document["providers"]
    assert refused["state"] == "unavailable"
    assert (refused["error"]["type"], refused["error"]["cause"]) == ("provider-unavailable", "refused")
    assert answers["latency_seconds"] > 0
    kept = ("id", "kind", "version", "model_count", "is_local", "error", "url")
    assert [answers[key] for key in kept] == ["ollama", "ollama", "0.33.0", 1, True, None, ollama.url]


def test_status_1_when_nobody_can_answer(command_line: CommandLine, ollama: OllamaDouble) -> None:
    ollama.models = {}
    command_line.configure({"ollama": ollama.url})
    ended = command_line.run("status")
    assert ended.status == 1
    assert ended.out.startswith("No provider can answer.\n")
    assert ended.err == "No provider can answer: start one, or name another with --provider.\n"


def test_providers_are_listed_with_address_and_state(
    command_line: CommandLine, gateway: OpenAIDouble
) -> None:
    command_line.configure({"mine": gateway.url})
    ended = command_line.run("providers")
    assert (ended.status, ended.err) == (0, "")
    assert [line.split()[0] for line in ended.out.splitlines()] == [
        "ID",
        "model-runner",
        "ollama",
        "docker-model-runner",
        "mine",
        "built-in",
    ]
    row = next(
        p for p in json.loads(command_line.run("providers", "--json").out)["providers"] if p["id"] == "mine"
    )
    assert (row["kind"], row["state"], row["is_local"]) == ("openai", "available", True)


def test_models_are_listed_for_each_provider(command_line: CommandLine, ollama: OllamaDouble) -> None:
    command_line.configure({"ollama": ollama.url})
    ended = command_line.run("models")
    assert (ended.status, ended.err) == (0, "")
    row = next(line for line in ended.out.splitlines() if MODEL in line)
    assert row.split()[:3] == [MODEL, "253", "MB"]
    document = json.loads(command_line.run("models", "--json", "--provider", "ollama").out)
    assert [provider["id"] for provider in document["providers"]] == ["ollama"]
    assert document["providers"][0]["models"][0]["size_bytes"] == 253_113_597


def test_an_empty_model_list_is_a_failure_with_one_line(
    command_line: CommandLine, ollama: OllamaDouble
) -> None:
    ollama.models = {}
    command_line.configure({"ollama": ollama.url})
    for argv in (["models"], ["ask", "hi"]):
        ended = command_line.run(*argv, "--provider", "ollama")
        assert ended.status == 1
        assert ended.err == sentence_of(NoModels("ollama")) + "\n"


def test_ask_prints_the_reply_and_nothing_else(command_line: CommandLine, ollama: OllamaDouble) -> None:
    command_line.configure({"ollama": ollama.url})
    ollama.reply_with("Hello", ", ", "world", thinking=["Let me ", "think."])
    ended = command_line.run("ask", "hi")
    assert (ended.status, ended.out, ended.err) == (0, "Hello, world\n", "")


def test_ask_streams_before_the_reply_is_over(command_line: CommandLine, ollama: OllamaDouble) -> None:
    command_line.configure({"ollama": ollama.url})
    ollama.gate.clear()
    child = command_line.start("ask", "hi")
    assert child.stdout is not None
    assert os.read(child.stdout.fileno(), 100) == b"Hello"
    assert child.poll() is None
    ollama.gate.set()
    ended = command_line.end(child)
    assert (ended.status, ended.out) == (0, ", world!\n")


def test_ask_in_json_has_a_record_for_every_event(command_line: CommandLine, ollama: OllamaDouble) -> None:
    command_line.configure({"ollama": ollama.url})
    ollama.reply_with("a\u2028b", "c", thinking=["hm"])
    ended = command_line.run("ask", "hi", "--json")
    started, thinking, first, second, finished = records(ended.out)
    assert (started["event"], started["model"], started["is_local"]) == ("started", MODEL, True)
    assert (thinking["event"], thinking["text"]) == ("thinking", "hm")
    assert (first["text"], second["text"]) == ("a\u2028b", "c")
    assert (finished["event"], finished["reply_tokens"], finished["prompt_tokens"]) == ("finished", 2, 12)
    assert finished["tokens_per_second"] == 2.0
    assert {record["provider"] for record in records(ended.out)} == {"ollama"}


def test_the_prompt_can_come_through_a_pipe(command_line: CommandLine, ollama: OllamaDouble) -> None:
    command_line.configure({"ollama": ollama.url})
    assert command_line.run("ask", "-", stdin="from\na pipe").status == 0
    assert ollama.requests[-1].field("messages") == [{"role": "user", "content": "from\na pipe"}]
    empty = command_line.run("ask", "-", stdin=" \n")
    assert (empty.status, empty.err) == (2, "The prompt is empty.\n")


@pytest.mark.parametrize("form", ["{url}", "127.0.0.1:{port}", "{url}/v1/chat/completions"])
def test_any_address_is_a_provider_for_one_call(
    command_line: CommandLine, gateway: OpenAIDouble, form: str
) -> None:
    address = form.format(url=gateway.url, port=gateway.port)
    ended = command_line.run("ask", "hi", "--provider", address)
    assert (ended.status, ended.out, ended.err) == (0, "Hello, world!\n", "")


def test_the_provider_in_the_settings_is_not_left_for_another(
    command_line: CommandLine, ollama: OllamaDouble, nowhere: str
) -> None:
    command_line.configure({"ollama": ollama.url}, chosen="model-runner")
    ended = command_line.run("ask", "hi")
    assert ended.status == 1
    assert ended.err == sentence_of(ProviderUnavailable(nowhere, Cause.REFUSED)) + "\n"
    assert not ollama.requests


def test_a_model_finds_its_provider(
    command_line: CommandLine, ollama: OllamaDouble, gateway: OpenAIDouble
) -> None:
    command_line.configure({"ollama": ollama.url, "mine": gateway.url})
    started = records(command_line.run("ask", "hi", "--model", "gemma3-270m", "--json").out)[0]
    assert (started["provider"], started["model"]) == ("mine", "gemma3-270m")


def test_a_provider_nobody_knows(command_line: CommandLine) -> None:
    ended = command_line.run("ask", "hi", "--provider", "nonsense")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == sentence_of(NoSuchProvider("nonsense", KNOWN)) + "\n"
    document = json.loads(command_line.run("status", "--provider", "nonsense", "--json").out)
    assert document["error"]["type"] == "no-such-provider"


@pytest.mark.parametrize("address", ["ftp://127.0.0.1:1", "http://"])
def test_an_address_that_is_none(command_line: CommandLine, address: str) -> None:
    ended = command_line.run("ask", "hi", "--provider", address)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.count("\n") == 1
    assert sentence_of(ProviderUnavailable(address, Cause.BAD_URL)) in ended.err


def test_a_wrong_url_is_one_sentence(command_line: CommandLine, nowhere: str) -> None:
    ended = command_line.run("ask", "hi", "--provider", nowhere)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == sentence_of(ProviderUnavailable(nowhere, Cause.REFUSED)) + "\n"


def test_a_web_page_is_not_a_model_server(command_line: CommandLine) -> None:
    with ScriptedServer([response(HTML_PAGE, content_type="text/html")]) as server:
        ended = command_line.run("ask", "hi", "--provider", server.url)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith(f"Another program answers at {server.url}")
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("kind", ["ollama", "gateway"])
def test_a_model_that_is_not_there(
    command_line: CommandLine, kind: str, request: pytest.FixtureRequest
) -> None:
    server: ModelServer = request.getfixturevalue(kind)
    ended = command_line.run("ask", "hi", "--provider", server.url, "--model", "nope")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith(sentence_of(ModelMissing("nope", "")))
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.CUT, Fault.TRUNCATED])
@pytest.mark.parametrize("kind", ["ollama", "gateway"])
def test_a_server_that_dies_leaves_what_had_arrived(
    command_line: CommandLine, fault: Fault, kind: str, request: pytest.FixtureRequest
) -> None:
    server: ModelServer = request.getfixturevalue(kind)
    server.gate.clear()
    server.fault = fault
    command_line.configure({"ollama": server.url})
    child = command_line.start("ask", "hi")
    assert child.stdout is not None
    assert os.read(child.stdout.fileno(), 100) == b"Hello"
    server.gate.set()
    ended = command_line.end(child)
    assert (ended.status, ended.out) == (1, "\n")
    assert ended.err.startswith(sentence_of(Interrupted(Interruption.CUT)))
    assert ended.err.count("\n") == 1


def test_an_interrupted_reply_is_marked_in_json(command_line: CommandLine, ollama: OllamaDouble) -> None:
    ollama.fault = Fault.TRUNCATED
    command_line.configure({"ollama": ollama.url})
    ended = command_line.run("ask", "hi", "--json")
    last = records(ended.out)[-1]
    assert ended.status == 1
    assert (last["event"], last["is_partial"]) == ("failed", True)


@pytest.mark.parametrize("kind", ["ollama", "gateway"])
def test_characters_cut_at_every_byte_arrive_whole(
    command_line: CommandLine, kind: str, request: pytest.FixtureRequest
) -> None:
    server: ModelServer = request.getfixturevalue(kind)
    server.fragments = ("Grüße", "\u2028", "日本 🙂")
    server.fault = Fault.SPLIT
    command_line.configure({"ollama": server.url})
    ended = command_line.run("ask", "hi")
    assert (ended.status, ended.out, ended.err) == (0, "Grüße\u2028日本 🙂\n", "")


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_what_the_output_cannot_say_is_replaced(
    command_line: CommandLine, ollama: OllamaDouble, encoding: str
) -> None:
    ollama.fragments = ("日本",)
    command_line.configure({"ollama": ollama.url})
    ended = command_line.run("ask", "hi", environment={"PYTHONIOENCODING": encoding})
    assert (ended.status, ended.out) == (0, "??\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send to one process")
@pytest.mark.parametrize(("signal_", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_ctrl_c_keeps_what_arrived_and_hangs_up(
    command_line: CommandLine, ollama: OllamaDouble, signal_: signal.Signals, status: int
) -> None:
    ollama.gate.clear()
    command_line.configure({"ollama": ollama.url})
    child = command_line.start("ask", "hi")
    assert child.stdout is not None
    assert os.read(child.stdout.fileno(), 100) == b"Hello"
    child.send_signal(signal_)
    ended = command_line.end(child)
    assert (ended.status, ended.out, ended.err) == (status, "\n", "")


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells what is left in a pipe at its writing end"
)
def test_ctrl_c_while_the_prompt_is_read(command_line: CommandLine) -> None:
    child = command_line.start("ask", "-")
    assert child.stdin is not None
    child.stdin.write(b"some")
    child.stdin.flush()
    stdin = child.stdin
    wait_until(lambda: unread_bytes(stdin) == 0)
    child.send_signal(signal.SIGINT)
    ended = command_line.end(child)
    assert (ended.status, ended.out, ended.err) == (130, "", "")


def test_a_reader_that_has_enough_ends_the_command_quietly(
    command_line: CommandLine, ollama: OllamaDouble
) -> None:
    ollama.fragments = ("line\n",) * 100
    ollama.gate.clear()
    command_line.configure({"ollama": ollama.url})
    child = command_line.start("ask", "hi")
    assert child.stdout is not None
    assert child.stdout.readline() == b"line\n"
    child.stdout.close()
    ollama.gate.set()
    assert child.stderr is not None
    assert child.stderr.read() == b""
    assert child.wait(20) == 141


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has /dev/full")
def test_a_full_disk_is_said(command_line: CommandLine, ollama: OllamaDouble) -> None:
    command_line.configure({"ollama": ollama.url})
    with open("/dev/full", "wb") as full:
        child = command_line.start("status", stdout=full)
        ended = command_line.end(child)
    assert ended.status == 1
    assert ended.err == "The output cannot be written: No space left on device.\n"


def test_demo_asks_every_available_provider_once(
    command_line: CommandLine, ollama: OllamaDouble, gateway: OpenAIDouble
) -> None:
    command_line.configure({"ollama": ollama.url, "mine": gateway.url})
    ended = command_line.run("demo")
    assert (ended.status, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines.count("Hello, world!") == 2
    assert f"ollama: {MODEL}" in lines
    assert "mine: gemma3-270m" in lines
    assert sum(line.startswith("model-runner: No answer from ") for line in lines) == 1
    assert lines[-1] == "2 of 5 providers answered."
    chats = [
        asked.path for server in (ollama, gateway) for asked in server.requests if asked.field("messages")
    ]
    assert chats == ["/api/chat", "/v1/chat/completions"]


def test_demo_in_json_and_with_a_prompt(command_line: CommandLine, ollama: OllamaDouble) -> None:
    command_line.configure({"ollama": ollama.url})
    events = records(command_line.run("demo", "why", "--json").out)
    assert events[-1] == {"event": "summary", "answered": 1, "provider_count": 4}
    assert [e["provider"] for e in events if e["event"] == "failed"] == [
        "model-runner",
        "docker-model-runner",
        "built-in",
    ]
    assert "".join(str(e["text"]) for e in events if e["event"] == "text") == "Hello, world!"


def test_demo_fails_when_nobody_answers(command_line: CommandLine, ollama: OllamaDouble) -> None:
    ollama.fault = Fault.CUT
    command_line.configure({"ollama": ollama.url})
    ended = command_line.run("demo")
    assert ended.status == 1
    assert ended.out.endswith("0 of 4 providers answered.\n")
    assert ended.err == "No provider answered: start one, or name another with --provider.\n"


def test_a_setting_that_cannot_be_used_is_said_and_does_not_stop(
    command_line: CommandLine, ollama: OllamaDouble
) -> None:
    command_line.configure({"ollama": ollama.url})
    with command_line.settings_file.open("r+", encoding="utf-8") as settings:
        text = settings.read()
        settings.seek(0)
        settings.write('appearance = "pink"\n' + text)
    ended = command_line.run("ask", "hi")
    assert (ended.status, ended.out) == (0, "Hello, world!\n")
    assert ended.err.count("\n") == 1
    assert "“appearance”" in ended.err


def test_no_command_loads_qt(command_line: CommandLine) -> None:
    """What a command imports is the same whichever it is: `desktop.cli.commands` names them all."""
    program = (
        "import sys; from desktop.__main__ import main; main(['status']); "
        "sys.exit(any(name.partition('.')[0] in ('PySide6', 'shiboken6', 'qasync') for name in sys.modules))"
    )
    child = command_line.start(program=("-c", program))
    assert command_line.end(child).status == 0


def test_status_says_what_needs_attention_and_how_to_mend_it(
    command_line: CommandLine, ollama: OllamaDouble, tmp_path: Path
) -> None:
    """Docker without Compose is something to look at; `docker` is a program that fails at everything."""
    docker = tmp_path / "bin" / "docker"
    docker.parent.mkdir()
    docker.write_text("#!/bin/sh\nexit 1\n")
    docker.chmod(0o755)
    command_line.configure({"ollama": ollama.url})
    environment = {"PATH": f"{docker.parent}{os.pathsep}{os.environ['PATH']}"}
    ended = command_line.run("status", environment=environment)
    (line,) = [line for line in ended.out.splitlines() if line.startswith("failure: ") and "Docker" in line]
    document = json.loads(command_line.run("status", "--json", environment=environment).out)
    (record,) = [record for record in document["attention"] if record["kind"] == "engine"]
    assert (record["state"], record["cause"]) == ("failure", "compose-missing")
    assert line.startswith(f"failure: {record['sentence']}")


def test_status_of_one_provider_looks_at_nothing_else(
    command_line: CommandLine, ollama: OllamaDouble
) -> None:
    command_line.configure({"ollama": ollama.url})
    document = json.loads(command_line.run("status", "--provider", "ollama", "--json").out)
    assert (document["stack"], document["attention"]) == (None, [])
    assert [row["id"] for row in document["providers"]] == ["ollama"]
