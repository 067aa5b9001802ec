"""A small client in a process of its own: asks one question, and prints what comes as a JSON value per line.

`python -m tests.providers.asking KIND URL MODEL [--pull] [LIMIT=VALUE]...`; the last line says how it ended,
and how much memory the reply took. With `--pull` it pulls the model instead, and only counts the reports.
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


async def pull(provider: Provider, model: str) -> tuple[str, int]:
    """Name how the pull ended, and count its reports."""
    count = 0
    async with aclosing(provider.pull(model)) as progress:
        async for report in progress:
            count += 1
            if report.done:
                return "finished", count
    return "silence", count


async def main(kind: str, url: str, model: str, *options: str) -> None:
    budgets = [option.split("=") for option in options if "=" in option]
    values: dict[str, Any] = {name: float(value) for name, value in budgets}
    limits = replace(Limits(), **values)
    provider = await connect(Endpoint("test", "Test", url, ProviderKind(kind)), limits)
    before = peak_bytes()
    try:
        if "--pull" in options:
            end, reports = await pull(provider, model)
        else:
            end, reports = await ask(provider, model), 0
        say({"end": end, "reports": reports, "grown_bytes": peak_bytes() - before})
    finally:
        await provider.aclose()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
