from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from desktop.domain.markdown_safety import contained_markdown, escaped

PIECES = (
    "```", "~~~", "````", "``", "`", "<script>", "<!--", "</details>", "<b>", "![x](/dev/zero)", "![x][r]",
    "\n", "\n\n", "\n    ", "\n  ", "\n   ", " ", "    ", "      ", "\t", "- ", "* ", "1. ", "> ", "\\",
    "# h", "---", "[r]: /u", "<?x", "![", "]", "(x)", "a", "\r", "\r\n",
)  # fmt: skip
FETCHING = {"html_block", "html_inline", "image"}


def tokens(parsed: Sequence[Token]) -> Iterator[Token]:
    for token in parsed:
        yield token
        yield from tokens(token.children or [])


@settings(deadline=None, max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_no_markdown_reaches_out_of_its_place(text: str) -> None:
    parsed = MarkdownIt("commonmark").parse(f"## before\n\n{contained_markdown(text)}\n\n## after\n")
    assert not {token.type for token in tokens(parsed)} & FETCHING
    heading, after = parsed[-3:-1]
    assert (heading.type, heading.level, after.content) == ("heading_open", 0, "after")


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\n- a\n- b\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        "```html\n<b>bold</b> ![x](y)\n```\n\nand `<div>` in a line, a < b, 3 <4",
        "1. Step:\n   ```bash\n   echo <x>\n   ```\n2. Next",
        "~~~\n```\n~~~",
        "$a_1 < b$",
    ],
)
def test_well_formed_markdown_stays_as_it_is(text: str) -> None:
    assert contained_markdown(text) == text


def test_a_text_is_escaped_on_one_line() -> None:
    assert escaped("*a*\n## <b> [x](y)") == r"\*a\* \#\# \<b\> \[x\](y)"


def test_a_long_hostile_text_takes_no_long() -> None:
    runs = "".join("`" * length + "x" for length in range(1, 1400))
    assert len(contained_markdown(runs)) >= len(runs)
