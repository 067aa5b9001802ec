"""Bytes of a program become lines of plain text, wherever the chunks are cut."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from desktop.adapters.output_lines import LINE_BYTES, OutputLines, plain_text


def split(*chunks: bytes) -> list[str]:
    splitter = OutputLines()
    return [line for chunk in chunks for line in splitter.feed(chunk)] + splitter.finish()


def test_every_kind_of_line_end_ends_a_line_once() -> None:
    assert split(b"a\nb\r\nc\rd") == ["a", "b", "c", "d"]


def test_a_line_end_cut_in_two_is_one_line_end() -> None:
    assert split(b"a\r", b"\nb\r", b"c\r") == ["a", "b", "c"]


def test_bytes_that_are_no_text_are_replaced_and_the_rest_stays() -> None:
    assert split(b"x\xff\xfey\n\xe2\x82\xac\n") == ["x\ufffd\ufffdy", "€"]


def test_colors_titles_and_cursor_movements_are_taken_out() -> None:
    assert plain_text("\x1b[1;31mred\x1b[0m \x1b]0;title\x07bell\x07 \x1b[2K\x1b[1Aup\x1b(B") == "red bell up"
    assert plain_text("\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\") == "link"
    assert plain_text("a\tb") == "a\tb"


def test_a_line_without_an_end_is_cut_and_the_next_one_is_whole() -> None:
    lines = split(*[b"x" * 10_000] * 100, b"\nnext\n")
    assert [len(line) for line in lines[:-1]] == [LINE_BYTES]
    assert lines[-1] == "next"


@given(st.binary(max_size=300), st.lists(st.integers(0, 300), max_size=6))
def test_the_lines_do_not_depend_on_where_the_chunks_are_cut(data: bytes, cuts: list[int]) -> None:
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    chunks = [data[a:b] for a, b in itertools.pairwise(edges)]
    assert split(*chunks) == split(data)


@given(st.binary(max_size=300))
def test_no_escape_sequence_or_control_character_gets_through(data: bytes) -> None:
    for line in split(b"\x1b[" + data + b"\x1b]" + data):
        assert all(c == "\t" or (ord(c) >= 32 and not 127 <= ord(c) < 160) for c in line)
