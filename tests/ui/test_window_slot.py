"""The window is made when it is wanted, is whole soon after it can be used, and says what waited for it."""

import pytest

from desktop.app.window_slot import WindowSlot
from desktop.text.explanation import Explanation
from desktop.ui.main_window import MainWindow
from desktop.ui.theme import Theme
from tests.fake_probes import FACTS
from tests.ui.conftest import Ui

SAID = Explanation("Something is wrong.")


class Steps:
    """Notes on which windows its steps were taken."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, MainWindow]] = []

    def first(self, window: MainWindow) -> None:
        self.taken.append(("first", window))

    def second(self, window: MainWindow) -> None:
        self.taken.append(("second", window))


@pytest.fixture
def steps() -> Steps:
    return Steps()


@pytest.fixture
def slot(ui: Ui, theme: Theme, steps: Steps) -> WindowSlot:
    def made() -> MainWindow:
        window = MainWindow(
            theme, ui.chats, ui.providers, ui.stack, ui.settings, ui.window.report, ui.model_services, FACTS
        )
        ui.qtbot.addWidget(window, before_close_func=None)
        return window

    slot = WindowSlot(made)
    slot.add_step(steps.first)
    slot.add_step(steps.second)
    return slot


def test_there_is_no_window_before_one_is_wanted_and_then_the_same(slot: WindowSlot) -> None:
    made: list[object] = []
    slot.made.connect(made.append)
    slot.remake()
    assert (slot.is_made, made) == (False, [])
    window = slot.window
    assert (slot.is_made, slot.is_seen) == (True, False)
    assert slot.window is window
    window.bring_up()
    assert (slot.is_seen, made) == (True, [window])
    slot.close()
    assert not window.isVisible()


def test_what_is_said_before_is_shown_by_the_window_once(slot: WindowSlot) -> None:
    slot.say(SAID)
    slot.say(SAID)
    assert [one.sentence for one in slot.window.page.said] == [SAID.sentence]
    slot.say(Explanation("Something else is."))
    assert len(slot.window.page.said) == 2
    slot.close()


def test_steps_follow_the_first_paint_in_turn_and_are_taken_at_once_in_another_language(
    ui: Ui, slot: WindowSlot, steps: Steps
) -> None:
    painted_before: list[int] = []
    slot.painted.connect(lambda: painted_before.append(len(steps.taken)))
    with ui.qtbot.waitSignal(slot.furnished):
        old = slot.window
        old.bring_up()
        assert steps.taken == []
    assert painted_before == [0]
    assert steps.taken == [("first", old), ("second", old)]
    slot.remake()
    new = slot.window
    assert new is not old
    assert steps.taken[2:] == [("first", new), ("second", new)]
    slot.close()


def test_a_window_that_nobody_can_see_is_whole_all_the_same(ui: Ui, slot: WindowSlot, steps: Steps) -> None:
    with ui.qtbot.waitSignal(slot.furnished):
        window = slot.window
    assert steps.taken == [("first", window), ("second", window)]
    slot.close()
