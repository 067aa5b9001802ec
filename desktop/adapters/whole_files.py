"""Files that are replaced whole: there is no moment in which half of one is on the disk."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path


def replace_file(path: Path, content: bytes, mode: int = 0o600) -> os.stat_result:
    """Write beside the file, bring it to the disk, and rename. It blocks: call it in a thread.

    Gives what was written, whatever somebody else has put in its place meanwhile.
    Raises `OSError`; the file then is as it was.
    """
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)  # 0600
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        written = os.stat(name)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return written


def set_aside(path: Path) -> str:
    """Rename a file that is no use to `<name>.bad-<date>`; its new path, or "" if it had to stay."""
    kept = path.with_name(f"{path.name}.bad-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}")
    try:
        path.rename(kept)
    except OSError:
        return ""
    return str(kept)
