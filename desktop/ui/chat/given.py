"""What the clipboard or a drag holds for a question: files, a picture, or just text."""

from dataclasses import dataclass

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage


@dataclass(frozen=True, slots=True)
class Given:
    """Paths of local files, or else a picture; neither: it is text, or nothing that can be attached."""

    paths: tuple[str, ...] = ()
    image: QImage | None = None

    @property
    def is_anything(self) -> bool:
        return bool(self.paths) or self.image is not None


def holds_files(data: QMimeData) -> bool:
    """Whether `given` would find something, without fetching a picture."""
    return any(url.isLocalFile() for url in data.urls()) or (data.hasImage() and not data.hasText())


def given(data: QMimeData) -> Given:
    """Files first; a picture only without text beside it: cells of a table come as both."""
    paths = tuple(url.toLocalFile() for url in data.urls() if url.isLocalFile())
    if paths or data.hasText() or not data.hasImage():
        return Given(paths)
    image = data.imageData()
    return Given(image=image if isinstance(image, QImage) and not image.isNull() else None)
