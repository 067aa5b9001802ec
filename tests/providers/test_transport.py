"""When the request counts as sent, and what a server may do before and after."""

import asyncio
import gc
from contextlib import aclosing

import pytest

from desktop.domain.chat import ChatRequest, Message, ReplyFinished, ReplyText, Role
from desktop.domain.errors import KeyInvalid
from desktop.domain.providers import Endpoint
from desktop.providers.ollama import OllamaProvider
from tests.providers.conftest import PATIENT, SIDES, Side, asked, client, question
from tests.servers.faults import Fault
from tests.servers.model_server import ModelServer
from tests.servers.ollama import OllamaDouble

pytestmark = pytest.mark.anyio


async def test_the_request_counts_as_sent_before_the_answer_begins(side: Side, server: ModelServer) -> None:
    server.fault = Fault.STALL_HEAD
    sent = asyncio.Event()
    async with client(side, server.url) as provider:
        events = provider.chat(question(side.model), sent.set)
        first = asyncio.ensure_future(anext(events))
        await asyncio.wait_for(sent.wait(), 5)
        assert not first.done()
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first


async def test_the_request_counts_as_sent_once(side: Side, server: ModelServer) -> None:
    order: list[str] = []
    async with client(side, server.url) as provider:
        async for event in provider.chat(question(side.model), lambda: order.append("sent")):
            order.append("text" if isinstance(event, ReplyText) else "other")
    assert order[:2] == ["sent", "text"]
    assert order.count("sent") == 1


@pytest.mark.parametrize("key", ["sk-1\u00e4", "sk 1", "sk-1\r\nX-Evil: 1", "sk-\x00", "sk-\ud800"])
async def test_a_key_that_is_none_is_not_sent_and_not_shown(key: str) -> None:
    reply = await asked(SIDES[0], "http://127.0.0.1:9", PATIENT, api_key=key)
    assert isinstance(reply.error, KeyInvalid)
    assert key not in repr(reply.error) + str(reply.error)


async def test_closing_disturbs_no_request_that_is_under_way_and_leaves_no_connection() -> None:
    """httpx forgets connections that are being made while its pool closes, and they stay open for ever."""
    with OllamaDouble() as server:
        server.gate.clear()
        provider = OllamaProvider(Endpoint("x", "X", server.url))
        request = ChatRequest("gemma3:270m", (Message(Role.USER, "Hi"),))
        received: list[object] = []
        async with aclosing(provider.chat(request)) as events:
            async for event in events:
                received.append(event)
                if len(received) == 1:
                    await asyncio.gather(provider.aclose(), provider.list_models(), provider.aclose())
                    server.gate.set()
        assert isinstance(received[-1], ReplyFinished)
        gc.collect()  # an open connection is a ResourceWarning, which fails the test
