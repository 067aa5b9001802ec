"""The entry that starts the application with the session."""

import plistlib
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.adapters.autostart import (
    MacAutostart,
    WindowsAutostart,
    XdgAutostart,
    autostart_of_this_system,
    own_command,
)
from desktop.domain.errors import AutostartFailed

ODD = ('/opt/my apps/it\'s "x" $HOME `id` 100%/tars-desktop', "--hidden")


def test_an_entry_is_written_read_and_removed(tmp_path: Path) -> None:
    entry = XdgAutostart(("/usr/bin/tars-desktop", "--hidden"), tmp_path / "config" / "autostart")
    assert not entry.is_on()
    entry.switch(is_on=True)
    assert entry.is_on()
    assert 'Exec="/usr/bin/tars-desktop" "--hidden"\n' in entry.path.read_text()
    entry.switch(is_on=True)
    entry.switch(is_on=False)
    assert not entry.is_on()
    entry.switch(is_on=False)
    assert list(entry.path.parent.iterdir()) == []


def test_odd_paths_are_quoted_as_the_specification_wants(tmp_path: Path) -> None:
    entry = XdgAutostart(ODD, tmp_path)
    entry.switch(is_on=True)
    line = next(line for line in entry.path.read_text().splitlines() if line.startswith("Exec="))
    words = line.removeprefix("Exec=").replace("\\\\", "\\").replace("%%", "%")
    # The rules for quoted arguments are those of a shell's double quotes.
    read = subprocess.run(["sh", "-c", f"printf '%s\\n' {words}"], capture_output=True, text=True, check=True)
    assert tuple(read.stdout.splitlines()) == ODD


@pytest.mark.parametrize("line", ["Hidden=true", "Hidden = True", "X-GNOME-Autostart-enabled=false"])
def test_what_the_desktop_has_switched_off_is_off(tmp_path: Path, line: str) -> None:
    entry = XdgAutostart(ODD, tmp_path)
    entry.switch(is_on=True)
    entry.path.write_text(entry.path.read_text() + line + "\n")
    assert not entry.is_on()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    entry = XdgAutostart(ODD, tmp_path / "file")
    with pytest.raises(AutostartFailed):
        entry.switch(is_on=True)


def test_a_launch_agent_is_written_read_and_removed(tmp_path: Path) -> None:
    agent = MacAutostart(ODD, tmp_path / "LaunchAgents")
    assert not agent.is_on()
    agent.switch(is_on=True)
    assert agent.is_on()
    assert plistlib.loads(agent.path.read_bytes())["ProgramArguments"] == list(ODD)
    agent.path.write_text("not a plist")
    with pytest.raises(AutostartFailed):
        agent.is_on()
    agent.switch(is_on=False)
    assert not agent.is_on()


def test_the_line_of_windows_quotes_what_has_spaces() -> None:
    assert (
        WindowsAutostart((r"C:\Program Files\t.exe", "--hidden")).line == r'"C:\Program Files\t.exe" --hidden'
    )


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="about the XDG folders")
def test_the_folder_is_that_of_the_environment(tmp_path: Path) -> None:
    entry = autostart_of_this_system({"XDG_CONFIG_HOME": str(tmp_path)})
    assert isinstance(entry, XdgAutostart)
    assert entry.path == tmp_path / "autostart" / "tars-desktop.desktop"
    relative = autostart_of_this_system({"XDG_CONFIG_HOME": "relative"})
    assert isinstance(relative, XdgAutostart)
    assert relative.path.is_absolute()


def test_the_program_that_runs_is_started_again(tmp_path: Path) -> None:
    program = tmp_path / "tars-desktop"
    program.write_text("")
    assert own_command([str(program)]) == (str(program),)
    assert Path(own_command(["-c"])[0]).is_absolute()
