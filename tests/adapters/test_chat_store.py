# ruff: noqa: ASYNC240  the loop of a test has nothing else to do while a small file is touched
import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from desktop.adapters.chat_file import KEEP_DELETED_SECONDS
from desktop.adapters.chat_store import SqliteChatStore
from desktop.domain.chat import Role
from desktop.domain.conversation import Outcome, Turn
from desktop.domain.errors import Interrupted, Interruption, StoreFull, StoreUnusable
from desktop.domain.store import ChatPage
from tests.adapters.disks import make_read_only, small_disk

pytestmark = pytest.mark.anyio

QUESTION = Turn(-1, Role.USER, "Why?")
REPLY = Turn(
    -2, Role.ASSISTANT, "Because.", "Hm.", model="m", provider="p", is_local=False,
    first_token_seconds=0.5, generation_seconds=2.0, reply_tokens=8, prompt_tokens=3,
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "chats.db"


@asynccontextmanager
async def opened(path: Path, clock: float | None = None) -> AsyncIterator[SqliteChatStore]:
    store = await SqliteChatStore.open(path, (lambda: clock) if clock is not None else time.time)
    try:
        yield store
    finally:
        await store.aclose()


async def add_many(store: SqliteChatStore, chat: int, parent: int) -> None:
    for _ in range(200):
        await store.add_turn(chat, Turn(-1, Role.USER, "y" * 4000), parent)


async def test_a_chat_reads_as_it_was_written_after_a_restart(path: Path) -> None:
    async with opened(path) as store:
        chat = await store.create_chat("Why")
        question = await store.add_turn(chat, QUESTION)
        reply = await store.add_turn(chat, REPLY, question)
    async with opened(path) as store:
        turns = (await store.read_chat(chat)).turns
        assert [(turn.id, turn.content) for turn in turns] == [(question, "Why?"), (reply, "Because.")]
        read = turns[1]
        assert (read.thinking, read.model, read.provider, read.is_local) == ("Hm.", "m", "p", False)
        assert (read.tokens_per_second, read.prompt_tokens, read.first_token_seconds) == (4.0, 3, 0.5)
        assert store.recovered is None


async def test_the_chat_that_changed_last_comes_first(path: Path) -> None:
    async with opened(path) as store:
        first, second = await store.create_chat("first"), await store.create_chat("second")
        assert [row.id for row in await store.list_chats()] == [second, first]
        turn = await store.add_turn(first, QUESTION)
        assert [row.title for row in await store.list_chats()] == ["first", "second"]
        await store.add_turn(second, QUESTION)
        await store.update_turn(Turn(turn, Role.USER, "Why not?"))
        await store.rename_chat(first, "renamed")
        assert [row.title for row in await store.list_chats()] == ["renamed", "second"]
        assert (await store.read_chat(first)).turns[0].content == "Why not?"


async def test_the_branch_added_to_last_is_read(path: Path) -> None:
    async with opened(path) as store:
        chat = await store.create_chat("tree")
        question = await store.add_turn(chat, QUESTION)
        await store.add_turn(chat, REPLY, question)
        again = await store.add_turn(chat, Turn(-1, Role.ASSISTANT, "Again."), question)
        assert [turn.id for turn in (await store.read_chat(chat)).turns] == [question, again]
        follow = await store.add_turn(chat, QUESTION, again)
        assert [turn.id for turn in (await store.read_chat(chat)).turns] == [question, again, follow]


async def test_a_chat_without_turns_reads_as_empty(path: Path) -> None:
    async with opened(path) as store:
        assert await store.read_chat(await store.create_chat("empty")) == ChatPage()


async def test_a_deleted_chat_comes_back_and_is_gone_for_good_after_a_week(path: Path) -> None:
    async with opened(path, clock=1000.0) as store:
        chat = await store.create_chat("deleted")
        await store.add_turn(chat, QUESTION)
        await store.delete_chat(chat)
        assert await store.list_chats() == ()
        await store.restore_chat(chat)
        assert [row.id for row in await store.list_chats()] == [chat]
        await store.delete_chat(chat)
    async with opened(path, clock=1000.0 + KEEP_DELETED_SECONDS - 1) as store:
        assert len((await store.read_chat(chat)).turns) == 1
    async with opened(path, clock=1000.0 + KEEP_DELETED_SECONDS + 1) as store:
        assert (await store.read_chat(chat)).turns == ()


async def test_a_reply_that_was_arriving_reads_as_interrupted(path: Path) -> None:
    async with opened(path) as store:
        chat = await store.create_chat("cut")
        await store.add_turn(chat, Turn(-1, Role.ASSISTANT, "half", outcome=Outcome.ARRIVING))
        (turn,) = (await store.read_chat(chat)).turns
        assert turn.outcome is Outcome.INTERRUPTED
        assert isinstance(turn.error, Interrupted)
        assert turn.error.cause is Interruption.APPLICATION_ENDED


async def test_lone_surrogates_are_replaced_and_null_characters_kept(path: Path) -> None:
    async with opened(path) as store:
        chat = await store.create_chat("\ud83d")
        await store.add_turn(chat, Turn(-1, Role.USER, "a\ud83db\x00c😀"))
        assert (await store.read_chat(chat)).turns[0].content == "a\ufffdb\x00c😀"
        assert (await store.list_chats())[0].title == "\ufffd"


def test_twenty_kills_lose_no_acknowledged_row(path: Path) -> None:
    """Fault S1."""
    total = 0
    for round_ in range(20):
        program = [sys.executable, "-m", "tests.adapters.chat_writer", str(path)]
        with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            acknowledged = 0
            for line in writer.stdout:
                acknowledged = int(line.removeprefix("ACK "))
                if acknowledged >= total + 3 + 7 * round_:
                    writer.kill()
                    break
            rest = [line for line in writer.stdout if line.endswith("\n")]
            acknowledged = int(rest[-1].removeprefix("ACK ")) if rest else acknowledged
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            (total,) = connection.execute("SELECT count(*) FROM turns").fetchone()
        connection.close()
        assert total >= acknowledged
    assert total > 1000


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


async def test_one_thread_owns_the_connection_and_ends_with_the_store(path: Path) -> None:
    """Fault S12."""
    async with opened(path) as store:
        owners = [thread for thread in threading.enumerate() if thread.name == "chat-store"]
        assert len(owners) == 1
        await asyncio.gather(*(store.create_chat(str(number)) for number in range(50)))
        assert len(await store.list_chats()) == 50
    assert not owners[0].is_alive()
    await store.aclose()


async def test_a_cancelled_write_does_not_disturb_the_next(path: Path) -> None:
    async with opened(path) as store:
        task = asyncio.get_running_loop().create_task(store.create_chat("cancelled"))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await store.create_chat("next")
        assert (await store.list_chats())[0].title == "next"


async def test_a_mistake_of_the_caller_is_no_store_error(path: Path) -> None:
    async with opened(path) as store:
        with pytest.raises(sqlite3.IntegrityError):
            await store.add_turn(77, QUESTION)
        with pytest.raises(LookupError):
            await store.update_turn(Turn(77, Role.USER, "nowhere"))


async def test_ten_thousand_chats_cost_less_than_a_tenth_of_a_second_to_list(path: Path) -> None:
    async with opened(path) as store:
        await store.create_chat("first")
    connection = sqlite3.connect(path)
    connection.executemany(
        "INSERT INTO chats (title, created_at, updated_at) VALUES (?, 0, ?)",
        [(f"chat {number}", number) for number in range(10_000)],
    )
    connection.commit()
    connection.close()
    async with opened(path) as store:
        begun = time.process_time()
        rows = await store.list_chats()
        assert time.process_time() - begun < 0.1
        assert len(rows) == 10_001


async def test_the_last_use_of_each_model_is_known_by_its_provider_without_reading_any_text(
    path: Path,
) -> None:
    async with opened(path, clock=1000.0) as store:
        chat = await store.create_chat("Why")
        await store.add_turn(chat, QUESTION)
        await store.add_turn(chat, REPLY)
    async with opened(path, clock=2000.0) as store:
        await store.add_turn(chat, Turn(-1, Role.ASSISTANT, "", model="m", provider="q"))
        await store.delete_chat(chat)
        assert await store.last_uses() == {("p", "m"): 1000.0, ("q", "m"): 2000.0}
    sql = "SELECT provider, model, max(created_at) FROM turns WHERE model <> '' GROUP BY provider, model"
    with closing(sqlite3.connect(path)) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    assert [step[3] for step in plan] == ["SCAN turns USING COVERING INDEX turns_by_model"]
