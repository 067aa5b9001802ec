"""What the pictures show: a chat, GPUs with ten minutes behind them, providers, and failures."""

import math
import time
from dataclasses import replace

from desktop.domain.errors import PortInUse
from desktop.domain.gpu import GpuProcess, GpuReading, GpuSnapshot, GpuVendor
from desktop.domain.gpu_truth import ContainerGpu, Fact
from desktop.domain.health import SystemFacts
from desktop.domain.stack import EngineInfo, GpuChoice, PortHolder
from tests.fake_probes import GIB, LOST, FakeProbes
from tests.fake_stack_engine import FakeStackEngine, running

STEPS = 120
STEP_SECONDS = 600 / STEPS
LOST_AT_STEP = 80
NEVER = 10**9
FACTS = SystemFacts("0.1.0", "3.11", "6.11", "Linux")
SEEN = ContainerGpu(Fact.YES, "GPU 0: NVIDIA GeForce RTX 4090")
RTX = GpuReading("rtx", "NVIDIA GeForce RTX 4090", GpuVendor.NVIDIA, "570.86.16", vram_total_bytes=24 * GIB)
T400 = GpuReading(
    "t400", "NVIDIA T400", GpuVendor.NVIDIA, "570.86.16", GIB // 3, 4 * GIB, 4, 38, 94, 9.0, 30.0, (), ()
)
DESKTOP = (GpuProcess(2204, "plasmashell", GIB // 2), GpuProcess(31877, "firefox", GIB // 3))
QUESTION = "Compare the quantizations of an 8B model for a 12 GB card, and show how to read the VRAM in use."
THOUGHT = (
    "The user has a 12 GB card. An 8B model in Q8_0 takes 8.5 GB of it, and the context comes on top. "
    "A table is shorter than prose here; then show how to read the memory in use: estimates may be off."
)
REPLY = """### Which quantization fits
All of these leave the context on the card. Below **Q4** answers get visibly worse, so start there:

| Quantization | File | VRAM at 8k | What to expect |
|---|---|---|---|
| Q4_K_M | 4.9 GB | 6.2 GB | The usual choice, room for context |
| Q6_K | 6.6 GB | 7.9 GB | Hard to tell from the original |
| Q8_0 | 8.5 GB | 9.8 GB | Fits, with 2 GB to spare |

To see what is in use while a reply runs, ask the driver instead of guessing:

```python
import pynvml as nvml
nvml.nvmlInit()
card = nvml.nvmlDeviceGetHandleByIndex(0)
memory = nvml.nvmlDeviceGetMemoryInfo(card)
print(f"{memory.used / 2**30:.1f} GiB in use")  # 9.1 GiB in use
```

The figure covers every process on the card, so subtract what the desktop holds before the model loads.
"""


class FilmedProbes(FakeProbes):
    """Probes whose rounds are the last ten minutes; the model leaves the GPU at `lost_at`."""

    def __init__(self) -> None:
        super().__init__()
        self.gpus = (RTX,)
        self.lost_at = NEVER
        self._films = 0

    async def read(self) -> GpuSnapshot:
        step, self.rounds = self.rounds, self.rounds + 1
        at = time.monotonic() - max(0, STEPS - step) * STEP_SECONDS
        is_busy = step < self.lost_at
        readings = (_worked(gpu, step, is_busy) if gpu is RTX else gpu for gpu in self.gpus)
        own = tuple(replace(gpu, id=f"{gpu.id}-{self._films}") for gpu in readings)
        return GpuSnapshot(own, (), at)

    def rewind(self, *gpus: GpuReading, lost_at: int = NEVER) -> None:
        """The same ten minutes once more with other GPUs, which have no history of their own."""
        self.rounds, self.gpus, self.lost_at = 0, gpus, lost_at
        self._films += 1
        self.container = SEEN if lost_at == NEVER else LOST


def _worked(gpu: GpuReading, step: int, is_busy: bool) -> GpuReading:
    wave = math.sin(step * 0.7) + math.sin(step * 0.23)
    model = (GpuProcess(4711, "ollama", int(6.2 * GIB), "3f3f3f3f3f3f"),) if is_busy else ()
    return replace(
        gpu,
        vram_used_bytes=sum(p.vram_bytes or 0 for p in (*model, *DESKTOP)),
        utilization_percent=max(1.0, 88 + 5 * wave if is_busy else 4 + 2 * wave),
        temperature_celsius=round(64 + wave if is_busy else 41 + wave),
        temperature_limit_celsius=90,
        power_watts=310 + 12 * wave if is_busy else 32 + 3 * wave,
        power_limit_watts=450.0,
        processes=(*model, *DESKTOP),
    )


def engine_with_gpu() -> FakeStackEngine:
    """Docker with NVIDIA's runtime, and the stack running in it."""
    engine = FakeStackEngine()
    engine.info = EngineInfo("27.4.0", "2.39.1", runtimes=("runc", "nvidia"))
    engine.containers = (running(),)
    engine.log = [
        'time=2026-11-24T14:02:11 level=INFO msg="Listening on [::]:11434 (version 0.33.0)"',
        'time=2026-11-24T14:02:12 level=INFO msg="inference compute" library=CUDA name="NVIDIA RTX 4090"',
        '[GIN] 2026/11/24 - 14:02:51 | 200 |  8.1ms | 127.0.0.1 | GET "/api/tags"',
    ]
    return engine


def take_the_gpu(engine: FakeStackEngine, probes: FilmedProbes) -> None:
    """A computer without any: neither driver nor runtime, and nothing in the container."""
    engine.info = replace(engine.info, runtimes=("runc",))
    engine.tell("start")
    probes.rewind()
    probes.container = ContainerGpu(Fact.NO, "")


def take_the_port(engine: FakeStackEngine) -> None:
    """The next start fails, since another container holds the port."""
    engine.containers = ()
    for gpu in GpuChoice:
        engine.failures[gpu] = PortInUse("bind: address already in use", 8080)
    engine.holders[8080] = PortHolder(8080, container="open-webui-1")
