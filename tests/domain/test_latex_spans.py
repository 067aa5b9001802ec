"""Where formulas are: not in code, and no price is one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.latex_spans import MOST_FORMULAS, MOST_LATEX, formulas

TOKENS = r"$ $$ ` `` ``` ~~~ \( \) \[ \] \ a 1 x_1 | > -"


def found(text: str) -> list[str]:
    return [text[formula.start : formula.end] for formula in formulas(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a $x$ b", ["$x$"]),
        ("$n$-th and $a + b$.", ["$n$", "$a + b$"]),
        (r"\(a\) and \[b\]", [r"\(a\)", r"\[b\]"]),
        ("$$\na\n- b\n$$", ["$$\na\n- b\n$$"]),
        ("**$x$** (_$y$_)", ["$x$", "$y$"]),
        (r"$a \$ b$", [r"$a \$ b$"]),
        ("- item $x$\n  1. $y$", ["$x$", "$y$"]),
        ("| $x$ | $y$ |", ["$x$", "$y$"]),
        ("```\n$x$\n```\n$y$", ["$y$"]),
        ("- ```\n  $x$\n  ```\n- $y$", ["$y$"]),
        ("~~~\n$x$", []),
        ("`$x$` ``a ` $b$`` $y$", ["$y$"]),
        ("one ` and $x$", ["$x$"]),
        ("\\```html\n$x$", ["$x$"]),
    ],
)
def test_formulas_are_found_outside_code(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "costs $5 and $10",
        "$5-$10",
        "US$5 or 5$",
        "it is $5 or 10$",
        "| $5 | $6 |",
        "$HOME:$PATH",
        "echo $HOME and ${PATH}",
        r"\$x$",
        r"\\[x\\]",
        "$ x $",
        "$x\ny$",
        "$$a\n\nb$$",
        "$$",
        "$$$$",
        "$",
    ],
)
def test_prices_variables_and_escapes_are_no_formulas(text: str) -> None:
    assert found(text) == []


def test_the_marks_of_a_quote_are_no_part_of_the_formula() -> None:
    (formula,) = formulas("> $$\n> a\n> b\n> $$")
    assert (formula.latex, formula.is_display) == ("a\nb", True)


def test_there_are_at_most_so_many() -> None:
    assert len(formulas("$x$ " * 1000)) == MOST_FORMULAS
    assert sum(len(one.latex) for one in formulas(f"${'x' * 500}$ " * 100)) <= MOST_LATEX


@given(st.lists(st.sampled_from([*TOKENS.split(), "\n", "\n\n", " "]), max_size=40))
def test_formulas_are_in_order_and_do_not_overlap(pieces: list[str]) -> None:
    text = "".join(pieces)
    end = 0
    for formula in formulas(text):
        assert end <= formula.start < formula.end <= len(text)
        end = formula.end


@pytest.mark.parametrize(
    "piece", ["$", "$$a ", "$a ", r"\(", r"\[a", "`a", "```\n", "`x``y", "\n\n$", "> $$\n"]
)
def test_searching_takes_time_in_proportion(piece: str) -> None:
    start = time.process_time()
    formulas((piece * 24_000)[:24_000])
    assert time.process_time() - start < 0.2
