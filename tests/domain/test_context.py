"""Estimates of a context: what is full, what is cut, what a server's own count tells, and what more costs."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.capabilities import capabilities, capabilities_of, continuing_choice
from desktop.domain.catalog import Catalog, ModelChoice, ProviderRow, Reach
from desktop.domain.chat import ChatSetup, Parameters, Role
from desktop.domain.context import (
    IMAGE_TOKENS,
    ContextUse,
    ContextWarning,
    Draft,
    Measure,
    PromptShortfall,
    Window,
    calibrated,
    context_use,
    cuts_oldest,
    tokens_in,
    window_of,
)
from desktop.domain.context_raising import ModelSize, raised
from desktop.domain.conversation import Conversation, Outcome, Turn
from desktop.domain.library import LibraryTag
from desktop.domain.models import InstalledModel, LoadedModel
from desktop.domain.placement import Room
from desktop.domain.providers import Availability, Endpoint, ProviderKind
from desktop.domain.pull_advice import Fit
from tests.domain.chat_trees import IMAGE

GIB = 1024**3


def row(kind: ProviderKind, *models: InstalledModel) -> ProviderRow:
    return ProviderRow(
        Endpoint("p", "P", "http://127.0.0.1"), Reach.AVAILABLE, Availability(kind, 0.1), models
    )


def chat(*texts: str, prompt_tokens: int | None = None) -> Conversation:
    """Questions and replies in turn; the last one has the count of its prompt."""
    roles = (Role.USER, Role.ASSISTANT)
    turns = [Turn(place + 1, roles[place % 2], text, model="m") for place, text in enumerate(texts)]
    turns[-1] = replace(turns[-1], prompt_tokens=prompt_tokens)
    return Conversation(1, "", tuple(turns))


def use_of(
    state: Conversation, limit: int, draft: str = "", *, cuts: bool = True, certain: bool = True
) -> ContextUse:
    return context_use(state, Draft(draft), Measure(Window(limit, certain), cuts=cuts))


def test_the_window_is_what_the_chat_asks_for_then_what_is_loaded_then_what_is_usual() -> None:
    ollama = row(ProviderKind.OLLAMA, InstalledModel("m:latest", context_length=131072))
    loaded = (LoadedModel("m:latest", context_length=8192),)
    asked = ChatSetup("", Parameters(context_length=16384))
    assert window_of(asked, "m", ollama, loaded) == Window(16384, True)
    assert window_of(ChatSetup(), "m", ollama, loaded) == Window(8192, True)
    assert window_of(ChatSetup(), "m", ollama) == Window(4096, False)
    small = row(ProviderKind.OLLAMA, InstalledModel("m", context_length=2048))
    assert window_of(ChatSetup(), "m", small) == Window(2048, False)
    assert window_of(ChatSetup(), "m", None) == Window(4096, False)


def test_a_server_of_one_model_tells_its_window_and_takes_no_other() -> None:
    llama = row(ProviderKind.OPENAI, InstalledModel("m", context_length=2048))
    asked = ChatSetup("", Parameters(context_length=16384))
    assert window_of(asked, "m", llama) == Window(2048, True)


def test_only_ollama_cuts_and_not_if_it_may_not() -> None:
    assert cuts_oldest(ChatSetup(), row(ProviderKind.OLLAMA))
    assert not cuts_oldest(ChatSetup("", Parameters(allows_truncation=False)), row(ProviderKind.OLLAMA))
    assert not cuts_oldest(ChatSetup(), row(ProviderKind.OPENAI))


def test_text_counts_by_its_bytes_and_a_picture_as_one_picture() -> None:
    assert tokens_in("four letters and more words here") == 9
    assert 3 <= tokens_in("你好世界") <= 5
    use = context_use(Conversation(), Draft("", (IMAGE,)), Measure())
    assert IMAGE_TOKENS <= use.draft_tokens <= IMAGE_TOKENS + 10
    file = Attachment("a.txt", AttachmentKind.TEXT, "text/plain", b"x" * 3600, tokens=1000)
    with_content = context_use(Conversation(), Draft("", (file,)), Measure()).used
    without = context_use(Conversation(), Draft("", (replace(file, content=b""),)), Measure()).used
    assert with_content == without


def test_the_warning_comes_before_the_question_is_sent() -> None:
    state = chat("x" * 1800, "y" * 1400)  # 901 tokens with what is around them
    assert use_of(state, 2000).warning is ContextWarning.NONE
    assert use_of(state, 2000, "z" * 3000).warning is ContextWarning.NEARLY_FULL
    assert use_of(state, 2000, "z" * 4200).warning is ContextWarning.FULL
    assert use_of(state, 2000).fraction == pytest.approx(0.45, abs=0.01)


def test_the_oldest_turns_are_cut_until_the_rest_fits_and_the_last_stays() -> None:
    state = chat(*["x" * 360] * 8)  # 106 tokens each
    assert use_of(state, 1000).first_seen_turn_id == 0
    assert use_of(state, 500).first_seen_turn_id == 5
    assert use_of(state, 500, "z" * 360).first_seen_turn_id == 6
    assert use_of(state, 50).first_seen_turn_id == 8
    assert use_of(state, 500, cuts=False).first_seen_turn_id == 0
    system = replace(state, setup=ChatSetup("s" * 720))
    assert use_of(system, 500).first_seen_turn_id == 7


def test_what_is_not_loaded_counts_with_what_is() -> None:
    state = replace(chat(*["x" * 360] * 4), earlier=36)
    use = use_of(state, 2000)
    assert use.used == 40 * 106
    assert use.first_seen_turn_id == 1  # all that is loaded is seen, and what comes before it is not


@given(st.lists(st.text(max_size=400), min_size=1, max_size=12), st.integers(1, 600), st.text(max_size=200))
def test_what_is_seen_fits_or_is_the_last_turn(texts: list[str], limit: int, draft: str) -> None:
    state = chat(*texts)
    use = use_of(state, limit, draft)
    place = state.position(use.first_seen_turn_id) if use.first_seen_turn_id else 0
    assert place is not None
    kept = use_of(replace(state, turns=state.turns[place:]), limit, draft)
    assert kept.used <= limit or place == len(texts) - 1 or use.used <= limit


def test_a_count_far_below_the_estimate_is_told() -> None:
    state = chat("x" * 7200, "reply", prompt_tokens=900)
    assert use_of(state, 4096, certain=False).shortfall == PromptShortfall(900, 2006)
    assert use_of(state, 2048).shortfall == PromptShortfall(900, 2006)
    assert use_of(state, 8192).shortfall is None, "all of it fits: the server counts only what is new to it"
    assert use_of(chat("x" * 7200, "reply", prompt_tokens=1300), 2048).shortfall is None
    assert use_of(chat("x" * 700, "reply", prompt_tokens=9), 100).shortfall is None
    stopped = replace(state.turns[-1], outcome=Outcome.STOPPED)
    assert use_of(replace(state, turns=(state.turns[0], stopped)), 2048).shortfall is None


def test_the_servers_counts_make_the_estimate_better_unless_they_are_of_a_cut_prompt() -> None:
    window = Window(4096, True)
    exact = chat("x" * 2000, "reply", prompt_tokens=512)
    ratio = calibrated(exact, window, "m")
    assert ratio == pytest.approx(4.0, abs=0.01)
    assert calibrated(exact, window, "another") is None
    assert calibrated(chat("x" * 2000, "r", prompt_tokens=100), window, "m") is None, "counted in part"
    assert calibrated(chat("x" * 20000, "r", prompt_tokens=4000), window, "m") is None, "cut at the window"
    assert calibrated(chat("Hi", "r", prompt_tokens=30), window, "m") is None, "the template is most of it"
    assert calibrated(replace(exact, earlier=2), window, "m") is None


def test_a_longer_context_holds_half_as_much_again_and_says_what_it_takes() -> None:
    tag = LibraryTag("m", 5 * GIB, "8B", "Q4", 131072, context_bytes_per_token=131072)
    size = ModelSize("m", 5 * GIB, 131072, tag)
    use = use_of(chat("x" * 36000), 4096)
    proposal = raised(use, size, Room(gpu_total_bytes=24 * GIB))
    assert proposal is not None
    assert (proposal.context_length, proposal.limit) == (16384, 4096)
    assert proposal.extra_bytes == (16384 - 4096) * 131072
    assert proposal.fit is Fit.GPU
    tight = raised(use, size, Room(gpu_total_bytes=6 * GIB, memory_bytes=GIB, memory_free_bytes=GIB))
    assert tight is not None
    assert tight.fit is Fit.TOO_LARGE


def test_no_model_is_offered_more_than_it_was_trained_for() -> None:
    use = use_of(chat("x" * 36000), 4096)
    proposal = raised(use, ModelSize("m", 0, 8192))
    assert proposal is not None
    assert (proposal.context_length, proposal.extra_bytes, proposal.fit) == (8192, None, Fit.UNKNOWN)
    assert raised(use, ModelSize("m", GIB, 4096)) is None


def test_what_a_provider_can_do_depends_on_its_kind() -> None:
    assert "context_length" in capabilities(ProviderKind.OLLAMA).parameters
    assert capabilities(ProviderKind.OLLAMA).thinking_levels
    assert capabilities(ProviderKind.OPENAI).parameters == {"temperature", "top_p", "max_tokens", "seed"}
    assert not capabilities(ProviderKind.OPENAI).continues
    assert capabilities(None) == capabilities(ProviderKind.OPENAI)
    assert not capabilities_of(row(ProviderKind.OPENAI)).continues
    assert capabilities_of(row(ProviderKind.DOCKER_MODEL_RUNNER)).continues


def test_only_the_one_who_began_a_reply_goes_on_with_it() -> None:
    reply = Turn(2, Role.ASSISTANT, "one", outcome=Outcome.STOPPED, model="m", provider="P")
    state = Conversation(1, "", (Turn(1, Role.USER, "Hi"), reply))
    ollama, openai = Catalog((row(ProviderKind.OLLAMA),)), Catalog((row(ProviderKind.OPENAI),))
    assert continuing_choice(state, ollama) == ModelChoice("p", "m")
    assert continuing_choice(state, openai) is None
    assert continuing_choice(state, Catalog()) is None
    gone = Catalog((ProviderRow(Endpoint("p", "P", "http://127.0.0.1"), Reach.UNAVAILABLE),))
    assert continuing_choice(state, gone) is None
    assert continuing_choice(state, gone, {"p": ProviderKind.OLLAMA}) == ModelChoice("p", "m")
    whole = replace(state, turns=(state.turns[0], replace(reply, outcome=Outcome.COMPLETE)))
    assert continuing_choice(whole, ollama) is None
