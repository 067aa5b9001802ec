"""How much of a chat a model sees: estimates of tokens, what is cut off, and what more would cost.

Ollama drops the oldest messages that are not the system prompt until the rest fits, and keeps the last one
whatever its length (`server/prompt.go`, `chatPrompt`). Servers of llama.cpp answer with an error instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.chat import ChatSetup, Role
from desktop.domain.conversation import Conversation, Outcome, Turn
from desktop.domain.library import LibraryTag
from desktop.domain.models import LoadedModel
from desktop.domain.placement import Room, needed_bytes, place
from desktop.domain.pull_advice import Fit

DEFAULT_LIMIT = 4096
"""Tokens: what a server gives a model when nobody says otherwise and nothing is known (Ollama's least)."""
IMAGE_TOKENS = 768
"""What a picture takes: between LLaVA's 576 and what newer models make of a large one."""
MESSAGE_TOKENS = 6
"""What the template puts around a message."""
CHARACTERS_PER_TOKEN = 3.6
"""Until a provider's own counts tell better: English has 4 and more, source and German about 3."""
NEARLY_FULL, FULL = 0.85, 1.0
"""From which parts of the window on there is a warning."""
SHORTFALL = 0.6
"""A prompt that the server counts below this part of the estimate was cut."""
LEAST_SHORTFALL_TOKENS = 512
"""Estimates below this are too rough to accuse a server."""
_LEAST_SAMPLE_CHARACTERS = 400
_PLAUSIBLE = (1.0, 8.0)
_LARGEST_LIMIT = 1 << 20


class ContextWarning(StrEnum):
    """What is to be said before the next question is sent."""

    NONE = "none"
    NEARLY_FULL = "nearly-full"
    FULL = "full"
    """The oldest messages, or the question's own beginning, will not be seen; or the server will refuse."""


@dataclass(frozen=True, slots=True)
class Window:
    """How many tokens a model holds; `is_certain` if the server or the chat's setup said so."""

    limit: int = DEFAULT_LIMIT
    is_certain: bool = False


@dataclass(frozen=True, slots=True)
class PromptShortfall:
    """The model has seen only about `seen` of `expected` tokens, as its server counts."""

    seen: int
    expected: int


@dataclass(frozen=True, slots=True)
class ContextUse:
    """What the next question would take of the window; everything in tokens, and estimated."""

    used: int = 0
    """System prompt, the chat so far, and what is being written."""
    limit: int = DEFAULT_LIMIT
    is_certain: bool = False
    """Whether `limit` was told by the server or the chat's setup; else it is the usual one."""
    first_seen_turn_id: int = 0
    """The oldest turn the model will still see; 0 if that is all of them. The line belongs above it."""
    warning: ContextWarning = ContextWarning.NONE
    shortfall: PromptShortfall | None = None
    """The newest reply was made from less than it was sent."""
    draft_tokens: int = 0
    """What of `used` is being written and attached now."""

    @property
    def fraction(self) -> float:
        """How full the window is; above 1 if not everything fits."""
        return self.used / self.limit


@dataclass(frozen=True, slots=True)
class ContextRaise:
    """A longer context for a chat, and what it would cost. Bytes; None where nothing is known of the model."""

    context_length: int
    """The proposal, in tokens."""
    limit: int
    """The context as it is now."""
    extra_bytes: int | None = None
    """What it takes more than now."""
    memory_bytes: int | None = None
    """Weights, context and server together."""
    fit: Fit = Fit.UNKNOWN
    """Where the model would run with it."""
    is_memory_tight: bool = False
