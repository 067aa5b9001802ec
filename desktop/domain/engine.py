"""What the services need from the built-in engine: a model server in a child process."""

from dataclasses import dataclass
from typing import Protocol

from desktop.domain.providers import Endpoint


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """What the engine would run: the model's name, its GGUF file and size, and the engine's version."""

    model: str
    path: str
    size_bytes: int
    version: str


class Engine(Protocol):
    """One child process at most; it ends with `aclose()`, and with this process whatever ends that."""

    async def probe(self) -> EngineFacts:
        """What would run, without starting it. Raises `EngineMissing` or `ModelFileInvalid`."""
        ...

    async def start(self) -> Endpoint:
        """The address of the running engine, started if need be. Raises `EngineError`."""
        ...

    @property
    def is_running(self) -> bool: ...

    async def aclose(self) -> None: ...
