"""Several chats stream at once: none waits for another, and even a full disk loses nothing."""

import asyncio

import pytest

from desktop.domain.conversation import Conversation, Outcome
from desktop.domain.errors import StoreFull
from desktop.services.conversation import ConversationService
from desktop.services.recorder import Recorder
from tests.services.conftest import Services, until
from tests.services.test_conversation_tree import long_chat

pytestmark = pytest.mark.anyio
TOKENS = 300


def start(services: Services, text: str) -> ConversationService:
    services.chats.new_chat()
    chat = services.chats.current
    assert chat.send(text, services.choice)
    return chat


async def test_two_chats_stream_while_a_third_is_searched(services: Services) -> None:
    services.server.reply_with("The heron stands in the reeds.")
    third = start(services, "Tell me about herons")
    await until(lambda: not third.is_busy)
    services.server.reply_with(*["token "] * TOKENS)
    services.server.tokens_per_second = 300
    both = [start(services, "one"), start(services, "two")]
    await until(lambda: all(chat.state.turns[-1].content for chat in both))
    services.chats.open_chat(third.state.chat_id)
    lengths = []
    while any(chat.state.is_replying for chat in both):
        hits = await services.store.search("heron reeds")
        assert [hit.chat_id for hit in hits] == [third.state.chat_id]
        for chat in both:
            kept = (await services.store.read_chat(chat.state.chat_id)).turns
            lengths.append(len(chat.state.turns[-1].content) - len(kept[-1].content))
        await asyncio.sleep(0.02)
    assert max(lengths) <= 1.0 * 300 * len("token ")  # a second behind at most
    await until(lambda: not any(chat.is_busy for chat in both))
    for chat in both:
        page = await services.store.read_chat(chat.state.chat_id)
        assert page.turns[-1].content == "token " * TOKENS
        assert page.turns[-1].outcome is Outcome.COMPLETE
    assert services.chats.state.replying == frozenset()


async def test_stopping_one_leaves_the_others_alone(services: Services) -> None:
    services.server.reply_with("first", " rest")
    services.server.gate.clear()
    chats = [start(services, text) for text in ("one", "two", "three")]
    await until(lambda: all(chat.state.turns[-1].content == "first" for chat in chats))
    chats[1].stop()
    assert [chat.state.is_replying for chat in chats] == [True, False, True]
    services.server.gate.set()
    await until(lambda: not any(chat.is_busy for chat in chats))
    assert [chat.state.turns[-1].content for chat in chats] == ["first rest", "first", "first rest"]


async def test_earlier_turns_and_those_in_view_can_be_looked_at_while_a_reply_streams(
    services: Services,
) -> None:
    chat_id = await long_chat(services, 50)
    services.chats.open_chat(chat_id)
    await until(lambda: services.chats.current.state.chat_id == chat_id)
    chat = services.chats.current
    services.server.reply_with(*["token "] * TOKENS)
    services.server.tokens_per_second = 400
    chat.send("Go", services.choice)
    await until(lambda: chat.state.turns[-1].content)
    chat.load_earlier()
    await until(lambda: chat.state.earlier == 0)
    assert chat.state.is_replying
    shown: list[int] = []
    chat.turn_shown.connect(shown.append)
    assert chat.show_turn(chat.state.turns[0].id)
    assert shown == [chat.state.turns[0].id]
    await until(lambda: not chat.is_busy)
    assert len(chat.state.turns) == 102
    assert chat.state.turns[-1].content == "token " * TOKENS


class FullDisk:
    """The store of the services, on a disk that is full until `has_room`."""

    def __init__(self, services: Services) -> None:
        self.store = services.store
        self.has_room = False

    def __getattr__(self, name: str) -> object:
        async def call(*values: object, **named: object) -> object:
            if not self.has_room and name in ("create_chat", "add_turn", "update_turn"):
                raise StoreFull("chats.db")
            return await getattr(self.store, name)(*values, **named)

        return call


async def test_branches_left_while_the_disk_is_full_are_saved_when_it_has_room(services: Services) -> None:
    disk = FullDisk(services)
    chat = ConversationService(disk, services.providers, Conversation())  # type: ignore[arg-type]  # a store
    chat.send("one", services.choice)
    await until(lambda: not chat.state.is_replying and chat.state.unsaved is not None)
    chat.regenerate(chat.state.turns[1].id, services.choice)
    await until(lambda: not chat.state.is_replying)
    chat.edit(chat.state.turns[0].id, "two", services.choice)
    await until(lambda: not chat.state.is_replying)
    assert chat.is_busy
    before = chat.state.turns
    assert chat.switch(before[0].siblings[0])
    await until(lambda: chat.state.store_error is not None)
    assert chat.state.turns == before, "a switch would read what is not there"
    disk.has_room = True
    await chat.aclose()
    assert chat.state.unsaved is None
    stored = await services.store.export_chat(chat.state.chat_id)
    assert [row.turn.content for row in stored.turns] == [
        "one",
        "Hello, world!",
        "Hello, world!",
        "two",
        "Hello, world!",
    ]
    assert [row.parent for row in stored.turns] == [-1, 0, 0, -1, 3]
    assert [turn.id for turn in (await services.store.read_chat(chat.state.chat_id)).turns] == [
        turn.id for turn in chat.state.turns
    ]


async def test_a_recorder_with_nothing_to_save_is_not_busy(services: Services) -> None:
    chat = start(services, "Hi")
    await until(lambda: not chat.is_busy)
    recorder = Recorder(services.store, lambda: chat.state, lambda _state: None, lambda: None)
    assert not recorder.is_busy
    recorder.leave(chat.state.turns, 0)
    assert not recorder.is_busy, "all of it was in the store already"
