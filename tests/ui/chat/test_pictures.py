"""Pictures of every size and kind, hostile ones among them."""

import struct
import time
import zlib
from collections.abc import Callable

import pytest
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QColor, QImage, QImageWriter

from desktop.domain.attach_causes import AttachCause
from desktop.domain.attaching import Picture
from desktop.domain.errors import AttachmentRefused
from desktop.domain.image_shape import image_shape
from desktop.ui.chat.pictures import encoded, fitted

pytestmark = pytest.mark.usefixtures("qapp")

Saved = Callable[[QImage, str], bytes]


@pytest.fixture
def saved() -> Saved:
    def save(image: QImage, file_format: str) -> bytes:
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        assert QImageWriter(buffer, file_format.encode()).write(image)
        return bytes(data.data())

    return save


def image_of(width: int, height: int, *, has_alpha: bool = False) -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32 if has_alpha else QImage.Format.Format_RGB32)
    image.fill(QColor(200, 100, 50, 128 if has_alpha else 255))
    return image


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_that_says(width: int, height: int, rows: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(rows)) if rows else b""
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")


def size_of(picture: Picture) -> tuple[str, int, int]:
    shape = image_shape(picture.content)
    assert shape is not None
    assert shape.media_type == picture.media_type
    return shape.media_type, shape.width, shape.height


@pytest.mark.parametrize(
    ("file_format", "width", "height", "expected"),
    [
        ("PNG", 640, 480, ("image/png", 640, 480)),
        ("JPEG", 640, 480, ("image/jpeg", 640, 480)),
        ("PNG", 3136, 1000, ("image/png", 1568, 500)),
        ("JPEG", 1000, 3136, ("image/jpeg", 500, 1568)),
        ("PNG", 5000, 2, ("image/png", 1568, 1)),
    ],
)
def test_a_picture_is_scaled_to_what_a_model_makes_use_of(
    saved: Saved, file_format: str, width: int, height: int, expected: tuple[str, int, int]
) -> None:
    assert size_of(fitted("a", saved(image_of(width, height), file_format))) == expected


def test_a_large_photograph_becomes_a_jpeg_and_a_transparent_one_does_not() -> None:
    noise = QImage(bytes(range(256)) * 16384, 1024, 1024, QImage.Format.Format_RGB32)
    for line in range(1024):  # nothing that PNG could pack
        noise.setPixelColor(line, line, QColor((line * 7919) % 256, line % 256, 0))
    assert encoded(noise).media_type == "image/png"
    assert encoded(noise, prefers_jpeg=True).media_type == "image/jpeg"
    assert encoded(image_of(64, 64, has_alpha=True)).media_type == "image/png"


def test_what_else_a_file_says_stays_here(saved: Saved) -> None:
    image = image_of(8, 8)
    image.setText("Comment", "taken in my garden")
    content = saved(image, "PNG")
    assert b"garden" in content or b"Comment" in content
    picture = fitted("a.png", content)
    assert b"garden" not in picture.content
    assert b"Comment" not in picture.content


def test_a_name_that_lies_does_not_matter(saved: Saved) -> None:
    assert fitted("a.jpg", saved(image_of(8, 8), "PNG")).media_type == "image/png"


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (png_that_says(30000, 30000), AttachCause.TOO_MANY_PIXELS),
        (png_that_says(0, 10), AttachCause.PICTURE_BROKEN),
        (png_that_says(100, 100)[:20], AttachCause.PICTURE_BROKEN),
        (b"\xff\xd8\xff\xe0", AttachCause.PICTURE_BROKEN),
    ],
)
def test_a_hostile_picture_is_refused_before_it_is_decoded(content: bytes, cause: AttachCause) -> None:
    start = time.monotonic()
    with pytest.raises(AttachmentRefused) as caught:
        fitted("a.png", content)
    assert caught.value.cause is cause
    assert time.monotonic() - start < 0.2


def test_a_picture_that_is_cut_off_is_refused(saved: Saved) -> None:
    for file_format in ("PNG", "JPEG"):
        image = image_of(300, 300)
        for line in range(300):
            image.setPixelColor(line, (line * 7919) % 300, QColor(line % 256, 0, 200))
        content = saved(image, file_format)
        with pytest.raises(AttachmentRefused) as caught:
            fitted("a", content[: len(content) * 2 // 3])
        assert caught.value.cause is AttachCause.PICTURE_BROKEN
