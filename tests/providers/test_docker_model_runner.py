"""Docker Model Runner: Docker's own endpoints to manage models, OpenAI's to chat."""

from collections.abc import AsyncIterator, Iterator

import pytest

from desktop.domain.chat import CompletionRequest
from desktop.domain.errors import (
    Cause,
    Interrupted,
    Interruption,
    ModelBusy,
    ModelMissing,
    ModelNameInvalid,
    ProviderRejected,
    ProviderUnavailable,
    PullFailed,
)
from desktop.domain.providers import Provider, ProviderKind
from desktop.domain.pull_causes import PullCause
from tests.providers.conftest import RUNNER, client, eventually, pulled, question, reply_of
from tests.servers.docker_model_runner import (
    LAYER_BYTES,
    MANIFEST_BYTES,
    PULL,
    DockerModelRunnerDouble,
    failed_pull,
)
from tests.servers.downloads import published
from tests.servers.faults import Status
from tests.servers.scripted import LAST_CHUNK, chunk, chunked_head, response

pytestmark = pytest.mark.anyio
MODEL = RUNNER.model


@pytest.fixture
def server() -> Iterator[DockerModelRunnerDouble]:
    with DockerModelRunnerDouble() as double:
        yield double


@pytest.fixture
async def provider(server: DockerModelRunnerDouble) -> AsyncIterator[Provider]:
    async with client(RUNNER, server.url) as provider:
        yield provider


@pytest.mark.parametrize("names_itself", [True, False])
async def test_a_check_tells_a_runner_from_an_ollama(
    server: DockerModelRunnerDouble, provider: Provider, names_itself: bool
) -> None:
    server.names_itself = names_itself
    found = await provider.check()
    assert found.kind is ProviderKind.DOCKER_MODEL_RUNNER
    assert found.version == ("v1.2.6" if names_itself else "")


async def test_replies_come_from_the_openai_endpoint(
    server: DockerModelRunnerDouble, provider: Provider
) -> None:
    server.reply_with("4", "2", thinking=("Let me think",))
    reply = await reply_of(provider.chat(question(MODEL)))
    assert (reply.thinking, reply.text) == ("Let me think", "42")
    reply = await reply_of(provider.complete(CompletionRequest(MODEL, "Once upon")))
    assert reply.text == "42"
    paths = [request.path for request in server.requests]
    assert paths == ["/engines/v1/chat/completions", "/engines/v1/completions"]


async def test_a_listed_model_can_be_asked_under_its_listed_name(provider: Provider) -> None:
    (model,) = await provider.list_models()
    assert model.size_bytes == round(256.35 * 1024**2)
    assert (model.parameters, model.family, model.context_length) == ("361.82 M", "llama", 8192)
    assert model.modified_at.startswith("2025-03-24")
    assert (await reply_of(provider.chat(question(model.name)))).text == "Hello, world!"
    assert (await provider.show(model.name)).quantization == "IQ2_XXS/Q4_K_M"


@pytest.mark.parametrize(
    ("listed", "loaded"),
    [
        ("ai/smollm2:latest", "docker.io/ai/smollm2:latest"),
        ("ai/smollm2:latest", "ai/smollm2"),
        ("ai/smollm2:latest", "smollm2"),
        ("ai/qwen3:8B-Q4_K_M", "qwen3:8B-Q4_K_M"),
        ("huggingface.co/org/x:latest", "hf.co/org/x"),
        ("localhost:5000/org/x:latest", "localhost:5000/org/x"),
    ],
)
async def test_a_model_in_memory_has_its_name_in_the_list(
    server: DockerModelRunnerDouble, provider: Provider, listed: str, loaded: str
) -> None:
    server.models, server.loaded = {listed: LAYER_BYTES}, [loaded]
    (installed,) = await provider.list_models()
    (in_memory,) = await provider.loaded_models()
    assert installed.name == in_memory.name == listed


async def test_models_without_a_tag_are_called_by_their_digest(
    server: DockerModelRunnerDouble, provider: Provider
) -> None:
    digest = "sha256:" + "ab" * 32
    server.script("/models", response(f'[{{"id":"{digest}","tags":[]}}]'.encode()))
    assert [model.name for model in await provider.list_models()] == [digest]


async def test_models_are_loaded_without_a_question_and_unloaded(
    server: DockerModelRunnerDouble, provider: Provider
) -> None:
    await provider.load(MODEL)
    assert server.requests[-1].headers["x-preload-only"] == "true"
    (model,) = await provider.loaded_models()
    assert (model.name, model.size_bytes, model.gpu_bytes) == (MODEL, None, None)
    await provider.unload(MODEL)
    assert await provider.loaded_models() == ()


async def test_a_model_is_deleted_and_then_missing(
    server: DockerModelRunnerDouble, provider: Provider
) -> None:
    await provider.delete(MODEL)
    assert server.models == {}
    assert await provider.list_models() == ()
    for call in (provider.delete, provider.show, provider.load):
        with pytest.raises(ModelMissing) as raised:
            await call(MODEL)
        assert raised.value.model == MODEL


@pytest.mark.parametrize("name", ["purge", "../purge", "a?force=true", "a#b", "", "a b"])
async def test_no_name_reaches_another_endpoint(
    server: DockerModelRunnerDouble, provider: Provider, name: str
) -> None:
    with pytest.raises(ModelNameInvalid):
        await provider.delete(name)
    assert server.requests == []
    assert server.models


async def test_a_pull_is_reported_by_layers_that_interleave(
    server: DockerModelRunnerDouble, provider: Provider
) -> None:
    reports, error = await pulled(provider.pull("ai/qwen3"))
    assert error is None
    assert reports[-1].done
    assert server.requests[0].headers["accept"] == "application/json"
    assert [(r.layer[-4:], r.completed_bytes) for r in reports[:-1]] == [
        ("0aa3", 1_048_576),
        ("a1c4", MANIFEST_BYTES),
        ("0aa3", LAYER_BYTES),
    ]
    assert {r.overall_total_bytes for r in reports[:-1]} == {LAYER_BYTES + MANIFEST_BYTES}
    assert "ai/qwen3" in server.models


async def test_lines_that_a_proxy_made_the_runner_escape_are_read(
    server: DockerModelRunnerDouble, provider: Provider
) -> None:
    lines = (
        b"{&#34;type&#34;:&#34;progress&#34;,&#34;layer&#34;:{&#34;id&#34;:&#34;sha256:x&#34;,"
        b"&#34;size&#34;:9,&#34;current&#34;:4}}\n",
        b"{&#34;type&#34;:&#34;success&#34;,&#34;message&#34;:&#34;a &amp; b&#34;}\n",
    )
    server.script("/models/create", chunked_head("text/plain"), *map(chunk, lines), LAST_CHUNK)
    reports, error = await pulled(provider.pull("ai/qwen3"))
    assert error is None
    assert [(r.completed_bytes, r.done) for r in reports] == [(4, False), (0, True)]
    assert reports[-1].status == "a & b"


async def test_a_failed_pull_is_told_in_the_server_s_words(
    server: DockerModelRunnerDouble, provider: Provider
) -> None:
    server.pull_lines = failed_pull("no space left on device")
    reports, error = await pulled(provider.pull("ai/qwen3"))
    assert len(reports) == 1
    assert isinstance(error, PullFailed)
    assert (error.cause, error.reason) == (PullCause.NO_SPACE, "no space left on device")


async def test_a_pull_that_ends_without_success_is_interrupted(
    server: DockerModelRunnerDouble, provider: Provider
) -> None:
    server.pull_lines = PULL[:2]
    _, error = await pulled(provider.pull("ai/qwen3"))
    assert isinstance(error, Interrupted)
    assert error.cause is Interruption.CUT


async def test_a_pull_of_what_no_registry_has_is_refused(
    server: DockerModelRunnerDouble, provider: Provider
) -> None:
    server.fault = Status(404, "Model not found")
    _, error = await pulled(provider.pull("ai/nosuch"))
    assert isinstance(error, PullFailed)
    assert (error.model, error.cause) == ("ai/nosuch", PullCause.NOT_FOUND)


async def test_a_pull_that_is_closed_hangs_up(server: DockerModelRunnerDouble, provider: Provider) -> None:
    server.gate.clear()
    progress = provider.pull("ai/qwen3")
    await anext(progress)
    await progress.aclose()
    await eventually(lambda: server.disconnects == 1)


async def test_what_a_pull_would_fetch_is_asked_of_the_registry_through_the_runner(
    server: DockerModelRunnerDouble, provider: Provider
) -> None:
    model = published("ai/qwen3:latest", 5_000_000, 485)
    server.downloads.publish(model)
    found = await provider.remote("ai/qwen3")
    assert server.requests[-1].path == "/models/ai/qwen3?remote=true"
    assert found.total_bytes == pytest.approx(model.total_bytes, rel=0.01)  # it is told for people
    await pulled(provider.pull("ai/qwen3"))
    (installed,) = [entry for entry in await provider.list_models() if entry.name == "ai/qwen3:latest"]
    assert found.digest == installed.digest != ""
    with pytest.raises(ModelMissing):
        await provider.remote("ai/nosuch")


async def test_a_size_that_the_registry_does_not_tell_is_none(
    server: DockerModelRunnerDouble, provider: Provider
) -> None:
    server.script("/models/ai/x", response(b'{"id":5,"config":{"size":[]}}'))
    found = await provider.remote("ai/x")
    assert (found.total_bytes, found.digest) == (0, "")


async def test_the_runner_counts_its_disk(server: DockerModelRunnerDouble, provider: Provider) -> None:
    server.models = {"ai/a:latest": 1000, "ai/b:latest": 500}
    assert await provider.disk_bytes() == 1500


@pytest.mark.parametrize("body", [b"{}", b"[]", b'{"models_disk_usage":-1}', b'{"models_disk_usage":"5"}'])
async def test_a_disk_use_that_is_no_number_is_no_answer_of_a_runner(
    server: DockerModelRunnerDouble, provider: Provider, body: bytes
) -> None:
    server.script("/engines/df", response(body))
    with pytest.raises(ProviderUnavailable) as raised:
        await provider.disk_bytes()
    assert raised.value.cause is Cause.NOT_A_MODEL_SERVER


async def test_a_model_of_several_tags_is_not_deleted(
    server: DockerModelRunnerDouble, provider: Provider
) -> None:
    server.further_tags[MODEL] = ["ai/smollm2:360M"]
    with pytest.raises(ModelBusy) as raised:
        await provider.delete(MODEL)
    assert (raised.value.model, raised.value.reason) == (MODEL, "several-tags")
    assert "multiple tag references" in raised.value.detail
    assert MODEL in server.models


async def test_a_refused_deletion_is_told(server: DockerModelRunnerDouble, provider: Provider) -> None:
    server.script(f"/models/{MODEL}", response(b"no\n", status="500 Oops", content_type="text/plain"))
    with pytest.raises(ProviderRejected) as raised:
        await provider.delete(MODEL)
    assert raised.value.status == 500
