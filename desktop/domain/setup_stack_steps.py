"""The steps of the setup that are about Docker and the stack, from what is known; pure."""

from collections.abc import Sequence

from desktop.domain import errors as e
from desktop.domain.errors import StackError
from desktop.domain.health import HealthItem, worst_of
from desktop.domain.health_causes import HealthCause, HealthKind, HealthState
from desktop.domain.missing_model import STARTERS
from desktop.domain.providers import ProviderKind
from desktop.domain.setup import Check, Fact, SetupFacts, SetupStep, Step, StepState
from desktop.domain.setup_provider_steps import is_looking, provider_check, ways_without_docker
from desktop.domain.setup_way import Verb, Way
from desktop.domain.stack import SERVICE, StackPhase, StackState
from desktop.domain.stack_progress import Stage, stage_of
from desktop.domain.stack_reading import is_about_engine

_S = StepState
STATES = {
    HealthState.OK: _S.OK,
    HealthState.OFF: _S.OK,
    HealthState.BUSY: _S.BUSY,
    HealthState.ATTENTION: _S.WARNING,
    HealthState.FAILURE: _S.FAILED,
    HealthState.UNKNOWN: _S.PENDING,
}
"""What the state of a health item is for the setup: what is off is nobody's fault."""
CONTINUE = Way(Verb.CONTINUE)
CHECK_AGAIN = Way(Verb.CHECK_AGAIN)
_RUNS = (StackPhase.STARTING, StackPhase.RUNNING, StackPhase.UNHEALTHY)


def check_of(item: HealthItem) -> Check:
    """An item of the health report as a row."""
    return Check(STATES[item.state], item=item)


def step_of_error(error: StackError) -> SetupStep:
    """Which step mends an error of the stack."""
    if is_about_engine(error):
        return SetupStep.ENGINE
    match error:
        case e.PortInUse():
            return SetupStep.PORT
        case e.ImageUnavailable():
            return SetupStep.IMAGE
        case e.GpuUnavailable():
            return SetupStep.GPU
        case _:
            return SetupStep.START


def engine_step(facts: SetupFacts) -> Step:
    """Whether Docker can be used; if it cannot, what can be used instead."""
    stack = facts.report.stack
    error = _error_at(stack, SetupStep.ENGINE)
    if error is None:
        is_known = stack.engine is not None and stack.phase is not StackPhase.UNKNOWN
        state = _S.OK if is_known else _S.BUSY
        checks = _docker_checks(stack, state, state, state)
        return Step(SetupStep.ENGINE, state, checks, (CONTINUE,) if is_known else ())
    others = [item for item in facts.report.of_kind(HealthKind.PROVIDER) if item.id != SERVICE]
    checks = (*_failed_checks(stack, error), *map(provider_check, others))
    ways = ways_without_docker(facts)
    if isinstance(error, e.DockerMissing):
        if is_looking(facts):  # what is proposed first must not change under the user's hand
            return Step(SetupStep.ENGINE, _S.BUSY, checks)
        ways = (*ways, Way(Verb.INSTALL_DOCKER))
    else:
        ways = (Way(Verb.CHECK_AGAIN, is_recommended=True), *_not_recommended(ways))
    return Step(SetupStep.ENGINE, _S.FAILED, checks, ways, error, evidence=error.evidence)


def _failed_checks(stack: StackState, error: StackError) -> tuple[Check, ...]:
    """How far the way to the engine goes: the program is looked for first, then its Compose."""
    match error:
        case e.DockerMissing():
            states = (_S.FAILED, _S.PENDING, _S.PENDING)
        case e.ComposeMissing() | e.ComposeTooOld():
            states = (_S.OK, _S.FAILED, _S.PENDING)
        case _:
            states = (_S.OK, _S.OK, _S.FAILED)
    return tuple(check for check in _docker_checks(stack, *states) if check.state is not _S.PENDING)


def _docker_checks(
    stack: StackState, program: StepState, compose: StepState, answer: StepState
) -> tuple[Check, ...]:
    engine = stack.engine if answer is _S.OK else None
    return (
        Check(program, Fact.DOCKER),
        Check(compose, Fact.COMPOSE, subject=engine.compose_version if engine is not None else ""),
        Check(answer, Fact.DOCKER_ANSWER, subject=f"{engine.name} {engine.version}" if engine else ""),
    )


def gpu_step(facts: SetupFacts) -> Step:
    """Whether a GPU can be used. That there is none is well; nothing here keeps anybody from going on."""
    report = facts.report
    items = report.of_kind(HealthKind.GPU_TRUTH, HealthKind.GPU)
    checks = tuple(check_of(item) for item in items)
    error = _error_at(report.stack, SetupStep.GPU)
    if report.gpus is None and error is None:
        return Step(SetupStep.GPU, _S.BUSY, checks, item=items[0] if items else None)
    worst = worst_of(items)
    if error is None and (worst is None or worst.state is HealthState.BUSY):
        best = next((item for item in items if item.kind is HealthKind.GPU), None)
        return Step(SetupStep.GPU, _S.OK, checks, (CONTINUE,), item=best)
    ways = (Way(Verb.CONTINUE, is_recommended=True), CHECK_AGAIN)
    evidence = error.evidence if error is not None else worst.evidence if worst is not None else ""
    return Step(SetupStep.GPU, _S.WARNING, checks, ways, error, worst, evidence)


def port_step(facts: SetupFacts) -> Step:
    """Whether the stack's port is free, or held by the stack itself."""
    stack, found = facts.report.stack, facts.port
    port = str(stack.options.port)
    if not _is_usable(stack):
        return Step(SetupStep.PORT, _S.PENDING)
    if stack.phase in _RUNS and stack.ports:
        own = Check(_S.OK, Fact.PORT, subject=str(stack.ports[0].port))
        exposure = tuple(check_of(item) for item in facts.report.of_kind(HealthKind.EXPOSURE))
        return Step(SetupStep.PORT, _S.OK, (own, *exposure), (CONTINUE,))
    if stack.engine is not None and stack.engine.is_remote:
        return Step(SetupStep.PORT, _S.OK, (Check(_S.OK, Fact.REMOTE_PORT, subject=port),), (CONTINUE,))
    if found is None or found.port != stack.options.port:
        return Step(SetupStep.PORT, _S.BUSY, (Check(_S.BUSY, Fact.PORT, subject=port),))
    taken = found.taken
    if taken is None:
        return Step(SetupStep.PORT, _S.OK, (Check(_S.OK, Fact.PORT, subject=port),), (CONTINUE,))
    checks = [
        Check(_S.FAILED, Fact.PORT, subject=port, error=taken),
        Check(_S.OK if taken.is_ollama else _S.WARNING, Fact.PORT_ANSWER, error=taken),
    ]
    ways: list[Way] = []
    if taken.is_ollama:
        ways.append(Way(Verb.USE_PROVIDER, SERVICE, is_recommended=True))
    if found.free_port:
        checks.append(Check(_S.OK, Fact.FREE_PORT, subject=str(found.free_port)))
        ways.append(Way(Verb.USE_PORT, str(found.free_port), is_recommended=not ways))
    if taken.is_container and taken.holder:
        ways.append(Way(Verb.STOP_CONTAINER, taken.holder))
    ways.append(Way(Verb.CHOOSE_PORT))
    evidence = taken.evidence or _listening(stack, taken)
    error = facts.stop_error or taken
    return Step(SetupStep.PORT, _S.WARNING, tuple(checks), tuple(ways), error, evidence=evidence)


def disk_step(facts: SetupFacts) -> Step:
    """Whether there is space where the models live."""
    item = next(iter(facts.report.of_kind(HealthKind.DISK)), None)
    if item is None:
        return Step(SetupStep.DISK, _S.BUSY)
    starter = facts.library.tag(STARTERS[ProviderKind.OLLAMA])
    checks = [check_of(item)]
    if starter is not None and item.state is not HealthState.UNKNOWN:
        fits = (item.amount or 0) > starter.size_bytes
        state = _S.OK if fits else _S.WARNING
        checks.append(Check(state, Fact.STARTER_SPACE, subject=starter.name, amount=starter.size_bytes))
    state = STATES[item.state] if item.state is not HealthState.UNKNOWN else _S.WARNING
    ways = {
        _S.OK: (CONTINUE,),
        _S.FAILED: (Way(Verb.CHECK_AGAIN, is_recommended=True), CONTINUE),
    }.get(state, (Way(Verb.CONTINUE, is_recommended=True), CHECK_AGAIN))
    return Step(SetupStep.DISK, state, tuple(checks), ways, item=item, evidence=item.evidence)


def image_step(facts: SetupFacts) -> Step:
    """Whether the engine has the image, or how far fetching it is."""
    stack = facts.report.stack
    image = stack.options.image
    if not _is_usable(stack):
        return Step(SetupStep.IMAGE, _S.PENDING)
    if stack.progress is not None and _fetches(stack):
        check = Check(_S.BUSY, Fact.IMAGE, subject=image)
        return Step(SetupStep.IMAGE, _S.BUSY, (check,), (Way(Verb.CANCEL_STACK),))
    error = _error_at(stack, SetupStep.IMAGE)
    if error is not None:
        check = Check(_S.FAILED, Fact.IMAGE, subject=image)
        ways = (Way(Verb.FETCH_IMAGE),)
        return Step(SetupStep.IMAGE, _S.FAILED, (check,), ways, error, evidence=error.evidence)
    if stack.services or facts.has_image:
        return Step(SetupStep.IMAGE, _S.OK, (Check(_S.OK, Fact.IMAGE, subject=image),), (CONTINUE,))
    if facts.has_image is None:
        return Step(SetupStep.IMAGE, _S.BUSY, (Check(_S.BUSY, Fact.IMAGE, subject=image),))
    check = Check(_S.PENDING, Fact.IMAGE, subject=image)
    return Step(SetupStep.IMAGE, _S.PENDING, (check,), (Way(Verb.FETCH_IMAGE),))


def start_step(facts: SetupFacts) -> Step:
    """Whether the stack runs."""
    stack = facts.report.stack
    if not _is_usable(stack):
        return Step(SetupStep.START, _S.PENDING)
    items = facts.report.of_kind(HealthKind.STACK, HealthKind.EXPOSURE)
    checks = tuple(
        Check(_S.PENDING, item=item) if item.cause is HealthCause.STACK_OFF else check_of(item)
        for item in items
    )
    if stack.progress is not None and stack.progress.operation != "pull":
        return Step(SetupStep.START, _S.BUSY, checks, (Way(Verb.CANCEL_STACK),))
    error = _error_at(stack, SetupStep.START)
    match stack.phase:
        case StackPhase.RUNNING:
            return Step(SetupStep.START, _S.OK, checks, (CONTINUE,))
        case StackPhase.STARTING | StackPhase.STOPPING:
            return Step(SetupStep.START, _S.BUSY, checks)
        case StackPhase.UNHEALTHY:
            mend = (Way(Verb.RESTART_STACK, is_recommended=True), CONTINUE)
            return Step(SetupStep.START, _S.FAILED, checks, mend, error, evidence=_evidence(error))
    if isinstance(stack.error, e.PortInUse) and facts.port is not None and facts.port.taken is None:
        error = stack.error  # nobody is seen there, and yet it is said to be taken
    state = _S.FAILED if error is not None else _S.PENDING
    ways = (Way(Verb.START_STACK),) if not stack.is_busy else ()
    return Step(SetupStep.START, state, checks, ways, error, evidence=_evidence(error))


def _error_at(stack: StackState, step: SetupStep) -> StackError | None:
    error = stack.error
    return error if error is not None and step_of_error(error) is step else None


def _is_usable(stack: StackState) -> bool:
    return stack.phase not in (StackPhase.UNKNOWN, StackPhase.UNAVAILABLE)


def _fetches(stack: StackState) -> bool:
    """Whether the operation under way is (still) about the image."""
    progress = stack.progress
    if progress is None or progress.operation == "pull":
        return progress is not None
    return progress.operation == "up" and stage_of(progress) is Stage.IMAGE


def _listening(stack: StackState, taken: e.PortInUse) -> str:
    """The facts as a line, where nobody else has said one."""
    kind = "container " if taken.is_container else ""
    holder = f"  {kind}{taken.holder}" if taken.holder else ""
    return f"{stack.options.address}:{taken.port}  LISTEN{holder}"


def _evidence(error: StackError | None) -> str:
    return error.evidence if error is not None else ""


def _not_recommended(ways: Sequence[Way]) -> tuple[Way, ...]:
    return tuple(Way(way.verb, way.subject) for way in ways)
