"""What every store of chats does, on the disk and in memory."""

from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from desktop.adapters.chat_store import SqliteChatStore
from desktop.adapters.unsaved_chat_store import UnsavedChatStore
from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.chat import ChatSetup, Parameters, Role
from desktop.domain.conversation import Outcome, Turn
from desktop.domain.errors import StoreUnusable
from desktop.domain.store import PAGE_CONTENT_BYTES, ChatPage, ChatStore, StoredChat, StoredTurn

pytestmark = pytest.mark.anyio

SETUP = ChatSetup(
    "Be brief.", Parameters(temperature=0.2, max_tokens=50, thinking="low", allows_truncation=False)
)


@pytest.fixture(params=["disk", "memory"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[ChatStore]:
    seconds = count(1000)

    def clock() -> float:
        return float(next(seconds))

    made: ChatStore
    if request.param == "disk":
        made = await SqliteChatStore.open(tmp_path / "data" / "chats.db", clock)
    else:
        made = UnsavedChatStore(StoreUnusable("chats.db", "newer"), clock)
    yield made
    await made.aclose()


def question(text: str, *attachments: Attachment) -> Turn:
    return Turn(0, Role.USER, text, attachments=attachments)


def answer(text: str) -> Turn:
    return Turn(0, Role.ASSISTANT, text, model="m", provider="p")


def image(name: str, size: int) -> Attachment:
    return Attachment(name, AttachmentKind.IMAGE, "image/png", bytes(size), 256, size * 2)


async def ids(store: ChatStore, chat: int) -> list[int]:
    return [turn.id for turn in (await store.read_chat(chat)).turns]


async def grow(store: ChatStore, chat: int, parent: int, *texts: str) -> list[int]:
    """Add a chain of turns."""
    made = []
    for text in texts:
        parent = await store.add_turn(chat, question(text), parent)
        made.append(parent)
    return made


async def test_a_reply_asked_for_again_stands_beside_the_first_one(store: ChatStore) -> None:
    chat = await store.create_chat("tree")
    (asked,) = await grow(store, chat, 0, "Why?")
    first = await store.add_turn(chat, answer("Because."), asked)
    again = await store.add_turn(chat, answer("Again."), asked)
    page = await store.read_chat(chat)
    assert [(turn.id, turn.branch) for turn in page.turns] == [(asked, (1, 1)), (again, (2, 2))]
    assert page.turns[1].siblings == (first, again)
    assert page.turns[0].siblings == ()
    assert page.turns[0].created_at > 1000


async def test_a_first_question_that_was_changed_stands_beside_the_old_one(store: ChatStore) -> None:
    chat, other = await store.create_chat("tree"), await store.create_chat("other")
    await grow(store, other, 0, "elsewhere")
    old = await grow(store, chat, 0, "Wy?", "What?")
    new = await grow(store, chat, 0, "Why?", "Because.")
    assert await ids(store, chat) == new
    assert (await store.read_chat(chat)).turns[0].siblings == (old[0], new[0])
    await store.choose_turn(old[0])
    assert await ids(store, chat) == old


async def test_choosing_goes_down_to_the_leaf_that_was_active_last(store: ChatStore) -> None:
    chat = await store.create_chat("tree")
    (root,) = await grow(store, chat, 0, "root")
    left = await grow(store, chat, root, "left", "left a")
    left_b = await store.add_turn(chat, question("left b"), left[0])
    right = await grow(store, chat, root, "right", "right a")
    await store.choose_turn(left[0])
    assert await ids(store, chat) == [root, left[0], left_b]
    await store.choose_turn(left[1])
    await store.choose_turn(right[0])
    await store.choose_turn(left[0])
    assert await ids(store, chat) == [root, *left]


async def test_a_deleted_turn_goes_with_all_below_it_and_comes_back_as_it_was(store: ChatStore) -> None:
    chat = await store.create_chat("tree")
    (root,) = await grow(store, chat, 0, "root")
    first = await grow(store, chat, root, "first", "below")
    second = await grow(store, chat, root, "second", "under", "deep")
    await store.delete_turn(second[2])
    await store.delete_turn(second[0])
    page = await store.read_chat(chat)
    assert [turn.id for turn in page.turns] == [root, *first]
    assert page.turns[1].siblings == ()
    await store.delete_turn(first[0])
    assert await ids(store, chat) == [root]
    await store.restore_turn(second[0])
    assert await ids(store, chat) == [root, *second[:2]]
    await store.restore_turn(second[2])
    await store.restore_turn(second[2])
    assert await ids(store, chat) == [root, *second]
    await store.delete_turn(root)
    await store.delete_turn(root)
    assert await store.read_chat(chat) == ChatPage()
    await store.restore_turn(root)
    assert await ids(store, chat) == [root, *second]


async def test_what_follows_a_deleted_turn_is_deleted_with_it(store: ChatStore) -> None:
    """A reply is saved while its question is being deleted."""
    chat = await store.create_chat("race")
    root, asked = await grow(store, chat, 0, "root", "asked")
    await store.delete_turn(asked)
    reply = await store.add_turn(chat, answer("late"), asked)
    assert await ids(store, chat) == [root]
    with pytest.raises(LookupError):
        await store.choose_turn(reply)
    await store.restore_turn(asked)
    assert await ids(store, chat) == [root, asked, reply]


async def test_a_turn_belongs_to_the_chat_of_its_parent(store: ChatStore) -> None:
    chat, other = await store.create_chat("one"), await store.create_chat("other")
    (root,) = await grow(store, chat, 0, "root")
    with pytest.raises(LookupError):
        await store.add_turn(other, question("astray"), root)


async def test_a_branch_is_read_in_pages(store: ChatStore) -> None:
    chat = await store.create_chat("long", SETUP)
    turns = await grow(store, chat, 0, *(f"turn {number}" for number in range(20)))
    page = await store.read_chat(chat, 8)
    assert ([turn.id for turn in page.turns], page.earlier, page.setup) == (turns[12:], 12, SETUP)
    page = await store.read_earlier(page.turns[0].id, 8)
    assert ([turn.id for turn in page.turns], page.earlier) == (turns[4:12], 4)
    page = await store.read_earlier(page.turns[0].id, 8)
    assert ([turn.id for turn in page.turns], page.earlier) == (turns[:4], 0)
    assert (await store.read_earlier(turns[0])).turns == ()
    assert await store.read_earlier(7777) == ChatPage()
    assert len((await store.read_chat(chat)).turns) == 20


async def test_the_page_around_a_turn_goes_on_to_the_end_of_its_branch(store: ChatStore) -> None:
    chat = await store.create_chat("long")
    turns = await grow(store, chat, 0, *(f"turn {number}" for number in range(20)))
    beside = await store.add_turn(chat, question("beside"), turns[4])
    page = await store.read_around(turns[10], 6)
    assert ([turn.id for turn in page.turns], page.earlier) == (turns[7:], 7)
    page = await store.read_around(beside, 4)
    assert ([turn.id for turn in page.turns], page.earlier) == ([*turns[2:5], beside], 2)
    await store.delete_turn(turns[10])
    assert (await store.read_around(turns[12], 4)).turns[-1].id == beside
    assert await store.read_around(7777) == ChatPage()


async def test_a_reply_keeps_how_long_it_thought(store: ChatStore) -> None:
    chat = await store.create_chat("thinks")
    reply = await store.add_turn(chat, replace(answer(""), outcome=Outcome.ARRIVING))
    await store.update_turn(replace(answer("Done."), id=reply, thinking="Hm.", thinking_seconds=1.5))
    (turn,) = (await store.read_chat(chat)).turns
    assert (turn.thinking, turn.thinking_seconds, turn.outcome) == ("Hm.", 1.5, Outcome.COMPLETE)


async def test_attachments_are_kept_with_their_turn(store: ChatStore) -> None:
    chat = await store.create_chat("attached")
    text = Attachment("a\ud83d.md", AttachmentKind.TEXT, "text/markdown", "# Grüße".encode(), 4, 8)
    asked = await store.add_turn(chat, question("What is it?", image("one.png", 9), text))
    await store.update_turn(replace(question("What is that?"), id=asked))
    (turn,) = (await store.read_chat(chat)).turns
    assert turn.content == "What is that?"
    assert turn.attachments == (image("one.png", 9), replace(text, name="a\ufffd.md"))
    assert await store.read_attachments(asked) == turn.attachments


async def test_a_page_holds_the_content_of_the_newest_attachments_only(store: ChatStore) -> None:
    chat = await store.create_chat("pictures")
    parent, size = 0, PAGE_CONTENT_BYTES // 2 - 10
    turns = []
    for number in range(4):
        parent = await store.add_turn(chat, question("look", image(f"{number}.png", size)), parent)
        turns.append(parent)
    page = await store.read_chat(chat)
    assert [len(turn.attachments[0].content) for turn in page.turns] == [0, 0, size, size]
    assert [turn.attachments[0].original_bytes for turn in page.turns] == [size * 2] * 4
    (whole,) = await store.read_attachments(turns[0])
    assert (whole.name, len(whole.content)) == ("0.png", size)


async def test_pinned_chats_come_first(store: ChatStore) -> None:
    made = [await store.create_chat(str(number)) for number in range(4)]
    await store.pin_chat(made[1], is_pinned=True)
    await store.pin_chat(made[0], is_pinned=True)
    rows = await store.list_chats()
    assert [(row.id, row.is_pinned) for row in rows] == [
        (made[1], True), (made[0], True), (made[3], False), (made[2], False),
    ]  # fmt: skip
    await store.pin_chat(made[1], is_pinned=False)
    assert [row.id for row in await store.list_chats()] == [made[0], made[3], made[2], made[1]]


async def test_a_title_of_the_users_own_is_known(store: ChatStore) -> None:
    chat = await store.create_chat("first")
    await store.rename_chat(chat, "made", is_own=False)
    assert not (await store.read_chat(chat)).has_own_title
    await store.rename_chat(chat, "given")
    assert (await store.read_chat(chat)).has_own_title
    assert [row.title for row in await store.list_chats()] == ["given"]


async def test_a_setup_is_kept_with_its_chat(store: ChatStore) -> None:
    chat = await store.create_chat("set up")
    assert (await store.read_chat(chat)).setup == ChatSetup()
    await store.save_setup(chat, SETUP)
    assert (await store.read_chat(chat)).setup == SETUP
    await store.save_setup(chat, ChatSetup())
    assert (await store.read_chat(chat)).setup == ChatSetup()


async def test_drafts_are_kept_and_forgotten(store: ChatStore) -> None:
    await store.save_draft(0, "half")
    assert await store.read_draft(0) == "half"
    await store.save_draft(0, "")
    assert await store.read_draft(0) == ""


async def test_a_chat_goes_out_and_comes_in_as_it_was(store: ChatStore) -> None:
    chat = await store.create_chat("tree", SETUP)
    await store.pin_chat(chat, is_pinned=True)
    root = await store.add_turn(chat, question("root", image("i.png", 7)))
    await grow(store, chat, root, "left", "below left")
    right = await grow(store, chat, root, "right", "below right")
    gone = await store.add_turn(chat, question("gone"), root)
    await store.delete_turn(gone)
    await store.choose_turn(right[0])
    out = await store.export_chat(chat)
    assert [(one.turn.content, one.parent) for one in out.turns] == [
        ("root", -1), ("left", 0), ("below left", 1), ("right", 0), ("below right", 3),
    ]  # fmt: skip
    assert (out.active, out.is_pinned, out.setup) == (4, True, SETUP)
    assert out.turns[0].turn.attachments == (image("i.png", 7),)
    before = await store.export_chat(chat)
    copies = await store.import_chats((out, out))
    assert len({chat, *copies}) == 3
    assert [without_ids(await store.export_chat(copy)) for copy in copies] == [without_ids(out)] * 2
    assert await store.export_chat(chat) == before
    assert [turn.content for turn in (await store.read_chat(copies[0])).turns] == [
        "root",
        "right",
        "below right",
    ]
    assert len(await store.search("below left")) == 3


def without_ids(chat: StoredChat) -> StoredChat:
    return replace(
        chat, turns=tuple(replace(stored, turn=replace(stored.turn, id=0)) for stored in chat.turns)
    )


@pytest.mark.parametrize(
    "broken",
    [
        StoredChat("x", 1.0, 1.0, (StoredTurn(question("a"), 0),), 0),
        StoredChat("x", 1.0, 1.0, (StoredTurn(question("a"), -2),), 0),
        StoredChat("x", 1.0, 1.0, (StoredTurn(question("a"), -1),), 1),
        StoredChat("x", 1.0, 1.0, (StoredTurn(question("a"), -1),), -1),
        StoredChat("x", 1.0, 1.0, (), 0),
    ],
)
async def test_a_chat_that_is_no_tree_comes_in_with_no_other(store: ChatStore, broken: StoredChat) -> None:
    whole = StoredChat("whole", 1.0, 1.0, (StoredTurn(question("a"), -1),), 0)
    with pytest.raises(ValueError, match=r"turn"):
        await store.import_chats((whole, broken))
    assert await store.list_chats() == ()


async def test_a_chat_that_is_not_there_cannot_go_out(store: ChatStore) -> None:
    with pytest.raises(LookupError):
        await store.export_chat(7)
    (empty,) = await store.import_chats((StoredChat("empty", 5.0, 6.0),))
    assert await store.export_chat(empty) == StoredChat("empty", 5.0, 6.0)


async def test_a_reply_that_was_arriving_when_it_went_out_comes_in_interrupted(store: ChatStore) -> None:
    arriving = replace(answer("half"), outcome=Outcome.ARRIVING)
    (chat,) = await store.import_chats((StoredChat("cut", 1.0, 1.0, (StoredTurn(arriving, -1),), 0),))
    assert (await store.read_chat(chat)).turns[0].outcome is Outcome.INTERRUPTED
    assert len(await store.search("half")) == 1
