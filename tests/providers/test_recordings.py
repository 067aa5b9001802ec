"""What our clients make of every answer that a real server was recorded giving."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from desktop.domain.errors import (
    Interrupted,
    Interruption,
    ModelMissing,
    ProviderError,
    ProviderRejected,
    PullFailed,
)
from desktop.domain.providers import Provider
from desktop.domain.pull_causes import PullCause
from tests.providers.conftest import OLLAMA, OPENAI, Reply, Side, client, pulled, question, reply_of
from tests.servers.recordings import COPIES, ORIGINALS, recorded_names, recording, replay

SMALL_BYTES = 1200
"""Recordings up to this size are also sent one byte at a time."""
MISSING = "nosuch"


@dataclass(frozen=True, slots=True)
class Refused:
    """A recorded error: which client meets it, and what it has to become."""

    side: Side
    status: int
    reason: str
    kind: type[ProviderRejected] = ProviderRejected


CHATS_REFUSED = {
    "ollama/chat_bad_json": Refused(OLLAMA, 400, "unexpected EOF"),
    "ollama/chat_image_unsupported": Refused(
        OLLAMA, 400, "Multimodal data provided, but model does not support multimodal requests."
    ),
    "ollama/chat_missing_model": Refused(OLLAMA, 404, "model 'nosuch' not found", ModelMissing),
    "ollama/chat_think_unsupported": Refused(OLLAMA, 400, '"gemma3:270m" does not support thinking'),
    "ollama/chat_tools_unsupported": Refused(
        OLLAMA, 400, "registry.ollama.ai/library/gemma3:270m does not support tools"
    ),
    "ollama/embed": Refused(
        OLLAMA, 501, "This server does not support embeddings. Start it with `--embeddings`"
    ),
    "ollama/not_found": Refused(OLLAMA, 404, "404 page not found"),
    "ollama/openai_missing_model": Refused(OPENAI, 404, "model 'nosuch' not found", ModelMissing),
    "llama-server/chat_bad_json": Refused(
        OPENAI,
        400,
        "[json.exception.parse_error.101] parse error at line 1, column 10: syntax error while parsing value"
        " - unexpected end of input; expected '[', '{', or a literal",
    ),
    "llama-server/chat_context_exceeded": Refused(
        OPENAI,
        400,
        "request (15024 tokens) exceeds the available context size (2048 tokens), try increasing it",
    ),
    "llama-server/health_loading": Refused(OPENAI, 503, "Loading model"),
    "llama-server/ollama_compat_tags": Refused(OPENAI, 404, "File Not Found"),
}
CHATS = {
    "ollama/chat_stream": OLLAMA,
    "ollama/chat_length_limit": OLLAMA,
    "ollama/chat_runner_killed": OLLAMA,
    "ollama/openai_chat_stream": OPENAI,
    "ollama/openai_chat_runner_killed": OPENAI,
    "llama-server/chat_stream": OPENAI,
}
MANAGEMENT = {
    *("ollama/version", "ollama/tags", "ollama/ps_empty", "ollama/ps_loaded", "ollama/show"),
    *("ollama/show_missing", "ollama/load", "ollama/unload", "ollama/delete_missing"),
    *("ollama/pull_already_present", "ollama/pull_cancelled", "ollama/pull_resumed"),
    *("ollama/pull_invalid_name", "ollama/pull_unreachable_registry", "ollama/openai_models"),
    *("llama-server/models", "llama-server/health", "llama-server/props"),
}


async def replayed_chat(side: Side, name: str, piece_bytes: int | None = None) -> Reply:
    model = "nosuch" if "missing" in name else side.model
    with replay(name, piece_bytes=piece_bytes) as server:
        async with client(side, server.url) as provider:
            return await reply_of(provider.chat(question(model)))


def pieces_of(name: str) -> tuple[int | None, ...]:
    return (None, 1) if len(recording(name).body) <= SMALL_BYTES else (None, 7)


def test_every_recording_is_the_subject_of_a_test() -> None:
    subjects = CHATS_REFUSED.keys() | CHATS.keys() | MANAGEMENT
    assert subjects == {*recorded_names("ollama"), *recorded_names("llama-server")}


@pytest.mark.skipif(not ORIGINALS.exists(), reason="the originals are only beside the shared checkout")
@pytest.mark.parametrize("folder", ["ollama", "llama-server"])
def test_the_copies_are_the_originals(folder: str) -> None:
    originals = {path.name: path.read_bytes() for path in (ORIGINALS / folder).iterdir()}
    copies = {path.name: path.read_bytes() for path in (COPIES / folder).iterdir()}
    assert copies == originals


@pytest.mark.anyio
@pytest.mark.parametrize("name", CHATS_REFUSED)
async def test_a_recorded_error_is_a_rejection_with_the_server_s_own_words(name: str) -> None:
    expected = CHATS_REFUSED[name]
    for piece_bytes in pieces_of(name):
        reply = await replayed_chat(expected.side, name, piece_bytes)
        error = reply.error
        assert isinstance(error, ProviderRejected)
        assert (type(error), error.status, error.reason) == (expected.kind, expected.status, expected.reason)
        assert reply.text == ""


@pytest.mark.anyio
@pytest.mark.parametrize("piece_bytes", [None, 1, 4096])
async def test_an_ollama_reply_is_whole_with_its_counts(piece_bytes: int | None) -> None:
    reply = await replayed_chat(OLLAMA, "ollama/chat_stream", piece_bytes)
    assert reply.text.startswith("Write two sentences about Saturn,")
    assert reply.finished is not None
    assert reply.finished.reason in ("stop", "length")
    assert reply.finished.reply_tokens is not None
    assert reply.finished.reply_tokens >= len(reply.fragments)
    assert reply.finished.prompt_tokens
    assert reply.finished.generation_seconds
    assert 0.1 < reply.finished.generation_seconds < 60, "nanoseconds are turned into seconds"


@pytest.mark.anyio
@pytest.mark.parametrize("piece_bytes", [None, 1])
async def test_an_ollama_reply_at_its_limit_says_so(piece_bytes: int | None) -> None:
    reply = await replayed_chat(OLLAMA, "ollama/chat_length_limit", piece_bytes)
    assert (reply.text, reply.finished and reply.finished.reason) == ("(1/2)", "length")


@pytest.mark.anyio
@pytest.mark.parametrize("piece_bytes", [None, 1])
async def test_a_llama_server_reply_is_whole_with_its_timings(piece_bytes: int | None) -> None:
    reply = await replayed_chat(OPENAI, "llama-server/chat_stream", piece_bytes)
    assert reply.text
    assert reply.finished is not None
    assert reply.finished.reason in ("stop", "length")
    assert reply.finished.reply_tokens
    assert reply.finished.generation_seconds


@pytest.mark.anyio
@pytest.mark.parametrize("piece_bytes", [None, 1])
async def test_ollama_s_openai_endpoint_gives_a_whole_reply(piece_bytes: int | None) -> None:
    reply = await replayed_chat(OPENAI, "ollama/openai_chat_stream", piece_bytes)
    assert reply.text.startswith("Say hi there")
    assert reply.finished is not None


@pytest.mark.anyio
async def test_ollama_s_killed_runner_is_an_error_and_what_came_stays() -> None:
    reply = await replayed_chat(OLLAMA, "ollama/chat_runner_killed")
    assert reply.text.startswith("Tell a short story. mendatang")
    assert isinstance(reply.error, ProviderError)


@pytest.mark.anyio
async def test_a_killed_runner_behind_the_openai_endpoint_is_never_a_finished_reply() -> None:
    reply = await replayed_chat(OPENAI, "ollama/openai_chat_runner_killed")
    assert reply.text.startswith("Tell a longer")
    assert isinstance(reply.error, Interrupted)
    assert reply.error.cause is Interruption.CUT


@pytest.mark.anyio
async def test_ollama_s_lists_are_read() -> None:
    async with recorded(OLLAMA, "ollama/tags") as provider:
        first, second = await provider.list_models()
    assert (first.name, first.size_bytes, first.parameters) == ("gemma3:270m", 253_113_597, "268.10M")
    assert (first.family, first.quantization, first.context_length) == ("gemma3", "Q4_K_M", 32768)
    assert first.capabilities == ("completion",)
    assert second.name == "registry.example/library/gemma3:270m"


@pytest.mark.anyio
@pytest.mark.parametrize("name", ["ollama/ps_empty", "ollama/ps_loaded"])
async def test_ollama_s_loaded_models_are_read(name: str) -> None:
    async with recorded(OLLAMA, name) as provider:
        (model,) = await provider.loaded_models()
    assert (model.name, model.size_bytes, model.gpu_bytes) == ("gemma3:270m", 287_781_682, 0)
    assert (model.context_length, model.expires_at[:10]) == (4096, "2026-11-22")


@pytest.mark.anyio
async def test_ollama_s_description_of_a_model_is_read() -> None:
    async with recorded(OLLAMA, "ollama/show") as provider:
        details = await provider.show("gemma3:270m")
    assert (details.family, details.context_length) == ("gemma3", 32768)
    assert "<start_of_turn>" in details.template
    assert "temperature" in details.parameters_text
    assert details.capabilities == ("completion",)


@pytest.mark.anyio
async def test_a_model_that_ollama_does_not_have_cannot_be_shown_or_deleted() -> None:
    async with recorded(OLLAMA, "ollama/show_missing", "ollama/delete_missing") as provider:
        with pytest.raises(ModelMissing) as shown:
            await provider.show(MISSING)
        with pytest.raises(ModelMissing) as deleted:
            await provider.delete(MISSING)
    assert (shown.value.model, shown.value.reason) == (MISSING, "model 'nosuch:latest' not found")
    assert (deleted.value.model, deleted.value.status) == (MISSING, 404)


@pytest.mark.anyio
async def test_loading_and_unloading_return_when_ollama_says_so() -> None:
    async with recorded(OLLAMA, "ollama/load", "ollama/unload") as provider:
        await provider.load("gemma3:270m")
        await provider.unload("gemma3:270m")


@pytest.mark.anyio
async def test_ollama_s_version_is_its_proof() -> None:
    async with recorded(OLLAMA, "ollama/version") as provider:
        found = await provider.check()
    assert (found.kind, found.version) == (provider.kind, "0.0.0")


@pytest.mark.anyio
async def test_a_pull_of_what_is_there_is_done_at_once() -> None:
    async with recorded(OLLAMA, "ollama/pull_already_present") as provider:
        reports, error = await pulled(provider.pull("gemma3:270m"))
    assert error is None
    assert reports[-1].done
    assert not any(report.done for report in reports[:-1])
    layers = {report.layer for report in reports if report.layer}
    assert len(layers) == 2


@pytest.mark.anyio
async def test_a_resumed_pull_starts_where_it_was_and_is_done() -> None:
    async with recorded(OLLAMA, "ollama/pull_resumed") as provider:
        reports, error = await pulled(provider.pull("gemma3:270m"))
    assert error is None
    assert reports[-1].done
    first = next(report for report in reports if report.completed_bytes)
    assert first.completed_bytes == 44_695_552
    assert all(report.completed_bytes <= report.total_bytes for report in reports)


@pytest.mark.anyio
async def test_a_pull_whose_stream_ends_without_success_is_interrupted() -> None:
    async with recorded(OLLAMA, "ollama/pull_cancelled") as provider:
        reports, error = await pulled(provider.pull("gemma3:270m"))
    assert reports
    assert not any(report.done for report in reports)
    assert isinstance(error, Interrupted)
    assert error.cause is Interruption.CUT


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("name", "cause", "words"),
    [
        ("ollama/pull_invalid_name", PullCause.NOT_FOUND, "invalid model name"),
        ("ollama/pull_unreachable_registry", PullCause.REGISTRY_UNREACHABLE, "no such host"),
    ],
)
async def test_a_pull_that_cannot_be_fails_in_the_server_s_words(
    name: str, cause: PullCause, words: str
) -> None:
    async with recorded(OLLAMA, name) as provider:
        _, error = await pulled(provider.pull("nosuch"))
    assert isinstance(error, PullFailed)
    assert (error.model, error.cause) == ("nosuch", cause)
    assert words in error.reason


@pytest.mark.anyio
async def test_the_lists_of_openai_endpoints_are_read() -> None:
    async with recorded(OPENAI, "ollama/openai_models") as provider:
        names = [model.name for model in await provider.list_models()]
    assert names == ["gemma3:270m", "registry.example/library/gemma3:270m"]
    async with recorded(OPENAI, "llama-server/models") as provider:
        (model,) = await provider.list_models()
    assert (model.name, model.size_bytes) == ("gemma3-270m", 246_587_904)


@pytest.mark.anyio
@pytest.mark.parametrize("name", ["llama-server/health", "llama-server/props"])
async def test_an_answer_that_is_no_reply_is_never_a_finished_one(name: str) -> None:
    reply = await replayed_chat(OPENAI, name)
    assert reply.error is not None
    assert reply.text == ""


@asynccontextmanager
async def recorded(side: Side, *names: str) -> AsyncGenerator[Provider, None]:
    """A client whose n-th request is answered by the n-th recording."""
    with replay(*names) as server:
        async with client(side, server.url) as provider:
            yield provider
