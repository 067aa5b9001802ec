"""The queue of pulls in a JSON file that is always whole, whatever ends the application.

`{"version": 1, "pulls": [{"provider": …, "model": …, "paused": …, "completed_bytes": …, "total_bytes": …,
"fraction": …, "problem": …}, …]}`; what has its default may be absent.
"""

import asyncio
import json
import logging
import os
from pathlib import Path

from desktop.adapters.file_lock import FileLock
from desktop.adapters.private_files import UnsafePath, check_private_file, private_folder, read_private_file
from desktop.adapters.whole_files import replace_file, set_aside
from desktop.domain.errors import ModelNameInvalid, PullsUnsaved
from desktop.domain.model_names import checked_model_name
from desktop.domain.pulls import JournaledPull, PullKey

log = logging.getLogger(__name__)

VERSION = 1
SIZE_LIMIT_BYTES = 1024 * 1024
PROBLEM_CHARACTERS = 1000


class PullJournalFile:
    """A `PullJournal` in one file, which one process at a time has to itself.

    A second application of the same home reads an empty queue, and keeps its own in memory. Its first write
    after the other one has ended takes the file over: what the other left stays in it, behind its own pulls,
    and goes on at the next start.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(path.with_name(f"{path.name}.lock"))
        self._is_ours = False
        self._left: tuple[JournaledPull, ...] = ()

    async def read(self) -> tuple[JournaledPull, ...]:
        """The queue of the last session. Raises `PullsUnsaved` if the file cannot be used at all."""
        return await asyncio.to_thread(self._read)

    async def write(self, pulls: tuple[JournaledPull, ...]) -> None:
        """Replace the file. Raises `PullsUnsaved`; the file then is as it was."""
        await asyncio.to_thread(self._write, pulls)

    async def aclose(self) -> None:
        """Let another application have the file."""
        self._lock.release()

    def _read(self) -> tuple[JournaledPull, ...]:
        self._is_ours = self._lock.take()
        if not self._is_ours:
            log.info("another application has the queue of pulls; this one keeps its own in memory")
            return ()
        try:
            content = read_private_file(self._path, SIZE_LIMIT_BYTES)
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise self._unsaved(error) from error
        pulls, is_whole = _pulls_from(content)
        if not is_whole:
            log.warning("%s could not be read whole; it is kept as %s", self._path, set_aside(self._path))
        return pulls

    def _write(self, pulls: tuple[JournaledPull, ...]) -> None:
        if not self._is_ours:
            self._left = self._read()
            if not self._is_ours:
                return
        keys = {pull.key for pull in pulls}
        self._left = tuple(pull for pull in self._left if pull.key not in keys)
        rows = [_row(pull) for pull in (*pulls, *self._left)]
        content = json.dumps({"version": VERSION, "pulls": rows}, indent=1)
        try:
            private_folder(self._path.parent)
            if os.path.lexists(self._path):
                check_private_file(self._path)
            replace_file(self._path, content.encode("ascii"))
        except OSError as error:
            raise self._unsaved(error) from error

    def _unsaved(self, error: OSError) -> PullsUnsaved:
        detail = error.why if isinstance(error, UnsafePath) else error.strerror or str(error)
        return PullsUnsaved(str(self._path), detail)


def _pulls_from(content: bytes) -> tuple[tuple[JournaledPull, ...], bool]:
    """The pulls that can be read, and whether that is all of the file."""
    try:
        document = json.loads(content) if len(content) <= SIZE_LIMIT_BYTES else None
    except (ValueError, RecursionError):  # of JSON, of UTF-8, of a number with too many digits
        return (), False
    rows = (
        document.get("pulls") if isinstance(document, dict) and document.get("version") == VERSION else None
    )
    if not isinstance(rows, list):
        return (), False
    pulls = {pull.key: pull for pull in map(_pull_from, rows) if pull is not None}
    return tuple(pulls.values()), len(pulls) == len(rows)


def _pull_from(row: object) -> JournaledPull | None:
    if not isinstance(row, dict):
        return None
    provider, model = row.get("provider"), row.get("model")
    if not isinstance(provider, str) or not isinstance(model, str) or not provider:
        return None
    try:
        key = PullKey(provider, checked_model_name(model))
    except ModelNameInvalid:
        return None
    problem = row.get("problem")
    return JournaledPull(
        key,
        row.get("paused") is True,
        _bytes(row.get("completed_bytes")) or 0,
        _bytes(row.get("total_bytes")),
        _fraction(row.get("fraction")),
        problem[:PROBLEM_CHARACTERS] if isinstance(problem, str) else "",
    )


def _bytes(value: object) -> int | None:
    return value if type(value) is int and 0 <= value < 2**63 else None


def _fraction(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and 0 <= value <= 1 else None


def _row(pull: JournaledPull) -> dict[str, object]:
    row: dict[str, object] = {"provider": pull.key.provider, "model": pull.key.model}
    if pull.is_paused:
        row["paused"] = True
    if pull.completed_bytes:
        row["completed_bytes"] = pull.completed_bytes
    if pull.total_bytes is not None:
        row["total_bytes"] = pull.total_bytes
    if pull.fraction is not None:
        row["fraction"] = pull.fraction
    if pull.problem:
        row["problem"] = pull.problem[:PROBLEM_CHARACTERS]
    return row
