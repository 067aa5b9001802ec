"""Services over a real server, a real store and the real clients; no Qt loop is needed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from desktop.adapters.chat_store import SqliteChatStore
from desktop.domain.catalog import ModelChoice
from desktop.domain.providers import Endpoint
from desktop.domain.settings import Settings
from desktop.providers.detection import connect
from desktop.services.chats import ChatsService
from desktop.services.providers import ProviderService
from desktop.services.settings import SettingsService
from desktop.services.sources import AddressSource
from tests.servers.ollama import OllamaDouble

DEADLINE_SECONDS = 10.0


async def until(condition: Callable[[], object]) -> None:
    """Return when `condition` holds; `TimeoutError` after 10 s."""
    async with asyncio.timeout(DEADLINE_SECONDS):
        while not condition():  # noqa: ASYNC110  # what is waited for has no event of its own
            await asyncio.sleep(0.005)


async def _keep(settings: Settings) -> tuple[Settings, tuple[()]]:
    """Settings that are in memory only."""
    return settings, ()


class Services:
    """What the window stands on, and the server behind it."""

    def __init__(self, server: OllamaDouble, store: SqliteChatStore, folder: Path) -> None:
        self.server, self.store, self.folder = server, store, folder
        self.source = AddressSource(Endpoint("ollama", "Ollama", server.url), connect)
        self.providers = ProviderService([self.source], ModelChoice("ollama", "gemma3:270m"))
        self.settings = SettingsService(Settings(makes_titles=False), _keep)
        self.chats = ChatsService(store, self.providers, self.settings)

    @property
    def choice(self) -> ModelChoice:
        return self.providers.state.choice


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[Services]:
    async with AsyncExitStack() as stack:
        server = stack.enter_context(OllamaDouble())
        store = await SqliteChatStore.open(tmp_path / "private" / "chats.db")
        stack.push_async_callback(store.aclose)
        services = Services(server, store, tmp_path)
        stack.push_async_callback(services.settings.aclose)
        stack.push_async_callback(services.providers.aclose)
        stack.push_async_callback(services.chats.aclose)
        yield services
        server.gate.set()
