"""No name that a server could take for something else leaves this computer, whatever it is asked for."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from desktop.domain.errors import ModelNameInvalid
from desktop.domain.providers import Endpoint, Provider
from desktop.providers.ollama import OllamaProvider
from tests.providers.conftest import OLLAMA, PATIENT, RUNNER, Side, client, question, reply_of
from tests.servers.registry import RegistryDouble

pytestmark = pytest.mark.anyio

NAMES = {
    "a path": "../x",
    "a path inside": "a/../../x",
    "an absolute path": "/etc/passwd",
    "a path with backslashes": "..\\x",
    "nothing": "",
    "a space": " ",
    "a space inside": "gemma3 270m",
    "a space at the end": "gemma3 ",
    "a leading dash": "-gemma3",
    "a tag with a leading dash": "gemma3:-x",
    "two tags": "gemma3:a:b",
    "an empty tag": "gemma3:",
    "10,000 characters": "a" * 10_000,
    "a null character": "gemma3\0",
    "a line break": "gemma3\n",
    "an escape sequence": "gemma3\x1b[2J",
    "a text direction": "gemma3\u202e",
    "a lone surrogate": "gemma3\ud800",
    "a query": "gemma3?force=true",
    "a fragment": "gemma3#x",
    "an escaped slash": "gemma3%2f..%2fx",
    "an address": "http://x.example/y",
    "quotes": 'gemma3"',
}


async def _pull(provider: Provider, name: str) -> None:
    async for _ in provider.pull(name):
        pass


async def _import(provider: Provider, name: str) -> None:
    async for _ in provider.import_file(name, str(Path(__file__))):
        pass


async def _chat(provider: Provider, name: str) -> None:
    if error := (await reply_of(provider.chat(question(name)))).error:
        raise error


VERBS: dict[str, Callable[[Provider, str], Awaitable[object]]] = {
    "pull": _pull,
    "import": _import,
    "chat": _chat,
    "remote": lambda provider, name: provider.remote(name),
    "show": lambda provider, name: provider.show(name),
    "delete": lambda provider, name: provider.delete(name),
    "load": lambda provider, name: provider.load(name),
    "unload": lambda provider, name: provider.unload(name),
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize(
    ("side", "verb"),
    [*((OLLAMA, verb) for verb in VERBS), *((RUNNER, verb) for verb in VERBS if verb != "import")],
    ids=lambda value: value.name if isinstance(value, Side) else value,
)
async def test_a_bad_name_is_refused_before_anything_is_sent(side: Side, verb: str, name: str) -> None:
    with side.double() as server:
        async with client(side, server.url) as provider:
            with pytest.raises(ModelNameInvalid):
                await VERBS[verb](provider, name)
        assert server.connections == 0


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
async def test_a_bad_name_is_sent_to_no_registry(name: str) -> None:
    with RegistryDouble() as registry:
        provider = OllamaProvider(Endpoint("test", "Test", registry.url), PATIENT, registry.url)
        with pytest.raises(ModelNameInvalid):
            await provider.remote(name)
        await provider.aclose()
        assert registry.connections == 0
