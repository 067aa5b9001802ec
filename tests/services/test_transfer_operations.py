"""Exports and imports on real stores and files."""

import asyncio
import json
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.adapters.chat_store import SqliteChatStore
from desktop.adapters.transfer_files import ChatFiles
from desktop.adapters.unsaved_chat_store import UnsavedChatStore
from desktop.domain.chat import Role
from desktop.domain.conversation import Turn
from desktop.domain.errors import ExportFailed, ImportRefused, StoreFull
from desktop.domain.store import ChatStore, StoredChat, StoredTurn
from desktop.domain.transfer import FileFormat, Origin
from desktop.services.transfer_operations import TransferOperations
from desktop.text.messages import explain
from tests.domain.chat_trees import IMAGE, LATEST, chats

pytestmark = pytest.mark.anyio

QUESTION = StoredTurn(Turn(-1, Role.USER, "Why?", attachments=(IMAGE,), created_at=1.6e9), -1)
REPLIES = tuple(StoredTurn(Turn(-2, Role.ASSISTANT, text, created_at=1.6e9), 0) for text in ("So.", "Or so."))
CHAT = StoredChat("Why?", 1.6e9, 1.6e9, (QUESTION, *REPLIES), 1)


def on(store: ChatStore) -> TransferOperations:
    return TransferOperations(store, ChatFiles())


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[SqliteChatStore]:
    store = await SqliteChatStore.open(path)
    try:
        yield store
    finally:
        await store.aclose()


async def exported(store: ChatStore, path: Path) -> bytes:
    operations = on(store)
    await operations.export(str(path), await operations.all_chats(), FileFormat.JSON)
    return await asyncio.to_thread(path.read_bytes)


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(written=st.lists(chats(), min_size=1, max_size=3))
def test_any_tree_goes_through_two_stores_as_the_same_bytes(
    written: list[StoredChat], tmp_path: Path
) -> None:
    async def go() -> tuple[bytes, bytes]:
        both = [UnsavedChatStore(StoreFull("/c.db"), lambda: LATEST) for _ in range(2)]
        first, second = both
        try:
            await first.import_chats(tuple(written))
            before = await exported(first, tmp_path / "f.json")
            assert (await on(second).import_file(str(tmp_path / "f.json"))).turns == sum(
                len(chat.turns) for chat in written
            )
            return before, await exported(second, tmp_path / "g.json")
        finally:
            for store in both:
                await store.aclose()

    before, after = asyncio.run(go())
    assert after == before


async def test_chats_are_added_beside_those_that_are_there(tmp_path: Path) -> None:
    async with opened(tmp_path / "data" / "c.db") as store:
        (old,) = await store.import_chats((CHAT,))
        before = await store.export_chat(old)
        first = await exported(store, tmp_path / "f.json")
        result = await on(store).import_file(str(tmp_path / "f.json"))
        assert (result.origin, result.titles, result.turns) == (Origin.TARS_DESKTOP, ("Why?",), 3)
        assert old not in result.ids
        assert await store.export_chat(old) == before
        path = tmp_path / "g.json"
        await on(store).export(str(path), result.ids, FileFormat.JSON)
        assert path.read_bytes() == first


async def test_a_chat_that_has_gone_is_left_out_and_none_is_no_export(tmp_path: Path) -> None:
    async with opened(tmp_path / "data" / "c.db") as store:
        (chat,) = await store.import_chats((CHAT,))
        path = tmp_path / "f.json"
        done: list[tuple[int, int]] = []
        result = await on(store).export(
            str(path), (chat, 999), FileFormat.JSON, lambda *count: done.append(count)
        )
        assert (result.chats, result.turns, result.size_bytes) == (1, 3, path.stat().st_size)
        assert done == [(1, 2)]
        for ids in ((999,), ()):
            with pytest.raises(ExportFailed):
                await on(store).export(str(tmp_path / "none.json"), ids, FileFormat.JSON)
        assert not (tmp_path / "none.json").exists()


def turn(**given: Any) -> dict[str, Any]:
    return {"role": "user", "parent": None, "content": "x"} | given


def file(*turns: dict[str, Any], **given: Any) -> bytes:
    good = {"title": "good", "active": 0, "turns": [turn()]}
    bad = {"title": "bad", "active": len(turns) - 1, "turns": list(turns)} | given
    return json.dumps({"format": "tars-desktop-chats", "version": 1, "chats": [good, bad]}).encode()


def sparse(path: Path) -> None:
    with path.open("wb") as opened_file:
        opened_file.truncate(200_000_000)


def content(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def a_million_messages(path: Path) -> None:
    head = b'{"format": "tars-desktop-chats", "version": 1, "chats": [{"title": "", "active": 0, "turns": ['
    path.write_bytes(head + b",".join([b'{"role":"user","content":""}'] * 1_000_000) + b"]}]}")


NO_IMAGE = {"name": "", "kind": "image", "media_type": "image/png", "sha256": "", "content": ""}


HOSTILE: dict[str, Callable[[Path], object]] = {
    "nested 100,000 times": content(b"[" * 100_000),
    "200 MB": sparse,
    "empty": content(b""),
    "cut off": content(file(turn())[:-20]),
    "NaN": content(file(turn(generation_seconds=float("nan")))),
    "no time": content(file(turn(created_at="NaN"))),
    "the year 99999": content(file(turn(created_at="99999-01-01T00:00:00Z"))),
    "an unknown role": content(file(turn(role="evil"))),
    "a loop": content(file(turn(parent=1), turn(parent=0))),
    "an id twice": content(b'[{"title": "", "mapping": {"a": {}, "a": {}}}]'),
    "a million messages": a_million_messages,
    "half a text": content(file(turn(content="@")).replace(b'"@"', b'"\xed\xa0\x80"')),
    "an image of nothing": content(file(turn(attachments=[NO_IMAGE]))),
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "a pipe": os.mkfifo,
    "a folder": Path.mkdir,
    "another database": content(b"SQLite format 3\0" + bytes(100)),
}  # fmt: skip


def dump(path: Path) -> list[str]:
    """Everything in the database, once it is closed."""
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return list(connection.iterdump())
    finally:
        connection.close()


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_file_changes_nothing_and_is_said_in_a_sentence(name: str, tmp_path: Path) -> None:
    database, path = tmp_path / "data" / "c.db", tmp_path / "hostile.json"
    async with opened(database) as store:
        await store.import_chats((CHAT,))
    before = dump(database)
    HOSTILE[name](path)
    async with opened(database) as store:
        with pytest.raises(ImportRefused) as caught:
            await on(store).import_file(str(path))
    assert dump(database) == before
    sentence = explain(caught.value).sentence
    assert sentence.startswith(str(path))
    assert "\n" not in sentence


async def test_nul_and_half_surrogates_are_taken_out_of_what_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    path.write_bytes(file(turn(content="@")).replace(b'"@"', rb'"a\u0000b\ud800 ![x](/dev/zero)"'))
    async with opened(tmp_path / "data" / "c.db") as store:
        result = await on(store).import_file(str(path))
        read = await store.export_chat(result.ids[1])
    assert read.turns[0].turn.content == "ab\ufffd ![x](/dev/zero)"


async def test_the_loop_goes_on_while_ten_thousand_messages_go_out_and_in(tmp_path: Path) -> None:
    turns = tuple(
        StoredTurn(Turn(-1, Role.USER, "word " * 200, created_at=1.6e9), place - 1) for place in range(10_000)
    )
    gaps: list[float] = []

    async def watch() -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.005)
            now = time.perf_counter()
            gaps.append(now - last)
            last = now

    async with opened(tmp_path / "data" / "c.db") as store:
        await store.import_chats((StoredChat("long", 1.6e9, 1.6e9, turns, len(turns) - 1),))
        watching = asyncio.get_running_loop().create_task(watch())
        first = await exported(store, tmp_path / "f.json")
        result = await on(store).import_file(str(tmp_path / "f.json"))
        watching.cancel()
    assert (len(result.ids), result.turns) == (1, 10_000)
    assert len(first) > 10_000_000
    assert max(gaps) < 0.5, f"the longest gap was {max(gaps):.3f} s"
