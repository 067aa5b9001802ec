"""Chats out of a file that nobody vouches for: all of them are whole, or none is read.

Nothing in the file is followed: no path is opened, no address asked, and what it calls its messages is only
used to tell them apart.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import replace
from typing import Any

from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.chat import ChatSetup, Parameters, Role
from desktop.domain.chat_text import kept_name, kept_title
from desktop.domain.checked_json import MOST_INTEGER, Fields, JsonFlaw, parse_json
from desktop.domain.conversation import Outcome, Turn
from desktop.domain.errors import ImportRefused
from desktop.domain.export_json import COUNTS, DURATIONS, FORMAT, TEXTS, VERSION, parameter_kinds
from desktop.domain.foreign_chats import read_foreign
from desktop.domain.image_shape import image_shape
from desktop.domain.store import StoredChat, StoredTurn
from desktop.domain.transfer import ChatFile
from desktop.domain.transfer_causes import ImportCause

MOST_CHATS = 10_000
MOST_TURNS = 200_000
"""Of all chats together."""
MOST_IMAGE_BYTES = 20 * 1000 * 1000
MOST_IMAGE_PIXELS = 64 * 1000 * 1000
MOST_PARAMETER_CHARACTERS = 100
CLOCK_SECONDS = 24 * 3600.0
"""How far in the future a time may be: the clock of the other computer may be ahead."""

_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,60}", re.ASCII)


def read_chats(data: bytes, path: str, now: float) -> ChatFile:
    """What is in a file of chats; `now` is in seconds since the epoch, and no time is later by a day.

    It takes long: call it in a thread. Raises `ImportRefused`, which names `path`.
    """
    try:
        read = _read(parse_json(data))
        _check_counts(read.chats)
    except JsonFlaw as flaw:
        raise ImportRefused(path, flaw.cause, flaw.place, flaw.detail) from None
    latest = now + CLOCK_SECONDS
    return replace(read, chats=tuple(_clamped(chat, latest) for chat in read.chats))


def _read(value: object) -> ChatFile:
    if not isinstance(value, dict) or "format" not in value:
        return read_foreign(value)
    file = Fields(value, "")
    if file.text("format") != FORMAT:
        raise file.flaw("format", ImportCause.UNKNOWN_FORMAT)
    version = file.integer("version", 1, MOST_INTEGER)
    if version is None:
        raise JsonFlaw(ImportCause.ABSENT, "version")
    if version > VERSION:
        raise file.flaw("version", ImportCause.NEWER)
    if len(file.array("chats")) > MOST_CHATS:
        raise JsonFlaw(ImportCause.TOO_MUCH, "chats", f"{MOST_CHATS}")
    left = MOST_TURNS
    chats = []
    for fields in file.objects("chats"):
        left -= len(fields.array("turns"))
        if left < 0:
            raise JsonFlaw(ImportCause.TOO_MUCH, fields.at("turns"), f"{MOST_TURNS}")
        chats.append(_chat(fields))
    return ChatFile(tuple(chats))


def _check_counts(chats: tuple[StoredChat, ...]) -> None:
    if not chats:
        raise JsonFlaw(ImportCause.EMPTY)
    if len(chats) > MOST_CHATS:
        raise JsonFlaw(ImportCause.TOO_MUCH, detail=f"{MOST_CHATS}")
    if sum(len(chat.turns) for chat in chats) > MOST_TURNS:
        raise JsonFlaw(ImportCause.TOO_MUCH, detail=f"{MOST_TURNS}")


def _chat(fields: Fields) -> StoredChat:
    created_at = fields.time("created_at") or 0.0
    turns = tuple(_turn(turn, place) for place, turn in enumerate(fields.objects("turns")))
    active = fields.integer("active", 0, MOST_INTEGER)
    if active is None and turns:
        raise JsonFlaw(ImportCause.ABSENT, fields.at("active"))
    if active is not None and active >= len(turns):
        raise fields.flaw("active")
    updated_at = fields.time("updated_at")
    return StoredChat(
        title=kept_title(fields.text("title")),
        created_at=created_at,
        updated_at=created_at if updated_at is None else updated_at,
        turns=turns,
        active=-1 if active is None else active,
        setup=_setup(fields.fields("setup")),
        is_pinned=fields.flag("is_pinned", default=False),
        has_own_title=fields.flag("has_own_title", default=False),
    )


def _setup(fields: Fields) -> ChatSetup:
    given = fields.fields("parameters")
    values: dict[str, Any] = {name: _parameter(given, name, kind) for name, kind in parameter_kinds().items()}
    return ChatSetup(fields.text("system", ""), Parameters(**values))


def _parameter(given: Fields, name: str, kind: type) -> object:
    if given.get(name) is None:
        return None
    if kind is bool:
        return given.flag(name, default=False)
    if kind is float:
        return given.number(name, -1000.0, 1000.0)
    if kind is int:
        return given.integer(name, -MOST_INTEGER, MOST_INTEGER)
    text = given.text(name)
    if len(text) > MOST_PARAMETER_CHARACTERS:
        raise given.flaw(name)
    return text


def _turn(fields: Fields, place: int) -> StoredTurn:
    try:
        role = fields.choice("role", Role)
    except JsonFlaw as flaw:
        if flaw.cause is ImportCause.WRONG_VALUE:
            raise fields.flaw("role", ImportCause.UNKNOWN_ROLE) from None
        raise
    parent = fields.integer("parent", -MOST_INTEGER, MOST_INTEGER)
    if parent is not None and not 0 <= parent < place:
        raise fields.flaw("parent", ImportCause.WRONG_PARENT)
    outcome = fields.choice("outcome", Outcome, Outcome.COMPLETE)
    figures: dict[str, Any] = {name: fields.number(name) for name in DURATIONS}
    figures |= {name: fields.integer(name) for name in COUNTS}
    texts: dict[str, Any] = {name: fields.text(name, "") for name in TEXTS}
    turn = Turn(
        id=-1 - place,
        role=role,
        content=fields.text("content"),
        outcome=Outcome.INTERRUPTED if outcome is Outcome.ARRIVING else outcome,
        is_local=fields.flag("is_local", default=True),
        attachments=tuple(_attachment(one) for one in fields.objects("attachments")),
        created_at=fields.time("created_at") or 0.0,
        **texts,
        **figures,
    )
    return StoredTurn(turn, -1 if parent is None else parent)


def _attachment(fields: Fields) -> Attachment:
    kind = fields.choice("kind", AttachmentKind)
    media_type = fields.text("media_type")
    if not _MEDIA_TYPE.fullmatch(media_type):
        raise fields.flaw("media_type")
    try:
        content = base64.b64decode(fields.text("content"), validate=True)
    except (binascii.Error, ValueError) as error:
        if isinstance(error, JsonFlaw):
            raise
        raise fields.flaw("content") from None
    if hashlib.sha256(content).hexdigest() != fields.text("sha256").lower():
        raise JsonFlaw(ImportCause.WRONG_DIGEST, fields.place)
    _check_content(fields, kind, media_type, content)
    return Attachment(
        name=kept_name(fields.text("name")),
        kind=kind,
        media_type=media_type,
        content=content,
        tokens=fields.integer("tokens") or 0,
        original_bytes=fields.integer("original_bytes") or 0,
    )


def _check_content(fields: Fields, kind: AttachmentKind, media_type: str, content: bytes) -> None:
    if kind is AttachmentKind.TEXT:
        try:
            content.decode()
        except UnicodeDecodeError:
            raise fields.flaw("content") from None
        return
    shape = image_shape(content)
    if (
        shape is None
        or shape.media_type != media_type
        or len(content) > MOST_IMAGE_BYTES
        or shape.width * shape.height > MOST_IMAGE_PIXELS
    ):
        raise JsonFlaw(ImportCause.WRONG_IMAGE, fields.place)


def _clamped(chat: StoredChat, latest: float) -> StoredChat:
    """The chat with no time after `latest` or before 1970."""

    def within(seconds: float) -> float:
        return min(max(seconds, 0.0), latest)

    turns = tuple(
        replace(stored, turn=replace(stored.turn, created_at=within(stored.turn.created_at)))
        for stored in chat.turns
    )
    return replace(chat, created_at=within(chat.created_at), updated_at=within(chat.updated_at), turns=turns)
