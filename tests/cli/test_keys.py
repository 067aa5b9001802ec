"""The command line sends keys from where they are kept, and says in one line why it cannot."""

import asyncio
import json
from collections.abc import Iterator

import pytest

from desktop.cli.keys import KeyReader
from desktop.domain.errors import KeyGone, KeyringLocked
from desktop.domain.secrets import KeyPlace
from tests.cli.conftest import CommandLine
from tests.fake_secret_store import FakeSecretStore
from tests.servers.ollama import OllamaDouble

KEY = "sk-CANARY-7f3a9c"


class Bench:
    """The reader over two stores in memory."""

    def __init__(self) -> None:
        self.keyring, self.file = FakeSecretStore(KeyPlace.SECRET_SERVICE), FakeSecretStore(KeyPlace.FILE)
        self.hidden: list[str] = []
        places = {"a": KeyPlace.SECRET_SERVICE, "b": KeyPlace.FILE}
        self.reader = KeyReader(self.keyring, self.file, places, self.hidden.append)


@pytest.mark.anyio
async def test_a_key_is_read_once_where_it_is_and_nobody_is_asked() -> None:
    bench = Bench()
    bench.keyring.keys["a"], bench.file.keys["b"] = "sk-a", "sk-b"
    for _ in range(2):
        found = await asyncio.gather(*(bench.reader.key_of(name) for name in ("a", "b", "c")))
        assert found == ["sk-a", "sk-b", ""]
    assert bench.keyring.calls == ["read a secret-service"]
    assert bench.file.calls == ["read b file"]
    assert bench.hidden == ["sk-a", "sk-b"]


@pytest.mark.anyio
async def test_what_failed_is_not_asked_again() -> None:
    bench = Bench()
    bench.keyring.error = KeyringLocked()
    for _ in range(2):
        with pytest.raises(KeyringLocked):
            await bench.reader.key_of("a")
    assert len(bench.keyring.calls) == 1
    with pytest.raises(KeyGone):
        await bench.reader.key_of("b")


@pytest.fixture
def server() -> Iterator[OllamaDouble]:
    with OllamaDouble() as server:
        server.api_key = KEY
        yield server


def configure(command: CommandLine, url: str, key_place: str) -> None:
    command.configure({"ollama": url})
    text = command.settings_file.read_text()
    row = f'id = "ollama"\nurl = "{url}"\n'
    assert row in text
    command.settings_file.write_text(text.replace(row, f'{row}key = "{key_place}"\n'))


def keep_in_file(command: CommandLine, keys: dict[str, str]) -> None:
    path = command.settings_file.with_name("keys.json")
    path.touch(mode=0o600)
    path.write_text(json.dumps(keys))


def test_a_command_sends_the_key_and_shows_it_nowhere(
    command_line: CommandLine, server: OllamaDouble
) -> None:
    configure(command_line, server.url, "file")
    keep_in_file(command_line, {"ollama": KEY})
    done = command_line.run("ask", "--provider", "ollama", "Hi?")
    assert (done.status, done.out.strip()) == (0, "Hello, world!")
    asked = [r for r in server.requests if r.path == "/api/chat"]
    assert [r.headers["authorization"] for r in asked] == [f"Bearer {KEY}"]
    written = [p for p in command_line.home.rglob("*") if p.is_file() and p.name != "keys.json"]
    assert not [p for p in written if KEY.encode() in p.read_bytes()]
    assert KEY not in done.out + done.err


def test_a_key_that_is_gone_is_said_in_one_line(command_line: CommandLine, server: OllamaDouble) -> None:
    configure(command_line, server.url, "file")
    done = command_line.run("ask", "--provider", "ollama", "Hi?")
    assert done.status == 1
    assert done.err.splitlines() == ["The key is no longer in the file of keys. Enter it again."]
    assert server.requests == []


def test_a_provider_that_is_passed_over_for_its_key_is_said(
    command_line: CommandLine, server: OllamaDouble
) -> None:
    configure(command_line, server.url, "secret-service")
    done = command_line.run("ask", "Hi?")
    assert done.status == 1
    assert done.err.splitlines()[0].startswith("No keyring is running here.")
    assert server.requests == []


def test_a_key_for_an_address_elsewhere_is_not_sent_in_the_clear(command_line: CommandLine) -> None:
    configure(command_line, "http://192.0.2.1:9", "file")
    keep_in_file(command_line, {"ollama": KEY})
    done = command_line.run("ask", "--provider", "ollama", "Hi?")
    assert done.status == 1
    assert done.err.startswith("The key would go unencrypted over the network to http://192.0.2.1:9")


def test_the_built_in_engine_can_be_disabled(command_line: CommandLine, server: OllamaDouble) -> None:
    server.api_key = ""
    command_line.configure({"ollama": server.url})
    text = command_line.settings_file.read_text()
    off = 'disabled_providers = ["built-in", "model-runner", "docker-model-runner"]\n'
    command_line.settings_file.write_text(off + text)
    done = command_line.run("providers", "--json")
    assert [row["id"] for row in json.loads(done.out)["providers"]] == ["ollama"]
    command_line.settings_file.write_text(off.replace("]", ', "ollama"]') + text)
    assert command_line.run("ask", "Hi?").status == 1
