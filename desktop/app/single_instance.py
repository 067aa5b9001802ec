"""One application for each user and home: a second start brings the first one's window to the front.

The lock on a file decides who is first, since it ends with its process however that ends; a socket that only
this user can reach carries the one thing a second start has to say.
"""

import hashlib
import os
import re
import socket
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from desktop.adapters.file_lock import FileLock

RAISE = b"raise"
DONE = b"done\n"
MOST_BYTES = 200
"""Of one request: the verb, and the token by which a Wayland compositor lets a window come to the front."""
TOKEN_VARIABLE = "XDG_ACTIVATION_TOKEN"
"""https://wayland.app/protocols/xdg-activation-v1: who started the second start may hand its right over."""
REQUEST = re.compile(rb"raise(?: ([A-Za-z0-9_.:+-]{1,160}))?\n")
PATIENCE_SECONDS = 8.0
"""The first may still be starting, or be on its way out."""
ANSWER_SECONDS = 3.0
LOOK_SECONDS = 0.1
PATH_BYTES = 100
"""What every Unix takes for the path of a socket (`sun_path` has 104 bytes on macOS and 108 on Linux)."""


def first_or_raise(
    lock: FileLock, folder: Path, *, is_quiet: bool, patience_seconds: float = PATIENCE_SECONDS
) -> bool | None:
    """True: this process is the first, and holds the lock. False: another one is, and came to the front.

    `is_quiet`: that one is left where it is. None: another one is, and does not answer. It blocks.
    """
    deadline = time.monotonic() + patience_seconds
    while not lock.take():
        if is_quiet or _asked(socket_path(folder)):
            return False
        if time.monotonic() > deadline:
            return None
        time.sleep(LOOK_SECONDS)
    return True


def socket_path(folder: Path) -> str:
    """Where the first application listens: in `folder`, or in one with a shorter path if that is too long."""
    if sys.platform == "win32":
        return r"\\.\pipe\tars-desktop-" + hashlib.sha256(os.fsencode(folder)).hexdigest()[:24]
    path = folder / "instance.sock"
    if len(os.fsencode(path)) <= PATH_BYTES:
        return str(path)
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:24]
    return str(Path(tempfile.gettempdir(), f"tars-desktop-{os.getuid()}", name))


def request_of(environment: Mapping[str, str] = os.environ) -> bytes:
    """What a second start says; a token with other characters than tokens have is left out."""
    request = f"raise {environment.get(TOKEN_VARIABLE, '')}".rstrip().encode("utf-8", "replace") + b"\n"
    return request if REQUEST.fullmatch(request) else RAISE + b"\n"


def _asked(path: str) -> bool:
    """Whether the first application has heard; without Qt, which a second start does not need."""
    request = request_of()
    try:
        if sys.platform == "win32":
            with open(path, "r+b", buffering=0) as pipe:
                pipe.write(request)
                return pipe.read(len(DONE)) == DONE
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as call:
            call.settimeout(ANSWER_SECONDS)
            call.connect(path)
            call.sendall(request)
            return call.recv(len(DONE)) == DONE
    except OSError:
        return False
