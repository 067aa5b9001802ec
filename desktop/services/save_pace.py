"""When text that arrives is brought to the disk: at most half a second or 2 KB behind."""

import asyncio
from collections.abc import Callable

SAVE_SECONDS = 0.5
SAVE_CHARACTERS = 2048
RETRY_SECONDS = 5.0
"""How long after a failed save (a full disk) the next one is tried by itself."""


class SavePace:
    """Calls `save`, which is to call `begun` first."""

    def __init__(self, save: Callable[[], object]) -> None:
        self._save = save
        self._timer: asyncio.TimerHandle | None = None
        self._characters = 0

    @property
    def is_waiting(self) -> bool:
        """Whether a save will come by itself."""
        return self._timer is not None

    def note(self, characters: int) -> None:
        """Text has arrived: save it within the limits."""
        self._characters += characters
        if self._characters >= SAVE_CHARACTERS:
            self._save()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SAVE_SECONDS, self._save)

    def begun(self) -> None:
        """A save takes all that has arrived."""
        self.stop()
        self._characters = 0

    def failed(self) -> None:
        """Try again a moment later."""
        self.stop()
        self._timer = asyncio.get_running_loop().call_later(RETRY_SECONDS, self._save)

    def stop(self) -> None:
        """No save comes by itself."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
