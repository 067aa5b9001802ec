import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.adapters.file_lock import FileLock, held

pytestmark = pytest.mark.anyio
HOLDER = """
import asyncio, sys
from pathlib import Path
from desktop.adapters.file_lock import held

async def hold():
    async with held(Path(sys.argv[1])):
        print("held", flush=True)
        await asyncio.to_thread(sys.stdin.read)

asyncio.run(hold())
"""


def holder(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


async def test_a_second_process_waits_until_the_first_is_gone_however_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "private" / "stack.lock"
    with holder(path) as first:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5), held(path):
                raise AssertionError("both have it")
        first.kill()
        first.wait()
        async with asyncio.timeout(5), held(path):
            assert path.exists()


async def test_a_folder_that_cannot_be_made_is_no_reason_to_fail(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    async with asyncio.timeout(5), held(blocked / "stack.lock"):
        assert blocked.read_text() == ""


async def test_a_lock_is_taken_at_once_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "private" / "instance.lock"
    first, second = FileLock(path), FileLock(path)
    assert first.take()
    assert not second.take()
    first.release()
    assert second.take()
    second.release()
    second.release()


async def test_a_lock_that_another_process_left_is_free(tmp_path: Path) -> None:
    path = tmp_path / "instance.lock"
    with holder(path) as other:
        assert not FileLock(path).take()
        other.kill()
        other.wait()
    lock = FileLock(path)
    assert lock.take()
    lock.release()


def test_a_child_does_not_keep_the_lock_of_its_parent(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "instance.lock")
    assert lock.take()
    program = "import sys; print('up', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, close_fds=False
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"up\n"  # before that, the system may not have closed its copy yet
        lock.release()
        assert lock.take()
        lock.release()
