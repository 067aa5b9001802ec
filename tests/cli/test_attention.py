from desktop.cli.attention import attention_lines, attention_record, in_need
from desktop.domain.errors import Cause, ProviderUnavailable
from desktop.domain.health import item_of
from desktop.domain.health_causes import HealthCause

LOST = item_of(HealthCause.LOST_IN_CONTAINER, 0.0, evidence="Failed to initialize NVML")
FULL = item_of(HealthCause.DISK_LOW, 0.0, amount=5e9, limit=1e12)
WELL = item_of(HealthCause.DISK_WELL, 0.0, amount=5e11, limit=1e12)
TIMED_OUT = ProviderUnavailable("http://127.0.0.1:1", Cause.TIMED_OUT)
SILENT = item_of(HealthCause.PROVIDER_TIMED_OUT, 0.0, subject="Away", id="away", error=TIMED_OUT)


def test_a_line_is_the_sentence_and_then_the_fix() -> None:
    assert list(attention_lines((WELL, LOST, FULL))) == [
        "failure: The graphics card stops at the container. Replies come from the CPU until it is restarted. "
        "Fix: tars-desktop restart",
        "attention: Only 5.0 GB free where the models live. Delete a model or make room. "
        "Fix: docker system df",
    ]


def test_a_provider_that_does_not_answer_is_not_said_twice() -> None:
    assert list(attention_lines((SILENT,))) == []
    assert in_need((SILENT, WELL)) == (SILENT,)
    assert attention_record(SILENT)["fix"] is None


def test_a_record_has_the_cause_and_the_evidence() -> None:
    record = attention_record(LOST)
    assert record["cause"] == "lost-in-container"
    assert record["evidence"] == "Failed to initialize NVML"
    assert record["fix"] == "tars-desktop restart"
