"""The setup as a state machine: from facts to steps and the first that is not well."""

from dataclasses import replace
from itertools import product

import pytest

from desktop.domain import errors as e
from desktop.domain.errors import PortInUse, ProviderUnavailable
from desktop.domain.providers import BUILT_IN_ID
from desktop.domain.setup import (
    STEPS_OF,
    PortFacts,
    SetupRoute,
    Wishes,
)
from desktop.domain.setup_reading import text_problem
from desktop.domain.setup_way import Verb, Way
from desktop.domain.stack import (
    SERVICE,
    StackPhase,
    StackProgress,
    StackState,
)
from tests.domain.setup_facts import (
    ABSENT,
    BUILT_IN,
    ENGINE_ERRORS,
    NOBODY,
    SMALL,
    UP,
    P,
    S,
    facts,
    row,
    setup,
    states,
    verbs,
)


def test_with_docker_and_nothing_wrong_the_start_is_the_first_step_that_waits() -> None:
    shown = setup(facts())
    assert shown.route is SetupRoute.DOCKER
    assert states(shown)[:6] == [P.OK, P.OK, P.OK, P.OK, P.OK, P.PENDING]
    assert shown.first_unsettled is S.START
    assert verbs(shown, S.START) == [(Verb.START_STACK, "")]


def test_a_stack_that_runs_with_a_model_waits_for_the_first_question_only() -> None:
    shown = setup(facts(UP, (row(SERVICE, SMALL), BUILT_IN)))
    assert states(shown)[:7] == [P.OK] * 7
    assert (shown.first_unsettled, shown.model) == (S.ANSWER, "small:1b")
    assert verbs(shown, S.ANSWER) == [(Verb.ASK, "")]


def test_nothing_that_is_known_leaves_a_step_without_a_state_or_the_user_without_a_way() -> None:
    """Every step that waits for the user has a way, or waits for an earlier one that has."""
    stacks = [
        StackState(),
        ABSENT,
        UP,
        *(StackState(StackPhase.UNAVAILABLE, error=error) for error in ENGINE_ERRORS),
    ]
    stacks += [replace(ABSENT, error=e.ComposeFailed("x")), replace(ABSENT, progress=StackProgress("up"))]
    ports = [None, PortFacts(8080), PortFacts(8080, PortInUse("", 8080, is_ollama=True), 0)]
    rows = [NOBODY, (row(SERVICE, SMALL), BUILT_IN), (row(SERVICE),), ()]
    wishes = [Wishes(), Wishes(SetupRoute.PROVIDER), Wishes(SetupRoute.PROVIDER, BUILT_IN_ID)]
    for stack, port, some, image, wish in product(stacks, ports, rows, (None, True, False), wishes):
        known = facts(stack, some, port=port, has_image=image)
        shown = setup(known, wish)
        shown = setup(known, wish, shown.first_unsettled)
        assert [step.step for step in shown.steps] == list(STEPS_OF[shown.route])
        assert sum(way.is_recommended for way in shown.shown.ways) <= 1
        waits = shown.shown.state in (P.PENDING, P.WARNING, P.FAILED) and not shown.shown.ways
        assert not waits or shown.current is S.MODEL or shown.current is S.ANSWER, (stack, port, wish)


@pytest.mark.parametrize("text", ["", "0", "65536", "eighty", "-1", "１２"])
def test_a_port_is_a_number_of_a_port(text: str) -> None:
    assert isinstance(text_problem(Way(Verb.CHOOSE_PORT), text), e.StackOptionInvalid)
    assert text_problem(Way(Verb.CHOOSE_PORT), " 8090 ") is None


def test_addresses_and_names_are_checked_before_anything_is_asked() -> None:
    assert text_problem(Way(Verb.USE_ADDRESS), "192.168.1.20:11434/v1/chat/completions") is None
    assert isinstance(text_problem(Way(Verb.USE_ADDRESS), "ftp://x"), ProviderUnavailable)
    assert text_problem(Way(Verb.PULL_OTHER), " llama3:8b ") is None
    assert isinstance(text_problem(Way(Verb.PULL_OTHER), "../etc"), e.ModelNameInvalid)
