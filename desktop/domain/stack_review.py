"""What a start of the stack would give away, as values."""

from dataclasses import dataclass
from enum import StrEnum


class Danger(StrEnum):
    """What a configuration gives away."""

    NETWORK = "network"
    """Other computers reach the port `subject`; the server has no password."""
    PRIVILEGED = "privileged"
    """The container can do what the host's administrator can."""
    ENGINE_SOCKET = "engine-socket"
    """The container can command the engine, and with it the host."""
    HOST_FOLDER = "host-folder"
    """The host's folder or file `subject` is in the container."""
    HOST_NAMESPACE = "host-namespace"
    """The container shares the host's `subject`: network_mode, pid, ipc, userns_mode or uts."""
    CAPABILITY = "capability"
    DEVICE = "device"
    UNCONFINED = "unconfined"
    """A protection of the container is turned off: `subject` is the option."""
    BUILD = "build"
    """An image is built from the folder `subject`: its instructions run here."""
    ANY_WEB_PAGE = "any-web-page"
    """OLLAMA_ORIGINS lets every page in a browser use the server."""


@dataclass(frozen=True, slots=True)
class StackRisk:
    """One thing to confirm; `subject` is what it is about, as the configuration says it."""

    danger: Danger
    service: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class StackReview:
    """What to confirm, and the fingerprint of the configuration that it was read from.

    A confirmation counts for that fingerprint only.
    """

    risks: tuple[StackRisk, ...]
    fingerprint: str
