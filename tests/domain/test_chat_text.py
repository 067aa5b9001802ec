import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.chat_text import kept_name, kept_text, kept_title, seconds_of, time_text


@given(st.floats(allow_nan=True))
def test_a_time_is_written_again_as_it_was_written(seconds: float) -> None:
    once = time_text(seconds)
    assert time_text(seconds_of(once)) == once


@given(st.text(st.characters(codec=None)))
def test_what_is_kept_of_a_text_is_kept_again(text: str) -> None:
    for keep in (kept_text, kept_title, kept_name):
        once = keep(text)
        assert keep(once) == once
        assert "\0" not in once
        once.encode()


def test_a_time_is_read_with_its_offset() -> None:
    assert seconds_of("2023-11-14T23:13:20+01:00") == seconds_of("2023-11-14T22:13:20.000Z") == 1.7e9


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023",
        "2023-11-14",
        "2023-11-14T22:13:20",
        "0000-01-01T00:00:00Z",
        "٢٠٢٣-11-14T22:13:20Z",
        "99999-01-01T00:00:00Z",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no time|out of range"):
        seconds_of(text)
