"""Every cause from a real error value; what Docker itself says is in test_stack_causes.py."""

import pytest

from desktop.domain import errors as e
from desktop.domain.errors import Cause
from desktop.domain.gpu import GpuTrouble
from desktop.domain.gpu_truth import Conclusion
from desktop.domain.health_causes import (
    CAUSES,
    CONCLUSIONS,
    TROUBLES,
    HealthCause,
    HealthKind,
    HealthState,
    cause_of,
)
from desktop.domain.stack_causes import stack_error
from tests.servers.recordings import COPIES

C = HealthCause
URL = "https://workstation:8080"


def test_every_cause_has_a_kind_and_a_state() -> None:
    assert set(CAUSES) == set(HealthCause)


def test_every_trouble_and_every_conclusion_is_a_cause() -> None:
    assert set(TROUBLES) == set(GpuTrouble)
    assert set(CONCLUSIONS) == set(Conclusion)


ERRORS = (
    (e.DockerMissing(), C.ENGINE_MISSING),
    (e.DockerNotRunning("refused"), C.ENGINE_NOT_RUNNING),
    (e.DockerNotPermitted("denied"), C.ENGINE_NOT_PERMITTED),
    (e.DockerSilent(5), C.ENGINE_SILENT),
    (e.ComposeMissing(), C.COMPOSE_MISSING),
    (e.ComposeTooOld("2.1", "2.20"), C.COMPOSE_TOO_OLD),
    (e.ComposeFileInvalid("yaml: line 3"), C.STACK_FILE_INVALID),
    (e.StackOptionInvalid("port", "x"), C.STACK_OPTION_INVALID),
    (e.PortInUse("in use", 8080), C.PORT_TAKEN),
    (e.PortInUse("in use", 8080, is_ollama=True), C.PORT_HAS_OLLAMA),
    (e.GpuUnavailable("could not select device driver", "nvidia"), C.GPU_NOT_GIVEN),
    (e.ImageUnavailable("no space left on device", "ollama", "no-space"), C.DISK_FULL),
    (e.ImageUnavailable("i/o timeout", "ollama", "network"), C.IMAGE_UNAVAILABLE),
    (e.ContainerEnded("killed", 137, is_out_of_memory=True), C.STACK_OUT_OF_MEMORY),
    (e.ContainerEnded("panic", 2), C.STACK_ENDED),
    (e.ContainerUnhealthy("unhealthy"), C.STACK_UNHEALTHY),
    (e.ComposeFailed("what?"), C.STACK_FAILED),
    (e.ProviderUnavailable(URL, Cause.REFUSED), C.PROVIDER_REFUSED),
    (e.ProviderUnavailable(URL, Cause.UNKNOWN_HOST), C.PROVIDER_UNKNOWN_HOST),
    (e.ProviderUnavailable(URL, Cause.UNREACHABLE), C.PROVIDER_UNREACHABLE),
    (e.ProviderUnavailable(URL, Cause.TIMED_OUT), C.PROVIDER_TIMED_OUT),
    (e.ProviderUnavailable(URL, Cause.CLOSED), C.PROVIDER_CLOSED),
    (e.ProviderUnavailable(URL, Cause.CERTIFICATE), C.PROVIDER_CERTIFICATE),
    (e.ProviderUnavailable(URL, Cause.NOT_TLS), C.PROVIDER_NOT_TLS),
    (e.ProviderUnavailable(URL, Cause.NOT_HTTP), C.PROVIDER_NOT_A_SERVER),
    (e.ProviderUnavailable(URL, Cause.NOT_A_MODEL_SERVER), C.PROVIDER_NOT_A_SERVER),
    (e.ProviderUnavailable(URL, Cause.BAD_URL), C.PROVIDER_BAD_URL),
    (e.ProviderUnavailable(URL, Cause.OTHER), C.PROVIDER_FAILED),
    (e.ProviderRejected("no", 401), C.PROVIDER_KEY_REJECTED),
    (e.ProviderRejected("no", 403), C.PROVIDER_KEY_REJECTED),
    (e.KeyInvalid(), C.PROVIDER_KEY_REJECTED),
    (e.ProviderRejected("no", 404), C.PROVIDER_WRONG_PATH),
    (e.ProviderRejected("slow down", 429), C.PROVIDER_RATE_LIMITED),
    (e.ProviderRejected("loading model", 503), C.PROVIDER_STARTING),
    (e.ProviderRejected("oh no", 500), C.PROVIDER_FAILED),
    (e.Redirected(URL, "elsewhere"), C.PROVIDER_REDIRECTED),
    (e.NoModels("Ollama"), C.PROVIDER_WITHOUT_MODELS),
    (e.EngineMissing("llama_cpp"), C.ENGINE_EXTRA_MISSING),
    (e.EngineFailed(1, "boom"), C.PROVIDER_FAILED),
)


@pytest.mark.parametrize(("error", "cause"), ERRORS, ids=lambda value: getattr(value, "name", ""))
def test_an_error_has_its_cause(error: e.TarsError, cause: HealthCause) -> None:
    assert cause_of(error) is cause


@pytest.mark.parametrize(
    ("recording", "cause"),
    [
        ("compose_plugin_missing", C.COMPOSE_MISSING),
        ("up_bad_yaml", C.STACK_FILE_INVALID),
        ("up_daemon_down", C.ENGINE_NOT_RUNNING),
        ("up_image_unreachable", C.IMAGE_UNAVAILABLE),
        ("up_no_nvidia_runtime", C.GPU_NOT_GIVEN),
        ("up_permission_denied", C.ENGINE_NOT_PERMITTED),
        ("up_port_in_use", C.PORT_TAKEN),
    ],
)
def test_what_docker_really_said_has_its_cause(recording: str, cause: HealthCause) -> None:
    text = (COPIES / "compose" / f"{recording}.txt").read_text(encoding="utf-8")
    assert cause_of(stack_error(text)) is cause


def test_a_cause_that_is_a_choice_is_off_and_not_ill() -> None:
    for cause in (C.ENGINE_MISSING, C.PROVIDER_OFF, C.STACK_OFF, C.NO_GPU, C.CPU_BY_CHOICE, C.GPU_ASLEEP):
        assert CAUSES[cause][1] is HealthState.OFF


def test_an_errors_cause_is_about_what_reported_it() -> None:
    for error, cause in ERRORS:
        is_stack = isinstance(error, e.StackError)
        assert is_stack is (CAUSES[cause][0] is not HealthKind.PROVIDER)
