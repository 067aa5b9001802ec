"""GPUs of AMD and Intel, from the files that Linux shows of them.

Source: https://docs.kernel.org/gpu/amdgpu/thermal.html and …/driver-misc.html for amdgpu; the kernel's
Documentation/ABI/testing/sysfs-driver-intel-i915-hwmon, …-intel-xe-hwmon and …-intel-xe-gt-throttle.
Units: millidegrees Celsius, microwatts, microjoules, bytes.
"""

import asyncio
import errno
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.adapters.worker_thread import WorkerThread
from desktop.domain.gpu import GpuFault, GpuReading, GpuSnapshot, GpuTrouble, GpuVendor, Throttling

DRM = Path("/sys/class/drm")
CLOSE_SECONDS = 1.0
_CARD = re.compile(r"card\d+")
_VENDORS = {"0x1002": GpuVendor.AMD, "0x8086": GpuVendor.INTEL, "0x10de": GpuVendor.NVIDIA}
_NAMES = {GpuVendor.AMD: "AMD GPU", GpuVendor.INTEL: "Intel GPU", GpuVendor.NVIDIA: "NVIDIA GPU"}
_GONE = (errno.ENODEV, errno.ENXIO, errno.EIO)
_THROTTLING = (
    ("thermal", Throttling.HEAT),
    ("prochot", Throttling.HEAT),
    ("pl1", Throttling.POWER),
    ("pl2", Throttling.POWER),
    ("pl4", Throttling.POWER),
)


@dataclass(frozen=True, slots=True)
class _Energy:
    joules: float
    at_seconds: float


class SysfsGpus:
    """Reads in a thread of its own, since a file of a GPU that hangs blocks; ended by `aclose()`."""

    def __init__(self, drm: Path = DRM, clock: Callable[[], float] = time.monotonic) -> None:
        self._drm = drm
        self._clock = clock
        self._worker: WorkerThread | None = None
        self._energy: dict[str, _Energy] = {}

    async def read(self) -> GpuSnapshot:
        if self._worker is None:
            self._worker = WorkerThread("gpu-sysfs")
        return await self._worker.run(self._round)

    async def aclose(self) -> None:
        """End the thread; one that hangs in the driver is left to the process's end."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.stop()
            await asyncio.sleep(0)

    def _round(self) -> GpuSnapshot:
        readings: list[GpuReading] = []
        faults: list[GpuFault] = []
        for card in self._cards():
            device = card / "device"
            vendor = _VENDORS.get(_text(device / "vendor", is_optional=True) or "")
            if vendor is None:
                continue
            try:
                if vendor is GpuVendor.NVIDIA:
                    faults += _without_driver(device)
                else:
                    readings.append(self._reading(card, device, vendor))
            except OSError as error:
                name = _name(device, vendor)
                faults.append(GpuFault(vendor, GpuTrouble.LOST, error.strerror or str(error), name))
        return GpuSnapshot(tuple(readings), tuple(faults))

    def _cards(self) -> list[Path]:
        try:
            found = [path for path in self._drm.iterdir() if _CARD.fullmatch(path.name)]
        except OSError:  # no DRM in this kernel, or in this container
            return []
        return sorted(found, key=lambda path: int(path.name[4:]))

    def _reading(self, card: Path, device: Path, vendor: GpuVendor) -> GpuReading:
        id_ = _uevent(device).get("PCI_SLOT_NAME", card.name)
        name, driver = _name(device, vendor), _driver(device)
        total = _number(device / "mem_info_vram_total")
        if _text(device / "power" / "runtime_status") in ("suspended", "suspending"):
            return GpuReading(id_, name, vendor, driver, vram_total_bytes=total, is_asleep=True)
        used = _number(device / "mem_info_vram_used")
        if total is None:
            total, used = _local_memory(card)
        sensors = _sensors(device)
        return GpuReading(
            id=id_,
            name=name,
            vendor=vendor,
            driver=driver,
            vram_used_bytes=used,
            vram_total_bytes=total,
            utilization_percent=_number(device / "gpu_busy_percent"),
            temperature_celsius=_scaled(sensors, 1e-3, "temp1_input", "temp2_input"),
            temperature_limit_celsius=_scaled(sensors, 1e-3, "temp1_crit", "temp2_crit"),
            power_watts=self._power(id_, sensors),
            power_limit_watts=_scaled(sensors, 1e-6, "power1_cap", "power1_max"),
            throttling=_throttling(card, device),
        )

    def _power(self, id_: str, sensors: Path | None) -> float | None:
        """As the driver says; else from the energy that was used since the last round."""
        watts = _scaled(sensors, 1e-6, "power1_average", "power1_input")
        joules = _scaled(sensors, 1e-6, "energy1_input")
        if watts is not None or joules is None:
            return watts
        now = _Energy(joules, self._clock())
        last = self._energy.get(id_)
        self._energy[id_] = now
        if last is None or now.at_seconds <= last.at_seconds or now.joules < last.joules:
            return None
        return (now.joules - last.joules) / (now.at_seconds - last.at_seconds)


def _without_driver(device: Path) -> list[GpuFault]:
    """NVML reads NVIDIA's GPUs, but only with NVIDIA's own driver."""
    driver = _driver(device)
    if driver == "nvidia":
        return []
    return [
        GpuFault(GpuVendor.NVIDIA, GpuTrouble.DRIVER_NOT_LOADED, f"kernel driver in use: {driver or 'none'}")
    ]


def _name(device: Path, vendor: GpuVendor) -> str:
    """What the board calls itself, else the vendor and the PCI id."""
    named = _text(device / "product_name", is_optional=True)
    pci_id = _uevent(device).get("PCI_ID", "")
    return named or (f"{_NAMES[vendor]} ({pci_id.lower()})" if pci_id else _NAMES[vendor])


def _uevent(device: Path) -> dict[str, str]:
    lines = (_text(device / "uevent", is_optional=True) or "").splitlines()
    return {key: value for key, _, value in (line.partition("=") for line in lines)}


def _driver(device: Path) -> str:
    link = device / "driver"
    return link.resolve().name if link.exists() else ""


def _local_memory(card: Path) -> tuple[int | None, int | None]:
    """Total and used memory of an Intel GPU that has its own."""
    total, free = _number(card / "lmem_total_bytes"), _number(card / "lmem_avail_bytes")
    return total, total - free if total is not None and free is not None else None


def _sensors(device: Path) -> Path | None:
    return next(iter(sorted((device / "hwmon").glob("hwmon*"))), None)


def _throttling(card: Path, device: Path) -> tuple[Throttling, ...]:
    """i915 and xe say why in a file for each reason."""
    folders = ((card / "gt" / "gt0", "throttle_reason_"), (device / "tile0/gt0/freq0/throttle", "reason_"))
    found = [
        reason
        for folder, prefix in folders
        for word, reason in _THROTTLING
        if _number(folder / f"{prefix}{word}") == 1
    ]
    return tuple(dict.fromkeys(found))


def _scaled(folder: Path | None, factor: float, *names: str) -> float | None:
    """The first of the files that is there, in the unit that `factor` leads to."""
    numbers = (_number(folder / name) for name in names) if folder is not None else ()
    found = next((number for number in numbers if number is not None), None)
    return round(found * factor, 3) if found is not None else None


def _number(path: Path) -> int | None:
    try:
        return int(_text(path) or "")
    except ValueError:
        return None


def _text(path: Path, *, is_optional: bool = False) -> str | None:
    """The file's text, None without such a file or value. Raises `OSError` if the GPU is gone."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError as error:
        if error.errno in _GONE and not is_optional:
            raise
        return None
