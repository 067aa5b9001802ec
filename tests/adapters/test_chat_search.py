import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.adapters.chat_schema import migrate
from desktop.adapters.chat_search import MOST_RANKED, search, set_up_index
from desktop.adapters.chat_store import SqliteChatStore
from desktop.domain.chat import Role
from desktop.domain.conversation import Outcome, Turn
from desktop.domain.store import SearchHit, StoredChat, StoredTurn

pytestmark = pytest.mark.anyio


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "chats.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqliteChatStore]:
    seconds = count(1000)
    made = await SqliteChatStore.open(path, lambda: float(next(seconds)))
    yield made
    await made.aclose()


async def say(store: SqliteChatStore, title: str, *texts: str) -> int:
    chat, parent = await store.create_chat(title), 0
    for text in texts:
        parent = await store.add_turn(chat, Turn(0, Role.USER, text), parent)
    return chat


def marked(hit: SearchHit) -> list[str]:
    return [hit.excerpt[begin:end] for begin, end in hit.matches]


async def found(store: SqliteChatStore, text: str) -> list[str]:
    return [hit.excerpt for hit in await store.search(text)]


async def test_every_word_must_be_there_and_the_last_may_go_on(store: SqliteChatStore) -> None:
    await say(store, "Fruit", "An apple and a pear", "Only a pear", "An apple tree")
    assert await found(store, "apple pea") == ["An apple and a pear"]
    assert await found(store, "PEAR") == ["Only a pear", "An apple and a pear"]
    assert await found(store, "app pear") == []
    assert await found(store, "") == []


async def test_words_in_quotes_stand_beside_each_other(store: SqliteChatStore) -> None:
    await say(store, "Quotes", "to be or not to be", "be or go to it")
    assert await found(store, '"to be"') == ["to be or not to be"]
    assert await found(store, '"not t') == ["to be or not to be"]
    assert await found(store, '"not t"') == []


async def test_accents_and_capitals_do_not_matter(store: SqliteChatStore) -> None:
    await say(store, "Accents", "Der Äpfel Größe", "cafe\u0301 creme")
    hits = await store.search("apfel grö")
    assert [marked(hit) for hit in hits] == [["Äpfel", "Größe"]]
    assert len(await store.search("café")) == 1


async def test_titles_come_first_and_a_hit_says_where_it_is(store: SqliteChatStore) -> None:
    talk = await say(store, "Talk", "about a title and\n\n more")
    titled = await say(store, "The title")
    title, message = await store.search("title")
    assert (title.chat_id, title.turn_id, title.title, title.excerpt) == (titled, 0, "The title", "The title")
    assert (message.chat_id, message.title, message.excerpt) == (talk, "Talk", "about a title and more")
    assert (marked(title), marked(message)) == (["title"], ["title"])
    assert message.updated_at == 1002.0
    (turn,) = (await store.read_around(message.turn_id)).turns
    assert turn.content.startswith("about")
    await store.rename_chat(titled, "Another")
    assert [hit.chat_id for hit in await store.search("title")] == [talk]


async def test_neither_titles_nor_messages_crowd_out_the_others(store: SqliteChatStore) -> None:
    for number in range(8):
        await say(store, f"same {number}", "same")
    hits = await store.search("same", 6)
    assert [bool(hit.turn_id) for hit in hits] == [False] * 3 + [True] * 3
    assert len(await store.search("same", 20)) == 16
    assert await store.search("same", 0) == ()


async def test_the_better_match_comes_first_and_the_newer_chat_among_equals(store: SqliteChatStore) -> None:
    first = await say(store, "a", "zebra " + "filler " * 50, "one zebra")
    second = await say(store, "b", "one zebra")
    third = await say(store, "c", "zebra zebra")
    chats = [hit.chat_id for hit in await store.search("zebra")]
    assert chats == [third, second, first, first]


def crowd(count: int) -> StoredChat:
    """A chat whose messages all have one word; the first is the best match for it."""
    texts = ("wave", *(f"wave {number} among others" for number in range(1, count)))
    turns = (StoredTurn(Turn(0, Role.USER, text), place - 1) for place, text in enumerate(texts))
    return StoredChat("many", 1.0, 1.0, tuple(turns), count - 1)


async def test_of_matches_without_number_the_newest_come_first(store: SqliteChatStore) -> None:
    (chat,) = await store.import_chats((crowd(MOST_RANKED),))
    assert (await found(store, "wave"))[0] == "wave"
    last = (await store.read_chat(chat)).turns[-1]
    await store.add_turn(chat, Turn(0, Role.USER, "the newest wave"), last.id)
    titled = await store.create_chat("Waves")
    title, *messages = await store.search("wave", 4)
    assert (title.chat_id, title.turn_id) == (titled, 0)
    assert [hit.excerpt for hit in messages] == [
        "the newest wave",
        f"wave {MOST_RANKED - 1} among others",
        f"wave {MOST_RANKED - 2} among others",
    ]
    assert [marked(hit) for hit in messages] == [["wave"]] * 3
    await store.delete_turn(last.id)
    assert (await found(store, "wave"))[1] == f"wave {MOST_RANKED - 2} among others"


async def test_deleted_chats_and_turns_are_not_found_until_they_are_back(store: SqliteChatStore) -> None:
    chat = await say(store, "needle", "needle one", "needle two")
    (first, second) = (await store.read_chat(chat)).turns
    await store.delete_turn(second.id)
    assert await found(store, "needle") == ["needle", "needle one"]
    await store.delete_chat(chat)
    assert await found(store, "needle") == []
    await store.restore_chat(chat)
    await store.restore_turn(second.id)
    assert len(await store.search("needle")) == 3
    await store.update_turn(replace(first, content="changed"))
    assert await found(store, "needle one") == []
    assert await found(store, "changed") == ["changed"]


async def test_messages_on_other_branches_are_found(store: SqliteChatStore) -> None:
    chat = await say(store, "tree", "root", "left")
    root, left = (await store.read_chat(chat)).turns
    await store.add_turn(chat, Turn(0, Role.USER, "right"), root.id)
    (hit,) = await store.search("left")
    assert hit.turn_id == left.id
    assert (await store.read_around(hit.turn_id)).turns[-1].id == left.id


async def test_thinking_is_not_searched(store: SqliteChatStore) -> None:
    chat = await store.create_chat("thinks")
    await store.add_turn(chat, Turn(0, Role.ASSISTANT, "said", "thought"))
    assert await found(store, "thought") == []


async def test_an_arriving_reply_is_indexed_once_when_it_has_ended(
    store: SqliteChatStore, path: Path
) -> None:
    chat = await store.create_chat("stream")
    reply = Turn(0, Role.ASSISTANT, "", outcome=Outcome.ARRIVING)
    reply = replace(reply, id=await store.add_turn(chat, reply))
    await store.search("warm")
    before = log_size(path)
    for length in range(1, 21):
        await store.update_turn(replace(reply, content="streaming words " * length))
    arriving = log_size(path) - before
    assert await found(store, "streaming") == []
    await store.update_turn(replace(reply, content="streaming words done", outcome=Outcome.COMPLETE))
    assert await found(store, "streaming") == ["streaming words done"]
    assert arriving <= 20 * 4 * 4120  # four pages each: the turn, the chat and the order of the list


def log_size(path: Path) -> int:
    return path.with_name(f"{path.name}-wal").stat().st_size


async def test_what_was_arriving_at_the_end_is_found_after_the_next_start(path: Path) -> None:
    store = await SqliteChatStore.open(path)
    chat = await store.create_chat("killed")
    await store.add_turn(chat, Turn(0, Role.ASSISTANT, "half a word", outcome=Outcome.ARRIVING))
    await store.aclose()
    store = await SqliteChatStore.open(path)
    assert await found(store, "half") == ["half a word"]
    (turn,) = (await store.read_chat(chat)).turns
    assert turn.outcome is Outcome.INTERRUPTED
    await store.update_turn(replace(turn, content="half a word, and the rest", outcome=Outcome.ARRIVING))
    assert await found(store, "half") == []
    await store.update_turn(replace(turn, content="half a word, and the rest", outcome=Outcome.COMPLETE))
    assert await found(store, "rest") == ["half a word, and the rest"]
    await store.aclose()
    check_index(path)


async def test_a_script_without_spaces_is_found_anywhere_in_a_text(store: SqliteChatStore) -> None:
    await say(store, "東京の天気", "明日の東京は晴れです", "Nothing")
    hits = await store.search("東京")
    assert [marked(hit) for hit in hits] == [["東京"], ["東京"]]
    assert await found(store, "東京 雨") == []


async def test_a_long_message_gives_a_short_excerpt_around_the_match(store: SqliteChatStore) -> None:
    await say(store, "long", "before " * 5000 + "needle" + " after" * 5000)
    (hit,) = await store.search("needle")
    assert len(hit.excerpt) < 400
    assert hit.excerpt.startswith("…")
    assert marked(hit) == ["needle"]


async def test_characters_that_mark_matches_do_no_harm_in_a_text(store: SqliteChatStore) -> None:
    await say(store, "hostile", "\ufdd1\ufdd0 a needle \ufdd0\ufdd0 \u202e\x00 end \ufdd1")
    (hit,) = await store.search("needle")
    assert "needle" in marked(hit)
    assert not set("\ufdd0\ufdd1\u202e\x00") & set(hit.excerpt)


@pytest.fixture(scope="module")
def corpus() -> Iterator[sqlite3.Connection]:
    with closing(database()) as connection:
        set_up_index(connection)
        connection.execute("INSERT INTO chats (title, created_at, updated_at) VALUES ('AND OR NOT', 1, 1)")
        for text in ("near(a b)", 'say "hi" AND^ go', "100% _sure_ \\ {c} : d*", "x-y +z -w", "東京 ไทย"):
            connection.execute(
                "INSERT INTO turns (chat_id, role, content, thinking, outcome, problem, model, provider,"
                " is_local, created_at) VALUES (1, 'user', ?, '', 'complete', '', '', '', 1, 1)",
                (text,),
            )
        yield connection


def database() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    migrate(connection)
    return connection


SYNTAX = st.lists(
    st.sampled_from(
        ['"', "*", "^", "(", ")", "{", "}", ":", "+", "-", ",", ";", "--", "AND", "OR", "NOT", "NEAR(", "\\"]
    )
    | st.sampled_from(
        ["content", "title", "rank", "hi", "%", "_", "'", "東", "é", " ", "\n", "\x00", "\ud83d"]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(text=st.one_of(st.text(), SYNTAX))
@pytest.mark.parametrize("has_index", [True, False])
def test_any_text_is_searched_without_an_error(
    corpus: sqlite3.Connection, text: str, has_index: bool
) -> None:
    for hit in search(corpus, text, 10, has_index):
        assert all(0 <= begin < end <= len(hit.excerpt) for begin, end in hit.matches)
        assert "\n" not in hit.excerpt


def test_without_fts5_rows_are_searched_and_the_log_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    with closing(database()) as connection:
        assert set_up_index(connection)
        connection.execute("INSERT INTO chats (title, created_at, updated_at) VALUES ('Needles', 1, 1)")
        connection.set_authorizer(  # SQLite itself says that it knows no modules
            lambda _action, name, *_rest: (
                sqlite3.SQLITE_IGNORE if name == "module_list" else sqlite3.SQLITE_OK
            )
        )
        with caplog.at_level(logging.INFO):
            assert not set_up_index(connection)
        assert [record.levelname for record in caplog.records] == ["INFO"]
        connection.execute("INSERT INTO chats (title, created_at, updated_at) VALUES ('A needle', 2, 2)")
        hits = search(connection, "needl", 10, has_index=False)
        assert [(hit.excerpt, marked(hit)) for hit in hits] == [
            ("A needle", ["needl"]),
            ("Needles", ["Needl"]),
        ]
        connection.set_authorizer(None)
        assert set_up_index(connection)
        assert len(search(connection, "needl", 10, has_index=True)) == 2


def check_index(path: Path) -> None:
    """Raise if the index does not say what the rows say."""
    with closing(sqlite3.connect(path)) as connection:
        for index in ("turn_index", "title_index"):
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
