"""Markdown documents from a seed: everything a model may write, and what it should not, in any order."""

from collections.abc import Callable, Sequence
from random import Random

ORDINARY = "the model answers in words that wrap and *stress* some of **them** with `code` in ~~between~~"
UNUSUAL = (
    "מילים עבריות مرحبا é e\u0301\u0301 \U0001f469\u200d\U0001f467 \u202eabc\u202c a_b_c 5*3 x<y &amp; <b> "
    "\\* \\_ \u00a0 \u200b"
)
WORDS = [*ORDINARY.split(), *UNUSUAL.split(" ")]
HOSTILE = (
    "![](/dev/zero)",
    "![a *cat*](file:///etc/passwd)",
    "![x][r]",
    "<img src='/dev/zero'>",
    "<script>",
    "[a](javascript:alert)",
    "[the bank](https://evil.example/$x$)",
    "[ref][r]",
    "[r]: /dev/zero",
    "[r]: https://example.com/a",
    "https://example.com/$a$b",
    "**unclosed *and* `this",
    "$5 and $10",
    "US$5",
    "\\(x_1\\)",
    "$\\frac{a}{b",
    "$\\alpha^{n_i}$",
    "$$x$$ words",
    "\\[ a \\\\ b \\]",
    "\uf8f00\uf8f1",
    "---",
    "===",
    "\\",
)
LANGUAGES = ("python", "", "c++ title=x", "nosuchlanguage", "html", "../../etc")
FORMULAS = (
    "\\sum_{i=1}^n i^2",
    "a\n- b\n= c",
    "\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}",
    "\\unknown{x}",
    "a\n\nb",
    "",
)

CODE = ("x = 1", "", "  $y$", "\t<b>", "``", "# no heading")
RUNS = ("a", "`a", "**a", "[", "<", "$a ", "\u0301", "> ", "- ", "&amp;")


def document(seed: int) -> str:
    """A document of up to about 1,500 characters; the same for the same seed, on every machine."""
    random = Random(seed)
    count = random.randint(1, 8)
    return "".join(random.choice(_BLOCKS)(random) + random.choice(_ENDS) for _ in range(count))


def cuts(seed: int, length: int, most: int = 6) -> list[int]:
    """Random places to cut a text of `length` at, in order."""
    random = Random(-seed - 1)
    return sorted(random.randint(0, length) for _ in range(random.randint(1, most)))


def _line(random: Random) -> str:
    words = [random.choice(WORDS) for _ in range(random.randint(1, 12))]
    if random.random() < 0.5:
        words.insert(random.randint(0, len(words)), random.choice(HOSTILE))
    return " ".join(words)


def _paragraph(random: Random) -> str:
    return "\n".join(_line(random) for _ in range(random.randint(1, 3)))


def _heading(random: Random) -> str:
    return "#" * random.randint(1, 7) + " " + _line(random)


def _list(random: Random) -> str:
    lines = []
    for _ in range(random.randint(1, 6)):
        marker = random.choice(("- ", "* ", "1. ", "2) ", "- [ ] ", "- [x] "))
        lines.append(" " * random.choice((0, 0, 2, 3, 4)) + marker + _line(random))
        if random.random() < 0.2:
            lines.append(_indented(random.choice((_fence, _quote, _table, _formula))(random), "  "))
        if random.random() < 0.1:
            lines.append("")
    return "\n".join(lines)


def _quote(random: Random) -> str:
    return _indented(random.choice((_paragraph, _list, _fence, _formula))(random), "> ")


def _fence(random: Random) -> str:
    fence = random.choice(("```", "~~~", "````"))
    lines = [fence + random.choice(LANGUAGES)]
    lines += [random.choice(CODE) for _ in range(random.randint(0, 4))]
    if random.random() < 0.8:
        lines.append(fence)
    return "\n".join(lines)


def _table(random: Random) -> str:
    columns = random.randint(1, 5)
    row = "|" + "|".join(random.choice(WORDS) for _ in range(columns)) + "|"
    lines = [row, "|" + random.choice(("---|", ":-:|", "--:|")) * columns]
    rows = 60 if random.random() < 0.05 else random.randint(0, 4)
    lines += [
        "|" + "|".join(random.choice(("$x$", "1", *WORDS)) for _ in range(columns)) + "|" for _ in range(rows)
    ]
    return "\n".join(lines)


def _formula(random: Random) -> str:
    opening, closing = random.choice((("$$", "$$"), ("\\[", "\\]"), ("$$", "")))
    gap = random.choice(("", "\n"))
    return f"{opening}{gap}{random.choice(FORMULAS)}{gap}{closing}"


def _run(random: Random) -> str:
    return random.choice(RUNS) * random.choice((3, 40, 900))


def _hostile(random: Random) -> str:
    return random.choice(HOSTILE)


def _indented(text: str, prefix: str) -> str:
    return "\n".join(prefix + line for line in text.split("\n"))


_BLOCKS: Sequence[Callable[[Random], str]] = (
    _paragraph,
    _paragraph,
    _heading,
    _list,
    _list,
    _quote,
    _fence,
    _table,
    _formula,
    _hostile,
    _run,
)
_ENDS = ("\n\n", "\n\n", "\n", "\n \n", "\r\n\r\n", "")
