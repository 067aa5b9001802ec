"""Providers as values: what they are, whether they answer, and what a service may ask of one."""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from desktop.domain.chat import ChatRequest, CompletionRequest, ReplyEvent
from desktop.domain.models import InstalledModel, LoadedModel, ModelDetails, PullProgress, RemoteModel

BUILT_IN_ID = "built-in"
DIRECT = "direct"


class ProviderKind(StrEnum):
    """The dialect a server speaks, found by its fingerprint, never only by its port."""

    OLLAMA = "ollama"
    OPENAI = "openai"
    DOCKER_MODEL_RUNNER = "docker-model-runner"


KINDS_THAT_PULL = (ProviderKind.OLLAMA, ProviderKind.DOCKER_MODEL_RUNNER)
"""These fetch, delete, load and unload models."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a provider answers.

    `url` is the base without a trailing slash. `kind` None means: ask the server. `api_key` lives in memory
    only, and like `headers` never shows in a `repr`. `default_model` "" means the first in the server's list.
    """

    id: str
    name: str
    url: str
    kind: ProviderKind | None = None
    default_model: str = ""
    api_key: str = field(default="", repr=False)
    key_place: str = ""
    """Where the key is kept: the value of a `KeyPlace` (domain/secrets.py), "" for a provider without one."""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Sent with every request, such as a gateway's project."""
    ca_file: str = ""
    """A PEM file of certificates that prove whose server it is, beside the system's; "" for those alone."""
    proxy: str = ""
    """The URL of a proxy, `DIRECT` for none, or "": the system's, and none to this computer itself."""

    @property
    def is_local(self) -> bool:
        """Whether what is sent there stays on this computer: a loopback address, and no proxy elsewhere."""
        is_near = self.proxy in ("", DIRECT) or is_loopback_url(self.proxy)
        return is_loopback_url(self.url) and is_near


def is_loopback_url(url: str) -> bool:
    """Whether the URL's host is `localhost`, 127.0.0.0/8 or ::1."""
    rest = url.partition("://")[2].partition("/")[0].rpartition("@")[2]
    host = rest[1:].partition("]")[0] if rest.startswith("[") else rest.partition(":")[0]
    return host == "localhost" or host == "::1" or _is_loopback_v4(host)


def _is_loopback_v4(host: str) -> bool:
    parts = host.split(".")
    return len(parts) == 4 and parts[0] == "127" and all(p.isdigit() and int(p) < 256 for p in parts)


@dataclass(frozen=True, slots=True)
class Availability:
    """A server that answered: how fast, as what, and which version ("" if it does not say)."""

    kind: ProviderKind
    latency_seconds: float
    version: str = ""


class Provider(Protocol):
    """One model server; owns its connections until `aclose()`. Every call may raise `ProviderError`."""

    endpoint: Endpoint
    kind: ProviderKind

    async def check(self) -> Availability: ...

    async def list_models(self) -> tuple[InstalledModel, ...]: ...

    def chat(
        self, request: ChatRequest, on_sent: Callable[[], None] | None = None
    ) -> AsyncGenerator[ReplyEvent, None]:
        """Stream a reply; the last event is `ReplyFinished`, and anything less raises.

        `on_sent` is called once the request has left. Closing the generator or cancelling its consumer
        closes the connection, and the server stops generating.
        """
        ...

    def complete(
        self, request: CompletionRequest, on_sent: Callable[[], None] | None = None
    ) -> AsyncGenerator[ReplyEvent, None]: ...

    async def show(self, model: str) -> ModelDetails: ...

    async def loaded_models(self) -> tuple[LoadedModel, ...]: ...

    async def load(self, model: str) -> None: ...

    async def unload(self, model: str) -> None: ...

    async def delete(self, model: str) -> None: ...

    def pull(self, model: str) -> AsyncGenerator[PullProgress, None]:
        """Stream progress; the last value is `done`, and a stream without it raises `Interrupted`."""
        ...

    async def remote(self, model: str) -> RemoteModel:
        """What a pull of the model would fetch, from its registry; nothing is downloaded."""
        ...

    async def disk_bytes(self) -> int:
        """What all models take together, as the server itself counts. Raises `Unsupported` if it does not."""
        ...

    def import_file(self, model: str, path: str) -> AsyncGenerator[PullProgress, None]:
        """Make a model of a GGUF file of this computer: hash, upload, create; the last value is `done`.

        `status` is one of `hashing`, `uploading`, or what the server says while it creates.
        Raises `ModelFileInvalid`, `Unsupported` or another `ProviderError`.
        """
        ...

    async def aclose(self) -> None: ...
