import pytest

from desktop.adapters.unsaved_chat_store import UnsavedChatStore
from desktop.domain.chat import Role
from desktop.domain.conversation import Turn
from desktop.domain.errors import StoreUnusable
from desktop.domain.store import ChatPage, ChatStore

pytestmark = pytest.mark.anyio


async def test_a_session_without_a_disk_behaves_like_one_with() -> None:
    error = StoreUnusable("/chats.db", "newer")
    unsaved = UnsavedChatStore(error)
    store: ChatStore = unsaved
    assert unsaved.error is error
    first, second = await store.create_chat("first"), await store.create_chat("second")
    question = await store.add_turn(first, Turn(-1, Role.USER, "Why?"))
    await store.add_turn(first, Turn(-1, Role.ASSISTANT, "Once."), question)
    again = await store.add_turn(first, Turn(-1, Role.ASSISTANT, "Again"), question)
    await store.update_turn(Turn(again, Role.ASSISTANT, "Again."))
    await store.rename_chat(first, "renamed")
    assert [row.title for row in await store.list_chats()] == ["renamed", "second"]
    assert [turn.content for turn in (await store.read_chat(first)).turns] == ["Why?", "Again."]
    assert await store.read_chat(second) == ChatPage()
    await store.delete_chat(first)
    assert [row.id for row in await store.list_chats()] == [second]
    await store.restore_chat(first)
    assert len(await store.list_chats()) == 2
    await store.aclose()


async def test_the_last_use_of_each_model_is_known_for_the_session() -> None:
    times = iter(range(1, 100))
    store = UnsavedChatStore(StoreUnusable("/chats.db", "newer"), lambda: float(next(times)))
    chat = await store.create_chat("first")
    await store.add_turn(chat, Turn(-1, Role.USER, "Why?"))
    await store.add_turn(chat, Turn(-1, Role.ASSISTANT, "Once.", model="m", provider="p"))
    await store.add_turn(chat, Turn(-1, Role.ASSISTANT, "Twice.", model="m", provider="p"))
    assert await store.last_uses() == {("p", "m"): 4.0}
    await store.aclose()
