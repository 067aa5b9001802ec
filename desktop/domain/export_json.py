"""Chats as JSON, piece by piece: the format of docs/export-format.md.

A value that is left to its default is not written, and nothing of the moment of export is: a chat that was
exported, imported and exported again gives the same bytes.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields
from typing import get_args, get_type_hints

from desktop.domain.attachments import Attachment
from desktop.domain.chat import PLAIN_SETUP, ChatSetup, Parameters
from desktop.domain.chat_text import kept_count, kept_name, kept_seconds, kept_text, kept_title, time_text
from desktop.domain.conversation import Outcome, Turn
from desktop.domain.store import StoredChat, StoredTurn

FORMAT = "tars-desktop-chats"
VERSION = 1

HEAD = f'{{\n"format": "{FORMAT}",\n"version": {VERSION},\n"chats": [\n'.encode()
BETWEEN = b",\n"
FOOT = b"\n]\n}\n"

DURATIONS = ("first_token_seconds", "generation_seconds", "thinking_seconds")
COUNTS = ("reply_tokens", "prompt_tokens")
TEXTS = ("thinking", "problem", "model", "provider")


def chat_pieces(chat: StoredChat) -> Iterator[bytes]:
    """The chat as one JSON object, a turn at a time."""
    head: dict[str, object] = {
        "title": kept_title(chat.title),
        "created_at": time_text(chat.created_at),
        "updated_at": time_text(chat.updated_at),
    }
    if chat.has_own_title:
        head["has_own_title"] = True
    if chat.is_pinned:
        head["is_pinned"] = True
    if chat.setup != PLAIN_SETUP:
        head["setup"] = _setup(chat.setup)
    head["active"] = chat.active if chat.active >= 0 else None
    yield _json(head)[:-1] + b', "turns": ['
    for place, stored in enumerate(chat.turns):
        yield (b",\n" if place else b"\n") + _json(_turn(stored))
    yield b"\n]}" if chat.turns else b"]}"


def parameter_kinds() -> dict[str, type]:
    """The parameters of a setup by their names, and of what type each is."""
    hints = get_type_hints(Parameters)
    return {field.name: get_args(hints[field.name])[0] for field in fields(Parameters)}


def _setup(setup: ChatSetup) -> dict[str, object]:
    written: dict[str, object] = {}
    if setup.system:
        written["system"] = kept_text(setup.system)
    parameters: dict[str, object] = {}
    for name, kind in parameter_kinds().items():
        value = getattr(setup.parameters, name)
        if value is not None:
            parameters[name] = kept_text(value) if isinstance(value, str) else kind(value)
    if parameters:
        written["parameters"] = parameters
    return written


def _turn(stored: StoredTurn) -> dict[str, object]:
    turn = stored.turn
    written: dict[str, object] = {
        "role": turn.role.value,
        "parent": stored.parent if stored.parent >= 0 else None,
        "created_at": time_text(turn.created_at),
        "content": kept_text(turn.content),
    }
    outcome = Outcome.INTERRUPTED if turn.outcome is Outcome.ARRIVING else turn.outcome
    if outcome is not Outcome.COMPLETE:
        written["outcome"] = outcome.value
    for name in TEXTS:
        if text := kept_text(getattr(turn, name)):
            written[name] = text
    if not turn.is_local:
        written["is_local"] = False
    written |= _figures(turn)
    if turn.attachments:
        written["attachments"] = [_attachment(one) for one in turn.attachments]
    return written


def _figures(turn: Turn) -> dict[str, object]:
    durations = {name: kept_seconds(getattr(turn, name)) for name in DURATIONS}
    counts = {name: kept_count(getattr(turn, name)) for name in COUNTS}
    return {name: value for name, value in (durations | counts).items() if value is not None}


def _attachment(one: Attachment) -> dict[str, object]:
    return {
        "name": kept_name(one.name),
        "kind": one.kind.value,
        "media_type": one.media_type,
        "tokens": kept_count(one.tokens) or 0,
        "original_bytes": kept_count(one.original_bytes) or 0,
        "sha256": hashlib.sha256(one.content).hexdigest(),
        "content": base64.b64encode(one.content).decode("ascii"),
    }


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
