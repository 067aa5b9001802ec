"""A process of its own that reads NVIDIA's GPUs once for every line it is sent, and writes what it found.

Apart from the tests' process, because NVML is found through `LD_LIBRARY_PATH`, which counts from its start.
"""

import asyncio
import json
import sys
from dataclasses import asdict

from desktop.adapters.gpu import Gpus
from desktop.adapters.gpu_nvidia import NvidiaGpus
from desktop.domain.gpu import GpuVendor


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


async def main(round_seconds: float) -> None:
    gpus = Gpus({GpuVendor.NVIDIA: NvidiaGpus()}, round_seconds)
    while await asyncio.to_thread(sys.stdin.readline):
        say(json.dumps(asdict(await gpus.read())))
    await gpus.aclose()
    say("closed")


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1])))
