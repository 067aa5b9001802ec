"""One chat: its reply streams here whether or not anybody looks, and reaches the disk as it comes."""

import asyncio
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.domain.attachments import Attachment
from desktop.domain.catalog import ModelChoice
from desktop.domain.chat import ChatSetup, Role
from desktop.domain.conversation import Conversation
from desktop.domain.errors import StoreError
from desktop.domain.store import PAGE_TURNS, ChatStore
from desktop.services.asking import Asking
from desktop.services.branches import Branches
from desktop.services.drafts import Drafts
from desktop.services.providers import ProviderService
from desktop.services.recorder import Recorder
from desktop.services.reply import ReplyStream
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
        self._store = store
        self._work = StoreWork(self._note_failure)
        self._recorder = Recorder(store, self._get, self._enter, self.stored.emit)
        self._branches = Branches(store, self._recorder, self._get, self._enter)
        self._reply = ReplyStream(providers, self._get, self._enter, self._recorder.note, self._end)
        self._asking = Asking(store, providers, self._recorder, self._reply, self._get, self._enter)
        self._drafts = Drafts(store.save_draft)
        self.state = state
        self.draft = draft
        """What is being written and not sent."""
        self.waits_for_model = False
        """The last question is asked again once its model is there; it is not if the user goes on before."""

    def send(self, prompt: str, choice: ModelChoice, attachments: tuple[Attachment, ...] = ()) -> bool:
        """Ask; False (and nothing happens) while a reply arrives, or without a word or an attachment."""
        if not self._is_free or not (prompt.strip() or attachments):
            return False
        self.waits_for_model = False
        self._asking.send(prompt, choice, attachments)
        return True

    def retry(self, choice: ModelChoice) -> None:
        """Ask the last question again, beside its reply; ignored while a reply arrives."""
        if self._is_free:
            self.waits_for_model = False
            self._asking.retry(choice)

    def regenerate(self, turn_id: int, choice: ModelChoice) -> bool:
        """Ask for another reply beside the one of `turn_id`, which stays a branch.

        False, and nothing happens: a reply arrives, or the turn is not shown, or is no reply.
        """
        position = self._place_of(turn_id, Role.ASSISTANT)
        if position is None:
            return False
        self.waits_for_model = False
        self._asking.regenerate(position, choice)
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
        self.waits_for_model = False
        self._asking.edit(position, text, choice, kept)
        return True

    @property
    def can_resume(self) -> bool:
        """Whether the last reply was cut off with some text, and its provider can go on with it."""
        return self._is_free and self._asking.continuing() is not None

    @property
    def begins_anew(self) -> bool:
        """Whether the last reply was cut off, and its provider can only be asked for another one."""
        return self._is_free and self._asking.begins_anew()

    def resume(self) -> bool:
        """Go on with the last reply, which was stopped or interrupted, where its text ends (prefill).

        The model that began it goes on, and the text is added to the same turn. False, and nothing happens,
        where `can_resume` is false.
        """
        choice = self._asking.continuing()
        if choice is None or not self._is_free:
            return False
        self.waits_for_model = False
        self._asking.resume(choice)
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

    def load_earlier(self, count: int = PAGE_TURNS) -> None:
        """Put so many turns before the first one into `state.turns`; ignored if there is none."""
        if self.state.earlier:
            self._branches.load_earlier(count)

    def show_turn(self, turn_id: int) -> bool:
        """Bring a search hit into `state.turns`, its branch the active one; then `turn_shown` is emitted.

        False if it is not loaded while a reply arrives, which would be left: it is `awaited_turn` then,
        and shown at the end of the reply.
        """
        is_loaded = self.state.position(turn_id) is not None
        has_to_wait = self.state.is_replying and not is_loaded
        self._await_turn(turn_id if has_to_wait else 0)
        if is_loaded:
            self.turn_shown.emit(turn_id)
        elif not has_to_wait:
            self._branches.show(turn_id, lambda: self.turn_shown.emit(turn_id))
        return not has_to_wait

    def forget_awaited(self) -> None:
        """Do not show the search hit that waits for the end of the reply."""
        self._await_turn(0)

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
        if self.state.awaited_turn:
            self.show_turn(self.state.awaited_turn)

    def _await_turn(self, turn_id: int) -> None:
        if turn_id != self.state.awaited_turn:
            self._enter(replace(self.state, awaited_turn=turn_id))

    def _get(self) -> Conversation:
        return self.state

    def _enter(self, state: Conversation) -> None:
        self.state = state
        self.changed.emit(state)
