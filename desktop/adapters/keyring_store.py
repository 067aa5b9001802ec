"""The desktop's keyring as a store of keys, asked in a child process that can be given up at any moment.

Why no thread (gnome-keyring 42.1, keyring 25.7, SecretStorage 3.5): a question that nobody answers keeps the
call waiting without limit, and a thread that waits there can be neither ended nor used again, while a child
is killed within milliseconds. Importing keyring in a thread also held the event loop up for 8 to 13 ms, and
would keep 25 MB. A child costs 0.3 s for each key and session. The question itself is left on the screen:
`Prompt.Dismiss` made gnome-keyring 42.1 abort, and whoever answers it later has unlocked the keyring.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.adapters.child_starts import whole
from desktop.domain.errors import (
    KeyringFailed,
    KeyringLocked,
    KeyringMissing,
    KeyringRefused,
    KeyringSilent,
    KeyUnsaved,
    SecretError,
)
from desktop.domain.secrets import SERVICE_NAME, KeyPlace

_PROGRAM = Path(__file__).with_name("keyring_child.py")
_FOREIGN_VARIABLES = ("PYTHON_KEYRING_", "KEYRING_PROPERTY_")
_DETAIL_CHARACTERS = 300
_ERRORS: dict[str, type[SecretError]] = {
    "missing": KeyringMissing,
    "locked": KeyringLocked,
    "refused": KeyringRefused,
    "differs": KeyUnsaved,
}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a keyring is waited for: when it may ask the user, and when it may not."""

    asking_seconds: float = 120.0
    answer_seconds: float = 15.0


class KeyringStore:
    """Keeps keys in the keyring of this desktop; one call at a time, as keyring is not thread-safe."""

    def __init__(
        self, environment: Mapping[str, str] | None = None, patience: Patience | None = None
    ) -> None:
        given = os.environ if environment is None else environment
        self._environment = {k: v for k, v in given.items() if not k.startswith(_FOREIGN_VARIABLES)}
        self._patience = patience or Patience()
        self._turn = asyncio.Lock()

    async def read(self, provider_id: str, place: KeyPlace, *, may_ask: bool) -> str | None:
        answer = await self._ask("read", provider_id, place, may_ask=may_ask)
        key = answer.get("key")
        if key is not None and not isinstance(key, str):
            raise KeyringFailed(f"{type(key).__name__} instead of a text")
        return key

    async def write(self, provider_id: str, key: str) -> KeyPlace:
        return KeyPlace((await self._ask("write", provider_id, key=key))["place"])

    async def forget(self, provider_id: str, place: KeyPlace) -> None:
        await self._ask("forget", provider_id, place)

    async def aclose(self) -> None:
        """Nothing is left open between calls; a call under way ends with its task."""

    async def _ask(
        self, action: str, user: str, place: KeyPlace | None = None, *, key: str = "", may_ask: bool = True
    ) -> dict[str, Any]:
        """The child's answer, if it is a good one; otherwise the error that it means."""
        question = {
            "action": action,
            "place": place.value if place else "",
            "service": SERVICE_NAME,
            "user": user,
            "key": key,
            "may_ask": may_ask,
        }
        is_quick = place is KeyPlace.SECRET_SERVICE and not may_ask
        seconds = self._patience.answer_seconds if is_quick else self._patience.asking_seconds
        async with self._turn:
            answer = await self._answer(json.dumps(question).encode(), seconds)
        if answer["outcome"] != "ok":
            detail = answer.get("detail", "")
            detail = detail.replace(key, "[key]") if key else detail
            raise _ERRORS.get(answer["outcome"], KeyringFailed)(detail[:_DETAIL_CHARACTERS])
        return answer

    async def _answer(self, question: bytes, seconds: float) -> dict[str, Any]:
        """Start a child, ask it, and see that it is gone."""
        try:
            starting = asyncio.create_subprocess_exec(
                sys.executable, "-P", "-X", "utf8", str(_PROGRAM),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                env=self._environment, start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
            child = await whole(starting, _end)
        except OSError as error:
            raise KeyringFailed(error.strerror or str(error)) from error
        try:
            async with asyncio.timeout(seconds):
                return await _exchange(child, question)
        except TimeoutError:
            raise KeyringSilent from None
        finally:
            await _end(child)


async def _exchange(child: asyncio.subprocess.Process, question: bytes) -> dict[str, Any]:
    """Nothing that holds a key is made a task or a future: their `repr` shows what they hold."""
    if child.stdin is None or child.stdout is None or child.stderr is None:
        raise AssertionError("the child was started with pipes")
    try:
        child.stdin.write(question + b"\n")
        await child.stdin.drain()
        line = await child.stdout.readline()
    except ConnectionError:  # it ended before it had read the question
        line = b""
    if line:
        answer: dict[str, Any] = json.loads(line)
        return answer
    lines = (await child.stderr.read()).decode("utf-8", "replace").strip().splitlines()
    return {"outcome": "failed", "detail": lines[-1] if lines else "no answer"}


async def _end(child: asyncio.subprocess.Process) -> None:
    if child.stdin is not None:
        child.stdin.close()
    if child.returncode is None:
        with suppress(ProcessLookupError, PermissionError):  # it ended meanwhile; the latter: macOS
            if sys.platform == "win32":
                child.kill()
            else:  # not by `child.kill()`: it reaps a child that has just ended, beside asyncio's own watcher
                os.killpg(child.pid, signal.SIGKILL)
    await child.wait()
