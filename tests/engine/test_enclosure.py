"""What the private engine leaves behind: nothing, even when the process that owns it is killed."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.processes import descendants, wait_until
from tests.engine.private_docker import reason_against

pytestmark = pytest.mark.real_engine

OWNER = """
from tests.engine.private_docker import private_docker
with private_docker() as docker:
    docker.run("network", "create", "left-behind")
    print(docker.folder, docker.run("network", "inspect", "-f", "{{.Id}}", "left-behind"), flush=True)
    input()
"""


@pytest.mark.parametrize("number", [None, signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_owner_that_ends_leaves_nothing(number: signal.Signals | None) -> None:
    if reason := reason_against():
        pytest.skip(reason)
    with subprocess.Popen(
        (sys.executable, "-c", OWNER),
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as owner:
        assert owner.stdout is not None
        name, network = owner.stdout.readline().split()
        folder, bridge = Path(name), Path("/sys/class/net", f"br-{network[:12]}")
        assert bridge.exists()
        children = descendants(owner.pid)
        assert len(children) >= 4
        if number is None:
            owner.communicate("\n")
        else:
            owner.send_signal(number)
            owner.communicate()
    wait_until(lambda: not folder.exists(), 10)
    assert not bridge.exists()
    assert name not in Path("/proc/self/mountinfo").read_text(encoding="utf-8")
    assert not list(Path("/sys/fs/cgroup").glob(f"**/{folder.name}"))
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), 5)
