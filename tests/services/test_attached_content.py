"""Attachments that a page left out, read from a real store."""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.chat import Role
from desktop.domain.conversation import Turn
from desktop.domain.errors import StoreUnusable
from desktop.services.attached_content import AttachedContent, UnreadContent
from tests.services.conftest import Services, until

pytestmark = pytest.mark.anyio

NOTE = Attachment("a.txt", AttachmentKind.TEXT, "text/plain", b"the note", 2, 8)
OTHER = replace(NOTE, name="b.txt", content=b"the other")


class Reading:
    """The service, and what it has told."""

    def __init__(self, services: Services) -> None:
        self.content = AttachedContent(services.store)
        self.found: list[Attachment] = []
        self.failed: list[UnreadContent] = []
        self.content.found.connect(self.found.append)
        self.content.failed.connect(self.failed.append)

    def want(self, turn_id: int, place: int, attachment: Attachment) -> None:
        self.content.want(turn_id, place, replace(attachment, content=b""))


@pytest.fixture
async def reading(services: Services) -> AsyncIterator[Reading]:
    reading = Reading(services)
    yield reading
    await reading.content.aclose()


async def stored(services: Services) -> int:
    """A question with two files in the store."""
    chat = await services.store.create_chat("Hi")
    return await services.store.add_turn(chat, Turn(0, Role.USER, "Hi", attachments=(NOTE, OTHER)))


async def test_what_was_left_out_is_read_when_it_is_wanted(services: Services, reading: Reading) -> None:
    turn_id = await stored(services)
    reading.want(turn_id, 1, OTHER)
    await until(lambda: reading.found == [OTHER])
    reading.content.want(turn_id, 0, NOTE)  # it is there: nothing is read
    assert reading.found == [OTHER, NOTE]
    assert not reading.failed


async def test_only_what_was_wanted_last_is_given(services: Services, reading: Reading) -> None:
    turn_id = await stored(services)
    reading.want(turn_id, 0, NOTE)
    reading.want(turn_id, 1, OTHER)
    await until(lambda: reading.found == [OTHER])
    reading.want(turn_id, 0, NOTE)
    reading.content.forget()
    await asyncio.sleep(0)
    await services.store.list_chats()  # the store does one thing after the other
    assert reading.found == [OTHER]


async def test_what_is_not_there_any_more_is_told(reading: Reading) -> None:
    reading.want(4711, 0, NOTE)
    await until(lambda: reading.failed == [UnreadContent(replace(NOTE, content=b""))])


async def test_a_store_that_cannot_be_read_is_told(services: Services, reading: Reading) -> None:
    large = replace(NOTE, content=b"x" * 16_000_000)  # not in SQLite's memory any more
    chat = await services.store.create_chat("Hi")
    turn_id = await services.store.add_turn(chat, Turn(0, Role.USER, "Hi", attachments=(large,)))
    os.truncate(services.folder / "private" / "chats.db", 1_000_000)  # as a disk that goes bad does it
    reading.want(turn_id, 0, large)
    await until(lambda: reading.failed)
    assert isinstance(reading.failed[0].error, StoreUnusable)
