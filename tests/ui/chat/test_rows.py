"""How rows go on when the conversation changes."""

from dataclasses import replace

from desktop.domain.chat import Role
from desktop.domain.conversation import Conversation, Turn
from desktop.ui.chat.rows import EARLIER, LINE, UNDO, guessed_height, rows_of


def turns(*ids: int) -> tuple[Turn, ...]:
    return tuple(Turn(n, Role.USER if n % 2 else Role.ASSISTANT, f"turn {n}") for n in ids)


def test_every_turn_has_a_row_and_keeps_it() -> None:
    old = rows_of(Conversation(turns=turns(1, 2)), ())
    new = rows_of(Conversation(turns=turns(1, 2, 3, 4)), old)
    assert [row.key for row in new] == [1, 2, 3, 4]
    assert new[:2] == old


def test_turns_that_are_stored_keep_their_rows() -> None:
    asked = turns(1, 2)
    old = rows_of(Conversation(turns=tuple(replace(turn, id=-turn.id) for turn in asked)), ())
    new = rows_of(Conversation(turns=asked), old)
    assert new == old
    assert [row.key for row in new] == [1, 2]


def test_another_version_stands_in_the_same_row() -> None:
    old = rows_of(Conversation(turns=turns(1, 2, 3, 4)), ())
    other = replace(turns(5)[0], siblings=(3, 5))
    new = rows_of(Conversation(turns=(*turns(1, 2), other)), old)
    assert new == old[:3]
    assert new[2].turn is other


def test_a_page_before_the_first_turn_leaves_the_others_as_they_are() -> None:
    old = rows_of(Conversation(turns=turns(5, 6), earlier=4), ())
    new = rows_of(Conversation(turns=turns(3, 4, 5, 6), earlier=2), old)
    assert [row.key for row in new] == [EARLIER, 3, 4, 5, 6]
    assert new[0] is old[0]
    assert new[3:] == old[1:]


def test_the_line_is_above_what_the_model_sees_and_only_below_something() -> None:
    state = Conversation(turns=turns(1, 2, 3))
    assert [row.key for row in rows_of(state, (), 2)] == [1, LINE, 2, 3]
    assert [row.key for row in rows_of(state, (), 1)] == [1, 2, 3]
    assert [row.key for row in rows_of(replace(state, earlier=7), (), 1)] == [EARLIER, LINE, 1, 2, 3]
    assert [row.key for row in rows_of(state, (), 9)] == [1, 2, 3]


def test_the_undo_is_the_last_row() -> None:
    assert [row.key for row in rows_of(Conversation(turns=turns(1)), (), has_undo=True)] == [1, UNDO]


def test_a_long_turn_is_guessed_higher_than_a_short_one() -> None:
    short, long = (Turn(1, Role.ASSISTANT, "word " * count) for count in (5, 2000))
    assert guessed_height(long) > 10 * guessed_height(short)
