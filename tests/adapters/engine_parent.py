"""A program that starts the built-in engine, says the child's process id, and waits to be killed."""

import asyncio
import sys

from desktop.adapters.built_in_engine import LlamaServer


async def start_and_wait() -> None:
    engine = LlamaServer()
    await engine.start()
    sys.stdout.write(f"{engine.pid}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


asyncio.run(start_and_wait())
