"""The files of `/sys/class/drm`, laid out as the kernel does."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.adapters.gpu_sysfs import SysfsGpus
from desktop.domain.gpu import GpuFault, GpuReading, GpuSnapshot, GpuTrouble, GpuVendor, Throttling

pytestmark = pytest.mark.anyio

GIB = 1024**3

AMD = {
    "device/vendor": "0x1002",
    "device/uevent": "DRIVER=amdgpu\nPCI_ID=1002:744C\nPCI_SLOT_NAME=0000:03:00.0",
    "device/mem_info_vram_total": str(24 * GIB),
    "device/mem_info_vram_used": str(3 * GIB),
    "device/gpu_busy_percent": "99",
    "device/power/runtime_status": "active",
    "device/hwmon/hwmon4/temp1_input": "71000",
    "device/hwmon/hwmon4/temp1_crit": "100000",
    "device/hwmon/hwmon4/power1_average": "303000000",
    "device/hwmon/hwmon4/power1_cap": "327000000",
}
ARC = {
    "device/vendor": "0x8086",
    "device/uevent": "DRIVER=i915\nPCI_ID=8086:56A0\nPCI_SLOT_NAME=0000:04:00.0",
    "lmem_total_bytes": str(16 * GIB),
    "lmem_avail_bytes": str(12 * GIB),
    "device/hwmon/hwmon2/energy1_input": "1000000",
    "device/hwmon/hwmon2/power1_max": "190000000",
    "gt/gt0/throttle_reason_thermal": "1",
    "gt/gt0/throttle_reason_pl1": "1",
    "gt/gt0/throttle_reason_pl2": "1",
}


class Cards:
    """A folder as `/sys/class/drm`, a clock, and the adapter that reads them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = 100.0
        self.gpus = SysfsGpus(folder, lambda: self.now)

    def add(self, number: int, files: dict[str, str], driver: str) -> Path:
        card = self.folder / f"card{number}"
        for name, text in files.items():
            (card / name).parent.mkdir(parents=True, exist_ok=True)
            (card / name).write_text(text + "\n")
        if driver:
            (self.folder.parent / "drivers" / driver).mkdir(parents=True, exist_ok=True)
            (card / "device" / "driver").symlink_to(self.folder.parent / "drivers" / driver)
        return card

    async def only(self) -> GpuReading:
        found = await self.gpus.read()
        assert found.faults == ()
        (reading,) = found.readings
        return reading


@pytest.fixture
async def cards(tmp_path: Path) -> AsyncIterator[Cards]:
    folder = tmp_path / "drm"
    folder.mkdir()
    cards = Cards(folder)
    yield cards
    await cards.gpus.aclose()


async def test_a_computer_without_a_gpu_has_none_and_nothing_is_wrong(cards: Cards, tmp_path: Path) -> None:
    assert await cards.gpus.read() == GpuSnapshot()
    absent = SysfsGpus(tmp_path / "nothing")
    assert await absent.read() == GpuSnapshot()
    await absent.aclose()


async def test_a_gpu_of_amd_is_read_in_the_units_of_the_domain(cards: Cards) -> None:
    cards.add(1, AMD, "amdgpu")
    (cards.folder / "card1-DP-1").mkdir()  # a plug, not a GPU
    assert await cards.only() == GpuReading(
        id="0000:03:00.0",
        name="AMD GPU (1002:744c)",
        vendor=GpuVendor.AMD,
        driver="amdgpu",
        vram_used_bytes=3 * GIB,
        vram_total_bytes=24 * GIB,
        utilization_percent=99,
        temperature_celsius=71.0,
        temperature_limit_celsius=100.0,
        power_watts=303.0,
        power_limit_watts=327.0,
    )


async def test_a_board_that_has_a_name_is_called_by_it(cards: Cards) -> None:
    cards.add(0, {**AMD, "device/product_name": "AMD Radeon PRO W7900"}, "amdgpu")
    assert (await cards.only()).name == "AMD Radeon PRO W7900"


async def test_a_gpu_that_is_asleep_is_not_woken(cards: Cards) -> None:
    cards.add(0, {**AMD, "device/power/runtime_status": "suspended"}, "amdgpu")
    gpu = await cards.only()
    assert gpu.is_asleep
    assert (gpu.vram_total_bytes, gpu.temperature_celsius, gpu.utilization_percent) == (24 * GIB, None, None)


async def test_power_of_intels_comes_from_the_energy_between_two_rounds(cards: Cards) -> None:
    card = cards.add(0, ARC, "i915")
    first = await cards.only()
    assert (first.vendor, first.power_watts, first.power_limit_watts) == (GpuVendor.INTEL, None, 190.0)
    assert (first.vram_used_bytes, first.vram_total_bytes) == (4 * GIB, 16 * GIB)
    assert first.throttling == (Throttling.HEAT, Throttling.POWER)
    cards.now += 2
    (card / "device/hwmon/hwmon2/energy1_input").write_text("61000000")
    assert (await cards.only()).power_watts == 30.0
    (card / "device/hwmon/hwmon2/energy1_input").write_text("5")  # the counter began anew
    assert (await cards.only()).power_watts is None


async def test_xe_tells_throttling_elsewhere(cards: Cards) -> None:
    files = {"device/vendor": "0x8086", "device/tile0/gt0/freq0/throttle/reason_thermal": "1"}
    cards.add(0, files, "xe")
    gpu = await cards.only()
    assert (gpu.driver, gpu.throttling, gpu.name) == ("xe", (Throttling.HEAT,), "Intel GPU")


async def test_values_that_are_missing_or_no_numbers_are_unknown(cards: Cards) -> None:
    cards.add(0, {"device/vendor": "0x1002", "device/gpu_busy_percent": "N/A"}, "")
    gpu = await cards.only()
    assert (gpu.id, gpu.driver, gpu.utilization_percent, gpu.vram_total_bytes) == ("card0", "", None, None)


async def test_nvidias_gpus_are_left_to_nvml_unless_another_driver_has_them(cards: Cards) -> None:
    cards.add(0, {"device/vendor": "0x10de"}, "nvidia")
    cards.add(1, {"device/vendor": "0x1af4"}, "virtio-pci")
    assert await cards.gpus.read() == GpuSnapshot()
    cards.add(2, {"device/vendor": "0x10de"}, "nouveau")
    (fault,) = (await cards.gpus.read()).faults
    evidence = "kernel driver in use: nouveau"
    assert fault == GpuFault(GpuVendor.NVIDIA, GpuTrouble.DRIVER_NOT_LOADED, evidence)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file whose reading fails with EIO")
async def test_a_gpu_that_is_gone_is_a_fault_and_hides_no_other(cards: Cards) -> None:
    cards.add(0, AMD, "amdgpu")
    lost = cards.add(1, {**AMD, "device/uevent": "PCI_ID=1002:7550"}, "amdgpu")
    (lost / "device/gpu_busy_percent").unlink()
    (lost / "device/gpu_busy_percent").symlink_to(f"/proc/{os.getpid()}/mem")  # reading at 0 is EIO
    found = await cards.gpus.read()
    assert [gpu.id for gpu in found.readings] == ["0000:03:00.0"]
    (fault,) = found.faults
    assert (fault.trouble, fault.gpu) == (GpuTrouble.LOST, "AMD GPU (1002:7550)")


async def test_cards_keep_the_order_of_their_numbers(cards: Cards) -> None:
    for number in (10, 2):
        cards.add(number, {"device/vendor": "0x1002"}, "")
    assert [gpu.id for gpu in (await cards.gpus.read()).readings] == ["card2", "card10"]
