"""What Docker and Compose print, as recorded, becomes values; what is no record becomes nothing."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.adapters.compose_output import (
    Complaint,
    read_engine,
    read_event,
    read_plain_progress,
    read_progress,
    read_record,
    read_services,
)
from desktop.domain.stack import (
    ContainerHealth,
    ContainerState,
    PublishedPort,
    StackEvent,
    StackStep,
    StepStatus,
)

RECORDINGS = Path(__file__).parents[1] / "recordings" / "compose"
IMAGE = "Image ollama/ollama:latest"


def recorded(name: str, stream: str) -> str:
    text = (RECORDINGS / f"{name}.txt").read_text()
    stdout, _, stderr = text.partition("# stdout\n")[2].partition("# stderr\n")
    return stdout if stream == "stdout" else stderr


def steps(name: str) -> list[StackStep | Complaint | None]:
    text = (RECORDINGS / f"{name}.txt").read_text()
    return [read_progress(line) for line in text.splitlines() if line.startswith("{")]


def test_a_clean_start_is_read_line_by_line() -> None:
    found = steps("up_json")
    assert found[0] == StackStep("Network tars_default", StepStatus.WORKING, "Creating")
    assert found[-1] == StackStep("Container tars-model-runner-1", StepStatus.DONE, "Healthy")
    assert len(found) == 10


def test_a_pull_has_bytes_and_the_image_of_every_layer() -> None:
    found = steps("up_pulls_image")
    assert found[2] == StackStep(
        "68e687eb8d21", StepStatus.WORKING, "Downloading", IMAGE, 302080, 27222587, "302.1kB"
    )


def test_the_last_word_of_a_failure_is_its_message() -> None:
    *others, last = steps("up_image_unreachable")
    assert isinstance(last, Complaint)
    assert last.message.startswith("Error response from daemon: Get")
    assert isinstance(others[-1], StackStep)
    assert others[-1].status is StepStatus.ERROR


@pytest.mark.parametrize(
    ("line", "step"),
    [
        (
            " Container tars-model-runner-1  Starting",
            StackStep("Container tars-model-runner-1", StepStatus.WORKING, "Starting"),
        ),
        (" Network tars_default  Created", StackStep("Network tars_default", StepStatus.DONE, "Created")),
        (
            " 68e687eb8d21 Downloading [=====>   ]  302.1kB/27.22MB",
            StackStep("68e687eb8d21", StepStatus.WORKING, "Downloading"),
        ),
        (" model-runner Error", StackStep("model-runner", StepStatus.ERROR, "Error")),
    ],
)
def test_plain_progress_of_an_older_compose_is_read_too(line: str, step: StackStep) -> None:
    assert read_plain_progress(line) == step
    assert read_progress(line) is None


@pytest.mark.parametrize(
    ("line", "step"),
    [
        (
            '{"id":"Container tars-model-runner-1","status":"Starting"}',
            StackStep("Container tars-model-runner-1", StepStatus.WORKING, "Starting"),
        ),
        (
            '{"id":"Container tars-model-runner-1","status":"Healthy"}',
            StackStep("Container tars-model-runner-1", StepStatus.DONE, "Healthy"),
        ),
        (
            '{"id":"68e687eb8d21","parent_id":"model-runner","text":"Downloading",'
            '"status":"[==>  ]  1MB/27MB","current":1,"total":27,"percent":3}',
            StackStep(
                "68e687eb8d21", StepStatus.WORKING, "Downloading", "model-runner", 1, 27, "[==> ] 1MB/27MB"
            ),
        ),
        ('{"id":"model-runner","status":"Error"}', StackStep("model-runner", StepStatus.ERROR, "Error")),
    ],
)
def test_the_json_of_compose_2_is_read_too(line: str, step: StackStep) -> None:
    """https://github.com/docker/compose/blob/v2.29.0/pkg/progress/json.go: its status is the word."""
    assert read_progress(line) == step


def test_what_is_no_progress_is_nothing() -> None:
    for line in (
        "",
        "{",
        "[]",
        "{}",
        'time="x" level=warning msg="y"',
        '{"id":3}',
        "a sentence of the engine",
    ):
        assert read_progress(line) is None, line


def test_services_are_read_as_recorded() -> None:
    (service,) = read_services(recorded("ps_running", "stdout"))
    assert (service.service, service.container, service.image) == (
        "model-runner",
        "tars-model-runner-1",
        "ollama/ollama:latest",
    )
    assert service.state is ContainerState.RUNNING
    assert service.health is ContainerHealth.NONE
    assert service.ports == (PublishedPort("0.0.0.0", 8080, 11434), PublishedPort("::", 8080, 11434))
    assert all(port.is_exposed for port in service.ports)
    (stopped,) = read_services(recorded("ps_stopped", "stdout"))
    assert (stopped.state, stopped.ports) == (ContainerState.EXITED, ())
    assert stopped.status == "Exited (0) 3 seconds ago"


def test_the_array_of_an_older_compose_is_the_same() -> None:
    line = recorded("ps_running", "stdout")
    assert read_services(f"[{line}]") == read_services(line)
    assert read_services("[]") == read_services("") == read_services("\n") == ()


def test_an_unpublished_port_is_none_and_an_exit_code_is_found_in_the_words() -> None:
    record = read_record(recorded("ps_running", "stdout"))
    changed = dict(record) | {
        "Publishers": [{"URL": "", "TargetPort": 11434, "PublishedPort": 0, "Protocol": "tcp"}],
        "State": "restarting",
        "Status": "Restarting (3) Less than a second ago",
        "Health": "unhealthy",
    }
    (service,) = read_services(json.dumps(changed))
    assert (service.ports, service.exit_code, service.health) == ((), 3, ContainerHealth.UNHEALTHY)


def test_events_are_read_as_recorded() -> None:
    lines = recorded_events()
    assert lines == [
        StackEvent("model-runner", "kill"),
        StackEvent("model-runner", "die", 0),
        StackEvent("model-runner", "stop"),
    ]


def recorded_events() -> list[StackEvent | None]:
    text = (RECORDINGS / "events_stop.txt").read_text()
    return [read_event(line) for line in text.splitlines() if line.startswith("{")]


def test_the_engine_is_read_as_recorded() -> None:
    info = read_record(recorded("docker_info", "stdout"))
    context = {"Name": "desktop", "Endpoints": {"docker": {"Host": "unix:///run/docker.sock"}}}
    engine = read_engine(info, {}, context, "5.6.1")
    assert (engine.name, engine.version, engine.compose_version) == ("Docker", "20.10.24+dfsg1", "5.6.1")
    assert engine.operating_system == "Debian GNU/Linux 12 (bookworm)"
    assert (engine.context, engine.host) == ("desktop", "unix:///run/docker.sock")
    assert "runc" in engine.runtimes


def test_podman_is_known_by_its_component_and_by_its_own_program() -> None:
    version = {"Server": {"Components": [{"Name": "Podman Engine", "Version": "4.9.3"}]}}
    assert read_engine({"ServerVersion": "4.9.3"}, version, {}, "2.30").name == "Podman"
    own = read_engine({"version": {"Version": "5.2.0"}, "host": {"os": "linux"}}, {}, {}, "2.30")
    assert (own.name, own.version, own.operating_system) == ("Podman", "5.2.0", "linux")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["id", "status", "error", "message", "current", "total", "State", "Publishers", "action", "attributes"]
)


@given(st.dictionaries(KEYS, JSON) | JSON)
def test_no_json_whatever_breaks_the_readers(value: object) -> None:
    line = json.dumps(value)
    read_progress(line)
    read_event(line)
    read_services(line)
    read_services(f"[{line}]")
    record = read_record(line)
    read_engine(record, record, record, "")


def test_names_cannot_carry_control_characters_into_the_window() -> None:
    step = read_progress(json.dumps({"id": "a\u202e\x07b\nc", "status": "Working", "text": "x\x1by"}))
    assert step == StackStep("ab c", StepStatus.WORKING, "xy")
