"""Generated chats: trees of any shape, with everything that a turn can have."""

import base64
import struct
import zlib

from hypothesis import strategies as st

from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.chat import ChatSetup, Parameters, Role
from desktop.domain.conversation import Outcome, Turn
from desktop.domain.store import StoredChat, StoredTurn

LATEST = 1.7e9
"""Seconds since the epoch: no generated time is later."""
TEXTS = st.text(st.characters(codec=None), max_size=30)
"""With NUL and lone surrogates among them."""
JPEG = base64.b64decode("/9j/4AAQSkZJRgABAQAAAQABAAD/wAALCAABAAEBAREA/9k=")


def png(width: int = 1, height: int = 1) -> bytes:
    """A PNG that claims a size; only its first row is there."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


IMAGE = Attachment("a.png", AttachmentKind.IMAGE, "image/png", png(), 85, 1000)


def times() -> st.SearchStrategy[float]:
    return st.floats(1.0, LATEST)


def durations() -> st.SearchStrategy[float | None]:
    return st.none() | st.floats(allow_nan=True) | st.floats(0, 1000)


def counts() -> st.SearchStrategy[int | None]:
    return st.none() | st.integers(-(2**62), 2**62) | st.integers(0, 9000)


def attachments() -> st.SearchStrategy[Attachment]:
    texts = st.builds(
        lambda name, text: Attachment(name, AttachmentKind.TEXT, "text/plain", text.encode()),
        TEXTS,
        st.text(max_size=20),
    )
    images = st.builds(
        lambda name, content: Attachment(
            name, AttachmentKind.IMAGE, "image/jpeg" if content == JPEG else "image/png", content, 85, 9
        ),
        TEXTS,
        st.sampled_from([JPEG, png(), png(7, 9)]),
    )
    return texts | images


def turns() -> st.SearchStrategy[Turn]:
    return st.builds(
        Turn,
        id=st.just(-1),
        role=st.sampled_from(Role),
        content=TEXTS,
        thinking=TEXTS,
        outcome=st.sampled_from(Outcome),
        problem=TEXTS,
        model=TEXTS,
        provider=TEXTS,
        is_local=st.booleans(),
        first_token_seconds=durations(),
        generation_seconds=durations(),
        thinking_seconds=durations(),
        reply_tokens=counts(),
        prompt_tokens=counts(),
        attachments=st.lists(attachments(), max_size=2).map(tuple),
        created_at=times(),
    )


def setups() -> st.SearchStrategy[ChatSetup]:
    parameters = st.builds(
        Parameters,
        temperature=st.none() | st.floats(0, 2),
        top_p=st.none() | st.floats(0.1, 1),
        max_tokens=st.none() | st.integers(1, 9000),
        context_length=st.none() | st.integers(1, 2**20),
        seed=st.none() | st.integers(-(2**31), 2**31),
        keep_alive=st.none() | st.sampled_from(["5m", "-1"]),
        thinking=st.none() | st.sampled_from(["on", "off", "high"]),
        allows_truncation=st.none() | st.booleans(),
    )
    return st.builds(ChatSetup, TEXTS, parameters)


@st.composite
def chats(draw: st.DrawFn) -> StoredChat:
    """A chat with a tree of up to eight turns."""
    made = draw(st.lists(turns(), max_size=8))
    stored = tuple(StoredTurn(turn, draw(st.integers(-1, place - 1))) for place, turn in enumerate(made))
    return StoredChat(
        title=draw(TEXTS),
        created_at=draw(times()),
        updated_at=draw(times()),
        turns=stored,
        active=draw(st.integers(0, len(stored) - 1)) if stored else -1,
        setup=draw(setups()),
        is_pinned=draw(st.booleans()),
        has_own_title=draw(st.booleans()),
    )
