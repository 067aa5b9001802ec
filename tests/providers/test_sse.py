"""Events come out the same however the bytes arrive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import Interrupted, Interruption
from desktop.providers.sse import EventSplitter
from tests.providers.test_ndjson import CAP, CUTS, chunked


def read(chunks: list[bytes]) -> list[bytes]:
    splitter = EventSplitter(1000)
    return [event for chunk in chunks for event in splitter.feed(chunk)] + list(splitter.finish())


TEXT = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(
    st.lists(st.lists(TEXT, min_size=1, max_size=3), max_size=5), st.sampled_from(["\n", "\r\n", "\r"]), CUTS
)
def test_every_chunking_and_line_end_gives_the_same_events(
    events: list[list[str]], end: str, cuts: list[int]
) -> None:
    data = "".join("".join(f"data: {line}{end}" for line in event) + f": wait{end}{end}" for event in events)
    assert read(chunked(data.encode(), cuts)) == ["\n".join(event).encode() for event in events]


@pytest.mark.parametrize(
    ("data", "events"),
    [
        (b": OPENROUTER PROCESSING\n\ndata: a\n\n", [b"a"]),
        (b"data:a\n\ndata:  b\n\n", [b"a", b" b"]),
        (b"\xef\xbb\xbfdata: a\n\n", [b"a"]),
        (b"event: x\nid: 1\nretry: 5\ndata: a\n\n", [b"a"]),
        (b"data: a\n\ndata: b", [b"a", b"b"]),
        (b"data\n\n", [b""]),
        (b"event: error\ndata: out of memory\n\n", [b'{"error": "out of memory"}']),
        (b'event: error\ndata: {"error": 1}\n\n', [b'{"error": 1}']),
        (b'event: error\ndata: {"message": "no"}\n\n', [b'{"error": {"message": "no"}}']),
        (b"event: error\n\ndata: a\n\n", [b"a"]),
        (b"\n\n\n", []),
    ],
)
def test_the_fields_of_the_specification(data: bytes, events: list[bytes]) -> None:
    assert read([data]) == events
    assert read([data[i : i + 1] for i in range(len(data))]) == events


@pytest.mark.parametrize("separator", ["\u0085", "\u2028", "\x1c", "\x0c"])
def test_other_separators_stay_inside_the_data(separator: str) -> None:
    assert read([f"data: x{separator}y\n\n".encode()]) == [f"x{separator}y".encode()]


@pytest.mark.parametrize("data", [b"data: " + b"x" * CAP, b": " + b"x" * CAP, b"data: 12345678\n" * 6])
def test_an_event_past_the_cap_is_refused_after_those_before_it(data: bytes) -> None:
    events = EventSplitter(CAP).feed(b"data: a\n\n" + data + b"\n\n")
    assert next(events) == b"a"
    with pytest.raises(Interrupted) as caught:
        list(events)
    assert caught.value.cause is Interruption.LINE_TOO_LONG
