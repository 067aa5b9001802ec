"""What the user changed last in the settings, and the way back from it for ten seconds."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.domain.settings import Settings
from desktop.services.settings import SettingsService
from desktop.services.settings_undo import undone, values_of

UNDO_SECONDS = 10.0

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Offer:
    words: str
    before: Settings
    after: Settings
    on_lapse: Callable[[], None]


def _nothing() -> None:
    """For a change after which nothing is left to be tidied."""


class Edits(QObject):
    """Makes changes, and takes the last one back; a new change ends the offer of the one before."""

    offered = Signal(str)
    """In words, what can be taken back now; "" for nothing any more."""

    def __init__(
        self, settings: SettingsService, undo_seconds: float = UNDO_SECONDS, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._offer: _Offer | None = None
        self._timer = QTimer(self, interval=round(undo_seconds * 1000), singleShot=True)
        self._timer.timeout.connect(self.finish)

    def change(self, words: str, **values: Any) -> None:
        """Change fields of `Settings`; `words` say what was done."""
        self.make(words, partial(self._settings.change, **values))

    def make(self, words: str, work: Callable[[], T], on_lapse: Callable[[], None] = _nothing) -> T:
        """Do what changes the settings, and give its result. What it raises has changed nothing.

        `on_lapse` is called once the change can be taken back no longer.
        """
        before = self._settings.state
        result = work()
        after = self._settings.state
        if after != before:
            self.finish()
            self._offer = _Offer(words, before, after, on_lapse)
            self._timer.start()
            self.offered.emit(words)
        return result

    def take_over(self, other: "Edits") -> None:
        """Offer what another one offers, which then offers nothing."""
        offer, other._offer = other._offer, None
        if offer is not None:
            other._timer.stop()
            self._offer = offer
            self._timer.start()
            self.offered.emit(offer.words)

    @Slot()
    def undo(self) -> None:
        """Take the last change back; ignored if that is not offered."""
        offer, self._offer = self._offer, None
        if offer is not None:
            self._timer.stop()
            self._settings.change(**values_of(undone(offer.before, offer.after, self._settings.state)))
            self.offered.emit("")

    @Slot()
    def finish(self) -> None:
        """Offer nothing any more: what was changed last stays, with all that comes of it."""
        offer, self._offer = self._offer, None
        if offer is not None:
            self._timer.stop()
            offer.on_lapse()
            self.offered.emit("")
