"""What a server is, is found by what it answers, never by its port."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from desktop.domain.errors import Cause, ProviderError, ProviderRejected, ProviderUnavailable
from desktop.domain.providers import Endpoint, Provider, ProviderKind
from desktop.providers.detection import connect
from desktop.providers.limits import Limits
from tests.providers.conftest import PATIENT, QUICK, Side, client, question, reply_of
from tests.servers.docker_model_runner import DockerModelRunnerDouble
from tests.servers.faults import HTML_ERROR, AnyFault, Fault, Redirect, Status
from tests.servers.model_server import ModelServer
from tests.servers.ollama import OllamaDouble
from tests.servers.openai_compatible import OpenAIDouble
from tests.servers.recordings import recording
from tests.servers.scripted import ScriptedServer, Wait, refused_url, response

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def found(
    url: str, kind: ProviderKind | None = None, api_key: str = "", limits: Limits = PATIENT
) -> AsyncGenerator[Provider, None]:
    """What `connect` makes of an address, closed at the end."""
    provider = await connect(Endpoint("test", "Test", url, kind, api_key=api_key), limits)
    try:
        yield provider
    finally:
        await provider.aclose()


async def test_every_kind_is_recognised_and_answers(side: Side, server: ModelServer) -> None:
    async with found(server.url) as provider:
        assert provider.kind.value == side.name
        assert provider.endpoint.kind is provider.kind
        assert (await provider.check()).kind is provider.kind
        assert (await reply_of(provider.chat(question(side.model)))).text == "Hello, world!"
    asked = [request for request in server.requests if request.method == "POST"]
    assert [request.path for request in asked] == [side.chat_path], "no model is asked to find out"


async def test_a_runner_that_does_not_name_itself_is_not_taken_for_an_ollama() -> None:
    with DockerModelRunnerDouble() as server:
        server.names_itself = False
        async with found(server.url) as provider:
            assert provider.kind is ProviderKind.DOCKER_MODEL_RUNNER


async def test_a_gateway_without_a_greeting_is_found_by_its_list() -> None:
    with OpenAIDouble() as server:
        server.is_llama_server = False
        async with found(server.url) as provider:
            assert provider.kind is ProviderKind.OPENAI


async def test_a_llama_server_that_is_recorded_is_recognised() -> None:
    with OpenAIDouble() as server:
        server.script("/v1/models", *recording("llama-server/models").pieces())
        server.script("/", *recording("llama-server/ollama_compat_tags").pieces())
        server.script("/api/version", *recording("llama-server/ollama_compat_tags").pieces())
        async with found(server.url) as provider:
            assert [model.name for model in await provider.list_models()] == ["gemma3-270m"]


@pytest.mark.parametrize("prefix", ["/v1", "/api/v1", "/openai/deployments/x"])
async def test_a_base_with_a_path_is_kept(prefix: str) -> None:
    with OpenAIDouble() as server:
        server.prefix = prefix
        async with found(server.url + prefix) as provider:
            assert len(await provider.list_models()) == 1
    assert {request.path.removesuffix("/models") for request in server.requests} >= {prefix}


@pytest.mark.parametrize(
    ("double", "path", "kind"),
    [
        (OllamaDouble, "/api/chat", ProviderKind.OLLAMA),
        (OllamaDouble, "/api/", ProviderKind.OLLAMA),
        (OpenAIDouble, "/v1/chat/completions", ProviderKind.OPENAI),
        (OpenAIDouble, "/v1/", ProviderKind.OPENAI),
        (DockerModelRunnerDouble, "/engines/v1", ProviderKind.DOCKER_MODEL_RUNNER),
    ],
)
async def test_an_address_with_more_than_its_base_is_understood(
    double: Callable[[], ModelServer], path: str, kind: ProviderKind
) -> None:
    with double() as server:
        async with found(server.url + path) as provider:
            assert provider.kind is kind
            assert (await reply_of(provider.chat(question(next(iter(server.models)))))).error is None


@pytest.mark.parametrize("kind", ProviderKind)
async def test_a_kind_that_is_given_is_believed_and_nothing_is_asked(kind: ProviderKind) -> None:
    with OllamaDouble() as server:
        async with found(server.url, kind) as provider:
            assert provider.kind is kind
        assert server.connections == 0


async def test_a_key_reaches_the_server_that_is_asked_who_it_is() -> None:
    with OpenAIDouble() as server:
        server.api_key = "sk-right"
        async with found(server.url, api_key="sk-right") as provider:
            assert len(await provider.list_models()) == 1


async def test_a_server_that_refuses_the_key_says_so_when_it_is_asked() -> None:
    with OpenAIDouble() as server:
        server.api_key = "sk-right"
        with pytest.raises(ProviderRejected) as raised:
            async with found(server.url, api_key="sk-wrong") as provider:
                await provider.list_models()
    assert raised.value.status == 401


@pytest.mark.parametrize("status", [401, 403, 502, 503, 504])
@pytest.mark.parametrize(
    ("content_type", "body"),
    [("text/html", HTML_ERROR), ("text/plain", b"refused"), ("application/json", b'{"error":"refused"}')],
)
async def test_a_proxy_that_refuses_is_told_from_a_web_site(
    status: int, content_type: str, body: bytes
) -> None:
    with OllamaDouble() as server:
        server.fault = Status(status, raw=body, content_type=content_type)
        server.fault_everywhere = True
        with pytest.raises(ProviderRejected) as raised:
            async with found(server.url) as provider:
                await provider.check()
    assert raised.value.status == status
    assert "<" not in raised.value.reason


async def test_a_key_that_only_the_base_with_v1_wants_does_not_stop_the_search() -> None:
    with OpenAIDouble() as server:
        server.prefix = "/api/v1"
        refusal = response(HTML_ERROR, status="403 Forbidden", content_type="text/html")
        server.script("/api/models", refusal)
        async with found(f"{server.url}/api") as provider:
            assert provider.endpoint.url == f"{server.url}/api/v1"
            assert len(await provider.list_models()) == 1


@pytest.mark.parametrize(
    ("double", "kind"), [(OllamaDouble, "ollama"), (DockerModelRunnerDouble, "docker-model-runner")]
)
async def test_a_proxy_that_redirects_from_its_root_does_not_hide_a_server(
    double: Callable[[], ModelServer], kind: str
) -> None:
    with double() as server:
        moved = response(status="302 Found", headers=("Location: /ui/",))
        server.script("/", moved)
        async with found(server.url) as provider:
            seen = await provider.check()
            assert provider.kind.value == seen.kind.value == kind
            assert seen.version
            assert (await reply_of(provider.chat(question(next(iter(server.models)))))).error is None


async def test_a_port_that_accepts_and_stays_silent_is_given_up_soon(side: Side) -> None:
    limits = replace(PATIENT, check_seconds=0.2)
    with ScriptedServer([Wait()], greets=True) as server:
        with pytest.raises(ProviderUnavailable) as detected:
            async with found(server.url, limits=limits):
                pass
        async with client(side, server.url, limits) as provider:
            with pytest.raises(ProviderUnavailable) as checked:
                await provider.check()
    assert detected.value.cause is checked.value.cause is Cause.TIMED_OUT
    assert PATIENT.check_seconds <= 5


@pytest.mark.parametrize(
    ("fault", "causes"),
    [
        (Fault.REFUSE, (Cause.REFUSED,)),
        (Fault.HTML_200, (Cause.NOT_A_MODEL_SERVER,)),
        (Fault.HTML_500, (Cause.NOT_A_MODEL_SERVER,)),
        (Fault.STALL_HEAD, (Cause.TIMED_OUT,)),
        (Fault.INFORMATIONAL, (Cause.TIMED_OUT,)),
        (Fault.SSH_BANNER, (Cause.NOT_HTTP, Cause.CLOSED)),
        (Status(404, raw=b"nothing here", content_type="text/plain"), (Cause.NOT_A_MODEL_SERVER,)),
        (Status(204, raw=b""), (Cause.NOT_A_MODEL_SERVER,)),
    ],
    ids=str,
)
async def test_what_is_no_model_server_is_not_taken_for_one(
    side: Side, server: ModelServer, fault: AnyFault, causes: tuple[Cause, ...]
) -> None:
    server.fault = fault
    server.fault_everywhere = True
    with pytest.raises(ProviderUnavailable) as raised:
        async with found(server.url, limits=QUICK):
            pass
    assert raised.value.cause in causes
    assert server.url in raised.value.url
    assert side.name  # every kind of server behaves alike here


@pytest.mark.parametrize("body", [b"{}", b"null", b'"Ollama is running"', b"[" * 100_000, b"\xff\xfe", b""])
async def test_any_other_answer_is_not_a_model_server(body: bytes) -> None:
    with ScriptedServer([response(body)]) as server, pytest.raises(ProviderUnavailable) as raised:
        async with found(server.url):
            pass
    assert raised.value.cause is Cause.NOT_A_MODEL_SERVER


async def test_detection_follows_no_redirect() -> None:
    with OllamaDouble() as target, OllamaDouble() as server:
        server.fault = Redirect(target.url)
        server.fault_everywhere = True
        with pytest.raises(ProviderError):
            async with found(server.url):
                pass
        assert target.connections == 0


@pytest.mark.parametrize("url", ["", "   ", "http://", "ftp://127.0.0.1", "http://127.0.0.1:99999", "//"])
async def test_what_is_no_address_is_called_so(url: str) -> None:
    with pytest.raises(ProviderUnavailable) as raised:
        async with found(url):
            pass
    assert raised.value.cause is Cause.BAD_URL


async def test_a_connection_that_found_nothing_is_closed() -> None:
    with ScriptedServer([response(b"{}")]) as server:
        with pytest.raises(ProviderUnavailable):
            async with found(server.url):
                pass
        assert server.connections
    with pytest.raises(ProviderUnavailable):
        async with found(refused_url()):
            pass
