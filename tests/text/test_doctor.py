from dataclasses import replace

import pytest

from desktop.domain import errors as e
from desktop.domain.catalog import Catalog, ProviderRow, Reach
from desktop.domain.errors import Cause
from desktop.domain.gpu import GpuFault, GpuReading, GpuSnapshot, GpuTrouble, GpuVendor
from desktop.domain.gpu_truth import ContainerGpu, Fact
from desktop.domain.health import DiskFacts, SystemFacts
from desktop.domain.health_report import Findings, report_of
from desktop.domain.models import InstalledModel, LoadedModel
from desktop.domain.providers import Availability, Endpoint, ProviderKind
from desktop.domain.stack import SERVICE, EngineInfo, GpuChoice, StackPhase, StackState
from desktop.text.doctor import doctor_report, redacted

GIB = 1024**3
FACTS = SystemFacts(
    "0.1.0",
    "3.11.7",
    "6.11.3",
    "Linux 6.8 x86_64",
    "GNOME on wayland",
    "/home/canary-user",
    "canary-user",
    "canary-host",
)
KEY = "canary-key-1234"
RTX = GpuReading("gpu", "RTX 4090", GpuVendor.NVIDIA, "570.86", GIB, 24 * GIB, 37, 61, 90, 312.5, 450)
RUNNER = ProviderRow(
    Endpoint(SERVICE, "Model Runner", "http://127.0.0.1:8080"),
    Reach.AVAILABLE,
    Availability(ProviderKind.OLLAMA, 0.008, "0.17.1"),
    (InstalledModel("llama3:8b"),),
)


def findings(*rows: ProviderRow, stack_error: e.StackError | None = None) -> Findings:
    engine = EngineInfo("27.4", "2.39", runtimes=("runc", "nvidia"))
    return Findings(
        stack=StackState(StackPhase.RUNNING, engine, error=stack_error, gpu=GpuChoice.NVIDIA),
        gpus=GpuSnapshot((RTX,)),
        container=ContainerGpu(Fact.NO, "Failed to initialize NVML: Unknown Error"),
        loaded={SERVICE: (LoadedModel("llama3:8b", 5 * GIB, 0),)},
        disk=DiskFacts("/home/canary-user/.ollama/models", 212 * 10**9, 10**12),
    ).with_catalog(Catalog(rows), 1.0)


def test_everything_a_helper_needs_is_in_it() -> None:
    text = doctor_report(report_of(findings(RUNNER)), FACTS)
    for words in (
        "- TARS Desktop: 0.1.0",
        "- Engine: Docker 27.4, Compose 2.39, runtimes runc, nvidia",
        "| RTX 4090 | nvidia 570.86 | 1.0 GiB of 24.0 GiB | 37 % | 61 °C | 312 W |",
        "on the host: yes, in the engine: yes, in the container: no, used by the model: no",
        "| failure | GPU lost in the container | The graphics card stops at the container",
        "Failed to initialize NVML: Unknown Error",
        "| model-runner | http://127.0.0.1:8080 | ollama 0.17.1 | 8 ms | 1 |",
        "| llama3:8b | 5.0 GiB | 0.0 GiB |",
        "212 GB free",
    ):
        assert words in text


@pytest.mark.parametrize(
    "row",
    [
        replace(RUNNER, endpoint=Endpoint("w", "W", "http://canary:canary-word@10.0.0.2", api_key=KEY)),
        ProviderRow(
            Endpoint("w", "W", "https://canary-host:8000", api_key=KEY),
            Reach.UNAVAILABLE,
            error=e.ProviderRejected(f"Incorrect API key provided: {KEY}", 401),
        ),
        ProviderRow(
            Endpoint("f", "F", "http://127.0.0.1:1"),
            Reach.UNAVAILABLE,
            error=e.ModelFileInvalid("/home/canary-user/secret.gguf", "missing"),
        ),
        ProviderRow(
            Endpoint("b", "Built-in", "http://127.0.0.1:1"),
            Reach.UNAVAILABLE,
            error=e.EngineFailed(1, "prompt: canary-prompt by Canary-User"),
        ),
        ProviderRow(
            Endpoint("u", "U", "http://127.0.0.1:1"),
            Reach.UNAVAILABLE,
            error=e.ProviderUnavailable("http://127.0.0.1:1", Cause.OTHER, "C:\\Users\\canary-user\\x"),
        ),
    ],
)  # fmt: skip
def test_no_key_prompt_name_or_home_folder_is_in_it(row: ProviderRow) -> None:
    error = e.DockerNotRunning(
        "unix:///home/canary-user/.docker/run/docker.sock Authorization: Bearer canary-bearer"
    )
    text = doctor_report(report_of(findings(row, stack_error=error)), FACTS)
    assert "canary" not in text.lower()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("open /home/canary-user/x", "open ~/x"),
        ("open /home/somebody-else/x", "open /home/<user>/x"),
        ("https://a:b@host/v1", "https://<password>@host/v1"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer <key>"),
        ("key sk-abcdefgh12345678 used", "key <key> used"),
        ("canary-users are fine", "canary-users are fine"),
        ("Nothing of the kind", "Nothing of the kind"),
    ],
)
def test_what_is_secret_is_replaced_and_the_rest_stays(text: str, shown: str) -> None:
    assert redacted(text, FACTS) == shown


def test_a_short_user_name_does_not_garble_the_report() -> None:
    assert redacted("the model", replace(FACTS, user="mo", home="/")) == "the model"


def test_a_cell_cannot_break_the_table() -> None:
    row = replace(RUNNER, endpoint=Endpoint("x|y", "a`b", "http://127.0.0.1:1\n# title"))
    text = doctor_report(report_of(findings(row)), FACTS)
    assert "| x\\|y | http://127.0.0.1:1 # title |" in text


def test_gpus_that_are_not_there_not_read_or_lost_are_said() -> None:
    def gpus(snapshot: GpuSnapshot | None) -> str:
        return doctor_report(report_of(replace(findings(), gpus=snapshot)), FACTS)

    assert "\nNone.\n" in gpus(GpuSnapshot())
    assert "\nNot read.\n" in gpus(None)
    fault = GpuFault(GpuVendor.NVIDIA, GpuTrouble.LOST, "GPU is lost", "T400")
    assert "- T400: lost (GPU is lost)" in gpus(GpuSnapshot(faults=(fault,)))
