"""`system_profiler`'s JSON, in the form of macOS 14; written after its documentation, not recorded here."""

import json
from pathlib import Path

import pytest

from desktop.adapters.gpu_apple import AppleGpus, parse_profile
from desktop.domain.gpu import GpuTrouble, GpuVendor

pytestmark = pytest.mark.anyio

M2 = {
    "_name": "Apple M2 Pro",
    "spdisplays_mtlgpufamilysupport": "spdisplays_metal3",
    "spdisplays_vendor": "sppci_vendor_Apple",
    "sppci_bus": "spdisplays_builtin",
    "sppci_cores": "19",
    "sppci_device_type": "spdisplays_gpu",
    "sppci_model": "Apple M2 Pro",
}
RADEON = {
    "_name": "kHW_AMDRadeonPro5500MItem",
    "spdisplays_vendor": "sppci_vendor_amd",
    "spdisplays_vram": "8 GB",
    "sppci_model": "AMD Radeon Pro 5500M",
}


def program(folder: Path, *lines: str) -> tuple[str, ...]:
    path = folder / "profiler"
    path.write_text("\n".join(("#!/bin/sh", f"echo x >> {folder}/asked", *lines)))
    path.chmod(0o755)
    return (str(path),)


async def test_gpus_are_named_and_asked_for_once(tmp_path: Path) -> None:
    document = json.dumps({"SPDisplaysDataType": [M2, RADEON]})
    gpus = AppleGpus(program(tmp_path, f"echo '{document}'"))
    apple, radeon = (await gpus.read()).readings
    assert await gpus.read() is await gpus.read()
    assert (apple.name, apple.vendor, apple.vram_total_bytes) == ("Apple M2 Pro", GpuVendor.APPLE, None)
    assert (radeon.name, radeon.vendor) == ("AMD Radeon Pro 5500M", GpuVendor.AMD)
    assert radeon.vram_total_bytes == 8 * 1024**3
    assert (tmp_path / "asked").read_text() == "x\n"
    await gpus.aclose()


@pytest.mark.parametrize("line", ["echo nothing", "echo '[]'", "exit 1", "sleep 60"])
async def test_a_failure_is_a_fault_and_is_tried_again(tmp_path: Path, line: str) -> None:
    gpus = AppleGpus(program(tmp_path, line), seconds=0.3)
    for _ in range(2):
        (fault,) = (await gpus.read()).faults
        assert (fault.trouble, fault.vendor) == (GpuTrouble.UNREADABLE, GpuVendor.APPLE)
        assert fault.evidence
    assert (tmp_path / "asked").read_text() == "x\nx\n"


def test_an_entry_without_a_name_is_still_a_gpu() -> None:
    assert parse_profile('{"SPDisplaysDataType": [{}]}').readings[0].name == "GPU"
