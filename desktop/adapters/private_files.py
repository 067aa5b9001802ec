"""Folders and files that only this user can read or change.

SQLite and `open()` follow symbolic links and create files by the umask (0644 as a rule), so what is created
here is created with `O_EXCL | O_NOFOLLOW` and 0600, and what is there already is looked at before it is used.
Windows keeps a profile's folders private by their access lists; nothing is checked there.
"""

import os
import stat
import sys
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)


class UnsafePath(PermissionError):
    """Another user could change what is at `path`, or it is a link; `why` says which."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


def private_folder(path: Path) -> None:
    """Create the folder and its missing parents with 0700, or check one that is there.

    Raises:
        UnsafePath: it is a link, belongs to another user, or others can write into it.
        OSError: it cannot be created, or is no folder.
    """
    missing = []
    folder = path
    while not os.path.lexists(folder):
        missing.append(folder)
        folder = folder.parent
    for folder in reversed(missing):
        try:
            folder.mkdir(FOLDER_MODE)
        except FileExistsError:  # another process of ours was quicker
            continue
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) and not stat.S_ISLNK(found.st_mode):
        raise NotADirectoryError(f"{path} is not a folder")
    _check(path, found)


def private_file(path: Path) -> bool:
    """Create an empty 0600 file, or check one that is there and take it away from others; True if created.

    The file is not opened when it is there: closing it again would drop every lock this process holds on it
    (https://sqlite.org/howtocorrupt.html section 2.2).

    Raises:
        UnsafePath: it is not an ordinary file of this user.
        OSError: it cannot be created.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_FOLLOW, FILE_MODE))
    except FileExistsError:
        check_private_file(path)
        return False
    return True


def check_private_file(path: Path) -> None:
    """Make sure that an existing file is an ordinary one of this user, and that others cannot read it."""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISLNK(found.st_mode):
        raise UnsafePath(path, "is not an ordinary file")
    _check(path, found)
    if sys.platform != "win32" and found.st_mode & 0o077:
        path.chmod(FILE_MODE)


def read_private_file(path: Path, limit_bytes: int) -> bytes:
    """At most `limit_bytes + 1` bytes of an ordinary file of this user, never through a link.

    Raises:
        UnsafePath: it is not an ordinary file of this user.
        OSError: it is not there, or cannot be read.
    """
    check_private_file(path)
    with open(os.open(path, os.O_RDONLY | _NO_FOLLOW | getattr(os, "O_BINARY", 0)), "rb") as file:
        return file.read(limit_bytes + 1)


def _check(path: Path, found: os.stat_result) -> None:
    if stat.S_ISLNK(found.st_mode):
        raise UnsafePath(path, "is a symbolic link")
    if sys.platform != "win32":
        if found.st_uid != os.geteuid():
            raise UnsafePath(path, f"belongs to the user with the number {found.st_uid}")
        if found.st_mode & 0o022:
            raise UnsafePath(path, f"can be written by others (mode {stat.S_IMODE(found.st_mode):04o})")
