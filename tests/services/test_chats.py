import asyncio
import time

import pytest

from desktop.domain.conversation import Outcome
from desktop.services.chats import ChatsService
from desktop.services.conversation import ConversationService
from tests.services.conftest import Services, until

pytestmark = pytest.mark.anyio


async def ask(services: Services, text: str) -> int:
    """Ask in a new chat, and give its id when the reply is there."""
    services.chats.new_chat()
    chat = services.chats.current
    chat.send(text, services.choice)
    await until(lambda: not chat.is_busy)
    return chat.state.chat_id


async def test_chats_are_listed_the_one_that_changed_last_first(services: Services) -> None:
    first, second = await ask(services, "First\nmore"), await ask(services, "Second")
    await until(lambda: len(services.chats.state.summaries) == 2)
    assert [row.title for row in services.chats.state.summaries] == ["Second", "First"]
    services.chats.open_chat(first)
    await until(lambda: services.chats.current.state.chat_id == first)
    services.chats.current.send("again", services.choice)
    await until(lambda: [row.id for row in services.chats.state.summaries] == [first, second])


async def test_a_reply_goes_on_behind_another_chat(services: Services) -> None:
    services.server.reply_with("part", " and the rest")
    services.server.gate.clear()
    behind = services.chats.current
    behind.send("Hi", services.choice)
    await until(lambda: behind.state.turns[-1].content == "part")
    services.chats.new_chat()
    assert services.chats.current is not behind
    assert services.chats.state.replying == {behind.state.chat_id}
    services.server.gate.set()
    await until(lambda: not behind.is_busy)
    services.chats.open_chat(behind.state.chat_id)
    await until(lambda: services.chats.current.state.chat_id == behind.state.chat_id)
    reply = services.chats.current.state.turns[-1]
    assert (reply.content, reply.outcome) == ("part and the rest", Outcome.COMPLETE)


async def test_a_deleted_chat_comes_back_by_undo(services: Services) -> None:
    chat_id = await ask(services, "Keep me")
    await until(lambda: services.chats.state.summaries)
    services.chats.delete_chat(chat_id)
    await until(lambda: services.chats.state.deleted)
    await until(lambda: not services.chats.state.summaries)
    assert services.chats.current.state.chat_id == 0
    services.chats.undo_delete()
    await until(lambda: services.chats.current.state.chat_id == chat_id)
    assert [turn.content for turn in services.chats.current.state.turns] == ["Keep me", "Hello, world!"]
    assert services.chats.state.deleted is None


async def test_deleting_a_chat_hangs_up_its_reply(services: Services) -> None:
    services.server.gate.clear()
    chat = services.chats.current
    chat.send("Hi", services.choice)
    await until(lambda: chat.state.turns[-1].content)
    services.chats.delete_chat(chat.state.chat_id)
    await until(lambda: services.server.disconnects == 1)
    await until(lambda: services.chats.current is not chat)


async def test_a_chat_is_renamed_everywhere(services: Services) -> None:
    chat_id = await ask(services, "Old")
    services.chats.rename_chat(chat_id, "  New  ")
    await until(lambda: [row.title for row in services.chats.state.summaries] == ["New"])
    assert services.chats.current.state.title == "New"
    services.chats.rename_chat(chat_id, "   ")
    assert services.chats.current.state.title == "New"


async def test_a_reply_that_ended_behind_another_chat_is_unread_until_its_chat_is_opened(
    services: Services,
) -> None:
    services.server.reply_with("part", " and the rest")
    services.server.gate.clear()
    behind = services.chats.current
    behind.send("Hi", services.choice)
    await until(lambda: behind.state.chat_id and behind.state.turns[-1].content == "part")
    services.chats.new_chat()
    assert services.chats.state.unread == frozenset()
    services.server.gate.set()
    await until(lambda: not behind.is_busy)
    assert services.chats.state.unread == {behind.state.chat_id}
    services.chats.open_chat(behind.state.chat_id)
    await until(lambda: services.chats.current.state.chat_id == behind.state.chat_id)
    assert services.chats.state.unread == frozenset()


async def test_a_reply_that_ended_in_front_and_one_that_was_deleted_are_not_unread(
    services: Services,
) -> None:
    await ask(services, "In front")
    services.server.gate.clear()
    services.chats.new_chat()
    doomed = services.chats.current
    doomed.send("Hi", services.choice)
    await until(lambda: doomed.state.chat_id and doomed.state.turns[-1].content)
    services.chats.new_chat()
    services.chats.delete_chat(doomed.state.chat_id)
    await until(lambda: services.chats.state.deleted)
    assert services.chats.state.unread == frozenset()


async def test_a_pinned_chat_is_on_top_until_it_is_unpinned(services: Services) -> None:
    first, second = await ask(services, "First"), await ask(services, "Second")
    await until(lambda: len(services.chats.state.summaries) == 2)
    services.chats.pin_chat(first, is_pinned=True)
    await until(lambda: [row.id for row in services.chats.state.summaries] == [first, second])
    assert services.chats.state.summaries[0].is_pinned
    services.chats.pin_chat(first, is_pinned=False)
    await until(lambda: [row.id for row in services.chats.state.summaries] == [second, first])


async def test_a_deleted_chat_leaves_what_was_found(services: Services) -> None:
    chat_id = await ask(services, "Needle")
    await until(lambda: services.chats.state.summaries)
    search = services.chats.search
    search.search("needle")
    await until(lambda: {hit.chat_id for hit in search.state.hits} == {chat_id})
    services.chats.delete_chat(chat_id)
    await until(lambda: not search.state.hits)
    services.chats.undo_delete()
    await until(lambda: len(search.state.hits) == 2)


async def test_a_turn_that_is_asked_for_is_shown_in_its_chat(services: Services) -> None:
    chat_id = await ask(services, "One")
    turn_id = services.chats.current.state.turns[0].id
    await ask(services, "Two")
    shown: list[int] = []
    services.chats.opened.connect(lambda chat: chat.turn_shown.connect(shown.append))
    services.chats.open_chat(chat_id, turn_id)
    await until(lambda: shown == [turn_id])
    assert services.chats.current.state.position(turn_id) == 0
    services.chats.open_chat(chat_id, turn_id)
    assert shown == [turn_id] * 2


async def test_what_is_being_written_waits_in_its_chat(services: Services) -> None:
    chat_id = await ask(services, "One")
    services.chats.current.keep_draft("half a thought")
    await ask(services, "Two")
    services.chats.open_chat(chat_id)
    await until(lambda: services.chats.current.state.chat_id == chat_id)
    assert services.chats.current.draft == "half a thought"


async def test_what_is_being_written_survives_the_application(services: Services) -> None:
    chat_id = await ask(services, "One")
    services.chats.current.keep_draft("in a chat")
    services.chats.new_chat()
    services.chats.current.keep_draft("in a new chat")
    await services.chats.aclose()
    later = ChatsService(services.store, services.providers)
    later.start()
    await until(lambda: later.current.draft == "in a new chat")
    later.open_chat(chat_id)
    await until(lambda: later.current.draft == "in a chat")
    later.new_chat()
    assert later.current.draft == "in a new chat"
    await later.aclose()


async def test_a_draft_that_was_sent_is_forgotten(services: Services) -> None:
    services.chats.current.keep_draft("Hi")
    await until(lambda: not services.chats.current.is_busy)
    services.chats.current.send("Hi", services.choice)
    services.chats.current.keep_draft("")
    await until(lambda: not services.chats.current.is_busy)
    assert await services.store.read_draft(0) == ""


async def test_a_draft_that_was_sent_is_forgotten_before_the_next_second_is_over(services: Services) -> None:
    chat = services.chats.current
    chat.keep_draft("Hi")
    await until(lambda: not chat.is_busy)
    started = time.monotonic()
    chat.send("Hi", services.choice)
    chat.keep_draft("")
    while await services.store.read_draft(0):
        assert time.monotonic() - started < 0.5, "a kill would bring it back"


async def test_a_question_in_passing_is_asked_behind_the_chat_in_front_until_it_is_brought_there(
    services: Services,
) -> None:
    chats = services.chats
    front = chats.current
    aside = chats.new_aside()
    assert chats.current is front
    chats.new_chat()
    assert chats.current is front  # the empty one, and not the one aside
    aside.send("In passing", services.choice)
    await until(lambda: aside.state.chat_id and not aside.is_busy)
    assert await ask(services, "Front")
    chats.open_chat(aside.state.chat_id)
    assert chats.current is aside
    chats.bring_forward(front)
    chats.new_chat()
    assert chats.current is not aside


async def test_a_question_in_passing_that_was_deleted_does_not_come_to_the_front(services: Services) -> None:
    aside = services.chats.new_aside()
    aside.send("In passing", services.choice)
    await until(lambda: aside.state.chat_id and not aside.is_busy)
    services.chats.delete_chat(aside.state.chat_id)
    await until(lambda: services.chats.state.deleted is not None)
    services.chats.bring_forward(aside)
    assert services.chats.current is not aside


async def replying_beside(services: Services) -> tuple[ConversationService, int]:
    """A chat whose second reply arrives, and the first one, which is another version of it."""
    services.server.reply_with("the first one")
    chat = services.chats.current
    chat.send("Hi", services.choice)
    await until(lambda: not chat.is_busy)
    services.server.reply_with("partial", " rest")
    services.server.gate.clear()
    first = chat.state.turns[1].id
    chat.regenerate(first, services.choice)
    await until(lambda: chat.state.turns[-1].content == "partial")
    return chat, first


async def test_a_hit_in_another_version_is_shown_when_the_reply_has_ended(services: Services) -> None:
    chat, first = await replying_beside(services)
    shown: list[int] = []
    chat.turn_shown.connect(shown.append)
    services.chats.open_chat(chat.state.chat_id, first)
    assert chat.state.awaited_turn == first
    assert chat.state.turns[-1].content == "partial"
    services.server.gate.set()
    await until(lambda: shown == [first])
    await until(lambda: not chat.is_busy)
    assert chat.state.turns[-1].content == "the first one"
    assert chat.state.awaited_turn == 0
    assert len(chat.state.turns[-1].siblings) == 2


async def test_a_stopped_reply_gives_way_to_the_hit_that_waits(services: Services) -> None:
    chat, first = await replying_beside(services)
    services.chats.open_chat(chat.state.chat_id, first)
    chat.stop()
    await until(lambda: not chat.is_busy)
    assert chat.state.turns[-1].content == "the first one"
    page = await services.store.read_chat(chat.state.chat_id)
    assert [turn.content for turn in page.turns] == ["Hi", "the first one"]


async def test_a_hit_that_waits_is_forgotten_with_another_one_or_another_chat(services: Services) -> None:
    chat, first = await replying_beside(services)
    services.chats.open_chat(chat.state.chat_id, first)
    services.chats.open_chat(chat.state.chat_id, chat.state.turns[0].id)  # it is there
    assert chat.state.awaited_turn == 0
    services.chats.open_chat(chat.state.chat_id, first)
    services.chats.new_chat()
    assert chat.state.awaited_turn == 0
    services.server.gate.set()
    await until(lambda: not chat.is_busy)
    assert chat.state.turns[-1].content == "partial rest"


async def test_a_list_that_is_read_meanwhile_takes_no_end_of_a_reply_back(services: Services) -> None:
    chat, _first = await replying_beside(services)
    services.chats.refresh()
    await asyncio.sleep(0)  # the store has been asked, and has not answered
    assert services.chats.state.replying == {chat.state.chat_id}
    chat.stop()
    assert services.chats.state.replying == frozenset()
    await until(lambda: not chat.is_busy)
    await services.store.list_chats()
    await asyncio.sleep(0)
    assert services.chats.state.replying == frozenset()
