"""Every response decodes to the same body with and without joining; h11 is the judge."""

import ssl
from itertools import pairwise

import h11
import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.providers.chunk_joining import ChunkJoiner, JoiningTransport
from tests.servers.scripted import LAST_CHUNK, ScriptedServer, Split, Wait, chunk, chunked_head

HEAD = chunked_head()


def joined(pieces: list[bytes]) -> list[bytes]:
    joiner = ChunkJoiner()
    out = [joiner.feed(piece) for piece in pieces]
    return [piece for piece in (*out, joiner.finish()) if piece]


def decoded(pieces: list[bytes]) -> tuple[int, bytes, list[bytes], str]:
    """The status, the body, its pieces, and how it ended, as a client that uses h11 sees them."""
    connection = h11.Connection(h11.CLIENT)
    connection.send(h11.Request(method="GET", target="/", headers=[("Host", "x")]))
    connection.send(h11.EndOfMessage())
    status, data, end = 0, [], "open"
    try:
        for piece in (*pieces, b""):
            connection.receive_data(piece)
            while (event := connection.next_event()) is not h11.NEED_DATA:
                if isinstance(event, h11.Response):
                    status = event.status_code
                elif isinstance(event, h11.Data):
                    data.append(bytes(event.data))
                elif isinstance(event, h11.EndOfMessage):
                    return status, b"".join(data), data, "whole"
    except h11.RemoteProtocolError:
        end = "broken"
    return status, b"".join(data), data, end


def cut(data: bytes, places: list[int]) -> list[bytes]:
    edges = sorted({0, len(data), *(place % (len(data) + 1) for place in places)})
    return [data[start:end] for start, end in pairwise(edges)]


BODIES = st.lists(st.binary(min_size=1, max_size=40), max_size=8)
PLACES = st.lists(st.integers(0, 10_000), max_size=12)


@given(BODIES, PLACES, st.booleans())
def test_the_body_is_the_same_however_it_is_chunked_and_cut(
    body: list[bytes], places: list[int], has_interim: bool
) -> None:
    interim = b"HTTP/1.1 102 Processing\r\n\r\n" if has_interim else b""
    wire = interim + HEAD + b"".join(map(chunk, body)) + LAST_CHUNK
    assert decoded(joined(cut(wire, places)))[:2] == (200, b"".join(body))
    assert decoded(joined(cut(wire, places)))[3] == "whole"


@example([b"abc", b"abcA"], [], len(HEAD) + 14, b"bb").via(
    "a chunk too long by one byte that reads as a head"
)
@example([b"abcA"], [len(HEAD) + 7, len(HEAD) + 8], len(HEAD) + 4, b"bb").via("the same in another read")
@given(BODIES, PLACES, st.integers(0, 10_000), st.binary(min_size=1, max_size=3))
def test_damaged_bytes_are_judged_as_without_joining(
    body: list[bytes], places: list[int], where: int, damage: bytes
) -> None:
    wire = bytearray(HEAD + b"".join(map(chunk, body)) + LAST_CHUNK)
    wire[where % len(wire) : where % len(wire) + 1] = damage
    plain, rewritten = decoded([bytes(wire)]), decoded(joined(cut(bytes(wire), places)))
    assert (rewritten[0], rewritten[1], rewritten[3]) == (plain[0], plain[1], plain[3])


@given(BODIES, st.integers(0, 10_000))
def test_a_response_that_ends_early_is_broken_at_the_same_byte(body: list[bytes], length: int) -> None:
    wire = HEAD + b"".join(map(chunk, body)) + LAST_CHUNK
    wire = wire[: length % len(wire)]
    assert decoded(joined([wire]))[1:4:2] == decoded([wire])[1:4:2]


def test_all_chunks_of_one_read_become_one() -> None:
    wire = HEAD + b"".join(chunk(b"%d\n" % number) for number in range(100)) + LAST_CHUNK
    assert len(decoded(joined([wire]))[2]) == 1


@pytest.mark.parametrize(
    "wire",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n3\r\nab",
        b"HTTP/1.0 200 OK\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        HEAD.replace(b"chunked", b"gzip, chunked") + chunk(b"abc"),
        b"SSH-2.0-OpenSSH_9.2p1\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000,
        HEAD + b"fffffffff\r\nabc",
        HEAD + b"3;name=value\r\nabc\r\n0\r\nTrailer: x\r\n\r\n",
    ],
)
def test_what_is_not_chunked_in_the_usual_way_goes_through_as_it_came(wire: bytes) -> None:
    for pieces in ([wire], cut(wire, list(range(0, len(wire), len(wire) // 9)))):
        plain, rewritten = decoded([wire]), decoded(joined(pieces))
        assert (rewritten[0], rewritten[1], rewritten[3]) == (plain[0], plain[1], plain[3])


def a_client() -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=JoiningTransport(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)), timeout=5)


@pytest.mark.anyio
async def test_a_thousand_chunks_on_a_socket_come_in_few_pieces() -> None:
    plan = [HEAD + chunk(b"word\n") * 1000 + LAST_CHUNK]
    async with a_client() as client:
        with ScriptedServer(plan) as server:
            async with client.stream("POST", server.url, json={}) as response:
                pieces = [piece async for piece in response.aiter_raw()]
    assert b"".join(pieces) == b"word\n" * 1000
    assert len(pieces) < 20


@pytest.mark.anyio
async def test_a_chunk_is_not_held_back_for_the_next_one() -> None:
    async with a_client() as client:
        with ScriptedServer([HEAD, chunk(b"first\n"), Wait()]) as server:
            async with client.stream("POST", server.url, json={}) as response:
                assert await anext(response.aiter_raw()) == b"first\n"


@pytest.mark.anyio
async def test_another_protocol_is_recognised_while_its_connection_is_still_open() -> None:
    async with a_client() as client:
        with (
            ScriptedServer([b"SSH-2.0-OpenSSH_9.2p1\r\n", Wait()], greets=True) as server,
            pytest.raises(httpx.RemoteProtocolError, match="illegal status line"),
        ):
            await client.get(server.url)


@pytest.mark.anyio
async def test_requests_do_not_share_a_connection() -> None:
    async with a_client() as client:
        with ScriptedServer([Split(HEAD + chunk(b"a\n") * 3 + LAST_CHUNK)]) as server:
            for _ in range(3):
                assert (await client.post(server.url, json={})).content == b"a\n" * 3
            assert server.connections == 3
