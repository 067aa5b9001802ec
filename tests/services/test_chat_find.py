"""Finding words in one chat while somebody types."""

from collections.abc import AsyncIterator

import pytest

from desktop.domain.chat import Role
from desktop.domain.conversation import Turn
from desktop.services.chat_find import ChatFindService, ChatFound
from tests.services.conftest import Services, until

pytestmark = pytest.mark.anyio


class Finding:
    """The service, and what it has told."""

    def __init__(self, services: Services) -> None:
        self.service = ChatFindService(services.store, delay_seconds=0.01)
        self.found: list[ChatFound] = []
        self.service.found.connect(self.found.append)


@pytest.fixture
async def finding(services: Services) -> AsyncIterator[Finding]:
    finding = Finding(services)
    yield finding
    await finding.service.aclose()


async def test_only_the_newest_words_are_answered(services: Services, finding: Finding) -> None:
    chat = await services.store.create_chat("chat")
    turn = await services.store.add_turn(chat, Turn(0, Role.USER, "a river and a bridge"))
    for words in ("r", "riv", "river"):
        finding.service.find(chat, words)
    await until(lambda: finding.found)
    assert [(one.words, [hit.turn_id for hit in one.turns]) for one in finding.found] == [("river", [turn])]


async def test_what_is_forgotten_or_empty_is_not_answered(services: Services, finding: Finding) -> None:
    chat = await services.store.create_chat("chat")
    finding.service.find(chat, "river")
    finding.service.forget()
    finding.service.find(chat, "bridge")
    finding.service.find(chat, "")
    finding.service.find(0, "river")
    finding.service.find(chat, "last")
    await until(lambda: finding.found)
    assert finding.found == [ChatFound(chat, "last")]
