"""Downloads whose bytes are really written, so that a disk can really be full."""

import errno
from pathlib import Path

from tests.servers.downloads import Downloads, Layer


class DiskFull(Exception):
    """What Ollama says when a layer cannot be written any further."""


class WrittenDownloads(Downloads):
    """Keeps every layer as a file of its size in `folder`, as Ollama does; what fits is kept."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def _set(self, layer: Layer, size: int) -> None:
        path = self._folder / f"sha256-{layer.digest.removeprefix('sha256:')}-partial"
        try:
            with path.open("ab") as file:
                file.write(bytes(size - file.tell()))
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            super()._set(layer, path.stat().st_size)
            raise DiskFull(f"write {path}: no space left on device") from error
        super()._set(layer, size)
