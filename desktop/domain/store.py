"""What the services need from the place where chats are kept.

A chat is a tree of turns: a reply that is asked for again, and a question that was changed, stand beside the
first one. One branch of it is active, which is what the window shows and the model is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from desktop.domain.attachments import Attachment
from desktop.domain.chat import PLAIN_SETUP, ChatSetup
from desktop.domain.conversation import Turn

PAGE_TURNS = 60
"""How many turns of a branch are read at a time."""
PAGE_CONTENT_BYTES = 16 * 1024 * 1024
"""How much of the content of attachments a page holds."""


@dataclass(frozen=True, slots=True)
class ChatSummary:
    """A row of the list of chats; `updated_at` is seconds since the epoch."""

    id: int
    title: str
    updated_at: float
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class ChatPage:
    """Some turns of a chat's active branch, the oldest first, and how many come before them.

    Attachments come with their content as long as it fits `PAGE_CONTENT_BYTES`, the newest turns first. Those
    of the turns above have everything but `content`, which is b"": `read_attachments` gives it.
    """

    turns: tuple[Turn, ...] = ()
    earlier: int = 0
    setup: ChatSetup = PLAIN_SETUP
    has_own_title: bool = False
    """Whether the user gave the chat its title."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A chat or a message that has every word of a search; `turn_id` is 0 if it is the title."""

    chat_id: int
    turn_id: int
    title: str
    excerpt: str
    """The text around the first match, on one line."""
    matches: tuple[tuple[int, int], ...] = ()
    """Where the words are in `excerpt`: first character, and the one after the last."""
    updated_at: float = 0.0


@dataclass(frozen=True, slots=True)
class FoundTurn:
    """A turn that has some words `count` times; `place` is how many turns come before it on its branch."""

    turn_id: int
    place: int
    count: int


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A turn of a chat's tree; `parent` is the index of its parent in the chat's turns, or -1."""

    turn: Turn
    parent: int


@dataclass(frozen=True, slots=True)
class StoredChat:
    """A whole chat, as it is exported and imported. Parents come before their children."""

    title: str
    created_at: float
    updated_at: float
    turns: tuple[StoredTurn, ...] = ()
    active: int = -1
    """The index of the last turn of the active branch, -1 if there is none."""
    setup: ChatSetup = PLAIN_SETUP
    is_pinned: bool = False
    has_own_title: bool = False


class ChatStore(Protocol):
    """Chats on disk. A call that has returned is on the disk; each may raise `StoreError`."""

    async def list_chats(self) -> tuple[ChatSummary, ...]:
        """Every chat: the pinned ones first, then the one that changed last."""
        ...

    async def read_chat(self, chat_id: int, limit: int = PAGE_TURNS) -> ChatPage:
        """The last turns of the chat's active branch.

        A turn that was `arriving` when the application ended reads as interrupted.
        """
        ...

    async def read_earlier(self, turn_id: int, limit: int = PAGE_TURNS) -> ChatPage:
        """The turns before `turn_id` on its branch."""
        ...

    async def read_around(self, turn_id: int, limit: int = PAGE_TURNS) -> ChatPage:
        """The branch through `turn_id`, made the active one, from some turns before it to its end.

        If the turn is not there any more, the page is what `read_chat` gives, or empty.
        """
        ...

    async def read_attachments(self, turn_id: int) -> tuple[Attachment, ...]:
        """What was attached to a turn, with its content."""
        ...

    async def create_chat(self, title: str, setup: ChatSetup = PLAIN_SETUP) -> int: ...

    async def rename_chat(self, chat_id: int, title: str, *, is_own: bool = True) -> None:
        """Give a chat a title; `is_own`: by the user, so that none is made for it again."""
        ...

    async def pin_chat(self, chat_id: int, *, is_pinned: bool) -> None: ...

    async def save_setup(self, chat_id: int, setup: ChatSetup) -> None: ...

    async def delete_chat(self, chat_id: int) -> None:
        """Take a chat out of the list. `restore_chat` brings it back for at least 7 days."""
        ...

    async def restore_chat(self, chat_id: int) -> None: ...

    async def add_turn(self, chat_id: int, turn: Turn, parent_id: int = 0) -> int:
        """Add a turn after `parent_id` (0: as a first one) and give its id; that of `turn` is ignored.

        Several turns may follow one parent; the new one is on the active branch from here on. After one that
        was deleted meanwhile, it is deleted with it.
        """
        ...

    async def update_turn(self, turn: Turn) -> None:
        """Write everything of a turn that is there already, but for its attachments."""
        ...

    async def choose_turn(self, turn_id: int) -> None:
        """Make the branch through a turn the active one, down to the leaf below it that was active last."""
        ...

    async def delete_turn(self, turn_id: int) -> None:
        """Take a turn and all that follows it out of the tree; the branch that was active before is again.

        `restore_turn` brings them back for at least 7 days.
        """
        ...

    async def restore_turn(self, turn_id: int) -> None:
        """Bring back what was deleted with a turn, and what it follows; it is on the active branch again."""
        ...

    async def search(self, text: str, limit: int = 50) -> tuple[SearchHit, ...]:
        """Titles and messages with every word of `text` (the last one may be unfinished), the best first.

        Titles come before messages; where thousands match, the newest come first. Words in quotes stand
        beside each other, and no other character means anything. Messages of every branch are found, those of
        deleted chats and turns are not, and one that arrives is found when it has ended.
        """
        ...

    async def find_in_chat(self, chat_id: int, words: str) -> tuple[FoundTurn, ...]:
        """The turns of a chat's active branch whose text has `words` as they are, in any case, in order."""
        ...

    async def export_chat(self, chat_id: int) -> StoredChat:
        """The whole tree of a chat, without what was deleted."""
        ...

    async def import_chats(self, chats: tuple[StoredChat, ...]) -> tuple[int, ...]:
        """Add chats, all of them or none, and give their ids; none that is there is changed.

        Raises `ValueError` if a turn's parent does not come before it, or the active turn is not there.
        """
        ...

    async def read_draft(self, chat_id: int) -> str:
        """What was being written in a chat (0: in one that has no first question yet), or ""."""
        ...

    async def save_draft(self, chat_id: int, text: str) -> None:
        """Keep what is being written; "" forgets it."""
        ...

    async def read_draft_files(self, chat_id: int) -> tuple[Attachment, ...]:
        """What is to go with that draft; without a content if that was too much to be kept."""
        ...

    async def save_draft_files(self, chat_id: int, attachments: tuple[Attachment, ...]) -> None:
        """Keep these in place of those before; () forgets them."""
        ...

    async def last_uses(self) -> Mapping[tuple[str, str], float]:
        """When each model replied last, in seconds since the epoch, by its provider's name and its own.

        Of all chats that are on the disk, the deleted ones too; a reply without a text counts.
        """
        ...

    async def aclose(self) -> None: ...
