"""A program that writes questions and their replies until it is killed, and says what the store confirmed.

`ACK <id> <length>` is a turn that is on the disk with a text of that length, a reply while it streams too.
"""

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

from desktop.adapters.chat_store import SqliteChatStore
from desktop.domain.chat import Role
from desktop.domain.conversation import Outcome, Turn

UPDATES = 4
QUESTION = "How are you?"
PIECE = "Word after word. "


def acknowledge(turn: Turn) -> None:
    sys.stdout.write(f"ACK {turn.id} {len(turn.content)}\n")
    sys.stdout.flush()


async def write_for_ever(path: Path) -> None:
    store = await SqliteChatStore.open(path)
    chat = await store.create_chat("killed")
    parent = 0
    while True:
        question = Turn(0, Role.USER, QUESTION)
        question = replace(question, id=await store.add_turn(chat, question, parent))
        acknowledge(question)
        reply = Turn(0, Role.ASSISTANT, "", outcome=Outcome.ARRIVING)
        reply = replace(reply, id=await store.add_turn(chat, reply, question.id))
        for _ in range(UPDATES):
            reply = replace(reply, content=reply.content + PIECE)
            await store.update_turn(reply)
            acknowledge(reply)
        reply = replace(reply, outcome=Outcome.COMPLETE)
        await store.update_turn(reply)
        acknowledge(reply)
        parent = reply.id


asyncio.run(write_for_ever(Path(sys.argv[1])))
