"""Who can go on with a reply that was cut off, and who is known for not doing so."""

import pytest

from desktop.domain.capabilities import begins_anew, continuing_choice
from desktop.domain.catalog import Catalog, ModelChoice, ProviderRow
from desktop.domain.chat import Role
from desktop.domain.conversation import Conversation, Outcome, Phase, Turn
from desktop.domain.providers import Endpoint, ProviderKind


def catalog(kind: ProviderKind | None) -> Catalog:
    return Catalog((ProviderRow(Endpoint("there", "There", "http://127.0.0.1:1", kind=kind)),))


def cut_off(outcome: Outcome = Outcome.STOPPED, text: str = "Half") -> Conversation:
    question = Turn(1, Role.USER, "Hi")
    reply = Turn(2, Role.ASSISTANT, text, outcome=outcome, model="m", provider="There")
    return Conversation(turns=(question, reply))


@pytest.mark.parametrize(
    ("kind", "goes_on", "is_anew"),
    [
        (ProviderKind.OLLAMA, True, False),
        (ProviderKind.DOCKER_MODEL_RUNNER, True, False),
        (ProviderKind.OPENAI, False, True),
        (None, False, False),
    ],
)
def test_each_kind_goes_on_or_begins_anew_and_of_an_unknown_one_nothing_is_said(
    kind: ProviderKind | None, goes_on: bool, is_anew: bool
) -> None:
    found = continuing_choice(cut_off(), catalog(kind))
    assert (found == ModelChoice("there", "m")) is goes_on
    assert begins_anew(cut_off(), catalog(kind)) is is_anew


def test_one_that_does_not_answer_now_is_what_it_was() -> None:
    seen = {"there": ProviderKind.OPENAI}
    assert begins_anew(cut_off(), catalog(None), seen)


@pytest.mark.parametrize(
    "state",
    [
        Conversation(),
        cut_off(Outcome.COMPLETE),
        cut_off(text=" "),
        Conversation(turns=cut_off().turns, phase=Phase.ANSWERING),
        Conversation(turns=cut_off().turns[:1]),
    ],
)
def test_nothing_is_said_of_a_reply_that_is_whole_empty_or_arriving(state: Conversation) -> None:
    assert not begins_anew(state, catalog(ProviderKind.OPENAI))
    assert continuing_choice(state, catalog(ProviderKind.OLLAMA)) is None
