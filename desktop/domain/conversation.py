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
from desktop.domain.prompting import messages_for


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
    def is_wordless(self) -> bool:
        """Whether it is a reply of which nothing came."""
        return self.role is Role.ASSISTANT and not self.content and not self.thinking

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
    awaited_turn: int = 0
    """A search hit that is not among `turns`, and is shown when the reply that arrives has ended; 0: none."""
    store_error: StoreError | None = None
    """Why the last change of the tree was not made, or turns not read."""

    @property
    def is_replying(self) -> bool:
        return self.phase is not Phase.IDLE

    @property
    def history(self) -> tuple[Message, ...]:
        """What the model is to be told: the system prompt and every turn but the reply that arrives."""
        return messages_for(self.turns[:-1] if self.is_replying else self.turns, self.setup)

    def position(self, turn_id: int) -> int | None:
        """Where a turn is among those that are loaded."""
        return next((place for place, turn in enumerate(self.turns) if turn.id == turn_id), None)

    def asked(self, question: Turn, reply: Turn) -> "Conversation":
        return replace(self, turns=(*self.turns, question, reply), phase=Phase.CONNECTING)

    def branched(self, position: int, *turns: Turn) -> "Conversation":
        """`turns` beside the one at `position`, which stays a branch with all after it; the last is awaited.

        A reply without a word is no branch: the new one takes its place, unless something follows it.
        """
        old, first = self.turns[position], turns[0]
        if old.is_wordless and old is self.turns[-1]:
            first = replace(first, id=old.id, siblings=old.siblings, created_at=old.created_at)
        else:
            first = replace(first, siblings=(*(old.siblings or (old.id,)), first.id))
        kept = self.turns[:position]
        return replace(self, turns=(*kept, first, *turns[1:]), phase=Phase.CONNECTING)

    def retried(self, reply: Turn) -> "Conversation":
        """`reply` is awaited beside the last one, or after the last question if that has none."""
        if self.turns and self.turns[-1].role is Role.ASSISTANT:
            return self.branched(len(self.turns) - 1, reply)
        return replace(self, turns=(*self.turns, reply), phase=Phase.CONNECTING)

    def resumed(self) -> "Conversation":
        """The last reply goes on."""
        reply = replace(self.turns[-1], outcome=Outcome.ARRIVING, error=None, problem="")
        return replace(self, turns=(*self.turns[:-1], reply), phase=Phase.CONNECTING)

    def waiting(self, phase: Phase) -> "Conversation":
        """Enter a phase before the first token; ignored once text arrives."""
        if self.phase in (Phase.CONNECTING, Phase.LOADING, Phase.READING):
            return replace(self, phase=phase)
        return self

    def received(
        self, events: Sequence[ReplyEvent], seconds: float, begun: Turn | None = None
    ) -> "Conversation":
        """Add what came until `seconds` after the question was sent; pieces of text count as tokens.

        `begun` is the reply as it was when it was asked to go on: its figures are added to, and `seconds` are
        those since the first word that followed.
        """
        reply, phase = self.turns[-1], self.phase
        text = "".join(event.text for event in events if isinstance(event, ReplyText))
        thinking = "".join(event.text for event in events if isinstance(event, ReplyThinking))
        pieces = sum(not isinstance(event, ReplyFinished) for event in events)
        if pieces:
            reply = _timed(reply, seconds, begun, has_text=bool(text))
            reply = replace(
                reply,
                content=reply.content + text,
                thinking=reply.thinking + thinking,
                reply_tokens=(reply.reply_tokens or 0) + pieces,
            )
            phase = Phase.ANSWERING if text else Phase.THINKING
        for event in events:
            if isinstance(event, ReplyFinished):
                reply = _counted(reply, event, begun)
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


def _timed(reply: Turn, seconds: float, begun: Turn | None, *, has_text: bool) -> Turn:
    """The times of a reply of which something came after `seconds`."""
    first = reply.first_token_seconds if reply.first_token_seconds is not None else seconds
    before = (begun.generation_seconds or 0.0) if begun is not None else 0.0
    waited = 0.0 if begun is not None else first
    thinking_seconds = reply.thinking_seconds
    if has_text and thinking_seconds is None and reply.thinking and not reply.content:
        thinking_seconds = seconds - first
    return replace(
        reply,
        first_token_seconds=first,
        generation_seconds=before + seconds - waited,
        thinking_seconds=thinking_seconds,
    )


def _counted(reply: Turn, end: ReplyFinished, begun: Turn | None) -> Turn:
    """The server's own figures in place of ours; the prompt of a reply that went on has its own beginning."""
    tokens, seconds = end.reply_tokens, end.generation_seconds
    if begun is not None:
        tokens = tokens + (begun.reply_tokens or 0) if tokens else None
        seconds = seconds + (begun.generation_seconds or 0.0) if seconds else None
    return replace(
        reply,
        reply_tokens=tokens or reply.reply_tokens,
        prompt_tokens=end.prompt_tokens if begun is None else begun.prompt_tokens,
        generation_seconds=seconds or reply.generation_seconds,
    )
