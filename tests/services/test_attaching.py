"""Files on their way to a question, over real chats, a real server, real files and a real reader."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.adapters.attachment_reader import AttachmentReader
from desktop.domain.attach_causes import AttachCause
from desktop.domain.attaching import MOST_FILES, AttachedFile, Picture
from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.catalog import ModelChoice
from desktop.domain.context import IMAGE_TOKENS
from desktop.domain.errors import AttachmentRefused
from desktop.domain.library import Library, LibraryModel
from desktop.domain.providers import Endpoint
from desktop.providers.detection import connect
from desktop.services.attaching import AttachingService
from desktop.services.chats import ChatsService
from desktop.services.sources import AddressSource
from tests.pdfs import pdf_of
from tests.servers.openai_compatible import OpenAIDouble
from tests.services.conftest import Services, until

pytestmark = pytest.mark.anyio

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
LIBRARY = Library((LibraryModel("llava", "", "", ("completion", "vision"), "", ()),))


def fit(name: str, content: bytes) -> Picture:
    """The picture as it is, unless its name says that it is broken."""
    if name.startswith("broken"):
        raise AttachmentRefused(name, AttachCause.PICTURE_BROKEN)
    return Picture("image/png", content)


@pytest.fixture
async def attaching(services: Services) -> AsyncIterator[AttachingService]:
    services.providers.refresh()
    await until(lambda: services.providers.state.choice.model)
    service = AttachingService(
        services.chats, services.providers, LIBRARY, AttachmentReader(), fit, lambda: 4096
    )
    yield service
    await service.aclose()


async def attached(service: AttachingService, folder: Path, name: str, content: bytes) -> AttachedFile:
    """The row of a file once it is read."""
    (folder / name).write_bytes(content)
    service.add_file(str(folder / name))
    await until(lambda: not service.state.is_reading)
    return service.state.rows[-1]


async def test_text_is_attached_with_what_it_takes(attaching: AttachingService, tmp_path: Path) -> None:
    row = await attached(attaching, tmp_path, "main.py", b"print()\r\n" * 40)
    assert row.attachment == Attachment(
        "main.py", AttachmentKind.TEXT, "text/plain", b"print()\n" * 40, 89, 360
    )
    assert attaching.state.attachments == (row.attachment,)


async def test_a_pdf_is_attached_as_its_text(attaching: AttachingService, tmp_path: Path) -> None:
    row = await attached(attaching, tmp_path, "report.pdf", pdf_of("The whole report"))
    assert row.attachment is not None
    assert (row.attachment.kind, row.attachment.content) == (AttachmentKind.TEXT, b"The whole report")


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("long.txt", b"x" * 20_000, AttachCause.TOO_LONG),
        ("a.bin", b"\x7fELF\0\1", AttachCause.NOT_TEXT),
        ("a.webp", b"RIFF\0\0\0\0WEBP", AttachCause.PICTURE_FORMAT),
        ("broken.png", PNG, AttachCause.PICTURE_BROKEN),
        ("broken.pdf", b"%PDF-", AttachCause.PDF_BROKEN),
        ("empty.txt", b"", AttachCause.EMPTY),
    ],
)
async def test_what_cannot_be_attached_says_why(
    attaching: AttachingService, tmp_path: Path, name: str, content: bytes, cause: AttachCause
) -> None:
    row = await attached(attaching, tmp_path, name, content)
    assert isinstance(row.error, AttachmentRefused)
    assert row.error.cause is cause
    assert attaching.state.attachments == ()


async def test_a_question_takes_so_many_files_and_no_more(
    attaching: AttachingService, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("a")
    for _ in range(MOST_FILES + 1):
        attaching.add_file(str(tmp_path / "a.txt"))
    await until(lambda: not attaching.state.is_reading)
    assert len(attaching.state.attachments) == MOST_FILES
    error = attaching.state.rows[-1].error
    assert isinstance(error, AttachmentRefused)
    assert error.cause is AttachCause.TOO_MANY


async def test_a_picture_waits_for_a_model_that_sees(
    services: Services, attaching: AttachingService, tmp_path: Path
) -> None:
    row = await attached(attaching, tmp_path, "a.png", PNG)
    assert row.attachment is not None
    assert (row.attachment.kind, row.attachment.tokens) == (AttachmentKind.IMAGE, IMAGE_TOKENS)
    await until(lambda: attaching.state.is_blind)
    assert attaching.state.model == "gemma3:270m"
    with OpenAIDouble() as server:  # which says nothing of what its model can do
        services.providers.add(AddressSource(Endpoint("llama", "llama.cpp", server.url), connect))
        services.providers.choose(ModelChoice("llama", "gemma3-270m"))
        await until(lambda: attaching.state.sees is None)
        assert not attaching.state.is_blind
        services.providers.choose(ModelChoice("llama", "llava:7b"))
        assert attaching.state.sees is True
        assert attaching.state.attachments == (row.attachment,)
        await attaching.aclose()


async def test_a_server_whose_list_does_not_say_it_is_asked(
    services: Services, attaching: AttachingService, tmp_path: Path
) -> None:
    services.providers.choose(ModelChoice("ollama", "gemma3:1b"))  # it is not in the list
    services.server.models["gemma3:1b"] = 1
    assert attaching.state.sees is None
    await attached(attaching, tmp_path, "a.png", PNG)
    await until(lambda: attaching.state.sees is False)


async def test_a_picture_of_the_clipboard_is_made_in_a_thread(attaching: AttachingService) -> None:
    attaching.add_picture("Pasted picture", lambda: Picture("image/jpeg", b"\xff\xd8\xff"))
    await until(lambda: attaching.state.attachments)
    assert attaching.state.attachments[0].media_type == "image/jpeg"


async def test_files_of_a_draft_wait_for_its_chat(
    services: Services, attaching: AttachingService, tmp_path: Path
) -> None:
    chat = services.chats.current
    chat.send("Hi", services.choice)
    await until(lambda: not chat.is_busy)
    row = await attached(attaching, tmp_path, "a.txt", b"a")
    services.chats.new_chat()
    assert not attaching.state.rows
    other = await attached(attaching, tmp_path, "b.txt", b"b")
    services.chats.open_chat(chat.state.chat_id)
    await until(lambda: services.chats.current.state.chat_id)
    assert attaching.state.rows == (row,)
    services.chats.new_chat()
    assert attaching.state.rows == (other,)


async def test_a_file_that_is_still_read_arrives_in_the_chat_it_was_attached_in(
    services: Services, attaching: AttachingService, tmp_path: Path
) -> None:
    chat = services.chats.current
    chat.send("Hi", services.choice)
    await until(lambda: not chat.is_busy)
    (tmp_path / "a.pdf").write_bytes(pdf_of("words"))
    attaching.add_file(str(tmp_path / "a.pdf"))
    await asyncio.sleep(0)
    services.chats.new_chat()
    attaching.add_file(str(tmp_path / "a.pdf"))
    await until(lambda: attaching.state.attachments)
    assert len(attaching.state.rows) == 1
    services.chats.open_chat(chat.state.chat_id)
    await until(lambda: services.chats.current.state.chat_id)
    assert [row.is_reading for row in attaching.state.rows] == [False]


async def test_what_is_removed_does_not_come_back_when_it_is_read(
    attaching: AttachingService, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("a")
    attaching.add_file(str(tmp_path / "a.txt"))
    attaching.add_file(str(tmp_path / "a.txt"))
    attaching.remove(attaching.state.rows[0].id)
    await until(lambda: attaching.state.attachments)
    assert len(attaching.state.rows) == 1
    attaching.clear()
    assert not attaching.state.rows


async def restarted(services: Services) -> AttachingService:
    """What the next run of the application has on the same store."""
    chats = ChatsService(services.store, services.providers, services.settings)
    return AttachingService(chats, services.providers, LIBRARY, AttachmentReader(), fit, lambda: 4096)


async def test_files_of_a_draft_are_there_after_a_restart_though_they_are_gone(
    services: Services, attaching: AttachingService, tmp_path: Path
) -> None:
    row = await attached(attaching, tmp_path, "a.txt", b"the words")
    picture = await attached(attaching, tmp_path, "a.png", PNG)
    await attached(attaching, tmp_path, "empty.txt", b"")
    await attaching.aclose()
    (tmp_path / "a.txt").unlink()
    again = await restarted(services)
    await until(lambda: again.state.rows)
    assert again.state.attachments == (row.attachment, picture.attachment)
    again.clear()
    await again.aclose()
    assert await services.store.read_draft_files(0) == ()


async def test_what_is_attached_to_a_chat_is_kept_for_it_and_what_was_sent_does_not_come_back(
    services: Services, attaching: AttachingService, tmp_path: Path
) -> None:
    chat = services.chats.current
    row = await attached(attaching, tmp_path, "a.txt", b"sent")
    chat.send("Hi", services.choice, attaching.state.attachments)
    attaching.clear()
    await until(lambda: not chat.is_busy)
    row = await attached(attaching, tmp_path, "b.txt", b"not sent")
    await attaching.aclose()
    again = await restarted(services)
    assert await services.store.read_draft_files(0) == ()
    assert await services.store.read_draft_files(chat.state.chat_id) == (row.attachment,)
    await again.aclose()


async def test_what_was_attached_before_the_kept_files_were_read_stands_after_them(
    services: Services, tmp_path: Path
) -> None:
    kept = Attachment("kept.txt", AttachmentKind.TEXT, "text/plain", b"kept", 1, 4)
    await services.store.save_draft_files(0, (kept,))
    again = await restarted(services)
    row = await attached(again, tmp_path, "new.txt", b"new")
    await until(lambda: again.state.attachments == (kept, row.attachment))
    await again.aclose()
    assert await services.store.read_draft_files(0) == (kept, row.attachment)


async def test_what_is_too_large_to_be_kept_says_so_once(
    services: Services, attaching: AttachingService, tmp_path: Path
) -> None:
    for name in ("a.png", "b.png"):
        await attached(attaching, tmp_path, name, PNG + bytes(17_000_000))
    await attaching.aclose()
    again = await restarted(services)
    await until(lambda: len(again.state.rows) == 2)
    assert [one.name for one in again.state.attachments] == ["a.png"]
    error = again.state.rows[1].error
    assert isinstance(error, AttachmentRefused)
    assert (error.name, error.cause) == ("b.png", AttachCause.NOT_KEPT)
    await again.aclose()
    assert [one.name for one in await services.store.read_draft_files(0)] == ["a.png"]
