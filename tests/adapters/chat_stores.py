"""Opening stores of chats for tests, and what is put into them."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from desktop.adapters.chat_store import SqliteChatStore
from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.chat import ChatSetup, Parameters, Role
from desktop.domain.conversation import Turn
from desktop.domain.store import ChatStore

SETUP = ChatSetup(
    "Be brief.", Parameters(temperature=0.2, max_tokens=50, thinking="low", allows_truncation=False)
)
QUESTION = Turn(-1, Role.USER, "Why?")
REPLY = Turn(
    -2, Role.ASSISTANT, "Because.", "Hm.", model="m", provider="p", is_local=False,
    first_token_seconds=0.5, generation_seconds=2.0, reply_tokens=8, prompt_tokens=3,
)  # fmt: skip


@asynccontextmanager
async def opened(path: Path, clock: float | None = None) -> AsyncIterator[SqliteChatStore]:
    store = await SqliteChatStore.open(path, (lambda: clock) if clock is not None else time.time)
    try:
        yield store
    finally:
        await store.aclose()


def question(text: str, *attachments: Attachment) -> Turn:
    return Turn(0, Role.USER, text, attachments=attachments)


def answer(text: str) -> Turn:
    return Turn(0, Role.ASSISTANT, text, model="m", provider="p")


def image(name: str, size: int) -> Attachment:
    return Attachment(name, AttachmentKind.IMAGE, "image/png", bytes(size), 256, size * 2)


async def grow(store: ChatStore, chat: int, parent: int, *texts: str) -> list[int]:
    """Add a chain of turns."""
    made = []
    for text in texts:
        parent = await store.add_turn(chat, question(text), parent)
        made.append(parent)
    return made
