"""A small client in a process of its own: asks one question, and prints what comes as a JSON value per line.

`python -m tests.providers.asking KIND URL MODEL [LIMIT=VALUE]...`; the last line says how it ended, and how
much memory the reply took.
"""

import asyncio
import json
import resource
import sys
from contextlib import aclosing
from dataclasses import replace
from typing import Any

from desktop.domain.chat import ChatRequest, Message, ReplyFinished, ReplyText, ReplyThinking, Role
from desktop.domain.errors import Interrupted, ProviderError
from desktop.domain.providers import Endpoint, Provider, ProviderKind
from desktop.providers.detection import connect
from desktop.providers.limits import Limits

RSS_UNIT_BYTES = 1 if sys.platform == "darwin" else 1024


def peak_bytes() -> int:
    """The most memory this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * RSS_UNIT_BYTES


def say(value: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


async def ask(provider: Provider, model: str) -> str:
    """Print the reply, and name how it ended."""
    request = ChatRequest(model, (Message(Role.USER, "Hi?"),))
    try:
        async with aclosing(provider.chat(request)) as events:
            async for event in events:
                match event:
                    case ReplyText(text):
                        say({"text": text[:80]})
                    case ReplyThinking(text):
                        say({"thinking": text[:80]})
                    case ReplyFinished():
                        return "finished"
    except Interrupted as error:
        return error.cause.value
    except ProviderError as error:
        return type(error).__name__
    return "silence"


async def main(kind: str, url: str, model: str, *budgets: str) -> None:
    values: dict[str, Any] = {name: float(value) for name, value in (b.split("=") for b in budgets)}
    limits = replace(Limits(), **values)
    provider = await connect(Endpoint("test", "Test", url, ProviderKind(kind)), limits)
    before = peak_bytes()
    try:
        end = await ask(provider, model)
        say({"end": end, "grown_bytes": peak_bytes() - before})
    finally:
        await provider.aclose()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
