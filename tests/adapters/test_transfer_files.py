import errno
import os
import stat
import threading
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest

from desktop.adapters.transfer_files import ChatFiles
from desktop.domain.errors import ExportFailed, ImportRefused
from desktop.domain.transfer import IMPORT_BYTES
from desktop.domain.transfer_causes import ExportCause, ImportCause
from tests.adapters.disks import make_read_only, small_disk

pytestmark = pytest.mark.anyio


async def parts(*of: Iterable[bytes]) -> AsyncIterator[Iterable[bytes]]:
    for part in of:
        yield part


async def refusal(path: Path | str) -> ImportCause:
    with pytest.raises(ImportRefused) as caught:
        await ChatFiles().read(str(path))
    return caught.value.cause


async def failure(path: Path | str, *of: Iterable[bytes]) -> ExportFailed:
    with pytest.raises(ExportFailed) as caught:
        await ChatFiles().write(str(path), parts(*of))
    return caught.value


async def test_a_file_is_written_in_its_place_for_this_user_only(tmp_path: Path) -> None:
    file = tmp_path / "chats.json"
    file.write_bytes(b"old")
    assert await ChatFiles().write(str(file), parts((b"a", b"b"), [b"c"])) == 3
    assert file.read_bytes() == b"abc"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["chats.json"]
    assert await ChatFiles().read(str(file)) == b"abc"


async def test_parts_are_iterated_in_another_thread(tmp_path: Path) -> None:
    threads: list[threading.Thread] = []

    def part() -> Iterable[bytes]:
        threads.append(threading.current_thread())
        yield b"x"

    await ChatFiles().write(str(tmp_path / "f"), parts(part()))
    assert threads != [threading.main_thread()]


async def test_what_fails_in_the_middle_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    async def broken() -> AsyncIterator[Iterable[bytes]]:
        yield (b"half",)
        raise LookupError

    file = tmp_path / "chats.json"
    file.write_bytes(b"old")
    with pytest.raises(LookupError):
        await ChatFiles().write(str(file), broken())
    assert file.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["chats.json"]


async def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real")
    await ChatFiles().write(str(link), parts([b"new"]))
    assert link.is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


async def test_a_device_and_a_folder_are_not_replaced(tmp_path: Path) -> None:
    link = tmp_path / "null"
    link.symlink_to("/dev/null")
    for path in (tmp_path, link, "/dev/null"):
        assert (await failure(path, [b"x"])).cause is ExportCause.NOT_A_FILE
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


async def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    failed = await failure(tmp_path / "none" / "f.json", [b"x"])
    assert (failed.cause, failed.detail) == (ExportCause.UNWRITABLE, os.strerror(errno.ENOENT))
    assert (await failure("a\0b", [b"x"])).cause is ExportCause.UNWRITABLE


async def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    sparse = tmp_path / "sparse"
    with sparse.open("wb") as file:
        file.truncate(200_000_000)
    assert await refusal(sparse) is ImportCause.TOO_LARGE
    os.truncate(sparse, IMPORT_BYTES)
    assert len(await ChatFiles().read(str(sparse))) == IMPORT_BYTES


async def test_what_is_no_ordinary_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "zero").symlink_to("/dev/zero")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name in ("fifo", "zero"):
        assert await refusal(tmp_path / name) is ImportCause.NOT_A_FILE
    assert await refusal(tmp_path) is ImportCause.NOT_A_FILE
    assert await refusal(tmp_path / "loop") is ImportCause.UNREADABLE
    assert await refusal(tmp_path / "none") is ImportCause.MISSING
    assert await refusal("a\0b") is ImportCause.MISSING


async def test_a_link_to_an_ordinary_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"x")
    (tmp_path / "link").symlink_to("real")
    assert await ChatFiles().read(str(tmp_path / "link")) == b"x"


async def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        file = disk / "chats.json"
        file.write_bytes(b"old")
        assert (await failure(file, [bytes(3_000_000)])).cause is ExportCause.FULL
        assert file.read_bytes() == b"old"
        assert os.listdir(disk) == ["chats.json"]
        make_read_only(disk)
        assert (await failure(file, [b"new"])).cause is ExportCause.UNWRITABLE
