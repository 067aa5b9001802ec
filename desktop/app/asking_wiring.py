"""Builds what asks beside the chat in front, the comparison and the quick question, and closes it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from desktop.adapters.locations import Locations
from desktop.adapters.question_box import QuestionBox
from desktop.app.desk import Desk
from desktop.app.desk_memory import DeskMemoryFile
from desktop.app.quick_desk import QuickDesk
from desktop.domain.store import ChatStore
from desktop.services.chats import ChatsService
from desktop.services.comparison import ComparisonService
from desktop.services.providers import ProviderService
from desktop.ui.compare.chosen import ChosenModels
from desktop.ui.compare.entry import CompareEntry
from desktop.ui.theme import Theme


@asynccontextmanager
async def asking_on(
    desk: Desk,
    theme: Theme,
    locations: Locations,
    store: ChatStore,
    chats: ChatsService,
    providers: ProviderService,
) -> AsyncIterator[QuickDesk]:
    """The comparison and the quick question on the desk, while the application runs."""
    async with AsyncExitStack() as closing:
        comparison = ComparisonService(store, providers)
        closing.push_async_callback(comparison.aclose)
        chosen = ChosenModels(providers, desk)

        def add_comparison() -> None:
            CompareEntry(theme, desk.window, chats, comparison, providers, chosen)

        add_comparison()
        desk.remade.connect(add_comparison)
        file = DeskMemoryFile(locations.data / "quick.json")
        quick = QuickDesk(theme, desk, chats, providers, QuestionBox(locations.runtime), file)
        closing.callback(quick.close)
        yield quick
