"""What a model is told of a long chat: read from the store as far as the model's context may hold it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop.domain.catalog import Catalog, ModelChoice
from desktop.domain.chat import Message
from desktop.domain.context import Window, turn_tokens, window_of
from desktop.domain.conversation import Conversation, Turn
from desktop.domain.errors import ProviderError
from desktop.domain.models import LoadedModel
from desktop.domain.prompting import messages_for
from desktop.domain.providers import Provider
from desktop.domain.store import ChatStore

_MARGIN = 1.25
"""An estimate may be so far off."""
_UNKNOWN_TOKENS = 32768
"""What is sent at most where nobody knows how much the model holds."""


async def history_for(
    store: ChatStore, state: Conversation, provider: Provider, choice: ModelChoice, catalog: Catalog
) -> tuple[Message, ...]:
    """The messages of a question, or of a reply that goes on if the last turn has text.

    Raises `StoreError` if what is not in memory cannot be read.
    """
    turns: Sequence[Turn] = state.turns if state.turns[-1].content else state.turns[:-1]
    if state.earlier and turns:
        loaded = await _loaded(provider)
        window = window_of(state.setup, choice.model, catalog.row(choice.provider), loaded)
        turns = await _with_earlier(store, turns, state.earlier, window)
    return messages_for([await _whole(store, turn) for turn in turns], state.setup)


async def _with_earlier(store: ChatStore, turns: Sequence[Turn], earlier: int, window: Window) -> list[Turn]:
    """The turns with as many before them as the window may hold."""
    budget = window.limit * _MARGIN if window.is_certain else max(window.limit, _UNKNOWN_TOKENS)
    read = list(turns)
    used = sum(map(turn_tokens, read))
    while earlier and used < budget and read[0].id > 0:
        page = await store.read_earlier(read[0].id)
        if not page.turns:
            break
        read[:0] = page.turns
        used += sum(map(turn_tokens, page.turns))
        earlier = page.earlier
    return read


async def _whole(store: ChatStore, turn: Turn) -> Turn:
    """The turn with the content of what is attached, which a page leaves out if it is much."""
    if all(attachment.content for attachment in turn.attachments) or turn.id < 0:
        return turn
    return replace(turn, attachments=await store.read_attachments(turn.id))


async def _loaded(provider: Provider) -> Iterable[LoadedModel]:
    try:
        return await provider.loaded_models()
    except ProviderError:
        return ()  # such a server does not say; the reply itself will tell if something is wrong
