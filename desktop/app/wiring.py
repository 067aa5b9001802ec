"""Builds everything and closes it in reverse: windows, services, stores, clients, engine."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from desktop.adapters.built_in_engine import LlamaServer
from desktop.adapters.chat_store import SqliteChatStore
from desktop.adapters.locations import chats_path, log_path, settings_path
from desktop.adapters.settings_file import read_settings, write_settings
from desktop.adapters.unsaved_chat_store import UnsavedChatStore
from desktop.app.crash import Crashes
from desktop.app.desk import Desk
from desktop.app.quitting import Quitting
from desktop.domain.catalog import ModelChoice
from desktop.domain.errors import StoreError, TarsError
from desktop.domain.providers import Endpoint
from desktop.domain.store import ChatStore
from desktop.providers.detection import connect
from desktop.services.chats import ChatsService
from desktop.services.providers import ProviderService
from desktop.services.settings import SettingsService
from desktop.services.sources import AddressSource, EngineSource, ProviderSource, sources_for
from desktop.ui.theme import Theme

log = logging.getLogger(__name__)


@asynccontextmanager
async def running(
    theme: Theme, quitting: Quitting, crashes: Crashes, *, is_hidden: bool
) -> AsyncIterator[Desk]:
    """The application while it runs; on the way out replies are stopped and saved, and the engine ended."""
    async with AsyncExitStack() as stack:
        path = settings_path()
        settings, problems = await asyncio.to_thread(read_settings, path)
        keeper = SettingsService(settings, partial(asyncio.to_thread, write_settings, path))
        stack.push_async_callback(keeper.aclose)
        store, trouble = await _open_store()
        stack.push_async_callback(store.aclose)
        engine = LlamaServer(settings.model_file)
        sources = sources_for(settings.all_endpoints, connect, engine)
        providers = ProviderService(sources, ModelChoice(settings.provider, settings.model))
        stack.push_async_callback(providers.aclose)
        chats = ChatsService(store, providers)
        stack.push_async_callback(chats.aclose)
        theme.use(settings.appearance)
        desk = Desk(theme, chats, providers, keeper, _Sources())
        stack.callback(desk.close)
        desk.quit_wanted.connect(quitting.request)
        crashes.happened.connect(partial(desk.say_crashed, str(log_path())))
        for problem in (*problems, *trouble):
            desk.say(problem)
        desk.open(is_hidden=is_hidden)
        yield desk


async def _open_store() -> tuple[ChatStore, tuple[TarsError, ...]]:
    """The chats on the disk, or in memory if the disk cannot be used; and what there is to say about it."""
    try:
        store = await SqliteChatStore.open(chats_path())
    except StoreError as error:
        log.warning("chats are not saved: %s", error)
        return UnsavedChatStore(error), (error,)
    return store, (store.recovered,) if store.recovered is not None else ()


class _Sources:
    """New providers at the user's word."""

    def at(self, endpoint: Endpoint) -> ProviderSource:
        return AddressSource(endpoint, connect)

    def of_file(self, path: str) -> ProviderSource:
        return EngineSource(LlamaServer(path), connect)
