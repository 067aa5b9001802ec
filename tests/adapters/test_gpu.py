"""Several probes as one."""

import asyncio

import pytest

from desktop.adapters.gpu import Gpus, gpus_of_this_computer
from desktop.domain.gpu import GpuFault, GpuReading, GpuSnapshot, GpuTrouble, GpuVendor

pytestmark = pytest.mark.anyio

NVIDIA, AMD = GpuVendor.NVIDIA, GpuVendor.AMD
NOT_LOADED = GpuFault(NVIDIA, GpuTrouble.DRIVER_NOT_LOADED, "Driver Not Loaded")


class Probe:
    """Gives one snapshot, once its gate is open."""

    def __init__(self, snapshot: GpuSnapshot) -> None:
        self.snapshot = snapshot
        self.gate = asyncio.Event()
        self.gate.set()
        self.asked = 0
        self.is_closed = False

    async def read(self) -> GpuSnapshot:
        self.asked += 1
        await self.gate.wait()
        return self.snapshot

    async def aclose(self) -> None:
        self.is_closed = True


def snapshot(*names: str, faults: tuple[GpuFault, ...] = ()) -> GpuSnapshot:
    return GpuSnapshot(tuple(GpuReading(name, name, NVIDIA) for name in names), faults)


async def test_the_gpus_of_all_probes_are_one_round_with_its_time() -> None:
    first, second = Probe(snapshot("a")), Probe(snapshot("b", "c"))
    gpus = Gpus({NVIDIA: first, AMD: second}, clock=lambda: 42.0)
    found = await gpus.read()
    assert [reading.name for reading in found.readings] == ["a", "b", "c"]
    assert (found.faults, found.at_seconds) == ((), 42.0)
    await gpus.aclose()
    assert first.is_closed
    assert second.is_closed


async def test_a_probe_that_is_late_hides_no_other_and_is_not_asked_twice() -> None:
    late, well = Probe(snapshot("a")), Probe(snapshot("b"))
    late.gate.clear()
    gpus = Gpus({NVIDIA: late, AMD: well}, round_seconds=0.05)
    for _ in range(2):
        found = await gpus.read()
        assert [reading.name for reading in found.readings] == ["b"]
        assert [(fault.vendor, fault.trouble) for fault in found.faults] == [(NVIDIA, GpuTrouble.SILENT)]
    assert (late.asked, well.asked) == (1, 2)
    late.gate.set()
    assert [reading.name for reading in (await gpus.read()).readings] == ["a", "b"]
    await gpus.aclose()


async def test_closing_does_not_wait_for_a_probe_that_hangs() -> None:
    late = Probe(snapshot("a"))
    late.gate.clear()
    gpus = Gpus({NVIDIA: late}, round_seconds=0.01)
    await gpus.read()
    async with asyncio.timeout(5):
        await gpus.aclose()
    assert late.is_closed


async def test_the_same_fault_from_two_probes_is_said_once() -> None:
    other = GpuFault(NVIDIA, GpuTrouble.DRIVER_NOT_LOADED, "kernel driver in use: nouveau")
    probes = {NVIDIA: Probe(snapshot(faults=(NOT_LOADED,))), AMD: Probe(snapshot(faults=(other,)))}
    gpus = Gpus({**probes})
    assert (await gpus.read()).faults == (NOT_LOADED,)


async def test_this_computer_can_be_asked_whatever_it_has() -> None:
    gpus = gpus_of_this_computer()
    assert (await gpus.read()).at_seconds > 0
    await gpus.aclose()
