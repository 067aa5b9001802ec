"""The state a chat moves through; every transition returns a new snapshot."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.domain.attachments import Attachment
from desktop.domain.chat import (
    PLAIN_SETUP,
    ChatSetup,
    Message,
    ReplyEvent,
    ReplyFinished,
    ReplyText,
    ReplyThinking,
    Role,
)
from desktop.domain.errors import StoreError, TarsError


class Outcome(StrEnum):
    """How a message came to its end; kept with it in the store."""

    COMPLETE = "complete"
    ARRIVING = "arriving"
    """In the store: the application was killed meanwhile, and it is interrupted."""
    STOPPED = "stopped"
    """By the user."""
    INTERRUPTED = "interrupted"
    """Some text arrived, and then an error."""
    FAILED = "failed"
    """An error, and no text."""


class Phase(StrEnum):
    """What the chat waits for."""

    IDLE = "idle"
    CONNECTING = "connecting"
    LOADING = "loading"
    """The request has left, and the server still loads the model."""
    READING = "reading"
    """The request has left, and no token has come: the model reads the prompt."""
    THINKING = "thinking"
    ANSWERING = "answering"


@dataclass(frozen=True, slots=True)
class Turn:
    """One message as shown and stored. Times are seconds; counts are tokens, None if not known."""

    id: int
    """The store's key, positive; or negative for a turn that could not be stored."""
    role: Role
    content: str
    thinking: str = ""
    outcome: Outcome = Outcome.COMPLETE
    error: TarsError | None = None
    """Why it was interrupted or failed, while this application runs."""
    problem: str = ""
    """The sentence kept in the store for a later start; shown when `error` is None."""
    model: str = ""
    provider: str = ""
    """The provider's name as it was then."""
    is_local: bool = True
    first_token_seconds: float | None = None
    generation_seconds: float | None = None
    reply_tokens: int | None = None
    prompt_tokens: int | None = None
    thinking_seconds: float | None = None
    """How long it thought before the first word of its answer."""
    attachments: tuple[Attachment, ...] = ()
    siblings: tuple[int, ...] = ()
    """Ids of all turns after the same one, itself among them, the oldest first; () while it is alone."""
    created_at: float = 0.0
    """Seconds since the epoch; 0 while it is not stored."""

    @property
    def branch(self) -> tuple[int, int]:
        """Which of its siblings it is, from 1, and how many there are."""
        return (self.siblings.index(self.id) + 1, len(self.siblings)) if self.id in self.siblings else (1, 1)

    @property
    def tokens_per_second(self) -> float | None:
        """The speed of generation, or None until it can be known."""
        if not self.reply_tokens or not self.generation_seconds:
            return None
        return self.reply_tokens / self.generation_seconds


@dataclass(frozen=True, slots=True)
class DeletedTurns:
    """What was deleted last, while that can be undone: a turn, and those after it that were shown with it."""

    turn_id: int
    role: Role
    """Who spoke in the first of them."""
    count: int
    after_id: int = 0
    """The turn above the gap; 0 if there was none."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One chat: its turns in order, and the phase of the reply that arrives (always the last turn)."""

    chat_id: int = 0
    title: str = ""
    turns: tuple[Turn, ...] = ()
    phase: Phase = Phase.IDLE
    unsaved: StoreError | None = None
    """Why the newest text is in memory only, or None while it reaches the disk."""
    setup: ChatSetup = PLAIN_SETUP
    earlier: int = 0
    """How many turns of the branch come before the first of `turns`: in the store, and not loaded yet."""
    has_own_title: bool = False
    """Whether the user gave it its title."""
    deleted: DeletedTurns | None = None
    """For the row that offers to undo it."""
    is_loading: bool = False
    """Turns are being read: of another branch, or earlier ones."""
    store_error: StoreError | None = None
    """Why the last change of the tree was not made, or turns not read."""

    @property
    def is_replying(self) -> bool:
        return self.phase is not Phase.IDLE

    @property
    def history(self) -> tuple[Message, ...]:
        """What the model is to be told: every turn with text, without the reply that arrives."""
        turns = self.turns[:-1] if self.is_replying else self.turns
        messages: list[Message] = []
        for turn in turns:
            if messages and turn.content and messages[-1].role is turn.role:
                # A question whose reply failed stands before the next one, and the templates of several
                # models (Gemma, Mistral) refuse two messages of one role in a row.
                messages[-1] = Message(turn.role, f"{messages[-1].content}\n\n{turn.content}")
            elif turn.content:
                messages.append(Message(turn.role, turn.content))
        return tuple(messages)

    def asked(self, question: Turn, reply: Turn) -> "Conversation":
        return replace(self, turns=(*self.turns, question, reply), phase=Phase.CONNECTING)

    def retried(self, reply: Turn) -> "Conversation":
        """`reply` is awaited in the place of the last one, which stays in the store only."""
        kept = self.turns[:-1] if self.turns and self.turns[-1].role is Role.ASSISTANT else self.turns
        return replace(self, turns=(*kept, reply), phase=Phase.CONNECTING)

    def waiting(self, phase: Phase) -> "Conversation":
        """Enter a phase before the first token; ignored once text arrives."""
        if self.phase in (Phase.CONNECTING, Phase.LOADING, Phase.READING):
            return replace(self, phase=phase)
        return self

    def received(self, events: Sequence[ReplyEvent], seconds: float) -> "Conversation":
        """Add what came until `seconds` after the question was sent; pieces of text count as tokens."""
        reply, phase = self.turns[-1], self.phase
        first = reply.first_token_seconds if reply.first_token_seconds is not None else seconds
        text = "".join(event.text for event in events if isinstance(event, ReplyText))
        thinking = "".join(event.text for event in events if isinstance(event, ReplyThinking))
        pieces = sum(not isinstance(event, ReplyFinished) for event in events)
        if pieces:
            reply = replace(
                reply,
                content=reply.content + text,
                thinking=reply.thinking + thinking,
                first_token_seconds=first,
                generation_seconds=seconds - first,
                reply_tokens=(reply.reply_tokens or 0) + pieces,
            )
            phase = Phase.ANSWERING if text else Phase.THINKING
        for event in events:
            if isinstance(event, ReplyFinished):
                reply = replace(
                    reply,
                    reply_tokens=event.reply_tokens or reply.reply_tokens,
                    prompt_tokens=event.prompt_tokens,
                    generation_seconds=event.generation_seconds or reply.generation_seconds,
                )
        return replace(self, turns=(*self.turns[:-1], reply), phase=phase)

    def finished(self) -> "Conversation":
        return self._ended(Outcome.COMPLETE, None)

    def stopped(self) -> "Conversation":
        return self._ended(Outcome.STOPPED, None)

    def failed(self, error: TarsError) -> "Conversation":
        has_text = bool(self.turns[-1].content or self.turns[-1].thinking)
        return self._ended(Outcome.INTERRUPTED if has_text else Outcome.FAILED, error)

    def _ended(self, outcome: Outcome, error: TarsError | None) -> "Conversation":
        reply = replace(self.turns[-1], outcome=outcome, error=error)
        return replace(self, turns=(*self.turns[:-1], reply), phase=Phase.IDLE)
