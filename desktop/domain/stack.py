"""The compose stack as values: what runs, and how it came there.

Facts of the Compose CLI: `docker compose ps --format json`, `events --json` and `--progress json` as recorded
from Compose 5.6.1 (the project's recordings).
"""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.errors import StackError

PROJECT = "tars"
SERVICE = "model-runner"
IMAGE = "ollama/ollama:latest"
ADDRESS = "127.0.0.1"
PORT = 8080
CONTAINER_PORT = 11434
OLDEST_SAFE_OLLAMA = (0, 17, 1)
"""Older ones let anybody who reaches the port read the server's memory (CVE-2026-7482)."""


class GpuChoice(StrEnum):
    """Which GPU overlay a start adds."""

    AUTO = "auto"
    """The one whose runtime the engine has, or none."""
    NONE = "none"
    NVIDIA = "nvidia"
    AMD = "amd"


@dataclass(frozen=True, slots=True)
class StackOptions:
    """What the user decides of the stack; the rest is in the compose files."""

    image: str = IMAGE
    address: str = ADDRESS
    """The host's address that the port is published on; 0.0.0.0 is everybody in the network."""
    port: int = PORT
    """1 to 65535."""
    gpu: GpuChoice = GpuChoice.AUTO

    @property
    def is_exposed(self) -> bool:
        """Whether other computers can reach the server, which has no password."""
        return not is_loopback_address(self.address)


def is_loopback_address(address: str) -> bool:
    """Whether an address of a published port is this computer's own only; "" is every interface."""
    return address.startswith("127.") or address in ("::1", "[::1]", "localhost")


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """The container engine behind the Docker CLI."""

    version: str
    compose_version: str
    name: str = "Docker"
    """`Docker` or `Podman`."""
    operating_system: str = ""
    context: str = ""
    """The Docker context in use, "" if the engine was named by `DOCKER_HOST`."""
    host: str = ""
    """The engine's endpoint, such as `unix:///var/run/docker.sock` or `ssh://gpu-box`."""
    runtimes: tuple[str, ...] = ()
    """Runtimes registered with the engine, such as `runc` and `nvidia`."""

    @property
    def is_remote(self) -> bool:
        """Whether the engine is on another computer: published ports are that computer's."""
        return bool(self.remote_host)

    @property
    def remote_host(self) -> str:
        """The other computer's name, or "" for an engine on this one."""
        scheme, _, rest = self.host.partition("://")
        name = rest.partition("/")[0].rpartition("@")[2].rpartition(":")[0] or rest.partition("/")[0]
        name = name.rpartition("@")[2]
        is_local = scheme in ("", "unix", "npipe", "fd") or is_loopback_address(name)
        return "" if is_local else name


@dataclass(frozen=True, slots=True)
class PublishedPort:
    """A port of a container as the host publishes it."""

    address: str
    port: int
    target: int

    @property
    def is_exposed(self) -> bool:
        return not is_loopback_address(self.address)


class ContainerState(StrEnum):
    """Docker's own words for a container."""

    CREATED = "created"
    RUNNING = "running"
    PAUSED = "paused"
    RESTARTING = "restarting"
    REMOVING = "removing"
    EXITED = "exited"
    DEAD = "dead"


class ContainerHealth(StrEnum):
    """Docker's own words for a health check; NONE if the container has none."""

    NONE = ""
    STARTING = "starting"
    HEALTHY = "healthy"
    UNHEALTHY = "unhealthy"


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """One container of the project."""

    service: str
    container: str
    image: str
    state: ContainerState
    health: ContainerHealth = ContainerHealth.NONE
    exit_code: int = 0
    ports: tuple[PublishedPort, ...] = ()
    status: str = ""
    """The engine's sentence, such as `Up 3 minutes (healthy)`."""

    @property
    def is_running(self) -> bool:
        return self.state in (ContainerState.RUNNING, ContainerState.PAUSED, ContainerState.RESTARTING)


class StepStatus(StrEnum):
    """How far a step of an operation is; Compose's own words in lower case."""

    WORKING = "working"
    DONE = "done"
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class StackStep:
    """One report of `--progress json`. Bytes are 0 where they are not known."""

    id: str
    """Such as `Container tars-model-runner-1`, `Image ollama/ollama:latest`, or a layer's digest."""
    status: StepStatus
    text: str = ""
    parent: str = ""
    """The image of a layer, else ""."""
    current_bytes: int = 0
    total_bytes: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class StackEvent:
    """Something happened to a container, such as `start`, `die` or `health_status: healthy`."""

    service: str
    action: str
    exit_code: int | None = None


@dataclass(frozen=True, slots=True)
class PortHolder:
    """Who listens on a port of this computer; "" and 0 for what cannot be told."""

    port: int
    process: str = ""
    pid: int = 0
    container: str = ""
    is_ollama: bool = False
    """An Ollama answers there: it can be used as it is."""


class Removal(StrEnum):
    """What is taken away when the stack is removed; each is asked for on its own."""

    CONTAINERS = "containers"
    IMAGES = "images"
    """The containers, and the images they were made from."""
    MODELS = "models"
    """The containers, and the volume with every downloaded model."""


class StackPhase(StrEnum):
    """What the stack is doing."""

    UNKNOWN = "unknown"
    """The engine was not asked yet."""
    UNAVAILABLE = "unavailable"
    """The engine cannot be used; `error` says why."""
    ABSENT = "absent"
    STOPPED = "stopped"
    """Its container exists and does not run; with `error`, it ended by itself."""
    STARTING = "starting"
    RUNNING = "running"
    UNHEALTHY = "unhealthy"
    STOPPING = "stopping"


@dataclass(frozen=True, slots=True)
class StackProgress:
    """An operation on its way. The overall fraction never goes back; None while it cannot be known."""

    operation: str
    """`up`, `stop`, `restart`, `pull` or `down`."""
    steps: tuple[StackStep, ...] = ()
    """The newest report of every step, in the order of their first."""
    fraction: float | None = None
    completed_bytes: int = 0
    total_bytes: int = 0
    bytes_per_second: float | None = None
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class StackState:
    """All that tray, page and command line show of the stack."""

    phase: StackPhase = StackPhase.UNKNOWN
    engine: EngineInfo | None = None
    services: tuple[ServiceFacts, ...] = ()
    options: StackOptions = StackOptions()
    progress: StackProgress | None = None
    """The operation that runs, or None."""
    error: StackError | None = None
    """Why the last operation failed, why the engine cannot be used, or why the container ended."""
    gpu: GpuChoice = GpuChoice.NONE
    """The overlay that the last start used."""
    gpu_fallback: StackError | None = None
    """Why the last start went to the CPU although a GPU was wanted."""
    ollama_version: str = ""

    @property
    def is_busy(self) -> bool:
        return self.progress is not None

    @property
    def can_start(self) -> bool:
        return not self.is_busy and self.phase in (StackPhase.ABSENT, StackPhase.STOPPED)

    @property
    def can_stop(self) -> bool:
        return not self.is_busy and self.phase in (
            StackPhase.STARTING,
            StackPhase.RUNNING,
            StackPhase.UNHEALTHY,
        )

    @property
    def ports(self) -> tuple[PublishedPort, ...]:
        return tuple(port for service in self.services for port in service.ports)

    @property
    def is_exposed(self) -> bool:
        """Whether other computers can reach what runs at this moment."""
        return any(port.is_exposed for port in self.ports)

    @property
    def url(self) -> str:
        """Where the model runner answers, seen from this computer; "" while it is not published."""
        published = next((p for p in self.ports if p.target == CONTAINER_PORT), None)
        if published is None:
            return ""
        remote = self.engine.remote_host if self.engine is not None else ""
        anywhere = published.address in ("", "0.0.0.0", "::")
        host = remote or ("127.0.0.1" if anywhere else published.address)
        return f"http://{f'[{host}]' if ':' in host else host}:{published.port}"
