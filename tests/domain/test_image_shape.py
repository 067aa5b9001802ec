from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.image_shape import ImageShape, image_shape
from tests.domain.chat_trees import JPEG, png


def test_the_size_of_a_png_and_of_a_jpeg_is_read() -> None:
    assert image_shape(png(640, 480)) == ImageShape("image/png", 640, 480)
    assert image_shape(JPEG) == ImageShape("image/jpeg", 1, 1)


def test_what_is_cut_off_or_has_no_size_is_no_image() -> None:
    assert image_shape(png()[:20]) is None
    assert image_shape(png(0, 5)) is None
    assert image_shape(JPEG[:25]) is None


@given(st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\xff\xd8\xff\xe0"]), st.binary())
def test_any_bytes_have_an_answer(start: bytes, rest: bytes) -> None:
    found = image_shape(start + rest)
    assert found is None or found.width > 0 < found.height
