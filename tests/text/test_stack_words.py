"""Every state of the stack has words of its own."""

import pytest

from desktop.domain.errors import ComposeFailed, StackUnconfirmed
from desktop.domain.stack import (
    ContainerState,
    PublishedPort,
    ServiceFacts,
    StackPhase,
    StackProgress,
    StackState,
    StackStep,
    StepStatus,
)
from desktop.text.stack_words import stack_text

FAILED = ComposeFailed("no")


def up(*ids: str) -> StackProgress:
    return StackProgress("up", tuple(StackStep(id_, StepStatus.WORKING, "Creating") for id_ in ids))


def test_every_phase_has_words() -> None:
    words = [stack_text(StackState(phase)).words for phase in StackPhase]
    assert len(set(words)) == len(words)
    assert all(words)


@pytest.mark.parametrize("phase", [StackPhase.ABSENT, StackPhase.STOPPED])
def test_a_start_that_waits_for_consent_has_not_failed(phase: StackPhase) -> None:
    text = stack_text(StackState(phase, error=StackUnconfirmed((), "f")))
    assert text.words == "The start waits for your consent"


@pytest.mark.parametrize(
    ("progress", "phase", "words"),
    [
        (up(), StackPhase.STARTING, "Starting"),
        (up("Image x"), StackPhase.STARTING, "Starting: pulling the image"),
        (up("Image x", "Container c"), StackPhase.STARTING, "Starting: making the container"),
        (up("Image x"), StackPhase.STOPPING, "Canceling"),
        (StackProgress("stop"), StackPhase.STOPPING, "Stopping"),
        (StackProgress("restart"), StackPhase.STARTING, "Restarting"),
        (StackProgress("pull"), StackPhase.RUNNING, "Fetching a newer image"),
        (StackProgress("down"), StackPhase.STOPPING, "Removing"),
    ],
)
def test_an_operation_says_what_it_does(progress: StackProgress, phase: StackPhase, words: str) -> None:
    assert stack_text(StackState(phase, progress=progress)).words == words


def test_a_failure_is_not_called_off() -> None:
    assert stack_text(StackState(StackPhase.STOPPED, error=FAILED)).short == "Failed"
    assert stack_text(StackState(StackPhase.ABSENT, error=FAILED)).short == "Failed"


def test_running_says_where_and_what() -> None:
    service = ServiceFacts(
        "model-runner",
        "tars-model-runner-1",
        "ollama/ollama",
        ContainerState.RUNNING,
        ports=(PublishedPort("127.0.0.1", 8080, 11434),),
    )
    text = stack_text(StackState(StackPhase.RUNNING, services=(service,), ollama_version="0.33.0"))
    assert (text.words, text.detail) == ("Running on 127.0.0.1:8080", "Ollama 0.33.0")
