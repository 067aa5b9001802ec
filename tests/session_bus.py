"""A session bus of a test's own, and stand-ins for the services of a desktop on it."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.keyring_bed import until

PROGRAMS = Path(__file__).parent / "programs"
_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""


def has_bus() -> bool:
    """Whether buses can be started here."""
    return shutil.which("dbus-daemon") is not None


@contextmanager
def session_bus(folder: Path) -> Iterator[dict[str, str]]:
    """A bus that starts no service by itself; gives the variable by which programs find it."""
    socket, configuration = folder / "bus", folder / "bus.conf"
    configuration.write_text(_CONFIGURATION.format(socket=socket))
    command = ("dbus-daemon", "--nofork", f"--config-file={configuration}")
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as daemon:
        try:
            until(socket.exists)
            yield {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={socket}"}
        finally:
            daemon.terminate()


class StandIn:
    """A program of `tests/programs` on a bus: what it heard, and what it is to do next."""

    def __init__(self, program: str, bus: Mapping[str, str], *arguments: str) -> None:
        self.heard: list[dict[str, Any]] = []
        self._process = subprocess.Popen(
            [sys.executable, str(PROGRAMS / program), *arguments],
            env={**os.environ, **bus},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline().strip() == "ready"
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def tell(self, *words: object) -> None:
        """Have it do something."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()

    def close(self) -> None:
        """End it; its names on the bus go with it."""
        self._process.kill()
        self._process.wait()
        self._reader.join(5)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.heard.append(json.loads(line))
