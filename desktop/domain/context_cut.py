"""What would be lost of a chat if the next question were sent as it is."""

from dataclasses import dataclass

from desktop.domain.context import ContextUse, ContextWarning
from desktop.domain.conversation import Conversation


@dataclass(frozen=True, slots=True)
class ContextCut:
    """At most one of these is so, and none while everything fits."""

    messages: int = 0
    """How many of the first ones will not be seen."""
    is_question_too_long: bool = False
    """What is written and attached takes more than the context alone."""
    is_refused: bool = False
    """The server answers with an error instead of cutting."""

    @property
    def is_anything(self) -> bool:
        return bool(self.messages) or self.is_question_too_long or self.is_refused


def cut_of(state: Conversation, use: ContextUse, *, cuts: bool) -> ContextCut:
    """What the window of `use` has no room for; `cuts`: the server drops the oldest messages."""
    if use.warning is not ContextWarning.FULL:
        return ContextCut()
    if use.draft_tokens > use.limit:
        return ContextCut(is_question_too_long=True)
    if not cuts:
        return ContextCut(is_refused=True)
    position = state.position(use.first_seen_turn_id)
    return ContextCut(messages=max(1, state.earlier + (position or 0)))
