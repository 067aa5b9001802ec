"""A chat as Markdown for people: its active branch, read from top to bottom.

Other branches are not in it, and it says so: a tree has no readable order, and the JSON has all of it. Of an
attachment it names the file. The words are English, as the format is.
"""

from collections.abc import Iterator

from desktop.domain.attachments import Attachment
from desktop.domain.chat import Role
from desktop.domain.chat_text import kept_name, kept_text, kept_title, time_text
from desktop.domain.conversation import Outcome, Turn
from desktop.domain.markdown_safety import contained_markdown, escaped
from desktop.domain.store import StoredChat

ENDS = {
    Outcome.STOPPED: "Stopped.",
    Outcome.ARRIVING: "Interrupted.",
    Outcome.INTERRUPTED: "Interrupted.",
    Outcome.FAILED: "No reply.",
}


def markdown_pieces(chat: StoredChat, *, has_thinking: bool = True) -> Iterator[bytes]:
    """The chat as Markdown, a turn at a time; thinking is folded, or left out."""
    turns = active_branch(chat)
    yield _encoded(_head(chat, len(chat.turns) - len(turns)))
    for turn in turns:
        yield _encoded("\n\n".join(_turn(turn, has_thinking)))


def active_branch(chat: StoredChat) -> list[Turn]:
    """The turns of the active branch, the first one first."""
    branch: list[Turn] = []
    place = chat.active
    while place >= 0:
        branch.append(chat.turns[place].turn)
        place = chat.turns[place].parent
    return branch[::-1]


def _encoded(text: str) -> bytes:
    return (text + "\n\n").encode()


def _head(chat: StoredChat, others: int) -> str:
    parts = [f"# {escaped(kept_title(chat.title)) or 'Chat'}", f"{_minute(chat.created_at)} UTC"]
    if others:
        parts.append(f"*Messages on other branches, which are not in this file: {others}.*")
    if chat.setup.system:
        parts += ["## System prompt", contained_markdown(kept_text(chat.setup.system))]
    return "\n\n".join(parts)


def _turn(turn: Turn, has_thinking: bool) -> Iterator[str]:
    yield f"## {_heading(turn)}"
    if turn.created_at:
        yield f"*{_minute(turn.created_at)}*"
    for one in turn.attachments:
        yield f"*Attached: {_attachment(one)}*"
    if turn.thinking and has_thinking:
        thinking = contained_markdown(kept_text(turn.thinking))
        yield f"<details>\n<summary>Thinking</summary>\n\n{thinking}\n\n</details>"
    if text := contained_markdown(kept_text(turn.content)):
        yield text
    if turn.outcome in ENDS:
        yield f"*{' '.join(part for part in (ENDS[turn.outcome], escaped(kept_text(turn.problem))) if part)}*"


def _heading(turn: Turn) -> str:
    if turn.role is Role.ASSISTANT:
        names = ", ".join(escaped(kept_text(name)) for name in (turn.model, turn.provider) if name)
        return names or "Assistant"
    return "You" if turn.role is Role.USER else "System"


def _attachment(one: Attachment) -> str:
    return (
        f"{escaped(kept_name(one.name))} ({one.media_type}, {one.original_bytes or len(one.content)} bytes)"
    )


def _minute(seconds: float) -> str:
    return time_text(seconds)[:16].replace("T", " ")
