"""What a pull would mean for this computer, while its name is being typed."""

from PySide6.QtCore import QObject, Signal

from desktop.domain.library import Library
from desktop.domain.pull_advice import Advice
from desktop.services.health import HealthService
from desktop.services.providers import ProviderService

PAUSE_SECONDS = 0.4
"""How long nobody types before the registry is asked."""


class AdviceService(QObject):
    """Publishes one `Advice`, of the model that was asked about last.

    The registry learns the names that it is asked about. So it is only asked about a whole name (one of the
    library, or with a tag) after typing has paused, or when the user has pressed Enter.
    """

    changed = Signal(Advice)

    def __init__(
        self,
        providers: ProviderService,
        health: HealthService,
        library: Library,
        memory_bytes: int | None,
        parent: QObject | None = None,
        pause_seconds: float = PAUSE_SECONDS,
    ) -> None:
        """`memory_bytes` is all of this computer's memory, None if it is not known."""
        super().__init__(parent)
        self.state = Advice("")

    def ask(self, provider: str, model: str, *, is_entered: bool = False) -> None:
        """Advise on a name: at once with what is known, and again when the registry has told the size.

        `is_entered` says that the user means this name (Enter was pressed, or it was picked from a list): the
        registry is then asked at once, whatever the name.
        """

    async def aclose(self) -> None:
        """Stop asking. The providers have to be open until then."""
