import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.adapters.transfer_files import ChatFiles
from desktop.adapters.unsaved_chat_store import UnsavedChatStore
from desktop.domain.chat import Role
from desktop.domain.conversation import Turn
from desktop.domain.errors import ImportRefused, StoreFull
from desktop.domain.store import StoredChat, StoredTurn
from desktop.domain.transfer import Exported, FileFormat, Imported, Transfer
from desktop.services.transfer import TransferService
from desktop.services.transfer_operations import TransferOperations
from tests.services.conftest import until

pytestmark = pytest.mark.anyio

CHAT = StoredChat("Why?", 1.6e9, 1.6e9, (StoredTurn(Turn(-1, Role.USER, "Why?", created_at=1.6e9), -1),), 0)


class Bench:
    """A service on a store in memory, and what it has told."""

    def __init__(self) -> None:
        self.store = UnsavedChatStore(StoreFull("/c.db"))
        self.imports = 0
        self.service = TransferService(TransferOperations(self.store, ChatFiles()), self._count)
        self.states: list[Transfer] = []
        self.service.changed.connect(self.states.append)

    def _count(self) -> None:
        self.imports += 1

    async def end(self) -> Transfer:
        await until(lambda: not self.service.state.is_running)
        return self.service.state


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    bench = Bench()
    yield bench
    await bench.service.aclose()
    await bench.store.aclose()


async def test_all_chats_go_out_and_come_in_again(bench: Bench, tmp_path: Path) -> None:
    await bench.store.import_chats((CHAT, CHAT))
    path = str(tmp_path / "f.json")
    bench.service.export_all(path)
    assert bench.service.state.is_running
    ended = await bench.end()
    assert isinstance(ended.result, Exported)
    assert (ended.result.chats, ended.error) == (2, None)
    assert [(state.chats, state.total) for state in bench.states][1:3] == [(1, 2), (2, 2)]
    bench.service.import_file(path)
    result = (await bench.end()).result
    assert isinstance(result, Imported)
    assert (len(result.ids), bench.imports) == (2, 1)


async def test_one_chat_goes_out_as_markdown(bench: Bench, tmp_path: Path) -> None:
    (chat,) = await bench.store.import_chats((CHAT,))
    bench.service.export_chat(chat, str(tmp_path / "f.md"), FileFormat.MARKDOWN)
    await bench.end()
    assert (tmp_path / "f.md").read_text(encoding="utf-8").startswith("# Why?\n")


async def test_a_failure_is_told_and_the_next_one_can_begin(bench: Bench, tmp_path: Path) -> None:
    bench.service.import_file(str(tmp_path / "none.json"))
    assert isinstance((await bench.end()).error, ImportRefused)
    assert bench.imports == 0
    bench.service.import_file(str(tmp_path))
    assert (await bench.end()).path == str(tmp_path)


async def test_a_second_one_is_ignored_while_one_is_under_way(bench: Bench, tmp_path: Path) -> None:
    await bench.store.import_chats((CHAT,))
    bench.service.export_all(str(tmp_path / "first.json"))
    bench.service.export_all(str(tmp_path / "second.json"))
    assert (await bench.end()).path == str(tmp_path / "first.json")
    assert os.listdir(tmp_path) == ["first.json"]


async def test_the_end_of_the_application_leaves_no_half_file(bench: Bench, tmp_path: Path) -> None:
    await bench.store.import_chats((CHAT,) * 50)
    bench.service.export_all(str(tmp_path / "f.json"))
    await until(lambda: bench.service.state.chats > 0)
    await bench.service.aclose()
    assert not bench.service.state.is_running
    assert os.listdir(tmp_path) in ([], ["f.json"])
