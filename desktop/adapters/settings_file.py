"""The settings in a TOML file: whatever is in it can be read, and a write happens whole or not at all."""

import os
import threading
import tomllib
from pathlib import Path

from desktop.adapters.private_files import UnsafePath, check_private_file, private_folder, read_private_file
from desktop.adapters.settings_document import edited
from desktop.adapters.whole_files import replace_file, set_aside
from desktop.domain.errors import SettingsInvalid, SettingsUnsaved
from desktop.domain.settings import Settings
from desktop.domain.settings_reading import SCHEMA_VERSION, is_newer, merged, migrated, settings_from

SIZE_LIMIT_BYTES = 1024 * 1024

Problems = tuple[SettingsInvalid, ...]
_Stamp = tuple[int, int, int] | None


class SettingsFile:
    """One file that this application and its user both write. Its calls block: make them in a thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._base = Settings()
        """What is in the file, as far as it was read or written here."""
        self._stamp: _Stamp = None
        self._doubtful: _Stamp = None
        self._lock = threading.Lock()

    def read(self) -> tuple[Settings, Problems]:
        """The settings, and what in the file could not be used; the defaults hold in its place.

        A file that is no TOML, or larger than 1 MiB, is renamed to `settings.toml.bad-<date>`.
        """
        with self._lock:
            self._stamp = self._now()
            try:
                self._base, problems = self._parsed(self._text())
            except FileNotFoundError:
                self._base, problems = Settings(), ()
            except _Unreadable as error:
                kept = set_aside(self.path) if error.is_content else ""
                self._base = Settings()
                problems = (SettingsInvalid(str(self.path), "", str(error), kept),)
            return self._base, problems

    def reread(self) -> tuple[Settings, Problems] | None:
        """The settings if somebody else has changed the file since, else None.

        One that cannot be read is a problem only once it has stayed so until the next call, since editors
        write in steps; it stays where it is, and what was known before holds.
        """
        with self._lock:
            stamp = self._now()
            if stamp in (self._stamp, None):
                return None
            try:
                self._base, problems = self._parsed(self._text())
            except (OSError, _Unreadable) as error:
                if self._doubtful != stamp:
                    self._doubtful = stamp
                    return None
                problems = (SettingsInvalid(str(self.path), "", str(error)),)
            self._stamp = stamp
            return self._base, problems

    def write(self, settings: Settings) -> tuple[Settings, Problems]:
        """Change what differs from what was read or written last, and give what the file then holds.

        Edits of others that were not read yet stay, unless they are of the same keys. A file that is no TOML
        by now is kept aside as `read()` does. Raises `SettingsUnsaved`; the file then is as it was.
        """
        with self._lock:
            try:
                return self._written(settings)
            except UnsafePath as error:
                raise SettingsUnsaved(str(self.path), error.why) from error
            except OSError as error:
                raise SettingsUnsaved(str(self.path), error.strerror or str(error)) from error
            except ValueError as error:
                raise SettingsUnsaved(str(self.path), str(error)) from error

    def _written(self, settings: Settings) -> tuple[Settings, Problems]:
        base = self._base
        problems: Problems = ()
        private_folder(self.path.parent)
        try:
            text = self._text()
            theirs, _ = self._parsed(text)
        except FileNotFoundError:
            text, base, theirs = "", Settings(), Settings()
        except _Unreadable as error:
            if not error.is_content:
                raise OSError(str(error)) from error
            kept = set_aside(self.path)
            problems = (SettingsInvalid(str(self.path), "", str(error), kept),)
            text, base, theirs = "", Settings(), Settings()
        table = tomllib.loads(text)
        if is_newer(table):
            raise SettingsUnsaved(str(self.path), "", is_newer=True)
        if migrated(table):
            _keep_copy(self.path, text)
        result = merged(base, settings, theirs)
        written = replace_file(self.path, edited(text, theirs, result).encode())
        self._stamp, self._base = _stamp_of(written), result
        return result, problems

    def _text(self) -> str:
        """Raises `FileNotFoundError`, or `_Unreadable`."""
        try:
            if os.path.lexists(self.path):
                check_private_file(self.path)
            content = read_private_file(self.path, SIZE_LIMIT_BYTES)
        except FileNotFoundError:
            raise
        except UnsafePath as error:
            raise _Unreadable(error.why) from error
        except OSError as error:
            raise _Unreadable(error.strerror or str(error)) from error
        if len(content) > SIZE_LIMIT_BYTES:
            raise _Unreadable("the file is too large to be settings", is_content=True)
        try:
            return content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise _Unreadable(str(error), is_content=True) from error

    def _parsed(self, text: str) -> tuple[Settings, Problems]:
        """Raises `_Unreadable`."""
        try:
            table = tomllib.loads(text)
            migrated(table)
            settings, bad_keys = settings_from(table)
        except (ValueError, RecursionError) as error:  # of TOML, or of a number with too many digits
            raise _Unreadable(str(error), is_content=True) from error
        return settings, tuple(SettingsInvalid(str(self.path), key, "") for key in bad_keys)

    def _now(self) -> _Stamp:
        try:
            found = self.path.lstat()
        except OSError:
            return None
        return _stamp_of(found)


def _stamp_of(found: os.stat_result) -> _Stamp:
    return found.st_mtime_ns, found.st_size, found.st_ino


class _Unreadable(Exception):
    """The file, or (`is_content`) what is in it, is no use."""

    def __init__(self, why: str, *, is_content: bool = False) -> None:
        super().__init__(why)
        self.is_content = is_content


def _keep_copy(path: Path, text: str) -> None:
    """Before the first write in a newer schema: the file as the older version left it."""
    copy = path.with_name(f"{path.name}.before-schema-{SCHEMA_VERSION}")
    if not copy.exists():
        replace_file(copy, text.encode())
