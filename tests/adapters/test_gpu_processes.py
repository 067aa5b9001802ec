import os
from pathlib import Path

import pytest

from desktop.adapters.gpu_processes import Program, program_of

ID = "3f" * 32


@pytest.mark.parametrize(
    ("cgroup", "container"),
    [
        (f"0::/system.slice/docker-{ID}.scope\n", ID[:12]),
        (f"12:devices:/docker/{ID}\n0::/\n", ID[:12]),
        (f"0::/user.slice/user-1000.slice/libpod-{ID}.scope/container\n", ID[:12]),
        (f"0::/kubepods/besteffort/pod1/{ID}\n", ID[:12]),
        ("0::/user.slice/user-1000.slice/session-2.scope\n", ""),
    ],
)
def test_a_container_is_found_by_its_cgroup(tmp_path: Path, cgroup: str, container: str) -> None:
    folder = tmp_path / "42"
    folder.mkdir()
    (folder / "comm").write_text("llama-server\n")
    (folder / "cgroup").write_text(cgroup)
    assert program_of(42, tmp_path) == Program("llama-server", container)


def test_a_process_that_has_ended_is_nobody(tmp_path: Path) -> None:
    assert program_of(42, tmp_path) == Program()


def test_this_process_has_its_own_name() -> None:
    assert program_of(os.getpid()).name == Path("/proc/self/comm").read_text().strip()
