"""The files of questions that are not sent: kept in the store, and there after a restart."""

from desktop.domain.attaching import kept_of
from desktop.domain.attachments import Attachment
from desktop.domain.errors import StoreError
from desktop.domain.store import ChatStore
from desktop.services.drafts import Drafts


class DraftFiles:
    """Keeps their content, up to `KEPT_BYTES` for a chat, whatever becomes of the files themselves."""

    def __init__(self, store: ChatStore) -> None:
        self._store = store
        self._drafts = Drafts(store.save_draft_files)
        self._known: set[int] = set()
        """Chats whose files were read, or never will be: from then on they are what is kept."""

    def keep(self, chat_id: int, attachments: tuple[Attachment, ...]) -> None:
        """Keep these for a chat; ignored until those before were read, which would be lost by it."""
        if chat_id in self._known:
            self._drafts.keep(chat_id, kept_of(attachments))

    async def read(self, chat_id: int) -> tuple[Attachment, ...]:
        """What was kept for a chat when the application ended; () if that cannot be read."""
        try:
            return await self._store.read_draft_files(chat_id)
        except StoreError:
            return ()  # the chat says by itself that the store cannot be read
        finally:
            self._known.add(chat_id)

    async def aclose(self) -> None:
        """Save at once what is not saved."""
        await self._drafts.aclose()
