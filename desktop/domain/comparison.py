"""One question to several models as values: a column for each, and the chat that it becomes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.domain.attachments import Attachment
from desktop.domain.catalog import ModelChoice
from desktop.domain.chat import PLAIN_SETUP, ChatSetup, Role
from desktop.domain.conversation import Conversation, Outcome, Phase, Turn
from desktop.domain.store import StoredChat, StoredTurn

MOST_COLUMNS = 6
QUESTION_ID, REPLY_ID = -1, -2
"""Nothing of a comparison has a place in the store."""


@dataclass(frozen=True, slots=True)
class Column:
    """One model's reply: `reply` has text, thoughts, figures, error, and whether it leaves this computer."""

    choice: ModelChoice
    reply: Turn
    phase: Phase = Phase.IDLE
    is_waiting: bool = False
    """It is another one's turn: a server on this computer answers one model after the other."""

    @property
    def is_busy(self) -> bool:
        return self.is_waiting or self.phase is not Phase.IDLE


@dataclass(frozen=True, slots=True)
class Comparison:
    """The question and its columns, in the order of the choices."""

    prompt: str = ""
    attachments: tuple[Attachment, ...] = ()
    setup: ChatSetup = PLAIN_SETUP
    columns: tuple[Column, ...] = ()
    chat_id: int = 0
    """The chat that it became, 0 until then."""

    @property
    def is_busy(self) -> bool:
        return any(column.is_busy for column in self.columns)

    @property
    def question(self) -> Turn:
        return Turn(QUESTION_ID, Role.USER, self.prompt, attachments=self.attachments)

    def conversation(self, place: int) -> Conversation:
        """The question and the reply of one column."""
        column = self.columns[place]
        return Conversation(turns=(self.question, column.reply), phase=column.phase, setup=self.setup)

    def with_column(self, place: int, column: Column) -> "Comparison":
        columns = (*self.columns[:place], column, *self.columns[place + 1 :])
        return replace(self, columns=columns)


def chosen_once(choices: Sequence[ModelChoice]) -> tuple[ModelChoice, ...]:
    """Each choice once, and no more than there are columns for."""
    return tuple(dict.fromkeys(choices))[:MOST_COLUMNS]


def stored_chat(comparison: Comparison, place: int, title: str, now: float) -> StoredChat:
    """The chat that a comparison becomes: every reply that has text is a branch, that of `place` is shown."""
    kept = [at for at, column in enumerate(comparison.columns) if at == place or column.reply.content]
    turns = [StoredTurn(replace(comparison.question, created_at=now), -1)]
    turns += [StoredTurn(replace(_ended(comparison.columns[at].reply), created_at=now), 0) for at in kept]
    return StoredChat(title, now, now, tuple(turns), 1 + kept.index(place), comparison.setup)


def _ended(reply: Turn) -> Turn:
    return replace(reply, outcome=Outcome.STOPPED) if reply.outcome is Outcome.ARRIVING else reply
