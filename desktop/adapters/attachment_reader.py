"""Files that are attached to questions: read only if ordinary and not too large, PDFs in a process apart."""

import asyncio
import errno
import os
import stat
import sys
from pathlib import Path

from desktop.adapters.commands import OUTPUT_BYTES, run
from desktop.domain.attach_causes import AttachCause
from desktop.domain.attaching import FILE_BYTES
from desktop.domain.errors import AttachmentRefused

PDF_SECONDS = 30.0
_PDF_TEXT_BYTES = OUTPUT_BYTES - 1024
_PROGRAM = Path(__file__).with_name("pdf_child.py")
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_SPECIAL = (errno.ENXIO, errno.ENODEV)


class AttachmentReader:
    """The `AttachmentFiles` of this computer."""

    def __init__(self, pdf_seconds: float = PDF_SECONDS) -> None:
        self._pdf_seconds = pdf_seconds

    async def read(self, path: str) -> bytes:
        return await asyncio.to_thread(_read, path)

    async def pdf_text(self, path: str) -> str:
        name = Path(path).name
        program = [sys.executable, "-P", "-X", "utf8", str(_PROGRAM), path, str(_PDF_TEXT_BYTES)]
        try:
            ended = await run(program, seconds=self._pdf_seconds)
        except TimeoutError:
            raise AttachmentRefused(name, AttachCause.PDF_TOO_SLOW) from None
        outcome, _, text = ended.stdout.partition("\n")
        if outcome == "locked":
            raise AttachmentRefused(name, AttachCause.PDF_LOCKED)
        if outcome == "long":
            raise AttachmentRefused(name, AttachCause.TOO_LARGE, limit=_PDF_TEXT_BYTES)
        if ended.exit_code or outcome != "ok":
            lines = ended.stderr.strip().splitlines()
            detail = outcome.removeprefix("broken").strip() or (lines[-1] if lines else "")
            raise AttachmentRefused(name, AttachCause.PDF_BROKEN, detail)
        if not text.strip():
            raise AttachmentRefused(name, AttachCause.PDF_WITHOUT_TEXT)
        return text


def _read(path: str) -> bytes:
    """The content of an ordinary file; a link to one is followed."""
    name = Path(path).name or path
    try:
        # Not to wait for the other end of a pipe; what it is, is looked at once it is open.
        with open(os.open(path, _READ), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise AttachmentRefused(name, AttachCause.NOT_A_FILE)
            content = b"" if found.st_size > FILE_BYTES else file.read(FILE_BYTES + 1)
    except (FileNotFoundError, ValueError):  # the latter for a null character in the path
        raise AttachmentRefused(name, AttachCause.MISSING) from None
    except IsADirectoryError:
        raise AttachmentRefused(name, AttachCause.NOT_A_FILE) from None
    except OSError as error:
        cause = AttachCause.NOT_A_FILE if error.errno in _SPECIAL else AttachCause.UNREADABLE
        raise AttachmentRefused(name, cause, error.strerror or str(error)) from error
    if found.st_size > FILE_BYTES or len(content) > FILE_BYTES:
        raise AttachmentRefused(name, AttachCause.TOO_LARGE, found=found.st_size, limit=FILE_BYTES)
    if not content:
        raise AttachmentRefused(name, AttachCause.EMPTY)
    return content
