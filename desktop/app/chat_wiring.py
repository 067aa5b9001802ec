"""Builds what hangs on the chat page, beside what the application has already, and closes it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from desktop.adapters.attachment_reader import AttachmentReader
from desktop.adapters.memory import ComputerMemory
from desktop.app.desk import Desk
from desktop.domain.library import Library
from desktop.domain.placement import Room, room_of
from desktop.services.attaching import AttachingService
from desktop.services.chats import ChatsService
from desktop.services.context_guard import ContextGuard
from desktop.services.health import HealthService
from desktop.services.providers import ProviderService
from desktop.services.settings import SettingsService
from desktop.ui.chat.composing import Composing, ComposingNeeds
from desktop.ui.chat.context_notes import ContextNotes
from desktop.ui.chat.pictures import fitted
from desktop.ui.theme import Theme


@asynccontextmanager
async def composing_on(
    desk: Desk,
    theme: Theme,
    chats: ChatsService,
    providers: ProviderService,
    settings: SettingsService,
    health: HealthService,
    library: Library,
) -> AsyncIterator[ComposingNeeds]:
    """The context, the files and the setup of questions on the desk, while the application runs."""
    memory = await ComputerMemory().read()

    def room() -> Room | None:
        """By the GPUs as they are read now, and the memory as it was at the start."""
        gpus = health.state.gpus
        return room_of(gpus, memory) if gpus is not None else None

    async with AsyncExitStack() as closing:
        guard = ContextGuard(chats, providers, library, room)
        closing.push_async_callback(guard.aclose)
        attaching = AttachingService(chats, providers, library, AttachmentReader(), fitted, guard.largest)
        closing.push_async_callback(attaching.aclose)
        needs = ComposingNeeds(chats, providers, settings, guard, attaching)

        def hang_on() -> None:
            ContextNotes(desk.window.page, guard)
            Composing(theme, desk.window.page, needs)

        hang_on()
        desk.remade.connect(hang_on)
        yield needs
