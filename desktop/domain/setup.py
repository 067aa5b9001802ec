"""The setup as values: its steps, what shows how each of them is, and what the user can do about it.

How the steps follow from what is known is in `setup_reading`; the words are in `desktop.text.setup_words`.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.conversation import Conversation, Turn
from desktop.domain.errors import PortInUse, TarsError
from desktop.domain.health import HealthItem, HealthReport
from desktop.domain.library import Library
from desktop.domain.pull_advice import Advice
from desktop.domain.pulls import Pull, Pulls
from desktop.domain.settings import Baseline
from desktop.domain.setup_way import Way


class SetupStep(StrEnum):
    """What is looked after, one after the other."""

    ENGINE = "engine"
    GPU = "gpu"
    PORT = "port"
    DISK = "disk"
    IMAGE = "image"
    START = "start"
    PROVIDER = "provider"
    """Without Docker: which model server is used."""
    MODEL = "model"
    ANSWER = "answer"


class SetupRoute(StrEnum):
    """How an answer comes about."""

    DOCKER = "docker"
    PROVIDER = "provider"
    """Without Docker: by a server that is there, the built-in engine, or an address."""


STEPS_OF = {
    SetupRoute.DOCKER: (
        SetupStep.ENGINE,
        SetupStep.GPU,
        SetupStep.PORT,
        SetupStep.DISK,
        SetupStep.IMAGE,
        SetupStep.START,
        SetupStep.MODEL,
        SetupStep.ANSWER,
    ),
    SetupRoute.PROVIDER: (SetupStep.PROVIDER, SetupStep.MODEL, SetupStep.ANSWER),
}


class StepState(StrEnum):
    """How a step (or one of its checks) is."""

    PENDING = "pending"
    """Nothing is known yet, or it waits for the user."""
    BUSY = "busy"
    OK = "ok"
    WARNING = "warning"
    """The user can go on as it is."""
    FAILED = "failed"
    SKIPPED = "skipped"
    """By the user, although it is not well."""


class Fact(StrEnum):
    """What a check is about where it is not an item of the health report."""

    DOCKER = "docker"
    """The program."""
    COMPOSE = "compose"
    DOCKER_ANSWER = "docker-answer"
    """Whether an engine answers behind the program."""
    PORT = "port"
    PORT_ANSWER = "port-answer"
    FREE_PORT = "free-port"
    REMOTE_PORT = "remote-port"
    """Of an engine on another computer: it cannot be checked from here."""
    STARTER_SPACE = "starter-space"
    """The space that the usual first model takes."""
    IMAGE = "image"
    MODELS = "models"
    ADDRESS = "address"
    FIRST_TOKEN = "first-token"
    SPEED = "speed"
    PLACE = "place"
    """How much of the model is on the GPU."""


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the live checks: an item of the health report, or a fact of the setup's own."""

    state: StepState
    fact: Fact | None = None
    item: HealthItem | None = None
    subject: str = ""
    """A port, a model, an image or an address."""
    amount: float | None = None
    """Bytes, seconds, tokens per second, or a fraction."""
    error: TarsError | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """How one step is, why, and what can be done about it."""

    step: SetupStep
    state: StepState
    checks: tuple[Check, ...] = ()
    ways: tuple[Way, ...] = ()
    error: TarsError | None = None
    item: HealthItem | None = None
    """What of the health report it is about, when there is no error."""
    evidence: str = ""
    """The line or command that shows it, to be copied."""


@dataclass(frozen=True, slots=True)
class PortFacts:
    """What was found out about the port that the stack wants."""

    port: int
    taken: PortInUse | None = None
    """Who holds it; None: it is free."""
    free_port: int = 0
    """The next one that is free; 0 if it was not looked for."""


@dataclass(frozen=True, slots=True)
class AddressTest:
    """The address that the user has typed."""

    url: str
    error: TarsError | None = None
    """Why it cannot be used; None while it is asked."""


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """The question that is asked at the end, and its answer as it arrives."""

    provider: str
    model: str
    conversation: Conversation
    gpu_fraction: float | None = None
    """How much of the model is on the GPU, from 0 to 1; None if it is not known."""

    @property
    def reply(self) -> Turn:
        return self.conversation.turns[-1]

    @property
    def is_arriving(self) -> bool:
        return self.conversation.is_replying or not self.conversation.turns


@dataclass(frozen=True, slots=True)
class SetupFacts:
    """Everything that the steps follow from."""

    report: HealthReport = field(default_factory=HealthReport)
    port: PortFacts | None = None
    has_image: bool | None = None
    """Whether the engine has the stack's image; None: it was not asked."""
    pulls: Pulls = field(default_factory=Pulls)
    library: Library = field(default_factory=Library)
    advices: tuple[Advice, ...] = ()
    """On models that could be pulled, the newest of each."""
    address: AddressTest | None = None
    answer: FirstAnswer | None = None
    baseline: Baseline | None = None
    stop_error: TarsError | None = None
    """Why a container could not be stopped."""

    def advice(self, model: str) -> Advice | None:
        return next((advice for advice in self.advices if advice.model == model), None)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user decided on the way; nothing of it is needed to find the first step that is not well."""

    route: SetupRoute | None = None
    """None: as the chosen provider says."""
    provider: str = ""
    """The id of the provider, on the way without Docker; "" if none is decided on."""
    passed: frozenset[SetupStep] = frozenset()
    """Steps that the user went past although they are not well."""


@dataclass(frozen=True, slots=True)
class Setup:
    """All that the window shows."""

    route: SetupRoute = SetupRoute.DOCKER
    provider: str = ""
    """The id of the provider that will answer, "" while it is not decided."""
    model: str = ""
    """The model that will answer, "" while there is none."""
    steps: tuple[Step, ...] = ()
    current: SetupStep = SetupStep.ENGINE
    facts: SetupFacts = field(default_factory=SetupFacts)
    passed: frozenset[SetupStep] = frozenset()
    checked_at_seconds: float = 0.0
    """When the current step was checked last, on the monotonic clock."""

    def step(self, step: SetupStep) -> Step:
        """How a step is; one that is not of this route is pending."""
        return next((found for found in self.steps if found.step is step), Step(step, StepState.PENDING))

    @property
    def shown(self) -> Step:
        """The step that is shown."""
        return self.step(self.current)

    @property
    def number(self) -> int:
        """The place of the step that is shown, from 1."""
        return next((n for n, step in enumerate(self.steps, 1) if step.step is self.current), 1)

    @property
    def pull(self) -> Pull | None:
        """The pull into the provider that will answer which is under way, else the newest."""
        return pull_into(self.facts.pulls, self.provider)

    def is_settled(self, step: SetupStep) -> bool:
        """Whether nothing keeps the user at the step."""
        return self.step(step).state is StepState.OK or step in self.passed

    @property
    def waits_for_earlier(self) -> bool:
        """Whether nothing can be done at the step that is shown before an earlier one is well."""
        order = [step.step for step in self.steps]
        is_idle = self.shown.state is StepState.PENDING and not self.shown.ways
        return is_idle and order.index(self.first_unsettled) < self.number - 1

    @property
    def first_unsettled(self) -> SetupStep:
        """Where the user is wanted; the last step if nowhere."""
        return next((step.step for step in self.steps if not self.is_settled(step.step)), SetupStep.ANSWER)


def pull_into(pulls: Pulls, provider: str) -> Pull | None:
    """The pull into a provider that is under way, else the newest."""
    mine = [pull for pull in pulls.rows if pull.key.provider == provider]
    return next((pull for pull in mine if not pull.has_ended), mine[-1] if mine else None)
