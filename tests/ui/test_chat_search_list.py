from PySide6.QtCore import QDate, QDateTime, Qt, QTime

from desktop.domain.store import SearchHit
from desktop.services.chat_search import MOST_HITS, ChatSearch
from desktop.ui.chat_search_list import ChatSearchModel, from_match, short_day

LONG = "Some words come before it, and then more of them, until the vram is named in what follows"


def marked(text: str, matches: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[begin:end] for begin, end in matches]


def test_a_match_that_is_seen_leaves_the_text_as_it_is() -> None:
    assert from_match("the vram is", ((4, 8),), 20) == ("the vram is", ((4, 8),))
    assert from_match(LONG, (), 20) == (LONG, ())


def test_a_text_begins_a_few_words_before_a_match_that_would_not_be_seen() -> None:
    place = LONG.index("vram")
    text, matches = from_match(LONG, ((place, place + 4),), 40)
    assert text == "…of them, until the vram is named in what follows"
    assert marked(text, matches) == ["vram"]


def test_a_match_at_the_end_keeps_as_much_before_it_as_there_is_room_for() -> None:
    place = LONG.index("follows")
    text, matches = from_match(LONG, ((place, place + 7),), 40)
    assert text == "…until the vram is named in what follows"
    assert marked(text, matches) == ["follows"]


def test_a_text_without_spaces_begins_with_its_match() -> None:
    text, matches = from_match("x" * 90 + "vram", ((90, 94),), 20)
    assert (text, marked(text, matches)) == ("…vram", ["vram"])


def test_titles_stand_above_messages_and_all_of_a_row_is_said() -> None:
    now = QDateTime.currentDateTime()
    yesterday = float(now.addDays(-1).toSecsSinceEpoch())
    model = ChatSearchModel()
    model.show(
        ChatSearch(
            "vram",
            "vram",
            (
                SearchHit(1, 0, "About VRAM", "About VRAM", ((6, 10),), yesterday),
                SearchHit(2, 7, "\u202eTalk", "the vram", ((4, 8),), yesterday),
            ),
        )
    )
    said = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert said == ["Titles", "About VRAM, Yesterday", "Messages", "Talk, Yesterday: the vram"]
    assert [bool(model.index(row).flags()) for row in range(4)] == [False, True, False, True]
    assert (model.row_of(2, 7), model.row_of(2, 8)) == (3, -1)


def test_more_hits_than_are_shown_are_said_to_be_there() -> None:
    hits = tuple(SearchHit(1, n, "t", "word") for n in range(1, MOST_HITS + 1))
    model = ChatSearchModel()
    model.show(ChatSearch("word", "word", hits))
    assert model.rows[-1].text == "There is more. Another word narrows it down."
    model.show(ChatSearch("word", "word", hits[1:]))
    assert model.rows[-1].chat_id == 1


def test_the_time_of_today_is_told_and_the_date_of_other_days() -> None:
    now = QDateTime(QDate(2026, 3, 12), QTime(15, 0))
    epoch = now.toSecsSinceEpoch()
    assert short_day(epoch - 3600, now).startswith("14:00")
    assert short_day(epoch - 24 * 3600, now) == "Yesterday"
    assert "2026" in short_day(epoch - 48 * 3600, now)
