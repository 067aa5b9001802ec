"""One chat: its reply streams here whether or not anybody looks, and reaches the disk as it comes."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.domain.catalog import ModelChoice
from desktop.domain.chat import ChatRequest, ReplyEvent, ReplyFinished, Role
from desktop.domain.conversation import Conversation, Outcome, Phase, Turn
from desktop.domain.errors import NoModels, ProviderError, StoreError, TarsError
from desktop.domain.providers import Provider
from desktop.domain.store import ChatStore
from desktop.services.sources import ProviderSource
from desktop.services.tasks import TaskScope
from desktop.text.messages import explain

PUBLISH_SECONDS = 1 / 30
SAVE_SECONDS = 0.5
SAVE_CHARACTERS = 2048
LOADING_POLL_SECONDS = 0.5
TITLE_CHARACTERS = 60


class ConversationService(QObject):
    """One chat with at most one reply at a time; publishes at most 30 snapshots a second while it streams."""

    changed = Signal(Conversation)
    stored = Signal()
    """The list of chats changed on the disk: a chat was created, or its time moved."""

    def __init__(
        self,
        store: ChatStore,
        source: Callable[[str], ProviderSource],
        state: Conversation,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._source = store, source
        self._tasks = TaskScope()
        self._reply: asyncio.Task[None] | None = None
        self._saving: asyncio.Task[None] | None = None
        self.state = state

    def send(self, prompt: str, choice: ModelChoice) -> bool:
        """Ask `prompt`; False (and nothing happens) while a reply arrives or if there is nothing to ask."""
        if self.state.is_replying or not prompt.strip():
            return False
        question = Turn(self._temporary_id(), Role.USER, prompt)
        reply = replace(self._new_reply(choice), id=question.id - 1)
        self._enter(self.state.asked(question, reply))
        self._reply = self._tasks.start(self._answer(choice), name="reply")
        return True

    def retry(self, choice: ModelChoice) -> None:
        """Ask the last question again in place of its reply; ignored while a reply arrives."""
        if self.state.is_replying or not any(turn.role is Role.USER for turn in self.state.turns):
            return
        last = self.state.turns[-1]
        self._enter(self.state.retried(self._new_reply(choice)))
        self._reply = self._tasks.start(
            self._answer(choice, last if last.role is Role.ASSISTANT else None), name="reply"
        )

    def stop(self) -> None:
        """Stop the reply and keep what has arrived; ignored when none arrives."""
        if self._reply is not None and self.state.is_replying:
            self._reply.cancel()
            self._end(self.state.stopped())  # here: a task cancelled unstarted runs no `finally`

    def rename(self, title: str) -> None:
        """Show another title; the store has it already."""
        self._enter(replace(self.state, title=title))

    @property
    def is_busy(self) -> bool:
        """Whether a reply arrives, or some of one is not saved yet."""
        return self.state.is_replying or (self._saving is not None and not self._saving.done())

    async def aclose(self) -> None:
        """Stop the reply, and return when all of it is saved."""
        self.stop()
        if self._saving is not None:
            await asyncio.gather(self._saving, return_exceptions=True)
        await self._tasks.aclose()

    def _temporary_id(self) -> int:
        return min([0, *(turn.id for turn in self.state.turns)]) - 1

    def _new_reply(self, choice: ModelChoice) -> Turn:
        turn = Turn(self._temporary_id(), Role.ASSISTANT, "", outcome=Outcome.ARRIVING, model=choice.model)
        try:
            endpoint = self._source(choice.provider).endpoint
        except TarsError:
            return replace(turn, provider=choice.provider)  # `_answer` meets the same error and says it
        return replace(turn, provider=endpoint.name, is_local=endpoint.is_local)

    async def _answer(self, choice: ModelChoice, replaced: Turn | None = None) -> None:
        await self._keep_question(replaced)
        try:
            if not choice.model:
                raise NoModels(self.state.turns[-1].provider)
            provider = await self._open(choice)
            await self._stream(provider, choice.model)
        except TarsError as error:
            self._end(self.state.failed(error))
        else:
            self._end(self.state.finished())

    async def _open(self, choice: ModelChoice) -> Provider:
        """The client; the engine may have to start for it, which is loading."""
        source = self._source(choice.provider)
        self._enter(self.state.waiting(Phase.LOADING if source.starts_something else Phase.CONNECTING))
        return await source.open()

    async def _stream(self, provider: Provider, model: str) -> None:
        loop = asyncio.get_running_loop()
        begun = published = saved_at = loop.time()
        unsaved = 0
        watch: list[asyncio.Task[None]] = []

        def on_sent() -> None:
            self._enter(self.state.waiting(Phase.READING))
            watch.append(self._tasks.start(self._watch_loading(provider, model), name="watch-loading"))

        pending = _Pending()
        try:
            async with aclosing(provider.chat(ChatRequest(model, self.state.history), on_sent)) as events:
                async for event in events:
                    now = loop.time()
                    unsaved += pending.add(event)
                    if pending.is_urgent or now - published >= PUBLISH_SECONDS:
                        self._publish(pending, now - begun)
                        published = now
                    if now - saved_at >= SAVE_SECONDS or unsaved >= SAVE_CHARACTERS:
                        self._save_soon()
                        saved_at, unsaved = now, 0
        finally:
            for task in watch:
                task.cancel()
            if self.state.is_replying:
                self._publish(pending, loop.time() - begun)

    async def _watch_loading(self, provider: Provider, model: str) -> None:
        """Say whether the wait is for the model to load or for the prompt to be read."""
        while self.state.phase in (Phase.READING, Phase.LOADING):
            try:
                loaded = {entry.name for entry in await provider.loaded_models()}
            except ProviderError:
                return  # this server cannot say, and the reply itself will tell what is wrong
            self._enter(self.state.waiting(Phase.READING if model in loaded else Phase.LOADING))
            await asyncio.sleep(LOADING_POLL_SECONDS)

    def _publish(self, pending: "_Pending", seconds: float) -> None:
        if events := pending.take():
            self._enter(self.state.received(events, seconds))

    def _end(self, state: Conversation) -> None:
        """Enter a final state and save it; what was arriving is not arriving any more."""
        last = state.turns[-1]
        if last.error is not None:
            last = replace(last, problem=explain(last.error).sentence)
        self._enter(replace(state, turns=(*state.turns[:-1], last)))
        self._save_soon()

    async def _keep_question(self, replaced: Turn | None) -> None:
        """Give the new turns their places in the store, before anything is asked."""
        try:
            chat_id = self.state.chat_id
            if not chat_id:
                title = title_of(self.state.turns[0].content)
                chat_id = await self._store.create_chat(title)
                self._enter(replace(self.state, chat_id=chat_id, title=title))
            if replaced is not None and replaced.id > 0:
                await self._store.delete_turn(replaced.id)
            for turn in self.state.turns:
                if turn.id < 0:
                    self._renumber(turn.id, await self._store.add_turn(chat_id, turn))
            self._enter(replace(self.state, is_saved=True))
        except StoreError as error:
            self._enter(replace(self.state, is_saved=False, error=error))
        self.stored.emit()

    def _renumber(self, old: int, new: int) -> None:
        turns = tuple(replace(turn, id=new) if turn.id == old else turn for turn in self.state.turns)
        self._enter(replace(self.state, turns=turns))

    def _save_soon(self) -> None:
        """Save the last turn; one save runs at a time, and the newest text goes with the next."""
        if self._saving is None or self._saving.done():
            self._saving = self._tasks.start(self._save(), name="save-reply")

    async def _save(self) -> None:
        while True:
            turn = self.state.turns[-1]
            try:
                if turn.id < 0:
                    await self._keep_question(None)
                else:
                    await self._store.update_turn(turn)
                    if not self.state.is_saved:
                        self._enter(replace(self.state, is_saved=True))
            except StoreError as error:
                self._enter(replace(self.state, is_saved=False, error=error))
                return
            if self.state.is_replying or self.state.turns[-1] == turn:
                break
        self.stored.emit()

    def _enter(self, state: Conversation) -> None:
        self.state = state
        self.changed.emit(state)


class _Pending:
    """Events that wait for the next snapshot."""

    def __init__(self) -> None:
        self._events: list[ReplyEvent] = []
        self.is_urgent = True  # the first token and the final counts are shown at once

    def add(self, event: ReplyEvent) -> int:
        """Keep `event`; gives the number of its characters."""
        self._events.append(event)
        if isinstance(event, ReplyFinished):
            self.is_urgent = True
            return 0
        return len(event.text)

    def take(self) -> list[ReplyEvent]:
        """All of it, once."""
        events, self._events = self._events, []
        self.is_urgent = False
        return events


def title_of(prompt: str) -> str:
    """A title made from the first line of the first question."""
    line = next((line.strip() for line in prompt.splitlines() if line.strip()), "")
    return line if len(line) <= TITLE_CHARACTERS else line[: TITLE_CHARACTERS - 1].rstrip() + "…"
