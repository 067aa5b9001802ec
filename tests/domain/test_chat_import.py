import base64
import hashlib
import json
from typing import Any

import pytest

from desktop.domain.chat import Role
from desktop.domain.chat_import import CLOCK_SECONDS, MOST_CHATS, MOST_TURNS, read_chats
from desktop.domain.conversation import Outcome
from desktop.domain.errors import ImportRefused
from desktop.domain.store import StoredChat
from desktop.domain.transfer_causes import ImportCause as Cause
from tests.domain.chat_trees import JPEG, png

NOW = 1.7e9
TIME = "2023-11-14T22:13:20.000000Z"


def turn(**given: Any) -> dict[str, Any]:
    return {"role": "user", "parent": None, "created_at": TIME, "content": "Why?"} | given


def chat(*turns: dict[str, Any], **given: Any) -> dict[str, Any]:
    active = len(turns) - 1 if turns else None
    whole = {"title": "t", "created_at": TIME, "updated_at": TIME, "active": active, "turns": list(turns)}
    return whole | given


def file(*chats: Any, **given: Any) -> bytes:
    return json.dumps({"format": "tars-desktop-chats", "version": 1, "chats": list(chats)} | given).encode()


def attached(of: bytes, **given: Any) -> dict[str, Any]:
    return {
        "name": "a.png",
        "kind": "image",
        "media_type": "image/png",
        "sha256": hashlib.sha256(of).hexdigest(),
        "content": base64.b64encode(of).decode(),
    } | given


def read(data: bytes) -> StoredChat:
    (found,) = read_chats(data, "chats.json", NOW).chats
    return found


def refusal(data: bytes) -> tuple[Cause, str]:
    with pytest.raises(ImportRefused) as caught:
        read_chats(data, "chats.json", NOW)
    assert caught.value.path == "chats.json"
    return caught.value.cause, caught.value.place


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", Cause.NOT_JSON),
        (b"\0\0\0\0", Cause.NOT_JSON),
        (b"\xff\xfe{\0}\0", Cause.NOT_JSON),
        (b"[" * 100_000, Cause.TOO_DEEP),
        (b'{"a":' * 100_000, Cause.TOO_DEEP),
        (b"[" * 2_000_001, Cause.TOO_MUCH),
        (b"[" + b"1," * 3_000_000 + b"1]", Cause.TOO_MUCH),
        (b"9" * 5000, Cause.NOT_JSON),
        (b'{"format": 1, "format": 2}', Cause.REPEATED_NAME),
        (b"[]", Cause.EMPTY),
        (b"{}", Cause.UNKNOWN_FORMAT),
        (b"null", Cause.UNKNOWN_FORMAT),
        (b'["mapping"]', Cause.UNKNOWN_FORMAT),
        (b'{"format": "elsewhere", "version": 1}', Cause.UNKNOWN_FORMAT),
        (b'{"format": ["tars-desktop-chats"]}', Cause.WRONG_TYPE),
        (file(version=2), Cause.NEWER),
        (file(version=True), Cause.WRONG_TYPE),
        (file(version=None), Cause.ABSENT),
        (file(), Cause.EMPTY),
        (file(chats={}), Cause.WRONG_TYPE),
        (file(*[{}] * (MOST_CHATS + 1)), Cause.TOO_MUCH),
    ],
)  # fmt: skip
def test_what_is_no_file_of_chats_is_refused(data: bytes, cause: Cause) -> None:
    assert refusal(data)[0] is cause


@pytest.mark.parametrize(
    "number", [b"NaN", b"Infinity", b"-Infinity", b"1e999", b"-1", b'"1"', b"true", b"[1]"]
)
def test_numbers_that_are_none_are_refused(number: bytes) -> None:
    data = file(chat(turn(generation_seconds="@"))).replace(b'"@"', number)
    assert refusal(data)[0] in (Cause.NOT_JSON, Cause.WRONG_VALUE, Cause.WRONG_TYPE)


@pytest.mark.parametrize(
    ("value", "cause", "place"),
    [
        (chat(turn(role="evil")), Cause.UNKNOWN_ROLE, "chats[0].turns[0].role"),
        (chat(turn(role=7)), Cause.WRONG_TYPE, "chats[0].turns[0].role"),
        (chat({"content": ""}), Cause.ABSENT, "chats[0].turns[0].role"),
        (chat(turn(content=["x"])), Cause.WRONG_TYPE, "chats[0].turns[0].content"),
        (chat(turn(content=None)), Cause.ABSENT, "chats[0].turns[0].content"),
        (chat(turn(parent=0)), Cause.WRONG_PARENT, "chats[0].turns[0].parent"),
        (chat(turn(parent=1), turn(parent=0)), Cause.WRONG_PARENT, "chats[0].turns[0].parent"),
        (chat(turn(parent=-1)), Cause.WRONG_PARENT, "chats[0].turns[0].parent"),
        (chat(turn(parent=False)), Cause.WRONG_TYPE, "chats[0].turns[0].parent"),
        (chat(turn(outcome="won")), Cause.WRONG_VALUE, "chats[0].turns[0].outcome"),
        (chat(turn(is_local="no")), Cause.WRONG_TYPE, "chats[0].turns[0].is_local"),
        (chat(turn(reply_tokens=1.5)), Cause.WRONG_TYPE, "chats[0].turns[0].reply_tokens"),
        (chat(turn(reply_tokens=2**64)), Cause.WRONG_VALUE, "chats[0].turns[0].reply_tokens"),
        (chat(turn(created_at="99999-01-01T00:00:00Z")), Cause.WRONG_VALUE, "chats[0].turns[0].created_at"),
        (chat(turn(created_at="2023-02-30T00:00:00Z")), Cause.WRONG_VALUE, "chats[0].turns[0].created_at"),
        (chat(turn(created_at="2023-11-14T22:13:20")), Cause.WRONG_VALUE, "chats[0].turns[0].created_at"),
        (chat(turn(created_at=1.7e9)), Cause.WRONG_TYPE, "chats[0].turns[0].created_at"),
        (chat(turn(), active=1), Cause.WRONG_VALUE, "chats[0].active"),
        (chat(turn(), active=None), Cause.ABSENT, "chats[0].active"),
        (chat(active=0), Cause.WRONG_VALUE, "chats[0].active"),
        (chat(title=None), Cause.ABSENT, "chats[0].title"),
        (chat(turns="abc"), Cause.WRONG_TYPE, "chats[0].turns"),
        (chat("abc"), Cause.WRONG_TYPE, "chats[0].turns[0]"),  # type: ignore[arg-type]  # a hostile file
        ("abc", Cause.WRONG_TYPE, "chats[0]"),
        (chat(setup=[]), Cause.WRONG_TYPE, "chats[0].setup"),
        (chat(setup={"parameters": {"seed": "x"}}), Cause.WRONG_TYPE, "chats[0].setup.parameters.seed"),
        (chat(setup={"parameters": {"keep_alive": "9" * 101}}), Cause.WRONG_VALUE,
         "chats[0].setup.parameters.keep_alive"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_its_place(value: Any, cause: Cause, place: str) -> None:
    assert refusal(file(value)) == (cause, place)


@pytest.mark.parametrize(
    ("attachment", "cause"),
    [
        (attached(b"GIF89a"), Cause.WRONG_IMAGE),
        (attached(JPEG), Cause.WRONG_IMAGE),
        (attached(png(60_000, 60_000)), Cause.WRONG_IMAGE),
        (attached(png()[:20]), Cause.WRONG_IMAGE),
        (attached(png() + bytes(20_000_000)), Cause.WRONG_IMAGE),
        (attached(b"\xff\xfe", kind="text", media_type="text/plain"), Cause.WRONG_VALUE),
        (attached(png(), sha256="0" * 64), Cause.WRONG_DIGEST),
        (attached(png(), content="!"), Cause.WRONG_VALUE),
        (attached(png(), content="é"), Cause.WRONG_VALUE),
        (attached(png(), content=None), Cause.ABSENT),
        (attached(png(), kind="program"), Cause.WRONG_VALUE),
        (attached(png(), media_type="image/png\n"), Cause.WRONG_VALUE),
        (attached(png(), tokens=-1), Cause.WRONG_VALUE),
    ],
)
def test_attachments_that_are_not_what_they_say_are_refused(attachment: dict[str, Any], cause: Cause) -> None:
    found, place = refusal(file(chat(turn(attachments=[attachment]))))
    assert found is cause
    assert place.startswith("chats[0].turns[0].attachments[0]")


def test_a_million_messages_are_refused() -> None:
    one = json.dumps({"role": "user", "content": ""}).encode()
    data = file(chat(active=0)).replace(b'"turns": []', b'"turns": [' + b",".join([one] * 1_000_000) + b"]")
    assert refusal(data)[0] is Cause.TOO_MUCH


def test_messages_are_counted_over_all_chats() -> None:
    half = [turn()] * (MOST_TURNS // 2 + 1)
    assert refusal(file(chat(*half), chat(*half))) == (Cause.TOO_MUCH, "chats[1].turns")


def test_texts_lose_nul_and_lone_surrogates() -> None:
    data = file(chat(turn(content="@"), title="a\0b")).replace(b'"@"', rb'"x\u0000y\ud800z"')
    found = read(data)
    assert found.title == "ab"
    assert found.turns[0].turn.content == "xy\ufffdz"


def test_times_are_brought_into_ours() -> None:
    found = read(file(chat(turn(created_at="9999-12-31T23:59:59Z"), created_at="1492-10-12T00:00:00+02:00")))
    assert found.created_at == 0.0
    assert found.turns[0].turn.created_at == NOW + CLOCK_SECONDS


def test_unknown_members_are_ignored_and_an_unfinished_reply_is_interrupted() -> None:
    found = read(file(chat(turn(id=7, run="rm", outcome="arriving"), id=7, path="/etc/passwd"), more=[]))
    assert found.turns[0].turn.outcome is Outcome.INTERRUPTED


def test_what_points_elsewhere_is_only_text() -> None:
    content = "![x](/dev/zero) <img src='http://127.0.0.1:9/'> file:///etc/passwd"
    found = read(file(chat(turn(content=content), setup={"system": "![x](/dev/zero)"})))
    assert found.turns[0].turn.content == content
    assert found.setup.system == "![x](/dev/zero)"
    assert found.turns[0].turn.role is Role.USER


def test_an_attached_file_has_a_name_without_folders() -> None:
    given = attached(png(), name="../../etc/passwd\0")
    (one,) = read(file(chat(turn(attachments=[given])))).turns[0].turn.attachments
    assert (one.name, one.content) == ("passwd", png())


def test_a_byte_order_mark_is_no_part_of_the_file() -> None:
    assert read(b"\xef\xbb\xbf" + file(chat(turn()))).title == "t"
