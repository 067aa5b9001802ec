"""A real GNOME Keyring on a bus of its own; a stand-in only for what no real keyring can be made to do."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.adapters.keyring_store import KeyringStore, Patience
from desktop.domain.errors import (
    KeyringFailed,
    KeyringLocked,
    KeyringMissing,
    KeyringRefused,
    KeyringSilent,
    KeyUnsaved,
    SecretError,
)
from desktop.domain.secrets import KeyPlace
from tests import canary
from tests.app import screen
from tests.keyring_bed import PASSWORD, KeyringBed, children_asking, keyring_bed, missing_programs, until

KEY = "sk-canary-7f3a/Q+x"
HERE = KeyPlace.SECRET_SERVICE

MISSING = missing_programs()
MISSING_ON_SCREEN = [*MISSING, *screen.missing_programs()]
IN_CI = bool(os.environ.get("CI"))
pytestmark = [
    pytest.mark.anyio,
    pytest.mark.real_keyring,
    pytest.mark.skipif(bool(MISSING) and not IN_CI, reason=f"not installed: {MISSING}"),
]


@pytest.fixture
def bed(tmp_path: Path) -> Iterator[KeyringBed]:
    environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    with keyring_bed(tmp_path, environment) as bed:
        yield bed


@pytest.fixture
def bed_on_screen(tmp_path: Path) -> Iterator[KeyringBed]:
    with screen.screen(has_tray=False) as environment, keyring_bed(tmp_path, environment) as bed:
        bed.start_keyring()
        yield bed


on_screen = pytest.mark.skipif(
    bool(MISSING_ON_SCREEN) and not IN_CI, reason=f"not installed: {MISSING_ON_SCREEN}"
)


def store_in(bed: KeyringBed, patience: Patience | None = None) -> KeyringStore:
    return KeyringStore(bed.environment, patience)


async def test_a_key_is_kept_read_replaced_and_forgotten(bed: KeyringBed) -> None:
    bed.start_keyring()
    store = store_in(bed)
    assert await store.read("openai", HERE, may_ask=False) is None
    assert await store.write("openai", "sk-first") is HERE
    assert await store.write("openai", KEY) is HERE
    assert await store.write("other", "sk-other") is HERE
    assert await store.read("openai", HERE, may_ask=False) == KEY
    assert {(e["service"], e["username"]) for e in bed.entries()} == {
        ("tars-desktop", "openai"),
        ("tars-desktop", "other"),
    }
    await store.forget("openai", HERE)
    await store.forget("openai", HERE)
    assert await store.read("openai", HERE, may_ask=False) is None
    assert await store.read("other", HERE, may_ask=False) == "sk-other"


async def test_a_locked_keyring_says_so_and_asks_nobody_unless_it_may(bed: KeyringBed) -> None:
    bed.start_keyring()
    store = store_in(bed)
    await store.write("openai", KEY)
    bed.lock()
    with pytest.raises(KeyringLocked):
        await store.read("openai", HERE, may_ask=False)
    with pytest.raises(KeyringRefused):  # it may ask, and there is no screen to ask on
        await store.read("openai", HERE, may_ask=True)
    with pytest.raises(KeyringRefused):
        await store.write("openai", "sk-new")
    with pytest.raises(KeyringRefused):
        await store.forget("openai", HERE)
    assert bed.is_locked()


async def test_a_keyring_without_any_collection_holds_no_key_and_is_not_asked_to_make_one(
    bed: KeyringBed,
) -> None:
    bed.start_keyring(unlocked=False)
    store = store_in(bed)
    assert await store.read("openai", HERE, may_ask=True) is None
    await store.forget("openai", HERE)
    with pytest.raises(KeyringRefused):  # a collection needs a password, and there is no screen
        await store.write("openai", KEY)


async def test_without_a_bus_a_listener_or_a_keyring_there_is_none(bed: KeyringBed) -> None:
    without_bus = {k: v for k, v in bed.environment.items() if k != "DBUS_SESSION_BUS_ADDRESS"}
    nobody_there = without_bus | {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={bed.home}/nowhere"}
    nonsense = without_bus | {"DBUS_SESSION_BUS_ADDRESS": "nonsense"}
    for environment in (without_bus, nobody_there, nonsense, bed.environment):
        store = KeyringStore(environment)
        with pytest.raises(KeyringMissing) as raised:
            await store.write("openai", KEY)
        assert raised.value.detail
        with pytest.raises(KeyringMissing):
            await store.read("openai", HERE, may_ask=False)


async def test_a_keyring_that_is_killed_between_calls_is_missing_and_one_that_is_back_is_used(
    bed: KeyringBed,
) -> None:
    bed.start_keyring()
    store = store_in(bed)
    await store.write("openai", KEY)
    bed.end_keyring()
    with pytest.raises(KeyringMissing):
        await store.read("openai", HERE, may_ask=False)
    bed.start_keyring()
    assert await store.read("openai", HERE, may_ask=False) == KEY
    bed.bus.kill()
    bed.bus.wait(10)
    with pytest.raises(KeyringMissing):
        await store.read("openai", HERE, may_ask=False)


async def test_a_key_that_is_deleted_outside_is_not_there(bed: KeyringBed) -> None:
    bed.start_keyring()
    store = store_in(bed)
    await store.write("openai", KEY)
    bed.delete("openai")
    assert await store.read("openai", HERE, may_ask=False) is None


async def test_a_keyring_that_hangs_is_given_up_and_nothing_is_left_of_the_call(bed: KeyringBed) -> None:
    bed.start_keyring()
    store = store_in(bed, Patience(asking_seconds=60, answer_seconds=0.8))
    await store.write("openai", KEY)
    bed.signal_keyring(signal.SIGSTOP)
    with pytest.raises(KeyringSilent):
        await store.read("openai", HERE, may_ask=False)
    assert children_asking() == []
    bed.signal_keyring(signal.SIGCONT)
    patient = store_in(bed)
    assert await patient.read("openai", HERE, may_ask=False) == KEY


async def test_a_call_that_is_cancelled_is_gone_at_once_and_the_loop_never_waited(bed: KeyringBed) -> None:
    bed.start_keyring()
    store = store_in(bed)
    bed.signal_keyring(signal.SIGSTOP)
    waiting = asyncio.create_task(store.write("openai", KEY))
    longest, last = 0.0, time.perf_counter()
    for _ in range(100):
        await asyncio.sleep(0.01)
        longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
    assert children_asking()
    assert longest < 0.25  # 0.02 as a rule; the machine is shared
    before = time.perf_counter()
    waiting.cancel()
    await asyncio.wait([waiting])
    assert waiting.cancelled()
    assert time.perf_counter() - before < 0.5
    assert children_asking() == []


async def test_two_calls_take_turns(bed: KeyringBed) -> None:
    bed.start_keyring()
    store = store_in(bed)
    names = [f"provider-{n}" for n in range(4)]
    writing = asyncio.gather(*(store.write(name, f"sk-{name}") for name in names))
    most = 0
    while not writing.done():
        most = max(most, len(children_asking()))
        await asyncio.sleep(0.01)
    assert await writing == [HERE] * 4
    assert most == 1
    reading = (store.read(name, HERE, may_ask=False) for name in names)
    assert await asyncio.gather(*reading) == [f"sk-{name}" for name in names]


@pytest.mark.real_window
@on_screen
async def test_a_typed_password_unlocks_and_the_key_is_read(bed_on_screen: KeyringBed) -> None:
    store = store_in(bed_on_screen)
    await store.write("openai", KEY)
    bed_on_screen.lock()
    reading = asyncio.create_task(store.read("openai", HERE, may_ask=True))
    await asyncio.to_thread(bed_on_screen.answer_question, f"type:{PASSWORD}", "Return")
    assert await reading == KEY


@pytest.mark.real_window
@on_screen
async def test_a_dismissed_question_is_a_refusal_and_the_next_try_may_succeed(
    bed_on_screen: KeyringBed,
) -> None:
    store = store_in(bed_on_screen)
    await store.write("openai", "sk-old")
    bed_on_screen.lock()
    writing = asyncio.create_task(store.write("openai", KEY))
    await asyncio.to_thread(bed_on_screen.answer_question, "Escape")
    with pytest.raises(KeyringRefused):
        await writing
    writing = asyncio.create_task(store.write("openai", KEY))
    await asyncio.to_thread(bed_on_screen.answer_question, f"type:{PASSWORD}", "Return")
    assert await writing is HERE


@pytest.mark.real_window
@on_screen
async def test_a_question_that_nobody_answers_is_given_up_and_answering_it_later_unlocks(
    bed_on_screen: KeyringBed,
) -> None:
    store = store_in(bed_on_screen, Patience(asking_seconds=3, answer_seconds=15))
    patient = store_in(bed_on_screen)
    await patient.write("openai", KEY)
    bed_on_screen.lock()
    with pytest.raises(KeyringSilent):
        await store.read("openai", HERE, may_ask=True)
    assert children_asking() == []
    await asyncio.to_thread(bed_on_screen.answer_question, f"type:{PASSWORD}", "Return")
    await asyncio.to_thread(until, lambda: not bed_on_screen.is_locked())
    assert await patient.read("openai", HERE, may_ask=False) == KEY


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
        await store_in(bed).write("openai", KEY)
    assert canary.traces_of(KEY, texts=[raised.value.detail, repr(raised.value)]) == []


async def test_while_a_key_is_kept_it_is_in_no_argument_environment_or_file(bed: KeyringBed) -> None:
    bed.start_keyring()
    store = store_in(bed)
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
