"""NVIDIA's GPUs through NVML, by way of the `nvidia-ml-py` package.

Source: https://docs.nvidia.com/deploy/nvml-api. Every field may be unsupported on its own. The driver may be
unloaded, updated or lose a GPU at any time: the session is then closed, and opened anew by the next round.
"""

import asyncio
import ctypes
import sys
from collections.abc import Callable, Iterable
from pathlib import PurePath
from types import ModuleType
from typing import Protocol, TypeVar

from desktop.adapters.gpu_processes import Program, program_of
from desktop.adapters.worker_thread import WorkerThread
from desktop.domain.gpu import (
    GpuFault,
    GpuProcess,
    GpuReading,
    GpuSnapshot,
    GpuTrouble,
    GpuVendor,
    Throttling,
)

T = TypeVar("T")

CLOSE_SECONDS = 1.0
_SLOWDOWN_TEMPERATURE = 1
_REASONS = (
    # Bits of nvmlClocksEventReasons; idle, set clocks, sync boost and display clocks are no throttling.
    (0x004, Throttling.POWER),
    (0x008, Throttling.OTHER),
    (0x020, Throttling.HEAT),
    (0x040, Throttling.HEAT),
    (0x080, Throttling.POWER_SUPPLY),
    (0x200, Throttling.OTHER),
    (0x400, Throttling.OTHER),
)


class NvidiaGpus:
    """Reads in a thread of its own, ended by `aclose()`; a driver that hangs keeps only that thread."""

    def __init__(self, program_of: Callable[[int], Program] = program_of) -> None:
        self._program_of = program_of
        self._worker: WorkerThread | None = None
        self._session: _Session | None = None

    async def read(self) -> GpuSnapshot:
        if self._worker is None:
            self._worker = WorkerThread("nvml")
        return await self._worker.run(self._round)

    async def aclose(self) -> None:
        """Close the session and end the thread; one that hangs in the driver is left to the process's end."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await worker.run(self._close)
        except TimeoutError:
            pass
        worker.stop()

    def _round(self) -> GpuSnapshot:
        if self._session is None and not _has_library():
            return GpuSnapshot()  # no driver of NVIDIA's was ever installed
        if self._session is None:
            import pynvml  # late: 10,000 lines that only some computers need, and not in the GUI's thread

            self._session = _Session(pynvml, self._program_of)
        return self._session.read()

    def _close(self) -> None:
        if self._session is not None:
            self._session.close()


def _has_library() -> bool:
    """Whether Linux has NVML under the name that `nvidia-ml-py` loads; elsewhere that has to find out."""
    if sys.platform != "linux":
        return True
    try:
        ctypes.CDLL("libnvidia-ml.so.1")
    except OSError:
        return False
    return True


class _Session:
    """NVML in the thread that uses it."""

    def __init__(self, nvml: ModuleType, program_of: Callable[[int], Program]) -> None:
        self._nvml = nvml
        self._program_of = program_of
        self._is_open = False
        self._names: dict[int, str] = {}
        """Of the GPUs that were read, for the word on one that is lost."""
        e = nvml
        self._troubles = {
            e.NVML_ERROR_DRIVER_NOT_LOADED: GpuTrouble.DRIVER_NOT_LOADED,
            e.NVML_ERROR_LIB_RM_VERSION_MISMATCH: GpuTrouble.VERSION_MISMATCH,
            e.NVML_ERROR_GPU_IS_LOST: GpuTrouble.LOST,
            e.NVML_ERROR_RESET_REQUIRED: GpuTrouble.RESET_REQUIRED,
            e.NVML_ERROR_NO_PERMISSION: GpuTrouble.NO_PERMISSION,
            e.NVML_ERROR_TIMEOUT: GpuTrouble.SILENT,
        }
        self._fatal = (
            e.NVML_ERROR_UNINITIALIZED,
            e.NVML_ERROR_DRIVER_NOT_LOADED,
            e.NVML_ERROR_LIB_RM_VERSION_MISMATCH,
            e.NVML_ERROR_GPU_IS_LOST,
            e.NVML_ERROR_RESET_REQUIRED,
            e.NVML_ERROR_TIMEOUT,
        )

    def read(self) -> GpuSnapshot:
        try:
            return self._read_all()
        except self._nvml.NVMLError as error:
            self.close()
            if error.value == self._nvml.NVML_ERROR_LIBRARY_NOT_FOUND:
                return GpuSnapshot()  # no driver of NVIDIA's was ever installed
            return GpuSnapshot(faults=(self._fault(error),))

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            self._optional(self._nvml.nvmlShutdown, fatal=())

    def _read_all(self) -> GpuSnapshot:
        nvml = self._nvml
        if not self._is_open:
            nvml.nvmlInit()
            self._is_open = True
        driver = self._optional(nvml.nvmlSystemGetDriverVersion) or ""
        readings: list[GpuReading] = []
        faults: list[GpuFault] = []
        for index in range(nvml.nvmlDeviceGetCount()):
            try:
                readings.append(self._read_one(index, driver))
            except nvml.NVMLError as error:
                faults.append(self._fault(error, self._names.get(index, "")))
        if faults:
            self.close()  # only a new session sees a GPU that has come back
        return GpuSnapshot(tuple(readings), tuple(faults))

    def _read_one(self, index: int, driver: str) -> GpuReading:
        nvml, ask = self._nvml, self._optional
        gpu = nvml.nvmlDeviceGetHandleByIndex(index)
        name = ask(nvml.nvmlDeviceGetName, gpu) or self._names.get(index, "NVIDIA GPU")
        memory = ask(nvml.nvmlDeviceGetMemoryInfo, gpu, nvml.nvmlMemory_v2)
        if memory is None:  # drivers before branch 510
            memory = ask(nvml.nvmlDeviceGetMemoryInfo, gpu)
        rates = ask(nvml.nvmlDeviceGetUtilizationRates, gpu)
        power = ask(nvml.nvmlDeviceGetPowerUsage, gpu)
        limit = ask(nvml.nvmlDeviceGetEnforcedPowerLimit, gpu)
        reading = GpuReading(
            id=ask(nvml.nvmlDeviceGetUUID, gpu) or f"nvidia-{index}",
            name=name,
            vendor=GpuVendor.NVIDIA,
            driver=driver,
            vram_used_bytes=memory.used if memory is not None else None,
            vram_total_bytes=memory.total if memory is not None else None,
            utilization_percent=rates.gpu if rates is not None else None,
            temperature_celsius=ask(nvml.nvmlDeviceGetTemperature, gpu, nvml.NVML_TEMPERATURE_GPU),
            temperature_limit_celsius=ask(nvml.nvmlDeviceGetTemperatureThreshold, gpu, _SLOWDOWN_TEMPERATURE),
            power_watts=power / 1000 if power is not None else None,
            power_limit_watts=limit / 1000 if limit is not None else None,
            throttling=_throttling(self._reasons(gpu)),
            processes=self._processes(gpu),
        )
        self._names[index] = name
        return reading

    def _reasons(self, gpu: object) -> int:
        reasons = self._optional(self._nvml.nvmlDeviceGetCurrentClocksEventReasons, gpu)
        if reasons is None:  # its name before branch 535
            reasons = self._optional(self._nvml.nvmlDeviceGetCurrentClocksThrottleReasons, gpu)
        return reasons or 0

    def _processes(self, gpu: object) -> tuple[GpuProcess, ...] | None:
        """Every process once, whether it computes, draws or both; None if the driver tells neither."""
        lists = (
            self._optional(self._nvml.nvmlDeviceGetComputeRunningProcesses_v3, gpu),
            self._optional(self._nvml.nvmlDeviceGetGraphicsRunningProcesses_v3, gpu),
        )
        if all(found is None for found in lists):
            return None
        return tuple(self._process(pid, vram) for pid, vram in _merged(lists).items())

    def _process(self, pid: int, vram_bytes: int | None) -> GpuProcess:
        program = self._program_of(pid)
        name = program.name or self._optional(self._nvml.nvmlSystemGetProcessName, pid) or ""
        # Where the driver gives the name, it is a path, and with some drivers the arguments too.
        return GpuProcess(pid, PurePath(name.partition(" ")[0]).name, vram_bytes, program.container)

    def _optional(
        self, call: Callable[..., T], *arguments: object, fatal: tuple[int, ...] | None = None
    ) -> T | None:
        """What the call gives, or None where this GPU does not say; raises what ends the session."""
        try:
            return call(*arguments)
        except self._nvml.NVMLError as error:
            if error.value in (self._fatal if fatal is None else fatal):
                raise
            return None
        except UnicodeDecodeError:  # the package decodes as UTF-8 whatever the driver writes
            return None

    def _fault(self, error: Exception, gpu: str = "") -> GpuFault:
        trouble = self._troubles.get(getattr(error, "value", None), GpuTrouble.UNREADABLE)
        return GpuFault(GpuVendor.NVIDIA, trouble, str(error), gpu)


class _Process(Protocol):
    pid: int
    usedGpuMemory: int | None


def _merged(lists: Iterable[Iterable[_Process] | None]) -> dict[int, int | None]:
    """The memory of every process by its number; the larger figure where it is in both lists."""
    memory: dict[int, int | None] = {}
    for process in (entry for found in lists for entry in found or ()):
        pid, used = process.pid, process.usedGpuMemory
        known = memory.get(pid)
        memory[pid] = max(known, used) if known is not None and used is not None else (known or used)
    return memory


def _throttling(reasons: int) -> tuple[Throttling, ...]:
    """The reasons as values, each once; the thermal ones replace the unspecific bit that comes with them."""
    found = tuple(dict.fromkeys(value for bit, value in _REASONS if reasons & bit))
    specific = tuple(value for value in found if value is not Throttling.OTHER)
    return specific or found
