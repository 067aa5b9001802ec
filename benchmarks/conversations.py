"""Four chats that stream at once: what they cost beside one, and how long the event loop is held up.

The services with a store on the disk, and a server in a process of its own; no window.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

from benchmarks.result import Result
from desktop.adapters.chat_store import SqliteChatStore
from desktop.domain.catalog import ModelChoice
from desktop.domain.conversation import Outcome
from desktop.domain.providers import Endpoint
from desktop.providers.detection import connect
from desktop.services.chats import ChatsService
from desktop.services.conversation import ConversationService
from desktop.services.providers import ProviderService
from desktop.services.sources import AddressSource

CHATS = 4
TOKENS, TOKENS_PER_SECOND = 1200, 200
CPU_LIMIT = 4.5
GAP_LIMIT = 50.0
"""Milliseconds; from 100 on a person notices."""
ROUNDS = 2
_PROBE_SECONDS = 0.02
_CHOICE = ModelChoice("ollama", "gemma3:270m")


def run() -> Iterator[Result]:
    one, many, gaps = [], [], []
    with _server() as url, tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):  # interleaved, so that a busy moment meets both
            path = Path(folder) / str(number) / "chats.db"
            cpu, _ = asyncio.run(_stream(url, path.with_name("one.db"), 1))
            one.append(cpu)
            cpu, gap = asyncio.run(_stream(url, path, CHATS))
            many.append(cpu)
            gaps.append(gap)
    note = f"{min(many):.2f} s against {min(one):.2f} s for {TOKENS} tokens each"
    yield Result(f"CPU, {CHATS} chats streaming / one", min(many) / min(one), "ratio", CPU_LIMIT, note)
    yield Result(
        f"longest gap of the event loop, {CHATS} chats at {TOKENS_PER_SECOND} tokens/s",
        min(gaps) * 1000,
        "ms",
        GAP_LIMIT,
    )


@contextmanager
def _server() -> Iterator[str]:
    command = [sys.executable, "-m", "tests.servers.alone", "ollama"]
    pace = ["--fragments", str(TOKENS), "--tokens-per-second", str(TOKENS_PER_SECOND)]
    with subprocess.Popen(
        [*command, *pace], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


async def _stream(url: str, path: Path, count: int) -> tuple[float, float]:
    """CPU seconds while `count` chats stream one reply each, and the longest gap in seconds."""
    async with AsyncExitStack() as stack:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        store = await SqliteChatStore.open(path)
        stack.push_async_callback(store.aclose)
        providers = ProviderService([AddressSource(Endpoint("ollama", "Ollama", url), connect)], _CHOICE)
        stack.push_async_callback(providers.aclose)
        chats = ChatsService(store, providers)
        stack.push_async_callback(chats.aclose)
        await (await providers.source("ollama").open()).check()
        asked: list[ConversationService] = []
        before = time.process_time()
        for number in range(count):
            chats.new_chat()
            chats.current.send(f"Question {number}", _CHOICE)
            asked.append(chats.current)
        longest = await _longest_gap(asked)
        cpu = time.process_time() - before
        replies = [chat.state.turns[-1] for chat in asked]
        assert all(reply.outcome is Outcome.COMPLETE for reply in replies), "a reply has failed"
        assert all(len(reply.content) == TOKENS * len(" token") for reply in replies), "words are missing"
        return cpu, longest


async def _longest_gap(chats: list[ConversationService]) -> float:
    """How late the loop was at most, until every reply has ended and is saved."""
    loop, longest = asyncio.get_running_loop(), 0.0
    while any(chat.is_busy for chat in chats):
        due = loop.time() + _PROBE_SECONDS
        await asyncio.sleep(_PROBE_SECONDS)
        longest = max(longest, loop.time() - due)
    return longest
