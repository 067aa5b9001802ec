"""A real GNOME Keyring on a bus of its own; a stand-in only for what no real keyring can be made to do."""

import asyncio
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.adapters.keyring_store import KeyringStore, Patience
from desktop.domain.errors import (
    KeyringLocked,
    KeyringMissing,
    KeyringRefused,
    KeyringSilent,
)
from desktop.domain.secrets import KeyPlace
from tests.app import screen
from tests.keyring_bed import (
    PASSWORD,
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


@pytest.fixture
def bed_on_screen(tmp_path: Path) -> Iterator[KeyringBed]:
    with screen.screen(has_tray=False) as environment, keyring_bed(tmp_path, environment) as bed:
        bed.start_keyring()
        yield bed


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


async def test_a_keyring_that_the_bus_promises_and_cannot_start_is_none(bed: KeyringBed) -> None:
    bed.promise_keyring()
    store = store_in(bed)
    with pytest.raises(KeyringMissing):
        await store.write("openai", KEY)
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
@pytest.mark.real_window
async def test_a_typed_password_unlocks_and_the_key_is_read(bed_on_screen: KeyringBed) -> None:
    store = store_in(bed_on_screen)
    await store.write("openai", KEY)
    bed_on_screen.lock()
    reading = asyncio.create_task(store.read("openai", HERE, may_ask=True))
    await asyncio.to_thread(bed_on_screen.answer_question, f"type:{PASSWORD}", "Return")
    assert await reading == KEY


@pytest.mark.real_window
@pytest.mark.real_window
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
@pytest.mark.real_window
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
