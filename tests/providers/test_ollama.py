"""Ollama's own protocol: what is asked, and what is made of the answers."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from desktop.domain.chat import ChatRequest, CompletionRequest, Message, Parameters, Role
from desktop.domain.errors import Interrupted, Interruption, ModelMissing, PullFailed
from desktop.domain.providers import Provider, ProviderKind
from desktop.domain.pull_causes import PullCause
from tests.providers.conftest import OLLAMA, client, eventually, pulled, question, reply_of
from tests.servers.faults import Fault
from tests.servers.ollama import DIGEST, OllamaDouble, pull_of

pytestmark = pytest.mark.anyio
MODEL = OLLAMA.model


@pytest.fixture
def server() -> Iterator[OllamaDouble]:
    with OllamaDouble() as double:
        yield double


@pytest.fixture
async def provider(server: OllamaDouble) -> AsyncIterator[Provider]:
    async with client(OLLAMA, server.url) as provider:
        yield provider


async def test_a_question_is_sent_as_ollama_wants_it(server: OllamaDouble, provider: Provider) -> None:
    asked = ChatRequest(
        MODEL,
        (Message(Role.SYSTEM, "Be brief."), Message(Role.USER, "Hi?")),
        Parameters(temperature=0.5, top_p=0.9, max_tokens=7, context_length=2048, seed=3, keep_alive="5m"),
    )
    await reply_of(provider.chat(asked))
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/api/chat")
    assert request.headers["accept-encoding"] == "identity"
    assert isinstance(request.body, dict)
    options = request.body["options"]
    assert options == {"temperature": 0.5, "top_p": 0.9, "num_predict": 7, "num_ctx": 2048, "seed": 3}
    assert request.body["keep_alive"] == "5m"
    assert request.body["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Hi?"},
    ]


async def test_what_is_not_set_is_not_sent(server: OllamaDouble, provider: Provider) -> None:
    await reply_of(provider.chat(question(MODEL)))
    body = server.requests[0].body
    assert isinstance(body, dict)
    assert "keep_alive" not in body
    assert "think" not in body
    assert not body.get("options")


async def test_thinking_is_apart_from_the_answer_and_the_counts_are_told(
    server: OllamaDouble, provider: Provider
) -> None:
    server.reply_with("4", "2", thinking=("Let me ", "think"))
    reply = await reply_of(provider.chat(question(MODEL)))
    assert (reply.thinking, reply.text) == ("Let me think", "42")
    finished = reply.finished
    assert finished is not None
    assert (finished.reason, finished.prompt_tokens, finished.reply_tokens) == ("stop", 12, 2)
    assert (finished.generation_seconds, finished.load_seconds) == (1.0, 0.001)


async def test_a_text_is_continued(server: OllamaDouble, provider: Provider) -> None:
    reply = await reply_of(provider.complete(CompletionRequest(MODEL, "Once upon")))
    assert reply.text == "Hello, world!"
    assert (server.requests[0].path, server.requests[0].field("prompt")) == ("/api/generate", "Once upon")


async def test_the_sender_learns_when_the_question_has_left(server: OllamaDouble, provider: Provider) -> None:
    sent: list[int] = []
    server.fault = Fault.STALL_HEAD
    events = provider.chat(question(MODEL), lambda: sent.append(1))
    reading = asyncio.create_task(reply_of(events))
    await eventually(lambda: sent == [1])
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading


async def test_models_are_listed_loaded_described_and_deleted(
    server: OllamaDouble, provider: Provider
) -> None:
    server.models = {MODEL: 253_113_597, "qwen3:0.6b": 522_000_000}
    assert [(m.name, m.size_bytes) for m in await provider.list_models()] == list(server.models.items())
    assert await provider.loaded_models() == ()
    await provider.load(MODEL)
    assert [model.name for model in await provider.loaded_models()] == [MODEL]
    await provider.unload(MODEL)
    assert await provider.loaded_models() == ()
    assert (await provider.show(MODEL)).context_length == 32768
    await provider.delete(MODEL)
    assert list(server.models) == ["qwen3:0.6b"]


async def test_a_server_without_models_has_an_empty_list(server: OllamaDouble, provider: Provider) -> None:
    server.models = {}
    assert await provider.list_models() == ()
    server.script("/api/tags", b'HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{"models":null}')
    assert await provider.list_models() == ()


@pytest.mark.parametrize("verb", ["show", "load", "unload", "delete"])
async def test_no_verb_works_on_a_model_that_is_not_there(provider: Provider, verb: str) -> None:
    with pytest.raises(ModelMissing) as raised:
        await getattr(provider, verb)("nosuch")
    assert raised.value.model == "nosuch"


async def test_a_check_says_who_is_there(provider: Provider) -> None:
    found = await provider.check()
    assert (found.kind, found.version) == (ProviderKind.OLLAMA, "0.33.0")
    assert 0 < found.latency_seconds < 5


async def test_a_pull_is_reported_layer_by_layer_until_it_is_done(
    server: OllamaDouble, provider: Provider
) -> None:
    reports, error = await pulled(provider.pull("qwen3:0.6b"))
    assert error is None
    assert reports[-1].done
    layer = [report for report in reports if report.layer == DIGEST]
    assert [report.completed_bytes for report in layer] == [0, 250_000, 500_000, 750_000, 1_000_000]
    assert {report.total_bytes for report in layer} == {1_000_000}
    assert "qwen3:0.6b" in server.models


async def test_odd_progress_is_tamed(server: OllamaDouble, provider: Provider) -> None:
    odd: list[dict[str, object]] = [
        {"status": "pulling x", "digest": "sha256:x", "total": 100, "completed": 900},
        {"status": "pulling x", "digest": "sha256:x", "total": -5, "completed": -9},
        {"status": "pulling x", "digest": "sha256:x", "total": "many", "completed": None},
        {"status": 7},
    ]
    server.pull_records = [*odd, {"status": "success"}]
    reports, error = await pulled(provider.pull("x"))
    assert error is None
    assert all(r.completed_bytes >= 0 for r in reports)
    assert all(r.completed_bytes <= r.total_bytes for r in reports if r.total_bytes)


async def test_a_pull_that_runs_out_of_disk_is_told_in_the_server_s_words(
    server: OllamaDouble, provider: Provider
) -> None:
    server.pull_records = [*pull_of(100)[:3], {"error": "write x-partial: no space left on device"}]
    reports, error = await pulled(provider.pull("x"))
    assert len(reports) == 3
    assert isinstance(error, PullFailed)
    assert (error.model, error.cause) == ("x", PullCause.NO_SPACE)
    assert error.reason == "write x-partial: no space left on device"


async def test_a_pull_without_success_is_interrupted(server: OllamaDouble, provider: Provider) -> None:
    server.pull_records = pull_of(100)[:-1]
    _, error = await pulled(provider.pull("x"))
    assert isinstance(error, Interrupted)
    assert error.cause is Interruption.CUT


async def test_a_pull_that_is_closed_hangs_up(server: OllamaDouble, provider: Provider) -> None:
    server.gate.clear()
    progress = provider.pull("x")
    await anext(progress)
    await progress.aclose()
    await eventually(lambda: server.disconnects == 1)
