"""API keys as values: where one is kept, what is known of it, and what keeps it.

A key itself is in none of these values, so none of them can show it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from desktop.domain.errors import (
    KeyInvalid,
    KeyringLocked,
    KeyringRefused,
    KeyringSilent,
    SecretError,
)
from desktop.domain.providers import Endpoint

SERVICE_NAME = "tars-desktop"
"""What the entries are called in a keyring; the user's name beside it is the provider's id."""


class KeyPlace(StrEnum):
    """What keeps a key from one session to the next. The values are written to the settings file."""

    SECRET_SERVICE = "secret-service"
    """GNOME Keyring, KeePassXC, or a KWallet that speaks the same protocol."""
    KWALLET = "kwallet"
    KEYCHAIN = "macos-keychain"
    CREDENTIAL_MANAGER = "windows-credential-manager"
    FILE = "file"
    """A file that only this user can read, in which the key is not encrypted."""


class Where(StrEnum):
    """Where the user wants a key to be kept."""

    KEYRING = "keyring"
    """The keyring of this desktop, whichever it is."""
    SESSION = "session"
    """In memory, until the application ends."""
    FILE = "file"


class KeyStatus(StrEnum):
    """What is known of a provider's key."""

    NONE = "none"
    """The provider has no key."""
    UNREAD = "unread"
    """It is in its place, as far as the settings tell; nobody has asked there in this session."""
    THERE = "there"
    SESSION = "session"
    """In use, and forgotten when the application ends; `error` says why if that is not what was wanted."""
    FAILED = "failed"
    """It cannot be had; `error` says why."""


@dataclass(frozen=True, slots=True)
class KeyState:
    """One provider's key. `place` is where it is kept, or None; `error` is what the last attempt met."""

    status: KeyStatus = KeyStatus.NONE
    place: KeyPlace | None = None
    error: SecretError | None = None
    is_busy: bool = False
    """The keyring is being asked."""
    is_slow: bool = False
    """It takes so long that the keyring may be asking the user for a password."""

    @property
    def can_unlock(self) -> bool:
        """Whether asking again, with a question to the user, may help."""
        return isinstance(self.error, KeyringLocked | KeyringRefused | KeyringSilent)

    @property
    def can_retry(self) -> bool:
        """Whether `unlock_and_retry` has anything to do."""
        return not self.is_busy and (self.error is not None or self.status is KeyStatus.UNREAD)


@dataclass(frozen=True, slots=True)
class SecretsState:
    """The keys of all providers, by the providers' ids; one that is not there has no key."""

    keys: Mapping[str, KeyState] = field(default_factory=dict)

    def of(self, provider_id: str) -> KeyState:
        return self.keys.get(provider_id, KeyState())

    @property
    def places(self) -> dict[str, KeyPlace]:
        """What the settings file is to remember: where each key is kept, and nothing of the key."""
        return {id_: state.place for id_, state in self.keys.items() if state.place is not None}

    def having(self, provider_id: str, state: KeyState) -> "SecretsState":
        return SecretsState({**self.keys, provider_id: state})


def key_places(endpoints: Iterable[Endpoint]) -> dict[str, KeyPlace]:
    """Where the settings say that keys are kept, by the providers' ids; what is no place is left out."""
    known = {place.value for place in KeyPlace}
    return {row.id: KeyPlace(row.key_place) for row in endpoints if row.key_place in known}


class SecretStore(Protocol):
    """One way to keep keys. Every call may raise `SecretError`, and may be cancelled at any moment."""

    async def read(self, provider_id: str, place: KeyPlace, *, may_ask: bool) -> str | None:
        """The key, or None if none is kept there. The user is asked to unlock only where that is allowed."""
        ...

    async def write(self, provider_id: str, key: str) -> KeyPlace:
        """Keep a key, read it back and compare; the user may be asked to unlock. Gives where it is now."""
        ...

    async def forget(self, provider_id: str, place: KeyPlace) -> None:
        """Delete a key; one that is not there is forgotten already. The user may be asked to unlock."""
        ...

    async def aclose(self) -> None: ...


def clean_key(text: str) -> str:
    """A key as it was typed or pasted, without the space and line breaks around it.

    Raises `KeyInvalid` for what no HTTP header can carry, or nothing at all.
    """
    key = text.strip()
    if not key or not (key.isascii() and key.isprintable()) or " " in key:
        raise KeyInvalid
    return key
