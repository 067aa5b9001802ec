"""Turns, attachments and setups as rows of the chat store, and back."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, get_args, get_type_hints

from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.chat import PLAIN_SETUP, ChatSetup, Parameters, Role
from desktop.domain.conversation import Outcome, Turn
from desktop.domain.errors import Interrupted, Interruption
from desktop.domain.text import without_surrogates

ARRIVING = Outcome.ARRIVING.value
KILLED = "killed"
"""The outcome, in the store only, of what was arriving when the application ended."""

TURN_COLUMNS = (
    "role", "content", "thinking", "outcome", "problem", "model", "provider", "is_local",
    "first_token_seconds", "generation_seconds", "reply_tokens", "prompt_tokens", "thinking_seconds",
)  # fmt: skip
ATTACHMENT_COLUMNS = (
    "turn_id",
    "position",
    "name",
    "kind",
    "media_type",
    "content",
    "tokens",
    "original_bytes",
)

_PARAMETERS = {name: get_args(kinds) for name, kinds in get_type_hints(Parameters).items()}


def row_from(turn: Turn) -> tuple[object, ...]:
    """The values of `TURN_COLUMNS`, with no character that a database refuses."""
    values = (
        turn.role.value, turn.content, turn.thinking, turn.outcome.value, turn.problem, turn.model,
        turn.provider, turn.is_local, turn.first_token_seconds, turn.generation_seconds, turn.reply_tokens,
        turn.prompt_tokens, turn.thinking_seconds,
    )  # fmt: skip
    return tuple(without_surrogates(value) if isinstance(value, str) else value for value in values)


def turn_from(
    turn_id: int,
    row: sqlite3.Row | Mapping[str, Any],
    siblings: tuple[int, ...] = (),
    attachments: tuple[Attachment, ...] = (),
) -> Turn:
    """The turn of a row; one that was arriving when the application ended is interrupted.

    Raises `ValueError` for a role or an outcome that does not exist.
    """
    if row["outcome"] in (ARRIVING, KILLED):
        outcome, error = Outcome.INTERRUPTED, Interrupted(Interruption.APPLICATION_ENDED)
    else:
        outcome, error = Outcome(row["outcome"]), None
    return Turn(
        id=turn_id,
        role=Role(row["role"]),
        content=row["content"],
        thinking=row["thinking"],
        outcome=outcome,
        error=error,
        problem=row["problem"],
        model=row["model"],
        provider=row["provider"],
        is_local=bool(row["is_local"]),
        first_token_seconds=row["first_token_seconds"],
        generation_seconds=row["generation_seconds"],
        reply_tokens=row["reply_tokens"],
        prompt_tokens=row["prompt_tokens"],
        thinking_seconds=row["thinking_seconds"],
        attachments=attachments,
        siblings=siblings,
        created_at=row["created_at"],
    )


def attachment_rows(turn_id: int, attachments: tuple[Attachment, ...]) -> list[tuple[object, ...]]:
    """The values of `ATTACHMENT_COLUMNS` for everything attached to a turn."""
    return [
        (
            turn_id, position, without_surrogates(one.name), one.kind.value, one.media_type, one.content,
            one.tokens, one.original_bytes,
        )
        for position, one in enumerate(attachments)
    ]  # fmt: skip


def attachment_from(row: sqlite3.Row) -> Attachment:
    """The attachment of a row. Raises `ValueError` for a kind that does not exist."""
    return Attachment(
        name=row["name"],
        kind=AttachmentKind(row["kind"]),
        media_type=row["media_type"],
        content=row["content"],
        tokens=row["tokens"],
        original_bytes=row["original_bytes"],
    )


def setup_text(setup: ChatSetup) -> str:
    """A setup as JSON, without what is left to the server; "" for the plain one."""
    if setup == PLAIN_SETUP:
        return ""
    given = {name: value for name, value in asdict(setup.parameters).items() if value is not None}
    return json.dumps({"system": without_surrogates(setup.system), "parameters": given})


def setup_from(text: str) -> ChatSetup:
    """The setup that `setup_text` made; what cannot be read of it is left to the server."""
    try:
        read = json.loads(text) if text else {}
    except ValueError:
        return PLAIN_SETUP
    if not isinstance(read, dict):
        return PLAIN_SETUP
    system, given = read.get("system"), read.get("parameters")
    parameters: dict[str, Any] = {}
    for name, value in given.items() if isinstance(given, dict) else ():
        kinds = _PARAMETERS.get(name, ())
        if float in kinds and type(value) is int:
            parameters[name] = float(value)
        elif type(value) in kinds:
            parameters[name] = value
    return ChatSetup(system if isinstance(system, str) else "", Parameters(**parameters))
