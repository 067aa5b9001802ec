"""Looks for a key that must be nowhere: in files, in processes, in texts, plain or in another spelling."""

import base64
import json
import mmap
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import quote


def traces_of(
    key: str, *, folders: Iterable[Path] = (), pids: Iterable[int] = (), texts: Iterable[str | bytes] = ()
) -> list[str]:
    """Where the key was found, and in which spelling; an empty list is what one hopes for.

    Folders are searched to the bottom, file names included, links not followed. Of a process its arguments
    and its environment are searched; one that has ended is left out.
    """
    found = []
    for place, content in _contents(folders, pids, texts):
        found += [f"{place}: {name}" for name, pattern in _spellings(key).items() if pattern.search(content)]
    return found


def family_of(pid: int) -> list[int]:
    """A process and all that descend from it, at this moment. Linux only."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                status = (entry / "stat").read_text()
            except (FileNotFoundError, ProcessLookupError):
                continue
            parents[int(entry.name)] = int(status.rpartition(")")[2].split()[1])
    family = [pid]
    for member in family:  # grows while it is walked
        family += [child for child, parent in parents.items() if parent == member]
    return family


def _contents(
    folders: Iterable[Path], pids: Iterable[int], texts: Iterable[str | bytes]
) -> Iterator[tuple[str, "bytes | mmap.mmap"]]:
    for folder in folders:
        if not folder.is_dir():
            raise NotADirectoryError(folder)  # a search that looks at nothing would find nothing
        for path in folder.rglob("*"):
            yield f"name of {path}", os.fsencode(path.name)
            found = path.lstat()
            if stat.S_ISREG(found.st_mode) and found.st_size:
                with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                    yield str(path), content
    for pid in pids:
        for name in ("cmdline", "environ"):
            try:
                yield f"{name} of process {pid}", Path(f"/proc/{pid}/{name}").read_bytes()
            except (FileNotFoundError, ProcessLookupError):
                continue
    for number, text in enumerate(texts):
        yield f"text {number}", text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")


def _spellings(key: str) -> dict[str, re.Pattern[bytes]]:
    plain = key.encode()
    every_byte = "".join(f"%{byte:02x}" for byte in plain).encode()
    spellings = {
        "plain": _literal(plain),
        "json": _literal(json.dumps(key)[1:-1].encode()),
        "url": _literal(quote(key, safe="").encode(), is_case_insensitive=True),
        "url, every byte": _literal(every_byte, is_case_insensitive=True),
        "hex": _literal(plain.hex().encode(), is_case_insensitive=True),
        "utf-16": _literal(key.encode("utf-16-le")),
        "reversed": _literal(plain[::-1]),
    }
    for offset in range(3):
        for name, encode in (("base64", base64.b64encode), ("base64url", base64.urlsafe_b64encode)):
            spellings[f"{name}, offset {offset}"] = _literal(_inside(encode, plain, offset))
    return spellings


def _inside(encode: Callable[[bytes], bytes], plain: bytes, offset: int) -> bytes:
    """What base64 makes of the key behind `offset` other bytes, without the characters that mix both."""
    encoded = encode(b"\0" * offset + plain).rstrip(b"=")
    start = (0, 2, 3)[offset]
    whole = (offset + len(plain)) * 8 // 6  # characters that hold bits of the key and of nothing behind it
    return encoded[start:whole]


def _literal(text: bytes, *, is_case_insensitive: bool = False) -> re.Pattern[bytes]:
    return re.compile(re.escape(text), re.IGNORECASE if is_case_insensitive else 0)
