from dataclasses import replace

import pytest

from desktop.domain import errors as e
from desktop.domain.catalog import ProviderRow, Reach
from desktop.domain.errors import Cause
from desktop.domain.gpu import GpuFault, GpuReading, GpuSnapshot, GpuTrouble, GpuVendor, Throttling
from desktop.domain.gpu_truth import Fact, GpuTruth, Placement
from desktop.domain.health import DiskFacts, HealthItem
from desktop.domain.health_causes import HealthCause, HealthKind, HealthState
from desktop.domain.health_items import disk_item, gpu_items, provider_item, stack_items, truth_item
from desktop.domain.models import InstalledModel, LoadedModel
from desktop.domain.providers import Availability, Endpoint, ProviderKind
from desktop.domain.stack import (
    ContainerState,
    EngineInfo,
    PublishedPort,
    ServiceFacts,
    StackPhase,
    StackProgress,
    StackState,
)

C, S = HealthCause, HealthState
GIB = 1024**3
DOCKER = EngineInfo("27.4", "2.32")
HERE = PublishedPort("127.0.0.1", 8080, 11434)


def service(*ports: PublishedPort) -> ServiceFacts:
    return ServiceFacts(
        "model-runner",
        "tars-model-runner-1",
        "ollama",
        ContainerState.RUNNING,
        ports=ports,
        status="Up 3 hours",
    )


def causes(*items: HealthItem) -> list[HealthCause]:
    return [item.cause for item in items]


def test_a_stack_that_runs_is_well_in_engine_stack_and_exposure() -> None:
    items = stack_items(StackState(StackPhase.RUNNING, DOCKER, (service(HERE),)), 7.0)
    assert causes(*items) == [C.ENGINE_WELL, C.STACK_WELL, C.ONLY_THIS_COMPUTER]
    assert [item.evidence for item in items] == ["Docker 27.4, Compose 2.32", "Up 3 hours", "127.0.0.1:8080"]
    assert {item.checked_at_seconds for item in items} == {7.0}


def test_a_port_for_everybody_is_said_with_its_address() -> None:
    stack = StackState(StackPhase.RUNNING, DOCKER, (service(PublishedPort("", 8080, 11434)),))
    item = stack_items(stack, 0)[-1]
    assert (item.cause, item.state, item.evidence) == (C.EXPOSED, S.ATTENTION, "0.0.0.0:8080")


def test_an_engine_that_cannot_be_used_leaves_the_stack_unknown_not_ill() -> None:
    stack = StackState(StackPhase.UNAVAILABLE, error=e.DockerNotRunning("Cannot connect"))
    engine, other = stack_items(stack, 0)
    assert (engine.cause, engine.evidence, engine.error) == (
        C.ENGINE_NOT_RUNNING,
        "Cannot connect",
        stack.error,
    )
    assert (other.cause, other.state) == (C.STACK_UNCHECKED, S.UNKNOWN)


@pytest.mark.parametrize(
    ("phase", "cause"),
    [
        (StackPhase.ABSENT, C.STACK_OFF),
        (StackPhase.STOPPED, C.STACK_OFF),
        (StackPhase.STARTING, C.STACK_BUSY),
        (StackPhase.STOPPING, C.STACK_BUSY),
        (StackPhase.RUNNING, C.STACK_WELL),
        (StackPhase.UNHEALTHY, C.STACK_UNHEALTHY),
        (StackPhase.UNKNOWN, C.STACK_UNCHECKED),
        (StackPhase.UNAVAILABLE, C.STACK_UNCHECKED),
    ],
)
def test_every_phase_of_the_stack_has_its_item(phase: StackPhase, cause: HealthCause) -> None:
    assert stack_items(StackState(phase, DOCKER), 0)[1].cause is cause


def test_a_container_that_ran_out_of_memory_says_so() -> None:
    ended = e.ContainerEnded("Exited (137)", 137, is_out_of_memory=True)
    item = stack_items(StackState(StackPhase.STOPPED, DOCKER, error=ended), 0)[1]
    assert (item.cause, item.state, item.evidence) == (C.STACK_OUT_OF_MEMORY, S.FAILURE, "Exited (137)")


@pytest.mark.parametrize(
    ("error", "cause", "kind"),
    [
        (e.PortInUse("in use", 8080, "nginx"), C.PORT_TAKEN, HealthKind.PORT),
        (e.GpuUnavailable("no driver", "nvidia"), C.GPU_NOT_GIVEN, HealthKind.GPU),
        (e.ImageUnavailable("no space left", "ollama", "no-space"), C.DISK_FULL, HealthKind.DISK),
    ],
)
def test_an_error_that_is_about_something_else_gets_an_item_of_its_own(
    error: e.StackError, cause: HealthCause, kind: HealthKind
) -> None:
    items = stack_items(StackState(StackPhase.STOPPED, DOCKER, error=error), 0)
    assert causes(*items) == [C.ENGINE_WELL, C.STACK_OFF, cause]
    assert (items[2].kind, items[2].error) == (kind, error)


def test_a_stack_at_work_is_busy_whatever_it_was() -> None:
    stack = StackState(StackPhase.STOPPED, DOCKER, progress=StackProgress("up"), error=e.ComposeFailed("no"))
    assert stack_items(stack, 0)[1].cause is C.STACK_BUSY


def test_an_ollama_with_a_hole_is_said() -> None:
    stack = StackState(StackPhase.RUNNING, DOCKER, (service(HERE),), ollama_version="0.16.0")
    assert C.SERVER_UNSAFE in causes(*stack_items(stack, 0))


RTX = GpuReading("gpu", "RTX", GpuVendor.NVIDIA, temperature_celsius=61, temperature_limit_celsius=90)


def gpu_causes(*gpus: GpuReading) -> list[HealthCause]:
    return causes(*gpu_items(GpuSnapshot(gpus, (), 3.0)))


def test_no_gpu_is_a_normal_state_and_not_asked_is_another() -> None:
    (item,) = gpu_items(GpuSnapshot())
    assert (item.cause, item.state) == (C.NO_GPU, S.OFF)
    assert causes(*gpu_items(None)) == [C.GPU_UNCHECKED]


def test_throttling_is_ill_only_where_something_is_wrong() -> None:
    assert gpu_causes(RTX) == [C.GPU_WELL]
    assert gpu_causes(replace(RTX, throttling=(Throttling.POWER,))) == [C.GPU_WELL]  # its limit, as set
    assert gpu_causes(replace(RTX, throttling=(Throttling.POWER, Throttling.HEAT))) == [C.GPU_HOT]
    assert gpu_causes(replace(RTX, throttling=(Throttling.POWER_SUPPLY,))) == [C.GPU_UNDERPOWERED]
    assert gpu_causes(replace(RTX, is_asleep=True)) == [C.GPU_ASLEEP]


def test_two_gpus_are_two_items_and_the_lost_one_is_named() -> None:
    fault = GpuFault(GpuVendor.NVIDIA, GpuTrouble.LOST, "GPU is lost", "T400")
    lost, well = gpu_items(GpuSnapshot((RTX,), (fault,), 3.0))
    assert (lost.cause, lost.subject, lost.evidence, lost.state) == (
        C.GPU_LOST,
        "T400",
        "GPU is lost",
        S.FAILURE,
    )
    assert (well.subject, well.amount, well.limit, well.checked_at_seconds) == ("RTX", 61, 90, 3.0)
    assert lost.key != well.key


def test_the_truth_is_an_item_where_it_says_more_than_the_gpu_itself() -> None:
    yes, no = Fact.YES, Fact.NO
    assert truth_item(GpuTruth(), 0) is None
    assert truth_item(GpuTruth(no, no, no, no), 0) is None
    placement = Placement("llama3:8b", 5 * GIB, 0)
    lost = truth_item(GpuTruth(yes, yes, no, no, container_evidence="NVML: x", placement=placement), 9.0)
    assert lost is not None
    assert (lost.cause, lost.state, lost.subject) == (C.LOST_IN_CONTAINER, S.FAILURE, "llama3:8b")
    assert (lost.evidence, lost.amount, lost.limit) == ("NVML: x", 0, 5 * GIB)


ENDPOINT = Endpoint("ollama", "Ollama", "http://127.0.0.1:11434")
ROW = ProviderRow(
    ENDPOINT, Reach.AVAILABLE, Availability(ProviderKind.OLLAMA, 0.008, "0.17.1"), (InstalledModel("m"),)
)
FAR = replace(ENDPOINT, url="https://workstation")


def failed(cause: Cause, endpoint: Endpoint = ENDPOINT) -> ProviderRow:
    return ProviderRow(endpoint, Reach.UNAVAILABLE, error=e.ProviderUnavailable(endpoint.url, cause, "errno"))


def test_a_provider_is_well_slow_empty_or_not_asked() -> None:
    well = provider_item(ROW, 4.0)
    assert (well.cause, well.subject, well.id, well.amount) == (C.PROVIDER_WELL, "Ollama", "ollama", 0.008)
    slow = replace(ROW, availability=Availability(ProviderKind.OLLAMA, 3.0))
    assert provider_item(slow, 0).cause is C.PROVIDER_SLOW
    empty = provider_item(replace(ROW, models=()), 0)
    assert (empty.cause, type(empty.error)) == (C.PROVIDER_WITHOUT_MODELS, e.NoModels)
    assert provider_item(ProviderRow(ENDPOINT), 0).cause is C.PROVIDER_UNCHECKED


def test_nothing_listening_is_off_here_and_a_failure_elsewhere() -> None:
    assert provider_item(failed(Cause.REFUSED), 0).cause is C.PROVIDER_OFF
    far = provider_item(failed(Cause.REFUSED, FAR), 0)
    assert (far.cause, far.state, far.evidence) == (C.PROVIDER_REFUSED, S.FAILURE, "errno")
    assert provider_item(failed(Cause.TIMED_OUT), 0).cause is C.PROVIDER_TIMED_OUT


def test_a_model_on_the_cpu_is_said_only_where_a_gpu_could_have_it() -> None:
    on_cpu, on_gpu = LoadedModel("m", GIB, 0), LoadedModel("m", GIB, GIB)
    assert provider_item(ROW, 0, loaded=(on_cpu,), has_gpu=True).cause is C.PROVIDER_ON_CPU
    assert provider_item(ROW, 0, loaded=(on_gpu,), has_gpu=True).cause is C.PROVIDER_WELL
    assert provider_item(ROW, 0, loaded=(on_cpu,)).cause is C.PROVIDER_WELL
    far = replace(ROW, endpoint=FAR)
    assert provider_item(far, 0, loaded=(on_cpu,), has_gpu=True).cause is C.PROVIDER_WELL


@pytest.mark.parametrize(
    ("free", "cause"),
    [(212 * 10**9, C.DISK_WELL), (9 * 10**9, C.DISK_LOW), (10**8, C.DISK_FULL)],
)
def test_a_disk_is_well_low_or_full(free: int, cause: HealthCause) -> None:
    item = disk_item(DiskFacts("/models", free, 10**12), 1.0)
    assert (item.cause, item.amount, item.limit, item.subject) == (cause, free, 10**12, "/models")


def test_a_disk_that_cannot_be_read_is_unknown() -> None:
    item = disk_item(DiskFacts("/models", evidence="No such file or directory"), 0)
    assert (item.cause, item.state, item.evidence) == (
        C.DISK_UNREADABLE,
        S.UNKNOWN,
        "No such file or directory",
    )
