"""Cutting Markdown: nothing lost, nothing dependent on how it arrived, nothing cut that belongs together."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.link_definitions import references
from desktop.domain.markdown import (
    LONG_LIST,
    LONG_TABLE,
    MOST_DEFINITIONS,
    Block,
    BlockKind,
    MarkdownSplitter,
)

LINES = st.sampled_from(
    [
        "",
        " ",
        "word *word*",
        "# heading",
        "- item",
        "  inside",
        "    indented",
        "1. one",
        "2) two",
        "> quote",
        "```python",
        "```",
        "````",
        "~~~",
        "---",
        "===",
        "***",
        "| a | b |",
        "|---|---|",
        "<b>html",
        "[a]: http://example.com",
        "\tx",
        "  - nested",
        "x\u2028y\x85z\r",
        "$$",
        "\\[",
        "$$x$$",
        "a \\]",
    ]
)
TEXTS = st.lists(LINES, max_size=30).map("\n".join)


def split(text: str, cuts: tuple[int, ...] = ()) -> list[Block]:
    splitter = MarkdownSplitter()
    edges = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    done = [block for start, end in pairwise(edges) for block in splitter.feed(text[start:end])]
    return done + splitter.finish()


def sources(text: str) -> list[str]:
    return [block.source for block in split(text)]


@given(TEXTS)
def test_the_sources_of_all_blocks_are_the_text(text: str) -> None:
    assert "".join(sources(text)) == text


@given(TEXTS, st.lists(st.integers(0, 300), max_size=12))
def test_any_way_of_arriving_gives_the_same_blocks(text: str, cuts: list[int]) -> None:
    assert split(text, tuple(cuts)) == split(text)


@given(TEXTS, st.integers(0, 300))
def test_finished_blocks_and_the_tail_are_always_the_text_so_far(text: str, cut: int) -> None:
    splitter = MarkdownSplitter()
    done = splitter.feed(text[:cut])
    assert "".join(block.source for block in done) + splitter.tail.source == text[:cut]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb\n\nc\n", ["a\nb\n\n", "c\n"]),
        ("# a\nb", ["# a\n", "b"]),
        ("a\n# b\n", ["a\n", "# b\n"]),
        ("a\n---\nb", ["a\n---\n", "b"]),
        ("a\n\n---\nb", ["a\n\n", "---\n", "b"]),
        ("---\nname: x\n---\nb", ["---\n", "name: x\n---\n", "b"]),
        ("- a\n\n- b\n\nc", ["- a\n\n- b\n\n", "c"]),
        ("- a\n\n  b\n- c\nlazy\n\nd", ["- a\n\n  b\n- c\nlazy\n\n", "d"]),
        ("- a\n* b\n", ["- a\n", "* b\n"]),
        ("1. a\n2. b\n\n   ```\n   x\n\n   y\n   ```\n3. c\n", None),
        ("text\n- a\n- b\n", ["text\n", "- a\n- b\n"]),
        ("text\n2. not a list\n", None),
        ("    code\n\n    more\nafter", ["    code\n\n    more\n", "after"]),
        ("> a\nlazy\n\nb", ["> a\nlazy\n\n", "b"]),
        ("a\n```\n\nx\n\n```\nb", ["a\n", "```\n\nx\n\n```\n", "b"]),
        ("<div>\n<b>\n\nx", ["<div>\n<b>\n\n", "x"]),
        ("\n\na", None),
    ],
)
def test_blocks_end_where_commonmark_ends_them(text: str, expected: list[str] | None) -> None:
    assert sources(text) == (expected or [text])


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("```python\nx = 1\n```\n", "python", "x = 1"),
        ("~~~\n```\n~~~\n", "", "```"),
        ("````md\n```\nx\n```\n````", "md", "```\nx\n```"),
        ("```c++ title=x\n\n\ta\n\n```", "c++", "\n\ta\n"),
        ("```\nnever closed\n", "", "never closed"),
        ("```\n```", "", ""),
        ("```\n``` not a close\n```", "", "``` not a close"),
    ],
)
def test_a_fence_gives_its_language_and_exactly_its_code(text: str, language: str, code: str) -> None:
    (block,) = split(text)
    assert (block.kind, block.language, block.code) == (BlockKind.CODE, language, code)


def test_a_fence_that_is_being_closed_does_not_show_its_marks() -> None:
    splitter = MarkdownSplitter()
    splitter.feed("```py\nx\n``")
    assert splitter.tail.code == "x"


def test_backticks_after_the_opening_marks_are_inline_code() -> None:
    assert split("``` a ``` b\n")[0].kind is BlockKind.TEXT


def test_a_table_is_one_block_of_its_own_kind() -> None:
    blocks = split("before\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n\nafter")
    assert [block.kind for block in blocks] == [BlockKind.TEXT, BlockKind.TABLE, BlockKind.TEXT]


def test_a_long_list_is_cut_before_an_item() -> None:
    blocks = split("".join(f"{n}. item with some words\n" for n in range(1, 1000)))
    assert all(len(block.source) < LONG_LIST + 100 for block in blocks)
    assert all(block.source[0].isdigit() for block in blocks)


def test_definitions_are_handed_on_for_uses_before_and_after_them() -> None:
    splitter = MarkdownSplitter()
    splitter.feed(
        "See [The  Book] and [1].\n\n[the book]: http://example.com/a\n[1]: http://example.com/b\n\n"
    )
    assert [d.name for d in references("[The  Book]", splitter.definitions)] == ["the book"]
    assert [d.source for d in references("x [1]", splitter.definitions)] == ["[1]: http://example.com/b"]
    assert references("none", splitter.definitions) == []


def test_definitions_are_bounded() -> None:
    splitter = MarkdownSplitter()
    splitter.feed("".join(f"[r{n}]: /u\n\n" for n in range(1000)))
    assert len(splitter.definitions) == MOST_DEFINITIONS


def test_the_cost_of_a_character_does_not_grow_with_the_text() -> None:
    def seconds(count: int) -> float:
        splitter = MarkdownSplitter()
        start = time.process_time()
        for _ in range(count):
            splitter.feed("word")
        return time.process_time() - start

    seconds(1000)
    assert seconds(200_000) < 30 * max(seconds(20_000), 1e-3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n$$\nx\n- y\n= z\n$$\nb", ["a\n", "$$\nx\n- y\n= z\n$$\n", "b"]),
        ("\\[ x \\]\nb", ["\\[ x \\]\n", "b"]),
        ("\\[\nx\n\\].\nb", ["\\[\nx\n\\].\n", "b"]),
        ("$$x$$ in words\nb", None),
        ("$$\nx\n$$ in words\nb", None),
        ("$$\nno end\n- b\n", ["$$\nno end\n", "- b\n"]),
        ("$$\nno end\n\n# b\n", ["$$\nno end\n\n", "# b\n"]),
        ("- a\n$$\nx\n$$\n", ["- a\n", "$$\nx\n$$\n"]),
        ("```\n$$\n```\n", None),
    ],
)
def test_a_formula_has_its_lines_until_it_ends(text: str, expected: list[str] | None) -> None:
    assert sources(text) == (expected or [text])


def test_a_formula_without_an_end_is_bounded() -> None:
    blocks = sources("$$\n" + "- a\n" * 100)
    assert blocks[0] == "$$\n"


def test_a_long_table_is_cut_between_rows_and_keeps_its_header() -> None:
    header = "| a | b |\n|---|---|\n"
    blocks = split(header + "| 1 | 2 |\n" * 1000)
    assert all(block.kind is BlockKind.TABLE for block in blocks)
    assert [block.header for block in blocks] == ["", *[header] * (len(blocks) - 1)]
    assert all(block.markdown.startswith(header) for block in blocks)
    assert all(block.source.count("\n") * 2 <= LONG_TABLE + 4 for block in blocks)


def test_a_table_too_wide_to_be_formatted_is_not_cut() -> None:
    assert len(split("|a" * 60 + "|\n" + "|-" * 60 + "|\n" + ("|c" * 60 + "|\n") * 50)) == 1
