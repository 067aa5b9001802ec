"""Linux's files in a folder of the test; what macOS writes is in the form of its manual pages."""

import sys
from pathlib import Path

import pytest

from desktop.adapters.memory import ComputerMemory, linux_memory, parse_macos
from desktop.domain.memory import MemoryFacts

GIB = 1024**3
MEMINFO = """MemTotal:       16777216 kB
MemFree:         1048576 kB
MemAvailable:    8388608 kB
HugePages_Total:       0
Hugepagesize:       2048 kB
"""
VM_STAT = """Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free:                              100000.
Pages active:                            300000.
Pages inactive:                          200000.
Pages speculative:                        10000.
Pages throttled:                              0.
Pages wired down:                        150000.
Pages purgeable:                           5000.
"Translation faults":                1234567890.
"""


def computer(root: Path, cgroup: str = "") -> Path:
    (root / "proc/self").mkdir(parents=True)
    (root / "proc/meminfo").write_text(MEMINFO)
    if cgroup:
        (root / "proc/self/cgroup").write_text(cgroup)
    return root


def group(root: Path, path: str, **files: object) -> None:
    folder = root / "sys/fs/cgroup" / path
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_text(f"{content}\n")


def test_the_kernel_tells_total_and_available(tmp_path: Path) -> None:
    assert linux_memory(computer(tmp_path)) == MemoryFacts(16 * GIB, 8 * GIB)


def test_the_tightest_limit_of_the_control_groups_counts(tmp_path: Path) -> None:
    root = computer(tmp_path, "0::/user.slice/app.scope\n")
    group(root, "user.slice/app.scope", memory__max="max", memory__current=GIB)
    group(root, "user.slice", memory__max=4 * GIB, memory__current=3 * GIB)
    assert linux_memory(root) == MemoryFacts(4 * GIB, GIB)
    group(root, "user.slice", memory__stat=f"anon 5\ninactive_file {GIB}\nslab 7")
    assert linux_memory(root) == MemoryFacts(4 * GIB, 2 * GIB)


def test_the_first_kind_of_control_groups_counts_too(tmp_path: Path) -> None:
    root = computer(tmp_path, "5:cpu:/\n4:memory:/docker/abc\n")
    group(
        root, "memory", memory__limit_in_bytes=2 * GIB, memory__usage_in_bytes=GIB
    )  # in a container its own group is the top
    assert linux_memory(root) == MemoryFacts(2 * GIB, GIB)


def test_a_limit_above_the_memory_is_none(tmp_path: Path) -> None:
    root = computer(tmp_path, "4:memory:/\n")
    group(root, "memory", memory__limit_in_bytes=9223372036854771712, memory__usage_in_bytes=GIB)
    assert linux_memory(root) == MemoryFacts(16 * GIB, 8 * GIB)


def test_without_the_kernels_word_there_is_no_figure(tmp_path: Path) -> None:
    (tmp_path / "proc").mkdir()
    with pytest.raises(FileNotFoundError):
        linux_memory(tmp_path)
    (tmp_path / "proc/meminfo").write_text("MemTotal: 5 kB\n")
    with pytest.raises(ValueError, match="MemAvailable"):
        linux_memory(tmp_path)


def test_macos_tells_pages_of_its_own_size() -> None:
    assert parse_macos("17179869184\n", VM_STAT) == MemoryFacts(16 * GIB, 315_000 * 16384)
    assert parse_macos("1024\n", VM_STAT) == MemoryFacts(1024, 1024)


@pytest.mark.parametrize("pages", ["", "page size of 4096 bytes", VM_STAT.replace("free", "full")])
def test_other_words_of_macos_are_refused(pages: str) -> None:
    with pytest.raises(ValueError, match="vm_stat"):
        parse_macos("17179869184", pages)


@pytest.mark.anyio
@pytest.mark.skipif(sys.platform not in ("linux", "darwin", "win32"), reason="no such system is known")
async def test_this_computer_has_some_memory() -> None:
    facts = await ComputerMemory().read()
    assert facts is not None
    assert 0 < facts.available_bytes <= facts.total_bytes
