"""Caps on what is formatted; how long the rest takes is measured with the widgets."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.markdown_shape import Shape, plain_pieces, safe_pieces, shape_of


@pytest.mark.parametrize(
    "text",
    [
        "a" * 2001,
        "word " * 8000,
        "`a" * 5000,
        "**a " * 1001,
        "~~a " * 1001,
        "[a]( " * 1001,
        "&amp; " * 2001,
        "www. " * 2001,
        ">" * 100 + " x",
        "- " * 100 + "x",
        "|a|b|\n|-|-|\n" + "|c|d|\n" * 201,
        "|a" * 51 + "|\n" + "|-" * 51 + "|\n",
        "|a" * 10 + "|\n" + "|-" * 10 + "|\n" + ("|c" * 10 + "|\n") * 121,
        "a\\\n" * 2001,
        "\n" * 1501,
        "#\n" * 1501,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_text_that_would_hold_the_window_up_is_plain(text: str) -> None:
    assert shape_of(text) is Shape.PLAIN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a" * 2000,
        "**bold** and `code`\n" * 100,
        "|a|b|\n|-|-|\n" + "|c|d|\n" * 160,
        "> > - x",
        "- [ ] a\n" * 500,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_an_ordinary_text_is_formatted(text: str) -> None:
    assert shape_of(text) is Shape.MARKDOWN


def test_deciding_is_quick_for_spaces_before_a_bar() -> None:
    start = time.process_time()
    shape_of("x\n" + " " * 32_000 + "|")
    shape_of("x\n" + "- " * 90 + " " * 32_000 + "|")
    assert time.process_time() - start < 0.2


@given(st.text("ab \n", max_size=300), st.integers(1, 40), st.integers(1, 5))
def test_pieces_are_the_text_and_small(text: str, characters: int, lines: int) -> None:
    pieces = list(plain_pieces(text, characters, lines))
    assert "".join(pieces) == text
    assert all(0 < len(piece) <= characters and piece.count("\n") <= lines for piece in pieces)


def test_pieces_of_an_overloaded_text_may_be_formatted() -> None:
    text = "**a** [b](c) `d`\n" * 2000
    pieces = list(safe_pieces(text))
    assert "".join(pieces) == text
    assert shape_of(text) is Shape.PLAIN
    assert all(shape_of(piece) is Shape.MARKDOWN for piece in pieces)


def test_a_line_that_is_too_much_stays_too_much() -> None:
    assert [shape_of(piece) for piece in safe_pieces("`a " * 3000)] == [Shape.PLAIN]
