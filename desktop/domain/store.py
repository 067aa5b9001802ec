"""What the services need from the place where chats are kept."""

from dataclasses import dataclass
from typing import Protocol

from desktop.domain.conversation import Turn


@dataclass(frozen=True, slots=True)
class ChatSummary:
    """A row of the list of chats; `updated_at` is seconds since the epoch."""

    id: int
    title: str
    updated_at: float


class ChatStore(Protocol):
    """Chats on disk. A call that has returned is on the disk; each may raise `StoreError`."""

    async def list_chats(self) -> tuple[ChatSummary, ...]:
        """Every chat, the one that changed last first."""
        ...

    async def read_chat(self, chat_id: int) -> tuple[Turn, ...]:
        """The turns of one chat in order; one that was `arriving` reads as interrupted."""
        ...

    async def create_chat(self, title: str) -> int: ...

    async def rename_chat(self, chat_id: int, title: str) -> None: ...

    async def delete_chat(self, chat_id: int) -> None: ...

    async def add_turn(self, chat_id: int, turn: Turn) -> int:
        """Append a turn and give its id; the id that `turn` carries is ignored."""
        ...

    async def update_turn(self, turn: Turn) -> None:
        """Write everything of a turn that is there already."""
        ...

    async def delete_turn(self, turn_id: int) -> None: ...

    async def aclose(self) -> None: ...
