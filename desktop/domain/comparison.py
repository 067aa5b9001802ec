"""One question to several models as values: a column for each, and how far each reply is."""

from dataclasses import dataclass

from desktop.domain.attachments import Attachment
from desktop.domain.catalog import ModelChoice
from desktop.domain.chat import PLAIN_SETUP, ChatSetup
from desktop.domain.conversation import Phase, Turn

MOST_COLUMNS = 6


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
