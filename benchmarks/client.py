"""One client in a process of its own: prints the CPU time per chunk of its fastest run, in microseconds.

`python -m benchmarks.client NAME URL COUNT` with a NAME of `CLIENTS`. Imports and the first reply, which
fills caches, are not counted.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable

import ollama
import openai

from benchmarks.servers import MODEL
from desktop.domain.chat import ChatRequest, Message, ReplyText, Role
from desktop.domain.providers import Endpoint, Provider, ProviderKind
from desktop.providers.detection import connect

RUNS = 5
REQUEST = ChatRequest(MODEL, (Message(Role.USER, "Hi"),))
MESSAGES = [{"role": "user", "content": "Hi"}]


async def _ours(url: str, kind: ProviderKind) -> Callable[[], Awaitable[int]]:
    provider: Provider = await connect(Endpoint("bench", "Bench", url, kind))

    async def run() -> int:
        return sum([1 async for event in provider.chat(REQUEST) if isinstance(event, ReplyText)])

    return run


async def ours_ollama(url: str) -> Callable[[], Awaitable[int]]:
    return await _ours(url, ProviderKind.OLLAMA)


async def ours_openai(url: str) -> Callable[[], Awaitable[int]]:
    return await _ours(url, ProviderKind.OPENAI)


async def ollama_python(url: str) -> Callable[[], Awaitable[int]]:
    client = ollama.AsyncClient(url, trust_env=False)

    async def run() -> int:
        stream = await client.chat(MODEL, MESSAGES, stream=True)
        return sum([1 async for part in stream if part.message.content])

    return run


async def openai_python(url: str) -> Callable[[], Awaitable[int]]:
    client = openai.AsyncOpenAI(base_url=f"{url.removesuffix('/v1')}/v1", api_key="none")

    async def run() -> int:
        stream = await client.chat.completions.create(model=MODEL, messages=MESSAGES, stream=True)
        return sum([1 async for part in stream if part.choices and part.choices[0].delta.content])

    return run


CLIENTS = {
    "ours-ollama": ours_ollama,
    "ours-openai": ours_openai,
    "ollama-python": ollama_python,
    "openai-python": openai_python,
}


async def measure(name: str, url: str, count: int) -> float:
    run = await CLIENTS[name](url)
    assert await run() == count, "chunks are missing"
    best = float("inf")
    for _ in range(RUNS):
        before = time.process_time()
        assert await run() == count
        best = min(best, time.process_time() - before)
    return best / count * 1e6


if __name__ == "__main__":
    print(asyncio.run(measure(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
