import pytest

from desktop.domain.attaching import (
    AttachedFile,
    Attaching,
    FileType,
    text_in,
    type_of,
    without_controls,
)
from desktop.domain.attachments import Attachment, AttachmentKind

PICTURE = Attachment("a.png", AttachmentKind.IMAGE, "image/png", b"x", 768)
NOTE = Attachment("a.txt", AttachmentKind.TEXT, "text/plain", b"x", 1)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, FileType.PICTURE),
        (b"\xff\xd8\xff\xe0", FileType.PICTURE),
        (b"GIF89a\1\0\1\0", FileType.OTHER_PICTURE),
        (b"RIFF\0\0\0\0WEBPVP8 ", FileType.OTHER_PICTURE),
        (b"\0\0\0\x1cftypavif", FileType.OTHER_PICTURE),
        (b"BM\x9a\0\0\0", FileType.OTHER_PICTURE),
        (b"BM is how this text begins", FileType.TEXT),
        (b"%PDF-1.7\n%\xe2\xe3", FileType.PDF),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", FileType.TEXT),
        (b"\x7fELF\x02\x01", FileType.BINARY),
        (b"\x80\x81\x82", FileType.BINARY),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, expected: FileType) -> None:
    assert type_of(content) is expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("\ufeffStraße".encode(), "Straße"),
        ("Straße".encode("utf-16"), "Straße"),
        ("\ufeffStraße".encode("utf-16-be"), "Straße"),
        ("plain words".encode("utf-16-le"), "plain words"),
        ("plain words".encode("utf-16-be"), "plain words"),
        ("漢字".encode(), "漢字"),
        (b"\x1b[1mbold\x1b[0m", "\x1b[1mbold\x1b[0m"),
        (b"", ""),
        (b"half\0", None),
        (b"caf\xe9", None),
        (b"\xff\xfeo", None),
    ],
)
def test_text_is_read_in_the_encodings_of_unicode_only(content: bytes, expected: str | None) -> None:
    assert text_in(content) == expected


def test_the_text_of_a_pdf_loses_what_no_text_file_has() -> None:
    assert without_controls("a\0b\x1bc\td\n") == "abc\td\n"


def test_a_picture_waits_for_a_model_that_sees() -> None:
    rows = (AttachedFile(1, "a.png", PICTURE), AttachedFile(2, "a.txt", NOTE), AttachedFile(3, "b"))
    assert Attaching(rows, "llava", sees=True).attachments == (PICTURE, NOTE)
    assert Attaching(rows).is_reading
    assert not Attaching(rows[:2]).is_reading
    assert Attaching(rows, sees=False).is_blind
    assert not Attaching(rows, sees=None).is_blind
    assert not Attaching(rows[1:], sees=False).is_blind
