"""What goes wrong with what is kept: chats, attachments, exports, pulls and settings."""

from desktop.domain.attach_causes import AttachCause
from desktop.domain.errors.base import TarsError
from desktop.domain.transfer_causes import ExportCause, ImportCause


class StoreError(TarsError):
    """The chats cannot be saved or read."""


class StoreUnusable(StoreError):
    """`path` cannot be used as the chat store.

    `reason` is a code: corrupt, newer, locked, unsafe, moved, unwritable.
    """

    def __init__(self, path: str, reason: str, detail: str = "") -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.detail = detail


class StoreRecovered(StoreError):
    """The file was damaged and is kept at `path`; `chats` and `turns` say how much of it could be read."""

    def __init__(self, path: str, chats: int, turns: int) -> None:
        super().__init__(f"{path}: {chats} chats, {turns} turns")
        self.path = path
        self.chats = chats
        self.turns = turns


class StoreFull(StoreError):
    """The disk is full: what is in memory is safe, but not saved."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class TransferError(TarsError):
    """Chats could not be exported or imported; nothing was changed."""


class ExportFailed(TransferError):
    """`path` was not written; what was there is as it was. `count` is how many chats there are."""

    def __init__(self, path: str, cause: ExportCause, detail: str = "", count: int = 0) -> None:
        super().__init__(f"{path}: {cause.value}" + (f" ({detail})" if detail else ""))
        self.path = path
        self.cause = cause
        self.detail = detail
        self.count = count


class ImportRefused(TransferError):
    """No chat of the file at `path` was imported.

    `place` is where in the JSON it is wrong, such as `chats[0].turns[3].role`, or ""; `detail` is what is
    there, or what the limit is.
    """

    def __init__(self, path: str, cause: ImportCause, place: str = "", detail: str = "") -> None:
        super().__init__(f"{path}: {cause.value}" + "".join(f" {part}" for part in (place, detail) if part))
        self.path = path
        self.cause = cause
        self.place = place
        self.detail = detail


class AttachmentRefused(TarsError):
    """The file `name` was not attached; `found` and `limit` are bytes, tokens, pixels or files."""

    def __init__(
        self, name: str, cause: AttachCause, detail: str = "", found: int = 0, limit: int = 0
    ) -> None:
        super().__init__(f"{name}: {cause.value}" + (f" ({detail})" if detail else ""))
        self.name = name
        self.cause = cause
        self.detail = detail
        self.found = found
        self.limit = limit


class ParameterInvalid(TarsError):
    """What was typed for a parameter of a chat is none; `name` is a field of `Parameters`."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(f"{name}: {text}")
        self.name = name
        self.text = text


class PullsUnsaved(TarsError):
    """The queue of pulls could not be written to `path`; pulls go on, but a restart would not know them."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.detail = detail


class SettingsInvalid(TarsError):
    """The settings file has a value that cannot be used.

    `key` names it, and is "" if it is the whole file; `kept` is where such a file was moved to, or "".
    """

    def __init__(self, path: str, key: str, detail: str, kept: str = "") -> None:
        super().__init__(f"{path}: {key}: {detail}")
        self.path = path
        self.key = key
        self.detail = detail
        self.kept = kept


class SettingsUnsaved(TarsError):
    """The settings could not be written to `path`; the file there is as it was.

    `is_newer`: a newer version has made it.
    """

    def __init__(self, path: str, detail: str, *, is_newer: bool = False) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.detail = detail
        self.is_newer = is_newer


class AutostartFailed(TarsError):
    """The entry at `path` that starts the application with the session cannot be read or changed."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.detail = detail


class AppSettingsUnusable(TarsError):
    """TARS's `appsettings.json` at `path` cannot be read or written; nothing in it was changed.

    `reason` is a code: missing, unreadable, not-a-file, too-large, not-json, unwritable. `line` is the first
    that is not JSON, 0 if it is not about a line.
    """

    def __init__(self, path: str, reason: str, detail: str = "", line: int = 0) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.detail = detail
        self.line = line
