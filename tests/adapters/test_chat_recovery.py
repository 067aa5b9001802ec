import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.adapters.chat_store import SqliteChatStore
from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.chat import ChatSetup, Parameters, Role
from desktop.domain.conversation import Outcome, Turn
from tests.adapters.version_1 import write_version_1

pytestmark = pytest.mark.anyio
PAGE_BYTES = 4096
IMAGE = Attachment("i.png", AttachmentKind.IMAGE, "image/png", b"\x89PNG" * 50, 256, 900)
SETUP = ChatSetup("Be brief.", Parameters(seed=7))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "chats.db"


def damage(path: Path, text: bytes) -> None:
    """Overwrite the page that holds a text."""
    page = path.read_bytes().index(text) // PAGE_BYTES
    with path.open("r+b") as file:
        file.seek(page * PAGE_BYTES)
        file.write(b"\xff" * PAGE_BYTES)


def check_file(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO turn_index (turn_index, rank) VALUES ('integrity-check', 1)")


async def test_branches_setups_and_attachments_come_through_damage(path: Path) -> None:
    store = await SqliteChatStore.open(path)
    chat = await store.create_chat("kept", SETUP)
    await store.pin_chat(chat, is_pinned=True)
    await store.rename_chat(chat, "own")
    asked = await store.add_turn(chat, Turn(0, Role.USER, "look", attachments=(IMAGE,)))
    first = await store.add_turn(chat, Turn(0, Role.ASSISTANT, "first", thinking_seconds=2.5), asked)
    second = await store.add_turn(chat, Turn(0, Role.ASSISTANT, "second", outcome=Outcome.ARRIVING), asked)
    gone = await store.add_turn(chat, Turn(0, Role.USER, "gone"), second)
    await store.add_turn(chat, Turn(0, Role.USER, "below"), gone)
    await store.delete_turn(gone)
    await store.choose_turn(first)
    other, parent = await store.create_chat("long"), 0
    for number in range(100):
        parent = await store.add_turn(other, Turn(0, Role.USER, f"{number} " + "z" * 900), parent)
    await store.aclose()
    damage(path, b"50 zz")

    store = await SqliteChatStore.open(path)
    assert store.recovered is not None
    assert store.recovered.chats == 2
    page = await store.read_chat(chat)
    assert [turn.id for turn in page.turns] == [asked, first]
    assert (page.turns[1].siblings, page.turns[1].thinking_seconds) == ((first, second), 2.5)
    assert page.turns[0].attachments == (IMAGE,)
    assert (page.setup, page.has_own_title) == (SETUP, True)
    assert (await store.list_chats())[0].is_pinned
    long = await store.read_chat(other, 200)
    assert [turn.content.split()[0] for turn in long.turns][:: len(long.turns) - 1] == ["0", "99"]
    assert 90 <= len(long.turns) < 100
    await store.choose_turn(second)
    assert [turn.id for turn in (await store.read_chat(chat)).turns] == [asked, second]
    assert [hit.turn_id for hit in await store.search("second")] == [second]
    await store.restore_turn(gone)
    assert len((await store.read_chat(chat)).turns) == 4
    await store.aclose()
    check_file(path)


async def test_a_damaged_store_of_version_1_is_read_into_a_new_one(path: Path) -> None:
    write_version_1(path, extra_turns=100)
    damage(path, b"50 zz")
    store = await SqliteChatStore.open(path)
    assert store.recovered is not None
    assert store.recovered.chats == 3
    assert 95 <= store.recovered.turns < 104
    page = await store.read_chat(1)
    assert [turn.content for turn in page.turns] == ["Why is the sky blue?", "Scattering"]
    assert page.turns[1].siblings == (2, 4)
    assert (await store.read_chat(2, 200)).turns[-1].content.startswith("104 ")
    assert [hit.turn_id for hit in await store.search("scattering")] == [4]
    await store.aclose()
    check_file(path)


async def test_turns_whose_chat_is_lost_are_given_one(path: Path) -> None:
    store = await SqliteChatStore.open(path)
    chat = await store.create_chat("unfindable title")
    await store.add_turn(chat, Turn(0, Role.USER, "orphan"))
    await store.aclose()
    damage(path, b"unfindable title")
    store = await SqliteChatStore.open(path)
    (row,) = await store.list_chats()
    assert row.title == "Recovered chat"
    assert [turn.content for turn in (await store.read_chat(row.id)).turns] == ["orphan"]
    await store.aclose()
    check_file(path)
