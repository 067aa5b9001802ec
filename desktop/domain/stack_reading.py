"""What the engine's facts mean: the phase of the stack, the GPU overlay to add, an Ollama with a hole."""

import ipaddress
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from desktop.domain.errors import (
    Cause,
    ComposeMissing,
    ComposeTooOld,
    ContainerEnded,
    DockerMissing,
    DockerNotPermitted,
    DockerNotRunning,
    DockerSilent,
    ProviderUnavailable,
    StackError,
    StackOptionInvalid,
    TarsError,
)
from desktop.domain.stack import (
    ADDRESS,
    OLDEST_SAFE_OLLAMA,
    ContainerHealth,
    ContainerState,
    EngineInfo,
    GpuChoice,
    ServiceFacts,
    StackOptions,
    StackPhase,
    StackState,
)

_ASKED_TO_END = (0, 130, 143)
"""Exit statuses of a process that was told to end: well, by SIGINT, by SIGTERM."""
_KILLED = 137
_NO_ANSWER = (
    DockerMissing,
    DockerNotRunning,
    DockerNotPermitted,
    DockerSilent,
    ComposeMissing,
    ComposeTooOld,
)
_IMAGE = re.compile(
    r"[a-z0-9][a-z0-9._-]*(:[0-9]{1,5})?(/[a-z0-9][a-z0-9._-]*)*(:[\w][\w.-]{0,127})?(@sha256:[0-9a-f]{64})?"
)


def phase_of(services: Sequence[ServiceFacts]) -> StackPhase:
    """The phase while no operation runs; the worst of the containers counts."""
    if not services:
        return StackPhase.ABSENT
    running = [service for service in services if service.is_running]
    if not running:
        return StackPhase.STOPPED
    ill = (ContainerState.PAUSED, ContainerState.RESTARTING)  # restarting: it ended, and will again
    if any(s.health is ContainerHealth.UNHEALTHY or s.state in ill for s in running):
        return StackPhase.UNHEALTHY
    if any(s.health is ContainerHealth.STARTING for s in running):
        return StackPhase.STARTING
    return StackPhase.RUNNING


def end_of(services: Sequence[ServiceFacts], *, was_seen: bool = True) -> StackError | None:
    """Why a container ended that does not run (or is started again and again), if nobody told it to.

    `was_seen` says that it ended under the caller's eyes. Else 137 says nothing: out of memory, `docker kill`
    and the end of the engine all leave it behind.
    """
    for service in services:
        if service.state in (ContainerState.EXITED, ContainerState.DEAD, ContainerState.RESTARTING):
            code = service.exit_code
            if code not in _ASKED_TO_END and (was_seen or code != _KILLED):
                return ContainerEnded(service.status, code, is_out_of_memory=code == _KILLED)
    return None


def overlay_for(choice: GpuChoice, engine: EngineInfo, *, has_amd_gpu: bool) -> GpuChoice:
    """The overlay that a start tries first: NONE, NVIDIA or AMD.

    `has_amd_gpu` is whether the AMD devices are here, which says nothing of a remote engine's computer.
    """
    if choice is not GpuChoice.AUTO:
        return choice
    if "nvidia" in engine.runtimes:
        return GpuChoice.NVIDIA
    return GpuChoice.AMD if has_amd_gpu and not engine.is_remote else GpuChoice.NONE


def is_unsafe_ollama(version: str) -> bool:
    """Whether the version is known, and older than `OLDEST_SAFE_OLLAMA`."""
    found = re.match(r"v?(\d{1,9})\.(\d{1,9})(?:\.(\d{1,9}))?", version)
    if found is None:
        return False
    numbers = tuple(int(part or 0) for part in found.groups())
    return (0, 0, 0) < numbers < OLDEST_SAFE_OLLAMA


def is_about_engine(error: StackError | None) -> bool:
    """Whether it says that the engine gives no answer, which any answer takes back."""
    return isinstance(error, _NO_ANSWER)


def is_mended_by_start(error: TarsError | None, state: StackState) -> bool:
    """Whether nobody listened at the stack's address, and the stack can be started there."""
    if not isinstance(error, ProviderUnavailable) or error.cause is not Cause.REFUSED:
        return False
    asked = urlsplit(error.url)
    remote = state.engine.remote_host if state.engine is not None else ""
    host = remote or urlsplit(published_url(state.options)).hostname
    is_there = asked.hostname == host or (host == ADDRESS and asked.hostname == "localhost")
    return state.can_start and is_there and asked.port == state.options.port


def check_options(options: StackOptions) -> None:
    """Raises `StackOptionInvalid` for a value that could not be what its name says."""
    if not is_image_name(options.image):
        raise StackOptionInvalid("image", options.image)
    if not is_address(options.address):
        raise StackOptionInvalid("address", options.address)
    if not 1 <= options.port <= 65535:
        raise StackOptionInvalid("port", str(options.port))


def published_url(options: StackOptions) -> str:
    """Where a stack with these options answers on the computer that it runs on."""
    everywhere = {"0.0.0.0": ADDRESS, "::": "::1"}
    host = everywhere.get(options.address, options.address)
    return f"http://{f'[{host}]' if ':' in host else host}:{options.port}"


def is_image_name(text: str) -> bool:
    """Whether an image can have that name; one with a leading dash would become an option."""
    return len(text) <= 255 and _IMAGE.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """Whether it is an address of a network interface, as figures."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return "%" not in text
