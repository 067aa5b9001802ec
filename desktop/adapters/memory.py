"""The memory of this computer, as the system counts it.

Linux: proc_meminfo(5), and the limits of the control groups this process is in
(https://docs.kernel.org/admin-guide/cgroup-v2.html); macOS: `sysctl` and `vm_stat`; Windows:
https://learn.microsoft.com/windows/win32/api/sysinfoapi/nf-sysinfoapi-globalmemorystatusex. The last two were
written after their documentation, and are not run by the tests.
"""

import ctypes
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from desktop.adapters.commands import run
from desktop.domain.memory import MemoryFacts

PROGRAM_SECONDS = 5.0
_GIVEN_BACK = ("free", "inactive", "speculative", "purgeable")
"""What macOS hands to a program that asks, without swapping another's."""


class ComputerMemory:
    """Reads anew each time; on Linux and Windows that takes well under a millisecond."""

    async def read(self) -> MemoryFacts | None:
        """None where the system does not tell."""
        try:
            if sys.platform == "win32":
                return _windows_memory()
            if sys.platform == "darwin":
                return await _macos_memory()
            return linux_memory(Path("/"))
        except (OSError, TimeoutError, ValueError):
            return None


def linux_memory(root: Path) -> MemoryFacts:
    """Of the computer, or of the tightest control group. Raises `OSError` and `ValueError`."""
    text = (root / "proc/meminfo").read_text()
    found = {key: int(value) * 1024 for key, value in re.findall(r"^(\w+): +(\d+) kB$", text, re.MULTILINE)}
    if not {"MemTotal", "MemAvailable"} <= found.keys():
        raise ValueError("no MemTotal and MemAvailable in /proc/meminfo")
    total, available = found["MemTotal"], found["MemAvailable"]
    for limit, used in _group_limits(root):
        total, available = min(total, limit), min(available, max(0, limit - used))
    return MemoryFacts(total, available)


def _group_limits(root: Path) -> Iterator[tuple[int, int]]:
    """Limit and use, in bytes, of every control group this process is in, where there is a limit.

    What a group keeps of files counts as free: the kernel drops it before anything else.
    """
    try:
        lines = (root / "proc/self/cgroup").read_text().splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if not controllers:
            folder, names = root / "sys/fs/cgroup", ("memory.max", "memory.current", "inactive_file")
        elif "memory" in controllers.split(","):
            folder = root / "sys/fs/cgroup/memory"
            names = ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
        else:
            continue
        parts = Path(path.lstrip("/")).parts
        for depth in range(len(parts), -1, -1):
            group = folder.joinpath(*parts[:depth])
            limit, used = _number(group / names[0]), _number(group / names[1])
            if limit is not None and used is not None:
                yield limit, used - _kept_of_files(group, names[2])


def _number(path: Path) -> int | None:
    """The number in a file of a control group; None if there is none: no such file, or `max`."""
    try:
        text = path.read_text().strip()
    except OSError:
        return None
    return int(text) if text.isdecimal() else None


def _kept_of_files(group: Path, key: str) -> int:
    try:
        found = re.search(rf"^{key} (\d+)$", (group / "memory.stat").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else 0


async def _macos_memory() -> MemoryFacts:
    total = await run(("/usr/sbin/sysctl", "-n", "hw.memsize"), seconds=PROGRAM_SECONDS)
    pages = await run(("/usr/bin/vm_stat",), seconds=PROGRAM_SECONDS)
    return parse_macos(total.stdout, pages.stdout)


def parse_macos(memsize: str, vm_stat: str) -> MemoryFacts:
    """From what `sysctl -n hw.memsize` and `vm_stat` write. Raises `ValueError`."""
    page = re.search(r"page size of (\d+) bytes", vm_stat)
    counts = {
        name: int(count) for name, count in re.findall(r"^Pages (\w+): +(\d+)\.", vm_stat, re.MULTILINE)
    }
    if page is None or "free" not in counts:
        raise ValueError("vm_stat tells no page size or no free pages")
    total = int(memsize)
    pages = sum(counts.get(name, 0) for name in _GIVEN_BACK)
    return MemoryFacts(total, min(total, pages * int(page[1])))


class _MemoryStatus(ctypes.Structure):
    """MEMORYSTATUSEX."""

    _fields_ = (
        ("length", ctypes.c_uint32),
        ("memory_load", ctypes.c_uint32),
        ("total_physical", ctypes.c_uint64),
        ("available_physical", ctypes.c_uint64),
        ("total_page_file", ctypes.c_uint64),
        ("available_page_file", ctypes.c_uint64),
        ("total_virtual", ctypes.c_uint64),
        ("available_virtual", ctypes.c_uint64),
        ("available_extended_virtual", ctypes.c_uint64),
    )


def _windows_memory() -> MemoryFacts:
    if sys.platform == "win32":
        status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        if not kernel.GlobalMemoryStatusEx(ctypes.byref(status)):
            raise ctypes.WinError(ctypes.get_last_error())
        return MemoryFacts(status.total_physical, status.available_physical)
    raise OSError("this is not Windows")
