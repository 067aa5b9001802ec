"""The command line beside a real GNOME Keyring: unlocked, locked, and one that hangs."""

import asyncio
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.adapters.keyring_store import KeyringStore
from tests.cli.conftest import CommandLine
from tests.keyring_bed import KeyringBed, keyring_bed, without_display
from tests.servers.ollama import OllamaDouble

pytestmark = pytest.mark.real_keyring

KEY = "sk-CANARY-7f3a9c"
ASK = ("ask", "--provider", "ollama", "Hi?")


@pytest.fixture
def bed(tmp_path: Path) -> Iterator[KeyringBed]:
    with keyring_bed(tmp_path / "bed", without_display()) as bed:
        bed.start_keyring()
        asyncio.run(KeyringStore(bed.environment).write("ollama", KEY))
        yield bed


def test_a_key_of_the_keyring_is_sent_and_a_locked_or_hung_one_is_said_in_one_line(
    bed: KeyringBed, command_line: CommandLine
) -> None:
    with OllamaDouble() as server:
        server.api_key = KEY
        command_line.configure({"ollama": server.url})
        text = command_line.settings_file.read_text()
        row = f'url = "{server.url}"\n'
        command_line.settings_file.write_text(text.replace(row, f'{row}key = "secret-service"\n'))
        bus = {"DBUS_SESSION_BUS_ADDRESS": bed.environment["DBUS_SESSION_BUS_ADDRESS"]}

        done = command_line.run(*ASK, environment=bus)
        assert (done.status, done.out.strip(), done.err) == (0, "Hello, world!", "")
        assert {request.headers["authorization"] for request in server.requests} == {f"Bearer {KEY}"}
        server.requests.clear()

        bed.signal_keyring(signal.SIGSTOP)
        begun = time.monotonic()
        hung = command_line.run(*ASK, environment=bus)
        assert time.monotonic() - begun < 20  # 4 s for the keyring; the machine is shared
        bed.signal_keyring(signal.SIGCONT)
        assert hung.status == 1
        assert hung.err.splitlines() == [
            "The keyring did not answer. Look for its question on the screen, then try again."
        ]

        bed.lock()
        locked = command_line.run(*ASK, environment=bus)
        assert locked.status == 1
        assert locked.err.splitlines() == ["The keyring is locked. Unlock it to use the key in it."]
        assert server.requests == []
