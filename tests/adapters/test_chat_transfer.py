from dataclasses import replace

import pytest

from desktop.domain.conversation import Outcome
from desktop.domain.store import ChatStore, StoredChat, StoredTurn
from tests.adapters.chat_stores import SETUP, answer, grow, image, question

pytestmark = pytest.mark.anyio


async def test_a_chat_goes_out_and_comes_in_as_it_was(chat_store: ChatStore) -> None:
    chat = await chat_store.create_chat("tree", SETUP)
    await chat_store.pin_chat(chat, is_pinned=True)
    root = await chat_store.add_turn(chat, question("root", image("i.png", 7)))
    await grow(chat_store, chat, root, "left", "below left")
    right = await grow(chat_store, chat, root, "right", "below right")
    gone = await chat_store.add_turn(chat, question("gone"), root)
    await chat_store.delete_turn(gone)
    await chat_store.choose_turn(right[0])
    out = await chat_store.export_chat(chat)
    assert [(one.turn.content, one.parent) for one in out.turns] == [
        ("root", -1), ("left", 0), ("below left", 1), ("right", 0), ("below right", 3),
    ]  # fmt: skip
    assert (out.active, out.is_pinned, out.setup) == (4, True, SETUP)
    assert out.turns[0].turn.attachments == (image("i.png", 7),)
    before = await chat_store.export_chat(chat)
    copies = await chat_store.import_chats((out, out))
    assert len({chat, *copies}) == 3
    assert [without_ids(await chat_store.export_chat(copy)) for copy in copies] == [without_ids(out)] * 2
    assert await chat_store.export_chat(chat) == before
    assert [turn.content for turn in (await chat_store.read_chat(copies[0])).turns] == [
        "root",
        "right",
        "below right",
    ]
    assert len(await chat_store.search("below left")) == 3


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
async def test_a_chat_that_is_no_tree_comes_in_with_no_other(
    chat_store: ChatStore, broken: StoredChat
) -> None:
    whole = StoredChat("whole", 1.0, 1.0, (StoredTurn(question("a"), -1),), 0)
    with pytest.raises(ValueError, match=r"turn"):
        await chat_store.import_chats((whole, broken))
    assert await chat_store.list_chats() == ()


async def test_a_chat_that_is_not_there_cannot_go_out(chat_store: ChatStore) -> None:
    with pytest.raises(LookupError):
        await chat_store.export_chat(7)
    (empty,) = await chat_store.import_chats((StoredChat("empty", 5.0, 6.0),))
    assert await chat_store.export_chat(empty) == StoredChat("empty", 5.0, 6.0)


async def test_a_reply_that_was_arriving_when_it_went_out_comes_in_interrupted(chat_store: ChatStore) -> None:
    arriving = replace(answer("half"), outcome=Outcome.ARRIVING)
    (chat,) = await chat_store.import_chats((StoredChat("cut", 1.0, 1.0, (StoredTurn(arriving, -1),), 0),))
    assert (await chat_store.read_chat(chat)).turns[0].outcome is Outcome.INTERRUPTED
    assert len(await chat_store.search("half")) == 1
