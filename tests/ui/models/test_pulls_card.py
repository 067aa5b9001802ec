"""The queue as a card."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.library import Library
from desktop.domain.pulls import Pull, PullKey, PullPhase, Pulls
from desktop.ui.models.pulls_card import PullsCard
from desktop.ui.theme import Theme

NAMES = {"ollama": "Ollama"}


def pull(name: str, phase: PullPhase = PullPhase.QUEUED) -> Pull:
    return Pull(PullKey("ollama", name), phase, total_bytes=10**9)


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> PullsCard:
    card = PullsCard(theme, Library())
    qtbot.addWidget(card)
    card.resize(900, 600)
    return card


def settle(card: PullsCard) -> None:
    """Lay out now what is not seen."""
    layout = card.layout()
    assert layout is not None
    layout.activate()


def order(card: PullsCard) -> list[str]:
    shown = [row for row in card.rows.values() if not row.isHidden()]
    return [row.key.model for row in sorted(shown, key=lambda row: row.y())]


def test_without_a_pull_it_is_not_there(card: PullsCard) -> None:
    card.show_pulls(Pulls((pull("a"),)), NAMES)
    assert not card.isHidden()
    card.show_pulls(Pulls(), NAMES)
    assert card.isHidden()
    assert not card.rows


def test_rows_follow_the_order_of_the_queue_and_keep_their_widgets(card: PullsCard) -> None:
    card.show_pulls(Pulls((pull("a", PullPhase.DOWNLOADING), pull("b"))), NAMES)
    row = card.rows[PullKey("ollama", "b")]
    assert row.words.whole == "Waiting for a"
    card.show_pulls(Pulls((pull("b", PullPhase.DOWNLOADING), pull("a", PullPhase.PAUSED))), NAMES)
    settle(card)
    assert order(card) == ["b", "a"]
    assert card.rows[PullKey("ollama", "b")] is row


def test_tab_goes_through_the_rows_as_they_are_seen(qtbot: QtBot, theme: Theme) -> None:
    """Rows that come later are not behind everything else in the window."""
    page = QWidget()
    qtbot.addWidget(page)
    before, card, after = QLineEdit(), PullsCard(theme, Library()), QLineEdit()
    column = QVBoxLayout(page)
    for part in (before, card, after):
        column.addWidget(part)
    page.show()
    card.show_pulls(Pulls((pull("a", PullPhase.DOWNLOADING), pull("b", PullPhase.PAUSED))), NAMES)
    first, second = card.rows.values()
    seen = [before, first.toggle, first.close_button, second.toggle, second.close_button, after]
    assert stops_from(before, len(seen)) == seen
    card.show_pulls(Pulls((pull("b", PullPhase.DOWNLOADING), pull("a", PullPhase.FAILED))), NAMES)
    seen = [before, second.toggle, second.close_button, first.resume, first.close_button, after]
    assert stops_from(before, len(seen)) == seen


def stops_from(widget: QWidget, number: int) -> list[QWidget]:
    """Where Tab stops, beginning with `widget`."""
    stops = [widget]
    while len(stops) < number:
        following = widget.nextInFocusChain()
        assert following is not None
        widget = following
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            stops.append(widget)
    return stops


def test_of_forty_pulls_three_wait_in_sight_and_the_rest_unfold(qtbot: QtBot, card: PullsCard) -> None:
    running = [pull(f"run{at}", PullPhase.DOWNLOADING) for at in range(2)]
    failed = [pull("failed", PullPhase.FAILED)]
    card.show_pulls(Pulls((*running, *(pull(f"wait{at}") for at in range(38)), *failed)), NAMES)
    settle(card)
    assert order(card) == ["run0", "run1", "wait0", "wait1", "wait2", "failed"]
    assert card.fold.text() == "Show 35 &More That Wait"
    card.show()
    qtbot.mouseClick(card.fold, Qt.MouseButton.LeftButton)
    assert len(order(card)) == 41
