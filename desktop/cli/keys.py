"""The keys that one command may send: each is read once, and nobody is asked for a password."""

import asyncio
from collections.abc import Callable, Mapping

from desktop.domain.errors import KeyGone, SecretError
from desktop.domain.secrets import KeyPlace, SecretStore


class KeyReader:
    """Reads keys where the settings say that they are; `hide` is told each, so that no log shows it."""

    def __init__(
        self,
        keyring: SecretStore,
        key_file: SecretStore,
        places: Mapping[str, KeyPlace],
        hide: Callable[[str], None],
    ) -> None:
        self._keyring, self._key_file = keyring, key_file
        self._places, self._hide = places, hide
        self._keys: dict[str, str] = {}
        self._errors: dict[str, SecretError] = {}
        self._turn = asyncio.Lock()

    async def key_of(self, provider: str) -> str:
        """The key of a provider, or "" if it has none. Raises `SecretError`, the same one from then on."""
        place = self._places.get(provider)
        if place is None:
            return ""
        async with self._turn:
            if provider in self._errors:
                raise self._errors[provider].with_traceback(None)
            if provider not in self._keys:
                try:
                    self._keys[provider] = await self._read(provider, place)
                except SecretError as error:
                    self._errors[provider] = error
                    raise
        return self._keys[provider]

    async def _read(self, provider: str, place: KeyPlace) -> str:
        store = self._key_file if place is KeyPlace.FILE else self._keyring
        key = await store.read(provider, place, may_ask=False)
        if key is None:
            raise KeyGone(place)
        self._hide(key)
        return key
