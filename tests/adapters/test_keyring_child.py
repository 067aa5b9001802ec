"""The child that asks the keyring: which back ends it takes, and what becomes of the key on its way."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.adapters.keyring_store import KeyringStore
from desktop.domain.errors import KeyringFailed, KeyringMissing, KeyringRefused, KeyUnsaved, SecretError
from desktop.domain.secrets import KeyPlace
from tests import canary
from tests.keyring_bed import (
    KeyringBed,
    children_asking,
    keyring_bed,
    until,
    without_display,
)

KEY = "sk-canary-7f3a/Q+x"
HERE = KeyPlace.SECRET_SERVICE

pytestmark = [pytest.mark.anyio, pytest.mark.real_keyring]


@pytest.fixture
def bed(tmp_path: Path) -> Iterator[KeyringBed]:
    with keyring_bed(tmp_path, without_display()) as bed:
        yield bed


FOREIGN = {
    "null": "keyring.backends.null.Keyring",
    "alt": "keyrings.alt.file.PlaintextKeyring",
    "fail": "keyring.backends.fail.Keyring",
    "unknown": "nowhere.Keyring",
}


@pytest.mark.parametrize("name", FOREIGN)
async def test_a_foreign_back_end_in_the_environment_or_the_configuration_is_not_used(
    name: str, bed: KeyringBed, tmp_path: Path
) -> None:
    evil = tmp_path / "evil"
    evil.mkdir()
    (evil / "evil_module.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w').close()")
    configuration = bed.home / ".config" / "python_keyring"
    configuration.mkdir(parents=True)
    chosen = "evil_module.K" if name == "unknown" else FOREIGN[name]
    (configuration / "keyringrc.cfg").write_text(
        f"[backend]\ndefault-keyring={chosen}\nkeyring-path={evil}\n"
    )
    environment = bed.environment | {"PYTHON_KEYRING_BACKEND": FOREIGN[name]}
    store = KeyringStore(environment)
    with pytest.raises(KeyringMissing):
        await store.write("openai", KEY)
    assert not (tmp_path / "ran").exists()
    assert canary.traces_of(KEY, folders=[bed.home]) == []
    bed.start_keyring()
    assert await store.write("openai", KEY) is HERE
    assert [entry["username"] for entry in bed.entries()] == ["openai"]
    assert canary.traces_of(KEY, folders=[bed.home]) == []


def test_the_same_environment_does_lead_keyring_itself_to_plain_base64(bed: KeyringBed) -> None:
    """That the test above tests anything."""
    done = subprocess.run(
        [sys.executable, "-m", "keyring", "set", "tars-desktop", "openai"],
        env=bed.environment | {"PYTHON_KEYRING_BACKEND": FOREIGN["alt"]},
        input=KEY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert canary.traces_of(KEY, folders=[bed.home])


@pytest.mark.parametrize(
    ("manner", "error"), [("forgetful", KeyUnsaved), ("denying", KeyringRefused), ("dying", KeyringFailed)]
)
async def test_a_keyring_that_lies_denies_or_dies_in_the_middle_is_told_apart(
    manner: str, error: type[SecretError], bed: KeyringBed
) -> None:
    bed.start_stand_in(manner)
    with pytest.raises(error) as raised:
        await KeyringStore(bed.environment).write("openai", KEY)
    assert canary.traces_of(KEY, texts=[raised.value.detail, repr(raised.value)]) == []


async def test_while_a_key_is_kept_it_is_in_no_argument_environment_or_file(bed: KeyringBed) -> None:
    bed.start_keyring()
    store = KeyringStore(bed.environment)
    bed.signal_keyring(signal.SIGSTOP)
    writing = asyncio.create_task(store.write("openai", KEY))
    await asyncio.to_thread(until, children_asking)
    assert canary.traces_of(KEY, pids=canary.family_of(os.getpid())) == []
    assert canary.traces_of(KEY, texts=[repr(writing), repr(store), str(vars(store))]) == []
    bed.signal_keyring(signal.SIGCONT)
    assert await writing is HERE
    assert canary.traces_of(KEY, folders=[bed.home]) == []


async def test_a_child_that_cannot_start_or_gives_no_answer_is_a_failure_with_a_reason(
    bed: KeyringBed,
) -> None:
    broken = KeyringStore(bed.environment | {"PYTHONHOME": str(bed.home)})
    with pytest.raises(KeyringFailed) as raised:
        await broken.write("openai", KEY)
    assert raised.value.detail


def test_a_child_ends_with_the_process_that_asked(bed: KeyringBed, tmp_path: Path) -> None:
    bed.start_keyring()
    bed.signal_keyring(signal.SIGSTOP)
    program = tmp_path / "asking.py"
    program.write_text(
        "import asyncio; from desktop.adapters.keyring_store import KeyringStore\n"
        f"asyncio.run(KeyringStore().write('openai', {KEY!r}))"
    )
    environment = bed.environment | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, str(program)], env=environment) as asking:
        until(lambda: canary.family_of(asking.pid)[1:])
        child = canary.family_of(asking.pid)[1]
        asking.kill()
        asking.wait(10)
    until(lambda: not Path(f"/proc/{child}").exists())
