"""Questions that a second start hands to the application that is open: one private file for each.

The socket between the two carries one fixed verb and no content (desktop.app.single_instance); what is to be
asked lies in the folder that only this user can enter, and is looked at with suspicion all the same.
"""

import logging
import secrets
import time
from pathlib import Path

from desktop.adapters.private_files import private_folder, read_private_file
from desktop.adapters.whole_files import replace_file

log = logging.getLogger(__name__)

MOST_BYTES = 100_000
"""Of one question."""
MOST_QUESTIONS = 8
"""At once; nobody types more before the first is picked up."""
OLDEST_SECONDS = 60.0
"""What nobody has picked up until then is not asked out of the blue."""
_PREFIX, _SUFFIX = "question-", ".txt"


class QuestionBox:
    """The questions that wait in `folder`. Every verb blocks for the time of a small file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, question: str) -> Path:
        """Let a question wait, "" for a window without one; gives its file, for `withdraw`.

        Raises:
            ValueError: it is longer than `MOST_BYTES` in UTF-8.
            OSError: it cannot be written, or the folder is not private.
        """
        content = question.encode("utf-8", "replace")
        if len(content) > MOST_BYTES:
            raise ValueError(f"{len(content)} bytes")
        private_folder(self._folder)
        path = self._folder / f"{_PREFIX}{time.time_ns():020}-{secrets.token_hex(4)}{_SUFFIX}"
        replace_file(path, content)
        return path

    def withdraw(self, path: Path) -> None:
        """Take a question back, if it still waits."""
        path.unlink(missing_ok=True)

    def take(self) -> list[str]:
        """The questions that wait, the oldest first; none is there any more then, whatever it was."""
        try:
            names = sorted(path.name for path in self._folder.glob(f"{_PREFIX}*{_SUFFIX}"))
        except OSError as error:
            log.info("no questions of second starts: %r", error)
            return []
        taken = [self._take_one(self._folder / name) for name in names]
        return [question for question in taken if question is not None][:MOST_QUESTIONS]

    def _take_one(self, path: Path) -> str | None:
        try:
            age = time.time() - path.lstat().st_mtime
            content = read_private_file(path, MOST_BYTES)
            if age > OLDEST_SECONDS or len(content) > MOST_BYTES:
                raise ValueError("too old" if age > OLDEST_SECONDS else "too long")
            question: str | None = content.decode().replace("\0", "")
        except (OSError, ValueError) as error:  # UnicodeDecodeError is a ValueError
            log.info("the question of a second start is not asked: %s", _reason(error))
            question = None
        try:
            path.unlink(missing_ok=True)
        except OSError as error:  # a folder: nothing of ours
            log.info("what lies among the questions stays there: %s", type(error).__name__)
        return question


def _reason(error: Exception) -> str:
    """Without the content, which the text of a `UnicodeDecodeError` has in its `repr`."""
    return "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
