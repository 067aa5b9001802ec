"""Ollama's own protocol: what is asked, and what is made of the answers."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from desktop.domain.chat import ChatRequest, CompletionRequest, Message, Parameters, Role
from desktop.domain.errors import Interrupted, Interruption, ModelMissing, PullFailed, Unsupported
from desktop.domain.providers import Provider, ProviderKind
from desktop.domain.pull_causes import PullCause
from desktop.providers.ollama import weights_in
from tests.providers.conftest import OLLAMA, client, eventually, pulled, question, reply_of
from tests.servers.downloads import published
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


async def test_the_weights_of_a_model_are_told_by_their_digests(
    server: OllamaDouble, provider: Provider
) -> None:
    base = published("a:1b", 1_000_000, 358, 485)
    tuned = published("b:1b", 485, shares=base.layers[:1])
    server.downloads.publish(base, tuned)
    for model in (base, tuned):
        await pulled(provider.pull(model.name))
    first, second = [(await provider.show(model.name)).weights for model in (base, tuned)]
    assert first == second == (base.layers[0].digest,)


@pytest.mark.parametrize(
    ("modelfile", "weights"),
    [
        ("", ""),
        ("# FROM /x/sha256-{a}", ""),
        ("FROM gemma3:270m", ""),
        ("FROM /root/.ollama/models/blobs/sha256-{a}\nTEMPLATE x", "a"),
        ("FROM C:\\Users\\Jo Do\\blobs\\sha256-{a}\r\nADAPTER C:\\blobs\\sha256-{b}\r\n", "ab"),
        ('FROM "/my models/sha256-{a}"\nfrom @sha256:{b}', "ab"),
        ("FROM /x/sha256-{a}\nFROM /x/sha256-{b}\nFROM /x/sha256-{a}", "ab"),
        ('TEMPLATE """\nFROM /x/sha256-{a}\n"""\nFROM /x/sha256-{b}', "b"),
        ('FROM /x/sha256-{b}\nLICENSE """\nFROM /x/sha256-{a}', "b"),
        ("FROM /x/sha256-{a}0\nFROM sha256-{b}/x", ""),
    ],
)
def test_only_what_a_modelfile_is_made_from_is_weights(modelfile: str, weights: str) -> None:
    digests = {letter: letter * 64 for letter in "ab"}
    for letter, digest in digests.items():
        modelfile = modelfile.replace(f"{{{letter}}}", digest)
    assert weights_in(modelfile) == tuple(f"sha256:{digests[letter]}" for letter in weights)


def test_a_modelfile_of_a_megabyte_takes_no_time() -> None:
    assert weights_in('FROM "' * 100_000 + '"""' * 100_001 + "FROM sha256-" * 10_000) == ()


async def test_the_server_does_not_count_its_disk(provider: Provider) -> None:
    with pytest.raises(Unsupported):
        await provider.disk_bytes()
