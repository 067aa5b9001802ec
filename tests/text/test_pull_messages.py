"""What is said of pulls that failed, of models that are busy, and of a queue that cannot be saved."""

import pytest

from desktop.domain.errors import ModelBusy, PullFailed, PullsUnsaved, TarsError
from desktop.domain.pull_causes import PullCause
from desktop.text.explanation import Action
from desktop.text.messages import explain

GB = 1000**3
LONG = "x" * 5000
ERRORS: list[TarsError] = [
    *(PullFailed("llama3:8b", cause, "some reason") for cause in PullCause),
    *(PullFailed(LONG, cause, LONG) for cause in PullCause),
    *(PullFailed("llama3:8b", cause, "") for cause in PullCause),
    PullFailed("m", PullCause.NO_SPACE, "reason", needed_bytes=12 * GB, free_bytes=8 * GB),
    PullFailed("m", PullCause.NO_SPACE, "reason", needed_bytes=12 * GB),
    *(ModelBusy("llama3:8b", reason, "detail") for reason in ("in-use", "pulling", "several-tags")),
    PullsUnsaved("/s/pulls.json", "No space left on device"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: f"{type(error).__name__}-{str(error)[:30]}")
def test_every_error_is_one_clear_line(error: TarsError) -> None:
    sentence = explain(error).sentence
    assert sentence[0].isupper() or sentence[0] == "“"
    assert sentence.endswith((".", "reason", "…")), sentence
    assert len(sentence) < 400
    assert not {"{", "\n", "!", "None", "please"} & {*sentence, *sentence.split()}


def test_every_cause_has_words_of_its_own() -> None:
    sentences = {explain(PullFailed("m", cause, "reason")).sentence for cause in PullCause}
    assert len(sentences) == len(PullCause)


def test_a_full_disk_is_told_with_its_figures_and_that_nothing_is_lost() -> None:
    full = PullFailed(
        "m",
        PullCause.NO_SPACE,
        "write: no space left on device",
        needed_bytes=12_400_000_000,
        free_bytes=8_100_000_000,
    )
    assert explain(full).sentence == (
        "The disk is full: 12.4\u00a0GB needed, 8.1\u00a0GB free. Delete a model or choose another disk. "
        "Resuming keeps what was downloaded."
    )
    assert explain(full).evidence == "write: no space left on device"


def test_a_figure_that_contradicts_the_server_is_not_said() -> None:
    other_disk = PullFailed("m", PullCause.NO_SPACE, "", needed_bytes=4 * GB, free_bytes=900 * GB)
    assert "free." not in explain(other_disk).sentence
    assert "4.0\u00a0GB needed" in explain(other_disk).sentence
    unknown = explain(PullFailed("m", PullCause.NO_SPACE, "")).sentence
    assert "needed" not in unknown
    small = PullFailed("m", PullCause.NO_SPACE, "", needed_bytes=300_000_000, free_bytes=2_000_000)
    assert "300\u00a0MB needed, 2\u00a0MB free" in explain(small).sentence


def test_a_name_that_nobody_knows_is_repeated_and_another_can_be_chosen() -> None:
    missing = explain(PullFailed("lama3", PullCause.NOT_FOUND, "file does not exist"))
    assert "“lama3”" in missing.sentence
    assert "spelling" in missing.sentence
    assert missing.actions == (Action.CHOOSE_MODEL,)


def test_a_server_without_its_registry_is_told_to_run() -> None:
    offline = explain(PullFailed("m", PullCause.REGISTRY_UNREACHABLE, "no such host"))
    assert offline.sentence.startswith("The model server runs, but cannot reach the registry.")
    assert offline.actions == (Action.RETRY,)


def test_a_model_that_is_being_pulled_says_what_comes_first() -> None:
    assert explain(ModelBusy("m", "pulling")).sentence == "“m” is being pulled; cancel the pull first."
