"""One chat: its reply streams here whether or not anybody looks, and reaches the disk as it comes."""

import asyncio
from dataclasses import replace
from itertools import count

from PySide6.QtCore import QObject, Signal

from desktop.domain.attachments import Attachment
from desktop.domain.capabilities import continuing_choice
from desktop.domain.catalog import ModelChoice
from desktop.domain.chat import ChatRequest, ChatSetup, Role
from desktop.domain.conversation import Conversation, Turn
from desktop.domain.errors import StoreError
from desktop.domain.providers import Provider, ProviderKind
from desktop.domain.store import ChatStore
from desktop.services.branches import Branches
from desktop.services.drafts import Drafts
from desktop.services.history import history_for
from desktop.services.providers import ProviderService
from desktop.services.recorder import Recorder
from desktop.services.reply import ReplyStream, new_reply
from desktop.services.store_work import StoreWork


class ConversationService(QObject):
    """One chat with at most one reply at a time; publishes at most 30 snapshots a second while it streams.

    While a reply arrives, `delete` stops it first, earlier pages and turns that are loaded can be shown, and
    every other verb does nothing: a branch is not left by accident while something is written on it.
    """

    changed = Signal(Conversation)
    stored = Signal()
    """The list of chats changed on the disk: a chat was created, or its time moved."""
    replied = Signal(Conversation)
    """A reply came to its end, whatever that was."""
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
        self._store, self._providers = store, providers
        self._work = StoreWork(self._note_failure)
        self._recorder = Recorder(store, self._get, self._enter, self.stored.emit)
        self._branches = Branches(store, self._recorder, self._get, self._enter)
        self._reply = ReplyStream(providers, self._get, self._enter, self._recorder.note, self._end)
        self._drafts = Drafts(store)
        self._new_ids = count(-1, -1)
        self._kinds: dict[str, ProviderKind] = {}
        self.state = state
        self.draft = draft
        """What is being written and not sent."""
        self.waits_for_model = False
        """The last question is asked again once its model is there; it is not if the user goes on before."""

    def send(self, prompt: str, choice: ModelChoice, attachments: tuple[Attachment, ...] = ()) -> bool:
        """Ask; False (and nothing happens) while a reply arrives, or without a word or an attachment."""
        if not self._is_free or not (prompt.strip() or attachments):
            return False
        question = self._question(prompt, attachments)
        self._ask(self.state.asked(question, self._new_reply(choice)), choice)
        return True

    def retry(self, choice: ModelChoice) -> None:
        """Ask the last question again, beside its reply; ignored while a reply arrives."""
        if self._is_free and any(turn.role is Role.USER for turn in self.state.turns):
            last = len(self.state.turns) - 1
            self._leave(last + (self.state.turns[-1].role is Role.USER))
            self._ask(self.state.retried(self._new_reply(choice)), choice)

    def regenerate(self, turn_id: int, choice: ModelChoice) -> bool:
        """Ask for another reply beside the one of `turn_id`, which stays a branch.

        False, and nothing happens: a reply arrives, or the turn is not shown, or is no reply.
        """
        position = self._place_of(turn_id, Role.ASSISTANT)
        if position is None:
            return False
        self._leave(position)
        self._ask(self.state.branched(position, self._new_reply(choice)), choice)
        return True

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
        position = self._place_of(turn_id, Role.USER)
        if position is None:
            return False
        kept = self.state.turns[position].attachments if attachments is None else attachments
        if not (text.strip() or kept):
            return False
        if attachments is None and not all(one.content for one in kept):
            self._work.start(self._edit_whole(turn_id, text, choice), "edit-question")
            return True
        self._leave(position)
        question = self._question(text, kept)
        self._ask(self.state.branched(position, question, self._new_reply(choice)), choice)
        return True

    @property
    def can_resume(self) -> bool:
        """Whether the last reply was cut off with some text, and its provider can go on with it."""
        return self._is_free and self._continuing() is not None

    def resume(self) -> bool:
        """Go on with the last reply, which was stopped or interrupted, where its text ends (prefill).

        The model that began it goes on, and the text is added to the same turn. False, and nothing happens,
        where `can_resume` is false.
        """
        choice = self._continuing()
        if choice is None or not self._is_free:
            return False
        self._recorder.change(self.state.turns[-1].id)
        self._ask(self.state.resumed(), choice)
        return True

    def stop(self) -> None:
        """Stop the reply and keep what has arrived; ignored when none arrives."""
        self._reply.stop()

    def switch(self, turn_id: int) -> bool:
        """Show the branch through a turn (one of `Turn.siblings`); False while a reply arrives."""
        if self._is_free:
            self._branches.switch(turn_id)
            return True
        return False

    def delete(self, turn_id: int) -> bool:
        """Delete a turn that is shown and all that follows it, on every branch; a reply is stopped first.

        `state.deleted` offers the undo until the chat is closed; after an undo, that of what was deleted
        before. False, and nothing happens, if the turn is not shown.
        """
        if self.state.position(turn_id) is None or self._branches.is_busy:
            return False
        self.waits_for_model = False
        self.stop()
        self._branches.delete(turn_id)
        return True

    def undo_delete(self) -> None:
        """Bring back what was deleted last; ignored if there is nothing, or while a reply arrives."""
        if self.state.deleted is not None and self._is_free:
            self._branches.undo_delete()

    def load_earlier(self) -> None:
        """Put the page before the first turn into `state.turns`; ignored if there is none."""
        if self.state.earlier:
            self._branches.load_earlier()

    def show_turn(self, turn_id: int) -> bool:
        """Bring a search hit into `state.turns`, its branch the active one; then `turn_shown` is emitted.

        False, and nothing happens, if it is not loaded while a reply arrives: that would leave the branch.
        """
        if self.state.position(turn_id) is not None:
            self.turn_shown.emit(turn_id)
            return True
        if self._is_free:
            self._branches.show(turn_id, lambda: self.turn_shown.emit(turn_id))
            return True
        return False

    def set_setup(self, setup: ChatSetup) -> None:
        """Ask with another system prompt and parameters from the next question on."""
        if setup != self.state.setup:
            self._enter(replace(self.state, setup=setup))
            if self.state.turns:
                self._work.start(self._save_setup(), "save-setup")

    def keep_draft(self, text: str) -> None:
        """Remember what is being written, for when the chat comes to the front again."""
        if text != self.draft:
            self.draft = text
            self._drafts.keep(self.state.chat_id, text)

    def rename(self, title: str, *, is_own: bool = True) -> None:
        """Show another title; the store has it already. `is_own`: the user gave it."""
        self._enter(replace(self.state, title=title, has_own_title=is_own))

    @property
    def is_busy(self) -> bool:
        """Whether a reply arrives or is waited for, the tree changes, or something is not saved yet."""
        return (
            self.state.is_replying
            or self.waits_for_model
            or self._branches.is_busy
            or self._work.is_busy
            or self._recorder.is_busy
            or self._drafts.is_busy
            or self.state.unsaved is not None
        )

    async def aclose(self) -> None:
        """Stop the reply, and return when all of it is saved (or cannot be)."""
        self.waits_for_model = False
        await self._reply.aclose()
        await self._branches.aclose()
        await self._recorder.aclose()
        await self._drafts.aclose()
        await self._work.aclose()

    @property
    def _is_free(self) -> bool:
        return not self.state.is_replying and not self._branches.is_busy

    def _continuing(self) -> ModelChoice | None:
        return continuing_choice(self.state, self._providers.state, self._kinds)

    def _place_of(self, turn_id: int, role: Role) -> int | None:
        """Where a turn of that role can be asked about; None where it cannot.

        What a turn follows has to be loaded; if it is not, that is begun.
        """
        position = self.state.position(turn_id)
        if position is None or not self._is_free or self.state.turns[position].role is not role:
            return None
        if position == 0 and self.state.earlier:
            self.load_earlier()
            return None
        return position

    def _question(self, text: str, attachments: tuple[Attachment, ...]) -> Turn:
        return Turn(next(self._new_ids), Role.USER, text, attachments=attachments)

    def _new_reply(self, choice: ModelChoice) -> Turn:
        return new_reply(next(self._new_ids), choice, self._providers.state)

    def _leave(self, position: int) -> None:
        """The turns from there on make room; a reply without a word at the end is used again."""
        turns = self.state.turns
        if position == len(turns) - 1 and turns[position].is_wordless:
            self._recorder.change(turns[position].id)
        else:
            self._recorder.leave(turns[position:], turns[position - 1].id if position else 0)

    def _ask(self, state: Conversation, choice: ModelChoice) -> None:
        self.waits_for_model = False
        self._enter(replace(state, store_error=None))
        self._recorder.save_soon()
        self._reply.start(choice, self._request)

    async def _request(self, provider: Provider, choice: ModelChoice) -> ChatRequest:
        """What is asked; by then the question is on the disk."""
        await asyncio.shield(self._recorder.save_soon())  # stopped half-way, it would save twice
        self._kinds[choice.provider] = provider.kind
        catalog = self._providers.state
        messages = await history_for(self._store, self.state, provider, choice, catalog)
        continues = bool(self.state.turns[-1].content)
        return ChatRequest(choice.model, messages, self.state.setup.parameters, continues)

    async def _edit_whole(self, turn_id: int, text: str, choice: ModelChoice) -> None:
        """Edit once the content of what is attached is there, which a page leaves out if it is much."""
        self.edit(turn_id, text, choice, await self._store.read_attachments(turn_id))

    async def _save_setup(self) -> None:
        await asyncio.shield(self._recorder.save_soon())
        if self.state.chat_id:
            await self._store.save_setup(self.state.chat_id, self.state.setup)

    def _note_failure(self, error: StoreError) -> None:
        self._enter(replace(self.state, store_error=error))

    def _end(self, state: Conversation) -> None:
        self._enter(state)
        self._recorder.save_soon()
        self.replied.emit(self.state)

    def _get(self) -> Conversation:
        return self.state

    def _enter(self, state: Conversation) -> None:
        self.state = state
        self.changed.emit(state)
