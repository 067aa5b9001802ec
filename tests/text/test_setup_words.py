"""The words of the setup: every step in every state, every way and every check has them, and none repeats."""

from dataclasses import replace
from itertools import product

import pytest

from desktop.domain.errors import DockerMissing, PortInUse
from desktop.domain.setup import Check, Fact, PortFacts, Setup, SetupRoute, SetupStep, StepState, Wishes
from desktop.domain.setup_reading import setup_of
from desktop.domain.setup_way import Verb, Way
from desktop.domain.stack import StackPhase, StackState
from desktop.text.setup_check_words import check_text, setup_report
from desktop.text.setup_way_words import way_text
from desktop.text.setup_words import question_text, state_word, step_name, step_text
from desktop.ui import formats
from tests.domain.setup_facts import ABSENT, BUILT_IN, ENGINE_ERRORS, NOBODY, SMALL, UP, facts, row
from tests.fake_probes import FACTS

SETUPS = [
    setup_of(facts(stack, rows, port=port, has_image=image), wishes, SetupStep.ENGINE)
    for stack, rows, port, image, wishes in product(
        [
            StackState(),
            ABSENT,
            UP,
            *(StackState(StackPhase.UNAVAILABLE, error=error) for error in ENGINE_ERRORS),
        ],
        [NOBODY, (row("model-runner", SMALL), BUILT_IN)],
        [None, PortFacts(8080), PortFacts(8080, PortInUse("", 8080, "x", is_container=True), 8081)],
        [None, False, True],
        [Wishes(), Wishes(SetupRoute.PROVIDER), Wishes(SetupRoute.PROVIDER, "built-in")],
    )
]


def is_whole(text: str) -> bool:
    return bool(text) and "{" not in text and "}" not in text


def test_every_step_of_every_setup_is_said_in_whole_sentences() -> None:
    for setup in SETUPS:
        for step in setup.steps:
            text = step_text(setup, step, formats)
            assert is_whole(text.title), step
            assert is_whole(text.sentence), step
            assert text.title not in text.sentence, step


def test_every_way_has_a_title_and_a_button_of_its_own() -> None:
    for setup in SETUPS:
        for step in setup.steps:
            shown = replace(setup, current=step.step)
            texts = [way_text(shown, way, formats) for way in step.ways]
            assert all(is_whole(text.title) and is_whole(text.button) for text in texts)
            assert len({text.title for text in texts}) == len(texts), texts
            assert all(bool(text.field) == way.takes_text for way, text in zip(step.ways, texts, strict=True))


@pytest.mark.parametrize("verb", Verb)
def test_no_verb_is_without_words(verb: Verb) -> None:
    assert is_whole(way_text(Setup(), Way(verb, "8080"), formats).button)


@pytest.mark.parametrize(("fact", "state"), [*product(Fact, StepState)])
def test_no_check_is_without_words(fact: Fact, state: StepState) -> None:
    for amount in (None, 0.0, 0.4, 1.0, 3.0):
        text = check_text(Check(state, fact, subject="8080", amount=amount), formats)
        assert is_whole(text.title)
        assert is_whole(text.sentence)


def test_steps_and_states_have_names_of_their_own() -> None:
    assert len({step_name(step) for step in SetupStep}) == len(SetupStep)
    assert len({state_word(state) for state in StepState}) == len(StepState)
    assert is_whole(question_text())


def test_a_report_has_every_step_and_what_was_found() -> None:
    known = facts(StackState(StackPhase.UNAVAILABLE, error=DockerMissing()))
    report = setup_report(setup_of(known, Wishes(), SetupStep.ENGINE), FACTS, formats)
    assert report.startswith("TARS Desktop 0.1.0 setup, Linux\n")
    assert "1. Engine: Failed. Docker is not ready. Docker is not installed." in report
    assert "   - Docker's program: Failed. It was not found." in report
    assert report.count("\n\n") == 8
