import re

import pytest

from desktop.domain import errors as e
from desktop.domain.gpu_truth import Conclusion, Fact, GpuTruth, Placement
from desktop.domain.health import item_of
from desktop.domain.health_causes import CAUSES, HealthCause, HealthKind, HealthState
from desktop.text.explanation import Action
from desktop.text.gpu_words import truth_text
from desktop.text.health_words import FIXES, item_text

C = HealthCause
ILL = (HealthState.ATTENTION, HealthState.FAILURE)
WITH_ERROR = re.compile(
    r"^(ENGINE_(?!WELL|UNCH)|COMPOSE|STACK_(?!WELL|BUSY|OFF|UNH|UNC)|IMAGE|PORT|GPU_NOT_G)"
)
Y, N = Fact.YES, Fact.NO


def comes_without_an_error(cause: HealthCause) -> bool:
    is_provider = CAUSES[cause][0] is HealthKind.PROVIDER and cause not in (
        C.PROVIDER_SLOW,
        C.PROVIDER_ON_CPU,
    )
    return not WITH_ERROR.match(cause.name) and not is_provider


@pytest.mark.parametrize("cause", [cause for cause in HealthCause if comes_without_an_error(cause)])
def test_every_cause_has_a_title_a_whole_sentence_and_if_it_is_ill_a_fix(cause: HealthCause) -> None:
    text = item_text(item_of(cause, 0.0, subject="X", evidence="the evidence", amount=3.0, limit=4.0))
    assert text.title
    assert text.sentence[0].isupper() or text.sentence[0].isdigit() or text.sentence == "the evidence"
    assert "{" not in text.sentence
    assert len(text.sentence) < 110
    if CAUSES[cause][1] in ILL and cause not in (C.PARTLY_ON_GPU, C.KEYRING_MISSING):
        assert text.fix.actions or text.fix.command


def test_an_error_brings_its_own_sentence_evidence_and_ways_out() -> None:
    error = e.PortInUse("bind: address already in use", 8080, "nginx")
    text = item_text(item_of(C.PORT_TAKEN, 0.0, error=error))
    assert text.title == "Port"
    assert "nginx" in text.sentence
    assert text.evidence == "bind: address already in use"
    assert Action.USE_OTHER_PORT in text.fix.actions


def test_figures_are_in_the_sentence() -> None:
    assert "91 °C" in item_text(item_of(C.GPU_HOT, 0, subject="RTX", amount=91.2)).sentence
    assert "8.1 GB" in item_text(item_of(C.DISK_LOW, 0, amount=8.1e9)).sentence
    assert "3.2 s" in item_text(item_of(C.PROVIDER_SLOW, 0, amount=3.21)).sentence
    assert "60 %" in item_text(item_of(C.PARTLY_ON_GPU, 0, amount=3, limit=5)).sentence
    assert item_text(item_of(C.ENGINE_WELL, 0, evidence="Docker {27}")).sentence == "Docker {27}"


def test_the_restart_says_what_it_costs() -> None:
    text = item_text(item_of(C.LOST_IN_CONTAINER, 0))
    assert text.title == "GPU lost in the container"
    assert text.fix.actions[0] is Action.RESTART_AND_RELOAD
    assert text.cost == "Takes about 20 s. Chats are kept."
    assert not item_text(item_of(C.STACK_OFF, 0)).cost


def test_no_fix_runs_a_superusers_command_by_itself() -> None:
    for fix in FIXES.values():
        assert not fix.command or not fix.command.startswith(("rm", "kill"))
    assert FIXES[C.NOT_REGISTERED].command.startswith("sudo nvidia-ctk")


ON_GPU = "The model is on the GPU."
ON_CPU = "There is a graphics card, but the model is on the CPU."
FALSE = "The server says that the model is on the GPU, but its memory is not there."
UNSEEN = "The model is on a GPU that this computer's drivers do not report."
SIXTEEN = {
    # On the host, in the engine, in the container, used by the model.
    "yyyy": ON_GPU,
    "yyyn": ON_CPU,
    "yyny": FALSE,
    "yynn": "The graphics card stops at the container. Replies come from the CPU",
    "ynyy": ON_GPU,
    "ynyn": ON_CPU,
    "ynny": FALSE,
    "ynnn": "The graphics card stops at Docker. It cannot hand it on",
    "nyyy": UNSEEN,
    "nyyn": ON_CPU,
    "nyny": FALSE,
    "nynn": "Docker is set up for a graphics card that this computer does not report.",
    "nnyy": UNSEEN,
    "nnyn": ON_CPU,
    "nnny": FALSE,
    "nnnn": "No GPU here. Models run on the CPU, which is slower.",
}


@pytest.mark.parametrize(("letters", "beginning"), SIXTEEN.items())
def test_four_facts_are_one_sentence(letters: str, beginning: str) -> None:
    host, engine, container, model = (Y if letter == "y" else N for letter in letters)
    assert truth_text(GpuTruth(host, engine, container, model)).startswith(beginning)


def test_a_split_model_is_told_in_percent_and_the_unknown_is_said() -> None:
    split = GpuTruth(Y, Y, Y, Y, placement=Placement("m", 100, 60, 60))
    assert split.conclusion is Conclusion.PARTLY_ON_GPU
    assert truth_text(split).startswith("60 % of the model is on the GPU")
    assert truth_text(GpuTruth()) == "Whether there is a GPU is not known yet."
