"""What goes wrong with the built-in engine."""

from desktop.domain.errors.base import TarsError


class EngineError(TarsError):
    """The built-in engine could not run."""


class EngineMissing(EngineError):
    """The `engine` extra is not installed; `package` is what could not be imported."""

    def __init__(self, package: str) -> None:
        super().__init__(package)
        self.package = package


class ModelFileInvalid(EngineError):
    """`path` is not a GGUF file that can be read; `reason` is a code: missing, unreadable, not-gguf."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class EngineFailed(EngineError):
    """The child process ended or never became ready; `log_tail` holds its last lines."""

    def __init__(self, exit_code: int | None, log_tail: str) -> None:
        super().__init__(f"exit {exit_code}")
        self.exit_code = exit_code
        self.log_tail = log_tail
