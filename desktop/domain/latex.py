r"""LaTeX formulas as lines of text: Unicode, italics, raised and lowered pieces.

Own code, after looking at libraries: ziamath 0.13 (MIT, pictures) takes 20 to 30 ms a formula and has no end
for 60 nested fractions; pylatexenc 2.11 (MIT, text) leaves `^2` and `_i` as they are and gives a fraction
without its brackets, so that what is read is wrong. Here the time is in proportion to the length, the depth
is bounded, and a formula with one unknown command is not converted at all: its source is then what is shown.
"""

import re

from desktop.domain import latex_symbols as symbols
from desktop.domain.latex_runs import MathRun, Runs, Script, accented, add_operator, joined, scripted, wrapped

MOST_CHARACTERS = 2000
MOST_DEPTH = 16

_TOKEN = re.compile(r"\\[a-zA-Z]+\*?|\\.|\s+|.", re.DOTALL)
_RELATIONS = frozenset("=<>+*/")


class _UnreadableError(Exception):
    """The formula has something that this reader does not know."""


def latex_runs(formula: str, *, is_display: bool = False) -> tuple[MathRun, ...] | None:
    """`formula`, without its delimiters, to be read; None if its source is better shown.

    Lines of an array of equations are below each other if `is_display`, else parted by semicolons.
    """
    if len(formula) > MOST_CHARACTERS:
        return None
    reader = _Reader(_TOKEN.findall(formula.strip()), "\n" if is_display else "; ")
    try:
        runs = reader.all_runs()
    except _UnreadableError:
        return None
    return tuple(joined(runs)) or None


class _Reader:
    """Reads tokens from left to right, each once."""

    def __init__(self, tokens: list[str], line_break: str) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._line_break = line_break

    def all_runs(self) -> Runs:
        runs = self._until(frozenset())
        if self._at < len(self._tokens):
            raise _UnreadableError
        return runs

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        if not token:
            raise _UnreadableError
        self._at += 1
        return token

    def _skip_space(self) -> None:
        while self._peek().isspace():
            self._at += 1

    def _until(self, ends: frozenset[str]) -> Runs:
        """Everything before one of `ends`, or before the end of the formula if there are none."""
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise _UnreadableError
        runs: Runs = []
        while (token := self._peek()) and token not in ends:
            if token == "}":
                raise _UnreadableError
            self._at += 1
            self._take(token, runs)
        if ends and not token:
            raise _UnreadableError
        self._depth -= 1
        return runs

    def _take(self, token: str, runs: Runs) -> None:
        if token.isalnum():
            runs.append(MathRun(token, is_italic=token.isalpha()))
        elif token.isspace() or token == "&":
            return
        elif token in "^_":
            runs.extend(scripted(self._argument(), Script.SUPER if token == "^" else Script.SUB))
        elif token == "{":
            runs.extend(self._until(frozenset("}")))
            self._at += 1
        elif token.startswith("\\") and len(token) > 1:
            self._command(token[1:].rstrip("*") or token[1:], runs)
        elif token == "'":
            runs.append(MathRun("′"))
        elif token == "~":
            runs.append(MathRun(" "))
        elif token == "-":
            add_operator(runs, "−")
        elif token in _RELATIONS:
            add_operator(runs, "∗" if token == "*" else token)
        elif token == ",":
            runs.append(MathRun(", "))
        elif token in "\\$#%":
            raise _UnreadableError
        else:
            runs.append(MathRun(token))

    def _argument(self) -> Runs:
        """The next group, or the next token alone."""
        self._skip_space()
        runs: Runs = []
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise _UnreadableError
        token = self._next()
        if token in "}&^_":
            raise _UnreadableError
        self._take(token, runs)
        self._depth -= 1
        return runs

    def _raw_argument(self) -> str:
        """The next group word for word; no group inside it."""
        self._skip_space()
        if self._next() != "{":
            raise _UnreadableError
        words: list[str] = []
        while (token := self._next()) != "}":
            if token == "{" or (token.startswith("\\") and token[1:].isalpha()):
                raise _UnreadableError
            words.append(token.removeprefix("\\"))
        return "".join(words)

    def _command(self, name: str, runs: Runs) -> None:
        if name in symbols.LETTERS:
            runs.append(MathRun(symbols.LETTERS[name], is_italic=True))
        elif name in symbols.OPERATORS:
            add_operator(runs, symbols.OPERATORS[name])
        elif name in symbols.LARGE:
            runs.append(MathRun(symbols.LARGE[name]))
            if self._scripts(runs):
                runs.append(MathRun("\u2009"))
        elif name in symbols.SIGNS:
            runs.append(MathRun(symbols.SIGNS[name]))
        elif name in symbols.SPACES:
            runs.append(MathRun(symbols.SPACES[name]))
        elif name in symbols.FUNCTIONS:
            self._function(name, runs)
        elif name in symbols.IGNORED:
            self._ignored(name)
        elif name in symbols.WORDS:
            runs.append(MathRun(self._raw_argument()))
        elif name in symbols.STYLES:
            runs.extend(self._argument())
        elif name in symbols.ACCENTS:
            runs.extend(accented(self._argument(), symbols.ACCENTS[name]))
        elif len(name) == 1 and name in "{}%$#&_":
            runs.append(MathRun(name))
        else:
            self._structure(name, runs)

    def _function(self, name: str, runs: Runs) -> None:
        if runs and runs[-1].text[-1:].isalnum():
            runs.append(MathRun("\u2009"))
        runs.append(MathRun(name))
        self._scripts(runs)
        if self._peek()[:1] not in ("", "(", "[", "|", ")", "}", ",", "&") and self._peek() != "\\left":
            runs.append(MathRun("\u2009"))

    def _scripts(self, runs: Runs) -> bool:
        """Take what is raised or lowered next; whether there was any."""
        start = self._at
        self._skip_space()
        while self._peek() in ("^", "_", "\\limits", "\\nolimits"):
            self._take(self._next(), runs)
            self._skip_space()
        return self._at > start

    def _ignored(self, name: str) -> None:
        if name in ("left", "right", "middle"):
            self._skip_space()
            if self._peek() == ".":
                self._at += 1

    def _structure(self, name: str, runs: Runs) -> None:
        match name:
            case "frac" | "dfrac" | "tfrac" | "cfrac":
                above, below = self._argument(), self._argument()
                runs.extend([*wrapped(above), MathRun("/"), *wrapped(below)])
            case "sqrt":
                runs.extend([*self._root_degree(), MathRun("√"), *wrapped(self._argument())])
            case "binom" | "dbinom" | "tbinom":
                above, below = self._argument(), self._argument()
                runs.extend([MathRun("C("), *above, MathRun(", "), *below, MathRun(")")])
            case "mathbb" | "mathds":
                letters = "".join(run.text for run in self._argument())
                runs.append(MathRun("".join(symbols.DOUBLE_STRUCK.get(letter, letter) for letter in letters)))
            case "overset" | "stackrel" | "underset":
                small, base = self._argument(), self._argument()
                runs.extend(base)
                runs.extend(scripted(small, Script.SUB if name == "underset" else Script.SUPER))
            case "not":
                runs.extend(accented(self._argument(), "\u0338"))
            case "pmod":
                runs.extend([MathRun(" (mod "), *self._argument(), MathRun(")")])
            case "tag":
                runs.append(MathRun(f"   ({self._raw_argument()})"))
            case "label" | "color":
                self._raw_argument()
            case "|":
                runs.append(MathRun("‖"))
            case "\\":
                runs.append(MathRun(self._line_break))
            case "begin":
                self._environment(self._raw_argument().rstrip("*"), runs)
            case _:
                raise _UnreadableError

    def _root_degree(self) -> Runs:
        self._skip_space()
        if self._peek() != "[":
            return []
        self._at += 1
        degree = self._until(frozenset("]"))
        self._at += 1
        return scripted(degree, Script.SUPER)

    def _environment(self, name: str, runs: Runs) -> None:
        if name in symbols.LINES:
            runs.extend(self._until(frozenset({"\\end"})))
            self._end(name)
            return
        if name not in symbols.BRACKETS:
            raise _UnreadableError
        if name == "array":
            self._raw_argument()
        opening, closing = symbols.BRACKETS[name]
        runs.append(MathRun(opening))
        ends = frozenset({"&", "\\\\", "\\end"})
        runs.extend(self._until(ends))
        while (token := self._next()) != "\\end":
            self._skip_space()
            if token == "&":
                runs.append(MathRun("  "))
            elif self._peek() != "\\end":
                runs.append(MathRun(" ;  "))
            runs.extend(self._until(ends))
        self._at -= 1
        self._end(name)
        runs.append(MathRun(closing))

    def _end(self, name: str) -> None:
        if self._next() != "\\end" or self._raw_argument().rstrip("*") != name:
            raise _UnreadableError
