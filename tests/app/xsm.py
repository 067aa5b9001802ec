"""X11's own session manager on a screen, with the programs of its session in a home of its own."""

import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.app.screen import until

PROGRAMS = ("xsm", "iceauth", "stdbuf")


class Session:
    """A running xsm: what it is told and what it says."""

    def __init__(self, screen: Mapping[str, str], home: Path) -> None:
        home.mkdir(mode=0o700, exist_ok=True)
        (home / ".xsmstartup").write_text("")
        self.home, self._log = home, home / "xsm.log"
        own = {"HOME": str(home), "SM_SAVE_DIR": str(home), "TARS_DESKTOP_HOME": str(home / "tars")}
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                ["stdbuf", "-oL", "xsm", "-verbose", "-session", "Default"],
                env={**screen, **own},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        until(lambda: "setenv SESSION_MANAGER " in self.said())
        line = next(line for line in self.said().splitlines() if line.startswith("setenv SESSION_MANAGER "))
        self.environment = {**screen, **own, "SESSION_MANAGER": line.split()[2]}
        """For programs that are to belong to the session."""

    def said(self) -> str:
        return self._log.read_text()

    def has_saved(self, times: int = 1) -> bool:
        """Whether its program has saved that often; once is right after it came."""
        return self.said().count("received SAVE YOURSELF DONE [Success = True]") >= times

    def check(self) -> None:
        """Have everything saved, as from time to time; the session goes on."""
        self._process.send_signal(signal.SIGUSR1)

    def log_out(self) -> None:
        """Have everything saved and ended, and asks nobody."""
        self._process.send_signal(signal.SIGTERM)

    def ended(self, seconds: float = 10.0) -> int:
        return self._process.wait(seconds)

    def kill(self) -> None:
        """End it without a word."""
        self._process.kill()
        self._process.wait()


@contextmanager
def session(screen: Mapping[str, str], home: Path) -> Iterator[Session]:
    """A session that remembers in `home` what runs in it."""
    session = Session(screen, home)
    try:
        yield session
    finally:
        session.kill()
