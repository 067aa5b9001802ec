"""Rows, notes and the progress of an import as values."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.catalog import Catalog, ModelChoice, ProviderRow, Reach
from desktop.domain.errors import Unsupported
from desktop.domain.installed import (
    ImportPhase,
    ImportProgress,
    ModelNote,
    ModelRow,
    ModelVerb,
    UpdateState,
    rows_of,
    shown_first,
)
from desktop.domain.models import InstalledModel, LoadedModel, ModelDetails, PullProgress
from desktop.domain.providers import BUILT_IN_ID, Availability, Endpoint, ProviderKind

LLAMA = InstalledModel("llama3:latest", 100, digest="ab" * 32)
QWEN = InstalledModel("qwen3:4b", 50, digest="sha256:" + "cd" * 32)


def test_a_row_has_everything_that_is_known_of_its_model() -> None:
    details = ModelDetails("qwen3:4b", capabilities=("tools",), context_length=4096)
    llama, qwen = rows_of(
        (LLAMA, QWEN),
        (LoadedModel("llama3", size_bytes=100, gpu_bytes=25),),
        {"qwen3:4b": details},
        {"llama3": 7.0},
        {"qwen3:4b": ModelNote(ModelVerb.LOAD, Unsupported("load"), remote_digest="cd" * 32)},
        "llama3:latest",
        {},
    )
    assert (llama.gpu_fraction, llama.last_used_at, llama.is_default) == (0.25, 7.0, True)
    assert (llama.capabilities, llama.context_length, llama.update) == ((), 0, UpdateState.UNKNOWN)
    assert (qwen.loaded, qwen.gpu_fraction, qwen.is_default) == (None, None, False)
    assert (qwen.capabilities, qwen.context_length) == (("tools",), 4096)
    assert (qwen.busy, qwen.update) == (ModelVerb.LOAD, UpdateState.CURRENT)
    assert isinstance(qwen.error, Unsupported)


def test_a_row_that_has_not_changed_is_the_same_object() -> None:
    first = rows_of((LLAMA, QWEN), (), {}, {}, {}, "", {})
    before = {row.model.name: row for row in first}
    again = rows_of((LLAMA, QWEN), (), {}, {"qwen3:4b": 1.0}, {}, "", before)
    assert again[0] is first[0]
    assert again[1] == ModelRow(QWEN, last_used_at=1.0)


def test_the_values_of_a_row_are_all_of_its_fields() -> None:
    row = ModelRow(QWEN, LoadedModel("x"), None, 1.0, True, UpdateState.FAILED, ModelVerb.DELETE)
    assert ModelRow(*row.values) == row  # type: ignore[arg-type]  # `values` are of all kinds


def test_digests_are_compared_without_the_name_of_their_hash() -> None:
    note = ModelNote(remote_digest="sha256:" + "AB" * 32)
    assert note.update_of("ab" * 32) is UpdateState.CURRENT
    assert note.update_of("sha256:" + "ab" * 32) is UpdateState.CURRENT
    assert note.update_of("cd" * 32) is UpdateState.AVAILABLE
    assert ModelNote(update=UpdateState.CHECKING, remote_digest="x").update_of("y") is UpdateState.CHECKING
    assert ModelNote(update=UpdateState.FAILED).update_of("y") is UpdateState.FAILED


REPORTS = st.builds(
    PullProgress,
    st.sampled_from(["hashing", "uploading", "parsing GGUF", "writing manifest", ""]),
    completed_bytes=st.integers(0, 200),
    total_bytes=st.integers(0, 100),
)


@given(st.lists(REPORTS))
def test_the_bar_of_an_import_never_goes_back_and_is_full_only_at_the_end(
    reports: list[PullProgress],
) -> None:
    order = (ImportPhase.HASHING, ImportPhase.UPLOADING, ImportPhase.CREATING)
    state = ImportProgress("m", "/m.gguf")
    for report in reports:
        after = state.advanced(report)
        assert state.fraction <= after.fraction < 1.0
        assert order.index(after.phase) >= order.index(state.phase)
        state = after
    done = state.advanced(PullProgress("success", done=True))
    assert (done.phase, done.fraction, done.has_ended) == (ImportPhase.DONE, 1.0, True)


AWAY = ProviderRow(Endpoint("away", "Away", "http://192.0.2.1"), Reach.UNAVAILABLE)
EMPTY = ProviderRow(
    Endpoint("ollama", "Ollama", "http://192.0.2.2"), Reach.AVAILABLE, Availability(ProviderKind.OLLAMA, 0.1)
)
BUILT_IN = ProviderRow(
    Endpoint(BUILT_IN_ID, "Built-in", "http://127.0.0.1"),
    Reach.AVAILABLE,
    Availability(ProviderKind.OPENAI, 0.1),
    (InstalledModel("smollm2"),),
)


def test_the_first_page_is_of_a_server_that_can_pull() -> None:
    """Without a model anywhere questions go to the built-in engine: that is no place to pull into."""
    catalog = Catalog((AWAY, EMPTY, BUILT_IN))
    assert catalog.choice.provider == BUILT_IN_ID
    assert shown_first(catalog) == "ollama"
    assert shown_first(replace(catalog, chosen=ModelChoice(BUILT_IN_ID, "smollm2"))) == "ollama"
    assert shown_first(Catalog((AWAY, BUILT_IN))) == BUILT_IN_ID
    assert shown_first(Catalog((AWAY,))) == "away"
    assert shown_first(Catalog()) == ""


def test_the_first_page_is_of_what_was_picked_and_waits_for_answers_else() -> None:
    unknown = replace(EMPTY, reach=Reach.UNKNOWN, availability=None)
    catalog = Catalog((AWAY, unknown, BUILT_IN))
    assert shown_first(catalog) == ""
    assert shown_first(replace(catalog, chosen=ModelChoice("away"))) == "away"
