"""The library that is shipped with the application, read once."""

import logging
import tomllib
from functools import cache
from pathlib import Path

from desktop.adapters.locations import resources_dir
from desktop.domain.library import Library
from desktop.domain.library_reading import library_from

FILE_NAME = "library.toml"
_log = logging.getLogger(__name__)


@cache
def read_library() -> Library:
    """The shipped library, some milliseconds at the first call; if it is broken, empty and a line in the log.

    Without it names have to be typed in full and advice knows less; nothing else needs it.
    """
    return library_in(resources_dir())


def library_in(folder: Path) -> Library:
    """The library in a folder of resources, read now."""
    try:
        return library_from(tomllib.loads((folder / FILE_NAME).read_text("utf-8")))
    except (OSError, ValueError) as error:  # of the file, of UTF-8, of TOML, of what is in it
        _log.warning("the library of models cannot be used: %s", error)
        return Library()
