"""The steps about Docker and the stack: every cause of engine, GPU, port, disk, image and start."""

from dataclasses import replace

import pytest

from desktop.domain import errors as e
from desktop.domain.catalog import ProviderRow, Reach
from desktop.domain.errors import PortInUse, StackError
from desktop.domain.gpu import GpuFault, GpuSnapshot, GpuTrouble, GpuVendor
from desktop.domain.health import DiskFacts
from desktop.domain.providers import BUILT_IN_ID
from desktop.domain.setup import (
    Fact,
    PortFacts,
    SetupStep,
    StepState,
    Wishes,
)
from desktop.domain.setup_stack_steps import step_of_error
from desktop.domain.setup_way import Verb
from desktop.domain.stack import (
    SERVICE,
    EngineInfo,
    StackOptions,
    StackPhase,
    StackProgress,
    StackState,
    StackStep,
    StepStatus,
)
from desktop.domain.stack_review import Danger, StackRisk
from tests.domain.setup_facts import (
    ABSENT,
    BUILT_IN,
    ENGINE,
    ENGINE_ERRORS,
    GB,
    GPU,
    NOBODY,
    REFUSED,
    RUNNING,
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


@pytest.mark.parametrize("error", ENGINE_ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
    "ollama", [row(error=REFUSED), row(), row("ollama", SMALL)], ids=["off", "empty", "there"]
)
def test_an_engine_that_cannot_be_used_leaves_every_other_way_open(
    error: StackError, ollama: ProviderRow
) -> None:
    known = facts(StackState(StackPhase.UNAVAILABLE, error=error), (NOBODY[0], ollama, BUILT_IN))
    shown = setup(known)
    engine = shown.step(S.ENGINE)
    assert (engine.state, engine.error) == (P.FAILED, error)
    assert shown.first_unsettled is S.ENGINE
    assert [shown.step(step).state for step in (S.PORT, S.IMAGE, S.START)] == [P.PENDING] * 3
    best = "ollama" if ollama.reach is Reach.AVAILABLE else BUILT_IN_ID
    if isinstance(error, e.DockerMissing):
        assert recommended(shown, S.ENGINE) == (Verb.USE_PROVIDER, best)
        assert (Verb.INSTALL_DOCKER, "") in verbs(shown, S.ENGINE)
    else:
        assert recommended(shown, S.ENGINE) == (Verb.CHECK_AGAIN, "")
        assert (Verb.USE_PROVIDER, best) in verbs(shown, S.ENGINE)
    assert (Verb.USE_ADDRESS, "") in verbs(shown, S.ENGINE)
    assert engine.checks[0].fact is Fact.DOCKER


def test_an_engine_that_was_not_asked_yet_is_busy_and_can_do_nothing() -> None:
    shown = setup(facts(StackState()))
    assert shown.step(S.ENGINE).state is P.BUSY
    assert shown.step(S.ENGINE).ways == ()


@pytest.mark.parametrize(
    ("taken", "best", "others"),
    [
        (PortInUse("", 8080), (Verb.USE_PORT, "8081"), {(Verb.CHOOSE_PORT, "")}),
        (PortInUse("", 8080, "python3"), (Verb.USE_PORT, "8081"), {(Verb.CHOOSE_PORT, "")}),
        (
            PortInUse("", 8080, "open-webui-1", is_container=True),
            (Verb.USE_PORT, "8081"),
            {(Verb.CHOOSE_PORT, ""), (Verb.STOP_CONTAINER, "open-webui-1")},
        ),
        (
            PortInUse("", 8080, "ollama", is_ollama=True),
            (Verb.USE_PROVIDER, SERVICE),
            {(Verb.CHOOSE_PORT, ""), (Verb.USE_PORT, "8081")},
        ),
    ],
    ids=["nobody knows", "program", "container", "ollama"],
)
def test_a_port_that_is_taken_has_a_way_for_each_kind_of_holder(
    taken: PortInUse, best: tuple[Verb, str], others: set[tuple[Verb, str]]
) -> None:
    shown = setup(facts(port=PortFacts(8080, taken, 8081)))
    step = shown.step(S.PORT)
    assert (step.state, step.error) == (P.WARNING, taken)
    assert recommended(shown, S.PORT) == best
    assert set(verbs(shown, S.PORT)) == {best, *others}
    assert step.evidence.startswith("127.0.0.1:8080  LISTEN")
    assert step.checks[0].state is P.FAILED


def test_the_port_is_busy_until_it_was_looked_at_with_the_options_as_they_are_now() -> None:
    assert setup(facts(port=None)).step(S.PORT).state is P.BUSY
    moved = StackState(StackPhase.ABSENT, ENGINE, options=StackOptions(port=8081))
    assert setup(facts(moved)).step(S.PORT).state is P.BUSY
    assert setup(facts(moved, port=PortFacts(8081))).step(S.PORT).state is P.OK


def test_the_port_of_a_stack_that_runs_is_well_whoever_listens() -> None:
    taken = PortFacts(8080, PortInUse("", 8080, "docker-proxy"), 8081)
    assert setup(facts(UP, port=taken)).step(S.PORT).state is P.OK


def test_the_port_of_another_computer_is_not_looked_at() -> None:
    remote = StackState(StackPhase.ABSENT, EngineInfo("27", "2.39", host="ssh://gpu-box"))
    step = setup(facts(remote, port=None)).step(S.PORT)
    assert (step.state, step.checks[0].fact) == (P.OK, Fact.REMOTE_PORT)


@pytest.mark.parametrize(
    ("free", "state", "first"),
    [
        (200 * GB, P.OK, Verb.CONTINUE),
        (5 * GB, P.WARNING, Verb.CONTINUE),
        (GB // 2, P.FAILED, Verb.CHECK_AGAIN),
    ],
)
def test_the_disk_is_well_little_or_full(free: int, state: StepState, first: Verb) -> None:
    step = setup(facts(disk=DiskFacts("/models", free, 500 * GB))).step(S.DISK)
    assert (step.state, step.ways[0].verb) == (state, first)


def test_a_disk_that_cannot_be_read_keeps_nobody_from_going_on() -> None:
    step = setup(facts(disk=DiskFacts("/models", evidence="no such folder"))).step(S.DISK)
    assert (step.state, step.ways[0].verb, step.evidence) == (P.WARNING, Verb.CONTINUE, "no such folder")
    assert setup(facts(disk=None)).step(S.DISK).state is P.BUSY


def test_no_gpu_is_well_and_a_fault_is_a_warning() -> None:
    assert setup(facts()).step(S.GPU).state is P.OK
    assert setup(facts(gpus=None)).step(S.GPU).state is P.BUSY
    with_gpu = EngineInfo("27.4", "2.39", runtimes=("nvidia", "runc"))
    ready = facts(StackState(StackPhase.ABSENT, with_gpu), gpus=GpuSnapshot((GPU,), (), 1.0))
    assert setup(ready).step(S.GPU).state is P.OK
    ill = GpuSnapshot((), (GpuFault(GpuVendor.NVIDIA, GpuTrouble.DRIVER_NOT_LOADED, "no module"),), 1.0)
    step = setup(facts(gpus=ill)).step(S.GPU)
    assert (step.state, step.ways[0].verb, step.evidence) == (P.WARNING, Verb.CONTINUE, "no module")


def test_a_gpu_that_docker_cannot_hand_on_is_a_warning_with_a_way_on() -> None:
    without = EngineInfo("27.4", "2.39", runtimes=("runc",))
    shown = setup(facts(StackState(StackPhase.ABSENT, without), gpus=GpuSnapshot((GPU,), (), 1.0)))
    assert shown.step(S.GPU).state is P.WARNING
    assert recommended(shown, S.GPU) == (Verb.CONTINUE, "")
    passed = setup(shown.facts, Wishes(passed=frozenset({S.GPU})))
    assert passed.is_settled(S.GPU)


def test_an_image_is_fetched_once_and_failing_says_why() -> None:
    assert setup(facts(has_image=None)).step(S.IMAGE).state is P.BUSY
    missing = setup(facts(has_image=False))
    assert (missing.step(S.IMAGE).state, verbs(missing, S.IMAGE)) == (P.PENDING, [(Verb.FETCH_IMAGE, "")])
    pulling = replace(ABSENT, progress=StackProgress("pull"))
    shown = setup(facts(pulling, has_image=False))
    assert (shown.step(S.IMAGE).state, verbs(shown, S.IMAGE)) == (P.BUSY, [(Verb.CANCEL_STACK, "")])
    for reason in ("network", "denied", "not-found", "rate-limited", "no-space"):
        error = e.ImageUnavailable("pull failed", "ollama/ollama", reason)
        shown = setup(facts(replace(ABSENT, error=error), has_image=False))
        assert (shown.step(S.IMAGE).state, shown.step(S.IMAGE).error) == (P.FAILED, error)
        assert shown.step(S.START).state is P.PENDING


def test_a_start_that_fetches_the_image_shows_both_at_work() -> None:
    step = StackStep("abc", StepStatus.WORKING, "Downloading", "Image ollama/ollama:latest", 1, 2)
    shown = setup(facts(StackState(StackPhase.STARTING, ENGINE, progress=StackProgress("up", (step,)))))
    assert [shown.step(s).state for s in (S.IMAGE, S.START)] == [P.BUSY, P.BUSY]


@pytest.mark.parametrize(
    "error",
    [
        e.ContainerEnded("log", 1),
        e.ContainerEnded("log", 137, is_out_of_memory=True),
        e.ComposeFileInvalid("yaml", "/x.yml"),
        e.StackOptionInvalid("image", "UPPER"),
        e.ComposeFailed("what"),
        e.StackUnconfirmed((StackRisk(Danger.NETWORK, SERVICE, "8080"),), "sha256:x"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_start_that_fails_says_why_and_can_be_tried_again(error: StackError) -> None:
    shown = setup(facts(replace(ABSENT, error=error)))
    step = shown.step(S.START)
    assert (step.state, step.error, verbs(shown, S.START)) == (P.FAILED, error, [(Verb.START_STACK, "")])
    assert step_of_error(error) is S.START


@pytest.mark.parametrize(
    ("error", "step"),
    [
        (e.DockerNotRunning(""), S.ENGINE),
        (PortInUse("", 8080), S.PORT),
        (e.ImageUnavailable("", "x", "network"), S.IMAGE),
        (e.GpuUnavailable("", "nvidia"), S.GPU),
    ],
)
def test_each_error_belongs_to_the_step_that_mends_it(error: StackError, step: SetupStep) -> None:
    assert step_of_error(error) is step


def test_a_port_that_nobody_is_seen_at_is_said_by_the_start_that_failed_there() -> None:
    error = PortInUse("bind: address already in use", 8080)
    assert setup(facts(replace(ABSENT, error=error))).step(S.START).error is error
    seen = facts(replace(ABSENT, error=error), port=PortFacts(8080, error, 8081))
    assert setup(seen).step(S.START).error is None


def test_the_stack_passes_through_its_phases() -> None:
    expected = {
        StackPhase.STARTING: P.BUSY,
        StackPhase.STOPPING: P.BUSY,
        StackPhase.RUNNING: P.OK,
        StackPhase.UNHEALTHY: P.FAILED,
        StackPhase.STOPPED: P.PENDING,
    }
    for phase, state in expected.items():
        assert setup(facts(StackState(phase, ENGINE, (RUNNING,)))).step(S.START).state is state
