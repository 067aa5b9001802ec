"""One chat: its reply streams here whether or not anybody looks, and reaches the disk as it comes."""

import asyncio
from contextlib import aclosing
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.domain.attachments import Attachment
from desktop.domain.catalog import ModelChoice
from desktop.domain.chat import ChatRequest, ChatSetup, ReplyEvent, ReplyFinished, Role
from desktop.domain.conversation import Conversation, Outcome, Phase, Turn
from desktop.domain.errors import NoModels, ProviderError, TarsError
from desktop.domain.providers import Provider
from desktop.domain.store import ChatStore
from desktop.services.drafts import Drafts
from desktop.services.providers import ProviderService
from desktop.services.recorder import Recorder
from desktop.services.tasks import TaskScope
from desktop.text.messages import explain

PUBLISH_SECONDS = 1 / 30
LOADING_POLL_SECONDS = 0.5


class ConversationService(QObject):
    """One chat with at most one reply at a time; publishes at most 30 snapshots a second while it streams."""

    changed = Signal(Conversation)
    stored = Signal()
    """The list of chats changed on the disk: a chat was created, or its time moved."""
    turn_shown = Signal(int)
    """What `show_turn` was asked for is in `state.turns` now: scroll there."""

    def __init__(
        self,
        store: ChatStore,
        providers: ProviderService,
        state: Conversation,
        draft: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._providers = providers
        self._tasks = TaskScope()
        self._recorder = Recorder(store, self._get, self._enter, self.stored.emit)
        self._run: _Run | None = None
        self._drafts = Drafts(store)
        self.state = state
        self.draft = draft
        """What is being written and not sent."""
        self.waits_for_model = False
        """The last question is asked again once its model is there; it is not if the user goes on before."""

    def send(self, prompt: str, choice: ModelChoice, attachments: tuple[Attachment, ...] = ()) -> bool:
        """Ask `prompt`; False (and nothing happens) while a reply arrives or if there is nothing to ask."""
        if self.state.is_replying or not prompt.strip():
            return False
        self.waits_for_model = False
        question = Turn(self._temporary_id(), Role.USER, prompt, attachments=attachments)
        reply = replace(self._new_reply(choice), id=question.id - 1)
        self._enter(self.state.asked(question, reply))
        self._start(choice)
        return True

    def retry(self, choice: ModelChoice) -> None:
        """Ask the last question again in place of its reply; ignored while a reply arrives."""
        if self.state.is_replying or not any(turn.role is Role.USER for turn in self.state.turns):
            return
        self.waits_for_model = False
        self._enter(self.state.retried(self._new_reply(choice)))
        self._start(choice)

    def regenerate(self, turn_id: int, choice: ModelChoice) -> bool:
        """Ask for another reply beside the one of `turn_id`, which stays a branch.

        False, and nothing happens: a reply arrives, or the turn is not shown, or is no reply.
        """
        return False

    def resume(self) -> bool:
        """Go on with the last reply, which was stopped or interrupted, where its text ends (prefill).

        The model that began it goes on, and the text is added to the same turn. False, and nothing happens,
        where `can_resume` is false.
        """
        return False

    @property
    def can_resume(self) -> bool:
        """Whether the last reply was cut off with some text, and its provider can go on with it."""
        return False

    def edit(
        self,
        turn_id: int,
        text: str,
        choice: ModelChoice,
        attachments: tuple[Attachment, ...] | None = None,
    ) -> bool:
        """Ask a changed question beside the one of `turn_id`, which stays a branch with all that follows it.

        `attachments` None keeps those of the question. Replies cannot be edited: what a model has said stays
        what it has said. False, and nothing happens: a reply arrives, or the turn is not shown, is no
        question, or would be blank.
        """
        return False

    def switch(self, turn_id: int) -> bool:
        """Show the branch through a turn (one of `Turn.siblings`); False while a reply arrives."""
        return False

    def delete(self, turn_id: int) -> bool:
        """Delete a turn that is shown and all that follows it, on every branch; a reply is stopped first.

        `state.deleted` offers the undo until something else is deleted or the chat is closed.
        """
        return False

    def undo_delete(self) -> None:
        """Bring back what was deleted last; ignored if there is nothing, or while a reply arrives."""

    def load_earlier(self) -> None:
        """Put the page before the first turn into `state.turns`; ignored if there is none."""

    def show_turn(self, turn_id: int) -> bool:
        """Bring a search hit into `state.turns`, its branch the active one; then `turn_shown` is emitted.

        False, and nothing happens, if it is not loaded while a reply arrives: that would leave the branch.
        """
        return False

    def set_setup(self, setup: ChatSetup) -> None:
        """Ask with another system prompt and parameters from the next question on."""

    def stop(self) -> None:
        """Stop the reply and keep what has arrived; ignored when none arrives."""
        run = self._run
        if run is not None and self.state.is_replying:
            self._publish(run)
            self._end(self.state.stopped())  # here: a task cancelled unstarted runs no `finally`
            run.task.cancel()

    def keep_draft(self, text: str) -> None:
        """Remember what is being written, for when the chat comes to the front again."""
        if text != self.draft:
            self.draft = text
            self._drafts.keep(self.state.chat_id, text)

    def rename(self, title: str) -> None:
        """Show another title; the store has it already."""
        self._enter(replace(self.state, title=title))

    @property
    def is_busy(self) -> bool:
        """Whether a reply arrives or is waited for, or something is not saved yet."""
        return (
            self.state.is_replying
            or self.waits_for_model
            or self._recorder.is_busy
            or self._drafts.is_busy
            or self.state.unsaved is not None
        )

    async def aclose(self) -> None:
        """Stop the reply, and return when all of it is saved (or cannot be)."""
        self.waits_for_model = False
        self.stop()
        await self._tasks.aclose()
        await self._recorder.aclose()
        await self._drafts.aclose()

    def _temporary_id(self) -> int:
        return min([0, *(turn.id for turn in self.state.turns)]) - 1

    def _new_reply(self, choice: ModelChoice) -> Turn:
        turn = Turn(self._temporary_id(), Role.ASSISTANT, "", outcome=Outcome.ARRIVING, model=choice.model)
        if not choice.provider:
            return turn
        try:
            endpoint = self._providers.source(choice.provider).endpoint
        except TarsError:
            return replace(turn, provider=choice.provider)  # `_answer` meets the same error and says it
        return replace(turn, provider=endpoint.name, is_local=endpoint.is_local)

    def _start(self, choice: ModelChoice) -> None:
        run = _Run(asyncio.get_running_loop())
        run.task = self._tasks.start(self._answer(run, choice), name="reply")
        self._run = run

    async def _answer(self, run: "_Run", choice: ModelChoice) -> None:
        try:
            await asyncio.shield(self._recorder.save_soon())  # stopped half-way, it would save twice
            choice = await self._settled(choice)
            if not choice.model:
                raise NoModels(self.state.turns[-1].provider)
            provider = await self._open(choice)
            await self._stream(run, provider, choice.model)
        except TarsError as error:
            self._publish(run)
            self._end(self.state.failed(error))
        else:
            self._publish(run)
            self._end(self.state.finished())
        finally:
            run.end()
            if self._run is run and self.state.is_replying:  # a defect: TaskScope reports it
                self._end(self.state.stopped())

    async def _settled(self, choice: ModelChoice) -> ModelChoice:
        """The model that was left open; at the start of the application providers are still being asked."""
        if choice.model:
            return choice
        settled = await self._providers.settled_choice()
        if choice.provider not in ("", settled.provider):
            return choice
        named = self._new_reply(settled)
        reply = replace(
            self.state.turns[-1], model=named.model, provider=named.provider, is_local=named.is_local
        )
        self._enter(replace(self.state, turns=(*self.state.turns[:-1], reply)))
        return settled

    async def _open(self, choice: ModelChoice) -> Provider:
        """The client; the engine may have to start for it, which is loading."""
        source = self._providers.source(choice.provider)
        self._enter(self.state.waiting(Phase.LOADING if source.starts_something else Phase.CONNECTING))
        return await source.open()

    async def _stream(self, run: "_Run", provider: Provider, model: str) -> None:
        def on_sent() -> None:
            self._enter(self.state.waiting(Phase.READING))
            run.watch = self._tasks.start(self._watch_loading(provider, model), name="watch-loading")

        async with aclosing(provider.chat(ChatRequest(model, self.state.history), on_sent)) as events:
            async for event in events:
                run.pending.append(event)
                if run.timer is None:
                    due = max(0.0, run.published + PUBLISH_SECONDS - run.loop.time())
                    if due:
                        run.timer = run.loop.call_later(due, self._publish, run)
                    else:
                        self._publish(run)

    async def _watch_loading(self, provider: Provider, model: str) -> None:
        """Say whether the wait is for the model to load or for the prompt to be read."""
        while self.state.phase in (Phase.READING, Phase.LOADING):
            try:
                loaded = {entry.name for entry in await provider.loaded_models()}
            except ProviderError:
                return  # this server cannot say, and the reply itself will tell what is wrong
            self._enter(self.state.waiting(Phase.READING if model in loaded else Phase.LOADING))
            await asyncio.sleep(LOADING_POLL_SECONDS)

    def _publish(self, run: "_Run") -> None:
        """Show what has arrived since the last snapshot; nothing of a run that was stopped."""
        events = run.take()
        if events and run is self._run and self.state.is_replying:
            self._enter(self.state.received(events, run.published - run.begun))
            self._recorder.note(sum(len(e.text) for e in events if not isinstance(e, ReplyFinished)))

    def _end(self, state: Conversation) -> None:
        """Enter a final state and save it; what was arriving is not arriving any more."""
        last = state.turns[-1]
        if last.error is not None:
            last = replace(last, problem=explain(last.error).sentence)
        self._enter(replace(state, turns=(*state.turns[:-1], last)))
        self._recorder.save_soon()

    def _get(self) -> Conversation:
        return self.state

    def _enter(self, state: Conversation) -> None:
        self.state = state
        self.changed.emit(state)


class _Run:
    """One reply on its way: when it began, its tasks, and the events that wait for the next snapshot."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.begun = loop.time()
        self.published = 0.0
        self.pending: list[ReplyEvent] = []
        self.timer: asyncio.TimerHandle | None = None
        self.task: asyncio.Task[None]
        self.watch: asyncio.Task[None] | None = None

    def take(self) -> list[ReplyEvent]:
        """All that waits, once; the next snapshot is due a thirtieth of a second from now."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        self.published = self.loop.time()
        events, self.pending = self.pending, []
        return events

    def end(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
        if self.watch is not None:
            self.watch.cancel()
