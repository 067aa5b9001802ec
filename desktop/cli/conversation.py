"""The conversation held in the terminal: for a machine without a display, saved where the window saves."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import aclosing
from dataclasses import replace
from typing import Any, TypeVar

from desktop.cli.interrupts import run_interruptible
from desktop.cli.output import Output
from desktop.cli.reports import list_available
from desktop.cli.session import Chosen, Session, leaves_to
from desktop.domain.chat import ChatRequest, ChatSetup, ReplyEvent, ReplyFinished, ReplyText, Role
from desktop.domain.conversation import Conversation, Outcome, Turn
from desktop.domain.errors import TarsError
from desktop.domain.store import ChatStore
from desktop.domain.text import without_surrogates
from desktop.services.recorder import Recorder
from desktop.text.messages import explain

T = TypeVar("T")

HELP = """\
/model NAME      let another model answer
/provider ID     ask another provider: its id, or the address of a model server
/models          list what can answer
/new             begin a new chat
/quit            end (so does Ctrl-D); Ctrl-C stops a reply, and what has arrived is kept
A line that begins with a space is sent as it is.
"""

ReadLine = Callable[[], str]
"""Gives the next line without its end. Raises `EOFError` after the last, `KeyboardInterrupt` on Ctrl-C."""


class TerminalConversation:
    """One chat after another. Lines are read between two runs of the event loop, replies within one."""

    def __init__(
        self, runner: asyncio.Runner, session: Session, output: Output, store: ChatStore | None
    ) -> None:
        self._runner, self._session, self._output, self._store = runner, session, output, store
        self._chosen: Chosen | None = None
        self._has_failed = False
        self._is_interactive = False
        self._chat = _Chat(store, session.chat_defaults)

    def hold(self, read_line: ReadLine, *, is_interactive: bool) -> int:
        """Until the lines end or `/quit`; 1 if the last question got no whole answer, else 0.

        Ctrl-C ends one reply if somebody types the lines, else the whole (by `KeyboardInterrupt`).
        """
        self._is_interactive = is_interactive
        while True:
            try:
                line = read_line()
            except EOFError:
                return 1 if self._has_failed else 0
            except KeyboardInterrupt:
                if not is_interactive:
                    raise
                self._output.remark("")
                self._output.remark("Ctrl-D or /quit ends the conversation.")
                continue
            if line.strip() in ("/quit", "/exit"):
                return 1 if self._has_failed else 0
            self._take(without_surrogates(line))

    def _take(self, line: str) -> None:
        """Do one line; what goes wrong is said, and the conversation goes on."""
        if not line.strip():
            return
        try:
            if line.startswith("/"):
                self._obey(*line[1:].partition(" ")[::2])
            else:
                self._answer(line.strip())
        except TarsError as error:
            self._has_failed = True
            self._output.failure(error)
        except KeyboardInterrupt:
            if not self._is_interactive:
                raise
            self._output.remark("Stopped.")

    def _obey(self, command: str, argument: str) -> None:
        argument = argument.strip()
        match command:
            case "help":
                self._output.piece(HELP)
            case "new":
                self._chat = _Chat(self._store, self._session.chat_defaults)
                self._output.remark("A new chat.")
            case "models":
                list_available(self._output, self._run(self._session.read_rows()))
            case "model" if argument:
                self._choose(self._chosen.endpoint.id if self._chosen else "", argument)
            case "provider" if argument:
                self._choose(argument, "")
            case "model" | "provider":
                self._output.remark(f"/{command} takes a name, such as those that /models lists.")
            case _:
                self._output.remark(f"There is no command /{command}. /help lists them.")

    def _choose(self, provider: str, model: str) -> None:
        self._chosen = self._run(self._session.choose(provider, model))
        self._output.remark(f"Next to answer: {self._chosen.model} · {self._chosen.endpoint.name}")

    def _answer(self, question: str) -> None:
        if self._chosen is None:
            self._choose("", "")
        assert self._chosen is not None
        self._has_failed = False
        chat = self._chat
        try:
            self._run(chat.ask(question, self._chosen, self._output))
        finally:
            self._output.end_line()
            self._run(chat.save())
            if (error := chat.state.unsaved) is not None:
                self._output.failure(error)

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return run_interruptible(self._runner, work)


class _Chat:
    """One chat: its turns, and their way to the store (None: nothing can be saved, and it was said)."""

    def __init__(self, store: ChatStore | None, setup: ChatSetup) -> None:
        self.state = Conversation(setup=setup)
        self._recorder = Recorder(store, self._get, self._enter, lambda: None) if store else None
        self._pending: list[ReplyEvent] = []
        self._begun = 0.0

    async def ask(self, question: str, chosen: Chosen, output: Output) -> None:
        """Ask, and write the reply as it arrives. Raises `TarsError`; what has arrived is kept."""
        first_id = min([0, *(turn.id for turn in self.state.turns)]) - 1
        endpoint = chosen.endpoint
        reply = Turn(
            first_id - 1,
            Role.ASSISTANT,
            "",
            outcome=Outcome.ARRIVING,
            model=chosen.model,
            provider=endpoint.name,
            is_local=endpoint.is_local,
        )
        self.state = self.state.asked(Turn(first_id, Role.USER, question), reply)
        try:
            await self.save()
            await self._stream(chosen, output)
        except TarsError as error:
            self.state = self._get().failed(error)
            last = replace(self.state.turns[-1], problem=explain(error).sentence)
            self.state = replace(self.state, turns=(*self.state.turns[:-1], last))
            raise
        else:
            self.state = self._get().finished()
        finally:
            if self.state.is_replying:
                self.state = self._get().stopped()

    async def save(self) -> None:
        """Return when all is written, or cannot be."""
        if self._recorder is not None and self.state.turns:
            await asyncio.shield(self._recorder.save_soon())  # cut in half, it would be written twice

    async def _stream(self, chosen: Chosen, output: Output) -> None:
        if chosen.source.starts_something:
            output.remark("Starting the built-in engine…")
        provider = await chosen.source.open()
        if elsewhere := await leaves_to(chosen, provider):
            output.remark(f"The question goes to {elsewhere}, which is not this computer.")
            last = replace(self.state.turns[-1], is_local=False)
            self.state = replace(self.state, turns=(*self.state.turns[:-1], last))
        self._begun = asyncio.get_running_loop().time()
        request = ChatRequest(chosen.model, self.state.history, self.state.setup.parameters)
        async with aclosing(provider.chat(request)) as events:
            async for event in events:
                self._pending.append(event)
                if isinstance(event, ReplyText):
                    output.piece(event.text)
                if self.state.turns[-1].first_token_seconds is None:
                    self._get()  # its time is now
                if self._recorder is not None and not isinstance(event, ReplyFinished):
                    self._recorder.note(len(event.text))

    def _get(self) -> Conversation:
        """The chat with everything that has arrived: joined only when somebody asks, not for every token."""
        if self._pending and self.state.is_replying:
            events, self._pending = self._pending, []
            seconds = asyncio.get_running_loop().time() - self._begun
            self.state = self.state.received(events, seconds)
        return self.state

    def _enter(self, state: Conversation) -> None:
        self.state = state
