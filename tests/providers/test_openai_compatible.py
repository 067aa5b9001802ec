"""OpenAI's protocol as llama.cpp and others speak it: what is asked, and what is made of the answers."""

from collections.abc import AsyncIterator, Iterator

import pytest

from desktop.domain.chat import ChatRequest, CompletionRequest, Message, Parameters, Role
from desktop.domain.errors import ModelMissing, ProviderRejected, ProviderUnavailable, Unsupported
from desktop.domain.providers import Endpoint, Provider, ProviderKind
from desktop.providers.openai_compatible import OpenAIProvider
from tests.providers.conftest import OPENAI, PATIENT, asked, client, pulled, question, reply_of
from tests.servers.faults import Status
from tests.servers.openai_compatible import OpenAIDouble
from tests.servers.scripted import ScriptedServer, chunk, chunked_head, response

pytestmark = pytest.mark.anyio
MODEL = OPENAI.model


@pytest.fixture
def server() -> Iterator[OpenAIDouble]:
    with OpenAIDouble() as double:
        yield double


@pytest.fixture
async def provider(server: OpenAIDouble) -> AsyncIterator[Provider]:
    async with client(OPENAI, server.url) as provider:
        yield provider


async def test_a_question_is_sent_as_the_protocol_wants_it(server: OpenAIDouble, provider: Provider) -> None:
    parameters = Parameters(temperature=0.5, top_p=0.9, max_tokens=7, context_length=2048, seed=3)
    turns = (Message(Role.SYSTEM, "Be brief."), Message(Role.USER, "Hi?"))
    await reply_of(provider.chat(ChatRequest(MODEL, turns, parameters)))
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/v1/chat/completions")
    assert request.headers["accept-encoding"] == "identity"
    assert "authorization" not in request.headers
    assert request.body == {
        "model": MODEL,
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi?"}],
        "temperature": 0.5,
        "top_p": 0.9,
        "max_tokens": 7,
        "seed": 3,
        "stream": True,
        "stream_options": {"include_usage": True},
    }


@pytest.mark.parametrize("field", ["reasoning_content", "reasoning"])
async def test_reasoning_is_apart_from_the_answer_under_either_name(
    server: OpenAIDouble, provider: Provider, field: str
) -> None:
    server.reasoning_field = field
    server.reply_with("4", "2", thinking=("Let me ", "think"))
    reply = await reply_of(provider.chat(question(MODEL)))
    assert (reply.thinking, reply.text) == ("Let me think", "42")


async def test_reasoning_between_tags_in_the_text_is_told_apart(
    server: OpenAIDouble, provider: Provider
) -> None:
    server.reply_with("<th", "ink>Let me", " think</thi", "nk>\n\n4", "2")
    reply = await reply_of(provider.chat(question(MODEL)))
    assert (reply.thinking, reply.text) == ("Let me think", "42")


@pytest.mark.parametrize("is_llama_server", [True, False])
@pytest.mark.parametrize("sends_usage", [True, False])
async def test_counts_come_from_usage_or_timings_where_there_are_any(
    server: OpenAIDouble, provider: Provider, is_llama_server: bool, sends_usage: bool
) -> None:
    server.is_llama_server, server.sends_usage = is_llama_server, sends_usage
    finished = (await reply_of(provider.chat(question(MODEL)))).finished
    assert finished is not None
    has_counts = is_llama_server or sends_usage
    expected = (12, 4) if has_counts else (None, None)
    assert (finished.prompt_tokens, finished.reply_tokens) == expected
    assert finished.generation_seconds == (1.0 if is_llama_server else None)


async def test_a_reply_without_the_done_marker_is_whole_if_it_has_a_reason(
    server: OpenAIDouble, provider: Provider
) -> None:
    server.sends_done_marker = False
    server.finish_reason = "length"
    reply = await reply_of(provider.chat(question(MODEL)))
    assert (reply.text, reply.finished and reply.finished.reason) == ("Hello, world!", "length")


async def test_a_server_that_refuses_stream_options_is_asked_without_them_from_then_on(
    server: OpenAIDouble, provider: Provider
) -> None:
    server.rejects_stream_options = True
    for _ in range(2):
        assert (await reply_of(provider.chat(question(MODEL)))).text == "Hello, world!"
    bodies = [request.body for request in server.requests]
    assert ["stream_options" in body for body in bodies if isinstance(body, dict)] == [True, False, False]


async def test_a_server_that_does_not_stream_is_understood(server: OpenAIDouble, provider: Provider) -> None:
    server.streams = False
    reply = await reply_of(provider.chat(question(MODEL)))
    assert reply.text == "Hello, world!"
    assert reply.finished is not None
    assert reply.finished.reply_tokens == 4


@pytest.mark.parametrize(
    "event",
    [
        '{"error":{"message":"the reason","type":"server_error"}}',
        '{"error":"the reason"}',
        '{"object":"error","message":"the reason","code":500}',
        '{"choices":[{"delta":{"content":""},"finish_reason":"error"}],"error":{"message":"the reason"}}',
    ],
)
async def test_an_error_in_the_stream_is_told_whatever_its_shape(event: str) -> None:
    error = chunk(f"data: {event}\n\n".encode())
    plan = [chunked_head(OPENAI.content_type), chunk(OPENAI.record('"Hello"')), error]
    with ScriptedServer(plan) as server:
        reply = await asked(OPENAI, server.url)
    assert reply.text == "Hello"
    assert isinstance(reply.error, ProviderRejected)
    assert (reply.error.reason, reply.error.status) == ("the reason", 0)


async def test_a_text_is_continued(server: OpenAIDouble, provider: Provider) -> None:
    reply = await reply_of(provider.complete(CompletionRequest(MODEL, "Once upon")))
    assert reply.text == "Hello, world!"
    assert (server.requests[0].path, server.requests[0].field("prompt")) == ("/v1/completions", "Once upon")


@pytest.mark.parametrize("suffix", ["", "/", "/v1", "/v1/"])
async def test_the_base_is_found_however_the_address_ends(server: OpenAIDouble, suffix: str) -> None:
    async with client(OPENAI, server.url + suffix) as provider:
        assert (await reply_of(provider.chat(question(MODEL)))).text == "Hello, world!"
    assert [request.path for request in server.requests] == ["/v1/chat/completions"]


async def test_a_check_says_what_is_there(server: OpenAIDouble, provider: Provider) -> None:
    found = await provider.check()
    assert found.kind is ProviderKind.OPENAI
    assert 0 < found.latency_seconds < 5
    assert not [r for r in server.requests if r.method != "GET"], "a check asks no model"


async def test_a_key_is_wanted_and_sent(server: OpenAIDouble) -> None:
    server.api_key = "sk-right"
    for key, is_right in (("sk-wrong", False), ("sk-right", True), ("  sk-right\n", True)):
        provider = OpenAIProvider(Endpoint("test", "Test", server.url, api_key=key), PATIENT)
        reply = await reply_of(provider.chat(question(MODEL)))
        await provider.aclose()
        assert (reply.error is None) is is_right
        if not is_right:
            assert isinstance(reply.error, ProviderRejected)
            assert reply.error.status == 401


@pytest.mark.parametrize("body", [b'{"object":"list","data":null}', b'{"data":[]}', b"[]"])
async def test_a_server_without_models_has_an_empty_list(
    server: OpenAIDouble, provider: Provider, body: bytes
) -> None:
    server.script("/v1/models", response(body))
    assert await provider.list_models() == ()


async def test_entries_that_are_no_models_are_left_out(server: OpenAIDouble, provider: Provider) -> None:
    odd = b'{"data":[null,7,"x",{},{"id":7},{"id":""},{"id":"m","meta":{"size":-1,"n_ctx":1e99}},[]]}'
    server.script("/v1/models", response(odd))
    (model,) = await provider.list_models()
    assert (model.name, model.size_bytes, model.context_length) == ("m", 0, 0)


@pytest.mark.parametrize("body", [b"<html></html>", b"{", b"7", b'{"hello":"world"}', b"[" * 100_000])
async def test_a_list_that_is_none_is_another_program_s(
    server: OpenAIDouble, provider: Provider, body: bytes
) -> None:
    server.script("/v1/models", response(body))
    with pytest.raises(ProviderUnavailable):
        await provider.list_models()


async def test_a_model_is_described_as_far_as_the_list_goes(provider: Provider) -> None:
    assert (await provider.show(MODEL)).context_length == 2048
    with pytest.raises(ModelMissing):
        await provider.show("nosuch")


@pytest.mark.parametrize("verb", ["load", "unload", "delete"])
async def test_models_are_not_managed_here(server: OpenAIDouble, provider: Provider, verb: str) -> None:
    with pytest.raises(Unsupported):
        await getattr(provider, verb)(MODEL)
    with pytest.raises(Unsupported):
        await provider.loaded_models()
    with pytest.raises(Unsupported):
        await pulled(provider.pull(MODEL))
    with pytest.raises(Unsupported):
        await provider.remote(MODEL)
    with pytest.raises(Unsupported):
        await provider.disk_bytes()
    assert server.requests == []


async def test_a_server_that_still_loads_says_so(server: OpenAIDouble, provider: Provider) -> None:
    server.fault = Status(503, "Loading model")
    server.fault_everywhere = True
    with pytest.raises(ProviderRejected) as raised:
        await provider.list_models()
    assert (raised.value.status, raised.value.reason) == (503, "Loading model")
