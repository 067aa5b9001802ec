"""A virtual X screen of its own with a window manager and, if wanted, a tray; and an application on it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

PROGRAMS = ("Xvfb", "openbox", "trayer", "xdotool")
DEADLINE_SECONDS = 60.0


def missing_programs() -> list[str]:
    return [program for program in PROGRAMS if shutil.which(program) is None]


def until(condition: Callable[[], object], seconds: float = DEADLINE_SECONDS) -> None:
    """Return when `condition` holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "this took too long"
        time.sleep(0.05)


@contextmanager
def _running(*command: str, env: Mapping[str, str], pass_fds: tuple[int, ...] = ()) -> Iterator[None]:
    process = subprocess.Popen(
        command, env=env, pass_fds=pass_fds, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def screen(*, has_tray: bool, size: str = "1400x900") -> Iterator[dict[str, str]]:
    """The environment for programs on a screen of `size`."""
    with ExitStack() as stack:
        read, write = os.pipe()
        server = ("Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp")
        stack.enter_context(_running(*server, env=os.environ, pass_fds=(write,)))
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        env = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        env.pop("WAYLAND_DISPLAY", None)
        stack.enter_context(_running("openbox", env=env))
        if has_tray:
            stack.enter_context(_running("trayer", "--SetDockType", "true", env=env))
            until(lambda: _tray_owner(env))
        yield env


def _tray_owner(env: Mapping[str, str]) -> bool:
    """Whether somebody holds the selection of the X11 system tray."""
    code = (
        "import os; os.environ['QT_QPA_PLATFORM']='xcb'\n"
        "from PySide6.QtWidgets import QApplication, QSystemTrayIcon\n"
        "app = QApplication([]); raise SystemExit(not QSystemTrayIcon.isSystemTrayAvailable())"
    )
    return subprocess.run([sys.executable, "-c", code], env=env, check=False).returncode == 0


class Application:
    """The real application in its own process, with a home of its own, and the hands of its user."""

    def __init__(
        self,
        env: Mapping[str, str],
        home: Path,
        *arguments: str,
        sets_up: bool = False,
        cwd: str | None = None,
    ) -> None:
        """Without `sets_up` the setup, which opens by itself on a first start, counts as done."""
        self.home = home
        if not sets_up:
            _note_setup_done(home / "config" / "settings.toml")
        self.env = {**env, "TARS_DESKTOP_HOME": str(home)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "desktop", *arguments],
            env={"PYTHONPATH": str(Path(__file__).parents[2]), **self.env},
            cwd=cwd,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=_default_sigint,
        )

    def again(self, *arguments: str, cwd: str | None = None) -> "Application":
        """One more start of the same application."""
        return Application(self.env, self.home, *arguments, cwd=cwd)

    def windows(self) -> list[str]:
        """The ids of the visible windows of the application."""
        return self.xdotool("search", "--onlyvisible", "--name", "^TARS Desktop$").split()

    def wait_for_window(self) -> None:
        until(self.windows)

    def type(self, text: str) -> None:
        """Type into the window and press Enter."""
        self.xdotool("windowactivate", "--sync", self.windows()[-1])
        self.xdotool("type", "--delay", "5", text)
        self.xdotool("key", "Return")

    def press(self, keys: str) -> None:
        self.xdotool("windowactivate", "--sync", self.windows()[-1])
        self.xdotool("key", keys)

    def active_window(self) -> str:
        """The title of the window that has the keyboard."""
        return self.xdotool("getactivewindow", "getwindowname").strip()

    def type_into_active(self, text: str) -> None:
        """Type into whatever window has the keyboard."""
        self.xdotool("type", "--delay", "5", text)

    def minimize(self) -> None:
        self.xdotool("windowminimize", "--sync", self.windows()[-1])

    def place(self) -> tuple[int, int, int, int]:
        """Left, top, width and height of the window without its frame."""
        found = self.xdotool("getwindowgeometry", "--shell", self.windows()[-1])
        values = dict(line.split("=", 1) for line in found.splitlines())
        return int(values["X"]), int(values["Y"]), int(values["WIDTH"]), int(values["HEIGHT"])

    def move_to(self, x: int, y: int, width: int, height: int) -> None:
        window = self.windows()[-1]
        self.xdotool("windowsize", "--sync", window, str(width), str(height))
        self.xdotool("windowmove", "--sync", window, str(x), str(y))

    def engine(self) -> list[int]:
        """The process ids of built-in engines that are children of this application."""
        found = subprocess.run(
            ["pgrep", "-P", str(self.process.pid), "-f", "engine_child"],
            capture_output=True,
            text=True,
            check=False,
        )
        return [int(pid) for pid in found.stdout.split()]

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def ended(self, seconds: float = 10.0) -> tuple[int, str]:
        """The exit status and what was printed."""
        output, _ = self.process.communicate(timeout=seconds)
        return self.process.returncode, output

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def log(self) -> str:
        files = sorted((self.home / "logs").glob("*.log"))
        return "".join(file.read_text(encoding="utf-8") for file in files)

    def xdotool(self, *arguments: str) -> str:
        """What xdotool prints."""
        done = subprocess.run(
            ["xdotool", *arguments], env=self.env, capture_output=True, text=True, check=False
        )
        return done.stdout


def _note_setup_done(settings: Path) -> None:
    """Say so in the settings, unless they say anything about it."""
    settings.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.parent.parent.chmod(0o700)
    text = settings.read_text(encoding="utf-8") if settings.exists() else ""
    if "[setup]" not in text:
        settings.write_text(f"{text}\n[setup]\ndone = true\n", encoding="utf-8")
        settings.chmod(0o600)


def _default_sigint() -> None:
    """A shell starts its background children with SIGINT ignored; a user's terminal does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
