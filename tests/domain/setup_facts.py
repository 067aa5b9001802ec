"""What the setup could know of a computer, for its tests."""

from dataclasses import replace

from desktop.domain import errors as e
from desktop.domain.catalog import Catalog, ModelChoice, ProviderRow, Reach
from desktop.domain.errors import Cause, ProviderUnavailable, StackError
from desktop.domain.gpu import GpuReading, GpuSnapshot, GpuVendor
from desktop.domain.health import DiskFacts
from desktop.domain.health_report import Findings, report_of
from desktop.domain.models import InstalledModel
from desktop.domain.providers import BUILT_IN_ID, Availability, Endpoint, ProviderKind
from desktop.domain.setup import (
    PortFacts,
    Setup,
    SetupFacts,
    SetupStep,
    StepState,
    Wishes,
)
from desktop.domain.setup_reading import setup_of
from desktop.domain.setup_way import Verb
from desktop.domain.stack import (
    SERVICE,
    ContainerState,
    EngineInfo,
    PublishedPort,
    ServiceFacts,
    StackPhase,
    StackState,
)

S, P = SetupStep, StepState
ENGINE = EngineInfo("27.4.0", "2.39.1")
GB = 1000**3
GPU = GpuReading("gpu", "RTX 4090", GpuVendor.NVIDIA, vram_total_bytes=24 * 1024**3)
RUNNING = ServiceFacts(
    SERVICE, "tars-model-runner-1", "ollama/ollama:latest", ContainerState.RUNNING,
    ports=(PublishedPort("127.0.0.1", 8080, 11434),),
)  # fmt: skip
ABSENT = StackState(StackPhase.ABSENT, ENGINE)
UP = StackState(StackPhase.RUNNING, ENGINE, (RUNNING,))
REFUSED = ProviderUnavailable("http://127.0.0.1:11434", Cause.REFUSED)
NOT_CHOSEN, NO_WISHES, FREE = ModelChoice(), Wishes(), PortFacts(8080)
NO_GPUS, ROOM = GpuSnapshot((), (), 1.0), DiskFacts("/models", 200 * GB, 500 * GB)
SMALL = InstalledModel("small:1b", 10**9)


def row(
    id_: str = "ollama",
    *models: InstalledModel,
    error: e.TarsError | None = None,
    kind: ProviderKind = ProviderKind.OLLAMA,
    url: str = "http://127.0.0.1:11434",
    default: str = "",
) -> ProviderRow:
    endpoint = Endpoint(id_, id_.title(), url, default_model=default)
    if error is not None:
        return ProviderRow(endpoint, Reach.UNAVAILABLE, error=error)
    return ProviderRow(endpoint, Reach.AVAILABLE, Availability(kind, 0.01), models)


BUILT_IN = row(BUILT_IN_ID, InstalledModel("smollm2", 10**8), kind=ProviderKind.OPENAI)
NOBODY = (row(SERVICE, error=REFUSED, default="llama3:8b"), row(error=REFUSED), BUILT_IN)


def facts(
    stack: StackState = ABSENT,
    rows: tuple[ProviderRow, ...] = NOBODY,
    chosen: ModelChoice = NOT_CHOSEN,
    *,
    gpus: GpuSnapshot | None = NO_GPUS,
    disk: DiskFacts | None = ROOM,
    port: PortFacts | None = FREE,
    has_image: bool | None = True,
    **more: object,
) -> SetupFacts:
    findings = Findings(stack=stack, gpus=gpus, disk=disk).with_catalog(Catalog(rows, chosen), 1.0)
    return replace(SetupFacts(report_of(findings), port, has_image), **more)  # type: ignore[arg-type]  # by name


def setup(known: SetupFacts, wishes: Wishes = NO_WISHES, current: SetupStep = S.ENGINE) -> Setup:
    return setup_of(known, wishes, current)


def states(shown: Setup) -> list[StepState]:
    return [step.state for step in shown.steps]


def verbs(shown: Setup, step: SetupStep) -> list[tuple[Verb, str]]:
    return [(way.verb, way.subject) for way in shown.step(step).ways]


def recommended(shown: Setup, step: SetupStep) -> tuple[Verb, str]:
    (found,) = [(way.verb, way.subject) for way in shown.step(step).ways if way.is_recommended]
    return found


ENGINE_ERRORS: tuple[StackError, ...] = (
    e.DockerMissing(),
    e.DockerNotRunning("is the docker daemon running?"),
    e.DockerNotPermitted("permission denied"),
    e.DockerSilent(5.0),
    e.ComposeMissing("unknown command"),
    e.ComposeTooOld("2.1", "2.20"),
)
