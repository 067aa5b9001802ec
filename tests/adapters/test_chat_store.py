import asyncio
import random
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.adapters.chat_file import KEEP_DELETED_SECONDS
from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.chat import Role
from desktop.domain.conversation import Outcome, Turn
from desktop.domain.errors import Interrupted, Interruption
from desktop.domain.store import ChatPage, StoredChat, StoredTurn
from tests.adapters.chat_stores import QUESTION, REPLY, opened

pytestmark = pytest.mark.anyio

NOTE = Attachment("a.txt", AttachmentKind.TEXT, "text/plain", b"attached")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "chats.db"


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


def test_twenty_kills_lose_no_acknowledged_text(path: Path) -> None:
    """Fault S1, at random moments of questions that are added and replies that grow."""
    chance = random.Random(20)
    kept: dict[int, int] = {}
    for _ in range(20):
        program = [sys.executable, "-m", "tests.adapters.chat_writer", str(path)]
        acknowledged: dict[int, int] = {}
        with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            last_line = chance.randrange(3, 200)
            for number, line in enumerate(writer.stdout):
                if line.endswith("\n"):
                    turn_id, length = line.removeprefix("ACK ").split()
                    acknowledged[int(turn_id)] = int(length)
                if number == last_line:
                    writer.kill()  # it goes on until the signal arrives
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            kept = dict(connection.execute("SELECT id, length(content) FROM turns"))
        assert {
            turn_id: kept[turn_id] for turn_id in acknowledged if kept[turn_id] < acknowledged[turn_id]
        } == {}
        assert len(acknowledged) >= 1
    assert len(kept) > 300


async def test_after_a_kill_the_chat_opens_where_it_was_and_all_of_it_is_found(path: Path) -> None:
    await asyncio.to_thread(kill_writer, path, 32)
    async with opened(path) as store:
        (row,) = await store.list_chats()
        turns = (await store.read_chat(row.id)).turns
        assert len(turns) >= 11
        assert not [turn for turn in turns if turn.outcome is Outcome.ARRIVING]
        replies = {turn.id for turn in turns if turn.role is Role.ASSISTANT and turn.content}
        assert {hit.turn_id for hit in await store.search("word after")} == replies
    with closing(sqlite3.connect(path)) as connection:
        for index in ("turn_index", "title_index"):
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")


def kill_writer(path: Path, lines: int) -> None:
    """Let the writer write, and kill it after it has said some lines."""
    program = [sys.executable, "-m", "tests.adapters.chat_writer", str(path)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _ in zip(range(lines), writer.stdout, strict=False):
            pass
        writer.kill()


async def test_a_long_chat_is_removed_for_good_and_its_text_with_it(path: Path) -> None:
    """A chain of 2,500 turns: SQLite allows 1,000 triggers in one another."""
    chain = tuple(StoredTurn(Turn(0, Role.USER, f"canary{n}"), n - 1) for n in range(2500))
    async with opened(path, clock=1000.0) as store:
        long, other = await store.import_chats((StoredChat("long", 1.0, 1.0, chain, 2499),) * 2)
        first = (await store.read_chat(other, 3000)).turns[0]
        await store.add_turn(
            long, replace(QUESTION, attachments=(NOTE,)), (await store.read_chat(long, 1)).turns[0].id
        )
        await store.save_draft(long, "canary")
        await store.save_draft_files(long, (NOTE,))
        await store.delete_chat(long)
        await store.delete_turn(first.id)
    async with opened(path, clock=1000.0 + KEEP_DELETED_SECONDS + 1) as store:
        assert [row.id for row in await store.list_chats()] == [other]
        assert await store.read_chat(other) == ChatPage()
        assert await store.read_draft(long) == ""
        with pytest.raises(LookupError):
            await store.restore_turn(first.id)
    with closing(sqlite3.connect(path)) as connection:
        for table in ("turns", "attachments", "drafts", "draft_files"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        connection.execute("INSERT INTO turn_index (turn_index, rank) VALUES ('integrity-check', 1)")


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
