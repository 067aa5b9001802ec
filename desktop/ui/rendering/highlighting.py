"""Colours for code: pygments tells what each piece is, the theme how it looks."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

MOST_CHARACTERS = 24 * 1024
LONGEST_LINE = 2000


def highlight(code: str, language: str) -> Iterator[tuple[int, int, int, str]]:
    """Pieces of `code` as (line, start, length, kind); start and length in UTF-16 units, as Qt counts.

    Kinds are the keys of `Theme.code_colors`. Nothing for an unknown language or a text that would take long.
    """
    if not language or len(code) > MOST_CHARACTERS or max(map(len, code.split("\n"))) > LONGEST_LINE:
        return
    # Imported late: 13 ms that only a reply with code needs.
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return
    line = column = 0
    for (token, text), following in pairwise([*lexer.get_tokens(code), ("", "")]):
        kind = _kind(str(token))
        if not kind and str(token).startswith("Token.Name") and following[1].startswith("("):
            kind = "name"  # what is called
        for number, part in enumerate(text.split("\n")):
            if number:
                line, column = line + 1, 0
            units = len(part) if part.isascii() else len(part.encode("utf-16-le", "surrogatepass")) // 2
            if kind and units:
                yield line, column, units, kind
            column += units


_KINDS: Mapping[str, str] = {
    "Token.Keyword": "keyword",
    "Token.Operator.Word": "keyword",
    "Token.Name.Function": "name",
    "Token.Name.Class": "name",
    "Token.Name.Builtin": "name",
    "Token.Name.Decorator": "name",
    "Token.Name.Tag": "name",
    "Token.Name.Attribute": "name",
    "Token.Literal.String.Interpol": "text",
    "Token.Literal.String": "string",
    "Token.Literal.Number": "number",
    "Token.Comment": "comment",
}


def _kind(token: str) -> str:
    while token:
        if token in _KINDS:
            return _KINDS[token]
        token = token.rpartition(".")[0]
    return ""
