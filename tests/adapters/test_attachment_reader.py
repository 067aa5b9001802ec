"""Real files of every kind, a real child process for PDFs, and what must not be opened to its end."""

import os
import sys
import zlib
from pathlib import Path

import pytest

from desktop.adapters.attachment_reader import AttachmentReader
from desktop.domain.attach_causes import AttachCause
from desktop.domain.attaching import FILE_BYTES
from desktop.domain.errors import AttachmentRefused
from tests.pdfs import LOCK, pdf_of

pytestmark = pytest.mark.anyio


async def refusal_of(path: Path | str) -> AttachmentRefused:
    with pytest.raises(AttachmentRefused) as caught:
        await AttachmentReader().read(str(path))
    return caught.value


async def refused_pdf(tmp_path: Path, content: bytes, seconds: float = 30.0) -> AttachmentRefused:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    with pytest.raises(AttachmentRefused) as caught:
        await AttachmentReader(seconds).pdf_text(str(path))
    return caught.value


async def test_an_ordinary_file_and_a_link_to_one_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"words")
    (tmp_path / "link").symlink_to(tmp_path / "a.txt")
    assert await AttachmentReader().read(str(tmp_path / "a.txt")) == b"words"
    assert await AttachmentReader().read(str(tmp_path / "link")) == b"words"


async def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "link", "/dev/zero"):
        assert (await refusal_of(path)).cause is AttachCause.NOT_A_FILE


async def test_what_is_not_there_is_empty_or_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with (tmp_path / "large").open("wb") as file:
        file.truncate(FILE_BYTES + 1)
    assert (await refusal_of(tmp_path / "none")).cause is AttachCause.MISSING
    assert (await refusal_of("a\0b")).cause is AttachCause.MISSING
    assert (await refusal_of(tmp_path / "empty")).cause is AttachCause.EMPTY
    large = await refusal_of(tmp_path / "large")
    assert (large.cause, large.name, large.limit) == (AttachCause.TOO_LARGE, "large", FILE_BYTES)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
async def test_a_file_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "a").chmod(0)
    assert (await refusal_of(tmp_path / "a")).cause is AttachCause.UNREADABLE


async def test_the_text_of_a_pdf_comes_page_by_page(tmp_path: Path) -> None:
    path = tmp_path / "-a name with spaces.pdf"
    path.write_bytes(pdf_of("The first page", "", "The third page"))
    assert await AttachmentReader().pdf_text(str(path)) == "The first page\n\nThe third page"


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (pdf_of("", ""), AttachCause.PDF_WITHOUT_TEXT),
        (pdf_of("secret", encrypt=LOCK), AttachCause.PDF_LOCKED),
        (b"%PDF-1.4\nnothing of the kind", AttachCause.PDF_BROKEN),
        (pdf_of("The first page")[:200], AttachCause.PDF_BROKEN),
    ],
)
async def test_a_pdf_that_gives_no_text_says_why(tmp_path: Path, content: bytes, cause: AttachCause) -> None:
    assert (await refused_pdf(tmp_path, content)).cause is cause


async def test_a_pdf_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")  # as if it had been put in the place of the file meanwhile
    with pytest.raises(AttachmentRefused) as caught:
        await AttachmentReader(1.0).pdf_text(str(tmp_path / "a.pdf"))
    assert caught.value.cause is AttachCause.PDF_TOO_SLOW


async def test_a_pdf_that_unfolds_without_end_stays_within_bounds(tmp_path: Path) -> None:
    bomb = zlib.compress(zlib.compress(b"\0" * 100_000_000, 9), 9)
    plain = pdf_of("x")
    stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n" % len(bomb) + bomb
    start = plain.index(b"<< /Length")
    content = plain[:start] + stream + plain[plain.index(b"\nendstream") :]
    refused = await refused_pdf(tmp_path, content)
    assert refused.cause in (AttachCause.PDF_BROKEN, AttachCause.PDF_WITHOUT_TEXT)
