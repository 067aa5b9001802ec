"""Titles made by the model that answered, while it is in memory and nobody waits for it."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing

from desktop.domain.chat import ReplyText
from desktop.domain.conversation import Conversation
from desktop.domain.errors import TarsError, Unsupported
from desktop.domain.library import canonical_name
from desktop.domain.providers import BUILT_IN_ID, Provider
from desktop.domain.store import ChatStore
from desktop.domain.titling import title_in, title_request, wants_title
from desktop.services.providers import ProviderService
from desktop.services.tasks import TaskScope

ANSWER_SECONDS = 30.0
"""How long a model may take; the first line of the question is a title too."""


class Titles:
    """One title at a time. A reply that begins breaks it off; it is tried again when all have ended.

    The model is the one that answered, at the same provider, so that nothing goes anywhere the question has
    not gone, and none is loaded for it. `may_title` says whether the user has left a chat without a title of
    their own; `on_titled` takes the chat and the title that the store has then.
    """

    def __init__(
        self,
        store: ChatStore,
        providers: ProviderService,
        is_replying: Callable[[], bool],
        may_title: Callable[[int], bool],
        on_titled: Callable[[int, str], None],
    ) -> None:
        self._store, self._providers = store, providers
        self._is_replying, self._may_title, self._on_titled = is_replying, may_title, on_titled
        self._tasks = TaskScope()
        self._waiting: dict[int, Conversation] = {}
        self._making: asyncio.Task[None] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a title is being made."""
        return self._making is not None and not self._making.done()

    def consider(self, state: Conversation) -> None:
        """A reply has ended: its chat may want a title, and others may have waited for the end."""
        if wants_title(state):
            self._waiting[state.chat_id] = state
        self._next()

    def give_way(self) -> None:
        """A reply begins: the model has better things to do."""
        if self._making is not None:
            self._making.cancel()
            self._making = None

    async def aclose(self) -> None:
        self._waiting.clear()
        await self._tasks.aclose()

    def _next(self) -> None:
        if self._waiting and not self.is_busy and not self._is_replying():
            self._making = self._tasks.start(self._make_all(), name="make-title")

    async def _make_all(self) -> None:
        while self._waiting:
            chat_id, state = next(iter(self._waiting.items()))
            title = await self._ask(state) if self._may_title(chat_id) else ""
            self._waiting.pop(chat_id, None)
            if title and self._may_title(chat_id):
                await asyncio.shield(self._tasks.start(self._keep(chat_id, title), name="keep-title"))

    async def _keep(self, chat_id: int, title: str) -> None:
        try:
            # In the store's order: a title that the user gives from here on comes after it.
            await self._store.rename_chat(chat_id, title, is_own=False)
        except TarsError:
            return  # the first line of the question is there; the next save says what is wrong
        self._on_titled(chat_id, title)

    async def _ask(self, state: Conversation) -> str:
        """What the model says, or "" where it cannot be asked."""
        reply = state.turns[-1]
        rows = self._providers.state.rows
        row = next((row for row in rows if row.endpoint.name == reply.provider), None)
        try:
            source = self._providers.source(row.endpoint.id if row is not None else "")
            if source.starts_something or source.endpoint.id == BUILT_IN_ID:
                return ""  # the model that is shipped is too small for it (seen: it goes on with the story)
            async with asyncio.timeout(ANSWER_SECONDS):
                provider = await source.open()
                return title_in(await self._answer(provider, state))
        except (TarsError, TimeoutError):
            return ""

    async def _answer(self, provider: Provider, state: Conversation) -> str:
        request = title_request(state)
        if not await _is_loaded(provider, request.model):
            return ""
        texts: list[str] = []
        async with aclosing(provider.chat(request)) as events:
            async for event in events:
                if isinstance(event, ReplyText):
                    texts.append(event.text)
        return "".join(texts)


async def _is_loaded(provider: Provider, model: str) -> bool:
    """Whether a question loads nothing: the model is in memory, or the server has the one that it runs."""
    try:
        names = {canonical_name(one.name) for one in await provider.loaded_models()}
    except Unsupported:
        return True
    return canonical_name(model) in names
