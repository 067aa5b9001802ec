"""The keys of the providers over stores that can be held up; test_secrets_with_keyring.py has a real one."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.adapters.key_file import FILE_NAME, KeyFile
from desktop.domain.errors import (
    KeyFileUnusable,
    KeyGone,
    KeyInvalid,
    KeyLeftBehind,
    KeyringLocked,
    KeyringMissing,
    KeyringRefused,
    KeyringSilent,
)
from desktop.domain.secrets import KeyPlace, KeyState, KeyStatus, SecretsState, Where
from desktop.services.secrets import KeyTimes, SecretsService
from tests import canary
from tests.fake_secret_store import FakeSecretStore
from tests.services.conftest import until

KEY = "canary-7f3a/Q+x"
HERE, FILE = KeyPlace.SECRET_SERVICE, KeyPlace.FILE
UNREAD, THERE, SESSION, FAILED = KeyStatus.UNREAD, KeyStatus.THERE, KeyStatus.SESSION, KeyStatus.FAILED

pytestmark = pytest.mark.anyio


class Desk:
    """A service with its two stores, and what it published."""

    def __init__(self, places: dict[str, KeyPlace] | None = None, times: KeyTimes | None = None) -> None:
        self.keyring, self.file = FakeSecretStore(HERE), FakeSecretStore(FILE)
        for id_, place in (places or {}).items():
            (self.file if place is FILE else self.keyring).keys[id_] = KEY
        self.hidden: list[str] = []
        self.service = SecretsService(self.keyring, self.file, places or {}, self.hidden.append, times)
        self.seen: list[SecretsState] = []
        self.service.changed.connect(self.seen.append)

    @property
    def state(self) -> KeyState:
        return self.service.state.of("a")

    async def settled(self) -> KeyState:
        """The state once nobody is being asked."""
        await until(lambda: not self.state.is_busy)
        return self.state


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    desk = Desk()
    yield desk
    await desk.service.aclose()


@pytest.fixture
async def desk_with_key() -> AsyncIterator[Desk]:
    desk = Desk({"a": HERE})
    yield desk
    await desk.service.aclose()


async def test_a_provider_without_a_key_asks_nobody(desk: Desk) -> None:
    assert await desk.service.key_of("a") == ""
    assert (desk.keyring.calls, desk.file.calls, desk.seen) == ([], [], [])


async def test_a_key_is_read_once_and_nothing_is_asked_of_the_user(desk_with_key: Desk) -> None:
    desk = desk_with_key
    assert desk.state == KeyState(UNREAD, HERE)
    keys = await asyncio.gather(*(desk.service.key_of("a") for _ in range(5)))
    assert keys == [KEY] * 5
    assert await desk.service.key_of("a") == KEY
    assert desk.keyring.calls == ["read a secret-service"]
    assert desk.state == KeyState(THERE, HERE)
    assert desk.hidden == [KEY]


async def test_whoever_waits_for_a_key_may_give_up_without_stopping_the_others(desk_with_key: Desk) -> None:
    desk = desk_with_key
    desk.keyring.gate.clear()
    first, second = (asyncio.create_task(desk.service.key_of("a")) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    desk.keyring.gate.set()
    assert await second == KEY


@pytest.mark.parametrize(
    ("where", "place"), [(Where.KEYRING, HERE), (Where.FILE, FILE), (Where.SESSION, None)]
)
async def test_a_stored_key_is_in_use_at_once_and_known_where_it_is(
    where: Where, place: KeyPlace | None, desk: Desk
) -> None:
    desk.service.store("a", f" {KEY}\n", where, is_confirmed=where is Where.FILE)
    assert await desk.service.key_of("a") == KEY
    assert desk.state.is_busy
    assert await desk.settled() == KeyState(SESSION if place is None else THERE, place)
    assert desk.service.state.places == ({"a": place} if place else {})
    assert {**desk.keyring.keys, **desk.file.keys} == ({"a": KEY} if place else {})
    assert KEY in desk.hidden[0]


async def test_a_plain_file_needs_the_confirmation_and_a_key_needs_to_be_one(desk: Desk) -> None:
    with pytest.raises(AssertionError):
        desk.service.store("a", KEY, Where.FILE)
    with pytest.raises(KeyInvalid):
        desk.service.store("a", "no key", Where.KEYRING)
    assert (desk.seen, desk.keyring.calls, desk.file.calls) == ([], [], [])


async def test_a_key_that_moves_is_deleted_where_it_was_once_it_is_where_it_will_be(
    desk_with_key: Desk,
) -> None:
    desk = desk_with_key
    desk.service.store("a", "sk-new", Where.FILE, is_confirmed=True)
    await desk.settled()
    assert (desk.keyring.keys, desk.file.keys) == ({}, {"a": "sk-new"})
    assert desk.state == KeyState(THERE, FILE)
    published = [state.places["a"] for state in desk.seen]
    assert published == sorted(published, key=[HERE, FILE].index)
    assert desk.keyring.calls == ["forget a secret-service"]


async def test_a_key_that_cannot_be_kept_holds_for_this_session_and_is_kept_on_the_next_try(
    desk_with_key: Desk,
) -> None:
    desk = desk_with_key
    desk.keyring.error = KeyringRefused("dismissed")
    desk.service.store("a", "sk-new", Where.KEYRING)
    state = await desk.settled()
    assert (state.status, state.place, type(state.error)) == (SESSION, HERE, KeyringRefused)
    assert await desk.service.key_of("a") == "sk-new"
    assert desk.keyring.keys == {"a": KEY}
    desk.keyring.error = None
    desk.service.unlock_and_retry("a")
    assert await desk.settled() == KeyState(THERE, HERE)
    assert desk.keyring.keys == {"a": "sk-new"}


async def test_without_a_keyring_the_same_key_goes_into_a_file_or_stays_for_the_session(desk: Desk) -> None:
    desk.keyring.error = KeyringMissing("no bus")
    desk.service.store("a", KEY, Where.KEYRING)
    assert isinstance((await desk.settled()).error, KeyringMissing)
    desk.service.store("a", KEY, Where.SESSION)
    assert await desk.settled() == KeyState(SESSION)
    desk.service.store("a", KEY, Where.FILE, is_confirmed=True)
    assert await desk.settled() == KeyState(THERE, FILE)


async def test_a_locked_keyring_is_a_state_that_unlocking_ends(desk_with_key: Desk) -> None:
    desk = desk_with_key
    desk.keyring.error = KeyringLocked()
    with pytest.raises(KeyringLocked):
        await desk.service.key_of("a")
    with pytest.raises(KeyringLocked):
        await desk.service.key_of("a")
    assert desk.keyring.calls == ["read a secret-service"]
    assert desk.state.can_unlock
    assert desk.service.state.places == {"a": HERE}
    desk.keyring.error = None
    desk.service.unlock_and_retry("a")
    assert await desk.service.key_of("a") == KEY
    assert desk.keyring.calls[1:] == ["read a secret-service asking"]


async def test_a_keyring_that_is_unlocked_outside_is_noticed_after_a_while() -> None:
    desk = Desk({"a": HERE}, KeyTimes(retry_seconds=0.0))
    desk.keyring.error = KeyringLocked()
    with pytest.raises(KeyringLocked):
        await desk.service.key_of("a")
    desk.keyring.error = None
    async with asyncio.timeout(10):
        while desk.state.status is not THERE:
            try:
                await desk.service.key_of("a")
            except KeyringLocked:
                await asyncio.sleep(0)
    assert not any("asking" in call for call in desk.keyring.calls)
    await desk.service.aclose()


async def test_a_key_that_was_deleted_outside_is_gone_and_can_be_entered_again(desk_with_key: Desk) -> None:
    desk = desk_with_key
    desk.keyring.keys.clear()
    with pytest.raises(KeyGone) as raised:
        await desk.service.key_of("a")
    assert raised.value.place == "secret-service"
    desk.service.store("a", "sk-new", Where.KEYRING)
    assert await desk.settled() == KeyState(THERE, HERE)


async def test_a_forgotten_key_is_used_no_more_and_deleted(desk_with_key: Desk) -> None:
    desk = desk_with_key
    await desk.service.key_of("a")
    desk.service.forget("a")
    assert await desk.service.key_of("a") == ""
    assert await desk.settled() == KeyState()
    assert desk.keyring.keys == {}
    assert desk.service.state.places == {}
    desk.service.forget("a")
    assert desk.state == KeyState()


async def test_a_key_that_cannot_be_deleted_is_said_to_be_left_behind_until_it_can(
    desk_with_key: Desk,
) -> None:
    desk = desk_with_key
    desk.keyring.error = KeyringRefused("dismissed")
    desk.service.forget("a")
    state = await desk.settled()
    assert isinstance(state.error, KeyLeftBehind)
    assert (state.status, state.place, state.error.place) == (KeyStatus.NONE, None, "secret-service")
    assert await desk.service.key_of("a") == ""
    desk.keyring.error = None
    desk.service.unlock_and_retry("a")
    assert await desk.settled() == KeyState()
    assert desk.keyring.keys == {}


async def test_what_moves_and_leaves_the_old_key_behind_is_there_all_the_same(desk_with_key: Desk) -> None:
    desk = desk_with_key
    desk.keyring.error = KeyringMissing()
    desk.service.store("a", "sk-new", Where.FILE, is_confirmed=True)
    state = await desk.settled()
    assert (state.status, state.place, type(state.error)) == (THERE, FILE, KeyLeftBehind)
    desk.keyring.error = None
    desk.service.unlock_and_retry("a")
    assert await desk.settled() == KeyState(THERE, FILE)
    assert desk.keyring.keys == {}


async def test_a_slow_keyring_is_said_to_be_slow_and_can_be_left_waiting() -> None:
    desk = Desk({"a": HERE}, KeyTimes(slow_seconds=0.01))
    desk.keyring.gate.clear()
    reading = asyncio.create_task(desk.service.key_of("a"))
    await until(lambda: desk.state.is_slow)
    assert desk.state.is_busy
    desk.service.stop_waiting("a")
    with pytest.raises(KeyringSilent):
        await reading
    assert (desk.state.status, desk.state.is_busy, desk.state.is_slow) == (FAILED, False, False)
    desk.service.stop_waiting("a")
    desk.keyring.gate.set()
    desk.service.unlock_and_retry("a")
    assert await desk.service.key_of("a") == KEY
    await desk.service.aclose()


async def test_a_store_that_is_left_waiting_can_be_done_again(desk: Desk) -> None:
    desk.keyring.gate.clear()
    desk.service.store("a", KEY, Where.KEYRING)
    await asyncio.sleep(0)
    desk.service.stop_waiting("a")
    assert (desk.state.status, type(desk.state.error)) == (SESSION, KeyringSilent)
    desk.keyring.gate.set()
    desk.service.unlock_and_retry("a")
    assert await desk.settled() == KeyState(THERE, HERE)


async def test_the_last_verb_wins(desk_with_key: Desk) -> None:
    desk = desk_with_key
    desk.keyring.gate.clear()
    reading = asyncio.create_task(desk.service.key_of("a"))
    await asyncio.sleep(0)
    desk.service.store("a", "sk-1", Where.KEYRING)
    desk.service.store("a", "sk-2", Where.KEYRING)
    assert await reading == "sk-2"
    desk.keyring.gate.set()
    await desk.settled()
    assert desk.keyring.keys == {"a": "sk-2"}
    desk.service.store("a", "sk-3", Where.KEYRING)
    desk.service.forget("a")
    await desk.settled()
    assert (desk.keyring.keys, await desk.service.key_of("a")) == ({}, "")


async def test_no_error_that_is_kept_or_raised_leads_to_a_key(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch(0o600)
    (tmp_path / FILE_NAME).write_text(f"[{KEY}")
    file = KeyFile(tmp_path / FILE_NAME)
    service = SecretsService(desk.keyring, file, {"a": FILE}, desk.hidden.append)
    with pytest.raises(KeyFileUnusable) as raised:
        await service.key_of("a")
    assert raised.value.__context__ is None
    service.store("a", KEY, Where.FILE, is_confirmed=True)
    await until(lambda: not service.state.of("a").is_busy)
    error = service.state.of("a").error
    assert isinstance(error, KeyFileUnusable)
    assert (error.__traceback__, error.__context__, error.__cause__) == (None, None, None)
    assert canary.traces_of(KEY, texts=[repr(service.state), repr(error), str(error)]) == []
    await service.aclose()
