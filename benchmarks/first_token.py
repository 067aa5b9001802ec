"""Time to the first token of a real model: our client against curl on the same server.

Both start from nothing: curl as a new process, ours with a new client and connection. Prompts differ from
each other in their first word, so that the server's prompt cache helps nobody.
"""

import asyncio
import json
import statistics
import time
from collections.abc import Iterator

from benchmarks.result import Result
from desktop.adapters.built_in_engine import LlamaServer
from desktop.domain.chat import ChatRequest, Message, Parameters, ReplyText, Role
from desktop.domain.providers import Endpoint
from desktop.providers.detection import connect

PAIRS = 20
LIMIT = 1.05
TEXT = " ".join(f"The river has {number} bridges and every one of them is old." for number in range(12))


def run() -> Iterator[Result]:
    ours, curl = asyncio.run(_measure())
    note = f"median {ours * 1000:.0f} against {curl * 1000:.0f} ms, {PAIRS} of each"
    yield Result("Time to first token / curl, SmolLM2 on the CPU", ours / curl, "ratio", LIMIT, note)


async def _measure() -> tuple[float, float]:
    engine = LlamaServer()
    try:
        endpoint = await engine.start()
        await _ours(endpoint, "Warm up")
        pairs = []
        for number in range(PAIRS):
            sides = {"ours": _ours, "curl": _curl}
            order = list(sides) if number % 2 else list(reversed(sides))
            times = {name: await sides[name](endpoint, f"{number}{name[0]} bridges.") for name in order}
            pairs.append((times["ours"], times["curl"]))
    finally:
        await engine.aclose()
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


async def _ours(endpoint: Endpoint, start: str) -> float:
    begun = time.perf_counter()
    provider = await connect(endpoint)
    try:
        request = ChatRequest(
            endpoint.default_model, (Message(Role.USER, f"{start} {TEXT}"),), Parameters(max_tokens=2)
        )
        first = 0.0
        async for event in provider.chat(request):  # to the end, as curl does: the server is free again
            if not first and isinstance(event, ReplyText) and event.text:
                first = time.perf_counter() - begun
    finally:
        await provider.aclose()
    assert first, "no token came"
    return first


async def _curl(endpoint: Endpoint, start: str) -> float:
    body = {
        "model": endpoint.default_model,
        "messages": [{"role": "user", "content": f"{start} {TEXT}"}],
        "max_tokens": 2,
        "stream": True,
    }
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *("curl", "--silent", "--no-buffer", "--noproxy", "*", f"{endpoint.url}/chat/completions"),
        *("--header", f"Authorization: Bearer {endpoint.api_key}", "--json", json.dumps(body)),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    first = 0.0
    async for line in process.stdout:
        if (
            not first
            and b'"content"' in line
            and b'"content": ""' not in line
            and b'"content":""' not in line
        ):
            first = time.perf_counter() - begun
    await process.wait()
    assert first, "no token came"
    return first
