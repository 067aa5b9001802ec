"""Putting questions of one conversation to models: anew, again, changed, or where a reply was cut off."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from itertools import count

from desktop.domain.attachments import Attachment
from desktop.domain.capabilities import begins_anew, continuing_choice
from desktop.domain.catalog import ModelChoice
from desktop.domain.chat import ChatRequest, Role
from desktop.domain.conversation import Conversation, Turn
from desktop.domain.providers import Provider, ProviderKind
from desktop.domain.store import ChatStore
from desktop.services.history import history_for
from desktop.services.providers import ProviderService
from desktop.services.recorder import Recorder
from desktop.services.reply import ReplyStream, new_reply


class Asking:
    """Asks while no reply arrives, which its caller sees to; what is left for a new version is saved first.

    `get` gives the conversation as it is, and `enter` takes the next one.
    """

    def __init__(
        self,
        store: ChatStore,
        providers: ProviderService,
        recorder: Recorder,
        reply: ReplyStream,
        get: Callable[[], Conversation],
        enter: Callable[[Conversation], None],
    ) -> None:
        self._store, self._providers, self._recorder, self._reply = store, providers, recorder, reply
        self._get, self._enter = get, enter
        self._new_ids = count(-1, -1)
        self._kinds: dict[str, ProviderKind] = {}

    def send(self, prompt: str, choice: ModelChoice, attachments: tuple[Attachment, ...]) -> None:
        """Ask after what is there."""
        self._ask(self._get().asked(self._question(prompt, attachments), self._new_reply(choice)), choice)

    def retry(self, choice: ModelChoice) -> None:
        """Ask the last question again, beside its reply; ignored if there is none."""
        turns = self._get().turns
        if any(turn.role is Role.USER for turn in turns):
            last = len(turns) - 1
            self._leave(last + (turns[-1].role is Role.USER))
            self._ask(self._get().retried(self._new_reply(choice)), choice)

    def regenerate(self, position: int, choice: ModelChoice) -> None:
        """Ask for another reply beside the one at `position`."""
        self._leave(position)
        self._ask(self._get().branched(position, self._new_reply(choice)), choice)

    def edit(
        self, position: int, text: str, choice: ModelChoice, attachments: tuple[Attachment, ...]
    ) -> None:
        """Ask another question beside the one at `position`."""
        self._leave(position)
        question = self._question(text, attachments)
        self._ask(self._get().branched(position, question, self._new_reply(choice)), choice)

    def continuing(self) -> ModelChoice | None:
        """Who can go on with the last reply; None if nobody can, or it is whole."""
        return continuing_choice(self._get(), self._providers.state, self._kinds)

    def begins_anew(self) -> bool:
        """Whether the last reply was cut off, and its provider does not go on with one."""
        return begins_anew(self._get(), self._providers.state, self._kinds)

    def resume(self, choice: ModelChoice) -> None:
        """Have `choice` go on where the last reply ends."""
        self._recorder.change(self._get().turns[-1].id)
        self._ask(self._get().resumed(), choice)

    def _question(self, text: str, attachments: tuple[Attachment, ...]) -> Turn:
        return Turn(next(self._new_ids), Role.USER, text, attachments=attachments)

    def _new_reply(self, choice: ModelChoice) -> Turn:
        return new_reply(next(self._new_ids), choice, self._providers.state)

    def _leave(self, position: int) -> None:
        """The turns from there on make room; a reply without a word at the end is used again."""
        turns = self._get().turns
        if position == len(turns) - 1 and turns[position].is_wordless:
            self._recorder.change(turns[position].id)
        else:
            self._recorder.leave(turns[position:], turns[position - 1].id if position else 0)

    def _ask(self, state: Conversation, choice: ModelChoice) -> None:
        self._enter(replace(state, store_error=None))
        self._recorder.save_soon()
        self._reply.start(choice, self._request)

    async def _request(self, provider: Provider, choice: ModelChoice) -> ChatRequest:
        """What is asked; by then the question is on the disk."""
        await asyncio.shield(self._recorder.save_soon())  # stopped half-way, it would save twice
        self._kinds[choice.provider] = provider.kind
        state = self._get()
        messages = await history_for(self._store, state, provider, choice, self._providers.state)
        continues = bool(self._get().turns[-1].content)
        return ChatRequest(choice.model, messages, self._get().setup.parameters, continues)
