"""How much of a reply is read: its text is what counts, and junk ends too."""

from dataclasses import replace

import pytest

from desktop.domain.errors import Interrupted, Interruption
from tests.providers.conftest import OPENAI, PATIENT, Reply, Side, asked
from tests.servers.model_server import ModelServer
from tests.servers.scripted import LAST_CHUNK, Endless, ScriptedServer, chunk, chunked_head, response

pytestmark = pytest.mark.anyio
SHORT = replace(PATIENT, reply_characters=1000, stream_bytes=1 << 20)


def assert_too_long(reply: Reply) -> None:
    assert isinstance(reply.error, Interrupted)
    assert reply.error.cause is Interruption.TOO_LONG


@pytest.mark.parametrize("is_thinking", [True, False])
async def test_what_stands_around_the_text_does_not_count(
    side: Side, server: ModelServer, is_thinking: bool
) -> None:
    words = ["é"] * 1000
    server.reply_with(*([] if is_thinking else words), thinking=words if is_thinking else [])
    reply = await asked(side, server.url, SHORT)
    assert reply.error is None
    assert reply.thinking + reply.text == "é" * 1000


@pytest.mark.parametrize("is_thinking", [True, False])
async def test_a_text_beyond_the_cap_is_kept_up_to_there(
    side: Side, server: ModelServer, is_thinking: bool
) -> None:
    words = ["é"] * 1200
    server.reply_with(*([] if is_thinking else words), thinking=words if is_thinking else [])
    reply = await asked(side, server.url, SHORT)
    assert_too_long(reply)
    assert 1000 <= len(reply.thinking + reply.text) <= 1001


async def test_records_without_text_end_at_the_cap_of_the_stream(side: Side) -> None:
    junk = Endless(chunk(side.record('""') * 100))
    with ScriptedServer([chunked_head(side.content_type), chunk(side.record('"Hello"')), junk]) as server:
        reply = await asked(side, server.url, SHORT)
    assert_too_long(reply)
    assert reply.text == "Hello"


async def test_comments_end_at_the_cap_of_the_stream() -> None:
    junk = Endless(chunk(b": keep-alive\n\n" * 100))
    with ScriptedServer([chunked_head("text/event-stream"), chunk(OPENAI.record('"Hello"')), junk]) as server:
        reply = await asked(OPENAI, server.url, SHORT)
    assert_too_long(reply)
    assert reply.text == "Hello"


@pytest.mark.parametrize("is_chunked", [True, False])
async def test_a_reply_in_one_piece_has_the_cap_of_an_answer(is_chunked: bool) -> None:
    body = b'{"choices":[{"index":0,"message":{"content":"%b"}}]}' % (b"a" * 100_000)
    whole = [chunked_head("application/json"), chunk(body), LAST_CHUNK] if is_chunked else [response(body)]
    with ScriptedServer(whole) as server:
        assert_too_long(await asked(OPENAI, server.url, replace(PATIENT, answer_bytes=50_000)))
