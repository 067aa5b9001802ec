"""Starting with the user's session, hidden: one entry in the place where each system looks for such.

https://specifications.freedesktop.org/autostart-spec/latest/ · the `Run` key:
https://learn.microsoft.com/windows/win32/setupapi/run-and-runonce-registry-keys · a launch agent:
https://developer.apple.com/library/archive/documentation/MacOSX/Conceptual/BPSystemStartup/Chapters/CreatingLaunchdJobs.html
"""

import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from desktop.adapters.whole_files import replace_file
from desktop.domain.errors import AutostartFailed

if sys.platform == "win32":
    import winreg

NAME = "tars-desktop"
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_SPECIAL = '"`$\\'
"""What a quoted argument of a desktop entry has to escape."""


class Autostart(Protocol):
    """The entry of this user. Calls block for the time of a file: make them in a thread."""

    def is_on(self) -> bool:
        """Whether the session starts the application. Raises `AutostartFailed`."""
        ...

    def switch(self, *, is_on: bool) -> None:
        """Write or remove the entry. Raises `AutostartFailed`; then all is as it was."""
        ...


def autostart_of_this_system(environment: Mapping[str, str] = os.environ) -> Autostart:
    """The one that this system looks at."""
    command = (*own_command(), "--hidden")
    match platform.system():
        case "Windows":
            return WindowsAutostart(command)
        case "Darwin":
            return MacAutostart(command, Path.home() / "Library" / "LaunchAgents")
    config = environment.get("XDG_CONFIG_HOME", "")
    base = Path(config) if Path(config).is_absolute() else Path.home() / ".config"
    return XdgAutostart(command, base / "autostart")


def own_command(arguments: Sequence[str] = sys.argv) -> tuple[str, ...]:
    """What starts this application again, from any folder."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    program = Path(arguments[0]) if arguments and arguments[0] else Path()
    if program.stem == NAME and program.is_file():
        return (str(program.absolute()),)
    beside = Path(sys.executable).with_name(NAME)
    return (str(beside),) if beside.is_file() else (sys.executable, "-m", "desktop")


class XdgAutostart:
    """A desktop entry in the user's autostart folder."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._command = command
        self.path = folder / f"{NAME}.desktop"

    def is_on(self) -> bool:
        """An entry that a desktop's own settings have switched off (`Hidden`) is off."""
        try:
            lines = self.path.read_text(errors="replace").splitlines()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise AutostartFailed(str(self.path), error.strerror or str(error)) from error
        off = {"hidden=true", "x-gnome-autostart-enabled=false"}
        return not any(line.replace(" ", "").lower() in off for line in lines)

    def switch(self, *, is_on: bool) -> None:
        try:
            if is_on:
                self.path.parent.mkdir(0o700, parents=True, exist_ok=True)
                replace_file(self.path, self._entry().encode(), 0o644)
            else:
                self.path.unlink(missing_ok=True)
        except OSError as error:
            raise AutostartFailed(str(self.path), error.strerror or str(error)) from error

    def _entry(self) -> str:
        return "\n".join(
            (
                "[Desktop Entry]",
                "Type=Application",
                "Name=TARS Desktop",
                "Comment=Language models that run on your own machine",
                "Exec=" + " ".join(map(_quoted, self._command)),
                f"Icon={NAME}",
                "Terminal=false",
                "X-GNOME-Autostart-Delay=2",  # its tray extension comes up after the first applications
                "",
            )
        )


def _quoted(argument: str) -> str:
    """An argument of `Exec`: escaped for its quotes, and again for the text of the entry; % is doubled."""
    escaped = "".join(f"\\{character}" if character in _SPECIAL else character for character in argument)
    return '"' + escaped.replace("\\", "\\\\").replace("%", "%%") + '"'


class MacAutostart:
    """A launch agent of the user. `plistlib` is imported late: it brings an XML parser, and is for macOS."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._command = command
        self.path = folder / "org.tars.desktop.plist"

    def is_on(self) -> bool:
        import plistlib

        try:
            entry = plistlib.loads(self.path.read_bytes())
        except FileNotFoundError:
            return False
        except (OSError, plistlib.InvalidFileException, ValueError) as error:
            raise AutostartFailed(str(self.path), str(error)) from error
        return bool(entry.get("RunAtLoad")) and not entry.get("Disabled")

    def switch(self, *, is_on: bool) -> None:
        """`launchd` reads it at the next login; nothing is started or stopped now."""
        import plistlib

        entry = {
            "Label": "org.tars.desktop",
            "ProgramArguments": list(self._command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
        }
        try:
            if is_on:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                replace_file(self.path, plistlib.dumps(entry), 0o644)
            else:
                self.path.unlink(missing_ok=True)
        except OSError as error:
            raise AutostartFailed(str(self.path), error.strerror or str(error)) from error


class WindowsAutostart:
    """A value under the user's `Run` key."""

    def __init__(self, command: Sequence[str]) -> None:
        self.line = subprocess.list2cmdline(command)

    def is_on(self) -> bool:
        try:
            return bool(_run_value())
        except OSError as error:
            raise AutostartFailed(_RUN_KEY, error.strerror or str(error)) from error

    def switch(self, *, is_on: bool) -> None:
        try:
            _set_run_value(self.line if is_on else "")
        except OSError as error:
            raise AutostartFailed(_RUN_KEY, error.strerror or str(error)) from error


if sys.platform == "win32":

    def _run_value() -> str:
        """The command that is there, "" if there is none."""
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
                return str(winreg.QueryValueEx(key, NAME)[0])
        except FileNotFoundError:
            return ""

    def _set_run_value(line: str) -> None:
        """Write the command, or remove it if ""."""
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
            if line:
                winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, line)
            elif _run_value():
                winreg.DeleteValue(key, NAME)

else:

    def _run_value() -> str:
        raise OSError("there is no registry on this system")

    def _set_run_value(line: str) -> None:
        raise OSError(f"there is no registry on this system for {line}")
