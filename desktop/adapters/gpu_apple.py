"""Apple's GPUs, as `system_profiler` describes them.

It tells names and cores; load, memory in use and temperature need a superuser on macOS and are not read. The
fields are those of `system_profiler SPDisplaysDataType -json` on macOS 12 to 15.
"""

import json
import re
from collections.abc import Sequence

from desktop.adapters.commands import run
from desktop.domain.gpu import GpuFault, GpuReading, GpuSnapshot, GpuTrouble, GpuVendor

PROFILER = ("system_profiler", "SPDisplaysDataType", "-json")
PROFILER_SECONDS = 20.0
_UNITS = {"MB": 1024**2, "GB": 1024**3}
_VENDORS = {
    "apple": GpuVendor.APPLE,
    "amd": GpuVendor.AMD,
    "intel": GpuVendor.INTEL,
    "nvidia": GpuVendor.NVIDIA,
}


class AppleGpus:
    """Asks once, since the answer takes seconds and does not change; a failure is tried again."""

    def __init__(self, profiler: Sequence[str] = PROFILER, seconds: float = PROFILER_SECONDS) -> None:
        self._profiler, self._seconds = profiler, seconds
        self._known: GpuSnapshot | None = None

    async def read(self) -> GpuSnapshot:
        if self._known is not None:
            return self._known
        try:
            finished = await run(self._profiler, seconds=self._seconds)
            self._known = parse_profile(finished.stdout)
        except (OSError, TimeoutError, ValueError) as error:
            fault = GpuFault(GpuVendor.APPLE, GpuTrouble.UNREADABLE, str(error) or type(error).__name__)
            return GpuSnapshot(faults=(fault,))
        return self._known

    async def aclose(self) -> None:
        return


def parse_profile(text: str) -> GpuSnapshot:
    """The GPUs in the profiler's JSON. Raises `ValueError` if it is none."""
    document = json.loads(text)
    entries = document.get("SPDisplaysDataType") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise ValueError("no SPDisplaysDataType in what system_profiler wrote")
    gpus = [_reading(number, entry) for number, entry in enumerate(entries) if isinstance(entry, dict)]
    return GpuSnapshot(tuple(gpus))


def _reading(number: int, entry: dict[object, object]) -> GpuReading:
    maker = str(entry.get("spdisplays_vendor", "")).lower()
    vendor = next((value for word, value in _VENDORS.items() if word in maker), GpuVendor.APPLE)
    name = str(entry.get("sppci_model") or entry.get("_name") or "GPU")
    return GpuReading(f"apple-{number}", name, vendor, vram_total_bytes=_bytes(entry.get("spdisplays_vram")))


def _bytes(text: object) -> int | None:
    """Such as "8 GB"; GPUs that share the computer's memory have none of their own."""
    found = re.fullmatch(r"(\d+) (MB|GB)", str(text))
    return int(found[1]) * _UNITS[found[2]] if found else None
