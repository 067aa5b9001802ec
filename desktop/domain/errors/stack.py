"""What goes wrong with the stack and the container engine under it."""

from desktop.domain.errors.base import TarsError
from desktop.domain.stack_review import StackRisk


class StackError(TarsError):
    """The stack or its engine could not do what was asked; `evidence` is in the engine's own words."""

    def __init__(self, evidence: str = "") -> None:
        super().__init__(evidence)
        self.evidence = evidence


class DockerMissing(StackError):
    """No `docker` program is on the PATH."""


class DockerNotRunning(StackError):
    """The program is there, and nobody answers at the engine's address `host` ("" if it is not told)."""

    def __init__(self, evidence: str, host: str = "") -> None:
        super().__init__(evidence)
        self.host = host


class DockerNotPermitted(StackError):
    """This user may not use the engine."""


class DockerSilent(StackError):
    """The engine accepted the request and did not answer within `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


class ComposeMissing(StackError):
    """Docker has no Compose plugin, and there is no `docker-compose`."""


class ComposeTooOld(StackError):
    """Compose is older than `needed`."""

    def __init__(self, version: str, needed: str) -> None:
        super().__init__(version)
        self.version = version
        self.needed = needed


class ComposeFileInvalid(StackError):
    """A compose file cannot be used; `path` is the file ("" if the evidence does not tell)."""

    def __init__(self, evidence: str, path: str = "") -> None:
        super().__init__(evidence)
        self.path = path


class PortInUse(StackError):
    """The stack's port is taken; `holder` names the program or container that has it, "" if nobody can tell.

    `is_ollama` says that an Ollama answers there, which can be used as it is.
    """

    def __init__(
        self,
        evidence: str,
        port: int,
        holder: str = "",
        *,
        is_container: bool = False,
        is_ollama: bool = False,
    ) -> None:
        super().__init__(evidence)
        self.port = port
        self.holder = holder
        self.is_container = is_container
        self.is_ollama = is_ollama


class GpuUnavailable(StackError):
    """The engine cannot hand the GPU to a container; `gpu` is `nvidia` or `amd`."""

    def __init__(self, evidence: str, gpu: str) -> None:
        super().__init__(evidence)
        self.gpu = gpu


class ImageUnavailable(StackError):
    """The image could not be had; `reason` is a code: network, denied, not-found, rate-limited, no-space."""

    def __init__(self, evidence: str, image: str, reason: str) -> None:
        super().__init__(evidence)
        self.image = image
        self.reason = reason


class ContainerEnded(StackError):
    """The container ended by itself with `exit_code`; the evidence is the end of its log."""

    def __init__(self, evidence: str, exit_code: int, *, is_out_of_memory: bool = False) -> None:
        super().__init__(evidence)
        self.exit_code = exit_code
        self.is_out_of_memory = is_out_of_memory


class ContainerUnhealthy(StackError):
    """The container runs, but its health check fails, or did not pass in time."""


class StackUnconfirmed(StackError):
    """A start would give away `risks`, which nobody has confirmed for the configuration `fingerprint`."""

    def __init__(self, risks: tuple[StackRisk, ...], fingerprint: str) -> None:
        super().__init__()
        self.risks = risks
        self.fingerprint = fingerprint


class StackOptionInvalid(StackError):
    """A value of the stack's settings cannot be used; `option` is its name."""

    def __init__(self, option: str, value: str) -> None:
        super().__init__(value)
        self.option = option
        self.value = value


class ComposeFailed(StackError):
    """Anything else: the evidence is the engine's last line as it is."""
