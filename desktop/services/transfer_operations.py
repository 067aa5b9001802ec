"""Exporting and importing chats, as the window and the command line do it; without Qt."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import aclosing
from functools import partial

from desktop.domain.chat_import import read_chats
from desktop.domain.errors import ExportFailed
from desktop.domain.export_json import BETWEEN, FOOT, HEAD, chat_pieces
from desktop.domain.export_markdown import markdown_pieces
from desktop.domain.store import ChatStore, StoredChat
from desktop.domain.transfer import Exported, FileFormat, Imported, TransferFiles
from desktop.domain.transfer_causes import ExportCause

Progress = Callable[[int, int], None]
"""Told how many chats are written, and of how many."""


class Tally:
    """What went into an export so far."""

    def __init__(self) -> None:
        self.chats = 0
        self.turns = 0


class TransferOperations:
    """Works on one store. Whatever fails, the store and the file are as they were."""

    def __init__(
        self, store: ChatStore, files: TransferFiles, clock: Callable[[], float] = time.time
    ) -> None:
        """`clock` gives seconds since the epoch."""
        self._store, self._files, self._clock = store, files, clock

    async def all_chats(self) -> tuple[int, ...]:
        """The ids of all chats in the order of an export: the oldest first, as an import adds them again."""
        return tuple(sorted(summary.id for summary in await self._store.list_chats()))

    async def export(
        self,
        path: str,
        chats: Sequence[int],
        file_format: FileFormat,
        progress: Progress = lambda _done, _total: None,
        *,
        has_thinking: bool = True,
    ) -> Exported:
        """Write chats into a file. Raises `ExportFailed` and `StoreError`."""
        if not chats:
            raise ExportFailed(path, ExportCause.NO_CHATS)
        tally = Tally()
        work = self.parts(chats, file_format, tally, progress, has_thinking=has_thinking)
        async with aclosing(work) as parts:
            size = await self._files.write(path, parts)
        return Exported(path, file_format, tally.chats, tally.turns, size)

    async def parts(
        self,
        chats: Sequence[int],
        file_format: FileFormat,
        tally: Tally,
        progress: Progress = lambda _done, _total: None,
        *,
        has_thinking: bool = True,
    ) -> AsyncGenerator[Iterable[bytes], None]:
        """The file in parts, each to be iterated in a thread; a chat is in memory while its part is.

        A chat that has gone meanwhile is left out. Raises `ExportFailed` if that leaves none.
        """
        is_json = file_format is FileFormat.JSON
        if is_json:
            yield (HEAD,)
        for index, chat_id in enumerate(chats):
            try:
                chat = await self._store.export_chat(chat_id)
            except LookupError:
                continue
            if is_json and tally.chats:
                yield (BETWEEN,)
            yield chat_pieces(chat) if is_json else markdown_pieces(chat, has_thinking=has_thinking)
            tally.chats += 1
            tally.turns += len(chat.turns)
            progress(index + 1, len(chats))
        if not tally.chats:
            raise ExportFailed("", ExportCause.NO_SUCH_CHAT)
        if is_json:
            yield (FOOT,)

    async def import_file(self, path: str) -> Imported:
        """Add every chat of a file to the store, or none. Raises `ImportRefused` and `StoreError`."""
        data = await self._files.read(path)
        found = await asyncio.to_thread(partial(read_chats, data, path, self._clock()))
        del data
        ids = await self._store.import_chats(found.chats)
        return Imported(path, found.origin, ids, _titles(found.chats), found.turns, found.left_out)


def _titles(chats: tuple[StoredChat, ...]) -> tuple[str, ...]:
    return tuple(chat.title for chat in chats)
