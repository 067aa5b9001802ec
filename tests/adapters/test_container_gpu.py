"""A stand-in for `docker` that is run for real; what it says is what `docker exec` and `nvidia-smi` say."""

from pathlib import Path

import pytest

from desktop.adapters.container_gpu import DockerContainerGpu
from desktop.adapters.docker_program import DockerProgram
from desktop.domain.gpu_truth import ContainerGpu, Fact

pytestmark = pytest.mark.anyio

NO_PROGRAM = (
    "OCI runtime exec failed: exec failed: unable to start container process: "
    'exec: "nvidia-smi": executable file not found in $PATH: unknown'
)
NO_KFD = "ls: cannot access '/dev/kfd': No such file or directory"


def docker(folder: Path, nvidia: str, amd: str = "exit 99") -> DockerContainerGpu:
    program = folder / "docker"
    program.write_text(
        f"""#!/bin/sh
case "$*" in
  "compose version --short") echo 5.6.1 ;;
  "exec tars-model-runner-1 nvidia-smi -L") {nvidia} ;;
  "exec tars-model-runner-1 ls /dev/kfd") {amd} ;;
esac
"""
    )
    program.chmod(0o755)
    return DockerContainerGpu(DockerProgram(folder, {"PATH": f"{folder}:/usr/bin:/bin"}))


@pytest.mark.parametrize(
    ("nvidia", "amd", "found"),
    [
        (
            "echo 'GPU 0: NVIDIA GeForce RTX 4090 (UUID: GPU-4d1c)'",
            "",
            ContainerGpu(Fact.YES, "GPU 0: NVIDIA GeForce RTX 4090"),
        ),
        (
            "echo 'Failed to initialize NVML: Unknown Error'; exit 255",
            "",
            ContainerGpu(Fact.NO, "Failed to initialize NVML: Unknown Error"),
        ),
        ("echo 'No devices were found'; exit 6", "", ContainerGpu(Fact.NO, "No devices were found")),
        (f"echo '{NO_PROGRAM}' >&2; exit 127", "echo /dev/kfd", ContainerGpu(Fact.YES, "/dev/kfd")),
        (
            f"echo '{NO_PROGRAM}' >&2; exit 127",
            f'echo "{NO_KFD}" >&2; exit 2',
            ContainerGpu(Fact.NO, "neither nvidia-smi nor /dev/kfd in the container"),
        ),
        (
            "echo 'Error response from daemon: container is not running' >&2; exit 1",
            "",
            ContainerGpu(Fact.UNKNOWN, "Error response from daemon: container is not running"),
        ),
        (f"echo '{NO_PROGRAM}' >&2; exit 127", "exit 1", ContainerGpu(Fact.UNKNOWN, "")),
    ],
)
async def test_what_is_said_in_the_container_is_a_fact(
    tmp_path: Path, nvidia: str, amd: str, found: ContainerGpu
) -> None:
    assert await docker(tmp_path, nvidia, amd or "exit 99").look("tars-model-runner-1") == found


async def test_without_docker_nothing_is_known(tmp_path: Path) -> None:
    probe = DockerContainerGpu(DockerProgram(tmp_path, {"PATH": str(tmp_path)}))
    assert (await probe.look("x")).fact is Fact.UNKNOWN
