"""What a model is told of a chat: its system prompt, and the turns of the active branch as messages."""

import re
from collections.abc import Sequence
from typing import Protocol

from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.chat import ChatSetup, Message, Role
from desktop.domain.text import label_text

_BACKTICKS = re.compile(r"`+")


class Said(Protocol):
    """What somebody said, with what was attached to it; a `Turn` is one."""

    @property
    def role(self) -> Role: ...
    @property
    def content(self) -> str: ...
    @property
    def attachments(self) -> tuple[Attachment, ...]: ...


def messages_for(turns: Sequence[Said], setup: ChatSetup) -> tuple[Message, ...]:
    """Every turn with something in it, after the system prompt.

    A question whose reply failed stands before the next one, and the templates of several models (Gemma,
    Mistral) refuse two messages of one role in a row: they become one.
    """
    messages = [Message(Role.SYSTEM, setup.system)] if setup.system.strip() else []
    for turn in turns:
        text, images = text_of(turn), _images_of(turn)
        if not text and not images:
            continue
        if messages and messages[-1].role is turn.role:
            last = messages[-1]
            text = "\n\n".join(part for part in (last.content, text) if part)
            messages[-1] = Message(turn.role, text, (*last.images, *images))
        else:
            messages.append(Message(turn.role, text, images))
    return tuple(messages)


def text_of(turn: Said) -> str:
    """The texts that are attached, each in a fence with its name above, and then what was said."""
    files = [_fenced(one) for one in turn.attachments if one.kind is AttachmentKind.TEXT]
    return "\n\n".join([*files, turn.content] if turn.content else files)


def _images_of(turn: Said) -> tuple[bytes, ...]:
    return tuple(one.content for one in turn.attachments if one.kind is AttachmentKind.IMAGE and one.content)


def _fenced(attachment: Attachment) -> str:
    text = attachment.content.decode("utf-8", "replace")
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{label_text(attachment.name)}:\n{fence}\n{text.rstrip()}\n{fence}"
