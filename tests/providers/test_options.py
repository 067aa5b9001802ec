"""Headers, certificates, proxies and the way of a key, over real sockets and TLS."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.domain.errors import (
    CaFileUnusable,
    Cause,
    HeaderRefused,
    KeyUnencrypted,
    ProviderError,
    ProviderRejected,
    ProviderUnavailable,
)
from desktop.domain.provider_options import RESERVED_HEADERS
from desktop.domain.providers import DIRECT, Availability, Endpoint
from desktop.providers.certificates import certificate_expiry
from desktop.providers.detection import connect
from tests.providers.conftest import PATIENT, Reply, Side, question, reply_of
from tests.providers.test_processes import ROOT, environment_with_proxy
from tests.servers.model_server import ModelServer
from tests.servers.ollama import OllamaDouble
from tests.servers.proxy import ProxyDouble
from tests.servers.scripted import ScriptedServer, refused_url, response
from tests.servers.secure import CERTIFICATE, SecureOllama, server_context

pytestmark = pytest.mark.anyio

KEY = "sk-CANARY-7f3a9c"
FAR = "http://models.example"


async def answered(side: Side, endpoint: Endpoint) -> Reply:
    """The reply to one question, by a client with the endpoint's options."""
    provider = side.provider(endpoint, PATIENT)
    try:
        return await reply_of(provider.chat(question(side.model)))
    finally:
        await provider.aclose()


async def checked(endpoint: Endpoint) -> Availability | ProviderError:
    """What a check of the endpoint came to, its kind found first."""
    try:
        provider = await connect(endpoint, PATIENT)
    except ProviderError as error:
        return error
    try:
        return await provider.check()
    except ProviderError as error:
        return error
    finally:
        await provider.aclose()


def to(url: str, **fields: object) -> Endpoint:
    return replace(Endpoint("test", "Test", url), **fields)  # type: ignore[arg-type]  # names of its fields


@pytest.fixture
def secure() -> Iterator[SecureOllama]:
    with SecureOllama() as server:
        yield server


async def test_the_headers_are_in_every_request_and_the_key_stays_what_it_is(
    side: Side, server: ModelServer
) -> None:
    headers = (("X-Project", "blue"), ("User-Agent", "gateway/1"))
    endpoint = to(server.url, headers=headers, api_key=KEY)
    provider = await connect(endpoint, PATIENT)
    await provider.check()
    await provider.list_models()
    await reply_of(provider.chat(question(side.model)))
    await provider.aclose()
    assert {request.path for request in server.requests} >= {side.chat_path}
    assert {request.headers.get("x-project") for request in server.requests} == {"blue"}
    assert {request.headers["user-agent"] for request in server.requests} == {"gateway/1"}
    assert {request.headers["authorization"] for request in server.requests} == {f"Bearer {KEY}"}


@pytest.mark.parametrize("name", sorted({name.title() for name in RESERVED_HEADERS}))
async def test_a_header_that_the_connection_or_the_key_sets_is_refused(name: str) -> None:
    with OllamaDouble() as server:
        error = await checked(to(server.url, headers=((name, "x"),)))
        assert server.connections == 0
    assert isinstance(error, HeaderRefused)
    assert (error.name, error.reason) == (name, "reserved")


@pytest.mark.parametrize(
    "header", [("X Y", "1"), ("X:Y", "1"), ("", "1"), ("X-Y", "a\r\nHost: evil"), ("X-Y", "ü")]
)
async def test_a_header_that_cannot_be_sent_is_refused(header: tuple[str, str]) -> None:
    with OllamaDouble() as server:
        error = await checked(to(server.url, headers=(header,)))
        assert server.connections == 0
    assert isinstance(error, HeaderRefused)
    assert error.reason == "unsendable"


async def test_the_value_of_a_secret_header_is_not_shown_when_the_server_repeats_it(side: Side) -> None:
    with ScriptedServer([response(f'{{"error":"bad {KEY}"}}'.encode(), status="401 No")]) as server:
        reply = await answered(side, to(server.url, headers=(("X-Api-Key", KEY),)))
    assert isinstance(reply.error, ProviderRejected)
    assert reply.error.reason.startswith("bad ")
    assert KEY not in reply.error.reason


async def test_a_server_is_trusted_with_the_file_that_vouches_for_it_and_not_without(
    secure: SecureOllama,
) -> None:
    refused = await checked(to(secure.url))
    assert isinstance(refused, ProviderUnavailable)
    assert refused.cause is Cause.CERTIFICATE
    assert secure.requests == []
    found = await checked(to(secure.url, ca_file=str(CERTIFICATE), api_key=KEY))
    assert isinstance(found, Availability)
    assert {request.headers["authorization"] for request in secure.requests} == {f"Bearer {KEY}"}


async def test_the_file_vouches_for_the_names_in_its_certificate_only(secure: SecureOllama) -> None:
    with ProxyDouble({"models.example": secure.port}) as proxy:
        endpoint = to("https://models.example", ca_file=str(CERTIFICATE), proxy=proxy.url)
        error = await checked(endpoint)
    assert isinstance(error, ProviderUnavailable)
    assert error.cause is Cause.CERTIFICATE
    assert secure.requests == []


async def test_a_file_of_certificates_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    text = tmp_path / "notes.pem"
    text.write_text("no certificate\n")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, reason in (
        (tmp_path / "none.pem", "missing"),
        (text, "not-pem"),
        (tmp_path, "not-pem"),
        (pipe, "not-pem"),
    ):
        error = await checked(to("https://127.0.0.1:9", ca_file=str(path)))
        assert isinstance(error, CaFileUnusable)
        assert (error.path, error.reason) == (str(path), reason)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
async def test_a_file_of_certificates_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "closed.pem"
    path.touch(mode=0)
    error = await checked(to("https://127.0.0.1:9", ca_file=str(path)))
    assert isinstance(error, CaFileUnusable)
    assert error.reason == "unreadable"


async def test_the_end_of_a_certificate_is_told_without_a_key(secure: SecureOllama) -> None:
    endpoint = to(f"{secure.url}/v1", ca_file=str(CERTIFICATE), api_key=KEY)
    assert await certificate_expiry(endpoint) == datetime(2126, 10, 31, 19, 44, 57, tzinfo=UTC)
    assert not [request for request in secure.requests if "authorization" in request.headers]
    assert await certificate_expiry(to("http://127.0.0.1:9")) is None
    with pytest.raises(ProviderUnavailable):
        await certificate_expiry(to(secure.url))


async def test_plain_http_goes_through_the_proxy_with_its_whole_url(side: Side, server: ModelServer) -> None:
    with ProxyDouble({"models.example": server.port}) as proxy:
        reply = await answered(side, to(FAR, proxy=proxy.url))
        assert [request.path for request in proxy.requests] == [f"{FAR}{side.chat_path}"]
    assert reply.text == "Hello, world!"


async def test_tls_goes_through_a_tunnel_in_which_the_proxy_sees_no_key(secure: SecureOllama) -> None:
    with ProxyDouble({"localhost": secure.port}) as proxy:
        url = f"https://localhost:{secure.port}"
        found = await checked(to(url, proxy=proxy.url, ca_file=str(CERTIFICATE), api_key=KEY))
        assert {(request.method, request.path) for request in proxy.requests} == {
            ("CONNECT", f"localhost:{secure.port}")
        }
        assert not [request for request in proxy.requests if "authorization" in request.headers]
    assert isinstance(found, Availability)
    assert {request.headers["authorization"] for request in secure.requests} == {f"Bearer {KEY}"}


async def test_a_proxy_that_is_not_there_is_named_and_not_the_server() -> None:
    gone = refused_url()
    for url in (FAR, "https://models.example"):
        error = await checked(to(url, proxy=gone))
        assert isinstance(error, ProviderUnavailable)
        assert (error.url, error.cause) == (url, Cause.PROXY)
        assert error.detail == f"{gone.removeprefix('http://')}: refused"


async def test_a_proxy_that_refuses_says_with_which_status(side: Side) -> None:
    with ProxyDouble({}, "407 Proxy Authentication Required") as proxy:
        error = await checked(to("https://models.example", proxy=proxy.url))
        assert isinstance(error, ProviderUnavailable)
        assert (error.cause, error.detail) == (
            Cause.PROXY,
            f"{proxy.url.removeprefix('http://')}: it answers 407",
        )
        reply = await answered(side, to(FAR, proxy=proxy.url))
    assert isinstance(reply.error, ProviderRejected)
    assert reply.error.status == 407


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "127.0.0.1:9", "http://u:p@127.0.0.1:9", "none"])
async def test_what_is_no_address_of_an_http_proxy_is_said(proxy: str) -> None:
    error = await checked(to(FAR, proxy=proxy))
    assert isinstance(error, ProviderUnavailable)
    assert error.cause is Cause.PROXY
    assert "p@" not in f"{error} {error.detail}"


async def test_a_proxy_over_tls_is_proven_by_the_same_file() -> None:
    with ScriptedServer([response(b"no", status="403 Forbidden")], tls=server_context()) as proxy:
        error = await checked(to(FAR, proxy=proxy.url))
        assert isinstance(error, ProviderUnavailable)
        assert error.cause is Cause.CERTIFICATE
        await checked(to(FAR, proxy=proxy.url, ca_file=str(CERTIFICATE)))
        assert {request.path.removeprefix(FAR) for request in proxy.requests} >= {"/"}


async def test_a_key_never_crosses_the_network_in_the_clear(side: Side) -> None:
    with ProxyDouble({}) as proxy:
        for endpoint in (
            to(FAR, proxy=proxy.url, api_key=KEY),
            to("http://192.0.2.1:8080", proxy=proxy.url, api_key=KEY),
            to(FAR, proxy=proxy.url, headers=(("X-Api-Key", KEY),)),
            to(FAR, proxy=proxy.url, headers=(("Cookie", KEY),)),
        ):
            reply = await answered(side, endpoint)
            assert isinstance(reply.error, KeyUnencrypted)
            assert reply.error.url.startswith(endpoint.url)
        assert proxy.connections == 0


async def test_a_key_for_this_computer_does_not_go_round_by_a_proxy_elsewhere(
    side: Side, server: ModelServer
) -> None:
    endpoint = to(server.url, proxy="http://proxy.example:3128", api_key=KEY)
    assert not endpoint.is_local
    assert isinstance((await answered(side, endpoint)).error, KeyUnencrypted)
    assert (await answered(side, replace(endpoint, proxy=DIRECT))).finished
    assert len(server.requests) == 1


IN_A_PROCESS = """
import asyncio, json, sys
from desktop.domain.errors import ProviderError
from desktop.domain.providers import Endpoint
from desktop.providers.limits import Limits
from desktop.providers.registry import Registry
from desktop.providers.transport import Transport

async def said(work):
    try:
        return str((await work).status)
    except ProviderError as error:
        return f"{getattr(error, 'cause', '')} {error}"

async def main(url, proxy):
    transport = Transport(Endpoint("x", "X", url, proxy=proxy), url, Limits(connect_seconds=5))
    registry = Registry()
    print(json.dumps([await said(transport.request("GET", "/")), await said(registry.remote("gemma3"))]))
    await transport.aclose()
    await registry.aclose()

asyncio.run(main(*sys.argv[1:]))
"""


def said_in_a_process(url: str, proxy: str, environment: dict[str, str]) -> list[str]:
    """What a request to `url`, and one to the registry, came to where the environment is another."""
    command = [sys.executable, "-c", IN_A_PROCESS, url, proxy]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=60
    )
    assert not done.stderr
    said: list[str] = json.loads(done.stdout)
    return said


def test_the_registry_is_asked_through_the_proxy_of_the_environment_too() -> None:
    with ProxyDouble({}) as proxy:
        own, registry = said_in_a_process(FAR, "", environment_with_proxy(proxy.url))
        assert own == "502"
        assert registry.startswith("proxy ")
        assert [request.path for request in proxy.requests] == [f"{FAR}/", "registry.ollama.ai:443"]


def test_a_provider_may_have_no_proxy_or_its_own_whatever_the_environment_says() -> None:
    with ProxyDouble({}) as proxy, ProxyDouble({}) as own, OllamaDouble() as server:
        environment = environment_with_proxy(proxy.url)
        assert said_in_a_process(server.url, "", environment)[0] == "200"
        assert said_in_a_process(server.url, DIRECT, environment)[0] == "200"
        assert said_in_a_process(FAR, own.url, environment)[0] == "502"
        assert not [request for request in proxy.requests if "registry" not in request.path]
        excepted = environment | {"no_proxy": "models.invalid", "NO_PROXY": "models.invalid"}
        assert said_in_a_process("http://models.invalid", "", excepted)[0].startswith("unknown-host")


def test_a_proxy_of_the_environment_by_socks_is_said_without_its_password() -> None:
    environment = environment_with_proxy("socks5://me:hidden@127.0.0.1:9")
    for said in said_in_a_process(FAR, "", environment):
        assert said.startswith("proxy ")
        assert "hidden" not in said
