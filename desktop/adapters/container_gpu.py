"""Whether a running container can see a GPU, asked inside of it.

NVIDIA's runtime puts `nvidia-smi` into the container. It fails there with `Failed to initialize NVML: Unknown
Error` once a reload of the system's services took the device away (Ollama's docs/troubleshooting.mdx). AMD's
devices are handed over as `/dev/kfd`.
"""

from desktop.adapters.commands import Finished
from desktop.adapters.docker_program import DockerProgram
from desktop.domain.errors import StackError
from desktop.domain.gpu_truth import ContainerGpu, Fact

LOOK_SECONDS = 5.0
_LOST = ("failed to initialize nvml", "no devices were found", "couldn't communicate with the nvidia driver")
_ABSENT = ("executable file not found", "no such file or directory", "not found in $path")


class DockerContainerGpu:
    """Runs `nvidia-smi` in the container, or looks for AMD's device where there is none."""

    def __init__(self, program: DockerProgram) -> None:
        self._program = program

    async def look(self, container: str) -> ContainerGpu:
        try:
            docker = (await self._program.tools()).docker
            exec_ = (docker, "exec", container)
            found = read_nvidia(await self._program.run(*exec_, "nvidia-smi", "-L", seconds=LOOK_SECONDS))
            if found is None:
                found = read_amd(await self._program.run(*exec_, "ls", "/dev/kfd", seconds=LOOK_SECONDS))
        except StackError as error:
            return ContainerGpu(Fact.UNKNOWN, error.evidence)
        return found


def read_nvidia(finished: Finished) -> ContainerGpu | None:
    """What `nvidia-smi -L` says; None if the container has no such program."""
    output = (finished.stdout + finished.stderr).strip()
    line = next((line.strip() for line in output.splitlines() if line.strip()), "")
    lowered = output.lower()
    if finished.exit_code == 0 and line.startswith("GPU "):
        return ContainerGpu(Fact.YES, line.partition(" (UUID")[0])
    if any(words in lowered for words in _LOST):
        return ContainerGpu(Fact.NO, line)
    if any(words in lowered for words in _ABSENT):
        return None
    return ContainerGpu(Fact.UNKNOWN, line)


def read_amd(finished: Finished) -> ContainerGpu:
    """What `ls /dev/kfd` says."""
    if finished.exit_code == 0:
        return ContainerGpu(Fact.YES, "/dev/kfd")
    if any(words in finished.stderr.lower() for words in _ABSENT):
        return ContainerGpu(Fact.NO, "neither nvidia-smi nor /dev/kfd in the container")
    return ContainerGpu(Fact.UNKNOWN, finished.stderr.strip())
