"""What every store of chats does, on the disk and in memory."""

from dataclasses import replace

import pytest

from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.chat import ChatSetup
from desktop.domain.conversation import Outcome
from desktop.domain.store import PAGE_CONTENT_BYTES, ChatPage, ChatStore
from tests.adapters.chat_stores import SETUP, answer, grow, image, question

pytestmark = pytest.mark.anyio


async def ids(chat_store: ChatStore, chat: int) -> list[int]:
    return [turn.id for turn in (await chat_store.read_chat(chat)).turns]


async def test_a_reply_asked_for_again_stands_beside_the_first_one(chat_store: ChatStore) -> None:
    chat = await chat_store.create_chat("tree")
    (asked,) = await grow(chat_store, chat, 0, "Why?")
    first = await chat_store.add_turn(chat, answer("Because."), asked)
    again = await chat_store.add_turn(chat, answer("Again."), asked)
    page = await chat_store.read_chat(chat)
    assert [(turn.id, turn.branch) for turn in page.turns] == [(asked, (1, 1)), (again, (2, 2))]
    assert page.turns[1].siblings == (first, again)
    assert page.turns[0].siblings == ()
    assert page.turns[0].created_at > 1000


async def test_a_first_question_that_was_changed_stands_beside_the_old_one(chat_store: ChatStore) -> None:
    chat, other = await chat_store.create_chat("tree"), await chat_store.create_chat("other")
    await grow(chat_store, other, 0, "elsewhere")
    old = await grow(chat_store, chat, 0, "Wy?", "What?")
    new = await grow(chat_store, chat, 0, "Why?", "Because.")
    assert await ids(chat_store, chat) == new
    assert (await chat_store.read_chat(chat)).turns[0].siblings == (old[0], new[0])
    await chat_store.choose_turn(old[0])
    assert await ids(chat_store, chat) == old


async def test_choosing_goes_down_to_the_leaf_that_was_active_last(chat_store: ChatStore) -> None:
    chat = await chat_store.create_chat("tree")
    (root,) = await grow(chat_store, chat, 0, "root")
    left = await grow(chat_store, chat, root, "left", "left a")
    left_b = await chat_store.add_turn(chat, question("left b"), left[0])
    right = await grow(chat_store, chat, root, "right", "right a")
    await chat_store.choose_turn(left[0])
    assert await ids(chat_store, chat) == [root, left[0], left_b]
    await chat_store.choose_turn(left[1])
    await chat_store.choose_turn(root)
    assert await ids(chat_store, chat) == [root, *left]
    await chat_store.choose_turn(right[0])
    await chat_store.choose_turn(left[0])
    assert await ids(chat_store, chat) == [root, *left]


async def test_a_deleted_turn_goes_with_all_below_it_and_comes_back_as_it_was(chat_store: ChatStore) -> None:
    chat = await chat_store.create_chat("tree")
    (root,) = await grow(chat_store, chat, 0, "root")
    first = await grow(chat_store, chat, root, "first", "below")
    second = await grow(chat_store, chat, root, "second", "under", "deep")
    await chat_store.delete_turn(second[2])
    await chat_store.delete_turn(second[0])
    page = await chat_store.read_chat(chat)
    assert [turn.id for turn in page.turns] == [root, *first]
    assert page.turns[1].siblings == ()
    await chat_store.delete_turn(first[0])
    assert await ids(chat_store, chat) == [root]
    await chat_store.restore_turn(second[0])
    assert await ids(chat_store, chat) == [root, *second[:2]]
    await chat_store.restore_turn(second[2])
    await chat_store.restore_turn(second[2])
    assert await ids(chat_store, chat) == [root, *second]
    await chat_store.delete_turn(root)
    await chat_store.delete_turn(root)
    assert await chat_store.read_chat(chat) == ChatPage()
    await chat_store.restore_turn(root)
    assert await ids(chat_store, chat) == [root, *second]


async def test_what_follows_a_deleted_turn_is_deleted_with_it(chat_store: ChatStore) -> None:
    """A reply is saved while its question is being deleted."""
    chat = await chat_store.create_chat("race")
    root, asked = await grow(chat_store, chat, 0, "root", "asked")
    await chat_store.delete_turn(asked)
    reply = await chat_store.add_turn(chat, answer("late"), asked)
    assert await ids(chat_store, chat) == [root]
    with pytest.raises(LookupError):
        await chat_store.choose_turn(reply)
    await chat_store.restore_turn(asked)
    assert await ids(chat_store, chat) == [root, asked, reply]


async def test_a_turn_belongs_to_the_chat_of_its_parent(chat_store: ChatStore) -> None:
    chat, other = await chat_store.create_chat("one"), await chat_store.create_chat("other")
    (root,) = await grow(chat_store, chat, 0, "root")
    with pytest.raises(LookupError):
        await chat_store.add_turn(other, question("astray"), root)


async def test_a_branch_is_read_in_pages(chat_store: ChatStore) -> None:
    chat = await chat_store.create_chat("long", SETUP)
    turns = await grow(chat_store, chat, 0, *(f"turn {number}" for number in range(20)))
    page = await chat_store.read_chat(chat, 8)
    assert ([turn.id for turn in page.turns], page.earlier, page.setup) == (turns[12:], 12, SETUP)
    page = await chat_store.read_earlier(page.turns[0].id, 8)
    assert ([turn.id for turn in page.turns], page.earlier) == (turns[4:12], 4)
    page = await chat_store.read_earlier(page.turns[0].id, 8)
    assert ([turn.id for turn in page.turns], page.earlier) == (turns[:4], 0)
    assert (await chat_store.read_earlier(turns[0])).turns == ()
    assert await chat_store.read_earlier(7777) == ChatPage()
    assert len((await chat_store.read_chat(chat)).turns) == 20


async def test_the_page_around_a_turn_goes_on_to_the_end_of_its_branch(chat_store: ChatStore) -> None:
    chat = await chat_store.create_chat("long")
    turns = await grow(chat_store, chat, 0, *(f"turn {number}" for number in range(20)))
    beside = await chat_store.add_turn(chat, question("beside"), turns[4])
    page = await chat_store.read_around(turns[10], 6)
    assert ([turn.id for turn in page.turns], page.earlier) == (turns[7:], 7)
    page = await chat_store.read_around(beside, 4)
    assert ([turn.id for turn in page.turns], page.earlier) == ([*turns[2:5], beside], 2)
    await chat_store.delete_turn(turns[10])
    assert (await chat_store.read_around(turns[12], 4)).turns[-1].id == beside
    assert await chat_store.read_around(7777) == ChatPage()


async def test_a_reply_keeps_how_long_it_thought(chat_store: ChatStore) -> None:
    chat = await chat_store.create_chat("thinks")
    reply = await chat_store.add_turn(chat, replace(answer(""), outcome=Outcome.ARRIVING))
    await chat_store.update_turn(replace(answer("Done."), id=reply, thinking="Hm.", thinking_seconds=1.5))
    (turn,) = (await chat_store.read_chat(chat)).turns
    assert (turn.thinking, turn.thinking_seconds, turn.outcome) == ("Hm.", 1.5, Outcome.COMPLETE)


async def test_attachments_are_kept_with_their_turn(chat_store: ChatStore) -> None:
    chat = await chat_store.create_chat("attached")
    text = Attachment("a\ud83d.md", AttachmentKind.TEXT, "text/markdown", "# Grüße".encode(), 4, 8)
    asked = await chat_store.add_turn(chat, question("What is it?", image("one.png", 9), text))
    await chat_store.update_turn(replace(question("What is that?"), id=asked))
    (turn,) = (await chat_store.read_chat(chat)).turns
    assert turn.content == "What is that?"
    assert turn.attachments == (image("one.png", 9), replace(text, name="a\ufffd.md"))
    assert await chat_store.read_attachments(asked) == turn.attachments


async def test_a_page_holds_the_content_of_the_newest_attachments_only(chat_store: ChatStore) -> None:
    chat = await chat_store.create_chat("pictures")
    parent, size = 0, PAGE_CONTENT_BYTES // 2 - 10
    turns = []
    for number in range(4):
        parent = await chat_store.add_turn(chat, question("look", image(f"{number}.png", size)), parent)
        turns.append(parent)
    page = await chat_store.read_chat(chat)
    assert [len(turn.attachments[0].content) for turn in page.turns] == [0, 0, size, size]
    assert [turn.attachments[0].original_bytes for turn in page.turns] == [size * 2] * 4
    (whole,) = await chat_store.read_attachments(turns[0])
    assert (whole.name, len(whole.content)) == ("0.png", size)


async def test_pinned_chats_come_first(chat_store: ChatStore) -> None:
    made = [await chat_store.create_chat(str(number)) for number in range(4)]
    await chat_store.pin_chat(made[1], is_pinned=True)
    await chat_store.pin_chat(made[0], is_pinned=True)
    rows = await chat_store.list_chats()
    assert [(row.id, row.is_pinned) for row in rows] == [
        (made[1], True), (made[0], True), (made[3], False), (made[2], False),
    ]  # fmt: skip
    await chat_store.pin_chat(made[1], is_pinned=False)
    assert [row.id for row in await chat_store.list_chats()] == [made[0], made[3], made[2], made[1]]


async def test_a_title_of_the_users_own_is_known(chat_store: ChatStore) -> None:
    chat = await chat_store.create_chat("first")
    await chat_store.rename_chat(chat, "made", is_own=False)
    assert not (await chat_store.read_chat(chat)).has_own_title
    await chat_store.rename_chat(chat, "given")
    assert (await chat_store.read_chat(chat)).has_own_title
    assert [row.title for row in await chat_store.list_chats()] == ["given"]


async def test_a_setup_is_kept_with_its_chat(chat_store: ChatStore) -> None:
    chat = await chat_store.create_chat("set up")
    assert (await chat_store.read_chat(chat)).setup == ChatSetup()
    await chat_store.save_setup(chat, SETUP)
    assert (await chat_store.read_chat(chat)).setup == SETUP
    await chat_store.save_setup(chat, ChatSetup())
    assert (await chat_store.read_chat(chat)).setup == ChatSetup()


async def test_drafts_are_kept_and_forgotten(chat_store: ChatStore) -> None:
    await chat_store.save_draft(0, "half")
    assert await chat_store.read_draft(0) == "half"
    await chat_store.save_draft(0, "")
    assert await chat_store.read_draft(0) == ""


async def test_the_files_of_a_draft_are_kept_in_their_order(chat_store: ChatStore) -> None:
    files = tuple(
        Attachment(name, AttachmentKind.TEXT, "text/plain", name.encode(), 1, 2) for name in ("b", "a")
    )
    await chat_store.save_draft_files(0, files)
    await chat_store.save_draft_files(5, files[:1])
    assert await chat_store.read_draft_files(0) == files
    await chat_store.save_draft_files(0, ())
    assert await chat_store.read_draft_files(0) == ()
    assert await chat_store.read_draft_files(5) == files[:1]
