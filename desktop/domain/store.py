"""What the services need from the place where chats are kept."""

from collections.abc import Mapping
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
        """The branch of one chat that was added to last, from its first turn to its newest.

        A turn that was `arriving` when the application ended reads as interrupted.
        """
        ...

    async def create_chat(self, title: str) -> int: ...

    async def rename_chat(self, chat_id: int, title: str) -> None: ...

    async def delete_chat(self, chat_id: int) -> None:
        """Take a chat out of the list. `restore_chat` brings it back for at least 7 days."""
        ...

    async def restore_chat(self, chat_id: int) -> None: ...

    async def add_turn(self, chat_id: int, turn: Turn, parent_id: int = 0) -> int:
        """Add a turn after `parent_id` (0: as a first one) and give its id; that of `turn` is ignored.

        Several turns may follow one parent: a reply that is asked for again stands beside the first one,
        which stays on the disk.
        """
        ...

    async def update_turn(self, turn: Turn) -> None:
        """Write everything of a turn that is there already."""
        ...

    async def read_draft(self, chat_id: int) -> str:
        """What was being written in a chat (0: in one that has no first question yet), or ""."""
        ...

    async def save_draft(self, chat_id: int, text: str) -> None:
        """Keep what is being written; "" forgets it."""
        ...

    async def last_uses(self) -> Mapping[tuple[str, str], float]:
        """When each model replied last, in seconds since the epoch, by its provider's name and its own.

        Of all chats that are on the disk, the deleted ones too; a reply without a text counts.
        """
        ...

    async def aclose(self) -> None: ...
