import pytest

from desktop.domain.pull_advice import Advice, Fit
from desktop.text.advice_words import AdviceText, advice_text, context_text
from desktop.ui import formats

GIB = 1024**3


class Plain:
    """Figures as the command line writes them."""

    def size(self, count: int) -> str:
        return f"{count / 1e9:.1f} GB"

    def figure(self, value: float) -> str:
        return f"{value:.1f}"


MISTRAL = Advice(
    "mistral-small:24b",
    download_bytes=14_300_000_000,
    is_download_certain=True,
    free_disk_bytes=212_000_000_000,
    fit=Fit.GPU,
    memory_bytes=16 * GIB,
    context_length=8192,
    gpu_bytes=24 * GIB,
)


def said(**changes: object) -> AdviceText:
    fields = {name: getattr(MISTRAL, name) for name in Advice.__dataclass_fields__} | changes
    return advice_text(Advice(**fields), Plain())


def test_the_line_is_the_one_of_the_picture() -> None:
    text = advice_text(MISTRAL, Plain())
    assert text == AdviceText(
        "Fits your GPU",
        "ok",
        ("14.3 GB download", "about 16 of 24\u00a0GB VRAM at 8k context", "212.0 GB free on disk"),
    )
    assert text.line.startswith("Fits your GPU · 14.3 GB download · about 16 of 24\u00a0GB VRAM")


def test_the_windows_figures_fit_too() -> None:
    assert advice_text(MISTRAL, formats).details[0] == "14.3\u00a0GB download"


@pytest.mark.parametrize(
    ("changes", "verdict", "tone"),
    [
        (
            {"fit": Fit.PARTLY, "gpu_fraction": 0.604},
            "Fits partly: about 60\u00a0% on the GPU, slower",
            "warn",
        ),
        ({"fit": Fit.MEMORY}, "Larger than the GPU: runs on the processor, slower", "warn"),
        ({"fit": Fit.MEMORY, "gpu_bytes": None}, "Fits the memory: runs on the processor", "ok"),
        (
            {"fit": Fit.MEMORY, "gpu_bytes": None, "is_memory_tight": True},
            "Fits the memory: runs on the processor",
            "warn",
        ),
        ({"fit": Fit.TOO_LARGE}, "Larger than the GPU and the memory", "fail"),
        ({"fit": Fit.TOO_LARGE, "gpu_bytes": None}, "Larger than the memory", "fail"),
        ({"fit": Fit.UNKNOWN}, "", ""),
    ],
)
def test_each_verdict_has_its_words(changes: dict[str, object], verdict: str, tone: str) -> None:
    text = said(**changes)
    assert (text.verdict, text.tone) == (verdict, tone)


def test_what_does_not_fit_is_set_beside_what_is_there() -> None:
    partly = said(fit=Fit.PARTLY, gpu_fraction=0.5, memory_bytes=45 * GIB, context_length=4096)
    assert partly.details[1] == "about 45\u00a0GB with 4k context, 24\u00a0GB VRAM"
    memory = said(fit=Fit.MEMORY, gpu_bytes=None, memory_bytes=int(5.5 * GIB), context_length=4096)
    assert memory.details[1] == "about 5.5\u00a0GB of memory at 4k context"


def test_what_is_not_known_is_left_out_or_said() -> None:
    assert advice_text(Advice("crow"), Plain()) == AdviceText("", "", ("Size not known",))
    from_list = said(is_download_certain=False, free_disk_bytes=None, fit=Fit.UNKNOWN)
    assert from_list.details == ("About 14.3 GB download",)


def test_too_little_disk_comes_before_everything() -> None:
    text = said(download_bytes=12_400_000_000, free_disk_bytes=8_100_000_000, smaller="owl:8b")
    assert text == AdviceText(
        "Not enough space on the disk",
        "fail",
        ("12.4 GB needed, 8.1 GB free. Delete a model or choose another disk.",),
        ("owl:8b is smaller and fits.",),
    )


def test_everything_else_is_a_note() -> None:
    text = said(
        is_installed=True,
        would_unload=("qwen3:8b", "llama3:8b"),
        is_memory_tight=True,
        smaller="qwen3:4b",
        fit=Fit.PARTLY,
    )
    assert text.notes == (
        "It is installed; pulling fetches what is new.",
        "To make room, this would be unloaded: qwen3:8b, llama3:8b.",
        "Other programs hold too much memory now. Close some before it is loaded.",
        "qwen3:4b is smaller and fits.",
    )


def test_what_downloads_under_way_will_take_is_said() -> None:
    text = said(promised_disk_bytes=9_100_000_000, free_disk_bytes=4_000_000_000)
    assert text.details[0].startswith("14.3 GB needed, 4.0 GB free.")
    assert text.notes == ("Another 9.1 GB of the disk is kept for the downloads under way.",)


def test_a_current_model_says_that_nothing_is_to_be_done() -> None:
    text = said(is_installed=True, download_bytes=0)
    assert text.details[0] == "nothing to download"
    assert text.notes == ("It is installed, and nothing newer is there.",)


def test_a_name_that_turns_the_sentence_round_is_put_right() -> None:
    assert said(would_unload=("a\u202eb",)).notes == ("To make room, this would be unloaded: ab.",)


def test_every_word_can_be_translated() -> None:
    texts: list[str] = []

    def note(context: str, text: str) -> str:
        assert context == "advice"
        texts.append(text)
        return f"<{text}>"

    text = advice_text(MISTRAL, Plain(), note)
    assert text.verdict == "<Fits your GPU>"
    assert all(part.startswith("<") for part in text.details)
    assert len(texts) == 4


@pytest.mark.parametrize(("tokens", "text"), [(512, "512"), (4096, "4k"), (40000, "39k"), (262144, "256k")])
def test_a_context_is_given_as_everywhere(tokens: int, text: str) -> None:
    assert context_text(tokens) == text
