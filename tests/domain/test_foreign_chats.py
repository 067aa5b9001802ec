import json
from typing import Any

import pytest

from desktop.domain.chat import Role
from desktop.domain.chat_import import read_chats
from desktop.domain.errors import ImportRefused
from desktop.domain.transfer import ChatFile, Origin
from desktop.domain.transfer_causes import ImportCause

NOW = 1.7e9


def node(parent: str | None, role: str = "", *parts: Any, **message: Any) -> dict[str, Any]:
    """A node of ChatGPT's mapping; without a role it has no message."""
    if not role:
        return {"id": "x", "message": None, "parent": parent, "children": []}
    content = {"content_type": "text", "parts": list(parts)}
    said = {"author": {"role": role}, "create_time": 1.6e9, "content": content, "recipient": "all"}
    return {"id": "x", "message": said | message, "parent": parent, "children": []}


def chatgpt(mapping: dict[str, Any], **given: Any) -> Any:
    return {"title": "A talk", "create_time": 1.6e9, "update_time": 1.65e9, "mapping": mapping} | given


def read(value: Any) -> ChatFile:
    return read_chats(json.dumps(value).encode(), "conversations.json", NOW)


TALK = {
    "root": node(None),
    "system": node("root", "system", ""),
    "q": node("system", "user", "Why?"),
    "a1": node("q", "assistant", "Because.", metadata={"model_slug": "gpt-4"}),
    "tool": node("q", "tool", "searched"),
    "a2": node("tool", "assistant", "Hm.", {"content_type": "image_asset_pointer", "asset_pointer": "f://x"}),
    "q2": node("a2", "user", "And?"),
}


def test_a_tree_of_chatgpt_keeps_its_branches_without_the_tools_messages() -> None:
    found = read([chatgpt(TALK, current_node="a1")])
    (chat,) = found.chats
    assert found.origin is Origin.CHATGPT
    assert found.left_out == 2
    assert [(one.parent, one.turn.role, one.turn.content) for one in chat.turns] == [
        (-1, Role.USER, "Why?"),
        (0, Role.ASSISTANT, "Because."),
        (0, Role.ASSISTANT, "Hm."),
        (2, Role.USER, "And?"),
    ]
    assert (chat.active, chat.title, chat.created_at, chat.updated_at) == (1, "A talk", 1.6e9, 1.65e9)
    reply = chat.turns[1].turn
    assert (reply.model, reply.provider, reply.is_local, reply.created_at) == (
        "gpt-4",
        "ChatGPT",
        False,
        1.6e9,
    )


def test_without_a_current_message_the_last_one_is_active() -> None:
    assert read([chatgpt(TALK)]).chats[0].active == 3


def test_a_tree_of_open_webui_keeps_its_branches() -> None:
    messages = {
        "1": {"id": "1", "parentId": None, "role": "user", "content": "Why?", "timestamp": 1_600_000_000},
        "2": {"id": "2", "parentId": "1", "role": "assistant", "content": "So.", "model": "llama3.2"},
        "3": {"id": "3", "parentId": "1", "role": "assistant", "content": "Or so.", "files": [{"url": "x"}]},
    }
    inside = {"title": "inner", "history": {"currentId": "2", "messages": messages}}
    found = read([{"chat": inside, "created_at": 1_600_000_000_000, "updated_at": 9e15, "pinned": True}])
    (chat,) = found.chats
    assert (found.origin, found.left_out) == (Origin.OPEN_WEBUI, 1)
    assert [(one.parent, one.turn.content, one.turn.model) for one in chat.turns] == [
        (-1, "Why?", ""),
        (0, "So.", "llama3.2"),
        (0, "Or so.", ""),
    ]
    assert (chat.active, chat.title, chat.created_at) == (1, "inner", 1.6e9)
    assert chat.updated_at < NOW + 100_000


@pytest.mark.parametrize(
    ("mapping", "cause"),
    [
        ({"a": node("b", "user", "x"), "b": node("a", "user", "y")}, ImportCause.WRONG_PARENT),
        ({"a": node("a", "user", "x")}, ImportCause.WRONG_PARENT),
        ({"a": node(None, "evil", "x")}, ImportCause.UNKNOWN_ROLE),
        ({"a": node(None, "user", "x", create_time="now")}, ImportCause.WRONG_TYPE),
        ({"a": node(None, "user", "x", create_time=10**400)}, ImportCause.WRONG_VALUE),
        ({"a": node(None, "user", "x", content="x")}, ImportCause.WRONG_TYPE),
        ({"a": node(7, "user", "x")}, ImportCause.WRONG_TYPE),  # type: ignore[arg-type]  # a hostile file
        ({"a": ["message"]}, ImportCause.WRONG_TYPE),
    ],
)  # fmt: skip
def test_a_broken_tree_is_refused(mapping: dict[str, Any], cause: ImportCause) -> None:
    with pytest.raises(ImportRefused) as caught:
        read([chatgpt(mapping)])
    assert caught.value.cause is cause
    assert caught.value.place.startswith("[0].mapping.a")


def test_a_message_twice_under_one_name_is_refused() -> None:
    data = b'[{"title": "", "mapping": {"a": {}, "a": {}}}]'
    with pytest.raises(ImportRefused) as caught:
        read_chats(data, "f", NOW)
    assert caught.value.cause is ImportCause.REPEATED_NAME


def test_a_chain_of_many_messages_is_read() -> None:
    mapping = {str(i): node(str(i - 1), "user", "x") for i in range(20_000)}
    assert [one.parent for one in read([chatgpt(mapping)]).chats[0].turns] == list(range(-1, 19_999))
