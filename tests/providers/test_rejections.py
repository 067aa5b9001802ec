"""What a server's refusal is made into: its own words, whatever wraps them, and never a second try."""

import pytest

from desktop.domain.errors import ModelMissing, ProviderRejected, Redirected
from tests.providers.conftest import Side, asked, client, eventually, question, reply_of
from tests.servers.faults import Fault, Redirect, Status
from tests.servers.model_server import ModelServer
from tests.servers.scripted import Endless, ScriptedServer, chunk, chunked_head, response

pytestmark = pytest.mark.anyio


async def test_an_error_record_in_mid_stream_is_the_server_s_error_and_the_text_stays(
    side: Side, server: ModelServer
) -> None:
    server.fault = Fault.ERROR_LINE
    reply = await asked(side, server.url)
    assert reply.text == "Hello"
    assert type(reply.error) is ProviderRejected
    assert (reply.error.status, "error" in reply.error.reason) == (0, True)


async def test_a_proxy_s_error_page_is_read_without_its_markup(side: Side, server: ModelServer) -> None:
    server.fault = Fault.HTML_500
    reply = await asked(side, server.url)
    assert isinstance(reply.error, ProviderRejected)
    assert reply.error.status == 500
    assert "502 Bad Gateway" in reply.error.reason
    assert "<" not in reply.error.reason


async def test_a_page_that_the_parser_gives_up_on_is_a_refusal_all_the_same(
    side: Side, server: ModelServer
) -> None:
    page = b"<html><h1>Broken</h1><![unknown[section]]></html>"
    server.fault = Status(500, raw=page, content_type="text/html")
    reply = await asked(side, server.url)
    assert type(reply.error) is ProviderRejected
    assert (reply.error.status, reply.error.reason) == (500, "Broken")


async def test_a_model_that_is_not_there_is_named(side: Side, server: ModelServer) -> None:
    server.fault = Fault.MODEL_MISSING
    reply = await asked(side, server.url)
    assert isinstance(reply.error, ModelMissing)
    assert (reply.error.model, reply.error.status) == (side.model, 404)


@pytest.mark.parametrize("code", [400, 401, 403, 413, 429, 500, 503])
async def test_an_error_status_is_told_once_and_the_question_is_not_sent_again(
    side: Side, server: ModelServer, code: int
) -> None:
    server.fault = Status(code, "as the server words it", retry_after="7")
    reply = await asked(side, server.url)
    error = reply.error
    assert type(error) is ProviderRejected
    assert (error.status, error.reason) == (code, "as the server words it")
    if code in (429, 503):
        assert error.retry_after_seconds == 7
    assert len(server.requests) == 1


@pytest.mark.parametrize("value", ["", "soon", "-1", "nan", "1e999", "Wed, 21 Oct 2026 07:28:00 GMT"])
async def test_a_time_to_wait_that_is_no_number_of_seconds_is_left_out(
    side: Side, server: ModelServer, value: str
) -> None:
    server.fault = Status(429, "busy", retry_after=value)
    reply = await asked(side, server.url)
    assert isinstance(reply.error, ProviderRejected)
    assert reply.error.retry_after_seconds is None


@pytest.mark.parametrize(
    "body",
    [
        '{"error":"the reason"}',
        '{"error":{"message":"the reason","type":"t","param":null,"code":null}}',
        '{"message":"the reason"}',
        '{"detail":"the reason"}',
        '{"object":"error","message":"the reason","code":400}',
        '{"type":"error","code":null,"message":"the reason","param":null,"sequence_number":1}',
        '{"error":"{\\"error\\":{\\"code\\":400,\\"message\\":\\"the reason\\"}}"}',
        "the reason\n",
        "<html><body><p>the reason</p></body></html>",
    ],
)
async def test_whatever_wraps_a_reason_is_taken_off(side: Side, server: ModelServer, body: str) -> None:
    server.fault = Status(422, raw=body.encode())
    reply = await asked(side, server.url)
    assert isinstance(reply.error, ProviderRejected)
    assert (reply.error.status, reply.error.reason) == (422, "the reason")


@pytest.mark.parametrize("body", [b"", b"null", b"{}", b"[" * 100_000, b"\xff" * 90_000, b'{"error":1e999}'])
async def test_a_reason_that_cannot_be_read_is_short_or_none(
    side: Side, server: ModelServer, body: bytes
) -> None:
    server.fault = Status(500, raw=body)
    reply = await asked(side, server.url)
    assert isinstance(reply.error, ProviderRejected)
    assert reply.error.status == 500
    assert len(reply.error.reason) <= 2000


async def test_a_redirect_is_not_followed_and_neither_words_nor_key_go_there(
    side: Side, server: ModelServer
) -> None:
    with ScriptedServer([response(b"{}")]) as target:
        server.fault = Redirect(f"{target.url}/elsewhere")
        server.fault_everywhere = True
        async with client(side, server.url, api_key="sk-canary-0000") as provider:
            reply = await reply_of(provider.chat(question(side.model)))
            with pytest.raises(Redirected):
                await provider.list_models()
        assert isinstance(reply.error, Redirected)
        assert reply.error.target_host == f"127.0.0.1:{target.port}"
        assert target.connections == 0


async def test_an_error_without_an_end_is_read_only_in_part(side: Side) -> None:
    with ScriptedServer([chunked_head("text/plain", "500 Oops"), Endless(chunk(b"x" * 65536))]) as server:
        reply = await asked(side, server.url)
        await eventually(lambda: server.disconnects == 1)
    assert isinstance(reply.error, ProviderRejected)
    assert len(reply.error.reason) <= 2000
