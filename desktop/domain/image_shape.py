"""What an image is and how large, read off its first bytes without decoding it.

PNG: the signature and the IHDR chunk (https://www.w3.org/TR/png-3/#11IHDR). JPEG: the frame header, SOF0 to
SOF15 without DHT, JPG and DAC (ITU-T T.81, B.2.2).
"""

from dataclasses import dataclass

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_NO_FRAME = (0xC4, 0xC8, 0xCC)
_ALONE = (0x01, *range(0xD0, 0xD9))
"""Markers that no length follows."""


@dataclass(frozen=True, slots=True)
class ImageShape:
    """Pixels of an image, and its media type."""

    media_type: str
    width: int
    height: int


def image_shape(content: bytes) -> ImageShape | None:
    """None for what is neither a PNG nor a JPEG, or is cut off before it says its size."""
    if content.startswith(_PNG):
        if content[12:16] != b"IHDR" or len(content) < 24:
            return None
        width, height = int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
        return ImageShape("image/png", width, height) if width and height else None
    return _jpeg_shape(content) if content.startswith(_JPEG) else None


def _jpeg_shape(content: bytes) -> ImageShape | None:
    place = 2
    while place + 9 <= len(content):
        if content[place] != 0xFF:
            return None
        marker = content[place + 1]
        if marker == 0xFF:  # a fill byte
            place += 1
        elif marker in _ALONE:
            place += 2
        elif 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            height = int.from_bytes(content[place + 5 : place + 7], "big")
            width = int.from_bytes(content[place + 7 : place + 9], "big")
            return ImageShape("image/jpeg", width, height) if width and height else None
        elif marker in (0xD9, 0xDA):
            return None
        else:
            place += 2 + max(2, int.from_bytes(content[place + 2 : place + 4], "big"))
    return None
