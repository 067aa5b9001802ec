"""The question at the end of the setup: asked in a chat like any other, with the figures of its answer."""

from contextlib import suppress
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.catalog import ModelChoice
from desktop.domain.conversation import Conversation, Outcome
from desktop.domain.errors import TarsError
from desktop.domain.pull_queue import is_same_model
from desktop.domain.setup import FirstAnswer
from desktop.services.chats import ChatsService
from desktop.services.conversation import ConversationService
from desktop.services.providers import ProviderService
from desktop.services.tasks import TaskScope


class FirstQuestion(QObject):
    """Asks, and tells of the answer as it arrives; the chat stays among the user's chats."""

    changed = Signal()
    answered = Signal(FirstAnswer)
    """The answer is whole, and it is known where the model is (if its server tells)."""

    def __init__(
        self, chats: ChatsService, providers: ProviderService, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._chats, self._providers = chats, providers
        self._tasks = TaskScope()
        self._conversation: ConversationService | None = None
        self.answer: FirstAnswer | None = None

    def ask(self, choice: ModelChoice, question: str) -> None:
        """Ask `question` in a new chat, or once more in that of the last time while it is in front."""
        if self.answer is not None and self.answer.is_arriving:
            return
        if self._conversation is not self._chats.current:
            self._chats.new_chat()
        conversation = self._chats.current
        if conversation is not self._conversation:
            conversation.changed.connect(self._take)
        self._conversation = conversation
        self.answer = FirstAnswer(choice.provider, choice.model, Conversation())
        if conversation.state.turns:
            conversation.retry(choice)
        else:
            conversation.send(question, choice)

    def stop(self) -> None:
        """Stop the answer; what has arrived stays in the chat."""
        if self._conversation is not None:
            self._conversation.stop()

    async def aclose(self) -> None:
        await self._tasks.aclose()

    @Slot(Conversation)
    def _take(self, conversation: Conversation) -> None:
        is_mine = self._conversation is not None and self._conversation.state is conversation
        if self.answer is None or not is_mine or not conversation.turns:
            return
        was_arriving = self.answer.is_arriving
        self.answer = replace(self.answer, conversation=conversation)
        self.changed.emit()
        if was_arriving and conversation.turns[-1].outcome is Outcome.COMPLETE:
            self._tasks.start(self._measure(self.answer), name="measure-first-answer")

    async def _measure(self, answer: FirstAnswer) -> None:
        """Find out where the model is, if its server tells."""
        fraction: float | None = None
        with suppress(TarsError):
            client = await self._providers.source(answer.provider).open()
            for loaded in await client.loaded_models():
                if is_same_model(loaded.name, answer.model) and loaded.size_bytes:
                    fraction = min((loaded.gpu_bytes or 0) / loaded.size_bytes, 1.0)
        if self.answer is not None and self.answer.reply.id == answer.reply.id:
            self.answer = replace(self.answer, gpu_fraction=fraction)
            self.answered.emit(self.answer)
            self.changed.emit()
