from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QDate, QDateTime, QModelIndex, QPersistentModelIndex, Qt, QTime
from PySide6.QtTest import QAbstractItemModelTester

from desktop.domain.store import ChatSummary
from desktop.services.chats import ChatList
from desktop.ui.chat_list import MOST_CHANGES, ChatListModel, sections
from desktop.ui.formats import day_of

NOW = QDateTime(QDate(2026, 3, 12), QTime(15, 0))
HOUR = 3600.0


def ago(hours: float) -> float:
    return NOW.toSecsSinceEpoch() - hours * HOUR


def chats(count: int) -> tuple[ChatSummary, ...]:
    """Of one section, whatever the time is."""
    return tuple(ChatSummary(number + 1, f"Chat {number}", 1000.0 - number) for number in range(count))


@pytest.fixture
def model() -> ChatListModel:
    model = ChatListModel()
    mode = QAbstractItemModelTester.FailureReportingMode.Warning  # which fails the test
    QAbstractItemModelTester(model, mode, model)
    return model


def said(model: QAbstractItemModel, row: int) -> str:
    return str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def test_pinned_chats_stand_above_those_of_each_day() -> None:
    summaries = (
        ChatSummary(1, "a", ago(900), is_pinned=True),
        ChatSummary(2, "b", ago(1)),
        ChatSummary(3, "c", ago(14)),
        ChatSummary(4, "d", ago(16)),
        ChatSummary(5, "e", ago(5 * 24)),
        ChatSummary(6, "f", ago(10 * 24)),
        ChatSummary(7, "g", ago(13 * 24)),
    )
    shown = [entry if isinstance(entry, str) else entry.title for entry in sections(summaries, NOW)]
    assert shown == [
        *("Pinned", "a", "Today", "b", "c", "Yesterday", "d", "Last 7 days", "e"),
        *("March 2026", "f", "February 2026", "g"),
    ]


@given(st.lists(st.integers(-50, 24 * 800), max_size=30))
def test_every_chat_stands_under_the_heading_of_its_day(hours: list[int]) -> None:
    summaries = [ChatSummary(n + 1, "", ago(hour)) for n, hour in enumerate(sorted(hours))]
    headings: list[str] = []
    for entry in sections(summaries, NOW):
        if isinstance(entry, str):
            headings.append(entry)
        else:
            assert headings[-1] == day_of(entry.updated_at, NOW)
    assert len(set(headings)) == len(headings)


def test_a_chat_that_goes_up_is_moved_and_no_other_row_is_touched(model: ChatListModel) -> None:
    before = chats(10)
    model.show(ChatList(before))
    seventh = QPersistentModelIndex(model.index(model.row_of(7), 0))
    touched: list[str] = []
    model.modelReset.connect(lambda: touched.append("reset"))
    model.rowsMoved.connect(lambda: touched.append("moved"))
    model.dataChanged.connect(lambda: touched.append("changed"))
    model.show(ChatList((before[6], *before[:6], *before[7:])))
    assert touched == ["moved"]
    assert (seventh.row(), seventh.data()) == (1, "Chat 6")
    assert model.row_of(1) == 2


def test_the_same_list_read_again_changes_nothing(model: ChatListModel) -> None:
    model.show(ChatList(chats(10)))
    touched: list[QModelIndex] = []
    model.dataChanged.connect(lambda first: touched.append(first))
    model.show(ChatList(tuple(replace(chat) for chat in chats(10))))
    assert touched == []
    model.show(ChatList((*chats(9), replace(chats(10)[9], title="Other"))))
    assert [index.row() for index in touched] == [10]


def test_only_rows_whose_marks_change_are_updated(model: ChatListModel) -> None:
    summaries = chats(5)
    state = ChatList(summaries, current=1)
    model.show(state)
    rows: list[int] = []
    model.dataChanged.connect(lambda first: rows.append(first.row()))
    model.show(replace(state, replying=frozenset({3})))
    assert rows == [3]
    assert said(model, 3) == "Chat 2, a reply arrives"
    model.show(replace(state, unread=frozenset({3})))
    assert said(model, 3) == "Chat 2, a new reply"
    rows.clear()
    model.show(replace(state, current=2, unread=frozenset({3})))
    assert sorted(rows) == [1, 2]


def test_a_pinned_chat_is_said_to_be(model: ChatListModel) -> None:
    model.show(ChatList((ChatSummary(1, "Mine", 1.0, is_pinned=True),)))
    assert [said(model, row) for row in range(2)] == ["Pinned", "Mine, pinned"]
    assert not model.index(0).flags()


def test_a_list_of_other_chats_comes_at_once(model: ChatListModel) -> None:
    model.show(ChatList(chats(3)))
    many = tuple(reversed(chats(2 * MOST_CHANGES)))
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    model.show(ChatList(many))
    model.show(ChatList(many[::-1]))
    assert len(resets) == 1
    assert [row.chat_id for row in model.rows[1:]] == [chat.id for chat in many[::-1]]


@given(st.lists(st.lists(st.integers(1, 12), unique=True, max_size=12), max_size=4), st.integers(0, 5))
def test_any_list_after_any_other_is_shown_as_it_is(orders: list[list[int]], pinned: int) -> None:
    model = ChatListModel()
    for order in orders:
        head = tuple(ChatSummary(n, str(n), 5.0, is_pinned=True) for n in order[:pinned])
        tail = tuple(ChatSummary(n, str(n), 4.0) for n in order[pinned:])
        model.show(ChatList((*head, *tail)))
        assert [row.chat_id for row in model.rows if row.chat_id] == order
        assert all(model.rows[model.row_of(n)].chat_id == n for n in order)
        assert model.rowCount() == len(order) + bool(head) + bool(tail)
