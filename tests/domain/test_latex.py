"""Formulas as text: what is read means the same, and what cannot be read is left as its source."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.latex import MOST_CHARACTERS, latex_runs
from desktop.domain.latex_runs import MathRun, Script, plain_formula

TOKENS = (
    r"\frac \sqrt \left \right \begin{cases} \end{cases} \text \sum \hat \\ { } [ ] ( )"
    r" ^ _ & $ a 1 ' - = \, \|"
)


def read(formula: str, *, is_display: bool = False) -> str | None:
    runs = latex_runs(formula, is_display=is_display)
    return None if runs is None else plain_formula(runs)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("E = mc^2", "E = mc²"),
        ("H_2O", "H₂O"),
        (r"\frac{-b\pm\sqrt{b^2-4ac}}{2a}", "(−b ± √(b² − 4ac))/(2a)"),
        (r"\frac{1}{2}", "1/2"),
        (r"\frac12", "1/2"),
        (r"\sqrt[3]{x}", "³√x"),
        (r"\sum_{i=1}^{n} i^2", "∑_(i=1)ⁿ\u2009i²"),
        (r"\int_0^\infty e^{-x^2}\,dx", "∫₀^∞\u2009e^(−x²)\u2009dx"),
        (r"\lim_{x\to 0}\frac{\sin x}{x} = 1", "lim_(x→0)\u2009(sin\u2009x)/x = 1"),
        (r"O(n \log n)", "O(n\u2009log\u2009n)"),
        (r"\log_2 n", "log₂\u2009n"),
        (r"x \in \mathbb{R}^{n\times m}", "x ∈ ℝ^(n×m)"),
        (r"\alpha \leq \beta \implies \gamma \ne \varepsilon", "α ≤ β ⇒ γ ≠ ε"),
        (r"\hat{y} = \mathbf{W}x + b", "y\u0302 = Wx + b"),
        (r"90^\circ", "90°"),
        ("f'(x)", "f′(x)"),
        ("-x + -y", "−x + −y"),
        (r"\left( \frac{1}{2} \right)", "(1/2)"),
        (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "(1  2 ;  3  4)"),
        (r"\begin{cases} x & \text{if } x > 0 \\ 0 & \text{else} \end{cases}", "{ x  if x > 0 ;  0  else"),
        (r"50\% \{a\} \$5", "50%{a}$5"),
        (r"a \not= b", "a =\u0338 b"),
        (r"\binom{n}{k}", "C(n, k)"),
        (r"A \to B", "A → B"),
    ],
)
def test_a_formula_is_text_that_means_the_same(formula: str, expected: str) -> None:
    assert read(formula) == expected


def test_lines_of_equations_are_below_each_other_only_where_there_is_room() -> None:
    formula = r"\begin{align} a &= b \\ c &= d \end{align}"
    assert read(formula, is_display=True) == "a = b\nc = d"
    assert read(formula) == "a = b; c = d"


def test_letters_are_italic_and_figures_are_not() -> None:
    assert latex_runs("2x_j") == (
        MathRun("2"),
        MathRun("x", is_italic=True),
        MathRun("j", Script.SUB, is_italic=True),
    )


@pytest.mark.parametrize(
    "formula",
    [
        "",
        " ",
        r"\unknown{x}",
        r"\frac{a}",
        "x^",
        "{x",
        "x}",
        r"\begin{pmatrix} 1",
        r"\begin{a} \end{b}",
        r"\end{pmatrix}",
        r"\sqrt[3{x}",
        "\\",
        "a # b",
        "{" * 40 + "x" + "}" * 40,
        r"\frac{a}{" * 60 + "x" + "}" * 60,
        "x^{" * 40 + "y" + "}" * 40,
        "a" * (MOST_CHARACTERS + 1),
    ],
    ids=lambda formula: repr(formula[:12]),
)
def test_what_cannot_be_read_is_left_to_its_source(formula: str) -> None:
    assert latex_runs(formula) is None


@given(st.lists(st.sampled_from(TOKENS.split()), max_size=40).map(" ".join))
def test_any_formula_is_read_or_refused(formula: str) -> None:
    runs = latex_runs(formula)
    assert runs is None or plain_formula(runs)


@pytest.mark.parametrize("piece", ["a", "{", "^", r"\frac", r"a^b", r"\begin{matrix}a&", "{}", r"\sin ", "'"])
def test_the_time_is_bounded(piece: str) -> None:
    start = time.process_time()
    latex_runs((piece * MOST_CHARACTERS)[:MOST_CHARACTERS])
    assert time.process_time() - start < 0.1
