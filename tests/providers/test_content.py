"""Text arrives as it was sent, however it is cut, spelled or broken (C12 to C16, C25 of the fault matrix)."""

import json

import pytest

from desktop.domain.errors import Interrupted, Interruption
from tests.providers.conftest import OLLAMA, OPENAI, Side, asked
from tests.servers.faults import Fault
from tests.servers.model_server import ModelServer
from tests.servers.scripted import ScriptedServer, Split, chunk, chunked_head

pytestmark = pytest.mark.anyio

MANY_SCRIPTS = "Grüße, 世界! 👩‍🚀 \u202eolleh\u202c e\u0301 \u0085 \u2028 \u2029 \ufeff ａ"
GARBAGE = (
    b"<<< not JSON >>>",
    b'{"message":{"content":"tru',
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b"NaN",
    b"[1,2]",
    b'"a text"',
)


@pytest.mark.parametrize("piece_bytes", [None, 1, 2, 3, 5, 7, 64])
async def test_text_is_the_same_however_the_stream_is_cut(side: Side, piece_bytes: int | None) -> None:
    records = [side.record(json.dumps(MANY_SCRIPTS, ensure_ascii=False)), side.record('"!"'), side.final]
    with ScriptedServer(side.chunked(*records, piece_bytes=piece_bytes)) as server:
        reply = await asked(side, server.url)
    assert (reply.text, reply.error) == (f"{MANY_SCRIPTS}!", None)


async def test_text_is_the_same_when_every_byte_of_the_answer_comes_alone(side: Side) -> None:
    answer = b"".join(side.chunked(side.record(json.dumps(MANY_SCRIPTS)), side.final))
    with ScriptedServer([Split(answer)]) as server:
        reply = await asked(side, server.url)
    assert (reply.text, reply.error) == (MANY_SCRIPTS, None)


async def test_a_double_that_splits_every_byte_is_read(side: Side, server: ModelServer) -> None:
    server.reply_with("naïve ", "日本", thinking=() if side is not OLLAMA else ("すこし",))
    server.fault = Fault.SPLIT
    reply = await asked(side, server.url)
    assert (reply.text, reply.error) == ("naïve 日本", None)


@pytest.mark.parametrize("piece_bytes", [None, 1])
async def test_lines_may_end_with_a_carriage_return(side: Side, piece_bytes: int | None) -> None:
    records = [
        record.replace(b"\n", b"\r\n") for record in (side.record('"Hello"'), side.record('"!"'), side.final)
    ]
    with ScriptedServer(side.chunked(*records, piece_bytes=piece_bytes)) as server:
        reply = await asked(side, server.url)
    assert (reply.text, reply.error) == ("Hello!", None)


@pytest.mark.parametrize("text", ["a\u0085b", "a\u2028b", "a\u2029b", "a\x1cb\x0cc", "a\nb\r\nc", "\x00"])
async def test_characters_that_end_lines_elsewhere_are_text_here(side: Side, text: str) -> None:
    with ScriptedServer(
        side.chunked(side.record(json.dumps(text, ensure_ascii=False)), side.final)
    ) as server:
        reply = await asked(side, server.url)
    assert (reply.text, reply.error) == (text, None)


@pytest.mark.parametrize("charset", ["utf-16", "iso-8859-1", "nonsense"])
async def test_the_charset_that_a_server_claims_is_not_believed(side: Side, charset: str) -> None:
    head = chunked_head(f"{side.content_type}; charset={charset}")
    plan = [head, *side.chunked(side.record('"5 €"'), side.final)[1:]]
    with ScriptedServer(plan) as server:
        reply = await asked(side, server.url)
    assert (reply.text, reply.error) == ("5 €", None)


async def test_bytes_that_are_no_utf_8_become_replacement_characters(side: Side) -> None:
    record = side.record('"a##b"').replace(b"##", b"\xff\xfe")
    with ScriptedServer(side.chunked(record, side.final)) as server:
        reply = await asked(side, server.url)
    assert (reply.text, reply.error) == ("a\ufffd\ufffdb", None)


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        (r'"a\ud83d"', "a\ufffd"),
        (r'"\udc00b"', "\ufffdb"),
        (r'"\ud83d\ude00"', "😀"),
        (r'"\ude00\ud83d"', "\ufffd\ufffd"),
    ],
)
async def test_half_of_a_surrogate_pair_is_replaced(side: Side, literal: str, text: str) -> None:
    with ScriptedServer(side.chunked(side.record(literal), side.final)) as server:
        reply = await asked(side, server.url)
    assert reply.text == text
    assert reply.text.encode("utf-8")


@pytest.mark.parametrize("garbage", GARBAGE, ids=range(len(GARBAGE)))
async def test_a_few_unreadable_records_are_skipped_and_more_end_the_reply(
    side: Side, garbage: bytes
) -> None:
    line = garbage + b"\n" if side is OLLAMA else b"data: " + garbage + b"\n\n"
    hello, rest = side.record('"Hello"'), (side.record('"!"'), side.final)
    with ScriptedServer(side.chunked(hello, *[line] * 3, *rest)) as server:
        reply = await asked(side, server.url)
        assert (reply.text, reply.error) == ("Hello!", None)
    with ScriptedServer(side.chunked(hello, *[line] * 4, *rest)) as server:
        reply = await asked(side, server.url)
    assert reply.text == "Hello"
    assert isinstance(reply.error, Interrupted)
    assert reply.error.cause is Interruption.GARBAGE


@pytest.mark.parametrize("value", ["null", "7", "true", "[]", '{"a":"b"}', '""'])
async def test_text_of_another_type_is_no_text(side: Side, value: str) -> None:
    with ScriptedServer(side.chunked(side.record(value), side.record('"!"'), side.final)) as server:
        reply = await asked(side, server.url)
    assert (reply.text, reply.error) == ("!", None)


async def test_counts_that_cannot_be_are_left_out() -> None:
    odd = b'{"done":true,"eval_count":-5,"prompt_eval_count":1e999,"eval_duration":"x","load_duration":NaN}\n'
    fair = odd.replace(b"NaN", b"null")
    with ScriptedServer(OLLAMA.chunked(OLLAMA.record('"Hello"'), fair)) as server:
        reply = await asked(OLLAMA, server.url)
    assert reply.finished is not None
    assert reply.finished.reply_tokens is None
    assert reply.finished.prompt_tokens is None
    assert reply.finished.generation_seconds is None


async def test_comments_and_empty_lines_of_an_event_stream_are_no_text() -> None:
    noise = b": OPENROUTER PROCESSING\n\nevent: ping\nid: 7\nretry: 10\n\n\n\n"
    spread = b'data: {"choices":[{"index":0,\ndata: "delta":{"content":"Hello"}}]}\n\n'
    with ScriptedServer(OPENAI.chunked(noise, spread, noise, OPENAI.final, piece_bytes=1)) as server:
        reply = await asked(OPENAI, server.url)
    assert (reply.text, reply.error) == ("Hello", None)


@pytest.mark.parametrize("after", [b"", b"\n\n", b'data: {"choices":[]}\n\n'])
async def test_what_follows_the_end_is_not_waited_for(after: bytes) -> None:
    plan = [chunked_head(OPENAI.content_type), chunk(OPENAI.record('"Hello"') + OPENAI.final + after)]
    with ScriptedServer([*plan]) as server:
        reply = await asked(OPENAI, server.url)
    assert (reply.text, reply.error) == ("Hello", None)
