"""One reply on its way into a conversation: whom it is asked of, how it waits, and every token of it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace

from desktop.domain.catalog import Catalog, ModelChoice
from desktop.domain.chat import ChatRequest, ReplyEvent, ReplyFinished, Role
from desktop.domain.conversation import Conversation, Outcome, Phase, Turn
from desktop.domain.errors import NoModels, ProviderError, TarsError
from desktop.domain.library import canonical_name
from desktop.domain.providers import Provider
from desktop.services.providers import ProviderService
from desktop.services.tasks import TaskScope
from desktop.text.messages import explain

PUBLISH_SECONDS = 1 / 30
LOADING_POLL_SECONDS = 0.5

MakeRequest = Callable[[Provider, ModelChoice], Awaitable[ChatRequest]]
"""What is asked once the provider and the model are known; the last thing before it is sent."""


class ReplyStream:
    """Asks for one reply at a time: always the last turn of the conversation that `get` gives.

    `enter` takes at most 30 snapshots a second, `on_text` the number of characters that came with one, and
    `on_end` the state at the end, which it has to enter.
    """

    def __init__(
        self,
        providers: ProviderService,
        get: Callable[[], Conversation],
        enter: Callable[[Conversation], None],
        on_text: Callable[[int], None],
        on_end: Callable[[Conversation], None],
    ) -> None:
        self._providers, self._get, self._enter = providers, get, enter
        self._on_text, self._on_end = on_text, on_end
        self._tasks = TaskScope()
        self._run: _Run | None = None

    def start(self, choice: ModelChoice, request: MakeRequest) -> None:
        """Ask; the conversation waits for its last turn already. A turn that has text goes on."""
        last = self._get().turns[-1]
        run = _Run(asyncio.get_running_loop(), last if last.content else None)
        run.task = self._tasks.start(self._answer(run, choice, request), name="reply")
        self._run = run

    def stop(self) -> None:
        """Stop the reply and keep what has arrived; ignored when none arrives."""
        run = self._run
        if run is not None and self._get().is_replying:
            self._publish(run)
            self._end(self._get().stopped())  # here: a task cancelled unstarted runs no `finally`
            run.task.cancel()

    async def aclose(self) -> None:
        self.stop()
        await self._tasks.aclose()

    async def _answer(self, run: "_Run", choice: ModelChoice, make_request: MakeRequest) -> None:
        try:
            choice = await self._settled(choice)
            if not choice.model:
                raise NoModels(self._get().turns[-1].provider)
            provider = await self._open(choice)
            request = await make_request(provider, choice)
            await self._stream(run, provider, request)
        except TarsError as error:
            self._publish(run)
            self._end(self._get().failed(error))
        else:
            self._publish(run)
            self._end(self._get().finished())
        finally:
            run.end()
            if self._run is run and self._get().is_replying:  # a defect: TaskScope reports it
                self._end(self._get().stopped())

    async def _settled(self, choice: ModelChoice) -> ModelChoice:
        """The model that was left open; at the start of the application providers are still being asked."""
        if choice.model:
            return choice
        settled = await self._providers.settled_choice()
        if choice.provider not in ("", settled.provider):
            return choice
        state = self._get()
        reply = named_reply(state.turns[-1], settled, self._providers.state)
        self._enter(replace(state, turns=(*state.turns[:-1], reply)))
        return settled

    async def _open(self, choice: ModelChoice) -> Provider:
        """The client; the engine may have to start for it, which is loading."""
        source = self._providers.source(choice.provider)
        self._enter(self._get().waiting(Phase.LOADING if source.starts_something else Phase.CONNECTING))
        return await source.open()

    async def _stream(self, run: "_Run", provider: Provider, request: ChatRequest) -> None:
        def on_sent() -> None:
            self._enter(self._get().waiting(Phase.READING))
            run.watch = self._tasks.start(self._watch_loading(provider, request.model), name="watch-loading")

        async with aclosing(provider.chat(request, on_sent)) as events:
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
        while self._get().phase in (Phase.READING, Phase.LOADING):
            try:
                loaded = {entry.name for entry in await provider.loaded_models()}
            except ProviderError:
                return  # this server cannot say, and the reply itself will tell what is wrong
            self._enter(self._get().waiting(Phase.READING if model in loaded else Phase.LOADING))
            await asyncio.sleep(LOADING_POLL_SECONDS)

    def _publish(self, run: "_Run") -> None:
        """Show what has arrived since the last snapshot; nothing of a run that was stopped."""
        events = run.take()
        if events and run is self._run and self._get().is_replying:
            self._enter(self._get().received(events, run.seconds, run.resumed))
            self._on_text(sum(len(e.text) for e in events if not isinstance(e, ReplyFinished)))

    def _end(self, state: Conversation) -> None:
        """Hand on a final state; what was arriving is not arriving any more."""
        last = state.turns[-1]
        if last.error is not None:
            last = replace(last, problem=explain(last.error).sentence)
        self._on_end(replace(state, turns=(*state.turns[:-1], last)))


class _Run:
    """One reply on its way: when it began, its tasks, and the events that wait for the next snapshot."""

    def __init__(self, loop: asyncio.AbstractEventLoop, resumed: Turn | None) -> None:
        self.loop = loop
        self.resumed = resumed
        """The reply as it was before it was asked to go on; None for a new one."""
        self.begun = loop.time()
        self.published = 0.0
        self.first: float | None = None
        self.pending: list[ReplyEvent] = []
        self.timer: asyncio.TimerHandle | None = None
        self.task: asyncio.Task[None]
        self.watch: asyncio.Task[None] | None = None

    @property
    def seconds(self) -> float:
        """Until the newest snapshot: since the question, or since the first word if a reply goes on."""
        begun = self.first if self.resumed is not None and self.first is not None else self.begun
        return self.published - begun

    def take(self) -> Sequence[ReplyEvent]:
        """All that waits, once; the next snapshot is due a thirtieth of a second from now."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        self.published = self.loop.time()
        events, self.pending = self.pending, []
        if events and self.first is None:
            self.first = self.published
        return events

    def end(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
        if self.watch is not None:
            self.watch.cancel()


def new_reply(turn_id: int, choice: ModelChoice, catalog: Catalog) -> Turn:
    """The turn that is waited for."""
    return named_reply(Turn(turn_id, Role.ASSISTANT, "", outcome=Outcome.ARRIVING), choice, catalog)


def named_reply(reply: Turn, choice: ModelChoice, catalog: Catalog) -> Turn:
    """The turn with who answers, and whether the question leaves this computer for that."""
    reply = replace(reply, model=choice.model)
    row = catalog.row(choice.provider)
    if row is None:
        return replace(reply, provider=choice.provider)  # asking meets the same and says it
    name = canonical_name(choice.model)
    is_elsewhere = any(model.remote_host and canonical_name(model.name) == name for model in row.models)
    is_local = row.endpoint.is_local and not is_elsewhere
    return replace(reply, provider=row.endpoint.name, is_local=is_local)
