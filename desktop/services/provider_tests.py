"""Tests of providers while they are edited: the newest of each, under way and done."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import NoSuchProvider
from desktop.domain.providers import Endpoint
from desktop.services.latest_tasks import LatestTasks
from desktop.services.provider_editing import TEST_SECONDS, ProviderEditing, ProviderTest


@dataclass(frozen=True, slots=True)
class Examined:
    """The last result of a provider's tests (None before the first), and whether another is under way."""

    result: ProviderTest | None = None
    is_running: bool = False
    endpoint: Endpoint | None = None
    """As it was when the last test began."""

    def is_of(self, endpoint: Endpoint) -> bool:
        """Whether the last test asked what would be asked now; a name or a default model changes nothing."""
        return self.endpoint is not None and _asked(self.endpoint) == _asked(endpoint)


class ProviderTests(QObject):
    """Owns the tests; one more of the same provider takes the place of the one under way."""

    changed = Signal(str)
    """The id of the provider whose test began or ended."""

    def __init__(self, editing: ProviderEditing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editing = editing
        self._tested: dict[str, Examined] = {}
        self._work = LatestTasks(TEST_SECONDS, self._note_slow)

    def of(self, provider: str) -> Examined:
        """What is known of a provider by tests."""
        return self._tested.get(provider, Examined())

    def start(self, provider: str) -> None:
        """Test a provider as it is set now; ignored for one that is not there."""
        try:
            endpoint = self._editing.endpoint(provider)
        except NoSuchProvider:
            return
        self._work.start(provider, partial(self._test, provider, endpoint))
        self._enter(provider, replace(self.of(provider), is_running=True, endpoint=endpoint))

    def forget(self, provider: str) -> None:
        """Know nothing of a provider any more: it is gone, or another server by now."""
        self._work.stop(provider)
        if self._tested.pop(provider, None) is not None:
            self.changed.emit(provider)

    async def aclose(self) -> None:
        """Give up what is under way."""
        await self._work.aclose()

    async def _test(self, provider: str, endpoint: Endpoint) -> None:
        result = await self._editing.test(endpoint)
        self._enter(provider, Examined(result, endpoint=endpoint))

    def _enter(self, provider: str, tested: Examined) -> None:
        self._tested[provider] = tested
        self.changed.emit(provider)

    def _note_slow(self, _provider: str) -> None:
        """A test ends by itself after `TEST_SECONDS`."""


def _asked(endpoint: Endpoint) -> Endpoint:
    return replace(endpoint, name="", default_model="", key_place="", api_key="")
