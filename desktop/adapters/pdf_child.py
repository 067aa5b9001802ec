"""The program that reads the text of a PDF, in a process of its own, which can be ended at any moment.

It is started as a file with the PDF's path and the most bytes of text, imports nothing of ours, and writes
one line with the outcome (`ok`, `locked`, `broken`, `long`) and then the text. A PDF is a program of a kind:
its streams unfold to any size, and its objects may go in circles. So the memory is limited here, where the
system can do that, and whoever started this waits only so long.
"""

import contextlib
import logging
import sys

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError

MEMORY_BYTES = 2 << 30
MOST_PAGES = 5000


def main(path: str, most_bytes: int) -> None:
    """Write the outcome and the text."""
    logging.disable(logging.CRITICAL)  # pypdf tells of every oddity that it mends
    _limit_memory()
    outcome, text = _read(path, most_bytes)
    sys.stdout.buffer.write(outcome.encode() + b"\n" + text.encode("utf-8", "replace"))


def _read(path: str, most_bytes: int) -> tuple[str, str]:
    parts: list[str] = []
    size = 0
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            return "locked", ""
        for number, page in enumerate(reader.pages):
            text = page.extract_text().strip()
            size += len(text.encode("utf-8", "replace"))
            if size > most_bytes or number >= MOST_PAGES:
                return "long", ""
            if text:
                parts.append(text)
    except FileNotDecryptedError:
        return "locked", ""
    # What a broken PDF makes of pypdf has no common base; and this process has no other work.
    except Exception as error:
        return f"broken {type(error).__name__}", ""
    return "ok", "\n\n".join(parts)


def _limit_memory() -> None:
    """Where the system can; not on Windows."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # late: it is not there on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
