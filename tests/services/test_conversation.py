import asyncio

import pytest

from desktop.domain.catalog import ModelChoice
from desktop.domain.conversation import Conversation, Outcome, Phase, Turn
from desktop.domain.errors import Interrupted, ModelMissing, NoModels, NoSuchProvider, ProviderUnavailable
from tests.servers.faults import Fault
from tests.services.conftest import Services, until

pytestmark = pytest.mark.anyio


async def stored(services: Services) -> tuple[Turn, ...]:
    return (await services.store.read_chat(services.chats.current.state.chat_id)).turns


async def test_a_reply_arrives_whole_and_is_on_the_disk(services: Services) -> None:
    chat = services.chats.current
    phases: list[Phase] = []
    chat.changed.connect(lambda state: phases.append(state.phase))
    assert chat.send("Hi", services.choice)
    await until(lambda: not chat.is_busy)
    reply = chat.state.turns[-1]
    assert (reply.content, reply.outcome) == ("Hello, world!", Outcome.COMPLETE)
    assert reply.first_token_seconds is not None
    assert reply.tokens_per_second is not None
    assert [turn.content for turn in await stored(services)] == ["Hi", "Hello, world!"]
    assert (await stored(services))[-1].outcome is Outcome.COMPLETE
    order = list(dict.fromkeys(phases))
    assert order[0] is Phase.CONNECTING
    assert order[-2:] == [Phase.ANSWERING, Phase.IDLE]


async def test_the_question_is_on_the_disk_before_it_is_asked(services: Services) -> None:
    services.server.load_seconds = 30.0
    chat = services.chats.current
    chat.send("Remember me", services.choice)
    await until(lambda: any(r.path == "/api/chat" for r in services.server.requests))
    assert (await stored(services))[0].content == "Remember me"


async def test_a_token_that_comes_alone_is_shown_without_waiting_for_the_next(services: Services) -> None:
    services.server.reply_with("one two", " three")
    services.server.gate.clear()
    chat = services.chats.current
    chat.send("Hi", services.choice)
    await until(lambda: chat.state.turns[-1].content == "one two")
    stored_turns: tuple[Turn, ...] = ()
    async with asyncio.timeout(2):
        while not stored_turns or stored_turns[-1].content != "one two":
            stored_turns = await stored(services)
    assert stored_turns[-1].outcome is Outcome.INTERRUPTED  # what a killed application would leave
    assert chat.state.is_replying


async def test_stop_keeps_what_arrived_and_hangs_up(services: Services) -> None:
    services.server.reply_with("partial", " never")
    services.server.gate.clear()
    chat = services.chats.current
    chat.send("Hi", services.choice)
    await until(lambda: chat.state.turns[-1].content == "partial")
    chat.stop()
    assert not chat.state.is_replying
    await until(lambda: services.server.disconnects == 1)
    await until(lambda: not chat.is_busy)
    reply = (await stored(services))[-1]
    assert (reply.content, reply.outcome) == ("partial", Outcome.STOPPED)


async def test_stop_before_anything_happened_then_ask_again(services: Services) -> None:
    chat = services.chats.current
    chat.send("first", services.choice)
    chat.stop()
    assert chat.state.turns[-1].outcome is Outcome.STOPPED
    assert chat.send("second", services.choice)
    await until(lambda: not chat.is_busy)
    assert [turn.content for turn in await stored(services)] == ["first", "", "second", "Hello, world!"]


async def test_a_text_of_the_stopped_reply_never_lands_in_the_next_one(services: Services) -> None:
    services.server.reply_with(*["old "] * 200)
    services.server.tokens_per_second = 500
    chat = services.chats.current
    chat.send("first", services.choice)
    await until(lambda: chat.state.turns[-1].content)
    services.server.reply_with("new")
    chat.stop()
    chat.send("second", services.choice)
    await until(lambda: not chat.is_busy)
    assert chat.state.turns[-1].content == "new"


async def test_two_questions_at_once_are_one(services: Services) -> None:
    chat = services.chats.current
    assert chat.send("Hi", services.choice)
    assert not chat.send("Hi again", services.choice)
    await until(lambda: not chat.is_busy)
    assert not chat.send("   ", services.choice)


@pytest.mark.parametrize("kind", [Fault.RESET, Fault.CUT, Fault.TRUNCATED])
async def test_a_broken_stream_keeps_its_text_and_says_interrupted(services: Services, kind: Fault) -> None:
    services.server.fault = kind
    chat = services.chats.current
    chat.send("Hi", services.choice)
    await until(lambda: not chat.is_busy)
    reply = chat.state.turns[-1]
    assert (reply.outcome, reply.content) == (Outcome.INTERRUPTED, "Hello")
    assert isinstance(reply.error, Interrupted)
    kept = (await stored(services))[-1]
    assert kept.outcome is Outcome.INTERRUPTED
    assert kept.problem == "The reply was cut short: the connection broke. Try again."


async def test_a_retry_stands_beside_the_failed_reply_which_stays_on_the_disk(services: Services) -> None:
    services.server.fault = Fault.CUT
    chat = services.chats.current
    chat.send("Hi", services.choice)
    await until(lambda: not chat.is_busy)
    failed = chat.state.turns[-1]
    services.server.fault = None
    chat.retry(services.choice)
    await until(lambda: not chat.is_busy)
    assert [turn.content for turn in chat.state.turns] == ["Hi", "Hello, world!"]
    assert chat.state.turns[-1].id != failed.id
    assert [turn.content for turn in await stored(services)] == ["Hi", "Hello, world!"]
    asked = [r.field("messages") for r in services.server.requests if r.path == "/api/chat"]
    assert asked[0] == asked[1]


async def test_errors_before_the_first_token_are_of_their_own_kind(services: Services) -> None:
    chat = services.chats.current
    expected: list[tuple[ModelChoice, type[Exception]]] = [
        (ModelChoice("ollama", "nosuch"), ModelMissing),
        (ModelChoice("nobody", "m"), NoSuchProvider),
    ]
    for choice, kind in expected:
        chat.send("Hi", choice)
        await until(lambda: not chat.is_busy)
        assert isinstance(chat.state.turns[-1].error, kind)
        assert chat.state.turns[-1].outcome is Outcome.FAILED
    services.server.models = {}
    services.providers.choose(ModelChoice("ollama"))
    services.providers.refresh()
    await until(lambda: not services.providers.state.is_checking)
    chat.send("Hi", services.choice)
    await until(lambda: not chat.is_busy)
    assert isinstance(chat.state.turns[-1].error, NoModels)
    services.server.refuse()
    await services.source.aclose()
    chat.send("Hi", ModelChoice("ollama", "gemma3:270m"))
    await until(lambda: not chat.is_busy)
    assert isinstance(chat.state.turns[-1].error, ProviderUnavailable)
    services.server.accept_again()


async def test_snapshots_come_at_most_thirty_times_a_second(services: Services) -> None:
    services.server.reply_with(*["x"] * 3000)
    chat = services.chats.current
    snapshots: list[Conversation] = []
    chat.changed.connect(snapshots.append)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    chat.send("Hi", services.choice)
    await until(lambda: not chat.state.is_replying)
    seconds = loop.time() - begun
    assert chat.state.turns[-1].content == "x" * 3000
    assert len([s for s in snapshots if s.phase is Phase.ANSWERING]) <= 30 * seconds + 3
    await until(lambda: not chat.is_busy)


async def test_the_model_is_told_the_whole_conversation(services: Services) -> None:
    chat = services.chats.current
    for prompt in ("one", "two"):
        chat.send(prompt, services.choice)
        await until(lambda: not chat.is_busy)
    messages = [r.field("messages") for r in services.server.requests if r.path == "/api/chat"][-1]
    assert isinstance(messages, list)
    assert [m["content"] for m in messages] == ["one", "Hello, world!", "two"]


async def test_a_question_before_anybody_was_asked_waits_to_know_whom_to_ask(services: Services) -> None:
    """Typed right after the start, it must not fail for want of a model that is just being looked for."""
    services.providers.choose(ModelChoice())
    assert services.choice == ModelChoice()
    chat = services.chats.current
    assert chat.send("Hi", services.choice)
    await until(lambda: not chat.is_busy)
    reply = chat.state.turns[-1]
    assert (reply.content, reply.model, reply.provider) == ("Hello, world!", "gemma3:270m", "Ollama")
    assert (await stored(services))[-1].model == "gemma3:270m"


async def test_a_question_that_nobody_can_answer_says_so(services: Services) -> None:
    services.server.refuse()
    services.providers.choose(ModelChoice())
    chat = services.chats.current
    chat.send("Hi", services.choice)
    await until(lambda: not chat.is_busy)
    assert chat.state.turns[-1].problem == "No provider can answer. Start one, or choose another."
    services.server.accept_again()


async def test_a_model_that_was_pulled_meanwhile_answers_the_next_question(services: Services) -> None:
    services.server.models = {}
    services.providers.choose(ModelChoice("ollama"))
    services.providers.refresh()
    await until(lambda: not services.providers.state.is_checking)
    assert services.choice == ModelChoice("ollama", "")
    services.server.models = {"new:1b": 1}
    chat = services.chats.current
    chat.send("Hi", services.choice)
    await until(lambda: not chat.is_busy)
    assert (chat.state.turns[-1].model, chat.state.turns[-1].content) == ("new:1b", "Hello, world!")
