"""The export or import that the window has begun: one at a time, and off the GUI thread."""

from collections.abc import Callable, Coroutine
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import TarsError
from desktop.domain.transfer import Exported, FileFormat, Imported, Transfer
from desktop.services.tasks import TaskScope
from desktop.services.transfer_operations import TransferOperations


class TransferService(QObject):
    """Owns what is under way; a verb is ignored while something is."""

    changed = Signal(Transfer)

    def __init__(
        self,
        operations: TransferOperations,
        on_imported: Callable[[], None] = lambda: None,
        parent: QObject | None = None,
    ) -> None:
        """`on_imported` is called when the store has new chats."""
        super().__init__(parent)
        self._operations, self._on_imported = operations, on_imported
        self._tasks = TaskScope()
        self.state = Transfer()

    def export_chat(self, chat_id: int, path: str, file_format: FileFormat) -> None:
        """Write one chat into a file."""
        work = self._operations.export(path, (chat_id,), file_format, self._note)
        self._begin(Transfer(is_running=True, path=path, total=1), work)

    def export_all(self, path: str) -> None:
        """Write every chat into a file, as JSON."""
        self._begin(Transfer(is_running=True, path=path), self._export_all(path))

    def import_file(self, path: str) -> None:
        """Add the chats of a file to those that are there."""
        self._begin(Transfer(is_running=True, is_import=True, path=path), self._operations.import_file(path))

    async def aclose(self) -> None:
        """Give up what is under way: nothing of it is left."""
        await self._tasks.aclose()

    async def _export_all(self, path: str) -> Exported:
        chats = await self._operations.all_chats()
        return await self._operations.export(path, chats, FileFormat.JSON, self._note)

    def _begin(self, state: Transfer, work: Coroutine[object, object, Exported | Imported]) -> None:
        if self.state.is_running:
            work.close()
            return
        self._enter(state)
        self._tasks.start(self._run(work), name="transfer-chats")

    async def _run(self, work: Coroutine[object, object, Exported | Imported]) -> None:
        try:
            result = await work
        except TarsError as error:
            self._enter(replace(self.state, is_running=False, error=error))
        else:
            if isinstance(result, Imported):
                self._on_imported()
            self._enter(replace(self.state, is_running=False, result=result))
        finally:
            if self.state.is_running:  # a defect, or the end of the application
                self._enter(Transfer())

    def _note(self, done: int, total: int) -> None:
        self._enter(replace(self.state, chats=done, total=total))

    def _enter(self, state: Transfer) -> None:
        self.state = state
        self.changed.emit(state)
