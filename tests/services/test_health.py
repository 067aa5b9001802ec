"""The health service over a real model server, a scripted engine, and scripted probes."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from desktop.domain.catalog import ModelChoice
from desktop.domain.errors import ComposeFailed, TarsError
from desktop.domain.gpu import GpuFault, GpuTrouble, GpuVendor
from desktop.domain.gpu_truth import Conclusion, ContainerGpu, Fact
from desktop.domain.health import HealthItem, HealthReport
from desktop.domain.health_causes import HealthCause, HealthKind, HealthState
from desktop.domain.providers import Availability, Endpoint, ProviderKind
from desktop.domain.stack import SERVICE, EngineInfo, GpuChoice, StackOptions, StackPhase
from desktop.domain.verdict import Level, verdict_of_report
from desktop.providers.detection import connect
from desktop.services.health import HealthService
from desktop.services.providers import ProviderService
from desktop.services.sources import AddressSource
from desktop.services.stack import StackService
from desktop.services.stack_operations import StackOperations
from tests.fake_probes import LOST, FakeProbes
from tests.fake_stack_engine import FakeStackEngine, running
from tests.servers.faults import Fault
from tests.servers.ollama import OllamaDouble
from tests.services.conftest import until

pytestmark = pytest.mark.anyio

MODEL = "gemma3:270m"


class Health:
    """The service and everything it watches."""

    def __init__(self, server: OllamaDouble) -> None:
        self.server = server
        self.engine = FakeStackEngine()
        self.engine.info = EngineInfo("27.4", "2.39", runtimes=("runc", "nvidia"))
        self.engine.containers = (running(),)
        source = AddressSource(Endpoint(SERVICE, "Model Runner", server.url), connect)
        self.providers = ProviderService([source], ModelChoice(SERVICE, MODEL))
        operations = StackOperations(self.engine, self._probe, lambda: False)
        self.stack = StackService(self.engine, operations, StackOptions(gpu=GpuChoice.NVIDIA))
        self.probes = probes = FakeProbes()
        self.service = HealthService(self.providers, self.stack, probes, probes, probes.disk)
        self.reports: list[HealthReport] = []
        self.service.changed.connect(self.reports.append)

    async def _probe(self, _url: str) -> Availability:
        return Availability(ProviderKind.OLLAMA, 0.01, "0.33.0")

    def watch(self) -> None:
        self.providers.refresh()
        self.stack.watch(is_seen=True)
        self.service.watch(is_seen=True)

    @property
    def report(self) -> HealthReport:
        return self.service.state

    def item(self, kind: HealthKind) -> HealthItem:
        return self.report.of_kind(kind)[0]

    def cause(self, kind: HealthKind) -> HealthCause:
        return self.item(kind).cause

    async def aclose(self) -> None:
        await self.service.aclose()
        await self.stack.aclose()
        await self.providers.aclose()


@pytest.fixture
async def health() -> AsyncIterator[Health]:
    with OllamaDouble() as server:
        health = Health(server)
        yield health
        await health.aclose()
        assert health.probes.closed == 2


async def test_everything_that_is_watched_is_in_one_report(health: Health) -> None:
    health.watch()
    await until(lambda: health.cause(HealthKind.STACK) is HealthCause.STACK_WELL)
    await until(lambda: health.report.of_kind(HealthKind.DISK))
    await until(lambda: health.cause(HealthKind.PROVIDER) is HealthCause.PROVIDER_WELL)
    await until(lambda: health.cause(HealthKind.GPU) is HealthCause.GPU_WELL)
    await until(lambda: health.report.truth.in_container is Fact.YES)
    assert health.report.truth.conclusion is Conclusion.READY
    assert verdict_of_report(health.report).level is Level.OK
    assert health.probes.looked_into[0] == "tars-model-runner-1"
    assert health.report.history.of("gpu")
    assert health.reports[-1] is health.report


async def test_a_gpu_lost_in_the_container_is_the_verdict_and_a_restart_cures_it(health: Health) -> None:
    health.server.loaded = [MODEL]  # on the CPU, as the double says
    health.probes.container = LOST
    health.watch()
    await until(lambda: health.report.truth.conclusion is Conclusion.LOST_IN_CONTAINER)
    await until(lambda: health.report.truth.placement)
    await until(lambda: verdict_of_report(health.report).level is Level.FAILURE)
    item = verdict_of_report(health.report).item
    assert item is not None
    assert (item.cause, item.subject) == (HealthCause.LOST_IN_CONTAINER, MODEL)
    assert item.evidence == "Failed to initialize NVML: Unknown Error"
    health.server.loaded = []
    health.probes.container = ContainerGpu(Fact.YES, "GPU 0: RTX")
    health.service.restart_and_reload()
    await until(lambda: health.server.loaded == [MODEL])
    await until(lambda: not health.report.is_fixing)
    assert health.engine.asked.count("restart") == 1
    assert health.report.fix_error is None
    await until(lambda: health.report.truth.in_container is Fact.YES)


async def test_a_restart_that_fails_reloads_nothing(health: Health) -> None:
    health.server.loaded = [MODEL]
    health.watch()
    await until(lambda: health.report.truth.placement)
    health.server.loaded = []
    health.engine.away = ComposeFailed("no")
    health.service.restart_and_reload()
    await until(lambda: not health.stack.state.is_busy)
    assert health.stack.state.phase is StackPhase.UNAVAILABLE
    assert health.server.loaded == []
    health.engine.away = None


async def test_a_model_is_reloaded_and_a_failure_of_that_is_said(health: Health) -> None:
    health.watch()
    await until(lambda: health.cause(HealthKind.PROVIDER) is HealthCause.PROVIDER_WELL)
    health.service.reload(SERVICE, MODEL)
    assert health.report.is_fixing
    await until(lambda: not health.report.is_fixing)
    assert health.server.loaded == [MODEL]
    health.service.reload(SERVICE, "nothing:1b")
    await until(lambda: not health.report.is_fixing)
    assert isinstance(health.report.fix_error, TarsError)


async def test_a_driver_that_hangs_delays_nothing_else(health: Health) -> None:
    health.probes.gate.clear()
    health.watch()
    await until(lambda: health.report.of_kind(HealthKind.DISK))
    await until(lambda: health.cause(HealthKind.PROVIDER) is HealthCause.PROVIDER_WELL)
    assert health.cause(HealthKind.GPU) is HealthCause.GPU_UNCHECKED
    health.probes.gate.set()


async def test_a_provider_needs_two_failed_checks_to_be_down_and_one_to_be_up(health: Health) -> None:
    async def checked() -> HealthState:
        health.providers.refresh()
        await until(lambda: not health.providers.state.is_checking)
        return health.item(HealthKind.PROVIDER).state

    assert await checked() is HealthState.OK
    health.server.fault, health.server.fault_everywhere = Fault.HTML_500, True
    assert await checked() is HealthState.ATTENTION
    assert await checked() is HealthState.FAILURE
    health.server.fault = None
    assert await checked() is HealthState.OK


async def test_what_a_fault_was_is_kept_with_the_time_it_began(health: Health) -> None:
    health.probes.faults = (GpuFault(GpuVendor.NVIDIA, GpuTrouble.LOST, "GPU is lost", "RTX"),)
    health.watch()
    await until(lambda: health.cause(HealthKind.GPU) is HealthCause.GPU_LOST)
    assert health.report.history.fault_times == (1.0,)
    health.probes.faults = ()
    health.service.check_again()
    await until(lambda: health.cause(HealthKind.GPU) is HealthCause.GPU_WELL)


async def test_a_paused_service_asks_nobody_until_somebody_looks_again(health: Health) -> None:
    health.watch()
    await until(lambda: health.probes.rounds)
    health.service.pause()
    rounds = health.probes.rounds
    health.service.check_again()
    for _ in range(20):
        await asyncio.sleep(0)
    assert health.probes.rounds == rounds
    health.service.watch(is_seen=True)
    await until(lambda: health.probes.rounds > rounds)


async def test_a_stack_that_stops_is_no_longer_looked_into(health: Health) -> None:
    health.watch()
    await until(lambda: health.report.truth.in_container is Fact.YES)
    health.stack.stop()
    await until(lambda: health.cause(HealthKind.STACK) is HealthCause.STACK_OFF)
    assert health.report.truth.in_container is Fact.UNKNOWN
