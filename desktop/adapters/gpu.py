"""All GPUs of this computer, whoever made them; one that hangs or fails hides no other."""

import asyncio
import sys
import time
from collections.abc import Callable, Sequence

from desktop.adapters.gpu_apple import AppleGpus
from desktop.adapters.gpu_nvidia import NvidiaGpus
from desktop.adapters.gpu_sysfs import SysfsGpus
from desktop.domain.gpu import GpuFault, GpuProbe, GpuSnapshot, GpuTrouble, GpuVendor

ROUND_SECONDS = 3.0


class Gpus:
    """Asks several probes at once, with a deadline for the round.

    A probe that is late goes on, and is not asked again before it is through.
    """

    def __init__(
        self,
        probes: dict[GpuVendor, GpuProbe],
        round_seconds: float = ROUND_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._probes = probes
        self._round_seconds = round_seconds
        self._clock = clock
        self._under_way: dict[GpuVendor, asyncio.Task[GpuSnapshot]] = {}

    async def read(self) -> GpuSnapshot:
        for vendor, probe in self._probes.items():
            if vendor not in self._under_way:
                work = asyncio.get_running_loop().create_task(_read(probe), name=f"read-{vendor}")
                self._under_way[vendor] = work
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=self._round_seconds)
        parts = [self._part(vendor) for vendor in self._probes]
        return _joined(parts, self._clock())

    async def aclose(self) -> None:
        """Close every probe; what is under way is given up."""
        for task in self._under_way.values():
            task.cancel()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)
        self._under_way.clear()
        for probe in self._probes.values():
            await probe.aclose()

    def _part(self, vendor: GpuVendor) -> GpuSnapshot:
        task = self._under_way[vendor]
        if not task.done():
            late = f"no answer within {self._round_seconds:g} s"
            return GpuSnapshot(faults=(GpuFault(vendor, GpuTrouble.SILENT, late),))
        del self._under_way[vendor]
        return task.result()


def gpus_of_this_computer() -> Gpus:
    """The probes that this system can have."""
    if sys.platform == "darwin":
        return Gpus({GpuVendor.APPLE: AppleGpus()})
    probes: dict[GpuVendor, GpuProbe] = {GpuVendor.NVIDIA: NvidiaGpus()}
    if sys.platform == "linux":
        probes[GpuVendor.AMD] = SysfsGpus()  # Intel's too; a round that is late is said of AMD
    return Gpus(probes)


async def _read(probe: GpuProbe) -> GpuSnapshot:
    return await probe.read()


def _joined(parts: Sequence[GpuSnapshot], at_seconds: float) -> GpuSnapshot:
    """One snapshot; of two faults about the same, the first."""
    faults: dict[tuple[GpuVendor, GpuTrouble, str], GpuFault] = {}
    for fault in (fault for part in parts for fault in part.faults):
        faults.setdefault((fault.vendor, fault.trouble, fault.gpu), fault)
    readings = tuple(reading for part in parts for reading in part.readings)
    return GpuSnapshot(readings, tuple(faults.values()), at_seconds)
