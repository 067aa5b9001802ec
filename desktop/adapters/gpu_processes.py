"""Programs by their number: the name, and the container they run in.

Source: Linux's `/proc/<pid>/comm` and `/proc/<pid>/cgroup`; a container's cgroup ends in its id, in the forms
of Docker (`docker/<id>`, `docker-<id>.scope`) and Podman (`libpod-<id>.scope`).
"""

import re
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
SHORT_ID = 12
_CONTAINER = re.compile(r"(?:docker[-/]|libpod-|crio-|cri-containerd-|/kubepods[^\n]*/)([0-9a-f]{64})\b")


@dataclass(frozen=True, slots=True)
class Program:
    """A running program; "" for what cannot be told."""

    name: str = ""
    container: str = ""
    """The first 12 digits of its container's id."""


def program_of(pid: int, proc: Path = PROC) -> Program:
    """What runs under that number; never a path or an argument, which may hold a user's name."""
    return Program(_read(proc / str(pid) / "comm").strip(), _container_in(_read(proc / str(pid) / "cgroup")))


def _container_in(cgroup: str) -> str:
    found = _CONTAINER.search(cgroup)
    return found[1][:SHORT_ID] if found else ""


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:  # it has ended, or this system has no /proc
        return ""
