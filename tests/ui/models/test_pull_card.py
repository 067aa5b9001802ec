"""Typing the name of a model: what is offered, asked, refused and pulled."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain.library import Library, LibraryModel, LibraryTag
from desktop.domain.pull_advice import Advice, Fit
from desktop.ui.models.pull_card import PullCard
from desktop.ui.theme import Theme
from tests.ui.models.rows import GB, GIB

LIBRARY = Library(
    (
        LibraryModel(
            "gemma3",
            "Google",
            "Everyday chat",
            ("completion",),
            "Gemma",
            (
                LibraryTag("gemma3:1b", 815_000_000, "1.0B", "Q4_K_M", 32768),
                LibraryTag("gemma3:4b", 3_300_000_000, "4.3B", "Q4_K_M", 131072),
            ),
            "gemma3:4b",
        ),
    ),
    date(2026, 11, 1),
)
FITS = Advice("gemma3:4b", 3_300_000_000, True, 212 * GB, Fit.GPU, 5 * GIB, 8192, 24 * GIB)
FULL = Advice("gemma3:4b", 3_300_000_000, True, 2 * GB, Fit.GPU, 5 * GIB, 8192, 24 * GIB, smaller="gemma3:1b")


class Told:
    """What the card has asked for."""

    def __init__(self, card: PullCard) -> None:
        self.asked: list[tuple[str, bool]] = []
        self.pulled: list[str] = []
        card.asked.connect(lambda name, is_entered: self.asked.append((name, is_entered)))
        card.pull_wanted.connect(self.pulled.append)


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> PullCard:
    card = PullCard(theme, LIBRARY)
    qtbot.addWidget(card)
    card.show_provider("Ollama", can_pull=True, can_import=True)
    card.resize(900, 140)
    card.show()
    return card


@pytest.fixture
def told(card: PullCard) -> Told:
    return Told(card)


def test_completion_offers_tags_with_their_facts_and_the_keyboard_picks_one(
    qtbot: QtBot, card: PullCard, told: Told
) -> None:
    card.field.setFocus()
    qtbot.keyClicks(card.field, "gem")
    assert [tag.name for tag in card.offers.tags] == ["gemma3:1b", "gemma3:4b"]
    facts = str(card.offers.index(0).data(Qt.ItemDataRole.UserRole))
    assert facts == "Everyday chat · 1.0\u00a0B · 815\u00a0MB"
    popup = card.completer.popup()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert card.name == "gemma3:4b"
    assert ("gemma3:4b", True) in told.asked
    assert not told.pulled


def test_advice_is_shown_for_the_name_in_the_field_only(card: PullCard) -> None:
    card.field.setText("gemma3:4b")
    card.show_advice(FITS)
    assert card.advice.verdict.text() == "Fits your GPU"
    assert "3.3\u00a0GB download" in card.advice.text
    assert "212\u00a0GB free on disk" in card.advice.text
    card.field.setText("gemma3:4")
    assert "Fits" not in card.advice.text


@pytest.mark.parametrize("name", ["../x", "two words", "-x", "x" * 600])
def test_a_name_that_is_none_is_explained_in_place_and_goes_nowhere(
    qtbot: QtBot, card: PullCard, told: Told, name: str
) -> None:
    card.field.setText(name)
    qtbot.keyClick(card.field, Qt.Key.Key_Return)
    assert "name of a model" in card.advice.text or "too long" in card.advice.text
    assert not card.button.isEnabled()
    assert card.button.toolTip()
    assert told.asked == []
    assert told.pulled == []


def test_half_a_name_is_not_called_wrong_while_it_is_typed(qtbot: QtBot, card: PullCard) -> None:
    qtbot.keyClicks(card.field, "gemma3:")
    assert "name of a model" not in card.advice.text
    qtbot.waitUntil(lambda: "cannot be the name of a model" in card.advice.text)


def test_enter_asks_for_advice_first_and_then_pulls(qtbot: QtBot, card: PullCard, told: Told) -> None:
    card.field.setText("gemma3:4b")
    qtbot.keyClick(card.field, Qt.Key.Key_Return)
    assert told.pulled == []
    assert told.asked[-1] == ("gemma3:4b", True)
    card.show_advice(FITS)
    qtbot.keyClick(card.field, Qt.Key.Key_Return)
    assert told.pulled == ["gemma3:4b"]


def test_enter_in_the_list_of_names_picks_one_and_pulls_nothing(
    qtbot: QtBot, card: PullCard, told: Told
) -> None:
    """The list covers the advice, which may have come meanwhile."""
    card.field.setFocus()
    qtbot.keyClicks(card.field, "gemma3:4b")
    card.show_advice(FITS)
    assert card.popup.isVisible()
    qtbot.keyClick(card.popup, Qt.Key.Key_Down)
    card.show_advice(FITS)
    qtbot.keyClick(card.popup, Qt.Key.Key_Return)
    assert not card.popup.isVisible()
    assert told.pulled == []
    qtbot.keyClick(card.field, Qt.Key.Key_Return)
    assert told.pulled == ["gemma3:4b"]


def test_while_providers_are_asked_nothing_is_said_about_them(card: PullCard) -> None:
    card.show_provider("", can_pull=False, can_import=False, is_known=False)
    assert "Type a name" in card.advice.text
    assert not card.button.isEnabled()
    card.show_provider("", can_pull=False, can_import=False)
    assert card.advice.text == "There is no model server to pull into."


def test_a_disk_that_is_too_small_is_said_with_a_smaller_tag_and_can_be_overruled(
    qtbot: QtBot, card: PullCard, told: Told
) -> None:
    card.field.setText("gemma3:4b")
    card.show_advice(FULL)
    assert "3.3\u00a0GB needed, 2.0\u00a0GB free." in card.advice.text
    assert card.button.text() == "&Pull Anyway"
    qtbot.keyClick(card.field, Qt.Key.Key_Return)
    assert told.pulled == []
    qtbot.mouseClick(card.button, Qt.MouseButton.LeftButton)
    assert told.pulled == ["gemma3:4b"]
    qtbot.mouseClick(card.advice.smaller, Qt.MouseButton.LeftButton)
    assert card.name == "gemma3:1b"
    assert card.button.text() == "&Pull"


def test_the_button_says_why_it_cannot_be_pressed(card: PullCard) -> None:
    assert "Type the name of a model first." in card.button.toolTip()
    card.field.setText("gemma3:4b")
    card.show_pulled(True)
    assert "It is being pulled already." in card.button.toolTip()
    card.show_provider("Workstation", can_pull=False, can_import=False)
    assert "Workstation cannot pull models." in card.button.toolTip()
    assert not card.field.isEnabled()
    assert not card.import_file.isVisible()
