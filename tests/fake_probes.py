"""GPU, container and disk as fakes of the domain protocols: scripted, without any of them."""

import asyncio

from desktop.domain.gpu import GpuFault, GpuProcess, GpuReading, GpuSnapshot, GpuVendor
from desktop.domain.gpu_truth import ContainerGpu, Fact
from desktop.domain.health import DiskFacts, SystemFacts

GIB = 1024**3
PROCESSES = (GpuProcess(4711, "ollama", 5 * GIB, "3f3f3f3f3f3f"), GpuProcess(2204, "plasmashell", GIB))
RTX = GpuReading(
    "gpu", "RTX 4090", GpuVendor.NVIDIA, "570.86", 6 * GIB, 24 * GIB, 37, 61, 90, 312.0, 450.0, (), PROCESSES
)
LOST = ContainerGpu(Fact.NO, "Failed to initialize NVML: Unknown Error")
FACTS = SystemFacts("0.1.0", "3.11", "6.11", "Linux", home="/home/canary", user="canary")


class FakeDisk:
    """Says what its owner's `free` says."""

    def __init__(self, probes: "FakeProbes") -> None:
        self._probes = probes

    async def read(self) -> DiskFacts:
        return DiskFacts("/models", self._probes.free, 10**12)

    async def aclose(self) -> None:
        self._probes.closed += 1


class FakeProbes:
    """The GPUs and the container, and the disk as `disk`; `gate` cleared holds the GPU's driver."""

    def __init__(self) -> None:
        self.gpus: tuple[GpuReading, ...] = (RTX,)
        self.faults: tuple[GpuFault, ...] = ()
        self.container = ContainerGpu(Fact.YES, "GPU 0: RTX 4090")
        self.free = 212 * 10**9
        self.disk = FakeDisk(self)
        self.gate = asyncio.Event()
        self.gate.set()
        self.rounds = 0
        self.looked_into: list[str] = []
        self.closed = 0

    async def read(self) -> GpuSnapshot:
        self.rounds += 1
        await self.gate.wait()
        return GpuSnapshot(self.gpus, self.faults, float(self.rounds))

    async def look(self, container: str) -> ContainerGpu:
        self.looked_into.append(container)
        return self.container

    async def aclose(self) -> None:
        self.closed += 1
