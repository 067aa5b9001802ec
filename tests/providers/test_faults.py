"""What becomes of a question when the server, or the way to it, fails (C1 to C26 of the fault matrix)."""

import asyncio
import os
import ssl
import time
from pathlib import Path

import pytest

from desktop.domain.errors import (
    Cause,
    Interrupted,
    Interruption,
    ProviderUnavailable,
)
from tests.providers.conftest import (
    QUICK,
    SIDES,
    Side,
    asked,
    client,
    eventually,
    question,
    reply_of,
)
from tests.servers.faults import Fault
from tests.servers.model_server import ModelServer
from tests.servers.scripted import Drip, ScriptedServer, Step, Wait, refused_url, response

ROOT = Path(__file__).parent.parent.parent
CERTIFICATE = ROOT / "tests" / "servers" / "self_signed.pem"
TLS_ALERT = b"\x15\x03\x03\x00\x02\x02"
"""The beginning of a fatal alert; one byte with its reason follows."""

pytestmark = pytest.mark.anyio

BREAKS = {
    Fault.RESET: Interruption.CUT,
    Fault.CUT: Interruption.CUT,
    Fault.TRUNCATED: Interruption.CUT,
    Fault.STALL: Interruption.STALLED,
    Fault.DRIP: Interruption.STALLED,
    Fault.GARBAGE: Interruption.GARBAGE,
    Fault.LONG_LINE: Interruption.LINE_TOO_LONG,
    Fault.ENDLESS: Interruption.TOO_LONG,
}
REFUSALS = {
    Fault.REFUSE: (Cause.REFUSED,),
    Fault.STALL_HEAD: (Cause.TIMED_OUT,),
    Fault.INFORMATIONAL: (Cause.TIMED_OUT,),
    Fault.HTML_200: (Cause.NOT_A_MODEL_SERVER,),
    Fault.GZIP: (Cause.NOT_A_MODEL_SERVER,),
    # The banner has no blank line, so httpx sees a connection that closed without an answer.
    Fault.SSH_BANNER: (Cause.NOT_HTTP, Cause.CLOSED),
}


@pytest.mark.parametrize("fault", BREAKS)
async def test_a_reply_that_breaks_off_keeps_its_text_and_names_the_cause(
    side: Side, server: ModelServer, fault: Fault
) -> None:
    async with client(side, server.url, QUICK) as provider:
        server.fault = fault
        reply = await reply_of(provider.chat(question(side.model)))
        assert reply.text.startswith("Hello")
        assert isinstance(reply.error, Interrupted)
        assert reply.error.cause is BREAKS[fault]
        server.fault = None
        again = await reply_of(provider.chat(question(side.model)))
        assert (again.text, again.error) == ("Hello, world!", None)


@pytest.mark.parametrize("fault", REFUSALS)
async def test_a_server_without_an_answer_is_unavailable_until_it_has_one(
    side: Side, server: ModelServer, fault: Fault
) -> None:
    async with client(side, server.url, QUICK) as provider:
        server.fault = fault
        reply = await reply_of(provider.chat(question(side.model)))
        assert reply.text == ""
        assert isinstance(reply.error, ProviderUnavailable)
        assert reply.error.cause in REFUSALS[fault]
        assert server.url in reply.error.url
        server.fault = None
        again = await reply_of(provider.chat(question(side.model)))
        assert again.text == "Hello, world!"


async def test_a_port_where_nothing_listens_is_refused_at_once(side: Side) -> None:
    begun = time.monotonic()
    reply = await asked(side, refused_url())
    assert isinstance(reply.error, ProviderUnavailable)
    assert reply.error.cause is Cause.REFUSED
    assert time.monotonic() - begun < 1


async def test_a_body_shorter_than_its_length_is_cut(side: Side) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {side.content_type}\r\nContent-Length: 9000\r\n\r\n".encode()
    with ScriptedServer([head, side.record('"Hello"')]) as server:
        reply = await asked(side, server.url)
    assert reply.text == "Hello"
    assert isinstance(reply.error, Interrupted)
    assert reply.error.cause is Interruption.CUT


@pytest.mark.parametrize("is_whole", [True, False])
async def test_a_body_that_only_the_connection_s_end_delimits_needs_its_final_record(
    side: Side, is_whole: bool
) -> None:
    head = f"HTTP/1.0 200 OK\r\nContent-Type: {side.content_type}\r\n\r\n".encode()
    end = side.final if is_whole else side.final[:12]
    with ScriptedServer([head, side.record('"Hello"'), end]) as server:
        reply = await asked(side, server.url)
    assert reply.text == "Hello"
    assert (reply.error is None) is is_whole
    if reply.error:
        assert isinstance(reply.error, Interrupted)
        assert reply.error.cause is Interruption.CUT


async def test_a_head_that_comes_byte_by_byte_and_never_ends_is_given_up(side: Side) -> None:
    with ScriptedServer([Drip(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 9000, rate=200)]) as server:
        reply = await asked(side, server.url, QUICK)
        await eventually(lambda: server.disconnects == 1)
    assert isinstance(reply.error, ProviderUnavailable)
    assert reply.error.cause is Cause.TIMED_OUT


@pytest.mark.parametrize("verb", ["check", "list_models"])
async def test_a_short_answer_that_never_ends_is_given_up(side: Side, verb: str) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n"
    with ScriptedServer([head, Drip(b" " * 9000, rate=200)]) as server:
        async with client(side, server.url, QUICK) as provider:
            with pytest.raises(ProviderUnavailable) as raised:
                await getattr(provider, verb)()
        await eventually(lambda: server.disconnects >= 1)
    assert raised.value.cause is Cause.TIMED_OUT


async def test_a_silent_server_is_given_the_time_to_load_its_model(side: Side, server: ModelServer) -> None:
    server.load_seconds = 0.8
    limits = type(QUICK)(first_token_seconds=30, idle_seconds=0.3, answer_seconds=0.3)
    reply = await asked(side, server.url, limits)
    assert reply.text == "Hello, world!"


@pytest.mark.parametrize("how", ["cancel", "close", "drop"])
async def test_a_stopped_reply_hangs_up(side: Side, server: ModelServer, how: str) -> None:
    server.gate.clear()
    async with client(side, server.url) as provider:
        events = provider.chat(question(side.model))
        await anext(events)
        match how:
            case "cancel":
                reading = asyncio.create_task(reply_of(events))
                await asyncio.sleep(0)
                reading.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await reading
            case "close":
                await events.aclose()
            case "drop":
                del events
        await eventually(lambda: server.disconnects == 1, seconds=1)


async def test_a_question_that_is_cancelled_before_its_answer_hangs_up(
    side: Side, server: ModelServer
) -> None:
    server.fault = Fault.STALL_HEAD
    async with client(side, server.url) as provider:
        asking = asyncio.create_task(reply_of(provider.chat(question(side.model))))
        await eventually(lambda: len(server.requests) == 1)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await eventually(lambda: server.disconnects == 1)
        server.fault = None
        assert (await reply_of(provider.chat(question(side.model)))).text == "Hello, world!"


async def test_fifty_broken_replies_leave_no_connection_open(side: Side, server: ModelServer) -> None:
    async with client(side, server.url) as provider:
        await reply_of(provider.chat(question(side.model)))
        before = open_files()
        server.fault = Fault.CUT
        for _ in range(50):
            await reply_of(provider.chat(question(side.model)))
        await eventually(lambda: open_files() <= before + 2)


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (b"220 mail.example ESMTP\r\n\r\n", Cause.NOT_HTTP),
        (b"\x15\x03\x01\x00\x02\x02\x50\r\n\r\n" * 3, Cause.NOT_HTTP),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n", Cause.NOT_HTTP),
        (b"", Cause.CLOSED),
    ],
    ids=["mail server", "binary", "a header of 200 KB", "nothing"],
)
async def test_another_program_at_the_port_is_recognised(side: Side, answer: bytes, cause: Cause) -> None:
    with ScriptedServer([answer]) as server:
        reply = await asked(side, server.url)
    assert isinstance(reply.error, ProviderUnavailable)
    assert reply.error.cause is cause


async def test_a_certificate_that_nobody_vouches_for_is_not_trusted(side: Side) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    with ScriptedServer([response(b"{}")], tls=context) as server:
        reply = await asked(side, server.url)
        assert server.requests == []
    assert isinstance(reply.error, ProviderUnavailable)
    assert reply.error.cause is Cause.CERTIFICATE
    assert "self" in reply.error.detail


async def test_https_to_a_server_that_speaks_plain_http_is_no_matter_of_certificates(
    side: Side, server: ModelServer
) -> None:
    reply = await asked(side, server.url.replace("http:", "https:"))
    assert isinstance(reply.error, ProviderUnavailable)
    assert reply.error.cause is Cause.NOT_TLS


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", Cause.NOT_TLS),
        (b"SSH-2.0-OpenSSH_9.2p1\r\n", Cause.NOT_TLS),
        (TLS_ALERT + b"\x28", Cause.OTHER),  # handshake failure: nothing in common
        (TLS_ALERT + b"\x46", Cause.OTHER),  # protocol version
        (TLS_ALERT + b"\x30", Cause.CERTIFICATE),  # unknown authority
        (TLS_ALERT + b"\x74", Cause.CERTIFICATE),  # the server wants a certificate of the client
        (b"", Cause.CLOSED),
    ],
)
async def test_a_connection_that_does_not_come_to_tls_says_why(answer: bytes, cause: Cause) -> None:
    plan: list[Step] = [answer, Wait()] if answer else [b""]
    with ScriptedServer(plan, greets=True) as server:
        reply = await asked(SIDES[0], server.url.replace("http:", "https:"))
    assert isinstance(reply.error, ProviderUnavailable)
    assert reply.error.cause is cause


async def test_a_name_that_nobody_has_is_unknown(side: Side) -> None:
    reply = await asked(side, "http://tars-desktop.invalid:8080", QUICK)
    assert isinstance(reply.error, ProviderUnavailable)
    assert reply.error.cause in (Cause.UNKNOWN_HOST, Cause.TIMED_OUT)


@pytest.mark.parametrize("url", ["", "http://", "ftp://127.0.0.1", "http://127.0.0.1:99999", "http://[::1"])
async def test_what_is_no_address_is_called_so(side: Side, url: str) -> None:
    with pytest.raises(ProviderUnavailable) as raised:
        async with client(side, url) as provider:
            await provider.check()
    assert raised.value.cause is Cause.BAD_URL


def open_files() -> int:
    """How many file descriptors this process has."""
    return len(os.listdir("/dev/fd"))
