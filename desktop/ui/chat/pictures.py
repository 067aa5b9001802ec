"""Pictures that are attached: decoded with care, scaled for a model, and without what else was in the file.

A picture may come from anywhere. It is decoded only as the PNG or JPEG that its first bytes say it is, only
if its size, which is read before, is one that this application takes, and in a thread. What is attached is
drawn anew: place, camera and comments of the file stay here.
"""

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter, QPainter

from desktop.domain.attach_causes import AttachCause
from desktop.domain.attaching import LONGER_SIDE, MOST_PIXELS, Picture
from desktop.domain.errors import AttachmentRefused
from desktop.domain.image_shape import ImageShape, image_shape

_LARGE_PNG = 1_000_000
"""Bytes from which on a picture without transparency is smaller, and as good for a model, as a JPEG."""
_QUALITY = 90
_JPEG_END = b"\xff\xd9"


def fitted(name: str, content: bytes) -> Picture:
    """The picture in a file of `name`, at most 1568 pixels wide and high. Raises `AttachmentRefused`."""
    shape = image_shape(content)
    if shape is None:
        raise AttachmentRefused(name, AttachCause.PICTURE_BROKEN)
    pixels = shape.width * shape.height
    if pixels > MOST_PIXELS:
        raise AttachmentRefused(name, AttachCause.TOO_MANY_PIXELS, found=pixels, limit=MOST_PIXELS)
    if shape.media_type == "image/jpeg" and _JPEG_END not in content[len(content) // 2 :]:
        raise AttachmentRefused(name, AttachCause.PICTURE_BROKEN)  # Qt would fill the rest with grey
    image = _decoded(content, shape)
    if image.isNull():
        raise AttachmentRefused(name, AttachCause.PICTURE_BROKEN)
    return encoded(image, prefers_jpeg=shape.media_type == "image/jpeg")


def encoded(image: QImage, *, prefers_jpeg: bool = False) -> Picture:
    """A picture of the clipboard as a file; scaled down as `fitted` does."""
    if image.width() > LONGER_SIDE or image.height() > LONGER_SIDE:
        image = image.scaled(_within(image.size()), mode=Qt.TransformationMode.SmoothTransformation)
    clean = _redrawn(image)
    if not prefers_jpeg:
        content = _saved(clean, "PNG", -1)
        if len(content) <= _LARGE_PNG or clean.hasAlphaChannel():
            return Picture("image/png", content)
    return Picture("image/jpeg", _saved(clean, "JPEG", _QUALITY))


def _decoded(content: bytes, shape: ImageShape) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, shape.media_type.removeprefix("image/").encode())
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = QSize(shape.width, shape.height)
    if max(shape.width, shape.height) > LONGER_SIDE:
        reader.setScaledSize(_within(size))
    return reader.read()


def _within(size: QSize) -> QSize:
    most = QSize(LONGER_SIDE, LONGER_SIDE)
    return size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))


def _redrawn(image: QImage) -> QImage:
    """The same pixels in the usual colours, and nothing else."""
    if image.colorSpace().isValid():
        image = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    has_alpha = image.hasAlphaChannel()
    clean = QImage(image.size(), QImage.Format.Format_ARGB32 if has_alpha else QImage.Format.Format_RGB32)
    clean.fill(Qt.GlobalColor.transparent if has_alpha else Qt.GlobalColor.white)
    with QPainter(clean) as painter:
        painter.drawImage(0, 0, image)
    return clean


def _saved(image: QImage, file_format: str, quality: int) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, file_format.encode())
    writer.setQuality(quality)
    if not writer.write(image):
        raise AssertionError(f"Qt cannot write {file_format}")
    return bytes(data.data())
