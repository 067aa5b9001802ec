"""What will go with the next question: files read one after the other, off the GUI thread, for each chat."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.attach_causes import AttachCause
from desktop.domain.attaching import (
    MOST_FILES,
    AttachedFile,
    Attaching,
    AttachmentFiles,
    FileType,
    Picture,
    text_in,
    type_of,
    without_controls,
)
from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.catalog import Catalog, ModelChoice
from desktop.domain.context import IMAGE_TOKENS, tokens_in
from desktop.domain.errors import AttachmentRefused, TarsError
from desktop.domain.library import Library, canonical_name
from desktop.services.chats import ChatsService
from desktop.services.conversation import ConversationService
from desktop.services.providers import ProviderService
from desktop.services.tasks import TaskScope

Fit = Callable[[str, bytes], Picture]
"""The picture in a file of a name, as a model gets it. Raises `AttachmentRefused`."""


class AttachingService(QObject):
    """Publishes one `Attaching`, of the chat in front. What is attached to a draft waits there for its chat.

    After a restart it is there again, as the words of the draft are.
    """

    changed = Signal(Attaching)

    def __init__(
        self,
        chats: ChatsService,
        providers: ProviderService,
        library: Library,
        files: AttachmentFiles,
        fit: Fit,
        most_tokens: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        """`fit` is called in a thread; `most_tokens` tells what the chosen model can hold at most."""
        super().__init__(parent)
        self._providers, self._library, self._files = providers, library, files
        self._fit, self._most_tokens = fit, most_tokens
        self._tasks = TaskScope()
        self._turns = asyncio.Lock()
        self._ids = count(1)
        self._chat, self._kept = chats.current, chats.draft_files
        self._restored: set[int] = set()
        """Chats whose files of the last run are here, or are being read."""
        self._elsewhere: dict[int, tuple[AttachedFile, ...]] = {}
        """What was attached in other chats, by their ids; 0 is a chat that has no question yet."""
        self._eyes: dict[ModelChoice, bool] = {}
        """What servers have said when they were asked for the details of a model."""
        self._asked: set[ModelChoice] = set()
        self._asking: asyncio.Task[None] | None = None
        self.state = Attaching()
        chats.opened.connect(self._open)
        providers.changed.connect(self._follow)
        self._follow(providers.state)
        self._restore(self._chat.state.chat_id)

    def add_file(self, path: str) -> None:
        """Read a file and attach it; a row says why if it cannot be."""
        name = Path(path).name or path
        self._add(name, lambda row: self._read_file(row, path))

    def add_picture(self, name: str, make: Callable[[], Picture]) -> None:
        """Attach a picture that is no file; `make` is called in a thread."""
        self._add(name, lambda row: self._make_picture(row, make))

    def remove(self, row_id: int) -> None:
        """Take a row away; a file that is being read is not attached any more."""
        self._change(tuple(row for row in self.state.rows if row.id != row_id))

    def clear(self) -> None:
        """They have gone with their question."""
        self._change(())

    async def aclose(self) -> None:
        """Read no further, and keep what is attached. The providers have to be open until then."""
        await self._tasks.aclose()
        await self._kept.aclose()

    def _add(self, name: str, work: Callable[[AttachedFile], Coroutine[object, object, Attachment]]) -> None:
        row = AttachedFile(next(self._ids), name)
        if sum(one.error is None for one in self.state.rows) >= MOST_FILES:
            error = AttachmentRefused(name, AttachCause.TOO_MANY, limit=MOST_FILES)
            self._show((*self.state.rows, replace(row, error=error)))
            return
        self._show((*self.state.rows, row))
        self._tasks.start(self._work(row, work), name="attach-file")

    async def _work(
        self, row: AttachedFile, work: Callable[[AttachedFile], Coroutine[object, object, Attachment]]
    ) -> None:
        async with self._turns:  # one after the other: the memory of one large picture at a time
            if not self._is_wanted(row.id):
                return
            try:
                done = replace(row, attachment=await work(row))
            except TarsError as error:
                done = replace(row, error=error)
        self._put(done)
        self._look()

    async def _read_file(self, row: AttachedFile, path: str) -> Attachment:
        content = await self._files.read(path)
        match await asyncio.to_thread(type_of, content):
            case FileType.PICTURE:
                picture = await asyncio.to_thread(self._fit, row.name, content)
                return _picture(row.name, picture, len(content))
            case FileType.OTHER_PICTURE:
                raise AttachmentRefused(row.name, AttachCause.PICTURE_FORMAT)
            case FileType.PDF:
                text = without_controls(await self._files.pdf_text(path))
                return self._text(row.name, text, len(content))
            case FileType.TEXT:
                return self._text(row.name, text_in(content) or "", len(content))
            case _:
                raise AttachmentRefused(row.name, AttachCause.NOT_TEXT)

    async def _make_picture(self, row: AttachedFile, make: Callable[[], Picture]) -> Attachment:
        picture = await asyncio.to_thread(make)
        return _picture(row.name, picture, len(picture.content))

    def _text(self, name: str, text: str, original_bytes: int) -> Attachment:
        tokens, most = tokens_in(text), self._most_tokens()
        if tokens > most:
            raise AttachmentRefused(name, AttachCause.TOO_LONG, found=tokens, limit=most)
        content = text.encode("utf-8", "replace")
        return Attachment(name, AttachmentKind.TEXT, "text/plain", content, tokens, original_bytes)

    def _is_wanted(self, row_id: int) -> bool:
        everywhere = (self.state.rows, *self._elsewhere.values())
        return any(row.id == row_id for rows in everywhere for row in rows)

    def _put(self, done: AttachedFile) -> None:
        """Show how a row ended, in whatever chat it is; nowhere if it was taken away."""

        def put(rows: tuple[AttachedFile, ...]) -> tuple[AttachedFile, ...]:
            return tuple(done if row.id == done.id else row for row in rows)

        for chat_id, rows in self._elsewhere.items():
            if put(rows) != rows:
                self._elsewhere[chat_id] = put(rows)
                self._kept.keep(chat_id, _attachments(put(rows)))
        self._change(put(self.state.rows))

    @Slot(ConversationService)
    def _open(self, conversation: ConversationService) -> None:
        if conversation is not self._chat:
            if self.state.rows:
                self._elsewhere[self._chat.state.chat_id] = self.state.rows
            self._chat = conversation
            self._show(self._elsewhere.pop(conversation.state.chat_id, ()))
            self._restore(conversation.state.chat_id)

    def _restore(self, chat_id: int) -> None:
        """Have what was attached to a draft when the application ended read, once for each chat."""
        if chat_id not in self._restored:
            self._restored.add(chat_id)
            self._tasks.start(self._read_kept(chat_id), name="read-draft-files")

    async def _read_kept(self, chat_id: int) -> None:
        kept = tuple(self._row_of(one) for one in await self._kept.read(chat_id))
        is_here = chat_id == self._chat.state.chat_id
        rows = (*kept, *(self.state.rows if is_here else self._elsewhere.get(chat_id, ())))
        if not rows:
            return
        self._kept.keep(chat_id, _attachments(rows))
        if is_here:
            self._show(rows)
            self._look()
        else:
            self._elsewhere[chat_id] = rows

    def _row_of(self, kept: Attachment) -> AttachedFile:
        if kept.content:
            return AttachedFile(next(self._ids), kept.name, kept)
        error = AttachmentRefused(kept.name, AttachCause.NOT_KEPT)
        return AttachedFile(next(self._ids), kept.name, error=error)

    @Slot(Catalog)
    def _follow(self, catalog: Catalog) -> None:
        """Another model is chosen, or more is known of it."""
        choice = catalog.choice
        self._enter(replace(self.state, model=choice.model, sees=self._sees(choice)))
        self._look()

    def _sees(self, choice: ModelChoice) -> bool | None:
        row = self._providers.state.row(choice.provider)
        name = canonical_name(choice.model)
        known = next((one for one in row.models if canonical_name(one.name) == name), None) if row else None
        if known is not None and known.capabilities:
            return "vision" in known.capabilities
        if choice in self._eyes:
            return self._eyes[choice]
        listed = self._library.model(choice.model) if choice.model else None
        return "vision" in listed.capabilities if listed is not None and listed.capabilities else None

    def _look(self) -> None:
        """Ask the server whether the model sees, once there is a picture and nobody has said it."""
        choice = self._providers.state.choice
        is_open = self.state.has_pictures and self.state.sees is None and choice not in self._asked
        if is_open and choice.model and self._asking is None:
            self._asking = self._tasks.start(self._ask(choice), name="ask-whether-it-sees")

    async def _ask(self, choice: ModelChoice) -> None:
        try:
            source = self._providers.source(choice.provider)
            if not source.starts_something:
                details = await (await source.open()).show(choice.model)
                self._asked.add(choice)
                if details.capabilities:
                    self._eyes[choice] = "vision" in details.capabilities
        except TarsError:
            return  # such a server does not say; the reply will tell
        finally:
            self._asking = None
        self._enter(replace(self.state, sees=self._sees(self._providers.state.choice)))

    def _change(self, rows: tuple[AttachedFile, ...]) -> None:
        """Show these for the chat in front, and keep them."""
        if rows != self.state.rows:
            self._show(rows)
            self._kept.keep(self._chat.state.chat_id, _attachments(rows))
            self._restore(self._chat.state.chat_id)  # it may have got its id since it was opened

    def _show(self, rows: tuple[AttachedFile, ...]) -> None:
        self._enter(replace(self.state, rows=rows))

    def _enter(self, state: Attaching) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)


def _attachments(rows: tuple[AttachedFile, ...]) -> tuple[Attachment, ...]:
    return tuple(row.attachment for row in rows if row.attachment is not None)


def _picture(name: str, picture: Picture, original_bytes: int) -> Attachment:
    kind, media_type = AttachmentKind.IMAGE, picture.media_type
    return Attachment(name, kind, media_type, picture.content, IMAGE_TOKENS, original_bytes)
