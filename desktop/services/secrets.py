"""The keys of the providers: where each is kept, what became of it, and the key itself for who sends it."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import KeyGone, KeyLeftBehind, KeyringSilent, SecretError
from desktop.domain.secrets import (
    KeyPlace,
    KeyState,
    KeyStatus,
    SecretsState,
    SecretStore,
    Where,
    clean_key,
)
from desktop.services.latest_tasks import LatestTasks, Work


@dataclass(frozen=True, slots=True)
class KeyTimes:
    """When a keyring counts as slow, as it probably asks the user, and how long a failure is believed.

    After that long, `key_of` asks once more, without a question to the user.
    """

    slow_seconds: float = 3.0
    retry_seconds: float = 30.0
    end_seconds: float = 2.0
    """So long the end waits for keys that are being deleted."""


class SecretsService(QObject):
    """Owns what is asked of the keyring; one thing at a time for each provider, and the last verb wins.

    A key is read once in a session and then stays in memory. `hide` is told every key the moment it is known,
    so that no log shows it.
    """

    changed = Signal(SecretsState)
    """Also when a key moves: `SecretsState.places` is what the settings file is to remember."""

    def __init__(
        self,
        keyring: SecretStore,
        key_file: SecretStore,
        places: Mapping[str, KeyPlace],
        hide: Callable[[str], None],
        times: KeyTimes | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._keyring = keyring
        self._key_file = key_file
        self._hide = hide
        self._times = times or KeyTimes()
        self._keys: dict[str, str] = {}
        self._unsaved: dict[str, Where] = {}
        """What `store` has not brought to its end."""
        self._failed_at: dict[str, float] = {}
        self._work = LatestTasks(self._times.slow_seconds, self._grow_slow)
        self.state = SecretsState({id_: KeyState(KeyStatus.UNREAD, place) for id_, place in places.items()})

    async def key_of(self, provider_id: str) -> str:
        """The key to send, or "" if the provider has none; the user is asked nothing.

        Raises `SecretError` if there is a key and it cannot be had; `unlock_and_retry` may help then.
        """
        if self._is_due(provider_id):
            self._begin(provider_id, partial(self._read, provider_id, may_ask=False))
        while provider_id not in self._keys and provider_id in self._work.names:
            await self._work.wait(provider_id)
        if key := self._keys.get(provider_id):
            return key
        state = self.state.of(provider_id)
        if state.status is KeyStatus.FAILED and state.error is not None:
            raise state.error.with_traceback(None)
        return ""

    def store(self, provider_id: str, key: str, where: Where, *, is_confirmed: bool = False) -> None:
        """Use a key from now on, and keep it there; the keyring may ask the user for its password.

        If it cannot be kept, it still holds for this session, and the state's error says why. `is_confirmed`
        tells that the user has typed the confirmation that a plain file needs.

        Raises `KeyInvalid` for what cannot be a key; nothing is changed then.
        """
        if where is Where.FILE and not is_confirmed:
            raise AssertionError("a key goes into a plain file only when that is confirmed")
        self._hide(key)
        key = clean_key(key)
        self._keys[provider_id] = key
        self._unsaved[provider_id] = where
        self._enter(provider_id, KeyState(KeyStatus.SESSION, self.state.of(provider_id).place))
        self._begin(provider_id, partial(self._store, provider_id, where))

    def note_place(self, provider_id: str, place: KeyPlace) -> None:
        """A key is kept there: somebody has written that into the settings. Ignored if one is known."""
        if self.state.of(provider_id).status is KeyStatus.NONE:
            self._enter(provider_id, KeyState(KeyStatus.UNREAD, place))

    def forget(self, provider_id: str) -> None:
        """Use no key from now on, and delete the one that is kept; the keyring may ask for its password."""
        place = self.state.of(provider_id).place
        for known in (self._keys, self._unsaved, self._failed_at):
            known.pop(provider_id, None)
        if place is None:
            self._work.stop(provider_id)
            self._enter(provider_id, KeyState())
        else:
            self._clear_later(provider_id, KeyState(), place)

    def unlock_and_retry(self, provider_id: str) -> None:
        """Do again what failed; this time the keyring may ask the user for its password."""
        state = self.state.of(provider_id)
        if not state.can_retry:
            return
        if isinstance(state.error, KeyLeftBehind):
            self._clear_later(provider_id, state, KeyPlace(state.error.place))
        elif (where := self._unsaved.get(provider_id)) is not None:
            self._begin(provider_id, partial(self._store, provider_id, where))
        else:
            self._begin(provider_id, partial(self._read, provider_id, may_ask=True))

    def stop_waiting(self, provider_id: str) -> None:
        """Wait no longer for the keyring; its question may stay on the screen until somebody answers it."""
        state = self.state.of(provider_id)
        if not state.is_busy:
            return
        self._work.stop(provider_id)
        status = KeyStatus.FAILED if state.status is KeyStatus.UNREAD else state.status
        self._failed_at[provider_id] = asyncio.get_running_loop().time()
        self._enter(provider_id, KeyState(status, state.place, state.error or KeyringSilent()))

    async def aclose(self) -> None:
        """Forget all keys, and wait for nothing but a moment for keys that are being deleted.

        A question on the screen does not hold up the end.
        """
        deletions = [id_ for id_ in self._work.names if isinstance(self.state.of(id_).error, KeyLeftBehind)]
        with suppress(TimeoutError):
            async with asyncio.timeout(self._times.end_seconds):
                for provider_id in deletions:
                    await self._work.wait(provider_id)
        for provider_id in self._work.names:
            self.stop_waiting(provider_id)
        self._keys.clear()
        await self._work.aclose()

    async def _read(self, provider_id: str, *, may_ask: bool) -> None:
        place = self.state.of(provider_id).place
        if place is None:
            raise AssertionError("only a key that is kept is read")
        try:
            key = await self._store_at(place).read(provider_id, place, may_ask=may_ask)
            if key is None:
                raise KeyGone(place)
        except SecretError as error:
            self._failed_at[provider_id] = asyncio.get_running_loop().time()
            self._enter(provider_id, KeyState(KeyStatus.FAILED, place, _bare(error)))
        else:
            self._hide(key)
            self._keys[provider_id] = key
            self._enter(provider_id, KeyState(KeyStatus.THERE, place))

    async def _store(self, provider_id: str, where: Where) -> None:
        """Write the new key first, publish its place, and only then delete the old one."""
        old = self.state.of(provider_id).place
        try:
            place = await self._write(provider_id, where)
        except SecretError as error:
            self._enter(provider_id, KeyState(KeyStatus.SESSION, old, _bare(error)))
            return
        del self._unsaved[provider_id]
        status = KeyStatus.SESSION if place is None else KeyStatus.THERE
        if old is None or old is place:
            self._enter(provider_id, KeyState(status, place))
        else:
            left = KeyLeftBehind(old, "")
            self._enter(provider_id, KeyState(status, place, left, is_busy=True))
            await self._clear(provider_id, KeyState(status, place), old)

    async def _write(self, provider_id: str, where: Where) -> KeyPlace | None:
        match where:
            case Where.SESSION:
                return None
            case Where.KEYRING:
                return await self._keyring.write(provider_id, self._keys[provider_id])
            case Where.FILE:
                return await self._key_file.write(provider_id, self._keys[provider_id])

    def _clear_later(self, provider_id: str, after: KeyState, place: KeyPlace) -> None:
        """Delete what is not wanted any more; until that is done, it counts as left behind."""
        after = replace(after, error=None)
        self._enter(provider_id, replace(after, error=KeyLeftBehind(place, "")))
        self._begin(provider_id, partial(self._clear, provider_id, after, place))

    async def _clear(self, provider_id: str, after: KeyState, place: KeyPlace) -> None:
        try:
            await self._store_at(place).forget(provider_id, place)
        except SecretError as error:
            after = replace(after, error=KeyLeftBehind(place, error.detail))
        self._enter(provider_id, after)

    def _store_at(self, place: KeyPlace) -> SecretStore:
        return self._key_file if place is KeyPlace.FILE else self._keyring

    def _is_due(self, provider_id: str) -> bool:
        """Whether to ask for a key that is not known: for the first time, or again after a while."""
        state = self.state.of(provider_id)
        if state.is_busy or state.status not in {KeyStatus.UNREAD, KeyStatus.FAILED}:
            return False
        failed_at = self._failed_at.get(provider_id)
        return failed_at is None or asyncio.get_running_loop().time() - failed_at > self._times.retry_seconds

    def _begin(self, provider_id: str, work: Work) -> None:
        self._enter(provider_id, replace(self.state.of(provider_id), is_busy=True, is_slow=False))
        self._work.start(provider_id, work)

    def _grow_slow(self, provider_id: str) -> None:
        self._enter(provider_id, replace(self.state.of(provider_id), is_slow=True))

    def _enter(self, provider_id: str, state: KeyState) -> None:
        if state != self.state.of(provider_id):
            self.state = self.state.having(provider_id, state)
            self.changed.emit(self.state)


def _bare(error: SecretError) -> SecretError:
    """The error without the frames it went through: their variables include the key."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)
