"""Asking several models at once: who waits for whom, what is stopped, and the chat that it becomes."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.catalog import ModelChoice
from desktop.domain.chat import ChatSetup, Parameters
from desktop.domain.comparison import MOST_COLUMNS, Comparison, KeptReply
from desktop.domain.conversation import Outcome
from desktop.domain.errors import ModelMissing, StoreError, StoreUnusable
from desktop.domain.models import InstalledModel
from desktop.domain.providers import Endpoint
from desktop.providers.detection import connect
from desktop.services.comparison import ComparisonService
from desktop.services.reply import new_reply
from desktop.services.sources import AddressSource
from tests.servers.openai_compatible import OpenAIDouble
from tests.services.conftest import Services, until

pytestmark = pytest.mark.anyio

FIRST = ModelChoice("ollama", "gemma3:270m")
SECOND = ModelChoice("ollama", "llama3:8b")
OTHER = ModelChoice("llama", "gemma3-270m")


class Bench:
    """A comparison, and a second server beside that of the services."""

    def __init__(self, services: Services, other: OpenAIDouble) -> None:
        self.services, self.ollama, self.other = services, services.server, other
        services.server.models["llama3:8b"] = 1
        services.providers.add(AddressSource(Endpoint("llama", "llama.cpp", other.url), connect))
        self.comparison = ComparisonService(services.store, services.providers)

    @property
    def state(self) -> Comparison:
        return self.comparison.state

    @property
    def texts(self) -> list[str]:
        return [column.reply.content for column in self.state.columns]

    async def saved(self) -> None:
        """Return when the newest reply is on the disk."""
        await until(lambda: not self.comparison.is_saving)

    async def kept(self, chat_id: int = 0) -> list[tuple[str, Outcome]]:
        """The replies that the comparison's chat has, or another one."""
        chat = await self.services.store.export_chat(chat_id or self.state.chat_id)
        return [(row.turn.content, row.turn.outcome) for row in chat.turns[1:]]

    async def written(self) -> list[str]:
        """The texts of the replies as they are on the disk by now."""
        return [text for text, _ in await self.kept()] if self.state.chat_id else []

    async def ended(self) -> None:
        await until(lambda: not self.state.is_busy)


@pytest.fixture
async def bench(services: Services) -> AsyncIterator[Bench]:
    with OpenAIDouble() as other:
        bench = Bench(services, other)
        yield bench
        other.gate.set()
        services.server.gate.set()
        await bench.comparison.aclose()


async def test_each_column_has_its_own_reply_and_figures(bench: Bench) -> None:
    bench.other.reply_with("Hello", " from the other")
    states: list[Comparison] = []
    bench.comparison.changed.connect(states.append)
    setup = ChatSetup("Be brief.", Parameters(seed=3))
    assert bench.comparison.ask("Hi", [FIRST, OTHER, FIRST], setup)
    assert not bench.comparison.ask("Again", [FIRST])
    await bench.ended()
    assert bench.texts == ["Hello, world!", "Hello from the other"]
    for column in bench.state.columns:
        assert column.reply.outcome is Outcome.COMPLETE
        assert column.reply.tokens_per_second is not None
        assert column.reply.is_local
    await until(lambda: states[-1] == bench.state)
    (asked,) = [r.field("messages") for r in bench.ollama.requests if r.path == "/api/chat"]
    assert asked == [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}]


async def test_models_of_one_server_here_answer_one_after_the_other_and_servers_side_by_side(
    bench: Bench,
) -> None:
    bench.ollama.gate.clear()
    bench.other.gate.clear()
    bench.comparison.ask("Hi", [FIRST, SECOND, OTHER])
    await until(lambda: bench.texts == ["Hello", "", "Hello"])
    assert [column.is_waiting for column in bench.state.columns] == [False, True, False]
    bench.ollama.gate.set()
    await until(lambda: bench.texts[:2] == ["Hello, world!"] * 2)
    assert bench.state.columns[2].is_busy
    bench.other.gate.set()
    await bench.ended()


async def test_one_column_can_be_stopped_and_the_next_has_its_turn(bench: Bench) -> None:
    bench.ollama.gate.clear()
    bench.comparison.ask("Hi", [FIRST, SECOND])
    await until(lambda: bench.texts == ["Hello", ""])
    bench.comparison.stop(0)
    await until(lambda: bench.texts == ["Hello", "Hello"])
    bench.comparison.stop()
    await bench.ended()
    assert [column.reply.outcome for column in bench.state.columns] == [Outcome.STOPPED] * 2
    await until(lambda: bench.ollama.disconnects == 2)


async def test_what_waits_is_stopped_without_being_asked(bench: Bench) -> None:
    bench.ollama.gate.clear()
    bench.comparison.ask("Hi", [FIRST, SECOND])
    await until(lambda: bench.texts == ["Hello", ""])
    bench.comparison.stop()
    assert not bench.state.is_busy
    assert len([r for r in bench.ollama.requests if r.path == "/api/chat"]) == 1


async def test_a_failure_is_in_its_own_column_which_can_be_asked_again(bench: Bench) -> None:
    del bench.ollama.models["llama3:8b"]
    bench.comparison.ask("Hi", [SECOND, OTHER])
    await bench.ended()
    failed, whole = (column.reply for column in bench.state.columns)
    assert isinstance(failed.error, ModelMissing)
    assert failed.problem
    assert whole.outcome is Outcome.COMPLETE
    bench.ollama.models["llama3:8b"] = 1
    bench.comparison.retry(0)
    await bench.ended()
    assert bench.texts == ["Hello, world!"] * 2


async def test_the_chat_that_is_gone_on_with_has_every_reply_as_a_branch(bench: Bench) -> None:
    bench.other.reply_with("the other one")
    note = Attachment("a.txt", AttachmentKind.TEXT, "text/plain", b"text", 1, 4)
    kept: list[KeptReply] = []
    bench.comparison.kept.connect(kept.append)
    bench.comparison.ask("Hi", [FIRST, OTHER], ChatSetup("Be brief."), (note,))
    await bench.ended()
    bench.comparison.go_on(0)
    await until(lambda: kept)
    assert bench.state.chat_id == kept[0].chat_id
    chats = bench.services.chats
    chats.open_chat(kept[0].chat_id, kept[0].turn_id)
    await until(lambda: chats.current.state.chat_id == kept[0].chat_id)
    chat = chats.current
    assert [turn.content for turn in chat.state.turns] == ["Hi", "Hello, world!"]
    assert chat.state.turns[0].attachments == (note,)
    assert chat.state.turns[1].branch == (1, 2)
    assert chat.state.turns[1].model == "gemma3:270m"
    assert chat.state.setup == ChatSetup("Be brief.")
    bench.comparison.go_on(1)  # it is a chat already, and another reply of it is gone on with
    await until(lambda: len(kept) == 2)
    chats.open_chat(kept[1].chat_id, kept[1].turn_id)
    await until(lambda: chat.state.turns[1].content == "the other one")
    await until(lambda: not chat.is_busy)
    assert kept[1].chat_id == chat.state.chat_id


async def test_going_on_stops_what_still_arrives_and_keeps_its_words(bench: Bench) -> None:
    bench.other.gate.clear()
    kept: list[KeptReply] = []
    bench.comparison.kept.connect(kept.append)
    bench.comparison.ask("Hi", [FIRST, OTHER])
    await until(lambda: bench.texts == ["Hello, world!", "Hello"])
    bench.comparison.go_on(0)
    await until(lambda: kept)
    assert await bench.kept() == [("Hello, world!", Outcome.COMPLETE), ("Hello", Outcome.STOPPED)]


async def test_a_comparison_that_nobody_goes_on_with_is_a_chat_with_all_its_replies(bench: Bench) -> None:
    bench.other.reply_with("the other one")
    bench.comparison.ask("Hi", [FIRST, OTHER])
    await bench.ended()
    bench.comparison.ask("And this?", [OTHER])  # in its place
    await bench.ended()
    await bench.comparison.aclose()
    second, first = await bench.services.store.list_chats()
    assert (first.title, second.title) == ("Hi", "And this?")
    assert await bench.kept(first.id) == [
        ("Hello, world!", Outcome.COMPLETE),
        ("the other one", Outcome.COMPLETE),
    ]
    page = await bench.services.store.read_chat(first.id)
    assert [turn.content for turn in page.turns] == ["Hi", "Hello, world!"]


async def test_what_has_arrived_is_on_the_disk_within_a_second_and_at_the_end(bench: Bench) -> None:
    bench.other.gate.clear()
    bench.comparison.ask("Hi", [OTHER])
    await until(lambda: bench.texts == ["Hello"])
    begun = time.monotonic()
    while await bench.written() != ["Hello"]:
        await asyncio.sleep(0.01)
        assert time.monotonic() - begun < 1.0
    await bench.comparison.aclose()  # the application ends
    assert await bench.kept() == [("Hello", Outcome.STOPPED)]


async def test_a_reply_without_a_word_is_no_version_unless_nobody_has_said_any(bench: Bench) -> None:
    del bench.ollama.models["llama3:8b"]
    bench.comparison.ask("Hi", [SECOND, OTHER])
    await bench.ended()
    await bench.saved()
    assert await bench.kept() == [("Hello, world!", Outcome.COMPLETE)]
    bench.comparison.ask("Nobody", [SECOND])
    await bench.ended()
    await bench.saved()
    assert await bench.kept() == [("", Outcome.FAILED)]


async def test_what_a_column_had_said_stays_when_it_is_asked_again(bench: Bench) -> None:
    bench.comparison.ask("Hi", [FIRST])
    await bench.ended()
    bench.ollama.reply_with("Something else")
    bench.comparison.retry(0)
    await bench.ended()
    await bench.saved()
    assert [text for text, _ in await bench.kept()] == ["Hello, world!", "Something else"]


async def test_one_that_was_deleted_comes_back_when_it_is_gone_on_with(bench: Bench) -> None:
    kept: list[KeptReply] = []
    bench.comparison.kept.connect(kept.append)
    bench.comparison.ask("Hi", [FIRST])
    await bench.ended()
    await until(lambda: bench.state.chat_id)
    await bench.services.store.delete_chat(bench.state.chat_id)
    bench.comparison.go_on(0)
    await until(lambda: kept)
    assert [row.id for row in await bench.services.store.list_chats()] == [kept[0].chat_id]


def note_change(errors: list[StoreError | None], error: StoreError | None) -> None:
    if error is not (errors[-1] if errors else None):
        errors.append(error)


async def test_a_disk_that_cannot_be_written_is_told_and_what_arrived_is_saved_later(bench: Bench) -> None:
    path = bench.services.folder / "private" / "chats.db"
    path.rename(path.with_name("moved.db"))
    errors: list[StoreError | None] = []
    bench.comparison.changed.connect(lambda state: note_change(errors, state.unsaved))
    bench.comparison.ask("Hi", [FIRST])
    await bench.ended()
    await until(lambda: bench.state.unsaved)
    assert isinstance(errors[-1], StoreUnusable)
    bench.comparison.go_on(0)
    await until(lambda: bench.state.columns[0].reply.error)
    path.with_name("moved.db").rename(path)
    await bench.comparison.aclose()
    assert errors[-2:] == [errors[-2], None]
    assert await bench.kept() == [("Hello, world!", Outcome.COMPLETE)]


async def test_nothing_is_asked_without_a_question_or_anybody_to_ask(bench: Bench) -> None:
    assert not bench.comparison.ask("  ", [FIRST])
    assert not bench.comparison.ask("Hi", [])
    many = [ModelChoice("ollama", f"m{number}") for number in range(MOST_COLUMNS + 3)]
    assert bench.comparison.ask("Hi", many)
    assert len(bench.state.columns) == MOST_COLUMNS
    bench.comparison.stop()


async def test_a_question_that_leaves_this_computer_says_so_before_it_does(bench: Bench) -> None:
    catalog = bench.services.providers.state
    row = catalog.row("ollama")
    assert row is not None
    away = ModelChoice("ollama", "big:cloud")
    cloud = InstalledModel("big:cloud", remote_host="https://ollama.example")
    catalog = catalog.with_row(replace(row, models=(cloud, InstalledModel("gemma3:270m"))))
    assert not new_reply(-1, away, catalog).is_local
    assert new_reply(-1, FIRST, catalog).is_local
