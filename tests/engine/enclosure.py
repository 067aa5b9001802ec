"""A mount and a process namespace that vanish with their owner, and all in them too.

`python -m tests.engine.enclosure FOLDER` prints the id of the namespaces' first process, and waits until its
standard input ends: because the owner closed it, or because the owner died, by whatever signal. Then nothing
is left: no process, mount, cgroup or bridge, and no FOLDER.
"""

import fcntl
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

NETWORKS = IPv4Network("10.213.0.0/16")
"""Where the private engine's bridges have their addresses; nobody else's bridge is touched."""
_FIRST = ("tini", "--", "sh", "-c", "echo ready && exec sleep infinity")
_UNSHARE = ("unshare", "--mount", "--pid", "--fork", "--kill-child=KILL", "--mount-proc", *_FIRST)
_READ_ADDRESS, _WRITE_FLAGS, _REMOVE_BRIDGE = 0x8915, 0x8914, 0x89A1
"""SIOCGIFADDR, SIOCSIFFLAGS and SIOCBRDELBR of Linux."""


def children_of(pid: int) -> list[int]:
    """The direct children of a process, as the kernel lists them."""
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def cgroup_parent(folder: Path) -> str:
    """The control group that the engine in this folder puts its containers into."""
    return f"/{folder.name}"


def main() -> None:
    folder = Path(sys.argv[1])
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # what ends this program is the end of its input
    with subprocess.Popen(
        _UNSHARE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, restore_signals=True
    ) as unshare:
        assert unshare.stdout is not None
        unshare.stdout.readline()
        first = children_of(unshare.pid)[0]
        sys.stdout.write(f"{first}\n")
        sys.stdout.flush()
        sys.stdin.read()
        os.kill(first, signal.SIGKILL)  # with the first process of a namespace all others die
    _remove_bridges()
    _remove_cgroups(cgroup_parent(folder))
    shutil.rmtree(folder)


def _remove_bridges() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        for bridge in Path("/sys/class/net").glob("*/bridge"):
            name = bridge.parent.name.encode()
            if _address(control, name) in NETWORKS:
                fcntl.ioctl(control, _WRITE_FLAGS, struct.pack("16sH14x", name, 0))
                fcntl.ioctl(control, _REMOVE_BRIDGE, name + bytes(16 - len(name)))


def _address(control: socket.socket, name: bytes) -> IPv4Address:
    try:
        answer = fcntl.ioctl(control, _READ_ADDRESS, struct.pack("256s", name))
    except OSError:
        return IPv4Address(0)  # a bridge without an address
    return IPv4Address(answer[20:24])


def _remove_cgroups(parent: str) -> None:
    for root in Path("/sys/fs/cgroup").glob(f"**{parent}"):
        for group in (*sorted((p for p in root.rglob("*") if p.is_dir()), reverse=True), root):
            group.rmdir()


if __name__ == "__main__":
    main()
