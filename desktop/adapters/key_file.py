"""Keys in a plain file that only this user can read: for a desktop without a keyring, if the user wants it.

The file is JSON, from a provider's id to its key. Nothing in it is encrypted: a key to decrypt it with would
have to lie beside it.
"""

import asyncio
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from desktop.adapters.private_files import UnsafePath, check_private_file, private_folder, read_private_file
from desktop.adapters.whole_files import replace_file
from desktop.domain.errors import KeyFileUnusable, KeyUnsaved, SecretError
from desktop.domain.secrets import KeyPlace

FILE_NAME = "keys.json"
SIZE_LIMIT_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Keys:
    """What the file holds; passed between threads in this form, as a future shows what it holds."""

    by_provider: dict[str, str] = field(repr=False)


class KeyFile:
    """Keeps keys in `path`; it is gone when the last key is."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = asyncio.Lock()

    async def read(self, provider_id: str, place: KeyPlace, *, may_ask: bool) -> str | None:  # noqa: ARG002  # the protocol's
        return (await asyncio.to_thread(self._read)).by_provider.get(provider_id)

    async def write(self, provider_id: str, key: str) -> KeyPlace:
        async with self._turn:
            keys = await asyncio.to_thread(self._read)
            await asyncio.to_thread(self._write, _Keys({**keys.by_provider, provider_id: key}))
            if (await asyncio.to_thread(self._read)).by_provider.get(provider_id) != key:
                raise KeyUnsaved("it did not read back as it was", str(self._path))
        return KeyPlace.FILE

    async def forget(self, provider_id: str, place: KeyPlace) -> None:  # noqa: ARG002  # the protocol's
        async with self._turn:
            keys = (await asyncio.to_thread(self._read)).by_provider
            if provider_id in keys:
                rest = _Keys({id_: key for id_, key in keys.items() if id_ != provider_id})
                await asyncio.to_thread(self._write, rest)

    async def aclose(self) -> None:
        """Nothing is left open between calls."""

    def _read(self) -> _Keys:
        """The keys; none if there is no file. Raises `KeyFileUnusable`."""
        try:
            content = read_private_file(self._path, SIZE_LIMIT_BYTES)
        except FileNotFoundError:
            return _Keys({})
        except UnsafePath as error:
            raise KeyFileUnusable(str(self._path), error.why) from error
        except OSError as error:
            raise KeyFileUnusable(str(self._path), error.strerror or str(error)) from error
        try:
            table = json.loads(content)
        except (ValueError, RecursionError):  # its own text could quote a key
            raise KeyFileUnusable(str(self._path), "is not JSON") from None
        if not isinstance(table, dict) or not all(isinstance(key, str) for key in table.values()):
            raise KeyFileUnusable(str(self._path), "does not hold keys by their providers")
        return _Keys(table)

    def _write(self, keys: _Keys) -> None:
        """Replace the file. Raises `KeyUnsaved`; it then is as it was."""
        try:
            private_folder(self._path.parent)
            if os.path.lexists(self._path):
                check_private_file(self._path)
            if keys.by_provider:
                replace_file(self._path, json.dumps(keys.by_provider, indent=2).encode())
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            raise self._unsaved(error) from error

    def _unsaved(self, error: OSError) -> SecretError:
        why = error.why if isinstance(error, UnsafePath) else error.strerror or str(error)
        return KeyUnsaved(why, str(self._path))
