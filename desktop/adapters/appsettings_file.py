"""TARS's `appsettings.json`: its model servers are read, and written while the rest stays byte for byte."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from desktop.adapters.whole_files import replace_file
from desktop.domain.appsettings import SECTIONS, AppServer
from desktop.domain.errors import AppSettingsUnusable
from desktop.domain.json_text import JsonInvalid, texts_in_json, with_texts

SIZE_LIMIT_BYTES = 4 * 1024 * 1024
NEW_FILE_MODE = 0o644


def read_appsettings(path: Path) -> tuple[AppServer, ...]:
    """The servers that the file names. It blocks: call it in a thread. Raises `AppSettingsUnusable`."""
    text, _ = _read(path)
    try:
        found = ((section, texts_in_json(text, section)) for section in SECTIONS)
        return tuple(
            AppServer(section, texts.get("baseurl", ""), texts.get("defaultmodel", ""))
            for section, texts in found
            if texts.get("baseurl") or texts.get("defaultmodel")
        )
    except JsonInvalid as error:
        raise AppSettingsUnusable(str(path), "not-json", line=error.line) from error


def write_appsettings(path: Path, servers: Iterable[AppServer]) -> None:
    """Change (or add) the servers' values in the file, or make one. It blocks: call it in a thread.

    Raises `AppSettingsUnusable`; the file then is as it was.
    """
    try:
        text, mode = _read(path)
    except AppSettingsUnusable as error:
        if error.reason != "missing":
            raise
        text, mode = "", NEW_FILE_MODE
    try:
        for server in servers:
            values = {"BaseUrl": server.base_url, "DefaultModel": server.default_model}
            text = with_texts(text, server.section, {name: value for name, value in values.items() if value})
    except JsonInvalid as error:
        raise AppSettingsUnusable(str(path), "not-json", line=error.line) from error
    try:
        replace_file(Path(os.path.realpath(path)), text.encode(), mode)
    except OSError as error:
        raise AppSettingsUnusable(str(path), "unwritable", error.strerror or str(error)) from error


def _read(path: Path) -> tuple[str, int]:
    """The text and the file's mode; a pipe or a device is not opened for long."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise AppSettingsUnusable(str(path), "not-a-file")
            content = file.read(SIZE_LIMIT_BYTES + 1)
    except FileNotFoundError as error:
        raise AppSettingsUnusable(str(path), "missing") from error
    except OSError as error:
        raise AppSettingsUnusable(str(path), "unreadable", error.strerror or str(error)) from error
    if len(content) > SIZE_LIMIT_BYTES:
        raise AppSettingsUnusable(str(path), "too-large")
    try:
        return content.decode(), stat.S_IMODE(found.st_mode)
    except UnicodeDecodeError as error:
        raise AppSettingsUnusable(str(path), "not-json", str(error)) from error
