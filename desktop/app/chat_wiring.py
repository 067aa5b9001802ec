"""Builds what hangs on the chat page, beside what the application has already, and closes it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from desktop.adapters.memory import ComputerMemory
from desktop.app.desk import Desk
from desktop.app.late import Late
from desktop.domain.library import Library
from desktop.domain.placement import Room, room_of
from desktop.services.chats import ChatsService
from desktop.services.health import HealthService
from desktop.services.providers import ProviderService
from desktop.services.settings import SettingsService
from desktop.ui.theme import Theme

if TYPE_CHECKING:
    from desktop.services.attaching import AttachingService
    from desktop.services.context_guard import ContextGuard
    from desktop.ui.main_window import MainWindow


@asynccontextmanager
async def composing_on(
    desk: Desk,
    theme: Theme,
    chats: ChatsService,
    providers: ProviderService,
    settings: SettingsService,
    health: HealthService,
    library: Library,
) -> AsyncIterator[None]:
    """The context, the files and the setup of questions on the desk, while the application runs."""
    memory = await ComputerMemory().read()

    def room() -> Room | None:
        """By the GPUs as they are read now, and the memory as it was at the start."""
        gpus = health.state.gpus
        return room_of(gpus, memory) if gpus is not None else None

    # All of this is imported late: it is on the page a tenth of a second after that is painted.

    def made_guard() -> "ContextGuard":
        from desktop.services.context_guard import ContextGuard

        return ContextGuard(chats, providers, library, room)

    def made_attaching() -> "AttachingService":
        from desktop.adapters.attachment_reader import AttachmentReader
        from desktop.services.attaching import AttachingService
        from desktop.ui.chat.pictures import fitted

        return AttachingService(chats, providers, library, AttachmentReader(), fitted, guard().largest)

    async with AsyncExitStack() as closing:
        guard, attaching = Late(made_guard), Late(made_attaching)
        closing.push_async_callback(guard.aclose)
        closing.push_async_callback(attaching.aclose)

        def hang_on(window: "MainWindow") -> None:
            from desktop.ui.chat.composing import Composing, ComposingNeeds
            from desktop.ui.chat.context_notes import ContextNotes

            ContextNotes(window.page, guard())
            Composing(theme, window.page, ComposingNeeds(chats, providers, settings, guard(), attaching()))

        desk.slot.add_step(hang_on)
        yield
