"""The guard over real servers and chats: before a question, after a reply, and for a longer context."""

from collections.abc import AsyncIterator

import pytest

from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.catalog import ModelChoice
from desktop.domain.chat import ChatSetup, Parameters
from desktop.domain.context import ContextUse, ContextWarning
from desktop.domain.library import Library, LibraryModel, LibraryTag
from desktop.domain.placement import Room
from desktop.domain.providers import Endpoint
from desktop.domain.pull_advice import Fit
from desktop.providers.detection import connect
from desktop.services.context_guard import ContextGuard
from desktop.services.sources import AddressSource
from tests.servers.openai_compatible import OpenAIDouble
from tests.services.conftest import Services, until

pytestmark = pytest.mark.anyio

TAG = LibraryTag("gemma3:270m", 253_113_597, "270M", "Q8", 32768, context_bytes_per_token=1000)
LIBRARY = Library((LibraryModel("gemma3", "Google", "", ("completion",), "", (TAG,)),))


@pytest.fixture
async def guard(services: Services) -> AsyncIterator[ContextGuard]:
    services.server.loaded = ["gemma3:270m"]
    guard = ContextGuard(
        services.chats, services.providers, LIBRARY, lambda: Room(gpu_total_bytes=8 * 1024**3)
    )
    services.providers.refresh()
    await until(lambda: guard.state.is_certain)
    yield guard
    await guard.aclose()


async def ask(services: Services, text: str) -> None:
    chat = services.chats.current
    chat.send(text, services.choice)
    await until(lambda: not chat.is_busy)


async def test_the_window_is_asked_for_and_what_is_written_counts(guard: ContextGuard) -> None:
    assert guard.state == ContextUse(limit=4096, is_certain=True)
    guard.weigh("x" * 36 * 100)
    assert guard.state.draft_tokens == guard.state.used == 1006
    note = Attachment("a.txt", AttachmentKind.TEXT, "text/plain", b"x" * 360 * 25)
    guard.weigh("", (note,))
    assert guard.state.used == pytest.approx(2512, abs=5)
    guard.weigh("")
    assert guard.state.used == 0


@pytest.mark.parametrize(
    ("characters", "warning"),
    [(12_000, ContextWarning.NONE), (14_000, ContextWarning.NEARLY_FULL), (15_000, ContextWarning.FULL)],
)
async def test_what_will_not_fit_is_said_before_it_is_sent(
    guard: ContextGuard, characters: int, warning: ContextWarning
) -> None:
    guard.weigh("x" * characters)
    assert guard.state.warning is warning


async def test_the_line_and_a_server_that_saw_less_are_told_after_a_reply(
    services: Services, guard: ContextGuard
) -> None:
    states: list[ContextUse] = []
    guard.changed.connect(states.append)
    for letter in "abc":
        await ask(services, letter * 7000)  # the double counts 12 tokens, whatever it is asked
    chat = services.chats.current
    assert guard.state.used > 4096
    assert guard.state.first_seen_turn_id == chat.state.turns[1].id
    assert guard.state.shortfall is not None
    assert guard.state.shortfall.seen == 12
    services.chats.new_chat()
    assert guard.state == ContextUse(limit=4096, is_certain=True)
    services.chats.open_chat(chat.state.chat_id)
    await until(lambda: guard.state.first_seen_turn_id == chat.state.turns[1].id)
    assert states


async def test_a_longer_context_is_proposed_with_its_cost_and_set_for_this_chat(
    services: Services, guard: ContextGuard
) -> None:
    guard.weigh("x" * 20_000)
    proposal = guard.proposal()
    assert proposal is not None
    assert (proposal.limit, proposal.context_length, proposal.fit) == (4096, 16384, Fit.GPU)
    assert proposal.extra_bytes == (16384 - 4096) * 1000
    guard.raise_context()
    assert services.chats.current.state.setup == ChatSetup("", Parameters(context_length=16384))
    assert (guard.state.limit, guard.state.warning) == (16384, ContextWarning.NONE)
    await ask(services, "Hi")
    (question,) = [request for request in services.server.requests if request.path == "/api/chat"]
    assert question.field("options") == {"num_ctx": 16384}


async def test_a_server_of_one_model_has_its_own_window_and_is_offered_no_other(
    services: Services, guard: ContextGuard
) -> None:
    with OpenAIDouble() as server:
        services.providers.add(AddressSource(Endpoint("llama", "llama.cpp", server.url), connect))
        services.providers.choose(ModelChoice("llama", "gemma3-270m"))
        await until(lambda: guard.state.limit == 2048)
        assert guard.state.is_certain
        guard.weigh("x" * 20_000)
        assert guard.proposal() is None
        assert guard.state.first_seen_turn_id == 0
        guard.raise_context()
        assert services.chats.current.state.setup == ChatSetup()


async def test_a_server_that_does_not_answer_leaves_the_usual_window(
    services: Services, guard: ContextGuard
) -> None:
    services.server.refuse()
    services.chats.new_chat()
    await ask(services, "Hi")
    await until(lambda: not guard.state.is_certain)
    assert guard.state.limit == 4096
    services.server.accept_again()


async def test_a_reply_that_streams_is_measured_a_few_times_a_second(
    services: Services, guard: ContextGuard
) -> None:
    services.server.reply_with(*["word "] * 400)
    services.server.tokens_per_second = 800
    states: list[ContextUse] = []
    guard.changed.connect(states.append)
    await ask(services, "Hi")
    assert 500 < guard.state.used < 700
    assert len(states) <= 8
