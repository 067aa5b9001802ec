"""What the services need from the container engine."""

from collections.abc import AsyncGenerator
from typing import Protocol

from desktop.domain.stack import (
    EngineInfo,
    GpuChoice,
    PortHolder,
    Removal,
    ServiceFacts,
    StackEvent,
    StackOptions,
    StackStep,
)
from desktop.domain.stack_review import StackReview


class StackEngine(Protocol):
    """The Docker CLI with Compose. Every call may raise `StackError`.

    Generators run one command each; closing one ends the command and all of its process group.
    """

    async def engine(self) -> EngineInfo:
        """Who answers behind the CLI, within 5 s."""
        ...

    async def services(self) -> tuple[ServiceFacts, ...]:
        """The containers of the project as they are."""
        ...

    def up(self, options: StackOptions, gpu: GpuChoice) -> AsyncGenerator[StackStep, None]:
        """Create and start; returns when every container is healthy, and raises if one ended instead.

        `gpu` is NONE, NVIDIA or AMD: the overlay to add.
        """
        ...

    def stop(self) -> AsyncGenerator[StackStep, None]: ...

    def restart(self) -> AsyncGenerator[StackStep, None]: ...

    def pull(self, options: StackOptions) -> AsyncGenerator[StackStep, None]:
        """Fetch a newer image; nothing that runs changes."""
        ...

    def remove(self, removal: Removal) -> AsyncGenerator[StackStep, None]: ...

    def events(self) -> AsyncGenerator[StackEvent, None]:
        """What happens to the project's containers, as it happens; raises `StackError` if the engine ends."""
        ...

    def logs(self, tail_lines: int) -> AsyncGenerator[str, None]:
        """The last lines of the containers' log and those that follow, without escape sequences."""
        ...

    async def configuration(self, options: StackOptions, gpu: GpuChoice) -> str:
        """The effective configuration as YAML, after overlays, the user's override and variables."""
        ...

    async def review(self, options: StackOptions, gpu: GpuChoice) -> StackReview:
        """What `up` with the same arguments would give away, read from the effective configuration."""
        ...

    async def port_holder(self, port: int) -> PortHolder | None:
        """Who listens on a port of this computer, or None if it is free."""
        ...
