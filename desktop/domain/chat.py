"""A conversation as values: what is asked, and what arrives."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """Who speaks; the names are those of every chat protocol."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Message:
    """One turn as a provider needs it."""

    role: Role
    content: str
    images: tuple[bytes, ...] = field(default=(), repr=False)
    """JPEG or PNG files, for models that see."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """How to sample; None leaves the server's own default."""

    temperature: float | None = None
    """0 to 2."""
    top_p: float | None = None
    """Above 0, up to 1."""
    max_tokens: int | None = None
    context_length: int | None = None
    """Tokens; only Ollama's own protocol can set it."""
    seed: int | None = None
    keep_alive: str | None = None
    """A Go duration such as `5m`; only Ollama's own protocol has it."""
    thinking: str | None = None
    """`on`, `off`, `low`, `medium` or `high`, for models that think; only Ollama's own protocol has it."""
    allows_truncation: bool | None = None
    """False: the server shall answer with an error instead of dropping the oldest messages."""


@dataclass(frozen=True, slots=True)
class ChatSetup:
    """How the questions of one chat are asked: its system prompt ("" for none) and its parameters."""

    system: str = ""
    parameters: Parameters = Parameters()


PLAIN_SETUP = ChatSetup()


@dataclass(frozen=True, slots=True)
class Preset:
    """A setup that the user has given a name."""

    name: str
    setup: ChatSetup = PLAIN_SETUP


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """A conversation to be continued by `model`."""

    model: str
    messages: tuple[Message, ...]
    parameters: Parameters = Parameters()
    continues: bool = False
    """The last message is the model's own and was cut off: it goes on from there (assistant prefill)."""


@dataclass(frozen=True, slots=True)
class CompletionRequest:
    """A text to be continued by `model`."""

    model: str
    prompt: str
    parameters: Parameters = Parameters()


@dataclass(frozen=True, slots=True)
class ReplyText:
    """Some of the answer, free of lone surrogates."""

    text: str


@dataclass(frozen=True, slots=True)
class ReplyThinking:
    """Some of the model's reasoning, which is not part of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class ReplyFinished:
    """The server's proof that the reply is whole; counts and seconds are None where it does not say."""

    reason: str = ""
    """The server's word: `stop`, `length`, …"""
    prompt_tokens: int | None = None
    reply_tokens: int | None = None
    generation_seconds: float | None = None
    load_seconds: float | None = None


ReplyEvent = ReplyText | ReplyThinking | ReplyFinished
