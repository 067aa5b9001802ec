"""Titles by the model that answered: never one too many, never in anybody's way."""

import asyncio

import pytest

from desktop.services.conversation import ConversationService
from tests.services.conftest import Services, until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def titled(services: Services) -> Services:
    services.settings.change(makes_titles=True)
    services.server.loaded = ["gemma3:270m"]
    return services


async def ask(services: Services, text: str = "Why is the sky blue?") -> ConversationService:
    chat = services.chats.current
    chat.send(text, services.choice)
    await until(lambda: not chat.state.is_replying)
    return chat


def asked(services: Services) -> list[object]:
    return [r.field("messages") for r in services.server.requests if r.path == "/api/chat"]


async def test_the_first_line_of_the_question_is_the_title_until_the_model_has_made_one(
    titled: Services,
) -> None:
    titled.server.reply_with('"Blue', ' Sky"')
    chat = await ask(titled, "Why is the sky blue?\nBe brief.")
    assert chat.state.title == "Why is the sky blue?"
    await until(lambda: chat.state.title == "Blue Sky")
    await until(lambda: [row.title for row in titled.chats.state.summaries] == ["Blue Sky"])
    assert len(chat.state.turns) == 2
    assert not chat.state.has_own_title
    body = [r for r in titled.server.requests if r.path == "/api/chat"][-1].body
    assert isinstance(body, dict)
    assert "keep_alive" not in body
    assert body["think"] is False


async def test_only_the_first_exchange_makes_a_title(titled: Services) -> None:
    chat = await ask(titled)
    await until(lambda: chat.state.title == "Hello, world!")
    titled.server.reply_with("Another")
    await ask(titled, "More")
    await until(lambda: not chat.is_busy)
    assert chat.state.title == "Hello, world!"
    assert len(asked(titled)) == 3


async def test_no_model_is_loaded_for_a_title(titled: Services) -> None:
    titled.server.loaded = []
    chat = await ask(titled)
    await until(lambda: titled.server.requests[-1].path == "/api/ps")
    await until(lambda: "make-title" not in {task.get_name() for task in asyncio.all_tasks()})
    titled.server.loaded = ["gemma3:270m"]
    await ask(titled, "More")
    await until(lambda: not chat.is_busy)
    assert chat.state.title == "Why is the sky blue?"
    assert len(asked(titled)) == 2


async def test_a_title_that_the_user_gives_meanwhile_stays(titled: Services) -> None:
    chat = await ask(titled)
    titled.chats.rename_chat(chat.state.chat_id, "Mine")
    await until(lambda: chat.state.title == "Mine")
    await ask(titled, "More")
    await until(lambda: not chat.is_busy)
    page = await titled.store.read_chat(chat.state.chat_id)
    assert page.has_own_title
    assert (await titled.store.list_chats())[0].title == "Mine"
    assert chat.state.has_own_title


async def test_a_question_breaks_a_title_off_which_is_made_afterwards(titled: Services) -> None:
    first = await ask(titled)
    titled.server.reply_with("A title", " never ending")
    titled.server.gate.clear()
    await until(lambda: len(asked(titled)) == 2)
    titled.chats.new_chat()
    second = titled.chats.current
    second.send("Urgent", titled.choice)
    await until(lambda: titled.server.disconnects == 1)
    titled.server.reply_with("Done")
    titled.server.gate.set()
    await until(lambda: not second.is_busy)
    await until(lambda: {row.title for row in titled.chats.state.summaries} == {"Done"})
    assert len(first.state.turns) == 2


async def test_nothing_is_asked_while_the_setting_says_no(services: Services) -> None:
    services.server.loaded = ["gemma3:270m"]
    chat = await ask(services)
    await until(lambda: not chat.is_busy)
    await asyncio.sleep(0)
    assert len(asked(services)) == 1
    assert chat.state.title == "Why is the sky blue?"


async def test_a_failure_leaves_the_first_line(titled: Services) -> None:
    chat = await ask(titled)
    titled.server.refuse()
    await titled.source.aclose()
    await until(lambda: not chat.is_busy)
    assert chat.state.title in ("Why is the sky blue?", "Hello, world!")
    titled.server.accept_again()
