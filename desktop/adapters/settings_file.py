"""The settings in a TOML file: whatever is in it can be read, and a write happens whole or not at all."""

import os
import tomllib
from pathlib import Path

import tomli_w

from desktop.adapters.private_files import UnsafePath, check_private_file, private_folder, read_private_file
from desktop.adapters.whole_files import replace_file, set_aside
from desktop.domain.errors import SettingsInvalid, SettingsUnsaved
from desktop.domain.settings import Settings, settings_from, table_from

SIZE_LIMIT_BYTES = 1024 * 1024


def read_settings(path: Path) -> tuple[Settings, tuple[SettingsInvalid, ...]]:
    """The settings, and what in the file could not be used; the defaults hold in its place.

    A file that is no TOML, or larger than 1 MiB, is renamed to `settings.toml.bad-<date>`. It blocks: call it
    before the event loop runs, or in a thread.
    """
    try:
        content = read_private_file(path, SIZE_LIMIT_BYTES)
    except FileNotFoundError:
        return Settings(), ()
    except UnsafePath as error:
        return Settings(), (SettingsInvalid(str(path), "", error.why),)
    except OSError as error:
        return Settings(), (SettingsInvalid(str(path), "", error.strerror or str(error)),)
    try:
        if len(content) > SIZE_LIMIT_BYTES:
            raise ValueError("the file is too large to be settings")
        table = tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except (ValueError, RecursionError) as error:  # of TOML, of UTF-8, of a number with too many digits
        return Settings(), (SettingsInvalid(str(path), "", str(error), set_aside(path)),)
    settings, bad_keys = settings_from(table)
    return settings, tuple(SettingsInvalid(str(path), key, "") for key in bad_keys)


def write_settings(path: Path, settings: Settings) -> None:
    """Replace the file. It blocks: call it in a thread.

    Raises `SettingsUnsaved`; the file then is as it was.
    """
    try:
        content = tomli_w.dumps(table_from(settings)).encode()
        private_folder(path.parent)
        if os.path.lexists(path):
            check_private_file(path)
        replace_file(path, content)
    except UnsafePath as error:
        raise SettingsUnsaved(str(path), error.why) from error
    except OSError as error:
        raise SettingsUnsaved(str(path), error.strerror or str(error)) from error
    except UnicodeEncodeError as error:
        raise SettingsUnsaved(str(path), str(error)) from error
