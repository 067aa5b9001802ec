"""Lines come out the same however the bytes arrive."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import Interrupted, Interruption
from desktop.providers.ndjson import LineSplitter

CAP = 40


def chunked(data: bytes, cuts: list[int]) -> list[bytes]:
    places = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    return [data[a:b] for a, b in pairwise(places)]


def read(chunks: list[bytes]) -> list[bytes | Interruption]:
    splitter = LineSplitter(CAP)
    found: list[bytes | Interruption] = []
    try:
        for chunk in chunks:
            found += splitter.feed(chunk)
        found += splitter.finish()
    except Interrupted as error:
        found.append(error.cause)
    return found


LINES = st.lists(st.binary(max_size=CAP).filter(lambda line: b"\n" not in line), max_size=8)
CUTS = st.lists(st.integers(0, 10_000), max_size=12)


@given(LINES, CUTS)
def test_every_chunking_gives_the_same_lines(lines: list[bytes], cuts: list[int]) -> None:
    data = b"\n".join(lines)
    assert read(chunked(data, cuts)) == [line for line in lines if line.strip()]


@given(LINES, st.binary(min_size=CAP + 1, max_size=3 * CAP).filter(lambda line: b"\n" not in line), CUTS)
def test_lines_before_one_that_is_too_long_are_kept(lines: list[bytes], long: bytes, cuts: list[int]) -> None:
    data = b"".join(line + b"\n" for line in lines) + long + b"\nnever read\n"
    assert read(chunked(data, cuts)) == [
        *(line for line in lines if line.strip()),
        Interruption.LINE_TOO_LONG,
    ]


@pytest.mark.parametrize("separator", ["\u0085", "\u2028", "\u2029", "\x1c", "\x0c", "\r"])
def test_only_a_line_feed_ends_a_line(separator: str) -> None:
    line = f'{{"a":"x{separator}y"}}'.encode()
    assert read([line + b"\n" + line + b"\n"]) == [line, line]


def test_a_last_line_without_its_end_is_kept() -> None:
    assert read([b"one\n\ntw", b"o"]) == [b"one", b"two"]
