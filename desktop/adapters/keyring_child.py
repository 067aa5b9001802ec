"""The program that asks the keyring, in a process of its own: one question, one answer, and it ends.

It is started as a file, imports nothing of ours, and speaks through pipes: one line of JSON on standard input
is the question, one on standard output the answer; no key is in its arguments or its environment, which other
processes can read. When standard input closes, nobody waits any more, and it ends even while the keyring
keeps it waiting.

The back ends are named here, module and class, and made directly: keyring's own choice obeys
`PYTHON_KEYRING_BACKEND`, a configuration file that can also name a folder of code, and every plug-in that is
installed (https://keyring.readthedocs.io/en/latest/#configuring). Its null back end "succeeds" and keeps
nothing, and keyrings.alt keeps base64.
"""

import importlib
import json
import os
import sys
import threading
from contextlib import closing
from typing import Any

from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, KeyringLocked

_BACK_ENDS = {
    "secret-service": ("keyring.backends.SecretService", "Keyring"),
    "kwallet": ("keyring.backends.kwallet", "DBusKeyring"),
    "macos-keychain": ("keyring.backends.macOS", "Keyring"),
    "windows-credential-manager": ("keyring.backends.Windows", "WinVaultKeyring"),
}
_OF_PLATFORM = {"darwin": ("macos-keychain",), "win32": ("windows-credential-manager",)}
_OF_OTHERS = ("secret-service", "kwallet")
_DENIALS = {"PromptDismissedException", "LockedException"}
_DBUS_ERROR = "org.freedesktop.DBus.Error."
_COPIES = 10
"""How many entries for one key are deleted before that is given up."""

Answer = dict[str, Any]


def main() -> None:
    """Answer the question on standard input."""
    question = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_exit_at_end_of_input, name="parent-watch", daemon=True).start()
    sys.stdout.buffer.write(json.dumps(_answer(question)).encode() + b"\n")
    sys.stdout.buffer.flush()


def _exit_at_end_of_input() -> None:
    while os.read(0, 4096):
        pass
    os._exit(0)


def _answer(question: dict[str, Any]) -> Answer:
    """The answer; what is not expected ends the process, and the last line of its error output says why."""
    place, back_end = _find([question["place"]] if question["place"] else _usual_places())
    if back_end is None:
        return {"outcome": "missing", "detail": place}
    expected: tuple[type[Exception], ...] = (KeyringError, *_foreign_errors(place))
    try:
        return {"place": place, **_asked(place, back_end, question)}
    except expected as error:
        return {"outcome": _outcome(error), "detail": f"{type(error).__name__}: {error}"}


def _usual_places() -> tuple[str, ...]:
    return _OF_PLATFORM.get(sys.platform, _OF_OTHERS)


def _find(places: "list[str] | tuple[str, ...]") -> tuple[str, KeyringBackend | None]:
    """The first back end that can be used, and its place; or the reasons why there is none."""
    reasons = []
    for place in places:
        if place == "kwallet" and "DBUS_SESSION_BUS_ADDRESS" not in os.environ:
            continue  # dbus-python would start a bus of its own
        module, name = _BACK_ENDS[place]
        back_end: type[KeyringBackend] = getattr(importlib.import_module(module), name)
        try:
            back_end.priority  # noqa: B018  # asking is how keyring tells whether it can be used
        except (RuntimeError, OSError) as error:  # OSError: the bus has an address, and nobody is there
            reasons.append(f"{place}: {error}")
        else:
            return place, back_end()
    return "; ".join(reasons), None


def _asked(place: str, back_end: KeyringBackend, question: dict[str, Any]) -> Answer:
    service, user, key = question["service"], question["user"], question["key"]
    if question["action"] == "write":
        back_end.set_password(service, user, key)
        return {"outcome": "ok" if back_end.get_password(service, user) == key else "differs"}
    lock = _lock_of(place)
    if lock == "locked" and not question["may_ask"]:
        return {"outcome": "locked"}
    if lock == "empty":
        return {"outcome": "ok", "key": None}
    if question["action"] == "read":
        return {"outcome": "ok", "key": back_end.get_password(service, user)}
    for _ in range(_COPIES):
        if back_end.get_password(service, user) is None:
            return {"outcome": "ok"}
        back_end.delete_password(service, user)
    return {"outcome": "differs"}


def _lock_of(place: str) -> str:
    """What a Secret Service holds, without a question to the user: "open", "locked", or "empty".

    Empty means that no collection has been made yet, which keyring would make, with a question, in order to
    look into it. Of the other keyrings "open" is said: they cannot be asked, or are never locked.
    """
    if place != "secret-service":
        return "open"
    # Imported late, as in `_foreign_errors`: it is there on Linux only.
    from secretstorage import Collection, ItemNotFoundException, dbus_init

    with closing(dbus_init()) as connection:
        try:
            return "locked" if Collection(connection).is_locked() else "open"
        except ItemNotFoundException:
            return "empty"


def _foreign_errors(place: str) -> tuple[type[Exception], ...]:
    """What a back end lets through of the library below it."""
    if place != "secret-service":
        return ()
    from jeepney.wrappers import DBusErrorResponse
    from secretstorage import SecretStorageException

    return DBusErrorResponse, SecretStorageException, OSError, EOFError


def _outcome(error: BaseException) -> str:
    """What an error means, by the errors below it: keyring wraps SecretStorage's, and that one D-Bus's."""
    chain: list[BaseException] = [error]
    while (below := chain[-1].__cause__) is not None:
        chain.append(below)
    kinds = {type(link).__name__ for link in chain}
    names = [str(getattr(link, "name", "")) for link in chain]
    if isinstance(error, KeyringLocked) or kinds & _DENIALS or f"{_DBUS_ERROR}AccessDenied" in names:
        return "refused"
    is_missing = any(
        name.startswith((f"{_DBUS_ERROR}Spawn.", f"{_DBUS_ERROR}ServiceUnknown")) for name in names
    )
    return "missing" if is_missing else "failed"


if __name__ == "__main__":
    main()
