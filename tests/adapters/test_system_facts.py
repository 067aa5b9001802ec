import getpass
import platform
from pathlib import Path

from desktop import __version__
from desktop.adapters.system_facts import system_facts


def test_the_computer_is_described_and_its_user_is_known_for_leaving_out() -> None:
    facts = system_facts("6.11", {"XDG_CURRENT_DESKTOP": "GNOME", "XDG_SESSION_TYPE": "wayland"})
    assert (facts.application, facts.python, facts.qt) == (__version__, platform.python_version(), "6.11")
    assert facts.system.startswith(f"{platform.system()} ")
    assert facts.desktop == "GNOME on wayland"
    assert (facts.home, facts.user, facts.host) == (str(Path.home()), getpass.getuser(), platform.node())


def test_a_computer_without_a_desktop_has_none() -> None:
    assert system_facts("", {}).desktop == ""
    assert system_facts("", {"XDG_SESSION_TYPE": "tty"}).desktop == "tty"
