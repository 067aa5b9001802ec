"""What a health report says of the computer, and whose it is, so that the report can leave that out."""

import getpass
import os
import platform
import sys
from collections.abc import Mapping
from pathlib import Path

from desktop import __version__
from desktop.domain.health import SystemFacts


def system_facts(qt: str, environment: Mapping[str, str] = os.environ) -> SystemFacts:
    """`qt` is Qt's version, which only the layers above know, or ""."""
    return SystemFacts(
        application=__version__,
        python=platform.python_version(),
        qt=qt,
        system=f"{platform.system()} {platform.release()} {platform.machine()}{_distribution()}",
        desktop=_desktop(environment),
        home=str(Path.home()),
        user=_user(),
        host=platform.node(),
    )


def _distribution() -> str:
    if sys.platform != "linux":
        return ""
    try:
        return f", {platform.freedesktop_os_release().get('PRETTY_NAME', '')}".removesuffix(", ")
    except OSError:  # no such file: a minimal container
        return ""


def _desktop(environment: Mapping[str, str]) -> str:
    """Such as `GNOME on wayland`."""
    found = (environment.get("XDG_CURRENT_DESKTOP", ""), environment.get("XDG_SESSION_TYPE", ""))
    return " on ".join(part for part in found if part)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a number that no file knows, as in some containers
        return ""
