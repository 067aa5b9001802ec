"""Real small disks for tests: a tmpfs, which only root may mount."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, size: str = "1m") -> Iterator[Path]:
    """An empty file system of `size` mounted at `folder`; skips the test where that is not allowed."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can mount a tmpfs")
    folder.mkdir(mode=0o700)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0700", "tmpfs", str(folder)]
    mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"no tmpfs can be mounted here: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def make_read_only(folder: Path) -> None:
    """Mount the disk at `folder` again without the right to write."""
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)


def resize(folder: Path, size: str) -> None:
    """Give the disk at `folder` another size."""
    subprocess.run(["mount", "-o", f"remount,size={size}", str(folder)], check=True)
