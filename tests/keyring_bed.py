"""A session bus of its own with a real GNOME Keyring on it, in a home that is a folder of the test.

The bus knows only the services it is told, so that a keyring which is gone stays gone; on a desktop the bus
starts it again.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from jeepney.io.blocking import open_dbus_connection
from secretstorage import Collection
from secretstorage.util import add_match_rules

PROGRAMS = ("dbus-daemon", "gnome-keyring-daemon")
PASSWORD = "open-sesame"
DEADLINE_SECONDS = 30.0
_PROMPTER = Path("/usr/share/dbus-1/services/org.gnome.keyring.SystemPrompter.service")
_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""


def until(condition: Callable[[], object], seconds: float = DEADLINE_SECONDS) -> None:
    """Return when `condition` holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "this took too long"
        time.sleep(0.02)


class KeyringBed:
    """The bus, what runs on it, and the environment of a program that is to use it."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.home = folder / "home"
        socket, self._services = folder / "bus", folder / "services"
        for path in (self.home / "run", self._services):
            path.mkdir(parents=True, mode=0o700)
        self.environment = {
            **{k: v for k, v in environment.items() if not k.startswith(("XDG_", "GNOME_", "PYTHON"))},
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.home / "run"),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={socket}",
        }
        self._processes: list[subprocess.Popen[bytes]] = []
        if "DISPLAY" in environment:
            shutil.copy(_PROMPTER, self._services)
        configuration = folder / "bus.conf"
        configuration.write_text(_CONFIGURATION.format(socket=socket, services=self._services))
        self.bus = self._start("dbus-daemon", "--nofork", f"--config-file={configuration}")
        until(socket.exists)
        self.keyring: subprocess.Popen[bytes] | None = None

    def start_keyring(self, *, unlocked: bool = True) -> None:
        """Run GNOME Keyring; unlocked, it makes its first collection, which has the password `PASSWORD`."""
        options = ("--unlock",) if unlocked else ()
        self.keyring = self._start(
            "gnome-keyring-daemon", "--foreground", "--components=secrets", *options,
            given=PASSWORD.encode() if unlocked else b"",
        )  # fmt: skip
        until(self.has_service)

    def promise_keyring(self) -> None:
        """Make the bus say that it can start a keyring, which then does not start."""
        promise = "[D-BUS Service]\nName=org.freedesktop.secrets\nExec=/bin/false\n"
        (self._services / "org.freedesktop.secrets.service").write_text(promise)
        self.bus.send_signal(signal.SIGHUP)
        listing = ("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/",
                   "org.freedesktop.DBus.ListActivatableNames")  # fmt: skip
        until(lambda: "org.freedesktop.secrets" in self.run(*listing))

    def end_keyring(self) -> None:
        if self.keyring is not None:
            self.keyring.kill()
            self.keyring.wait(DEADLINE_SECONDS)
            until(lambda: not self.has_service())

    def signal_keyring(self, number: signal.Signals) -> None:
        if self.keyring is not None:
            self.keyring.send_signal(number)

    def start_stand_in(self, manner: str) -> None:
        """Run the stand-in for a Secret Service; see `tests/programs/secret_service.py`."""
        program = Path(__file__).parent / "programs" / "secret_service.py"
        self._start(sys.executable, str(program), manner)
        until(self.has_service)

    def has_service(self) -> bool:
        done = self.run("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/",
                        "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets")  # fmt: skip
        return "boolean true" in done

    def lock(self) -> None:
        with closing(open_dbus_connection(self.environment["DBUS_SESSION_BUS_ADDRESS"])) as connection:
            add_match_rules(connection)
            Collection(connection).lock()

    def is_locked(self) -> bool:
        with closing(open_dbus_connection(self.environment["DBUS_SESSION_BUS_ADDRESS"])) as connection:
            return Collection(connection).is_locked()

    def delete(self, provider_id: str) -> None:
        """Delete an entry behind the application's back."""
        with closing(open_dbus_connection(self.environment["DBUS_SESSION_BUS_ADDRESS"])) as connection:
            add_match_rules(connection)
            for item in Collection(connection).search_items({"username": provider_id}):
                item.delete()

    def entries(self) -> list[dict[str, str]]:
        """The attributes of every entry."""
        with closing(open_dbus_connection(self.environment["DBUS_SESSION_BUS_ADDRESS"])) as connection:
            return [item.get_attributes() for item in Collection(connection).get_all_items()]

    def answer_question(self, *keys: str) -> None:
        """Press keys in the window that asks for the password, once it is there; `type:` types a text."""
        window = ""

        def is_shown() -> bool:
            nonlocal window
            window = self.run("xdotool", "search", "--onlyvisible", "--name", "^Unlock").strip()
            return bool(window)

        until(is_shown)
        self.run("xdotool", "windowactivate", "--sync", window.splitlines()[0])
        for key in keys:
            verb, _, text = key.partition(":")
            self.run("xdotool", *(("type", text) if verb == "type" else ("key", key)))

    def has_question(self) -> bool:
        return bool(self.run("xdotool", "search", "--onlyvisible", "--name", "^Unlock"))

    def run(self, *command: str) -> str:
        """What a program on this bus prints."""
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        return done.stdout

    def close(self) -> None:
        for process in reversed(self._processes):
            process.send_signal(signal.SIGCONT)
            process.terminate()
        for process in self._processes:
            process.wait(DEADLINE_SECONDS)

    def _start(self, *command: str, given: bytes = b"") -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            command, env=self.environment,
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        if process.stdin is not None:
            process.stdin.write(given)
            process.stdin.close()
        self._processes.append(process)
        return process


@contextmanager
def keyring_bed(folder: Path, environment: Mapping[str, str] = os.environ) -> Iterator[KeyringBed]:
    """A bus without a keyring yet. With a `DISPLAY` in the environment, it can ask for a password."""
    bed = KeyringBed(folder, environment)
    try:
        yield bed
    finally:
        bed.close()


def without_display() -> dict[str, str]:
    """This process's environment without a screen: a keyring in it cannot ask for a password."""
    return {name: value for name, value in os.environ.items() if "DISPLAY" not in name}


def children_asking() -> list[int]:
    """The process ids of children of this process that ask a keyring."""
    found = subprocess.run(
        ["pgrep", "-P", str(os.getpid()), "-f", "keyring_child"], capture_output=True, text=True, check=False
    )
    return [int(pid) for pid in found.stdout.split()]
