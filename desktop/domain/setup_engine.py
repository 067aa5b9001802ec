"""What the setup alone needs of the container engine."""

from typing import Protocol


class SetupEngine(Protocol):
    """Every call may raise `StackError`."""

    async def has_image(self, image: str) -> bool:
        """Whether the engine has an image by this name."""
        ...

    async def stop_container(self, name: str) -> None:
        """Stop a container of somebody else's; it can be started again."""
        ...
