"""Where the application keeps its files, what the chats take, and the way of settings to and from TARS."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from desktop.domain.appsettings import AppServer
from desktop.domain.errors import TarsError
from desktop.services.appsettings import AppSettingsService, Import
from desktop.services.tasks import TaskScope


@dataclass(frozen=True, slots=True)
class Places:
    """Paths as the system writes them."""

    settings_file: str
    key_file: str
    chats_file: str
    data_folder: str
    log_folder: str


@dataclass(frozen=True, slots=True)
class StorageState:
    """What the chats take on the disk, and what the last import or export came to."""

    chats_bytes: int | None = None
    """None while nobody has looked, or where nothing can be read."""
    is_busy: bool = False
    path: str = ""
    """The file of the last import or export."""
    imported: Import | None = None
    exported: tuple[AppServer, ...] | None = None
    error: TarsError | None = None


class StorageService(QObject):
    """Publishes one `StorageState`; one import or export at a time, another verb meanwhile is ignored."""

    changed = Signal(StorageState)

    def __init__(
        self,
        places: Places,
        measure: Callable[[], Awaitable[int | None]],
        appsettings: AppSettingsService,
        parent: QObject | None = None,
    ) -> None:
        """`measure` gives the bytes of the chats' files."""
        super().__init__(parent)
        self.places = places
        self._measure, self._appsettings = measure, appsettings
        self._tasks = TaskScope()
        self.state = StorageState()

    def refresh(self) -> None:
        """Look again what the chats take."""
        self._tasks.start(self._refresh(), name="measure-chats")

    def import_appsettings(self, path: str) -> None:
        """Take over the model servers that a file of TARS names."""
        if not self.state.is_busy:
            self._enter(StorageState(self.state.chats_bytes, is_busy=True, path=path))
            self._tasks.start(self._import(path), name="import-appsettings")

    def export_appsettings(self, path: str) -> None:
        """Write the model servers that are set here into a file of TARS."""
        if not self.state.is_busy:
            self._enter(StorageState(self.state.chats_bytes, is_busy=True, path=path))
            self._tasks.start(self._export(path), name="export-appsettings")

    async def aclose(self) -> None:
        """Give up what is under way; a file is written whole or not at all."""
        await self._tasks.aclose()

    async def _refresh(self) -> None:
        chats_bytes = await self._measure()
        self._enter(replace(self.state, chats_bytes=chats_bytes))  # as it is by now

    async def _import(self, path: str) -> None:
        try:
            found = await self._appsettings.import_from(path)
        except TarsError as error:
            self._enter(replace(self.state, is_busy=False, error=error))
        else:
            self._enter(replace(self.state, is_busy=False, imported=found))

    async def _export(self, path: str) -> None:
        try:
            written = await self._appsettings.export_to(path)
        except TarsError as error:
            self._enter(replace(self.state, is_busy=False, error=error))
        else:
            self._enter(replace(self.state, is_busy=False, exported=written))

    def _enter(self, state: StorageState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)
