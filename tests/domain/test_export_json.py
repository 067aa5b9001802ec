import base64
import hashlib
import json
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.chat import Role
from desktop.domain.chat_import import read_chats
from desktop.domain.conversation import Outcome, Turn
from desktop.domain.export_json import BETWEEN, FOOT, HEAD, chat_pieces
from desktop.domain.store import StoredChat, StoredTurn
from tests.domain.chat_trees import IMAGE, LATEST, chats


def exported(*written: StoredChat) -> bytes:
    return HEAD + BETWEEN.join(b"".join(chat_pieces(chat)) for chat in written) + FOOT


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(chats(), min_size=1, max_size=3))
def test_what_was_exported_and_read_is_exported_as_the_same_bytes(written: list[StoredChat]) -> None:
    first = exported(*written)
    read = read_chats(first, "chats.json", LATEST).chats
    assert exported(*read) == first
    for old, new in zip(written, read, strict=True):
        assert [stored.parent for stored in new.turns] == [stored.parent for stored in old.turns]
        assert (new.active, new.is_pinned, new.setup.parameters) == (
            old.active, old.is_pinned, old.setup.parameters,
        )  # fmt: skip
        assert [[one.content for one in stored.turn.attachments] for stored in new.turns] == [
            [one.content for one in stored.turn.attachments] for stored in old.turns
        ]


def test_the_file_is_what_the_documentation_shows() -> None:
    question = Turn(7, Role.USER, "Why?\n", attachments=(IMAGE,), created_at=1_700_000_000.25)
    reply = Turn(
        9, Role.ASSISTANT, "Because.", "Hm.", Outcome.STOPPED, model="m", provider="p", is_local=False,
        first_token_seconds=0.5, reply_tokens=8, created_at=1_700_000_001.0,
    )  # fmt: skip
    chat = StoredChat("A chat", 1.7e9, 1.7e9 + 1, (StoredTurn(question, -1), StoredTurn(reply, 0)), 1)
    assert json.loads(exported(chat)) == {
        "format": "tars-desktop-chats",
        "version": 1,
        "chats": [
            {
                "title": "A chat",
                "created_at": "2023-11-14T22:13:20.000000Z",
                "updated_at": "2023-11-14T22:13:21.000000Z",
                "active": 1,
                "turns": [
                    {
                        "role": "user",
                        "parent": None,
                        "created_at": "2023-11-14T22:13:20.250000Z",
                        "content": "Why?\n",
                        "attachments": [
                            {
                                "name": "a.png",
                                "kind": "image",
                                "media_type": "image/png",
                                "tokens": 85,
                                "original_bytes": 1000,
                                "sha256": hashlib.sha256(IMAGE.content).hexdigest(),
                                "content": base64.b64encode(IMAGE.content).decode(),
                            }
                        ],
                    },
                    {
                        "role": "assistant",
                        "parent": 0,
                        "created_at": "2023-11-14T22:13:21.000000Z",
                        "content": "Because.",
                        "outcome": "stopped",
                        "thinking": "Hm.",
                        "model": "m",
                        "provider": "p",
                        "is_local": False,
                        "first_token_seconds": 0.5,
                        "reply_tokens": 8,
                    },
                ],
            }
        ],
    }


def test_every_turn_is_on_a_line_of_its_own() -> None:
    turn = StoredTurn(Turn(1, Role.USER, "a\u2028b\nc", created_at=1.0), -1)
    lines = exported(replace(StoredChat("t", 1, 1), turns=(turn, turn), active=0)).decode().split("\n")
    assert [line for line in lines if line.startswith('{"role"')] == [
        lines[5].rstrip(",") + ",", lines[5].rstrip(","),
    ]  # fmt: skip


def test_chats_without_messages_are_written_too() -> None:
    assert read_chats(exported(StoredChat("", 1, 1)), "f", LATEST).chats == (StoredChat("", 1, 1),)


def test_the_example_of_the_documentation_is_an_export_byte_for_byte() -> None:
    page = (Path(__file__).parents[2] / "docs" / "export-format.md").read_text(encoding="utf-8")
    example = page.split("```json\n")[1].split("```")[0].encode()
    assert exported(*read_chats(example, "example.json", 4e9).chats) == example
