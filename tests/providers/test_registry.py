"""What a registry tells of a model that could be pulled, and what becomes of it when it does not."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing

import pytest

from desktop.domain.errors import (
    Cause,
    ModelMissing,
    ModelNameInvalid,
    ProviderRejected,
    ProviderUnavailable,
    Redirected,
)
from desktop.domain.providers import Endpoint, ProviderKind
from desktop.providers.detection import connect
from desktop.providers.ollama import OllamaProvider
from desktop.providers.registry import Registry, RegistryName, registry_address, registry_name
from tests.providers.conftest import PATIENT, QUICK
from tests.servers.downloads import published
from tests.servers.registry import CONFIG_BYTES, MANIFEST_TYPE, RegistryDouble, error_body
from tests.servers.scripted import (
    Endless,
    ScriptedServer,
    Step,
    Wait,
    chunk,
    chunked_head,
    refused_url,
    response,
)

pytestmark = pytest.mark.anyio
KEY = "sk-CANARY-5d1e0b"


@pytest.fixture
def double() -> Iterator[RegistryDouble]:
    with RegistryDouble() as double:
        yield double


@pytest.fixture
async def registry(double: RegistryDouble) -> AsyncIterator[Registry]:
    registry = Registry(double.url, QUICK)
    yield registry
    await registry.aclose()


@pytest.mark.parametrize(
    ("model", "host", "repository", "tag"),
    [
        ("gemma3", "registry.ollama.ai", "library/gemma3", "latest"),
        ("gemma3:270m", "registry.ollama.ai", "library/gemma3", "270m"),
        ("someone/gemma3:270m", "registry.ollama.ai", "someone/gemma3", "270m"),
        ("registry.ollama.ai/library/gemma3", "registry.ollama.ai", "library/gemma3", "latest"),
        ("hf.co/bartowski/Llama-GGUF:Q4_K_M", "huggingface.co", "bartowski/Llama-GGUF", "Q4_K_M"),
        ("HF.co/bartowski/Llama-GGUF", "huggingface.co", "bartowski/Llama-GGUF", "latest"),
        ("huggingface.co/a/b", "huggingface.co", "a/b", "latest"),
        ("localhost:5000/a/b:c", "localhost:5000", "a/b", "c"),
        ("registry.example/a/b/c:d", "registry.example", "a/b/c", "d"),
    ],
)
def test_a_name_is_completed_as_ollama_does(model: str, host: str, repository: str, tag: str) -> None:
    assert registry_name(model) == RegistryName(host, repository, tag)


@pytest.mark.parametrize("model", ["sha256:" + "ab" * 32, "../gemma3", "", "a b", "-gemma3"])
async def test_what_is_no_name_in_a_registry_is_not_asked_for(
    double: RegistryDouble, registry: Registry, model: str
) -> None:
    with pytest.raises(ModelNameInvalid):
        await registry.remote(model)
    assert double.connections == 0


async def test_the_size_is_of_all_layers_and_the_digest_of_the_manifest(
    double: RegistryDouble, registry: Registry
) -> None:
    digest = double.publish("library/gemma3:270m", 253_113_024, 358, 8432)
    found = await registry.remote("gemma3:270m")
    assert found.name == "gemma3:270m"
    assert found.total_bytes == 253_113_024 + 358 + 8432 + CONFIG_BYTES
    assert found.digest == digest
    (request,) = double.requests
    assert (request.method, request.path) == ("GET", "/v2/library/gemma3/manifests/270m")
    assert request.headers["accept"] == MANIFEST_TYPE


async def test_the_digest_is_the_one_that_the_list_has_after_a_pull(
    double: RegistryDouble, registry: Registry
) -> None:
    model = published("qwen3:0.6b", 5_000_000, 1_500, 485)
    double.manifests["library/qwen3:0.6b"] = model.manifest
    found = await registry.remote("qwen3:0.6b")
    assert (found.digest, found.total_bytes) == (model.digest, model.total_bytes)


@pytest.mark.parametrize("told", ["cd" * 32, "sha256:" + "cd" * 32, "SHA256:" + "CD" * 32])
async def test_a_digest_that_the_registry_tells_is_believed(
    double: RegistryDouble, registry: Registry, told: str
) -> None:
    double.publish("library/x:latest", 5)
    double.digest_header = told
    assert (await registry.remote("x")).digest == "cd" * 32


@pytest.mark.parametrize("told", ["md5:cd", "cd" * 31, "../../x", "z" * 64])
async def test_what_is_no_digest_is_not_believed(
    double: RegistryDouble, registry: Registry, told: str
) -> None:
    digest = double.publish("library/x:latest", 5)
    double.digest_header = told
    assert (await registry.remote("x")).digest == digest


async def test_a_model_that_is_not_there_is_missing(registry: Registry) -> None:
    with pytest.raises(ModelMissing) as raised:
        await registry.remote("nosuch:1b")
    assert (raised.value.model, raised.value.reason) == ("nosuch:1b", "manifest unknown")


@pytest.mark.parametrize("status", ["401 Unauthorized", "403 Forbidden", "429 Slow", "500 Oops", "503 Busy"])
async def test_a_refusal_is_in_the_registry_s_words(
    double: RegistryDouble, registry: Registry, status: str
) -> None:
    double.plan = (response(error_body("ANY", "as the registry words it"), status=status),)
    with pytest.raises(ProviderRejected) as raised:
        await registry.remote("x")
    assert type(raised.value) is ProviderRejected
    assert raised.value.status == int(status[:3])
    assert raised.value.reason == "as the registry words it"


async def test_no_redirect_is_followed(double: RegistryDouble, registry: Registry) -> None:
    with ScriptedServer([response(b"{}")]) as target:
        moved = response(status="307 Temporary Redirect", headers=(f"Location: {target.url}/v2/x",))
        double.plan = (moved,)
        with pytest.raises(Redirected):
            await registry.remote("x")
        assert target.connections == 0


@pytest.mark.parametrize(
    ("plan", "cause"),
    [
        ((Wait(),), Cause.TIMED_OUT),
        ((b"SSH-2.0-OpenSSH_9.2p1\r\n",), Cause.NOT_HTTP),
        ((b"",), Cause.CLOSED),
        ((response(b"<html>Sign in</html>", content_type="text/html"),), Cause.NOT_A_MODEL_SERVER),
        ((response(b"[]"),), Cause.NOT_A_MODEL_SERVER),
        ((response(b'{"layers":null}'),), Cause.NOT_A_MODEL_SERVER),
        ((response(b'{"schemaVersion":2,"manifests":[]}'),), Cause.NOT_A_MODEL_SERVER),
        ((response(b"\x1f\x8b", headers=("Content-Encoding: gzip",)),), Cause.NOT_A_MODEL_SERVER),
        ((chunked_head(), Endless(chunk(b'{"layers":[' + b" " * 60_000))), Cause.NOT_A_MODEL_SERVER),
    ],
)
async def test_what_gives_no_manifest_in_time_and_measure_is_unavailable(
    double: RegistryDouble, registry: Registry, plan: tuple[Step, ...], cause: Cause
) -> None:
    double.plan = plan
    with pytest.raises(ProviderUnavailable) as raised:
        await registry.remote("x")
    assert (raised.value.cause, raised.value.url) == (cause, double.url)


async def test_a_registry_that_is_not_there_is_named() -> None:
    url = refused_url()
    registry = Registry(url)
    with pytest.raises(ProviderUnavailable) as raised:
        await registry.remote("x")
    await registry.aclose()
    assert (raised.value.cause, raised.value.url) == (Cause.REFUSED, url)


@pytest.mark.parametrize("size", ["null", '"5"', "-5", "1e400", "true", "{}", "9" * 30])
async def test_a_size_that_is_none_counts_as_nothing(
    double: RegistryDouble, registry: Registry, size: str
) -> None:
    layers = f'[{{"size":{size}}},{{"size":7}},3,null]'
    double.manifests["library/x:latest"] = f'{{"layers":{layers},"config":[]}}'.encode()
    assert (await registry.remote("x")).total_bytes == 7


@pytest.mark.parametrize("url", ["http://registry.example", "ftp://127.0.0.1", "http://a:b@127.0.0.1"])
async def test_an_address_that_would_not_be_safe_is_not_asked(url: str) -> None:
    registry = Registry(url)
    with pytest.raises(ProviderUnavailable) as raised:
        await registry.remote("x")
    await registry.aclose()
    assert raised.value.cause is Cause.BAD_URL


async def test_the_provider_s_key_never_goes_to_a_registry(double: RegistryDouble) -> None:
    double.publish("library/x:latest", 5)
    endpoint = Endpoint("test", "Test", refused_url(), ProviderKind.OLLAMA, api_key=KEY)
    async with aclosing(OllamaProvider(endpoint, PATIENT, double.url)) as provider:
        assert (await provider.remote("x")).total_bytes == 5 + CONFIG_BYTES
    (request,) = double.requests
    assert "authorization" not in request.headers
    assert KEY not in repr(request)


def test_the_environment_may_name_another_registry() -> None:
    assert registry_address({}) == ""
    assert registry_address({"TARS_DESKTOP_REGISTRY": " http://127.0.0.1:5 "}) == "http://127.0.0.1:5"


async def test_a_client_that_is_made_for_a_server_asks_the_given_registry(double: RegistryDouble) -> None:
    double.publish("someone/x:latest", 5)
    endpoint = Endpoint("test", "Test", refused_url(), ProviderKind.OLLAMA)
    provider = await connect(endpoint, PATIENT, double.url)
    assert (await provider.remote("hf.co/someone/x")).total_bytes == 5 + CONFIG_BYTES
    await provider.aclose()


def test_a_whole_process_asks_the_registry_of_its_environment(double: RegistryDouble) -> None:
    double.publish("library/x:latest", 5)
    program = (
        "import asyncio\n"
        "from desktop.domain.providers import Endpoint, ProviderKind\n"
        "from desktop.providers.detection import connect\n"
        "async def main():\n"
        "    endpoint = Endpoint('t', 'T', 'http://127.0.0.1:9', ProviderKind.OLLAMA)\n"
        "    provider = await connect(endpoint)\n"
        "    print((await provider.remote('x')).total_bytes)\n"
        "    await provider.aclose()\n"
        "asyncio.run(main())\n"
    )
    environment = os.environ | {"TARS_DESKTOP_REGISTRY": double.url}
    said = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert said.stdout == f"{5 + CONFIG_BYTES}\n"
