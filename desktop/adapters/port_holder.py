"""Who listens on a port of this computer.

Linux tells in `/proc/net/tcp` (man 5 proc) which socket listens, and in `/proc/<pid>/fd` whose it is: of
other users' processes to root only. Elsewhere it is only found out whether the port can be bound.
"""

import errno
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

from desktop.domain.stack import PortHolder

_LISTENS = "0A"
_PROC = Path("/proc")


def find_port_holder(port: int) -> PortHolder | None:
    """The program that listens on the port, or None if it is free. Blocks: for a thread of its own."""
    inodes = set(_listening_inodes(port)) if sys.platform == "linux" else set()
    if inodes:
        process, pid = _owner(inodes)
        return PortHolder(port, process, pid)
    return None if _can_bind(port) else PortHolder(port)


def _listening_inodes(port: int) -> Iterator[str]:
    for table in ("tcp", "tcp6"):
        try:
            lines = (_PROC / "net" / table).read_text().splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            fields = line.split()
            if fields[3] == _LISTENS and int(fields[1].rpartition(":")[2], 16) == port:
                yield fields[9]


def _owner(inodes: set[str]) -> tuple[str, int]:
    """Name and number of a process that has one of the sockets; "" and 0 if none may be looked at."""
    wanted = {f"socket:[{inode}]" for inode in inodes}
    for folder in _PROC.iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            with os.scandir(folder / "fd") as entries:
                is_owner = any(os.readlink(entry) in wanted for entry in entries)
            if is_owner:
                return (folder / "comm").read_text().strip(), int(folder.name)
        except OSError:  # it ended meanwhile, or belongs to somebody else
            continue
    return "", 0


def _can_bind(port: int) -> bool:
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET, "0.0.0.0")):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if sys.platform == "win32":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # remains of closed connections
            try:
                probe.bind((address, port))
            except OSError as error:
                if error.errno in (errno.EADDRINUSE, errno.EACCES) and not _is_privileged(error, port):
                    return False
    return True


def _is_privileged(error: OSError, port: int) -> bool:
    """Whether it was only refused because ordinary users may not bind low ports; the engine may."""
    return error.errno == errno.EACCES and port < 1024 and sys.platform != "win32"
