"""One question to several models as values: a column for each, and the chat that it is kept as."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.domain.attachments import Attachment
from desktop.domain.catalog import ModelChoice
from desktop.domain.chat import PLAIN_SETUP, ChatSetup, Role
from desktop.domain.conversation import Conversation, Phase, Turn
from desktop.domain.errors import StoreError

MOST_COLUMNS = 6
QUESTION_ID, REPLY_ID = -1, -2
"""The places in the store are known to the recorder only."""


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
    """The chat that it is kept as, 0 until it is on the disk."""
    unsaved: StoreError | None = None
    """Why the newest text is in memory only, or None while it reaches the disk."""

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


@dataclass(frozen=True, slots=True)
class KeptReply:
    """Where the reply that the user goes on with is: its chat, and the turn in it."""

    chat_id: int
    turn_id: int


def chosen_once(choices: Sequence[ModelChoice]) -> tuple[ModelChoice, ...]:
    """Each choice once, and no more than there are columns for."""
    return tuple(dict.fromkeys(choices))[:MOST_COLUMNS]
