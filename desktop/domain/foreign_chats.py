"""Chats that other programs have exported: ChatGPT's `conversations.json`, and Open WebUI's export.

What ChatGPT writes is documented by those who read it, and differs from year to year
(https://github.com/mitkury/chatgpt-export-parser, docs/chatgpt-data-export-format.md). How the two are told
apart is as in Open WebUI's own import (https://github.com/open-webui/open-webui, src/lib/utils/index.ts:
`getImportOrigin`); its members are described at https://docs.openwebui.com/features/chat-conversations/data-controls/import-export/.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from desktop.domain.chat import Role
from desktop.domain.chat_text import kept_text, kept_title
from desktop.domain.checked_json import Fields, JsonFlaw, shown
from desktop.domain.conversation import Turn
from desktop.domain.store import StoredChat, StoredTurn
from desktop.domain.transfer import ChatFile, Origin
from desktop.domain.transfer_causes import ImportCause

_MILLISECONDS_FROM = 1e11
"""Seconds of the year 5138: what is more was counted in milliseconds."""
MOST_TIME = 1e18
"""What is more was never a time; what is less is brought into our own by the caller."""


@dataclass(slots=True)
class _Node:
    """A message under the name it has in the file; no turn if it has no place here."""

    parent: str
    place: str
    turn: Turn | None


@dataclass(slots=True)
class _Reader:
    left_out: int = 0
    nodes: dict[str, _Node] = field(default_factory=dict)


def read_foreign(value: object) -> ChatFile:
    """The chats of another program's export. Raises `JsonFlaw`."""
    chats = value if isinstance(value, list) else [value]
    if not chats:
        raise JsonFlaw(ImportCause.EMPTY)
    first = chats[0]
    if isinstance(first, dict) and isinstance(first.get("mapping"), dict):
        origin, read = Origin.CHATGPT, _chatgpt
    elif isinstance(first, dict) and isinstance(first.get("chat"), dict):
        origin, read = Origin.OPEN_WEBUI, _open_webui
    else:
        raise JsonFlaw(ImportCause.UNKNOWN_FORMAT)
    return _read_all(chats, origin, read)


def _read_all(chats: list[object], origin: Origin, read: Callable[[Fields, _Reader], StoredChat]) -> ChatFile:
    found: list[StoredChat] = []
    left_out = 0
    for index, chat in enumerate(chats):
        reader = _Reader()
        found.append(read(Fields(chat, f"[{index}]"), reader))
        left_out += reader.left_out
    return ChatFile(tuple(found), origin, left_out)


def _chatgpt(chat: Fields, reader: _Reader) -> StoredChat:
    mapping = chat.get("mapping")
    nodes = Fields(mapping, chat.at("mapping"))
    created_at = _seconds(chat, "create_time")
    for name in mapping if isinstance(mapping, dict) else ():
        node = nodes.fields(name)
        turn = _chatgpt_turn(node.fields("message"), reader, created_at) if node.get("message") else None
        reader.nodes[name] = _Node(node.text("parent", ""), node.place, turn)
    return _chat(chat.text("title", ""), created_at, _seconds(chat, "update_time"), reader,
                 chat.text("current_node", ""))  # fmt: skip


def _chatgpt_turn(message: Fields, reader: _Reader, created_at: float) -> Turn | None:
    author, content, notes = message.fields("author"), message.fields("content"), message.fields("metadata")
    role = author.text("role")
    if role not in ("user", "assistant", "system", "tool"):
        raise author.flaw("role", ImportCause.UNKNOWN_ROLE)
    parts = content.array("parts")
    text = "\n\n".join(kept_text(part) for part in parts if isinstance(part, str) and part)
    is_message = role in ("user", "assistant") and message.text("recipient", "all") == "all"
    if notes.get("is_visually_hidden_from_conversation") is True:
        return None
    if not parts:  # a call of a tool, or the model's thoughts
        reader.left_out += len(content.text("content_type", "")) > 0
        return None
    reader.left_out += sum(not isinstance(part, str) for part in parts) if is_message else bool(text)
    if not is_message or not text:
        return None
    return Turn(
        id=-1,
        role=Role(role),
        content=text,
        model=notes.text("model_slug", "") if role == "assistant" else "",
        provider="ChatGPT" if role == "assistant" else "",
        is_local=role != "assistant",
        created_at=_seconds(message, "create_time") or created_at,
    )


def _open_webui(chat: Fields, reader: _Reader) -> StoredChat:
    inside = chat.fields("chat")
    history = inside.fields("history")
    messages = history.get("messages")
    named = Fields({} if messages is None else messages, history.at("messages"))
    created_at = _seconds(chat, "created_at")
    for name in messages if isinstance(messages, dict) else ():
        message = named.fields(name)
        turn = _open_webui_turn(message, reader, created_at)
        reader.nodes[name] = _Node(message.text("parentId", ""), message.place, turn)
    title = chat.text("title", "") or inside.text("title", "")
    return _chat(title, created_at, _seconds(chat, "updated_at"), reader, history.text("currentId", ""))


def _open_webui_turn(message: Fields, reader: _Reader, created_at: float) -> Turn | None:
    role = message.text("role")
    if role not in ("user", "assistant", "system"):
        raise message.flaw("role", ImportCause.UNKNOWN_ROLE)
    text = message.text("content", "")
    reader.left_out += len(message.array("files"))
    if role == "system" or not text:
        reader.left_out += bool(text)
        return None
    return Turn(
        id=-1,
        role=Role(role),
        content=text,
        model=message.text("model", "") if role == "assistant" else "",
        provider="Open WebUI" if role == "assistant" else "",
        created_at=_seconds(message, "timestamp") or created_at,
    )


def _chat(title: str, created_at: float, updated_at: float, reader: _Reader, current: str) -> StoredChat:
    turns, places = _tree(reader.nodes)
    active = places.get(current, -1)
    return StoredChat(
        title=kept_title(title),
        created_at=created_at,
        updated_at=updated_at or created_at,
        turns=tuple(turns),
        active=active if active >= 0 else len(turns) - 1,
        has_own_title=True,
    )


def _tree(nodes: dict[str, _Node]) -> tuple[list[StoredTurn], dict[str, int]]:
    """The messages, parents before children, and the place of each, which is its parent's if it has no turn.

    A parent that is not in the file is none. Raises `JsonFlaw` if a message follows itself.
    """
    children: dict[str, list[str]] = {}
    waiting: list[str] = []
    for name, node in nodes.items():
        if node.parent in nodes:
            children.setdefault(node.parent, []).append(name)
        else:
            waiting.append(name)
    waiting.reverse()
    turns: list[StoredTurn] = []
    places: dict[str, int] = {}
    while waiting:
        name = waiting.pop()
        node = nodes[name]
        places[name] = places.get(node.parent, -1)
        if node.turn is not None:
            turns.append(StoredTurn(node.turn, places[name]))
            places[name] = len(turns) - 1
        waiting.extend(reversed(children.get(name, [])))
    looping = next((node for name, node in nodes.items() if name not in places), None)
    if looping is not None:
        raise JsonFlaw(ImportCause.WRONG_PARENT, f"{looping.place}.parent", shown(looping.parent))
    return turns, places


def _seconds(fields: Fields, name: str) -> float:
    """A time in seconds since the epoch, 0 if none is told."""
    value = fields.number(name, -MOST_TIME, MOST_TIME) or 0.0
    return value / 1000 if value > _MILLISECONDS_FROM else value
