"""A question whose model is not there: the pull is offered, shown in place, and the question asked again."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from desktop.domain.catalog import ModelChoice
from desktop.domain.providers import Endpoint
from desktop.domain.pulls import Pull, PullKey, PullPhase
from desktop.providers.detection import connect
from desktop.services.pull_retry import PullRetry
from desktop.services.sources import AddressSource
from desktop.ui.chat.pull_offer import PullOffer
from tests.servers.downloads import published
from tests.servers.faults import Fault
from tests.servers.openai_compatible import OpenAIDouble
from tests.servers.pull_faults import NO_SUCH_MODEL, At, Phase
from tests.ui.conftest import Ui

MODEL = "llama3:8b"
KEY = PullKey("ollama", MODEL)


class Lacking:
    """A chat that asks for a model which the server has not."""

    def __init__(self, ui: Ui) -> None:
        self.ui, self.downloads = ui, ui.server.downloads
        self.downloads.publish(published(MODEL, 5_000_000, 1_500, 485))
        self.retry = PullRetry(ui.pulls, ui.providers)
        ui.page.pull_wanted.connect(self.retry.pull_for)

    def ask(self, text: str = "Hi") -> None:
        self.ui.providers.choose(ModelChoice("ollama", MODEL))
        self.ui.ask(text)
        self.ui.until(lambda: self.ui.answers() and self.offer.isVisible() and self.ui.is_quiet())

    @property
    def offer(self) -> PullOffer:
        offer = self.ui.answers()[-1].offer
        assert offer is not None
        return offer

    @property
    def pull(self) -> Pull | None:
        return self.ui.pulls.state.of(KEY)

    def press(self, button: QAbstractButton) -> None:
        self.ui.until(button.isVisible)
        self.ui.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def hold(self) -> None:
        """Press the button, and let the download come to a stand in its middle."""
        held = self.downloads.hold(At(Phase.LAYER, 0, 2_000_000))
        self.press(self.offer.pull)
        self.ui.until(held.reached.is_set)
        self.release = held.release

    def is_answered(self) -> bool:
        return self.ui.answer_text() == "Hello, world!" and self.ui.is_quiet()

    def chats(self) -> int:
        return sum(request.path == "/api/chat" for request in self.ui.server.requests)


@pytest.fixture
def lacking(ui: Ui) -> Iterator[Lacking]:
    yield Lacking(ui)
    ui.server.downloads.bytes_per_second = 0


def test_the_model_is_pulled_in_the_chat_and_then_the_question_is_asked(ui: Ui, lacking: Lacking) -> None:
    lacking.ask()
    assert not ui.answers()[-1].notice.isVisible()
    assert lacking.offer.pull.text() == "&Pull llama3:8b (4.7\u00a0GB)"
    assert lacking.offer.sentence.text() == "llama3:8b is not on Ollama yet."
    lacking.hold()
    row = lacking.offer.row
    assert row is not None
    ui.until(lambda: row.isVisible() and row.percent.text())
    assert not lacking.offer.pull.isVisible()
    assert "asked by itself" in lacking.offer.next.text()
    lacking.release()
    ui.until(lacking.is_answered)
    assert ui.questions() == ["Hi"]
    assert not lacking.offer.isVisible()
    assert ui.answers()[-1].model.text() == MODEL
    assert lacking.chats() == 2


def test_without_any_model_the_usual_one_is_offered(ui: Ui, lacking: Lacking) -> None:
    ui.server.models.clear()
    ui.providers.refresh()
    ui.until(lambda: not ui.providers.state.is_checking and not ui.providers.state.rows[0].models)
    ui.ask("Hi")
    ui.until(lambda: ui.answers() and lacking.offer.pull.isVisible())
    assert lacking.offer.pull.text().startswith("&Pull llama3:8b")
    lacking.press(lacking.offer.pull)
    ui.until(lacking.is_answered)


def test_somebody_who_has_asked_something_else_is_not_answered_twice(ui: Ui, lacking: Lacking) -> None:
    lacking.ask()
    lacking.hold()
    ui.providers.choose(ModelChoice("ollama", "gemma3:270m"))
    ui.ask("Something else")
    ui.until(lacking.is_answered)
    lacking.release()
    ui.until(lambda: lacking.pull is not None and lacking.pull.phase is PullPhase.DONE)
    ui.until(lambda: not ui.providers.state.is_checking)
    assert ui.questions() == ["Hi", "Something else"]
    assert lacking.chats() == 2


def test_somebody_who_has_chosen_another_model_is_not_asked_for(ui: Ui, lacking: Lacking) -> None:
    lacking.ask()
    lacking.hold()
    ui.providers.choose(ModelChoice("ollama", "gemma3:270m"))
    lacking.release()
    ui.until(lacking.offer.ask.isVisible)
    assert ui.is_quiet()
    assert lacking.offer.ask.text() == "&Ask llama3:8b"
    lacking.press(lacking.offer.ask)
    ui.until(lacking.is_answered)
    assert ui.answers()[-1].model.text() == MODEL


def test_a_chat_behind_another_one_gets_its_answer(ui: Ui, lacking: Lacking) -> None:
    lacking.ask()
    waiting = ui.chats.current
    lacking.hold()
    ui.chats.new_chat()
    assert ui.answers() == []
    lacking.release()
    ui.until(lambda: waiting.state.turns[-1].content == "Hello, world!" and not waiting.is_busy)
    ui.chats.open_chat(waiting.state.chat_id)
    ui.until(lacking.is_answered)


def test_a_pull_that_fails_says_why_and_can_be_tried_again(ui: Ui, lacking: Lacking) -> None:
    lacking.downloads.arm(At(Phase.MANIFEST), NO_SUCH_MODEL)
    lacking.ask()
    lacking.press(lacking.offer.pull)
    ui.until(lambda: lacking.pull is not None and lacking.pull.phase is PullPhase.FAILED)
    row = lacking.offer.row
    assert row is not None
    ui.until(row.isVisible)
    assert "llama3:8b" in row.detail.text()
    assert lacking.offer.choose.isVisible()
    lacking.press(row.resume)
    ui.until(lacking.is_answered)


def test_a_pull_that_is_cancelled_is_offered_again(ui: Ui, lacking: Lacking) -> None:
    lacking.ask()
    lacking.hold()
    row = lacking.offer.row
    assert row is not None
    lacking.press(row.close_button)
    ui.until(lacking.offer.pull.isVisible)
    assert not row.isVisible()
    assert not ui.chats.current.waits_for_model
    lacking.press(lacking.offer.pull)
    ui.until(lacking.is_answered)


def test_a_chat_that_is_deleted_meanwhile_gets_no_answer(ui: Ui, lacking: Lacking) -> None:
    lacking.ask()
    lacking.hold()
    ui.chats.delete_chat(ui.chats.current.state.chat_id)
    ui.until(lambda: ui.chats.state.deleted is not None)
    lacking.release()
    ui.until(lambda: lacking.pull is not None and lacking.pull.phase is PullPhase.DONE)
    ui.until(lambda: not ui.providers.state.is_checking)
    assert lacking.chats() == 1


def test_a_model_that_was_deleted_elsewhere_is_offered_although_the_last_list_had_it(
    ui: Ui, lacking: Lacking
) -> None:
    lacking.downloads.publish(published("gemma3:270m", 5_000_000, 485))
    ui.server.models.clear()
    ui.ask("Hi")
    ui.until(lambda: ui.answers() and lacking.offer.pull.isVisible() and ui.is_quiet())
    ui.until(lambda: not ui.providers.state.is_checking)
    assert "not on Ollama yet" in lacking.offer.sentence.text()
    lacking.press(lacking.offer.pull)
    ui.until(lacking.is_answered)


def test_a_model_that_came_by_other_ways_needs_no_pull(ui: Ui, lacking: Lacking) -> None:
    lacking.ask()
    ui.server.models[MODEL] = 4_700_000_000
    ui.until(lambda: not ui.providers.state.is_checking)  # while it checks, another wish is passed over
    ui.providers.refresh()
    ui.until(lacking.offer.ask.isVisible)
    assert not lacking.offer.pull.isVisible()
    lacking.press(lacking.offer.ask)
    ui.until(lacking.is_answered)


def test_a_server_that_cannot_pull_offers_none(ui: Ui) -> None:
    with OpenAIDouble() as server:
        ui.providers.add(AddressSource(Endpoint("other", "Other", server.url), connect))
        ui.until(lambda: not ui.providers.state.is_checking)
        server.fault = Fault.MODEL_MISSING
        ui.providers.choose(ModelChoice("other", "nothing"))
        ui.ask("Hi")
        ui.until(lambda: ui.answers() and ui.answers()[-1].notice.isVisible() and ui.is_quiet())
        assert ui.answers()[-1].offer is None
