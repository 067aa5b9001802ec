"""The arguments and variables that Compose gets: files by their absolute paths, the project by its name."""

import ipaddress
from pathlib import Path

from desktop.adapters.docker_program import Tools
from desktop.domain.stack import IMAGE, PROJECT, GpuChoice, StackOptions

BASE_FILE = "docker-compose-model-runner.yml"
OVERLAYS = {
    GpuChoice.NVIDIA: "docker-compose-model-runner-gpu-nvidia.yml",
    GpuChoice.AMD: "docker-compose-model-runner-gpu-amd.yml",
}
OVERRIDE_FILE = "docker-compose.override.yml"
AMD_IMAGE = "ollama/ollama:rocm"


def by_name(tools: Tools, *command: str, progress: bool = False) -> list[str]:
    """A command about what is there already: with the project's name and no file, Compose reads no file."""
    return [*_beginning(tools, progress=progress), "-p", PROJECT, *command]


def with_files(
    tools: Tools, files: list[Path], folder: Path, *command: str, progress: bool = False
) -> list[str]:
    """A command about what the files say; `folder` is what relative paths in them are relative to."""
    named = [argument for file in files for argument in ("-f", str(file))]
    beginning = _beginning(tools, progress=progress)
    return [*beginning, *named, "-p", PROJECT, "--project-directory", str(folder), *command]


def compose_files(files: Path, folder: Path, gpu: GpuChoice) -> list[Path]:
    """The base file, the GPU's overlay, and the user's own override if there is one."""
    found = [files / BASE_FILE]
    if gpu in OVERLAYS:
        found.append(files / OVERLAYS[gpu])
    override = folder / OVERRIDE_FILE
    return [*found, override] if override.exists() else found


def variables(options: StackOptions, gpu: GpuChoice) -> dict[str, str]:
    """The options as the compose files take them; the image for AMD is another one unless one is chosen."""
    is_for_amd = gpu is GpuChoice.AMD and options.image == IMAGE
    return {
        "TARS_IMAGE": AMD_IMAGE if is_for_amd else options.image,
        "TARS_ADDRESS": _bracketed(options.address),
        "TARS_PORT": str(options.port),
    }


def _bracketed(address: str) -> str:
    return f"[{address}]" if ipaddress.ip_address(address).version == 6 else address


def _beginning(tools: Tools, *, progress: bool) -> list[str]:
    kind = "json" if tools.has_json_progress else "plain"
    return [*tools.compose, "--ansi", "never", *(("--progress", kind) if progress else ())]
