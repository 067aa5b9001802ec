"""Builds what asks beside the chat in front, the comparison and the quick question, and closes it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cache, partial
from typing import TYPE_CHECKING

from desktop.adapters.locations import Locations
from desktop.adapters.question_box import QuestionBox
from desktop.app.desk import Desk
from desktop.app.desk_memory import DeskMemoryFile
from desktop.app.late import Late
from desktop.app.quick_desk import QuickDesk
from desktop.domain.store import ChatStore
from desktop.services.chats import ChatsService
from desktop.services.providers import ProviderService
from desktop.ui.theme import Theme

if TYPE_CHECKING:
    from desktop.services.comparison import ComparisonService
    from desktop.ui.compare.chosen import ChosenModels
    from desktop.ui.main_window import MainWindow


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
        comparison = Late(partial(_comparison, store, providers))
        closing.push_async_callback(comparison.aclose)

        @cache
        def chosen() -> "ChosenModels":
            from desktop.ui.compare.chosen import ChosenModels

            return ChosenModels(providers, desk)

        def add_comparison(window: "MainWindow") -> None:
            from desktop.ui.compare.entry import CompareEntry

            CompareEntry(theme, window, chats, comparison(), providers, chosen())

        desk.slot.add_step(add_comparison)
        file = DeskMemoryFile(locations.data / "quick.json")
        quick = QuickDesk(theme, desk, chats, providers, QuestionBox(locations.runtime), file)
        closing.callback(quick.close)
        yield quick


def _comparison(store: ChatStore, providers: ProviderService) -> "ComparisonService":
    # Late, as everything about the comparison here: nobody compares before the window is painted.
    from desktop.services.comparison import ComparisonService

    return ComparisonService(store, providers)
