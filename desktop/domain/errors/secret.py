"""What goes wrong with a key and where it is kept."""

from desktop.domain.errors.base import TarsError


class SecretError(TarsError):
    """A key could not be kept or had. `detail` is evidence, and holds no part of a key."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail


class KeyringMissing(SecretError):
    """No keyring is there that can be trusted with a key."""


class KeyringLocked(SecretError):
    """The keyring is locked, and the user has not been asked to unlock it."""


class KeyringRefused(SecretError):
    """The question to unlock the keyring was dismissed, could not be shown, or access was denied."""


class KeyringSilent(SecretError):
    """The keyring did not answer in time, or nobody waited any longer; its question may still be open."""


class KeyringFailed(SecretError):
    """Anything else that a keyring met, such as a bus that broke in the middle."""


class KeyGone(SecretError):
    """The key is no longer where it was kept; `place` is a `KeyPlace`."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class KeyUnsaved(SecretError):
    """The key was written, and did not read back as it was; or its file `path` cannot be written."""

    def __init__(self, detail: str = "", path: str = "") -> None:
        super().__init__(detail)
        self.path = path


class KeyFileUnusable(SecretError):
    """The file of keys at `path` cannot be read."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(detail)
        self.path = path


class KeyLeftBehind(SecretError):
    """A key that is not wanted any more could not be deleted from `place`, a `KeyPlace`."""

    def __init__(self, place: str, detail: str) -> None:
        super().__init__(detail)
        self.place = place
