"""`tars-desktop doctor`, as a process of its own."""

import getpass
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import __version__
from tests.cli.conftest import CommandLine
from tests.servers.ollama import OllamaDouble


@pytest.fixture
def ollama() -> Iterator[OllamaDouble]:
    with OllamaDouble() as server:
        yield server


def test_the_report_names_what_is_there_and_nobody(command_line: CommandLine, ollama: OllamaDouble) -> None:
    ollama.loaded = ["gemma3:270m"]
    command_line.configure({"ollama": ollama.url})
    ended = command_line.run("doctor")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("# TARS Desktop health report\n")
    assert f"- TARS Desktop: {__version__}\n" in ended.out
    assert "- Python, Qt: 3." in ended.out
    assert f"| ollama | {ollama.url} | ollama 0.33.0 |" in ended.out
    assert "| gemma3:270m | 0.2 GiB | 0.0 GiB |" in ended.out
    assert "## GPUs" in ended.out
    for secret in (str(command_line.home), str(Path.home()) + "/", f"/{getpass.getuser()}/"):
        assert secret not in ended.out


def test_the_report_in_json_has_the_items_by_their_codes(
    command_line: CommandLine, ollama: OllamaDouble
) -> None:
    command_line.configure({"ollama": ollama.url})
    document = json.loads(command_line.run("doctor", "--json").out)
    assert document["report"].startswith("# TARS Desktop health report\n")
    codes = {(item["kind"], item["cause"]) for item in document["items"]}
    assert {("provider", "provider-well"), ("provider", "provider-off")} <= codes
    assert document["verdict"] in ("ok", "busy", "attention", "failure", "off")


def test_a_report_is_made_when_nobody_answers(command_line: CommandLine) -> None:
    ended = command_line.run("doctor")
    assert (ended.status, ended.err) == (0, "")
    assert "| off | provider: ollama |" in ended.out
