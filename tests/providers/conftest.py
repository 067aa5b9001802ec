"""Clients of a double or of a byte plan, with budgets short enough for a test, and what a reply came to."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field

import pytest

from desktop.domain.chat import (
    ChatRequest,
    Message,
    ReplyEvent,
    ReplyFinished,
    ReplyText,
    ReplyThinking,
    Role,
)
from desktop.domain.errors import ProviderError
from desktop.domain.models import PullProgress
from desktop.domain.providers import Endpoint, Provider
from desktop.providers.docker_model_runner import DockerModelRunnerProvider
from desktop.providers.limits import Limits
from desktop.providers.ollama import OllamaProvider
from desktop.providers.openai_compatible import OpenAIProvider
from tests.servers.docker_model_runner import DockerModelRunnerDouble
from tests.servers.model_server import ModelServer
from tests.servers.ollama import OllamaDouble
from tests.servers.openai_compatible import OpenAIDouble
from tests.servers.scripted import LAST_CHUNK, chunk, chunked_head

MakeProvider = Callable[[Endpoint, Limits], Provider]

PATIENT = Limits()
QUICK = Limits(
    connect_seconds=2,
    write_seconds=2,
    answer_seconds=0.5,
    check_seconds=0.5,
    first_token_seconds=0.5,
    idle_seconds=0.5,
    pull_idle_seconds=0.5,
    line_bytes=128 * 1024,
    answer_bytes=256 * 1024,
    reply_characters=16 * 1024,
)
"""For tests of what happens when a budget is spent."""


@dataclass(frozen=True, slots=True)
class Side:
    """A kind of server from both sides of the socket."""

    name: str
    double: Callable[[], ModelServer]
    provider: MakeProvider
    model: str
    chat_path: str
    content_type: str

    def record(self, literal: str) -> bytes:
        """A record whose text is this JSON string literal, as it is written."""
        text = literal.encode("utf-8", "surrogatepass")
        if self.name == "ollama":
            return b'{"message":{"content":%b},"done":false}\n' % text
        return b'data: {"choices":[{"index":0,"delta":{"content":%b}}]}\n\n' % text

    @property
    def final(self) -> bytes:
        """What ends a reply."""
        if self.name == "ollama":
            return b'{"message":{"content":""},"done":true,"done_reason":"stop"}\n'
        end = b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n'
        return end + b"data: [DONE]\n\n"

    def chunked(self, *records: bytes, piece_bytes: int | None = None) -> list[bytes]:
        """A whole streamed answer, in HTTP chunks of so many bytes (None: one for each record)."""
        return [chunked_head(self.content_type), *map(chunk, pieces_of(records, piece_bytes)), LAST_CHUNK]


OLLAMA = Side("ollama", OllamaDouble, OllamaProvider, "gemma3:270m", "/api/chat", "application/x-ndjson")
OPENAI = Side(
    "openai", OpenAIDouble, OpenAIProvider, "gemma3-270m", "/v1/chat/completions", "text/event-stream"
)
RUNNER = Side(
    "docker-model-runner",
    DockerModelRunnerDouble,
    DockerModelRunnerProvider,
    "ai/smollm2:latest",
    "/engines/v1/chat/completions",
    "text/event-stream",
)
SIDES = (OLLAMA, OPENAI, RUNNER)


def pieces_of(records: Sequence[bytes], piece_bytes: int | None) -> Sequence[bytes]:
    if piece_bytes is None:
        return records
    whole = b"".join(records)
    return [whole[at : at + piece_bytes] for at in range(0, len(whole), piece_bytes)]


@pytest.fixture(params=SIDES, ids=lambda side: side.name)
def side(request: pytest.FixtureRequest) -> Side:
    """Every kind of server in turn."""
    chosen: Side = request.param
    return chosen


@pytest.fixture
def server(side: Side) -> Iterator[ModelServer]:
    with side.double() as double:
        yield double


@pytest.fixture
async def provider(side: Side, server: ModelServer) -> AsyncIterator[Provider]:
    async with client(side, server.url) as provider:
        yield provider


@asynccontextmanager
async def client(
    side: Side, url: str, limits: Limits = PATIENT, api_key: str = ""
) -> AsyncGenerator[Provider, None]:
    """A provider for one address, closed at the end."""
    provider = side.provider(Endpoint("test", "Test", url, api_key=api_key), limits)
    try:
        yield provider
    finally:
        await provider.aclose()


def question(model: str, text: str = "Hi?") -> ChatRequest:
    return ChatRequest(model, (Message(Role.USER, text),))


@dataclass(slots=True)
class Reply:
    """What a stream came to: its text, its end, and the error that broke it off, if any."""

    fragments: list[str] = field(default_factory=list)
    thinking: str = ""
    finished: ReplyFinished | None = None
    error: ProviderError | None = None

    @property
    def text(self) -> str:
        return "".join(self.fragments)


async def reply_of(events: AsyncGenerator[ReplyEvent, None]) -> Reply:
    """Read a reply to its end, and say how it ended; nothing may follow the final event."""
    reply = Reply()
    try:
        async with aclosing(events):
            async for event in events:
                assert reply.finished is None, f"{event} after the end"
                match event:
                    case ReplyText(text):
                        reply.fragments.append(text)
                    case ReplyThinking(text):
                        reply.thinking += text
                    case ReplyFinished():
                        reply.finished = event
    except ProviderError as error:
        reply.error = error
    assert (reply.finished is None) != (reply.error is None), "a reply is either whole or broken off"
    return reply


async def eventually(is_true: Callable[[], bool], seconds: float = 5.0) -> None:
    """Return as soon as something is so, while the loop goes on; fails after so many seconds."""
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, "it never came to be"
        await asyncio.sleep(0.002)


async def asked(side: Side, url: str, limits: Limits = PATIENT, api_key: str = "") -> Reply:
    """The reply to one question, by a client of its own."""
    async with client(side, url, limits, api_key) as provider:
        return await reply_of(provider.chat(question(side.model)))


async def pulled(
    progress: AsyncGenerator[PullProgress, None],
) -> tuple[list[PullProgress], ProviderError | None]:
    """Every report of a pull, and the error that ended it, if any."""
    reports: list[PullProgress] = []
    try:
        async with aclosing(progress):
            async for report in progress:
                reports.append(report)
    except ProviderError as error:
        return reports, error
    return reports, None
