# ruff: noqa: ASYNC240  the loop of a test has nothing else to do while a small file is touched
import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.adapters.chat_store import SqliteChatStore
from desktop.domain.chat import Role
from desktop.domain.conversation import Outcome, Turn
from desktop.domain.errors import StoreFull, StoreUnusable
from tests.adapters.chat_stores import QUESTION, opened
from tests.adapters.disks import make_read_only, small_disk

pytestmark = pytest.mark.anyio


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "chats.db"


async def add_many(store: SqliteChatStore, chat: int, parent: int) -> None:
    for _ in range(200):
        await store.add_turn(chat, Turn(-1, Role.USER, "y" * 4000), parent)


async def test_a_full_disk_is_said_and_what_was_saved_stays_readable(tmp_path: Path) -> None:
    """Fault S2."""
    with small_disk(tmp_path / "disk") as disk:
        async with opened(disk / "data" / "chats.db") as store:
            chat = await store.create_chat("full")
            first = await store.add_turn(chat, QUESTION)
            ballast = disk / "ballast"
            with pytest.raises(OSError, match="No space left"):
                ballast.write_bytes(bytes(2_000_000))
            with pytest.raises(StoreFull):
                await add_many(store, chat, first)
            before = len(await store.list_chats()), len((await store.read_chat(chat)).turns)
            assert before[0] == 1
            ballast.unlink()
            saved = await store.add_turn(chat, QUESTION, first)
            assert (await store.read_chat(chat)).turns[-1].id == saved


async def test_a_store_on_a_full_disk_is_opened_with_a_reply_that_was_cut_off(tmp_path: Path) -> None:
    """Fault S2."""
    with small_disk(tmp_path / "disk") as disk:
        path = disk / "data" / "chats.db"
        async with opened(path) as store:
            chat = await store.create_chat("full")
            for _ in range(8):
                await store.add_turn(chat, Turn(-1, Role.ASSISTANT, "half " * 900, outcome=Outcome.ARRIVING))
        with pytest.raises(OSError, match="No space left"):
            (disk / "ballast").write_bytes(bytes(2_000_000))
        async with opened(path) as store:
            assert [turn.outcome for turn in (await store.read_chat(chat)).turns] == [Outcome.INTERRUPTED]
            assert await store.search("half") == ()
        (disk / "ballast").unlink()
        async with opened(path) as store:
            assert len(await store.search("half")) == 8


@pytest.mark.parametrize("content", [os.urandom(4096), bytes(4096), b"hello, not a database\n" * 300])
async def test_a_file_that_is_no_database_is_moved_aside(path: Path, content: bytes) -> None:
    """Fault S3."""
    path.parent.mkdir(mode=0o700)
    path.write_bytes(content)
    async with opened(path) as store:
        assert store.recovered is not None
        assert Path(store.recovered.path).read_bytes() == content
        assert Path(store.recovered.path).name.startswith("chats.corrupt-2")
        assert (store.recovered.chats, store.recovered.turns) == (0, 0)
        await store.create_chat("new")
    async with opened(path) as store:
        assert store.recovered is None
        assert [row.title for row in await store.list_chats()] == ["new"]


async def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    path.touch(mode=0o600)
    async with opened(path) as store:
        assert store.recovered is None
        await store.create_chat("new")


async def test_the_database_of_another_program_is_moved_aside(path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    async with opened(path) as store:
        assert store.recovered is not None
        await store.create_chat("ours")


async def test_damaged_pages_cost_only_the_rows_on_them(path: Path) -> None:
    """Fault S4."""
    async with opened(path) as store:
        chat = await store.create_chat("long")
        parent = 0
        for number in range(100):
            parent = await store.add_turn(chat, Turn(-1, Role.USER, f"{number} " + "z" * 900), parent)
    page = path.read_bytes().index(b"50 zz") // 4096
    with path.open("r+b") as file:
        file.seek(4096 * page)
        file.write(b"\xff" * 4096 * 2)
    async with opened(path) as store:
        assert store.recovered is not None
        assert store.recovered.chats == 1
        assert 85 <= store.recovered.turns < 100
        turns = (await store.read_chat(chat, 100)).turns
        assert len(turns) == store.recovered.turns
        assert turns[0].content.startswith("0 ")
        assert turns[-1].content.startswith("99 ")
        assert [row.title for row in await store.list_chats()] == ["long"]
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


async def test_a_store_in_use_is_reported_after_two_seconds_without_holding_up_the_loop(path: Path) -> None:
    """Faults S5 and S14: the second instance never writes."""
    async with opened(path) as store:
        await store.create_chat("first instance")
        program = (
            "import asyncio, sys, pathlib, time\n"
            "from desktop.adapters.chat_store import SqliteChatStore\n"
            "from desktop.domain.errors import StoreUnusable\n"
            "async def main():\n"
            "    ticks = 0\n"
            "    async def tick():\n"
            "        nonlocal ticks\n"
            "        while True:\n"
            "            await asyncio.sleep(0.05)\n"
            "            ticks += 1\n"
            "    ticker = asyncio.ensure_future(tick())\n"
            "    begun = time.monotonic()\n"
            "    try:\n"
            "        await SqliteChatStore.open(pathlib.Path(sys.argv[1]))\n"
            "    except StoreUnusable as error:\n"
            "        print(error.reason, time.monotonic() - begun, ticks)\n"
            "asyncio.run(main())\n"
        )
        second = await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-c", program, str(path)],
            capture_output=True,
            text=True,
            check=True,
        )
        reason, seconds, ticks = second.stdout.split()
        assert reason == "locked"
        assert 1.8 < float(seconds) < 6
        assert int(ticks) > 15
        await store.create_chat("still writing")


async def test_a_newer_schema_is_left_as_it_is(path: Path) -> None:
    """Fault S6."""
    async with opened(path) as store:
        await store.create_chat("newer")
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreUnusable) as caught:
        await SqliteChatStore.open(path)
    assert caught.value.reason == "newer"
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["chats.db"]


async def test_a_first_start_killed_half_way_is_completed(path: Path) -> None:
    """Fault S7: the file is there and the tables are not."""
    path.parent.mkdir(mode=0o700)
    path.touch(mode=0o600)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    async with opened(path) as store:
        assert store.recovered is None
        await store.create_chat("complete")


async def test_a_disk_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """Fault S8."""
    with small_disk(tmp_path / "disk") as disk:
        async with opened(disk / "data" / "chats.db") as store:
            await store.create_chat("read-only")
        make_read_only(disk)
        for path in (disk / "data" / "chats.db", disk / "other" / "chats.db"):
            with pytest.raises(StoreUnusable) as caught:
                await SqliteChatStore.open(path)
            assert caught.value.reason == "unwritable"


async def test_links_are_refused(path: Path) -> None:
    """Fault S11 and threat T14."""
    path.parent.mkdir(mode=0o700)
    target = path.parent / "elsewhere.db"
    path.symlink_to(target)
    with pytest.raises(StoreUnusable) as caught:
        await SqliteChatStore.open(path)
    assert caught.value.reason == "unsafe"
    assert not target.exists()
    folder = path.parent.parent / "linked"
    folder.symlink_to(path.parent)
    with pytest.raises(StoreUnusable) as caught:
        await SqliteChatStore.open(folder / "new.db")
    assert (caught.value.reason, caught.value.path) == ("unsafe", str(folder))


async def test_a_folder_that_others_can_write_is_refused(path: Path) -> None:
    path.parent.mkdir()
    path.parent.chmod(0o777)
    with pytest.raises(StoreUnusable) as caught:
        await SqliteChatStore.open(path)
    assert (caught.value.reason, caught.value.path) == ("unsafe", str(path.parent))
    assert not path.exists()


async def test_a_folder_of_another_user_is_refused(path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    path.parent.mkdir(mode=0o700)
    os.chown(path.parent, 65534, 65534)
    with pytest.raises(StoreUnusable) as caught:
        await SqliteChatStore.open(path)
    assert caught.value.reason == "unsafe"


async def test_a_file_that_is_taken_away_while_open_is_noticed(path: Path) -> None:
    """Fault S11."""
    async with opened(path) as store:
        chat = await store.create_chat("gone")
        path.unlink()
        with pytest.raises(StoreUnusable) as caught:
            await store.add_turn(chat, QUESTION)
        assert caught.value.reason == "moved"


async def test_files_are_private_whatever_the_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        async with opened(path) as store:
            await store.create_chat("private")
            modes = {entry.name: stat.S_IMODE(entry.stat().st_mode) for entry in path.parent.iterdir()}
            assert modes == {"chats.db": 0o600, "chats.db-wal": 0o600}
            assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    finally:
        os.umask(before)
