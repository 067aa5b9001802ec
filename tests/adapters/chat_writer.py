"""A program that adds turns until it is killed, and says `ACK <id>` for each that the store confirmed."""

import asyncio
import sys
from pathlib import Path

from desktop.adapters.chat_store import SqliteChatStore
from desktop.domain.chat import Role
from desktop.domain.conversation import Outcome, Turn


async def write_for_ever(path: Path) -> None:
    store = await SqliteChatStore.open(path)
    chat = await store.create_chat("killed")
    parent = 0
    while True:
        turn = Turn(0, Role.ASSISTANT, "x" * 200, outcome=Outcome.ARRIVING)
        parent = await store.add_turn(chat, turn, parent)
        sys.stdout.write(f"ACK {parent}\n")
        sys.stdout.flush()


asyncio.run(write_for_ever(Path(sys.argv[1])))
