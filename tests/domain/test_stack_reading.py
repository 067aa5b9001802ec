"""What the engine's facts mean."""

from dataclasses import replace

import pytest

from desktop.domain.errors import Cause, ContainerEnded, ProviderUnavailable, StackOptionInvalid
from desktop.domain.stack import (
    ContainerHealth,
    ContainerState,
    EngineInfo,
    GpuChoice,
    ServiceFacts,
    StackOptions,
    StackPhase,
    StackProgress,
    StackState,
)
from desktop.domain.stack_reading import (
    check_options,
    end_of,
    is_mended_by_start,
    is_unsafe_ollama,
    overlay_for,
    phase_of,
)

OFF = StackState(StackPhase.ABSENT)
REMOTE = EngineInfo("27.4.0", "2.39.1", host="ssh://me@gpu-box")
RUNNING, EXITED = ContainerState.RUNNING, ContainerState.EXITED


def service(
    state: ContainerState, health: ContainerHealth = ContainerHealth.NONE, exit_code: int = 0
) -> ServiceFacts:
    return ServiceFacts("model-runner", "tars-model-runner-1", "ollama/ollama", state, health, exit_code)


@pytest.mark.parametrize(
    ("services", "phase"),
    [
        ((), StackPhase.ABSENT),
        ((service(ContainerState.CREATED),), StackPhase.STOPPED),
        ((service(EXITED),), StackPhase.STOPPED),
        ((service(RUNNING),), StackPhase.RUNNING),
        ((service(RUNNING, ContainerHealth.HEALTHY),), StackPhase.RUNNING),
        ((service(RUNNING, ContainerHealth.STARTING),), StackPhase.STARTING),
        ((service(RUNNING, ContainerHealth.UNHEALTHY),), StackPhase.UNHEALTHY),
        ((service(ContainerState.PAUSED),), StackPhase.UNHEALTHY),
        ((service(ContainerState.RESTARTING),), StackPhase.UNHEALTHY),
        ((service(EXITED), service(RUNNING)), StackPhase.RUNNING),
    ],
)
def test_the_phase_is_that_of_the_containers(services: tuple[ServiceFacts, ...], phase: StackPhase) -> None:
    assert phase_of(services) is phase


@pytest.mark.parametrize("code", [0, 130, 143])
def test_a_container_that_was_told_to_end_is_no_failure(code: int) -> None:
    assert end_of((service(EXITED, exit_code=code),)) is None


@pytest.mark.parametrize(("code", "is_out_of_memory"), [(1, False), (137, True)])
def test_a_container_that_ended_by_itself_is_one(code: int, is_out_of_memory: bool) -> None:
    error = end_of((service(RUNNING), service(EXITED, exit_code=code)))
    assert isinstance(error, ContainerEnded)
    assert (error.exit_code, error.is_out_of_memory) == (code, is_out_of_memory)


def test_a_container_found_killed_may_have_been_so_by_anybody() -> None:
    assert end_of((service(EXITED, exit_code=137),), was_seen=False) is None
    assert end_of((service(EXITED, exit_code=1),), was_seen=False) is not None


@pytest.mark.parametrize(
    ("choice", "runtimes", "host", "has_amd_gpu", "overlay"),
    [
        (GpuChoice.AUTO, ("runc", "nvidia"), "", False, GpuChoice.NVIDIA),
        (GpuChoice.AUTO, ("runc",), "", False, GpuChoice.NONE),
        (GpuChoice.AUTO, ("runc",), "", True, GpuChoice.AMD),
        (GpuChoice.AUTO, ("runc",), "ssh://gpu-box", True, GpuChoice.NONE),
        (GpuChoice.NVIDIA, ("runc",), "", False, GpuChoice.NVIDIA),
        (GpuChoice.NONE, ("nvidia",), "", True, GpuChoice.NONE),
    ],
)
def test_the_overlay_is_the_one_that_the_engine_can_honour(
    choice: GpuChoice, runtimes: tuple[str, ...], host: str, has_amd_gpu: bool, overlay: GpuChoice
) -> None:
    engine = EngineInfo("27.4", "2.39", runtimes=runtimes, host=host)
    assert overlay_for(choice, engine, has_amd_gpu=has_amd_gpu) is overlay


@pytest.mark.parametrize(
    ("version", "is_unsafe"),
    [
        ("0.17.0", True),
        ("0.9", True),
        ("0.17.1", False),
        ("0.33.0", False),
        ("1.0.0-rc1", False),
        ("v0.1.2", True),
        ("0.0.0", False),
        ("", False),
        ("dev", False),
    ],
)
def test_an_old_ollama_is_told_from_a_safe_or_unknown_one(version: str, is_unsafe: bool) -> None:
    assert is_unsafe_ollama(version) is is_unsafe


@pytest.mark.parametrize(
    "image", ["ollama/ollama:latest", "ghcr.io:443/a/b:1.2", "x", "a/b@sha256:" + "0" * 64]
)
def test_names_of_images_are_taken(image: str) -> None:
    check_options(StackOptions(image=image))


@pytest.mark.parametrize(
    ("options", "name"),
    [
        (StackOptions(image="--privileged"), "image"),
        (StackOptions(image="a b"), "image"),
        (StackOptions(image="a\nb"), "image"),
        (StackOptions(image="a\n"), "image"),
        (StackOptions(image='a"b'), "image"),
        (StackOptions(image="$(id)"), "image"),
        (StackOptions(image=""), "image"),
        (StackOptions(image="a" * 300), "image"),
        (StackOptions(address=""), "address"),
        (StackOptions(address="localhost"), "address"),
        (StackOptions(address="-1.2.3.4"), "address"),
        (StackOptions(address="fe80::1%eth0"), "address"),
        (StackOptions(port=0), "port"),
        (StackOptions(port=65536), "port"),
    ],
)
def test_a_value_that_is_none_of_its_kind_is_named(options: StackOptions, name: str) -> None:
    with pytest.raises(StackOptionInvalid) as caught:
        check_options(options)
    assert caught.value.option == name


@pytest.mark.parametrize(
    ("url", "cause", "state", "is_mended"),
    [
        ("http://127.0.0.1:8080", Cause.REFUSED, OFF, True),
        ("http://localhost:8080", Cause.REFUSED, OFF, True),
        ("http://127.0.0.1:8080", Cause.TIMED_OUT, OFF, False),
        ("http://127.0.0.1:11434", Cause.REFUSED, OFF, False),
        ("http://10.0.0.7:8080", Cause.REFUSED, OFF, False),
        ("http://127.0.0.1:8080", Cause.REFUSED, replace(OFF, phase=StackPhase.UNAVAILABLE), False),
        ("http://127.0.0.1:8080", Cause.REFUSED, replace(OFF, progress=StackProgress("up")), False),
        ("http://127.0.0.1:8080", Cause.REFUSED, replace(OFF, options=StackOptions(address="::")), False),
        ("http://gpu-box:8080", Cause.REFUSED, replace(OFF, engine=REMOTE), True),
        ("http://127.0.0.1:8080", Cause.REFUSED, replace(OFF, engine=REMOTE), False),
    ],
)
def test_a_start_mends_only_what_nobody_answers_at_the_stacks_own_address(
    url: str, cause: Cause, state: StackState, is_mended: bool
) -> None:
    assert is_mended_by_start(ProviderUnavailable(url, cause), state) is is_mended


def test_no_failure_is_mended_by_nothing() -> None:
    assert not is_mended_by_start(None, OFF)
