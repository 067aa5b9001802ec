"""What one column says of its model."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain.catalog import ModelChoice
from desktop.domain.chat import Role
from desktop.domain.comparison import Column
from desktop.domain.conversation import Outcome, Phase, Turn
from desktop.ui.compare.column import ReplyColumn
from desktop.ui.theme import Theme

REPLY = Turn(-2, Role.ASSISTANT, "", outcome=Outcome.ARRIVING, model="big", provider="Lab")
COLUMN = Column(ModelChoice("lab", "big"), REPLY)


@pytest.fixture
def column(qtbot: QtBot, theme: Theme) -> ReplyColumn:
    column = ReplyColumn(theme, 3)
    qtbot.addWidget(column)
    column.show()
    return column


@pytest.mark.parametrize("is_local", [True, False])
def test_a_question_that_leaves_this_computer_is_marked(column: ReplyColumn, is_local: bool) -> None:
    column.render_column(replace(COLUMN, reply=replace(REPLY, is_local=is_local)))
    assert column.remote.isVisible() is not is_local
    assert column.remote.text() == "Leaves this computer"


def test_what_waits_says_so_and_can_be_stopped(column: ReplyColumn, qtbot: QtBot) -> None:
    stopped: list[int] = []
    column.stop_wanted.connect(stopped.append)
    column.render_column(replace(COLUMN, is_waiting=True))
    assert column.phase.text() == "Waits for its turn"
    assert not column.ring.isVisible()
    assert not column.go_on.isEnabled()
    qtbot.mouseClick(column.stop, Qt.MouseButton.LeftButton)
    assert stopped == [3]


def test_thoughts_are_folded_and_shown_when_they_are_unfolded(column: ReplyColumn, qtbot: QtBot) -> None:
    reply = replace(
        REPLY, thinking="Let me see", content="Yes", thinking_seconds=4.0, outcome=Outcome.COMPLETE
    )
    column.render_column(replace(COLUMN, reply=reply, phase=Phase.IDLE))
    thoughts = column.thoughts
    assert thoughts.fold.text() == "Thought for 4.0\u00a0s"
    assert not thoughts.text.isVisible()
    qtbot.mouseClick(thoughts.fold, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: thoughts.text.to_plain_text().strip() == "Let me see")


def test_the_total_is_the_time_to_the_first_token_and_that_of_writing(column: ReplyColumn) -> None:
    reply = replace(REPLY, content="Yes", first_token_seconds=0.5, generation_seconds=2.0, reply_tokens=20)
    column.render_column(replace(COLUMN, reply=reply, phase=Phase.ANSWERING))
    assert column.figures.total.text() == "–"
    ended = replace(reply, outcome=Outcome.COMPLETE)
    column.render_column(replace(COLUMN, reply=ended))
    assert column.figures.first_token.text() == "0.5\u00a0s"
    assert column.figures.speed.text() == "10.0\u00a0tokens/s"
    assert column.figures.total.text() == "2.5\u00a0s"


def test_only_a_reply_with_words_can_be_gone_on_with(column: ReplyColumn) -> None:
    column.render_column(replace(COLUMN, reply=replace(REPLY, content="", outcome=Outcome.STOPPED)))
    assert not column.go_on.isEnabled()
    column.render_column(replace(COLUMN, reply=replace(REPLY, content="Yes", outcome=Outcome.COMPLETE)))
    assert column.go_on.isEnabled()
