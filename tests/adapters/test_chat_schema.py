# ruff: noqa: ASYNC240  the loop of a test has nothing else to do while a small file is touched
import random
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from desktop.adapters.chat_file import KEEP_COPY_SECONDS
from desktop.adapters.chat_schema import SCHEMA_VERSION
from desktop.adapters.chat_store import SqliteChatStore
from desktop.domain.conversation import Outcome
from desktop.domain.errors import StoreFull
from tests.adapters.disks import small_disk
from tests.adapters.version_1 import write_version_1

pytestmark = pytest.mark.anyio
COPY = f"chats.db.before-schema-{SCHEMA_VERSION}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "chats.db"


async def check_whole(path: Path) -> None:
    """What `write_version_1` wrote is there."""
    store = await SqliteChatStore.open(path)
    assert store.recovered is None
    assert [row.title for row in await store.list_chats()] == ["Why is the sky…", "My own", "Empty"]
    page = await store.read_chat(1)
    assert [turn.content for turn in page.turns] == ["Why is the sky blue?", "Scattering"]
    assert (page.turns[1].siblings, page.turns[1].outcome) == ((2, 4), Outcome.INTERRUPTED)
    assert not page.has_own_title
    assert (await store.read_chat(2)).has_own_title
    assert not (await store.read_chat(3)).has_own_title
    assert await store.read_draft(2) == "half"
    assert [hit.turn_id for hit in await store.search("ray")] == [2]
    assert [hit.turn_id for hit in await store.search("scatter")] == [4]
    await store.aclose()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


OPEN = (
    "import pathlib, sys\n"
    "from desktop.adapters.chat_file import ChatFile\n"
    "print('begun', flush=True)\n"
    "ChatFile(pathlib.Path(sys.argv[1]), 10.0)\n"
    "print('done', flush=True)\n"
    "sys.stdin.read()\n"
)


def open_and_kill(path: Path, seconds: float) -> bool:
    """Open a store in another process and kill that after a while; whether it was not open yet."""
    command = [sys.executable, "-c", OPEN, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        timer = threading.Timer(seconds, child.kill)
        timer.start()
        is_early = child.stdout.readline() != "done\n"
        timer.join()
    return is_early


async def test_a_store_of_version_1_is_brought_to_this_one(path: Path) -> None:
    write_version_1(path, extra_turns=30)
    await check_whole(path)
    store = await SqliteChatStore.open(path)
    page = await store.read_chat(2, 5)
    assert ([turn.id for turn in page.turns], page.earlier) == ([30, 31, 32, 33, 34], 26)
    await store.choose_turn(2)
    assert [turn.id for turn in (await store.read_chat(1)).turns] == [1, 2]
    await store.aclose()


async def test_a_copy_of_the_old_store_is_kept_that_others_cannot_read(path: Path) -> None:
    """Fault S7."""
    write_version_1(path)
    await check_whole(path)
    copy = path.with_name(COPY)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM turns").fetchone() == (4,)
    written = copy.stat().st_mtime
    older = path.with_name("chats.db.before-schema-2")
    older.write_bytes(b"")
    await check_whole(path)
    assert copy.stat().st_mtime == written
    store = await SqliteChatStore.open(path, lambda: written + KEEP_COPY_SECONDS + 1)
    await store.aclose()
    assert not copy.exists()
    assert not older.exists()


async def test_a_migration_that_is_killed_at_any_moment_is_completed(path: Path) -> None:
    """Fault S7: twelve kills between the first moment and the last."""
    chance = random.Random(7)
    write_version_1(path, extra_turns=3000)
    before = path.read_bytes()
    killed_early = 0
    for _ in range(12):
        for file in path.parent.iterdir():
            file.unlink()
        path.write_bytes(before)
        killed_early += open_and_kill(path, chance.uniform(0.0, 0.25))
        await check_whole(path)
        assert not path.with_name(f"{COPY}.part").exists()
    assert 3 <= killed_early <= 12


async def test_a_store_for_whose_copy_there_is_no_space_stays_as_it_is(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        path = disk / "data" / "chats.db"
        write_version_1(path, extra_turns=200)
        with pytest.raises(OSError, match="No space left"):
            (disk / "ballast").write_bytes(bytes(2_000_000))
        before = path.read_bytes()
        with pytest.raises(StoreFull):
            await SqliteChatStore.open(path)
        assert path.read_bytes() == before
