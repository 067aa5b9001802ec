"""Every danger has a sentence that names the service and what it is about."""

import pytest

from desktop.domain.stack_review import Danger, StackRisk
from desktop.text.risk_words import describe_risk


@pytest.mark.parametrize("danger", Danger)
def test_every_danger_is_one_sentence_about_the_service(danger: Danger) -> None:
    sentence = describe_risk(StackRisk(danger, "model-runner", "the\nsubject"))
    assert "model-runner" in sentence
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert "\n" not in sentence
    if danger not in (Danger.PRIVILEGED, Danger.ENGINE_SOCKET, Danger.ANY_WEB_PAGE):
        assert "the subject" in sentence


def test_a_name_cannot_turn_the_sentence_round() -> None:
    sentence = describe_risk(StackRisk(Danger.HOST_FOLDER, "web\u202e", "/etc\u2066\x1b[2J"))
    assert sentence == "web sees /etc[2J of this computer."


def test_an_open_port_is_told_as_what_it_means() -> None:
    sentence = describe_risk(StackRisk(Danger.NETWORK, "model-runner", "0.0.0.0:8080"))
    assert sentence == ("Everybody in your network reaches model-runner at 0.0.0.0:8080, without a password.")
