"""Words in one chat, found in the store."""

import pytest

from desktop.domain.chat import Role
from desktop.domain.conversation import Turn
from desktop.domain.store import ChatStore, FoundTurn

pytestmark = pytest.mark.anyio


async def test_words_are_found_on_the_active_branch_only_in_any_case_and_in_order(
    chat_store: ChatStore,
) -> None:
    chat = await chat_store.create_chat("chat")
    first = await chat_store.add_turn(chat, Turn(0, Role.USER, "Äpfel, ÄPFEL and 100 %"))
    left = await chat_store.add_turn(
        chat, Turn(0, Role.ASSISTANT, "äpfel on the branch that was left"), first
    )
    shown = await chat_store.add_turn(chat, Turn(0, Role.ASSISTANT, "more äpfel"), first)
    assert await chat_store.find_in_chat(chat, "äpfel") == (FoundTurn(first, 0, 2), FoundTurn(shown, 1, 1))
    assert await chat_store.find_in_chat(chat, "100 %") == (FoundTurn(first, 0, 1),)
    await chat_store.choose_turn(left)
    assert await chat_store.find_in_chat(chat, "äpfel") == (FoundTurn(first, 0, 2), FoundTurn(left, 1, 1))


async def test_nothing_is_found_in_no_chat_or_for_no_words(chat_store: ChatStore) -> None:
    chat = await chat_store.create_chat("chat")
    assert await chat_store.find_in_chat(chat, "words") == ()
    await chat_store.add_turn(chat, Turn(0, Role.USER, "words"))
    assert await chat_store.find_in_chat(chat, "") == ()
    assert await chat_store.find_in_chat(4711, "words") == ()
