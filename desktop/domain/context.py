"""How much of a chat a model sees: estimates of tokens, and what is cut off.

Ollama drops the oldest messages that are not the system prompt until the rest fits, and keeps the last one
whatever its length (`server/prompt.go`, `chatPrompt`). Servers of llama.cpp answer with an error instead.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.capabilities import capabilities_of, kind_of
from desktop.domain.catalog import ProviderRow
from desktop.domain.chat import ChatSetup, Role
from desktop.domain.conversation import Conversation, Outcome, Turn
from desktop.domain.library import canonical_name
from desktop.domain.models import LoadedModel
from desktop.domain.prompting import Said
from desktop.domain.providers import ProviderKind

DEFAULT_LIMIT = 4096
"""Tokens: what a server gives a model when nobody says otherwise and nothing is known (Ollama's least)."""
IMAGE_TOKENS = 768
"""What a picture takes: between LLaVA's 576 and what newer models make of a large one."""
MESSAGE_TOKENS = 6
"""What the template puts around a message."""
BYTES_PER_TOKEN = 3.6
"""Of UTF-8, until a provider's own counts tell better: English has 4 and more, source and German about 3."""
NEARLY_FULL, FULL = 0.85, 1.0
"""From which parts of the window on there is a warning."""
SHORTFALL = 0.6
"""A prompt that the server counts below this part of the estimate was cut."""
LEAST_SHORTFALL_TOKENS = 512
"""Estimates below this are too rough to accuse a server."""
_LEAST_SAMPLE_BYTES = 400
_PLAUSIBLE = (1.5, 5.5)


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
class Draft:
    """What is being written, and what will be attached to it."""

    text: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """How text becomes tokens for one model, and what its server does with too many."""

    window: Window = Window()
    bytes_per_token: float = BYTES_PER_TOKEN
    cuts: bool = True
    """Whether the server drops the oldest messages instead of answering with an error."""


def window_of(
    setup: ChatSetup, model: str, row: ProviderRow | None, loaded: Iterable[LoadedModel] = ()
) -> Window:
    """How much `model` holds: as the chat's setup asks for, as it is loaded, or as its server lists it."""
    takes = capabilities_of(row).parameters
    if setup.parameters.context_length and "context_length" in takes:
        return Window(setup.parameters.context_length, True)
    name = canonical_name(model)
    in_memory = next((one for one in loaded if canonical_name(one.name) == name), None)
    if in_memory is not None and in_memory.context_length:
        return Window(in_memory.context_length, True)
    known = next((one for one in row.models if canonical_name(one.name) == name), None) if row else None
    trained = known.context_length if known is not None else 0
    if kind_of(row) is ProviderKind.OPENAI and trained:
        return Window(trained, True)  # the only context that such a server tells is the one it runs with
    return Window(min(DEFAULT_LIMIT, trained) if trained else DEFAULT_LIMIT)


def cuts_oldest(setup: ChatSetup, row: ProviderRow | None) -> bool:
    """Whether the server drops messages that do not fit; every other one refuses the question."""
    return kind_of(row) is ProviderKind.OLLAMA and setup.parameters.allows_truncation is not False


def tokens_in(text: str, bytes_per_token: float = BYTES_PER_TOKEN) -> int:
    """What a text takes. By bytes of UTF-8: one token holds four English letters, or one Chinese sign."""
    return math.ceil(_size(text) / bytes_per_token)


def turn_tokens(said: Said, bytes_per_token: float = BYTES_PER_TOKEN) -> int:
    """What a turn takes of the context; 0 for one that is not sent."""
    images = sum(one.kind is AttachmentKind.IMAGE for one in said.attachments)
    files = sum(_file_tokens(one, bytes_per_token) for one in said.attachments)
    if not said.content and not files and not images:
        return 0
    return MESSAGE_TOKENS + tokens_in(said.content, bytes_per_token) + files + images * IMAGE_TOKENS


class TurnCosts:
    """What turns take, counted once for each: long chats are measured with every key that is pressed."""

    def __init__(self) -> None:
        self._bytes_per_token = 0.0
        self._known: dict[int, tuple[Turn, int]] = {}

    def of(self, turns: Sequence[Turn], bytes_per_token: float) -> list[int]:
        known = self._known if bytes_per_token == self._bytes_per_token else {}
        counted: dict[int, tuple[Turn, int]] = {}
        for turn in turns:
            entry = known.get(turn.id)
            if entry is None or entry[0] is not turn:
                entry = turn, turn_tokens(turn, bytes_per_token)
            counted[turn.id] = entry
        self._known, self._bytes_per_token = counted, bytes_per_token
        return [cost for _, cost in counted.values()]


def context_use(
    state: Conversation, draft: Draft, measure: Measure, counted: TurnCosts | None = None
) -> ContextUse:
    """How full the window will be when the draft is sent; `counted` is for those who ask often.

    What is not loaded yet counts with as much for each turn as those that are.
    """
    per, limit = measure.bytes_per_token, measure.window.limit
    system = _system_tokens(state.setup, per)
    costs = (counted or TurnCosts()).of(state.turns, per)
    writing = turn_tokens(_Writing(draft), per)
    above = state.earlier * sum(costs) // len(costs) if costs else 0
    used = system + above + sum(costs) + writing
    warning = ContextWarning.NONE
    if used > limit * FULL:
        warning = ContextWarning.FULL
    elif used > limit * NEARLY_FULL:
        warning = ContextWarning.NEARLY_FULL
    first_seen = 0
    if measure.cuts and used > limit:
        first_seen = _first_seen(state, costs, limit - system - writing)
    return ContextUse(
        used,
        limit,
        measure.window.is_certain,
        first_seen,
        warning,
        _shortfall_of(state, measure.window, system + sum(costs[:-1])),
        writing,
    )


def calibrated(state: Conversation, window: Window, model: str) -> float | None:
    """Bytes for each token of this model, by its server's newest usable count in this chat; None without one.

    A prompt that was cut, or counted in part, would make every later one look small: what is not plausible
    is not used, and neither is one that has come near to the window.
    """
    if state.earlier:
        return None
    size, overhead = len(state.setup.system.encode("utf-8", "replace")), MESSAGE_TOKENS
    found: float | None = None
    for turn in state.turns:
        count = turn.prompt_tokens
        is_usable = turn.model == model and count and count < window.limit * NEARLY_FULL
        if is_usable and count and size >= _LEAST_SAMPLE_BYTES and count > overhead:
            ratio = size / (count - overhead)
            found = ratio if _PLAUSIBLE[0] <= ratio <= _PLAUSIBLE[1] else found
        if turn.attachments:
            break  # pictures and files are estimates themselves
        size += _size(turn.content)
        overhead += MESSAGE_TOKENS if turn.content else 0
    return found


@dataclass(frozen=True, slots=True)
class _Writing:
    """A draft as the turn that it will be."""

    draft: Draft
    role: Role = Role.USER

    @property
    def content(self) -> str:
        return self.draft.text.strip()

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        return self.draft.attachments


def _shortfall_of(state: Conversation, window: Window, expected: int) -> PromptShortfall | None:
    """Whether the newest reply was made from far less than it was sent, which is `expected`.

    Where the server has told its window, and everything fits, a low count means that it counts only what it
    had not read before.
    """
    reply = state.turns[-1] if state.turns else None
    if reply is None or state.is_replying or reply.outcome is not Outcome.COMPLETE or not reply.prompt_tokens:
        return None
    fits = window.is_certain and expected < window.limit * NEARLY_FULL
    if fits or expected < LEAST_SHORTFALL_TOKENS or reply.prompt_tokens >= expected * SHORTFALL:
        return None
    return PromptShortfall(reply.prompt_tokens, expected)


def _first_seen(state: Conversation, costs: Sequence[int], room: int) -> int:
    """The oldest turn that fits with all after it; the last question is kept whatever its length."""
    kept = len(costs)
    for place in range(len(costs) - 1, -1, -1):
        room -= costs[place]
        if room < 0:
            break
        kept = place
    if kept == 0:
        return state.turns[0].id if state.earlier else 0
    return state.turns[min(kept, len(costs) - 1)].id


def _system_tokens(setup: ChatSetup, bytes_per_token: float) -> int:
    return MESSAGE_TOKENS + tokens_in(setup.system, bytes_per_token) if setup.system.strip() else 0


def _file_tokens(attachment: Attachment, bytes_per_token: float) -> int:
    if attachment.kind is AttachmentKind.IMAGE:
        return 0
    size = len(attachment.content) / bytes_per_token if attachment.content else attachment.tokens
    return math.ceil(size) + MESSAGE_TOKENS


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
