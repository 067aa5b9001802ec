"""The steps about provider, model and answer, on every way."""

from dataclasses import replace

import pytest

from desktop.domain import errors as e
from desktop.domain.catalog import ModelChoice, Reach
from desktop.domain.chat import Role
from desktop.domain.conversation import Conversation, Outcome, Phase, Turn
from desktop.domain.errors import PortInUse
from desktop.domain.providers import BUILT_IN_ID, ProviderKind
from desktop.domain.pull_advice import Advice, Fit
from desktop.domain.pull_causes import PullCause
from desktop.domain.pulls import Pull, PullKey, PullPhase, Pulls
from desktop.domain.settings import Baseline
from desktop.domain.setup import (
    AddressTest,
    Fact,
    FirstAnswer,
    PortFacts,
    Setup,
    SetupFacts,
    SetupRoute,
    SetupStep,
    Wishes,
)
from desktop.domain.setup_way import Verb
from desktop.domain.stack import SERVICE, StackPhase, StackState
from tests.domain.setup_facts import (
    BUILT_IN,
    NOBODY,
    REFUSED,
    SMALL,
    UP,
    P,
    S,
    facts,
    recommended,
    row,
    setup,
    verbs,
)


def model_step(known: SetupFacts) -> Setup:
    return setup(known, current=S.MODEL)


def test_a_model_that_is_missing_is_pulled_the_one_that_fits_first() -> None:
    empty = (row(SERVICE, default="llama3:8b"), BUILT_IN)
    assert recommended(model_step(facts(UP, empty)), S.MODEL) == (Verb.PULL, "llama3:8b")
    too_large = Advice("llama3:8b", fit=Fit.TOO_LARGE, smaller="llama3.2:3b")
    shown = model_step(facts(UP, empty, advices=(too_large,)))
    assert recommended(shown, S.MODEL) == (Verb.PULL, "llama3.2:3b")
    partly = Advice("llama3:8b", fit=Fit.PARTLY, smaller="llama3.2:3b")
    shown = model_step(facts(UP, empty, advices=(partly,)))
    assert recommended(shown, S.MODEL) == (Verb.PULL, "llama3:8b")
    assert (Verb.PULL_OTHER, "") in verbs(shown, S.MODEL)


@pytest.mark.parametrize("phase", [p for p in PullPhase if p not in (PullPhase.DONE, PullPhase.FAILED)])
def test_a_pull_under_way_keeps_the_step_busy_and_can_be_cancelled(phase: PullPhase) -> None:
    pulls = Pulls((Pull(PullKey(SERVICE, "llama3:8b"), phase),))
    shown = model_step(facts(UP, (row(SERVICE), BUILT_IN), pulls=pulls))
    assert (shown.step(S.MODEL).state, verbs(shown, S.MODEL)) == (P.BUSY, [(Verb.CANCEL_PULL, "")])


def test_a_pull_that_failed_says_why_and_can_be_tried_again() -> None:
    error = e.PullFailed("llama3:8b", PullCause.NO_SPACE, "no space left")
    failed = Pull(PullKey(SERVICE, "llama3:8b"), PullPhase.FAILED, error=error)
    shown = model_step(facts(UP, (row(SERVICE), BUILT_IN), pulls=Pulls((failed,))))
    assert (shown.step(S.MODEL).state, shown.step(S.MODEL).error) == (P.FAILED, error)
    assert recommended(shown, S.MODEL) == (Verb.PULL, "llama3:8b")


def test_a_server_that_cannot_pull_and_has_no_model_says_so() -> None:
    bare = row("vllm", kind=ProviderKind.OPENAI)
    shown = setup(facts(rows=(bare,)), Wishes(SetupRoute.PROVIDER, "vllm"), S.MODEL)
    assert isinstance(shown.step(S.MODEL).error, e.NoModels)


def test_without_docker_the_first_step_offers_what_was_found() -> None:
    there = row("ollama", SMALL)
    shown = setup(facts(rows=(NOBODY[0], there, BUILT_IN)), Wishes(SetupRoute.PROVIDER), S.PROVIDER)
    assert [step.step for step in shown.steps] == [S.PROVIDER, S.MODEL, S.ANSWER]
    assert (shown.step(S.PROVIDER).state, recommended(shown, S.PROVIDER)) == (
        P.PENDING,
        (Verb.USE_PROVIDER, "ollama"),
    )
    assert shown.step(S.MODEL).state is P.PENDING


@pytest.mark.parametrize(
    ("wishes", "step"), [(Wishes(), S.ENGINE), (Wishes(SetupRoute.PROVIDER), S.PROVIDER)]
)
def test_the_slow_engine_is_not_proposed_while_a_server_may_be_found(wishes: Wishes, step: SetupStep) -> None:
    missing = StackState(StackPhase.UNAVAILABLE, error=e.DockerMissing(""))
    asked = replace(row("ollama"), reach=Reach.UNKNOWN, availability=None)
    shown = setup(facts(missing, rows=(NOBODY[0], asked, BUILT_IN)), wishes, step)
    assert (shown.step(step).state, shown.step(step).ways) == (P.BUSY, ())
    for other in (row("ollama", SMALL), row("ollama", error=REFUSED)):
        shown = setup(facts(missing, rows=(NOBODY[0], other, BUILT_IN)), wishes, step)
        assert shown.step(step).ways
    remote = replace(asked, endpoint=replace(asked.endpoint, url="https://models.example.org"))
    shown = setup(facts(missing, rows=(NOBODY[0], remote, BUILT_IN)), wishes, step)
    assert recommended(shown, step) == (Verb.USE_PROVIDER, BUILT_IN_ID)


def test_a_remote_server_is_never_recommended_before_what_is_on_this_computer() -> None:
    remote = row("cloud", SMALL, url="https://models.example.org")
    shown = setup(facts(rows=(remote, BUILT_IN)), Wishes(SetupRoute.PROVIDER), S.PROVIDER)
    assert recommended(shown, S.PROVIDER) == (Verb.USE_PROVIDER, BUILT_IN_ID)


def test_an_address_that_was_typed_is_among_the_checks() -> None:
    for address, state in ((AddressTest("http://x"), P.BUSY), (AddressTest("http://x", REFUSED), P.FAILED)):
        shown = setup(facts(address=address), Wishes(SetupRoute.PROVIDER), S.PROVIDER)
        assert shown.step(S.PROVIDER).checks[-1].state is state


@pytest.mark.parametrize("provider", ["ollama", BUILT_IN_ID])
def test_the_way_of_a_chosen_provider_is_found_again_from_the_facts(provider: str) -> None:
    known = facts(rows=(NOBODY[0], row("ollama", SMALL), BUILT_IN), chosen=ModelChoice(provider))
    shown = setup(known)
    assert (shown.route, shown.provider, shown.first_unsettled) == (SetupRoute.PROVIDER, provider, S.ANSWER)


def test_an_ollama_at_the_port_of_the_stack_that_was_chosen_needs_no_docker() -> None:
    taken = PortFacts(8080, PortInUse("", 8080, "ollama", is_ollama=True), 8081)
    shown = setup(facts(rows=(row(SERVICE, SMALL),), chosen=ModelChoice(SERVICE), port=taken))
    assert (shown.route, shown.provider) == (SetupRoute.PROVIDER, SERVICE)


def answered(outcome: Outcome, error: e.TarsError | None = None, phase: Phase = Phase.IDLE) -> FirstAnswer:
    reply = Turn(
        2, Role.ASSISTANT, "Hello", outcome=outcome, error=error,
        first_token_seconds=0.5, generation_seconds=2.0, reply_tokens=80,
    )  # fmt: skip
    turns = (Turn(1, Role.USER, "What can you do?"), reply)
    return FirstAnswer(SERVICE, "small:1b", Conversation(1, turns=turns, phase=phase), 0.25)


def at_answer(**more: object) -> Setup:
    return setup(facts(UP, (row(SERVICE, SMALL), BUILT_IN), **more), current=S.ANSWER)  # type: ignore[arg-type]  # by name


def test_the_answer_is_asked_for_arrives_and_brings_its_figures() -> None:
    arriving = at_answer(answer=answered(Outcome.ARRIVING, phase=Phase.ANSWERING))
    assert (arriving.shown.state, verbs(arriving, S.ANSWER)) == (P.BUSY, [(Verb.STOP_ANSWER, "")])
    done = at_answer(answer=answered(Outcome.COMPLETE))
    assert (done.shown.state, verbs(done, S.ANSWER)[0]) == (P.OK, (Verb.FINISH, ""))
    figures = {check.fact: check.amount for check in done.shown.checks}
    assert figures == {Fact.FIRST_TOKEN: 0.5, Fact.SPEED: 40.0, Fact.PLACE: 0.25}
    stopped = at_answer(answer=answered(Outcome.STOPPED))
    assert (stopped.shown.state, verbs(stopped, S.ANSWER)) == (P.PENDING, [(Verb.ASK, "")])
    failed = at_answer(answer=answered(Outcome.FAILED, REFUSED))
    assert (failed.shown.state, failed.shown.error) == (P.FAILED, REFUSED)


def test_a_baseline_of_the_same_model_is_an_answer_and_of_another_is_none() -> None:
    kept = Baseline(SERVICE, "small:1b", "2026-01-01T00:00:00", 0.4, 41.0, -1.0)
    assert at_answer(baseline=kept).shown.state is P.OK
    assert at_answer(baseline=replace(kept, model="large:70b")).shown.state is P.PENDING


def test_without_a_gpu_here_the_processor_has_answered() -> None:
    unknown = replace(answered(Outcome.COMPLETE), gpu_fraction=None)
    place = {check.fact: check.amount for check in at_answer(answer=unknown).shown.checks}[Fact.PLACE]
    assert place == 0.0
