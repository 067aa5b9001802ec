"""A mount and a process namespace that vanish with their owner, and all in them too.

`python -m tests.engine.enclosure FOLDER` prints the id of the namespaces' first process, and waits until its
standard input ends: because the owner closed it, or because the owner died, by whatever signal. Then nothing
is left: no process, mount, cgroup or bridge, and no FOLDER.
"""

import fcntl
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
from pathlib import Path

_FIRST = ("tini", "--", "sh", "-c", "echo ready && exec sleep infinity")
_UNSHARE = ("unshare", "--mount", "--pid", "--fork", "--kill-child=KILL", "--mount-proc", *_FIRST)
_WRITE_FLAGS, _REMOVE_BRIDGE = 0x8914, 0x89A1
"""SIOCSIFFLAGS and SIOCBRDELBR of Linux."""
_NETWORK = re.compile(rb"docker/network/v1\.0/bridge/([0-9a-f]{12})")
"""A network in the engine's own list of them; its bridge is called `br-` and these digits."""


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
        _UNSHARE,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # it complains when its child is killed
        text=True,
    ) as unshare:
        assert unshare.stdout is not None
        unshare.stdout.readline()
        first = children_of(unshare.pid)[0]
        sys.stdout.write(f"{first}\n")
        sys.stdout.flush()
        sys.stdin.read()
        os.kill(first, signal.SIGKILL)  # with the first process of a namespace all others die
    _remove_bridges(folder / "data" / "network" / "files" / "local-kv.db")
    _remove_cgroups(cgroup_parent(folder))
    shutil.rmtree(folder)


def _remove_bridges(networks: Path) -> None:
    """Remove the bridges that the engine made, and no other's."""
    names = {b"br-" + found for found in _NETWORK.findall(networks.read_bytes())} if networks.exists() else ()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        for name in names:
            if Path("/sys/class/net", name.decode()).exists():
                fcntl.ioctl(control, _WRITE_FLAGS, struct.pack("16sH14x", name, 0))
                fcntl.ioctl(control, _REMOVE_BRIDGE, name.ljust(16, b"\0"))


def _remove_cgroups(parent: str) -> None:
    for root in Path("/sys/fs/cgroup").glob(f"**{parent}"):
        for group in (*sorted((p for p in root.rglob("*") if p.is_dir()), reverse=True), root):
            group.rmdir()


if __name__ == "__main__":
    main()
