"""One question to several models side by side ("Ask all"), kept as a chat in which each reply is a branch."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.domain.attachments import Attachment
from desktop.domain.catalog import ModelChoice
from desktop.domain.chat import PLAIN_SETUP, ChatRequest, ChatSetup
from desktop.domain.comparison import REPLY_ID, Column, Comparison, KeptReply, chosen_once
from desktop.domain.conversation import Conversation, Outcome, Turn
from desktop.domain.errors import StoreError
from desktop.domain.providers import Provider
from desktop.domain.store import ChatStore
from desktop.services.comparison_recorder import ComparisonRecorder
from desktop.services.pacing import Paced
from desktop.services.providers import ProviderService
from desktop.services.reply import ReplyStream, new_reply
from desktop.services.tasks import TaskScope
from desktop.text.messages import explain

PUBLISH_SECONDS = 1 / 30
NEAR_AT_ONCE, REMOTE_AT_ONCE = 1, 4
"""How many models of one provider are asked at the same time: on this computer, and elsewhere."""


class ComparisonService(QObject):
    """Publishes one `Comparison`, at most 30 times a second while replies stream.

    A provider on this computer is asked for one model at a time, since several at once would push each other
    out of memory; one elsewhere for up to four. Every column says by `reply.is_local` whether its question
    leaves this computer, from the moment the question is there. All of it is on the disk within a second.
    """

    changed = Signal(Comparison)
    kept = Signal(KeptReply)
    """The user goes on with this one: open it."""
    stored = Signal()
    """The list of chats changed on the disk."""

    def __init__(self, store: ChatStore, providers: ProviderService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._providers = store, providers
        self._tasks = TaskScope()
        self._streams: list[ReplyStream] = []
        self._recorder: ComparisonRecorder
        self._recorders: list[ComparisonRecorder] = []
        """That of this comparison last; those before it are still saving."""
        self._paced = Paced(self._publish)
        self.state = Comparison()

    def ask(
        self,
        prompt: str,
        choices: Sequence[ModelChoice],
        setup: ChatSetup = PLAIN_SETUP,
        attachments: tuple[Attachment, ...] = (),
    ) -> bool:
        """Ask every choice (each once, at most `MOST_COLUMNS`), in place of the comparison before.

        False, and nothing happens, if there is nothing to ask, nobody to be asked, or replies still arrive.
        """
        asked = chosen_once(choices)
        if self.state.is_busy or not asked or not (prompt.strip() or attachments):
            return False
        self._streams = [self._stream(place) for place in range(len(asked))]
        columns = tuple(Column(choice, self._new_reply(choice), is_waiting=True) for choice in asked)
        self._enter(Comparison(prompt, attachments, setup, columns))
        self._record()
        self._start_next()
        return True

    @property
    def is_saving(self) -> bool:
        """Whether something is on its way to the disk."""
        return any(recorder.is_busy for recorder in self._recorders)

    def stop(self, place: int | None = None) -> None:
        """Stop one column, or all of them; what has arrived stays."""
        places = range(len(self.state.columns)) if place is None else (place,)
        for at in places:
            column = self.state.columns[at]
            if column.is_waiting:
                reply = replace(column.reply, outcome=Outcome.STOPPED)
                self._enter(self.state.with_column(at, replace(column, reply=reply, is_waiting=False)))
                self._recorder.note(at, reply)
                self._recorder.save_soon()
        for at in places:
            self._streams[at].stop()

    def retry(self, place: int) -> None:
        """Ask a column again; ignored while its reply arrives or is waited for."""
        column = self.state.columns[place]
        if not column.is_busy:
            again = Column(column.choice, self._new_reply(column.choice), is_waiting=True)
            self._enter(self.state.with_column(place, again))
            self._recorder.begin(place, again.reply)
            self._recorder.save_soon()
            self._start_next()

    def go_on(self, place: int) -> None:
        """Have the chat opened that it is kept as, at the reply of `place`.

        What still arrives is stopped first. `kept` follows; if the store fails, `changed` with its error in
        that column's reply.
        """
        self.stop()
        self._tasks.start(self._keep(place), name="keep-comparison")

    async def aclose(self) -> None:
        """Stop every reply, and return when all of it is saved (or cannot be)."""
        self.stop()
        for stream in self._streams:
            await stream.aclose()
        for recorder in self._recorders:
            await recorder.aclose()
        self._paced.stop()
        await self._tasks.aclose()

    async def _keep(self, place: int) -> None:
        try:
            kept = await self._recorder.keep(place)
        except StoreError as error:
            column = self.state.columns[place]
            reply = replace(column.reply, error=error, problem=explain(error).sentence)
            self._enter(self.state.with_column(place, replace(column, reply=reply)))
        else:
            self.kept.emit(kept)

    def _record(self) -> None:
        """Begin to save this comparison."""
        state = self.state
        self._recorder = ComparisonRecorder(
            self._store, state.question, state.setup, self.stored.emit, self._note_recorder
        )
        self._recorders = [*(one for one in self._recorders if one.is_busy), self._recorder]
        for place, column in enumerate(state.columns):
            self._recorder.begin(place, column.reply)
        self._recorder.save_soon()

    def _note_recorder(self, recorder: ComparisonRecorder) -> None:
        if recorder is self._recorder:
            self._enter(replace(self.state, chat_id=recorder.chat_id, unsaved=recorder.error))

    def _start_next(self) -> None:
        """Ask those whose turn it is."""
        for place, column in enumerate(self.state.columns):
            if column.is_waiting and self._has_room(column.choice.provider):
                self._enter_column(place, self.state.conversation(place).resumed())
                self._streams[place].start(column.choice, partial(self._request, place))

    def _has_room(self, provider: str) -> bool:
        row = self._providers.state.row(provider)
        at_once = NEAR_AT_ONCE if row is not None and row.endpoint.is_local else REMOTE_AT_ONCE
        running = [c for c in self.state.columns if c.is_busy and not c.is_waiting]
        return sum(column.choice.provider == provider for column in running) < at_once

    async def _request(self, place: int, _provider: Provider, choice: ModelChoice) -> ChatRequest:
        return ChatRequest(choice.model, self.state.conversation(place).history, self.state.setup.parameters)

    def _new_reply(self, choice: ModelChoice) -> Turn:
        return new_reply(REPLY_ID, choice, self._providers.state)

    def _stream(self, place: int) -> ReplyStream:
        return ReplyStream(
            self._providers,
            lambda: self.state.conversation(place),
            partial(self._enter_column, place),
            self._note_text,
            partial(self._end, place),
        )

    def _enter_column(self, place: int, state: Conversation) -> None:
        column = replace(
            self.state.columns[place], reply=state.turns[-1], phase=state.phase, is_waiting=False
        )
        self.state = self.state.with_column(place, column)
        self._recorder.note(place, column.reply)
        self._paced.soon(PUBLISH_SECONDS)

    def _note_text(self, characters: int) -> None:
        self._recorder.wrote(characters)

    def _end(self, place: int, state: Conversation) -> None:
        self._enter_column(place, state)
        self._recorder.save_soon()
        self._start_next()

    def _enter(self, state: Comparison) -> None:
        self.state = state
        self._paced.now()

    def _publish(self) -> None:
        self.changed.emit(self.state)
