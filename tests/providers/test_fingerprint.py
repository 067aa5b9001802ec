"""A server is what it answers, wherever it sends its visitors."""

import pytest

from desktop.domain.errors import Redirected
from desktop.domain.providers import Endpoint, ProviderKind
from desktop.providers.detection import connect
from desktop.providers.openai_compatible import OpenAIProvider
from tests.servers.scripted import ScriptedServer, response

pytestmark = pytest.mark.anyio
REDIRECT = [b"HTTP/1.1 307 Temporary Redirect\r\nLocation: /docs\r\nContent-Length: 0\r\n\r\n"]
COMPRESSED = [response(b"\x1f\x8b", content_type="text/html", headers=("Content-Encoding: gzip",))]
MODELS = [response(b'{"object":"list","data":[{"id":"m"}]}')]


@pytest.mark.parametrize("page", [REDIRECT, COMPRESSED], ids=["redirect", "compressed"])
async def test_what_is_at_the_root_does_not_hide_the_list_of_models(page: list[bytes]) -> None:
    with ScriptedServer(page, MODELS) as server:
        provider = await connect(Endpoint("a", "A", server.url))
        await provider.aclose()
    assert provider.kind is ProviderKind.OPENAI


async def test_a_redirect_at_the_root_is_no_failure_of_a_check() -> None:
    with ScriptedServer(MODELS, REDIRECT) as server:
        provider = OpenAIProvider(Endpoint("a", "A", server.url))
        found = await provider.check()
        await provider.aclose()
    assert found.kind is ProviderKind.OPENAI


async def test_redirects_everywhere_are_told() -> None:
    with ScriptedServer(REDIRECT) as server, pytest.raises(Redirected):
        await connect(Endpoint("a", "A", server.url))
