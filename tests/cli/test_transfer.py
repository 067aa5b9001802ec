"""`export` and `import` as child processes on a real store."""

import asyncio
import json
import os
import stat
from pathlib import Path

import pytest

from desktop.adapters.chat_store import SqliteChatStore
from desktop.domain.chat import Role
from desktop.domain.conversation import Turn
from desktop.domain.store import StoredChat, StoredTurn
from tests.cli.conftest import CommandLine

QUESTION = Turn(-1, Role.USER, "Why \u2028 is the sky blue?\x1b[2J", created_at=1.6e9)
REPLY = Turn(-2, Role.ASSISTANT, "Because.", "Hm.", model="m", created_at=1.6e9)


def filled(command_line: CommandLine, *titles: str) -> Path:
    """The store of the command line's home, with a chat for every title, the last one the newest."""
    path = command_line.home / "data" / "chats.db"

    async def fill() -> None:
        store = await SqliteChatStore.open(path)
        turns = (StoredTurn(QUESTION, -1), StoredTurn(REPLY, 0))
        await store.import_chats(
            tuple(StoredChat(title, 1e9, 1e9 + place, turns, 1) for place, title in enumerate(titles))
        )
        await store.aclose()

    asyncio.run(fill())
    return path


def test_what_was_exported_is_imported_elsewhere_and_exported_as_the_same_bytes(
    command_line: CommandLine, tmp_path: Path, nowhere: str
) -> None:
    filled(command_line, "first", "second")
    file = tmp_path / "chats.json"
    ended = command_line.run("export", str(file))
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == f"Exported to {file}: chats 2, messages 4.\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    other = CommandLine(tmp_path / "other", nowhere)
    ended = other.run("import", str(file))
    assert (ended.status, ended.out) == (0, f"Imported from {file}: chats 2, messages 4.\n")
    assert other.run("export", "--all", "-").out.encode() == file.read_bytes()
    other.close()


def test_one_chat_is_chosen_by_its_place_in_the_list(command_line: CommandLine, tmp_path: Path) -> None:
    filled(command_line, "first", "second")
    file = tmp_path / "one.md"
    ended = command_line.run("export", "--chat", "2", str(file), "--json")
    assert json.loads(ended.out) == {
        "path": str(file), "format": "markdown", "chats": 1, "messages": 2,
        "size_bytes": file.stat().st_size, "can_be_imported": False,
    }  # fmt: skip
    assert file.read_text(encoding="utf-8").startswith("# first\n")
    without = command_line.run("export", "--chat=1", "--format=markdown", "--without-thinking")
    assert without.out.startswith("# second\n")
    assert "Hm." not in without.out
    ended = command_line.run("export", "--chat", "3", str(file))
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == "There is no such chat to export. Chats in the list: 2.\n"


def test_without_chats_there_is_nothing_to_export(command_line: CommandLine, tmp_path: Path) -> None:
    ended = command_line.run("export", str(tmp_path / "f.json"), "--json")
    assert (ended.status, ended.err) == (1, "There are no chats to export.\n")
    assert json.loads(ended.out)["error"]["cause"] == "no-chats"
    assert not (tmp_path / "f.json").exists()


@pytest.mark.parametrize(
    "argv",
    [
        ("export", "--chat", "0"),
        ("export", "--chat", "1", "--all"),
        ("export", "--format", "markdown"),
        ("export", "--format", "pdf"),
        ("export", "--json"),
        ("import",),
    ],
)
def test_a_mistake_in_usage_is_status_2(command_line: CommandLine, argv: tuple[str, ...]) -> None:
    assert command_line.run(*argv).status == 2


def test_a_file_that_is_wrong_is_said_in_one_line_and_changes_nothing(
    command_line: CommandLine, tmp_path: Path
) -> None:
    filled(command_line, "first")
    before = command_line.run("export").out
    bad = tmp_path / "bad.json"
    bad.write_bytes(before.encode().replace(b'"role": "user"', b'"role": "evil"'))
    ended = command_line.run("import", str(bad), "--json")
    assert ended.status == 1
    line = f'{bad} has an unknown role as chats[0].turns[0].role: "evil". Nothing was imported.'
    assert ended.err.startswith(line)
    assert ended.err.count("\n") == 1
    error = json.loads(ended.out)["error"]
    assert (error["type"], error["cause"], error["message"]) == ("import-refused", "unknown-role", line)
    assert command_line.run("export").out == before


def test_while_the_store_is_in_use_nothing_is_done(command_line: CommandLine, tmp_path: Path) -> None:
    path = filled(command_line, "first")
    file = tmp_path / "f.json"

    async def hold() -> None:
        store = await SqliteChatStore.open(path)
        ended = await asyncio.to_thread(command_line.run, "export", str(file))
        await store.aclose()
        assert (ended.status, ended.out) == (1, "")
        assert "Another program is using the chats" in ended.err
        assert ended.err.count("\n") == 1

    asyncio.run(hold())
    assert not file.exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no FIFO in its file system")
def test_a_pipe_and_a_device_are_refused_at_once(command_line: CommandLine, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    for path in (tmp_path / "fifo", Path("/dev/zero")):
        ended = command_line.run("import", str(path))
        assert (ended.status, ended.err) == (1, f"{path} is not a file. Choose a file of chats.\n")
